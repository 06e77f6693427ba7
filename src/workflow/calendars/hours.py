"""The working hours of one day: ranges of minutes after midnight, in microseconds of the wall clock."""

from __future__ import annotations

import re
from collections.abc import Iterable

Hours = tuple[tuple[int, int], ...]
MINUTE = 60_000_000
DAY_MINUTES = 24 * 60
ROUND_THE_CLOCK: Hours = ((0, DAY_MINUTES),)
_RANGE = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-\u2013]\s*(\d{1,2}):(\d{2})\s*")


def parse_hours(ranges: Iterable[object]) -> Hours:
    """Return the hours written as `09:00-12:00`, in order.

    Raises:
        ValueError: a range that is none, ends before it begins, leaves the day or overlaps the one before it.
    """
    return checked_hours(tuple(_parse_range(str(entry)) for entry in ranges))


def checked_hours(hours: Hours) -> Hours:
    """Return the hours as they are.

    Raises:
        ValueError: none at all, or a range that is empty, leaves the day or overlaps the one before it.
    """
    end_of_last = 0
    for start, end in hours:
        if not end_of_last <= start < end <= DAY_MINUTES:
            raise ValueError(write_hours(hours))
        end_of_last = end
    if not hours:
        raise ValueError(write_hours(hours))
    return hours


def write_hours(hours: Hours) -> list[str]:
    """Return the hours as `09:00-12:00`."""
    return [f"{_write_moment(start)}-{_write_moment(end)}" for start, end in hours]


def length(hours: Hours) -> int:
    """Return how much working time a working day has, in microseconds."""
    return sum(end - start for start, end in hours) * MINUTE


def worked_by(hours: Hours, moment: int) -> int:
    """Return how much of the working time lies before a moment of the day, in microseconds."""
    return sum(max(0, min(moment, end * MINUTE) - start * MINUTE) for start, end in hours)


def earliest(hours: Hours, worked: int) -> int:
    """Return the first moment of the day by which so much has been worked.

    Raises:
        ValueError: a day has less working time.
    """
    for start, end in hours:
        span = (end - start) * MINUTE
        if worked <= span:
            return start * MINUTE + worked
        worked -= span
    raise ValueError(worked)


def latest(hours: Hours, worked: int) -> int:
    """Return the last moment of the day by which no more has been worked.

    Raises:
        ValueError: a day has no more working time.
    """
    for start, end in hours:
        span = (end - start) * MINUTE
        if worked < span:
            return start * MINUTE + worked
        worked -= span
    raise ValueError(worked)


def _parse_range(text: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    from_hour, from_minute, to_hour, to_minute = (int(number) for number in found.groups())
    if from_minute >= 60 or to_minute >= 60:  # noqa: PLR2004  the minutes of an hour
        raise ValueError(text)
    return from_hour * 60 + from_minute, to_hour * 60 + to_minute


def _write_moment(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
