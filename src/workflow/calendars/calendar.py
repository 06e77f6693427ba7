"""A calendar: which days an office works, why, and how working days and working hours are counted on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflow.calendars.counting import BeforeReach, BeyondReach, WorkingDays
from workflow.calendars.hours import Hours, checked_hours, earliest, latest, length, worked_by, write_hours
from workflow.errors import InvalidInput
from workflow.language.text import Text

DayKey = Literal["working_day", "makeup_working_day", "rest_day", "holiday", "projected_holiday"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a day is a working day or is none; `name` is the holiday's, where there is one."""

    works: bool
    key: DayKey
    name: Text | None = None


@dataclass(frozen=True)
class Calendar:
    """Which days are working days, and the hours worked on them.

    Attributes:
        zone: an IANA time zone; China has one, `Asia/Shanghai`.
        first_year: nothing is known of the years before it.
        last_published_year: every later day is provisional; None where no list has to be published.
        weekly_rest: the days of rest of a week, Monday is 0.
        hours: the ranges worked on a working day, in minutes after midnight.
        off: days that are no working days, whatever the weekday, with the holiday's name
            (an empty one where there is none).
        work: days that are worked, whatever the weekday, with the name of the holiday they make up for.
        yearly: holidays fixed to a month and day, taken for the years after the last published one.
        source: where the table comes from.
    """

    id: str
    zone: str
    title: Text
    first_year: int
    last_published_year: int | None
    weekly_rest: frozenset[int]
    hours: Hours
    off: Mapping[date, Text]
    work: Mapping[date, Text]
    yearly: Mapping[tuple[int, int], Text]
    source: str
    _zone: ZoneInfo = field(init=False, repr=False, compare=False)
    _days: WorkingDays = field(init=False, repr=False, compare=False)
    _worked_daily: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_zone", self._checked_zone())
        self._check_days()
        object.__setattr__(self, "_worked_daily", self._checked_length())
        last = self.last_published_year
        off, work = ({day.toordinal() for day in days} for days in (self.off, self.work))
        resting = frozenset((weekday + 1) % 7 for weekday in self.weekly_rest)
        settled = date(last, 12, 31).toordinal() if last is not None and self.yearly else date.max.toordinal()

        def is_working(ordinal: int) -> bool:
            if ordinal in off or ordinal in work:
                return ordinal in work
            if ordinal % 7 in resting:
                return False
            return ordinal <= settled or not self._is_yearly(date.fromordinal(ordinal))

        days = WorkingDays(self.first_year, self.first_year if last is None else last, is_working)
        object.__setattr__(self, "_days", days)

    def __hash__(self) -> int:
        return hash((self.id, self.first_year, self.last_published_year, len(self.off), len(self.work)))

    def is_working(self, day: date) -> bool:
        """Tell whether a day is a working day.

        Raises:
            InvalidInput: the day lies before the reach of the calendar.
        """
        try:
            return self._days.is_working(day.toordinal())
        except BeforeReach:
            raise self._before_reach(day) from None

    def is_provisional(self, day: date) -> bool:
        """Tell whether a day lies in a year whose holidays have not been published."""
        return self.last_published_year is not None and day.year > self.last_published_year

    def why(self, day: date) -> Reason:
        """Return why a day is a working day or is none; raises as `is_working`."""
        works = self.is_working(day)
        if day in self.work:
            return Reason(works, "makeup_working_day", _named(self.work[day]))
        if day in self.off:
            name = _named(self.off[day])
            return Reason(works, "holiday" if name else "rest_day", name)
        if self.is_provisional(day) and self._is_yearly(day):
            return Reason(works, "projected_holiday", self.yearly[day.month, day.day])
        return Reason(works, "working_day" if works else "rest_day")

    def working_days_between(self, start: date, end: date) -> int:
        """Return the working days after `start` up to and including `end`; negative where `end` lies earlier.

        Raises:
            InvalidInput: a day lies before the reach of the calendar.
        """
        return self.working_days_through(end.toordinal()) - self.working_days_through(start.toordinal())

    def nth_working_day_after(self, day: date, count: int) -> date:
        """Return the n-th working day after a day not itself counted; the day itself where `count` is 0.

        Raises:
            InvalidInput: it lies outside the reach of the calendar.
        """
        if count <= 0:
            return self.nth_working_day_before(day, -count) if count else day
        return date.fromordinal(self.working_day_numbered(self.working_days_through(day.toordinal()) + count))

    def nth_working_day_before(self, day: date, count: int) -> date:
        """Return the n-th working day before a day not itself counted; raises as its counterpart."""
        if count <= 0:
            return self.nth_working_day_after(day, -count) if count else day
        before = self.working_days_through(day.toordinal() - 1)
        return date.fromordinal(self.working_day_numbered(before + 1 - count))

    def next_working_day(self, day: date) -> date:
        """Return the day itself if it is a working day, else the next one; raises as `is_working`."""
        return day if self.is_working(day) else self.nth_working_day_after(day, 1)

    def working_days_through(self, ordinal: int) -> int:
        """Return the number of working days from the first of the calendar up to and including a day.

        Args:
            ordinal: the day as `date.toordinal` numbers it.

        Raises:
            InvalidInput: the day lies outside the reach of the calendar.
        """
        try:
            return self._days.through(ordinal)
        except BeforeReach:
            raise self._before_reach(date.fromordinal(max(ordinal, 1))) from None
        except BeyondReach:
            raise self._beyond_reach() from None

    def working_day_numbered(self, number: int) -> int:
        """Return the working day that `working_days_through` gives a number; raises as that does."""
        try:
            return self._days.ordinal_of(number)
        except BeforeReach:
            raise self._before_reach(date(self.first_year, 1, 1)) from None
        except BeyondReach:
            raise self._beyond_reach() from None

    def local_date(self, instant: datetime) -> date:
        """Return the date an aware instant falls on in the calendar's zone."""
        return self.local(instant).date()

    def local(self, instant: datetime) -> datetime:
        """Return an instant by the calendar's wall clock.

        Raises:
            ValueError: the instant does not say in which zone it stands.
        """
        if instant.tzinfo is None:
            raise ValueError(instant)
        return instant.astimezone(self._zone)

    def instant(self, wall: datetime) -> datetime:
        """Return the instant, in UTC, of a moment told by the calendar's wall clock."""
        return wall.replace(tzinfo=self._zone).astimezone(UTC)

    def midnight(self, day: date) -> datetime:
        """Return the instant, in UTC, at which a day begins."""
        return datetime(day.year, day.month, day.day, tzinfo=self._zone).astimezone(UTC)

    def add_working_minutes(self, instant: datetime, minutes: int) -> datetime:
        """Return the first instant, in UTC, by which so many minutes have been worked since an instant.

        A negative count goes back, to the last instant from which so many minutes are worked until this one.

        Raises:
            InvalidInput: it lies outside the reach of the calendar.
        """
        return self.add_working_time(instant, minutes * _MINUTE)

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the whole minutes worked between two instants; raises as `add_working_minutes`."""
        return self.working_time_between(start, end) // _MINUTE

    def add_working_time(self, instant: datetime, span: timedelta) -> datetime:
        """Return what `add_working_minutes` does, to the microsecond."""
        if not span:
            return instant.astimezone(UTC)
        worked = self._worked_by(instant) + span // _MICROSECOND
        if span > timedelta(0):
            days, rest = divmod(worked - 1, self._worked_daily)
            moment = earliest(self.hours, rest + 1)
        else:
            days, rest = divmod(worked, self._worked_daily)
            moment = latest(self.hours, rest)
        day = date.fromordinal(self.working_day_numbered(days + 1))
        return self.instant(datetime(day.year, day.month, day.day) + moment * _MICROSECOND)  # noqa: DTZ001

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return the time worked between two instants, to the microsecond; negative if `end` is earlier."""
        return (self._worked_by(end) - self._worked_by(start)) * _MICROSECOND

    def to_table(self) -> dict[str, Any]:
        """Return the calendar as JSON-able data which `tables.from_table` turns back into the same."""
        return {
            "calendar": self.id,
            "zone": self.zone,
            "title": _write(self.title),
            "first_year": self.first_year,
            "last_published_year": self.last_published_year,
            "weekly_rest": [WEEKDAYS[weekday] for weekday in sorted(self.weekly_rest)],
            "hours": write_hours(self.hours),
            "off": {day.isoformat(): _write(name) for day, name in sorted(self.off.items())},
            "work": {day.isoformat(): _write(name) for day, name in sorted(self.work.items())},
            "yearly": {f"{month:02d}-{day:02d}": _write(self.yearly[month, day]) for month, day in sorted(self.yearly)},
            "source": self.source,
        }

    def _worked_by(self, instant: datetime) -> int:
        """Return the working time from the first day of the calendar until an instant, in microseconds."""
        wall = self.local(instant)
        ordinal = wall.toordinal()
        full = self.working_days_through(ordinal - 1)
        if self.working_days_through(ordinal) == full:
            return full * self._worked_daily
        midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
        return full * self._worked_daily + worked_by(self.hours, (wall - midnight) // _MICROSECOND)

    def _is_yearly(self, day: date) -> bool:
        return (day.month, day.day) in self.yearly

    def _checked_zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InvalidInput("calendar_zone_unknown", calendar=self.id, zone=self.zone) from error

    def _checked_length(self) -> int:
        try:
            return length(checked_hours(self.hours))
        except ValueError as error:
            raise InvalidInput("calendar_hours_invalid", calendar=self.id, hours=str(error)) from error

    def _check_days(self) -> None:
        both = sorted(self.off.keys() & self.work.keys())
        if both:
            raise InvalidInput("calendar_contradiction", calendar=self.id, day=both[0].isoformat())
        early = sorted(day for day in (*self.off, *self.work) if day.year < self.first_year)
        if early:
            raise self._before_reach(early[0])
        if len(self.weekly_rest) == len(WEEKDAYS):
            raise InvalidInput("calendar_never_works", calendar=self.id)

    def _before_reach(self, day: date) -> InvalidInput:
        return InvalidInput("calendar_before_reach", calendar=self.id, day=day.isoformat(), first_year=self.first_year)

    def _beyond_reach(self) -> InvalidInput:
        return InvalidInput("calendar_beyond_reach", calendar=self.id, last_day=date.max.isoformat())


def _named(name: Text) -> Text | None:
    return name if name.zh or name.en else None


def _write(text: Text) -> dict[str, str]:
    return {"zh-CN": text.zh, "en": text.en}
