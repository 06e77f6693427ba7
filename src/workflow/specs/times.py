"""Times as specs write them, and periods that pass."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from workflow.calendars.calendar import Calendar
from workflow.language.quantities import Period
from workflow.lifecycle.reckoning import shift
from workflow.specs.units import UNITS
from workflow.specs.wording import Misspoken

_DATE = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?[ T]?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


def read_length(text: str) -> tuple[int, str]:
    """Return the number and the unit of a length that a step names."""
    digits = re.match(r"\d+", text)
    number = digits[0] if digits else ""
    return int(number or 0), text[len(number) :].strip()


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


def after(instant: datetime, count: int, unit: str, calendar: Calendar) -> datetime:
    """Return the instant a period later, in a unit as steps name it; the time of day is kept where days or months pass.

    Raises:
        InvalidInput: it leaves the reach of the calendar.
    """
    return shift(instant, Period(count, UNITS[unit]), calendar)
