"""Working time, compiled: as `workflow.simulate.worktime` reckons it."""

from __future__ import annotations

from workflow.simulate.kernel.compiled import inner
from workflow.simulate.kernel.views import Record, days, hours, tables, through
from workflow.simulate.worktime import DAY, FOREVER


@inner
def counted(plan: Record, table: int, day: int) -> int:
    """Return the working days from the origin up to and including a day; beyond the table, all of it."""
    spec = tables(plan)[table]
    return through(plan)[spec.through_at + min(day, spec.through - 1)]


@inner
def nth_day(plan: Record, table: int, number: int) -> int:
    """Return a working day by its number, from 0; beyond the table, one that never comes."""
    spec = tables(plan)[table]
    return days(plan)[spec.days_at + number] if number < spec.days else FOREVER // DAY


@inner
def is_working(plan: Record, table: int, day: int) -> bool:
    """Tell whether there is work on a day of the table."""
    at = tables(plan)[table].through_at + day
    return through(plan)[at] != (through(plan)[at - 1] if day > 0 else 0)


@inner
def next_open(plan: Record, table: int, at: int) -> int:
    """Return the first instant from an instant on at which there is work."""
    spec = tables(plan)[table]
    day, second = at // DAY, at % DAY
    if day >= spec.through:
        return FOREVER
    if is_working(plan, table, day):
        for number in range(spec.hours_at, spec.hours_at + spec.hours):
            part = hours(plan)[number]
            if second < part.end:
                return day * DAY + max(second, part.start)
    return nth_day(plan, table, counted(plan, table, day)) * DAY + hours(plan)[spec.hours_at].start


@inner
def add(plan: Record, table: int, at: int, work: int) -> int:
    """Return the first instant by which so many seconds were worked; the next opening for none."""
    if work <= 0:
        return next_open(plan, table, at)
    spec = tables(plan)[table]
    day, second = at // DAY, at % DAY
    if is_working(plan, table, day):
        for number in range(spec.hours_at, spec.hours_at + spec.hours):
            part = hours(plan)[number]
            if second < part.end:
                begins = max(second, part.start)
                if begins + work <= part.end:
                    return day * DAY + begins + work
                work -= part.end - begins
    full = (work - 1) // spec.daily
    rest = work - full * spec.daily
    end = nth_day(plan, table, counted(plan, table, day) + full) * DAY
    for number in range(spec.hours_at, spec.hours_at + spec.hours):
        part = hours(plan)[number]
        if rest <= part.end - part.start:
            end += part.start + rest
            break
        rest -= part.end - part.start
    return end
