"""Running features without any Python of their own, and reporting on every scenario."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest
from pytest_bdd.parser import Step

from workflow.errors import InvalidDefinition, WorkflowError
from workflow.language.catalogue import words
from workflow.language.catalogue.messages import MESSAGES
from workflow.specs import plugin
from workflow.specs.binding import Bound, UndefinedStep, UnsoundSpec, bind, bound_of, feature_files
from workflow.specs.report import Report, ScenarioResult, Status
from workflow.specs.wording import Misspoken, say, step_text

_OPTIONS = (
    *("--disable-plugin-autoload", "-p", "pytest_bdd.plugin"),
    *("-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:warnings", "-p", "no:doctest", "-p", "no:unittest"),
    *("-p", "no:junitxml", "-p", "no:stepwise", "-p", "no:nose", "-p", "no:faulthandler", "-p", "no:logging"),
    *("-p", "no:threadexception", "-p", "no:unraisableexception", "--capture=no"),
)


def run(paths: Sequence[str | Path], definition: str | None = None, language: str | None = None) -> Report:
    """Run the features at paths, each scenario on a fresh ledger in memory, and return the verdicts.

    Args:
        paths: feature files and folders of them.
        definition: a shipped id or the path of a file; used where a feature names none, or names its id.
        language: the language of the messages; otherwise each file's own.
    """
    missing = [path for path in map(Path, paths) if not path.exists()]
    spoken = language or "zh-CN"
    failed = [
        ScenarioResult(path.stem, "", str(path), 1, "error", say("no_features", spoken, path=path)) for path in missing
    ]
    files = list(feature_files(path for path in paths if path not in missing and Path(path).exists()))
    if not files:
        return Report(tuple(failed))
    player = _Player(files, definition, language)
    ended = pytest.main(
        [*_OPTIONS, "-c", os.devnull, f"--rootdir={Path.cwd()}", str(files[0])], plugins=[plugin, player]
    )
    if ended not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        player.broke(f"pytest: {pytest.ExitCode(ended).name}")
    return Report((*failed, *player.results))


class _Features(pytest.Module):
    """A module that no file holds: the scenarios of some features."""

    def _getobj(self) -> ModuleType:
        module = ModuleType("features")
        player = self.config.stash[PLAYER]
        module.__dict__.update(plugin.step_fixtures())
        for path in player.files:
            bind(module.__dict__, path, player.language, f"{path.stem}_")
        return module


class _Player:
    """Collects the scenarios and keeps what came of each."""

    def __init__(self, files: Sequence[Path], definition: str | None, language: str | None) -> None:
        self.files = files
        self.definition = definition
        self.language = language
        self.results: list[ScenarioResult] = []
        self._step: dict[str, Step] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        """Let what is collected know of this run."""
        config.stash[PLAYER] = self
        if self.definition is not None:
            config.stash[plugin.OVERRIDE] = self.definition

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
        """Collect every file at once, when the first of them is met."""
        if file_path == self.files[0].resolve():
            module: pytest.Module = _Features.from_parent(parent, path=file_path)
            return module
        return None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what prevented the scenarios from being collected."""
        if report.failed:
            self.broke(report.longreprtext)

    def broke(self, message: str) -> None:
        """Keep that the run as a whole failed: nothing that did not run may count as passed."""
        self.results.append(ScenarioResult("", "", str(self.files[0]), 1, "error", message))

    def pytest_bdd_step_error(self, request: pytest.FixtureRequest, step: Step) -> None:
        """Keep the step at which a scenario failed."""
        self._step[request.node.nodeid] = step

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Keep the verdict on a scenario."""
        report = yield
        bound = bound_of(item)
        if bound is not None and (call.excinfo is not None or call.when == "call"):
            self._keep(item, bound, call)
        return report

    def _keep(self, item: pytest.Item, bound: Bound, call: pytest.CallInfo[None]) -> None:
        status, message = self._verdict(item, call)
        world = item.stash.get(plugin.WORLD, None)
        name = bound.name + _row(item)
        if call.when == "teardown" and self.results:
            self.results.pop()
        attempts = tuple(world.attempts) if world else ()
        self.results.append(ScenarioResult(bound.feature, name, bound.file, bound.line, status, message, attempts))

    def _verdict(self, item: pytest.Item, call: pytest.CallInfo[None]) -> tuple[Status, str]:
        if call.excinfo is None:
            return "passed", ""
        error = call.excinfo.value
        status: Status = "failed" if isinstance(error, AssertionError) else "error"
        if isinstance(error, UnsoundSpec):
            return ("undefined" if isinstance(error, UndefinedStep) else "error"), str(error)
        told = _told(error, bound_of(item))
        step, bound = self._step.get(item.nodeid), bound_of(item)
        if step is None or bound is None:
            return status, told
        return status, say(
            "at_step", bound.language, line=step.line_number, step=step_text(step.keyword, step.name), why=told
        )


def _told(error: BaseException, bound: Bound | None) -> str:
    language = bound.language if bound else "en"
    match error:
        case AssertionError() | Misspoken() | InvalidDefinition():
            return str(error)
        case WorkflowError():
            return words.say(MESSAGES, error.key, language, error.facts)
        case _:
            return repr(error)


PLAYER = pytest.StashKey[_Player]()


def _row(item: pytest.Item) -> str:
    spec = getattr(item, "callspec", None)
    return f" [{' · '.join(spec.params['_pytest_bdd_example'].values())}]" if spec is not None else ""
