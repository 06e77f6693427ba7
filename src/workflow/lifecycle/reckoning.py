"""Counting a budget of legal time on a calendar: from a start, over periods, around pauses, to the last day.

Nothing here knows of runs or of cases: `clocks` says what a clock is, `derivation` explains its count.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from workflow.calendars.calendar import Calendar
from workflow.errors import InvalidInput
from workflow.language.quantities import Period, Unit

# A stretch of time [start, end), and the days on which a pause lets nothing count [first, end).
Span = tuple[datetime, datetime]
DaySpan = tuple[int, int]

_MINUTES: dict[Unit, int] = {"working_hours": 60, "hours": 60, "minutes": 1}
_MONTHS: dict[Unit, int] = {"months": 1, "years": 12}
_LAST_ORDINAL = date.max.toordinal()
_INSTANT = timedelta(microseconds=1)
_Place = TypeVar("_Place", int, datetime)


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a count, in one unit.

    Attributes:
        count: the budget of the leg in its unit.
        start: the day (ordinal) that is itself not counted; for hours and minutes the day they begin on.
        used_up: the day (ordinal) on which the budget is used up.
        last: the last day (ordinal): the same, or the working day it rolls to.
        time: from when to when hours or minutes are counted; None where days are counted.
    """

    unit: Unit
    count: int
    start: int
    used_up: int
    last: int
    time: Span | None = None


def count_legs(start: datetime, budget: Iterable[Period], pauses: Sequence[Span], calendar: Calendar) -> list[Leg]:
    """Return the legs of a count, periods of one unit counted together, units in order of appearance.

    Working days alone are counted (Administrative Licensing Law, art. 82). The day of the event is not
    counted; a month ends on the day of the same number, or on the month's last (Civil Code, arts. 201, 202).
    Hours and minutes begin at once. A leg in another unit begins when the leg before it has ended.

    Raises:
        InvalidInput: the count leaves the reach of the calendar.
    """
    day, at = calendar.local_date(start).toordinal(), start
    spans = paused_days(pauses, calendar) if pauses else ()
    instants = united(pauses) if pauses else ()
    legs: list[Leg] = []
    for unit, count in _together(budget).items():
        if unit not in _MINUTES:
            used_up = _count_days(day, count, unit, spans, calendar)
            last = used_up if unit == "working_days" else _rolled(used_up, spans, calendar)
            legs.append(Leg(unit, count, day, used_up, last))
            day = last
        else:
            began_at = midnight_after(day, calendar) if legs and legs[-1].time is None else at
            at = _count_time(began_at, count, unit, instants, calendar)
            day = max(day, last_day_before(at, calendar).toordinal())
            legs.append(Leg(unit, count, calendar.local_date(began_at).toordinal(), day, day, (began_at, at)))
    return legs


def midnight_after(day: int, calendar: Calendar) -> datetime:
    """Return the instant, in UTC, at which a day (ordinal) is over.

    Raises:
        InvalidInput: there is no later date.
    """
    if day >= _LAST_ORDINAL:
        raise _beyond_reach(calendar)
    return calendar.midnight(date.fromordinal(day + 1))


def last_day_before(expires_at: datetime, calendar: Calendar) -> date:
    """Return the last day on which there is still an instant before the given one."""
    return calendar.local_date(expires_at - _INSTANT)


def paused_days(pauses: Iterable[Span], calendar: Calendar) -> list[DaySpan]:
    """Return the days on which pauses let nothing count, united and in order.

    The day a pause begins does not count, the day of its end counts: a pause that ends on the day it began
    costs no day.
    """
    return united(
        (calendar.local_date(start).toordinal(), calendar.local_date(end).toordinal()) for start, end in pauses
    )


def united(spans: Iterable[tuple[_Place, _Place]]) -> list[tuple[_Place, _Place]]:
    """Return the union of half-open spans, disjoint and in order."""
    union: list[tuple[_Place, _Place]] = []
    for start, end in sorted(spans):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union


def shift(at: datetime, period: Period, calendar: Calendar, *, backwards: bool = False) -> datetime:
    """Return the instant a period after (or before) another: the time of day is kept and nothing rolls.

    Raises:
        InvalidInput: it leaves the reach of the calendar.
    """
    return _moved(at, -period.count if backwards else period.count, period.unit, calendar)


def months_later(day: date, months: int) -> date:
    """Return the day so many months later (earlier if negative), or the month's last if it has no such day.

    Source: Civil Code, art. 202.

    Raises:
        ValueError: there is no such year.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if not date.min.year <= year <= date.max.year:
        raise ValueError(year)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_spanned(start: int, count: int, unit: Unit, calendar: Calendar) -> int:
    """Return how many days a period in a unit of days has if it begins after a day (ordinal).

    Raises:
        InvalidInput: there is no such date.
    """
    if unit not in _MONTHS:
        return count
    try:
        return months_later(date.fromordinal(start), count * _MONTHS[unit]).toordinal() - start
    except ValueError:
        raise _beyond_reach(calendar) from None


def _together(budget: Iterable[Period]) -> dict[Unit, int]:
    counts: dict[Unit, int] = {}
    for period in budget:
        counts[period.unit] = counts.get(period.unit, 0) + period.count
    return counts


def _count_days(start: int, count: int, unit: Unit, spans: Sequence[DaySpan], calendar: Calendar) -> int:
    if unit == "working_days":
        return _count_working_days(start, count, spans, calendar)
    last = start + days_spanned(start, count, unit, calendar)
    for first, end in spans:
        paused_from = max(first, start + 1)
        if paused_from > last:
            break
        last += max(0, end - paused_from)
    if last > _LAST_ORDINAL:
        raise _beyond_reach(calendar)
    return last


def _count_working_days(start: int, count: int, spans: Sequence[DaySpan], calendar: Calendar) -> int:
    if count == 0:
        return start
    number = calendar.working_days_through(start) + count
    last = calendar.working_day_numbered(number)
    for first, end in spans:
        paused_from = max(first, start + 1)
        if paused_from > last:
            break
        if end > paused_from:
            number += calendar.working_days_through(end - 1) - calendar.working_days_through(paused_from - 1)
            last = calendar.working_day_numbered(number)
    return last


def _rolled(day: int, spans: Sequence[DaySpan], calendar: Calendar) -> int:
    """Return the day itself if work is done on it and no pause lies on it, else the next such day.

    Source: Civil Procedure Law, art. 85 (2021 text), and Civil Code, art. 203, by analogy: a period whose
    last day is a holiday ends on the next day that is none.
    """
    day = _next_working(day, calendar)
    for first, end in spans:
        if first <= day < end:
            day = _next_working(end, calendar)
    return day


def _count_time(at: datetime, count: int, unit: Unit, pauses: Sequence[Span], calendar: Calendar) -> datetime:
    left = timedelta(minutes=count * _MINUTES[unit])
    worked = unit == "working_hours"
    for start, end in pauses:
        if end <= at:
            continue
        until = max(start, at)
        free = calendar.working_time_between(at, until) if worked else until - at
        if free >= left:
            break
        left -= free
        at = end
    return calendar.add_working_time(at, left) if worked else _plus(at, left, calendar)


def _moved(at: datetime, count: int, unit: Unit, calendar: Calendar) -> datetime:
    if unit in _MINUTES:
        span = timedelta(minutes=count * _MINUTES[unit])
        return calendar.add_working_time(at, span) if unit == "working_hours" else _plus(at, span, calendar)
    wall = calendar.local(at)
    try:
        if unit == "working_days":
            day = calendar.nth_working_day_after(wall.date(), count)
        elif unit == "calendar_days":
            day = wall.date() + timedelta(days=count)
        else:
            day = months_later(wall.date(), count * _MONTHS[unit])
    except (ValueError, OverflowError):
        raise _beyond_reach(calendar) from None
    return calendar.instant(datetime.combine(day, wall.time()))


def _plus(at: datetime, span: timedelta, calendar: Calendar) -> datetime:
    try:
        return at.astimezone(UTC) + span
    except OverflowError:
        raise _beyond_reach(calendar) from None


def _next_working(day: int, calendar: Calendar) -> int:
    number = calendar.working_days_through(day)
    return day if number > calendar.working_days_through(day - 1) else calendar.working_day_numbered(number + 1)


def _beyond_reach(calendar: Calendar) -> InvalidInput:
    return InvalidInput("calendar_beyond_reach", calendar=calendar.id, last_day=date.max.isoformat())
