"""Running features without any Python of their own, and reporting on every scenario."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from workflow.errors import InvalidDefinition, WorkflowError
from workflow.language.catalogue import words
from workflow.language.catalogue.messages import MESSAGES
from workflow.language.catalogue.problems import problem_words
from workflow.specs import bare, plugin, review
from workflow.specs.binding import Bound, UndefinedStep, UnsoundSpec, bind, bound_of, feature_files
from workflow.specs.evidence import events_of, tested_by
from workflow.specs.report import Report, ScenarioResult, Status, StepResult
from workflow.specs.setting import Workbench
from workflow.specs.wording import Misspoken, say
from workflow.specs.world import World

# What pytest brings along for tests: specs need none of it, and half the start of a run was its.
_NOT_NEEDED = (
    *("terminal", "cacheprovider", "warnings", "doctest", "unittest", "junitxml", "stepwise", "faulthandler"),
    *("logging", "threadexception", "unraisableexception", "legacypath", "setuponly", "setupplan", "pastebin"),
    *("debugging", "monkeypatch", "recwarn", "tmpdir", "subtests", "skipping", "freeze_support", "pytester"),
)
_SELDOM = 50_000
"""New objects between two collections: a scenario makes many and leaves few in cycles."""
_OPTIONS = ("--disable-plugin-autoload", "--capture=no", *(f"-pno:{name}" for name in _NOT_NEEDED))


@dataclass(frozen=True, slots=True)
class Keep:
    """What a run keeps of every scenario, besides its verdict.

    Attributes:
        events: what was recorded.
        proofs: what a proof needs of every attempt.
    """

    events: bool = False
    proofs: bool = False


def run(
    paths: Sequence[str | Path],
    definition: str | None = None,
    language: str | None = None,
    *,
    bench: Workbench | None = None,
    keep: Keep | None = None,
) -> Report:
    """Run the features at paths, each scenario on a fresh ledger in memory, and return the verdicts.

    Args:
        paths: feature files and folders of them.
        definition: a shipped id or the path of a file, tested instead of what the features name.
        language: the language of the messages; otherwise each file's own.
        bench: what is tested, where more than a definition is chosen.
    """
    missing = [path for path in map(Path, paths) if not path.exists()]
    spoken = language or "zh-CN"
    failed = [
        ScenarioResult(path.stem, "", str(path), 1, "error", say("no_features", spoken, path=path)) for path in missing
    ]
    files = list(feature_files(path for path in map(Path, paths) if path not in missing))
    if not files:
        return Report(tuple(failed))
    player = _Player(files, bench or Workbench(definition), language, keep or Keep())
    often = gc.get_threshold()
    gc.set_threshold(_SELDOM, *often[1:])
    try:
        ended = pytest.main(
            [*_OPTIONS, "-c", os.devnull, f"--rootdir={Path.cwd()}", str(files[0])], plugins=[bare, plugin, player]
        )
    finally:
        gc.set_threshold(*often)
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

    def __init__(self, files: Sequence[Path], bench: Workbench, language: str | None, keep: Keep) -> None:
        self.files = files
        self.language = language
        self.results: list[ScenarioResult] = []
        self._bench = bench
        self._keep_of = keep

    def pytest_configure(self, config: pytest.Config) -> None:
        """Let what is collected know of this run."""
        config.stash[PLAYER] = self
        # Reports are told in the words of steps; the source around a failure costs much time and nobody reads it.
        config.option.tbstyle = "value"
        config.stash[plugin.BENCH] = self._bench
        config.stash[plugin.OBSERVING] = self._keep_of.proofs

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

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Keep the verdict on a scenario."""
        report = yield
        bound = bound_of(item)
        if bound is not None and (call.excinfo is not None or call.when == "call"):
            if call.when == "teardown" and self.results:
                self.results.pop()
            self.results.append(self._result(item, bound, call))
        return report

    def _result(self, item: pytest.Item, bound: Bound, call: pytest.CallInfo[None]) -> ScenarioResult:
        world, values = item.stash.get(plugin.WORLD, None), _values(item)
        error = call.excinfo.value if call.excinfo is not None else None
        status = _status(error)
        events = events_of(world) if world is not None and (self._keep_of.events or status == "failed") else ()
        steps = _steps(bound, values, world, status)
        return ScenarioResult(
            feature=bound.feature,
            name=bound.name + (f" [{' · '.join(values.values())}]" if values else ""),
            file=bound.file,
            line=bound.line,
            status=status,
            message=_message(error, bound, steps, status) if error is not None else "",
            attempts=tuple(world.attempts) if world else (),
            rule=bound.scenario.rule if bound.scenario else "",
            steps=steps,
            counts=bound.scenario is not None and review.counts(bound.scenario),
            trail=tuple(event.line() for event in events) if status == "failed" else (),
            events=events if self._keep_of.events else (),
            tested=tested_by(world) if world is not None and not isinstance(error, WorkflowError) else None,
            seconds=call.duration,
            scenario=bound.scenario,
            values=values,
        )


PLAYER = pytest.StashKey[_Player]()


def _status(error: BaseException | None) -> Status:
    match error:
        case None:
            return "passed"
        case UndefinedStep():
            return "undefined"
        case AssertionError():
            return "failed"
        case _:
            return "error"


def _values(item: pytest.Item) -> Mapping[str, str]:
    """Return the values of the row of examples that a test plays."""
    spec = getattr(item, "callspec", None)
    values: Mapping[str, str] = spec.params["_pytest_bdd_example"] if spec is not None else {}
    return values


def _steps(bound: Bound, values: Mapping[str, str], world: World | None, status: Status) -> tuple[StepResult, ...]:
    """Return the steps of a scenario with what came of each: the last that was begun is the one that failed."""
    if bound.scenario is None:
        return ()
    played, begun = bound.scenario.played(values), world.begun if world else 0
    ended = begun if status == "passed" else begun - 1
    return tuple(
        StepResult(
            step.words,
            step.line,
            "passed" if place < ended else "failed" if place < begun else "not_run",
            step.table,
        )
        for place, step in enumerate(played)
    )


def _message(error: BaseException, bound: Bound, steps: Sequence[StepResult], status: Status) -> str:
    told = _told(error, bound.language)
    failed = next((step for step in steps if step.status == "failed"), None)
    if failed is None or status == "undefined" or isinstance(error, UnsoundSpec):
        return told
    return say("at_step", bound.language, line=failed.line, step=failed.words.rstrip(":："), why=told)


def _told(error: BaseException, language: str) -> str:
    match error:
        case InvalidDefinition():
            return "\n".join(
                f"{one.file}:{one.line}: {problem_words(one.code, one.facts, language)}" for one in error.problems
            )
        case AssertionError() | Misspoken() | UnsoundSpec():
            return str(error)
        case WorkflowError():
            return words.say(MESSAGES, error.key, language, error.facts)
        case _:
            return repr(error)
