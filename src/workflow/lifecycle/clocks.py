"""Legal time limits: a clock that runs, stands still, is extended and stops, and the day on which it is due.

A run is never late by itself: it holds what happened to the clock; `due` derives the rest on a calendar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from workflow.calendars.calendar import Calendar
from workflow.language.quantities import Period
from workflow.lifecycle.reckoning import (
    Leg,
    Span,
    count_legs,
    last_day_before,
    midnight_after,
    shift,
)

__all__ = [
    "Due",
    "Run",
    "Suspension",
    "due",
    "extend",
    "fire",
    "reopen",
    "resume",
    "shift",
    "stop",
    "suspend",
    "suspension_of_days",
]


@dataclass(frozen=True, slots=True)
class Suspension:
    """A time in which a clock stands still, [start, end); it has no end until the clock is resumed.

    Raises:
        ValueError: it ends before it begins.
    """

    start: datetime
    end: datetime | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(self.reason)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a clock, from its start; all instants are aware.

    Attributes:
        clock: the name of the clock in its lifecycle.
        limit: the budget; None where the clock runs `until` an instant.
        calendar: the id of the calendar it counts by.
        suspensions: as they were recorded; they may overlap.
        extensions: as they were granted; they are added to the budget before anything is counted.
        until: the first instant that is too late, as written in a document; suspensions do not move it.
        stopped_at: when what the clock waited for was done, or when it was waived.
        fired_at: when its expiry was recorded.
    """

    clock: str
    started_at: datetime
    limit: Period | None = None
    calendar: str = ""
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Period, ...] = ()
    until: datetime | None = None
    stopped_at: datetime | None = None
    fired_at: datetime | None = None

    def __post_init__(self) -> None:
        if (self.limit is None) == (self.until is None):
            raise ValueError(self.clock)

    @property
    def is_open(self) -> bool:
        """Tell whether the clock can still expire: not stopped, its expiry not recorded."""
        return self.stopped_at is None and self.fired_at is None

    @property
    def is_suspended(self) -> bool:
        """Tell whether the clock stands still and has not been resumed."""
        return any(suspension.end is None for suspension in self.suspensions)

    @property
    def budget(self) -> tuple[Period, ...]:
        """Return the limit, where there is one, and the extensions."""
        return self.extensions if self.limit is None else (self.limit, *self.extensions)

    @property
    def pauses(self) -> tuple[Span, ...]:
        """Return the suspensions that have ended."""
        return tuple((pause.start, pause.end) for pause in self.suspensions if pause.end is not None)


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock runs out.

    Attributes:
        last_day: the last lawful day by the calendar's wall clock; None while the clock stands still.
        expires_at: the first instant that is too late, in UTC; None while the clock stands still.
        provisional: the date depends on a year whose holidays have not been published.
        rolled_from: the day on which the budget was used up, where the last day moved on from there.
    """

    last_day: date | None
    expires_at: datetime | None
    provisional: bool = False
    rolled_from: date | None = None


def suspend(run: Run, at: datetime, reason: str) -> Run:
    """Return the run standing still from an instant on; as it is where that is so or it was stopped."""
    running = {suspension.reason for suspension in run.suspensions if suspension.end is None}
    if reason in running or (run.stopped_at is not None and run.stopped_at <= at):
        return run
    return replace(run, suspensions=(*run.suspensions, Suspension(at, None, reason)))


def resume(run: Run, at: datetime, reason: str | None = None) -> Run:
    """Return the run with its suspensions ended, or only those for one reason; as it is if there are none."""
    if not run.is_suspended:
        return run
    return replace(
        run,
        suspensions=tuple(
            replace(pause, end=max(at, pause.start)) if pause.end is None and reason in {None, pause.reason} else pause
            for pause in run.suspensions
        ),
    )


def extend(run: Run, period: Period) -> Run:
    """Return the run with a period more to its budget; an expiry already recorded stays."""
    return replace(run, extensions=(*run.extensions, period))


def stop(run: Run, at: datetime) -> Run:
    """Return the run stopped; as it is if it was stopped before."""
    return run if run.stopped_at is not None else replace(run, stopped_at=at)


def fire(run: Run, at: datetime) -> Run:
    """Return the run with its expiry recorded; as it is if that was done before."""
    return run if run.fired_at is not None else replace(run, fired_at=at)


def reopen(run: Run) -> Run:
    """Return the run open again, its stop and recorded expiry taken back; the time since then has counted."""
    return replace(run, stopped_at=None, fired_at=None)


def suspension_of_days(first: date, last: date, reason: str, calendar: Calendar) -> Suspension:
    """Return the suspension of whole days, both ends included.

    Raises:
        ValueError: the last day lies before the first.
    """
    if last < first:
        raise ValueError(reason)
    return Suspension(calendar.midnight(first), calendar.midnight(last + timedelta(days=1)), reason)


def due(run: Run, calendar: Calendar) -> Due:
    """Return when a run expires, whether or not it has been stopped meanwhile.

    Nothing expires while a clock stands still: from the start of a suspension that has not ended there is no
    due date, unless the clock had run out before.

    Raises:
        InvalidInput: the date lies outside the reach of the calendar.
    """
    if run.until is not None:
        return _due_until(run, run.until, calendar)
    standing = _due_of_legs(count_legs(run.started_at, run.budget, run.pauses, calendar), calendar)
    still_from = min((pause.start for pause in run.suspensions if pause.end is None), default=None)
    if still_from is None or (standing.expires_at is not None and standing.expires_at <= still_from):
        return standing
    return Due(None, None)


def _due_until(run: Run, until: datetime, calendar: Calendar) -> Due:
    for period in run.extensions:
        until = shift(until, period, calendar)
    last_day = last_day_before(until, calendar)
    counted = any(period.unit in {"working_days", "working_hours"} for period in run.extensions)
    return Due(last_day, until, counted and calendar.is_provisional(last_day))


def _due_of_legs(legs: list[Leg], calendar: Calendar) -> Due:
    final = legs[-1]
    if final.time is not None:
        expires_at = final.time[1]
        last_day = last_day_before(expires_at, calendar)
        counted = any(leg.unit not in {"hours", "minutes"} for leg in legs)
        return Due(last_day, expires_at, counted and calendar.is_provisional(last_day))
    last_day = date.fromordinal(final.last)
    return Due(
        last_day,
        midnight_after(final.last, calendar),
        calendar.is_provisional(last_day),
        None if final.last == final.used_up else date.fromordinal(final.used_up),
    )
