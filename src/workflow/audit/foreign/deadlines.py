"""Deadlines that the dates of a foreign history make: by when something had to be done, and when it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from workflow.audit.foreign.log import Log, Step, Trace
from workflow.audit.foreign.mapping import LAST_EVENT, Deadline, Mapping
from workflow.audit.foreign.reading import text_of
from workflow.audit.foreign.times import NoTime, Times


@dataclass(frozen=True, slots=True)
class Late:
    """Something that was done too late.

    Attributes:
        step: the event that had the deadline; None where the case had it.
    """

    case: Trace
    step: Step | None
    due: datetime
    done: datetime


@dataclass(slots=True)
class Kept:
    """How a deadline was kept.

    Attributes:
        known: how many had one and were done.
        open: how many had one, and when they were done is not known.
        unreadable: how many dates are no times.
    """

    name: str
    deadline: Deadline
    known: int = 0
    open: int = 0
    unreadable: int = 0
    late: list[Late] = field(default_factory=list)


def wanted(mapping: Mapping) -> set[str]:
    """Return the attributes that the deadlines of a mapping read."""
    named = (name for deadline in mapping.deadlines.values() for name in (deadline.due, deadline.done))
    return {name for name in named if name and name != LAST_EVENT}


def keeping(log: Log, mapping: Mapping) -> Iterator[Kept]:
    """Yield how each deadline of a mapping was kept; late is later than the last instant that was due."""
    times = Times(mapping)
    none = frozenset(["", *mapping.none])
    for name, deadline in mapping.deadlines.items():
        kept = Kept(name, deadline)
        judged = _Judged(kept, times, none)
        for trace in log.traces.values():
            if deadline.of == "case":
                judged.case(trace)
            else:
                for step in trace.steps:
                    judged.step(trace, step)
        yield kept


_Read = Callable[[str], datetime]


class _Judged:
    def __init__(self, kept: Kept, times: Times, none: frozenset[str]) -> None:
        self._kept = kept
        self._times = times
        self._none = none

    def case(self, trace: Trace) -> None:
        deadline = self._kept.deadline
        done = trace.steps[-1].at if trace.steps and deadline.done in {None, LAST_EVENT} else None
        if deadline.done not in {None, LAST_EVENT}:
            done = self._of_case(trace, deadline.done, self._times.read)
        self._judge(trace, None, self._of_case(trace, deadline.due, self._times.last_of), done)

    def step(self, trace: Trace, step: Step) -> None:
        deadline = self._kept.deadline
        done = self._told(step.attributes.get(deadline.done), self._times.read) if deadline.done else step.at
        self._judge(trace, step, self._told(step.attributes.get(deadline.due), self._times.last_of), done)

    def _judge(self, trace: Trace, step: Step | None, due: datetime | None, done: datetime | None) -> None:
        if due is None:
            return
        if done is None:
            self._kept.open += 1
            return
        self._kept.known += 1
        if done > due:
            self._kept.late.append(Late(trace, step, due, done))

    def _of_case(self, trace: Trace, name: str | None, read: _Read) -> datetime | None:
        """Return a date of a case: its own, else that of its first event that has one."""
        said = [trace.attributes, *(step.attributes for step in trace.steps)]
        return next((at for one in said if (at := self._told(one.get(name or ""), read)) is not None), None)

    def _told(self, value: object, read: _Read) -> datetime | None:
        text = text_of(value)
        if text is None or text.strip() in self._none:
            return None
        try:
            return read(text)
        except NoTime:
            self._kept.unreadable += 1
            return None
