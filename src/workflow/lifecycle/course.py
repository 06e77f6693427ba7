"""The course of a lifecycle: the state that decisions read, and how recorded acts change it.

`apply` is total: it never raises, logs or looks at a clock. What an act changed stands in its event, so folding
a history needs neither the definition nor an expression.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from workflow.language.quantities import Period, parse_period
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.events import Change


@dataclass(slots=True)
class Course:
    """Where a case (or a project) stands in its lifecycle.

    Attributes:
        state: the present state.
        back: the state before it, to which `to: back` returns.
        since: from when the present state holds; what rests on it cannot be earlier.
        attributes: facts by name, as JSON values; what is unset is absent.
        counts: how often each act was taken.
        parts: who played which part: natural persons, seen through delegation.
        outcomes: clock → the instant at which its recorded outcome moved the case; what it overtakes is refused.
        overtaken: clock → since when the state held that its outcome ended.
        waiting: what acts did to clocks, not yet worked out.
    """

    state: str
    back: str | None = None
    since: datetime | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outcomes: dict[str, datetime] = field(default_factory=dict)
    overtaken: dict[str, datetime | None] = field(default_factory=dict)
    _runs: dict[str, Run] = field(default_factory=dict)
    waiting: list[tuple[Sequence[Mapping[str, Any]], datetime]] = field(default_factory=list)

    def copy(self) -> Course:
        """Return a copy that may be changed without changing this one."""
        return Course(
            self.state,
            self.back,
            self.since,
            self.attributes.copy(),
            self.counts.copy(),
            self.parts.copy(),
            self.outcomes.copy(),
            self.overtaken.copy(),
            self._runs.copy(),
            self.waiting.copy(),
        )

    @property
    def runs(self) -> Mapping[str, Run]:
        """Return the clocks by name (`decision`, `decision:promised`), open or not.

        What acts did to clocks is worked out when somebody asks: most histories are folded without.
        """
        while self.waiting:
            operations, at = self.waiting[0]
            for operation in operations:
                _operate(self._runs, operation, at)
            del self.waiting[0]
        return self._runs

    def __eq__(self, other: object) -> bool:
        """Tell whether two courses stand alike, whether or not their clocks were worked out yet."""
        return isinstance(other, Course) and _told(self) == _told(other)

    __hash__ = None  # type: ignore[assignment]


def _told(course: Course) -> tuple[Any, ...]:
    own = (course.state, course.back, course.since, course.attributes)
    return (*own, course.counts, course.parts, course.outcomes, course.overtaken, course.runs)


def apply(course: Course, change: Change, effective_at: datetime) -> None:
    """Change a course by what a recorded act changed; the caller owns the course."""
    course.counts[change.act] = course.counts.get(change.act, 0) + 1
    if change.expired_at:
        _expire(course, change, _instant(change.expired_at))
    if change.to != course.state:
        course.back = course.state
        course.state = change.to
        course.since = effective_at
    if change.set:
        course.attributes.update(change.set)
    for clock in change.sets_aside:
        course.outcomes.pop(clock, None)
        # The state is again what it was before the outcome, and for as long.
        course.since = course.overtaken.pop(clock, course.since)
    if change.clocks:
        course.waiting.append((change.clocks, effective_at))
    if change.parts:
        _play(course, change.parts)


def _play(course: Course, parts: Mapping[str, Sequence[str]]) -> None:
    for part, persons in parts.items():
        known = course.parts.get(part, ())
        course.parts[part] = (*known, *[person for person in persons if person not in known])


def _expire(course: Course, change: Change, expired_at: datetime) -> None:
    course.waiting.append(([{"op": "fire", "clock": change.clock}], expired_at))
    if change.before != change.to:
        course.outcomes[change.clock] = expired_at
        course.overtaken[change.clock] = course.since


def _operate(runs: dict[str, Run], operation: Mapping[str, Any], at: datetime) -> None:
    name = operation.get("clock", "")
    if operation.get("op") == "start":
        runs[name] = started(operation, at)
        return
    run, change = runs.get(name), _CHANGES.get(operation.get("op", ""))
    if run is not None and change is not None:
        runs[name] = change(run, operation, at)


def started(operation: Mapping[str, Any], at: datetime) -> Run:
    """Return the run that a recorded start of a clock stands for."""
    limit, until = operation.get("limit"), operation.get("until")
    return Run(
        clock=operation["clock"],
        started_at=_instant(operation["from"]) if "from" in operation else at,
        limit=period(limit) if limit else None,
        calendar=operation.get("calendar", ""),
        until=_instant(until) if until else None,
    )


@lru_cache(maxsize=4096)
def period(text: str) -> Period:
    """Return the period a recorded text stands for."""
    return parse_period(text)


def _instant(text: str | datetime) -> datetime:
    return text if isinstance(text, datetime) else datetime.fromisoformat(text)


_CHANGES: Mapping[str, Callable[[Run, Mapping[str, Any], datetime], Run]] = {
    "stop": lambda run, _, at: clocks.stop(run, at),
    "suspend": lambda run, operation, at: clocks.suspend(run, at, operation.get("reason", "")),
    "resume": lambda run, _, at: clocks.resume(run, at),
    "extend": lambda run, operation, _: clocks.extend(run, period(operation["by"])),
    "reopen": lambda run, _, __: clocks.reopen(run),
    "fire": lambda run, _, at: clocks.fire(run, at),
}
