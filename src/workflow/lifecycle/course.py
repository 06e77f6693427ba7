"""The course of a lifecycle: the state that decisions read, and how recorded acts change it.

`apply` is total: it never raises, logs or looks at a clock. What an act changed stands in its event, so folding
a history needs neither the definition nor an expression.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from workflow.language.quantities import Period, parse_period
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run


@dataclass(slots=True)
class Course:
    """Where a case (or a project) stands in its lifecycle.

    Attributes:
        state: the present state.
        back: the state before it, to which `to: back` returns.
        attributes: facts by name, as JSON values; what is unset is absent.
        runs: clocks by name (`decision`, `decision:promised`), open or not.
        counts: how often each act was taken.
        parts: who played which part: natural persons, seen through delegation.
        outcomes: clock → the instant at which its recorded outcome moved the case; what it overtakes is refused.
        commands: ids of the commands already answered.
    """

    state: str
    back: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outcomes: dict[str, datetime] = field(default_factory=dict)

    def copy(self) -> Course:
        """Return a copy that may be changed without changing this one."""
        return Course(
            self.state,
            self.back,
            self.attributes.copy(),
            self.runs.copy(),
            self.counts.copy(),
            self.parts.copy(),
            self.outcomes.copy(),
        )


def apply(course: Course, data: Mapping[str, Any], effective_at: datetime) -> None:
    """Change a course by what a recorded act says; the caller owns the course."""
    get = data.get
    act = get("act", "")
    course.counts[act] = course.counts.get(act, 0) + 1
    target = get("to", course.state)
    if target != course.state:
        course.back = course.state
        course.state = target
    if changed := get("set"):
        course.attributes.update(changed)
    if expired := get("expired_at"):
        _close(course, get("clock", ""), _instant(expired), moved=get("from") != target)
    for clock in get("sets_aside", ()):
        course.outcomes.pop(clock, None)
    for operation in get("clocks", ()):
        _operate(course, operation, effective_at)
    for part, persons in get("parts", {}).items():
        known = course.parts.get(part, ())
        course.parts[part] = (*known, *(p for p in persons if p not in known))


def _close(course: Course, clock: str, expired_at: datetime, *, moved: bool) -> None:
    run = course.runs.get(clock)
    if run is not None:
        course.runs[clock] = clocks.fire(run, expired_at)
    if moved:
        course.outcomes[clock] = expired_at


def _operate(course: Course, operation: Mapping[str, Any], at: datetime) -> None:
    name = operation.get("clock", "")
    run = course.runs.get(name)
    match operation.get("op"):
        case "start":
            course.runs[name] = started(operation, at)
        case "stop" if run is not None:
            course.runs[name] = clocks.stop(run, at)
        case "suspend" if run is not None:
            course.runs[name] = clocks.suspend(run, at, operation.get("reason", ""))
        case "resume" if run is not None:
            course.runs[name] = clocks.resume(run, at)
        case "extend" if run is not None:
            course.runs[name] = clocks.extend(run, period(operation["by"]))
        case "reopen" if run is not None:
            course.runs[name] = clocks.reopen(run)
        case _:
            pass


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
