"""Working time as tables: seconds of work until each midnight, and the last lawful day of each limit.

Times are whole seconds of the calendar's wall clock since midnight of the first day of the table, its origin. The
tables are made by asking the calendar and the deadline calculus; nothing here knows a holiday or counts a limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from workflow.calendars.calendar import Calendar
from workflow.language.quantities import Period
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run

DAY = 86_400
FOREVER = 1 << 44
"""An instant, in seconds, that lies beyond every horizon; a length of time that is never over."""


@dataclass(frozen=True)
class WorkTable:
    """The working time of a calendar from an origin on.

    Attributes:
        ranges: the hours of a working day, [start, end) in seconds after midnight.
        daily: how much a working day has, in seconds.
        through: for each day, the working days from the origin up to and including it.
        days: the working days, as days after the origin, in order.
    """

    calendar: Calendar
    origin: date
    ranges: tuple[tuple[int, int], ...]
    daily: int
    through: list[int]
    days: list[int]

    def counted(self, day: int) -> int:
        """Return the working days from the origin up to and including a day; beyond the table, all of it."""
        return self.through[min(day, len(self.through) - 1)]

    def nth_day(self, number: int) -> int:
        """Return a working day by its number, from 0; beyond the table, one that never comes."""
        return self.days[number] if number < len(self.days) else FOREVER // DAY

    def next_open(self, at: int) -> int:
        """Return the first instant from an instant on at which there is work; beyond the table, never."""
        day, second = divmod(at, DAY)
        if day >= len(self.through):
            return FOREVER
        number = self.through[day]
        if number != (self.through[day - 1] if day else 0):
            for start, end in self.ranges:
                if second < end:
                    return day * DAY + max(second, start)
        return self.nth_day(number) * DAY + self.ranges[0][0]

    def add(self, at: int, work: int) -> int:
        """Return the first instant by which so many seconds were worked; the next opening for none."""
        if work <= 0:
            return self.next_open(at)
        day, second = divmod(at, DAY)
        number = self.through[day]
        if number > (self.through[day - 1] if day else 0):
            for start, end in self.ranges:
                if second < end:
                    work += max(second - start, 0)
                    if work <= end - start:
                        return day * DAY + start + work
                    work -= end - start
                    second = 0
        full, rest = divmod(work - 1, self.daily)
        rest += 1
        base = self.nth_day(number + full) * DAY
        for start, end in self.ranges:
            if rest <= end - start:
                return base + start + rest
            rest -= end - start
        raise AssertionError(rest)  # pragma: no cover - the ranges add up to `daily`

    def span(self, at: int, work: int) -> tuple[int, int]:
        """Return when so many seconds of work begin that may begin at an instant, and when they end."""
        day, second = divmod(at, DAY)
        if day and self.through[day] != self.through[day - 1]:
            for start, end in self.ranges:
                if second < end:
                    begins = at + start - second if start > second else at
                    ends = begins + work
                    return begins, ends if ends <= at - second + end else self.add(begins, work)
        opens = self.next_open(at)
        return opens, self.add(opens, work)

    def worked(self, start: int, end: int) -> int:
        """Return the seconds worked between two instants."""
        return self._until(end) - self._until(start)

    def _until(self, at: int) -> int:
        day, second = divmod(at, DAY)
        before = self.through[day - 1] if day else 0
        if self.through[day] == before:
            return before * self.daily
        return before * self.daily + sum(max(0, min(second, end) - start) for start, end in self.ranges)

    def working_days_between(self, start: int, end: int) -> int:
        """Return the working days after the day of one instant up to that of another."""
        return self.through[end // DAY] - self.through[start // DAY]

    @property
    def last_minute(self) -> int:
        """Return when the last minute of a working day begins, in seconds after midnight."""
        return self.ranges[-1][1] - 60


def work_table(calendar: Calendar, origin: date, days: int) -> WorkTable:
    """Return the working time of a calendar over so many days.

    Raises:
        InvalidInput: the origin lies before the reach of the calendar.
    """
    through, worked, count = [], [], 0
    for day in range(days):
        if calendar.is_working(origin + timedelta(day)):
            count += 1
            worked.append(day)
        through.append(count)
    ranges = tuple((start * 60, end * 60) for start, end in calendar.hours)
    daily = sum(end - start for start, end in ranges)
    return WorkTable(calendar, origin, ranges, daily, through, worked)


@dataclass
class LimitTable:
    """The last lawful day of a limit, by the day on which it starts: asked of the deadline calculus when needed.

    Days are days after the origin.
    """

    budget: tuple[Period, ...]
    calendar: Calendar
    origin: date
    _known: dict[int, tuple[int, int]] = field(default_factory=dict)

    def last_day(self, start: int) -> int:
        """Return the last lawful day of a limit that starts on a day."""
        return self._asked(start)[0]

    def used_up(self, start: int) -> int:
        """Return the day on which the budget is used up, before the last day moves on to a working one."""
        return self._asked(start)[1]

    @property
    def rolls(self) -> bool:
        """Tell whether a last day that is no working day moves on to the next one."""
        return self.budget[0].unit not in {"working_days", "working_hours", "hours", "minutes"}

    def _asked(self, start: int) -> tuple[int, int]:
        known = self._known.get(start)
        if known is None:
            begun = self.calendar.midnight(self.origin + timedelta(start))
            run = Run("", begun, self.budget[0], self.calendar.id, extensions=self.budget[1:])
            due = clocks.due(run, self.calendar)
            if due.last_day is None:
                raise AssertionError(self.budget)  # pragma: no cover - nothing is suspended
            last = (due.last_day - self.origin).days
            used_up = (due.rolled_from - self.origin).days if due.rolled_from else last
            known = self._known[start] = last, used_up
        return known


def seconds_since(origin: date, calendar: Calendar, instant: datetime) -> int:
    """Return an instant in whole seconds of the calendar's wall clock since midnight of a day."""
    wall = calendar.local(instant).replace(tzinfo=None)
    return int((wall - datetime(origin.year, origin.month, origin.day)).total_seconds())  # noqa: DTZ001


def instant_of(origin: date, calendar: Calendar, seconds: int) -> datetime:
    """Return the instant, in UTC, of so many seconds of the calendar's wall clock since midnight of a day."""
    return calendar.instant(datetime(origin.year, origin.month, origin.day) + timedelta(seconds=seconds))  # noqa: DTZ001


def shares(weights: list[int]) -> list[float]:
    """Return cumulative shares of weights; the last is exactly 1."""
    total, sums = sum(weights), 0
    cumulated = []
    for weight in weights:
        sums += weight
        cumulated.append(sums / total)
    return cumulated
