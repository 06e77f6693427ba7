"""A due date explained day by day: which days counted, which did not, and which rule or act says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from workflow.calendars.calendar import Calendar, Reason
from workflow.language.quantities import Unit
from workflow.lifecycle.clocks import Due, Run, due
from workflow.lifecycle.reckoning import (
    Leg,
    Span,
    count_legs,
    days_spanned,
    midnight_after,
    united,
)

Why = Literal[
    "event_day",
    "working_day",
    "makeup_working_day",
    "calendar_day",
    "extension_day",
    "counted_time",
    "rest_day",
    "holiday",
    "projected_holiday",
    "suspended",
    "outside_hours",
    "rolled_over",
    "rolled_to",
    "fixed_date",
    "standing_still",
]

ROLL_RULE = "last_day_on_a_rest_day_moves_to_the_next_working_day"
_RESTING: Mapping[str, Why] = {
    "rest_day": "rest_day",
    "holiday": "holiday",
    "projected_holiday": "projected_holiday",
}
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DerivedDay:
    """One day of a derivation.

    Attributes:
        counts: the day used up some of the budget.
        number: which day of the budget it is, from 1; where hours or minutes are counted, the minutes used up
            by its end. None where the day does not count.
        why: the key of the reason; its words stand in the catalogue as `why_…`.
        facts: `of` (the whole budget in days or minutes) and `unit`; `name` of a holiday, language to text;
            `reason` of a suspension; `part` and `part_of` within the extensions; `minutes` counted on the
            day; `rule` and `rolled_from` of a roll.
    """

    date: date
    counts: bool
    number: int | None
    why: Why
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A due date and the days that lead to it, in order; it ends where a clock stands still.

    A day on which time in two units is counted (working hours, then hours) stands there for each.
    """

    due: Due
    provisional: bool
    days: tuple[DerivedDay, ...]


def derive(run: Run, calendar: Calendar) -> Derivation:
    """Return the due date of a run with every day from the event to the last day.

    Raises:
        InvalidInput: a day lies outside the reach of the calendar.
    """
    outcome = due(run, calendar)
    if run.until is not None:
        days = _fixed_date(run, outcome)
    elif outcome.last_day is None:
        days = _until_it_stands_still(run, calendar)
    else:
        days = _counted(run, calendar)
    return Derivation(outcome, outcome.provisional, tuple(days))


def _fixed_date(run: Run, outcome: Due) -> Iterator[DerivedDay]:
    if outcome.last_day is not None:
        facts = {"extensions": [str(period) for period in run.extensions]}
        yield DerivedDay(outcome.last_day, counts=False, number=None, why="fixed_date", facts=facts)


def _until_it_stands_still(run: Run, calendar: Calendar) -> Iterator[DerivedDay]:
    still = min((pause for pause in run.suspensions if pause.end is None), key=lambda pause: pause.start)
    since = calendar.local_date(still.start)
    for day in _counted(run, calendar):
        if day.date < since:
            yield day
    yield DerivedDay(since, counts=False, number=None, why="standing_still", facts={"reason": still.reason})


def _counted(run: Run, calendar: Calendar) -> Iterator[DerivedDay]:
    legs = count_legs(run.started_at, run.budget, run.pauses, calendar)
    first = legs[0]
    if first.time is None:
        yield DerivedDay(date.fromordinal(first.start), counts=False, number=None, why="event_day")
    for leg in legs:
        if leg.time is None:
            yield from _days_of(leg, run, calendar)
            yield from _rolled(leg, run, calendar)
        else:
            yield from _times_of(leg, leg.time, run, calendar)


def _days_of(leg: Leg, run: Run, calendar: Calendar) -> Iterator[DerivedDay]:
    of = days_spanned(leg.start, leg.count, leg.unit, calendar)
    own = _own_part(leg, run, calendar)
    number = 0
    for day in _dates(leg.start + 1, leg.used_up):
        idle = _suspended(day, run, calendar) or (_resting(day, calendar) if leg.unit == "working_days" else None)
        if idle is not None:
            yield idle
            continue
        number += 1
        why, facts = _why_it_counts(day, leg, calendar)
        facts |= {"of": of, "unit": leg.unit}
        if number > own:
            why, facts = "extension_day", {**facts, "part": number - own, "part_of": of - own}
        yield DerivedDay(day, counts=True, number=number, why=why, facts=facts)


def _own_part(leg: Leg, run: Run, calendar: Calendar) -> int:
    """Return how many days of a leg the limit itself gives; the others are extensions."""
    if run.limit is None or run.limit.unit != leg.unit:
        return 0
    return days_spanned(leg.start, run.limit.count, leg.unit, calendar)


def _why_it_counts(day: date, leg: Leg, calendar: Calendar) -> tuple[Why, dict[str, Any]]:
    if leg.unit != "working_days":
        return "calendar_day", {}
    reason = calendar.why(day)
    return ("makeup_working_day" if reason.key == "makeup_working_day" else "working_day"), _name(reason)


def _times_of(leg: Leg, time: Span, run: Run, calendar: Calendar) -> Iterator[DerivedDay]:
    of = leg.count if leg.unit == "minutes" else 60 * leg.count
    pauses = united(run.pauses)
    used = timedelta(0)
    for day in _dates(leg.start, leg.last):
        counted = _time_counted(day, leg.unit, time, pauses, calendar)
        used += counted
        if counted:
            facts = {"of": of, "unit": leg.unit, "minutes": counted // _MINUTE}
            yield DerivedDay(day, counts=True, number=used // _MINUTE, why="counted_time", facts=facts)
        else:
            yield _uncounted(day, leg, run, calendar)


def _time_counted(day: date, unit: Unit, time: Span, pauses: Sequence[Span], calendar: Calendar) -> timedelta:
    start = max(calendar.midnight(day), time[0])
    end = min(midnight_after(day.toordinal(), calendar), time[1])
    span = calendar.working_time_between if unit == "working_hours" else _elapsed
    counted = span(start, end) if start < end else timedelta(0)
    for pause_start, pause_end in pauses:
        if max(start, pause_start) < min(end, pause_end):
            counted -= span(max(start, pause_start), min(end, pause_end))
    return counted


def _uncounted(day: date, leg: Leg, run: Run, calendar: Calendar) -> DerivedDay:
    start, end = calendar.midnight(day), midnight_after(day.toordinal(), calendar)
    reasons = [
        pause.reason for pause in run.suspensions if pause.end is not None and pause.start < end and start < pause.end
    ]
    if reasons:
        return DerivedDay(day, counts=False, number=None, why="suspended", facts={"reason": "; ".join(reasons)})
    resting = _resting(day, calendar) if leg.unit == "working_hours" else None
    return resting or DerivedDay(day, counts=False, number=None, why="outside_hours")


def _rolled(leg: Leg, run: Run, calendar: Calendar) -> Iterator[DerivedDay]:
    for day in _dates(leg.used_up + 1, leg.last - 1):
        idle = _suspended(day, run, calendar) or _resting(day, calendar)
        facts = dict(idle.facts) if idle else {}
        yield DerivedDay(day, counts=False, number=None, why="rolled_over", facts=facts)
    if leg.last > leg.used_up:
        facts = {"rule": ROLL_RULE, "rolled_from": date.fromordinal(leg.used_up).isoformat()}
        yield DerivedDay(date.fromordinal(leg.last), counts=False, number=None, why="rolled_to", facts=facts)


def _suspended(day: date, run: Run, calendar: Calendar) -> DerivedDay | None:
    """Return the day as suspended: the day a suspension begins does not count, the day it ends does."""
    reasons = [
        pause.reason
        for pause in run.suspensions
        if pause.end is not None and calendar.local_date(pause.start) <= day < calendar.local_date(pause.end)
    ]
    if not reasons:
        return None
    return DerivedDay(day, counts=False, number=None, why="suspended", facts={"reason": "; ".join(reasons)})


def _resting(day: date, calendar: Calendar) -> DerivedDay | None:
    reason = calendar.why(day)
    if reason.works:
        return None
    return DerivedDay(day, counts=False, number=None, why=_RESTING[reason.key], facts=_name(reason))


def _name(reason: Reason) -> dict[str, Any]:
    return {} if reason.name is None else {"name": reason.name.model_dump(by_alias=True)}


def _dates(first: int, last: int) -> Iterator[date]:
    return map(date.fromordinal, range(first, last + 1))


def _elapsed(start: datetime, end: datetime) -> timedelta:
    return end - start
