"""What a run of specs yields: the verdict on every scenario, and every attempt that was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["passed", "failed", "undefined", "error"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One act that a scenario really tried on a case, and what came of it.

    Attributes:
        state: the state of the case when the act was judged.
        role: the role it was tried in; `clock` and `project` are the system's.
        refusals: the keys of all reasons against it; empty where it was allowed.
        asked: nobody took it, it was only asked whether it is possible, for a table of all that is.
    """

    lifecycle: str
    item: str
    state: str
    act: str
    role: str
    refusals: tuple[str, ...] = ()
    asked: bool = False

    @property
    def allowed(self) -> bool:
        """Tell whether nothing stood against it."""
        return not self.refusals


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """The verdict on one scenario, or on one row of an outline.

    Attributes:
        name: its name; an outline's with the values of the row.
        line: 1-based line of the scenario in the file.
        message: why it did not pass, in the language of the run.
    """

    feature: str
    name: str
    file: str
    line: int
    status: Status
    message: str = ""
    attempts: tuple[Attempt, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as the `spec run` contract has it."""
        return {
            "feature": self.feature,
            "name": self.name,
            "file": self.file,
            "line": self.line,
            "status": self.status,
            "message": self.message,
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
