"""The report of a run: every scenario with its verdict, its steps, and what it really tried and recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from workflow.specs.attempts import Attempt
from workflow.specs.scenarios import Rows, Scenario

Status = Literal["passed", "failed", "undefined", "error"]
StepStatus = Literal["passed", "failed", "not_run"]


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step as it was played.

    Attributes:
        line: 1-based, in its file.
        table: the rows below it.
    """

    words: str
    line: int
    status: StepStatus
    table: Rows | None = None


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event of a scenario's ledger, in the words of its definition.

    Attributes:
        at, recorded_at: when it holds and when it was recorded, by the wall clock of the definition's calendar.
        subject: the case or project it belongs to.
        change: the state before and after, where it changed.
        basis: the articles it rests on.
    """

    at: datetime
    recorded_at: datetime
    subject: str
    what: str
    who: str
    change: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()

    def line(self) -> str:
        """Return it as one line of a trail."""
        change = f" [{' → '.join(self.change)}]" if self.change else ""
        return f"{self.at:%Y-%m-%d %H:%M} {self.subject} · {self.what} · {self.who}{change}"


@dataclass(frozen=True, slots=True)
class Tested:
    """The definition that a scenario was judged by: id, version and policies, and the sha256 of its canonical form."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """The verdict on one scenario, or on one row of an outline.

    Attributes:
        name: its name; an outline's with the values of the row.
        line: 1-based line of the scenario in the file.
        message: why it did not pass, in the language of the run.
        counts: a person wrote or reviewed it, so it may prove something.
        trail: what was recorded until it failed, for whoever has to find out why.
        events: what was recorded, where the run was asked to keep it.
        timelines: what was simulated, in words, where the run was asked to keep it.
        tested: None where it was not played.
        scenario, values: as it is written, and the row of examples that was played.
    """

    feature: str
    name: str
    file: str
    line: int
    status: Status
    message: str = ""
    attempts: tuple[Attempt, ...] = ()
    rule: str = ""
    steps: tuple[StepResult, ...] = ()
    counts: bool = True
    trail: tuple[str, ...] = ()
    events: tuple[RecordedEvent, ...] = ()
    timelines: tuple[str, ...] = ()
    tested: Tested | None = None
    seconds: float = 0.0
    scenario: Scenario | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return it as the `spec run` contract has it."""
        return {
            "feature": self.feature,
            "rule": self.rule,
            "name": self.name,
            "file": self.file,
            "line": self.line,
            "status": self.status,
            "message": self.message,
            "trail": list(self.trail),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run."""

    scenarios: Sequence[ScenarioResult] = field(default_factory=tuple)

    def count(self, status: Status) -> int:
        """Return how many scenarios have a status."""
        return sum(scenario.status == status for scenario in self.scenarios)

    @property
    def ok(self) -> bool:
        """Tell whether something ran and everything passed."""
        return bool(self.scenarios) and all(scenario.status == "passed" for scenario in self.scenarios)

    @property
    def is_sound(self) -> bool:
        """Tell whether every scenario could be carried out as it is written, and there was one."""
        return bool(self.scenarios) and not self.count("undefined") and not self.count("error")

    @property
    def attempts(self) -> list[Attempt]:
        """Return every attempt of the scenarios that passed, in order."""
        return [attempt for one in self.scenarios if one.status == "passed" for attempt in one.attempts]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON contract of `spec run`."""
        return {
            "passed": self.count("passed"),
            "failed": self.count("failed"),
            "undefined": self.count("undefined"),
            "errors": self.count("error"),
            "scenarios": [scenario.to_json() for scenario in self.scenarios],
        }
