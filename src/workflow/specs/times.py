"""Times and amounts as specs write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from operator import eq, ge, le

from workflow.calendars.calendar import Calendar
from workflow.specs.wording import Misspoken

_DATE = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?[ T]?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?")

_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "不超过": le, "at most": le, "至少": ge, "at least": ge, "恰为": eq, "exactly": eq,
    "不晚于": le, "no later than": le, "不早于": ge, "no earlier than": ge, "恰在": eq, "on": eq,
}  # fmt: skip


def holds(seen: float, how: str, expected: float) -> bool:
    """Tell whether a number is as a step wants it: 不超过, 不早于, 恰为 or their English."""
    return _COMPARED[how](seen, expected)


def read_instant(text: str, calendar: Calendar, language: str) -> datetime:
    """Return the instant written as `2021-04-30 00:00` by the wall clock of a calendar; a bare date is its beginning.

    Raises:
        Misspoken: there is no such date or time.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise Misspoken("no_such_date", language, text=text)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        wall = datetime.combine(date(year, month, day), time(hour, minute, second))
    except ValueError as impossible:
        raise Misspoken("no_such_date", language, text=text) from impossible
    return calendar.instant(wall)


def write_instant(instant: datetime, calendar: Calendar) -> str:
    """Return an instant as specs write it."""
    return calendar.local(instant).strftime("%Y-%m-%d %H:%M")
