"""Running features without any Python of their own, and reporting on every scenario."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from workflow.errors import InvalidDefinition, WorkflowError
from workflow.language.catalogue import words
from workflow.language.catalogue.messages import MESSAGES
from workflow.language.catalogue.problems import problem_words
from workflow.specs import bare, review
from workflow.specs.binding import Bound, UndefinedStep, UnsoundSpec, bind
from workflow.specs.evidence import events_of, tested_by, timelines_of
from workflow.specs.lint import feature_files
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
_OPTIONS = ("--disable-plugin-autoload", "--capture=no", *(f"-pno:{name}" for name in _NOT_NEEDED))


@dataclass(frozen=True, slots=True)
class Keep:
    """What a run keeps of every scenario, besides its verdict.

    Attributes:
        events: what was recorded.
        proofs: what a proof needs of every attempt.
        look: shown the place of every scenario that passed, as `file:line`, and its world before it is gone.
    """

    events: bool = False
    proofs: bool = False
    look: Callable[[str, World], None] | None = None


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
    options = [*_OPTIONS, "-c", os.devnull, f"--rootdir={Path.cwd()}", str(files[0])]
    ended = pytest.main(options, plugins=[bare, player])
    if player.was_interrupted:
        raise KeyboardInterrupt
    if ended is not pytest.ExitCode.OK:
        player.broke(f"pytest: {pytest.ExitCode(ended).name}")
    return Report((*failed, *player.results))


class _Spec(pytest.Item):
    """A scenario, or one row of an outline, played in a world of its own.

    pytest-bdd plays it for a request that is the item itself: the steps of the library want the world and no fixture.
    """

    world: World

    def __init__(self, *, bound: Bound, values: Mapping[str, str], **node: Any) -> None:
        super().__init__(**node)
        self.bound = bound
        self.values = values

    def runtest(self) -> None:
        """Play it; a refusal that nobody asked for ends it."""
        __tracebackhide__ = True
        self.bound.play(request=self, _pytest_bdd_example=self.values)
        self.world.close()


class _Features(pytest.File):
    """Every feature of a run, whatever file pytest was told of."""

    def collect(self) -> Iterator[_Spec]:
        """Yield its scenarios, in the order of the files."""
        player = self.config.stash[PLAYER]
        for bound in (bound for path in player.files for bound in bind(path, player.language)):
            for values in bound.rows:
                spec: _Spec = _Spec.from_parent(self, name=bound.name, bound=bound, values=values)
                yield spec


class _Player:
    """Collects the scenarios, plays each and keeps what came of it."""

    def __init__(self, files: Sequence[Path], bench: Workbench, language: str | None, keep: Keep) -> None:
        self.files = files
        self.language = language
        self.results: list[ScenarioResult] = []
        self.was_interrupted = False
        self._bench = bench
        self._keep_of = keep

    def pytest_configure(self, config: pytest.Config) -> None:
        """Let what is collected know of this run."""
        config.stash[PLAYER] = self

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.File | None:
        """Collect every file at once, when the first of them is met."""
        if file_path == self.files[0].resolve():
            features: pytest.File = _Features.from_parent(parent, path=file_path)
            return features
        return None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what prevented the scenarios from being collected."""
        if report.failed:
            self.broke(report.longreprtext)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep that somebody has stopped the run; pytest stops of itself with an exception derived from theirs."""
        self.was_interrupted = excinfo.type is KeyboardInterrupt

    def broke(self, message: str) -> None:
        """Keep that the run as a whole failed: nothing that did not run may count as passed."""
        self.results.append(ScenarioResult("", "", str(self.files[0]), 1, "error", message))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: _Spec) -> bool:
        """Play a scenario and keep the verdict; pytest's setting up, tearing down and reports are for tests."""
        bound = item.bound
        item.world = World(bound.language, Path(bound.file).parent, self._bench, observing=self._keep_of.proofs)
        begun, error = perf_counter(), None
        try:
            item.runtest()
        except Exception as wrong:  # noqa: BLE001 (whatever ends a scenario is its verdict)
            error = wrong
        self.results.append(self._result(item, error, perf_counter() - begun))
        if error is None and self._keep_of.look is not None and item.world.is_open:
            self._keep_of.look(f"{bound.file}:{bound.line}", item.world)
        # Its ledger is told of by now; a thousand of them need not be kept.
        del item.world
        return True

    def _result(self, item: _Spec, error: Exception | None, seconds: float) -> ScenarioResult:
        bound, world, values = item.bound, item.world, item.values
        status = _status(error)
        events = events_of(world) if self._keep_of.events or status == "failed" else ()
        steps = _steps(bound, values, world, status)
        return ScenarioResult(
            feature=bound.feature,
            name=bound.name + (f" [{' · '.join(values.values())}]" if values else ""),
            file=bound.file,
            line=bound.line,
            status=status,
            message=_message(error, bound, steps, status) if error is not None else "",
            attempts=tuple(world.attempts),
            rule=bound.scenario.rule if bound.scenario else "",
            steps=steps,
            counts=bound.scenario is not None and review.counts(bound.scenario),
            trail=tuple(event.line() for event in events) if status == "failed" else (),
            events=events if self._keep_of.events else (),
            timelines=timelines_of(world) if self._keep_of.events else (),
            tested=tested_by(world) if not isinstance(error, WorkflowError) else None,
            seconds=seconds,
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


def _steps(bound: Bound, values: Mapping[str, str], world: World, status: Status) -> tuple[StepResult, ...]:
    """Return the steps of a scenario with what came of each: the last that was begun is the one that failed."""
    if bound.scenario is None:
        return ()
    played, begun = bound.scenario.played(values), world.begun
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
