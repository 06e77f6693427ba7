"""Calendars as data: the pinned table of a calendar, and an office's own days over another calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from workflow.calendars.calendar import WEEKDAYS, Calendar
from workflow.calendars.hours import ROUND_THE_CLOCK, Hours, parse_hours
from workflow.errors import InvalidInput
from workflow.language.text import Text

_TABLE_KEYS = (
    "calendar",
    "zone",
    "title",
    "first_year",
    "last_published_year",
    "weekly_rest",
    "hours",
    "off",
    "work",
    "yearly",
    "source",
)
_OVERLAY_KEYS = ("calendar", "base", "title", "hours", "weekly_rest", "every_day", "off", "work", "source")
_LEAP_YEAR = 2000


def from_table(table: Mapping[str, Any]) -> Calendar:
    """Return the calendar that `Calendar.to_table` wrote.

    Raises:
        InvalidInput: a key is missing or unknown, a date is impossible, or a day is both off and worked.
    """
    reader = _Reader(str(table.get("calendar", "")))
    reader.check_keys(table, _TABLE_KEYS, required=_TABLE_KEYS)
    last = table["last_published_year"]
    return Calendar(
        id=reader.calendar,
        zone=str(table["zone"]),
        title=reader.text(table["title"]),
        first_year=reader.year(table["first_year"]),
        last_published_year=None if last is None else reader.year(last),
        weekly_rest=reader.weekdays(table["weekly_rest"]),
        hours=reader.hours(table["hours"]),
        off={reader.day(day): reader.text(name) for day, name in table["off"].items()},
        work={reader.day(day): reader.text(name) for day, name in table["work"].items()},
        yearly={reader.month_and_day(day): reader.text(name) for day, name in table["yearly"].items()},
        source=str(table["source"]),
    )


def overlay(own: Mapping[str, Any], calendars: Mapping[str, Calendar]) -> Calendar:
    """Return an office's own calendar: what it says, and its base for everything else.

    Args:
        own: `calendar` (its id), `base`, `title`, `hours` (`09:00-12:00`), `weekly_rest` (`saturday`),
            `every_day`, `off` and `work`, `source`. A day is written `2021-07-28`, several
            `2021-07-28..2021-07-30`, or either as `{day: …, title: …}`. `every_day: true` leaves the base's
            rest days and holidays out and works round the clock unless `hours` are given.
        calendars: the calendars it may be based on, by id.

    Raises:
        InvalidInput: an unknown base or key, an impossible date or hour, a day both off and worked.
    """
    reader = _Reader(str(own.get("calendar", "")))
    reader.check_keys(own, _OVERLAY_KEYS, required=("calendar", "base"))
    base = _base(own, calendars)
    off, work = reader.days(own.get("off") or ()), reader.days(own.get("work") or ())
    readers = {"title": reader.text, "weekly_rest": reader.weekdays, "hours": reader.hours}
    said: dict[str, Any] = {name: read(own[name]) for name, read in readers.items() if name in own}
    return replace(
        base,
        id=reader.calendar,
        off={**_except(base.off, work), **off},
        work={**_except(base.work, off), **work},
        source=str(own.get("source") or base.source),
        **said,
    )


def _base(own: Mapping[str, Any], calendars: Mapping[str, Calendar]) -> Calendar:
    base = calendars.get(str(own["base"]))
    if base is None:
        raise InvalidInput("calendar_base_unknown", calendar=str(own.get("calendar", "")), base=str(own["base"]))
    return _every_day(base) if own.get("every_day", False) is True else base


def _every_day(base: Calendar) -> Calendar:
    return replace(
        base,
        last_published_year=None,
        weekly_rest=frozenset(),
        hours=ROUND_THE_CLOCK,
        off={},
        work={},
        yearly={},
    )


def _except(days: Mapping[date, Text], overruled: Mapping[date, Text]) -> dict[date, Text]:
    return {day: name for day, name in days.items() if day not in overruled}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of a calendar's data, and tells in whose calendar something is wrong."""

    calendar: str

    def check_keys(self, data: Mapping[str, Any], known: Sequence[str], *, required: Sequence[str]) -> None:
        for name in sorted(data.keys() - set(known), key=str):
            raise InvalidInput("calendar_key_unknown", calendar=self.calendar, name=str(name))
        for name in required:
            if name not in data:
                raise InvalidInput("calendar_key_missing", calendar=self.calendar, name=name)

    def text(self, value: Any) -> Text:
        if isinstance(value, Mapping):
            return Text(zh=str(value.get("zh-CN") or ""), en=str(value.get("en") or ""))
        return Text(zh=str(value))

    def year(self, value: Any) -> int:
        return self.day(f"{value}-01-01").year

    def day(self, value: Any) -> date:
        try:
            return value if type(value) is date else date.fromisoformat(str(value).strip())
        except ValueError as error:
            raise self._invalid_date(value) from error

    def month_and_day(self, value: str) -> tuple[int, int]:
        day = self.day(f"{_LEAP_YEAR}-{value}")
        return day.month, day.day

    def days(self, entries: Any) -> dict[date, Text]:
        """Return the days of a list of entries with their names; an unnamed one has an empty name."""
        named: dict[date, Text] = {}
        for entry in entries if isinstance(entries, (list, tuple)) else [entries]:
            written, name = (entry.get("day"), entry.get("title", "")) if isinstance(entry, Mapping) else (entry, "")
            named |= dict.fromkeys(self._span(written), self.text(name))
        return named

    def weekdays(self, names: Any) -> frozenset[int]:
        for name in names:
            if name not in WEEKDAYS:
                raise InvalidInput("calendar_weekday_unknown", calendar=self.calendar, name=str(name))
        return frozenset(WEEKDAYS.index(name) for name in names)

    def hours(self, ranges: Any) -> Hours:
        try:
            return parse_hours([ranges] if isinstance(ranges, str) else ranges)
        except ValueError as error:
            raise InvalidInput("calendar_hours_invalid", calendar=self.calendar, hours=str(error)) from error

    def _span(self, written: Any) -> Iterator[date]:
        if isinstance(written, date):
            first = last = self.day(written)
        else:
            start, _, end = str(written).partition("..")
            first, last = self.day(start), self.day(end or start)
        if last < first:
            raise self._invalid_date(written)
        return (first + timedelta(days=number) for number in range((last - first).days + 1))

    def _invalid_date(self, value: Any) -> InvalidInput:
        return InvalidInput("calendar_date_invalid", calendar=self.calendar, day=str(value))
