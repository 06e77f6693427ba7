"""A date axis: which days get a tick, and what is written there: numbers, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_LEAST_DAYS: Final = 7
_UNITS: Final = {
    "day": 1,
    "week": 7,
    "month": 28,
    "quarter": 90,
    "year": 365,
}  # the fewest days each may have
_WRITTEN: Final = {  # above and below, for each unit
    "day": ("%Y-%m", "%d"),
    "week": ("%Y-%m", "%d"),
    "month": ("%Y", "%m"),
    "quarter": ("%Y", "%m"),
    "year": ("", "%Y"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days an axis shows, both included; it stretches to a week at least."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it shows."""
        return max((self.last - self.first).days + 1, _LEAST_DAYS)

    def share(self, day: date) -> float:
        """Return how much of the span lies before a day begins, from 0 to 1."""
        return (day - self.first).days / self.days


@dataclass(frozen=True, slots=True)
class Tick:
    """A marked day: `lower` is its number, `upper` the year or month it opens or the axis begins in."""

    day: date
    upper: str
    lower: str


def ticks(span: Span, most: float) -> list[Tick]:
    """Return the ticks of the finest unit of which `most` suffice; the first day is one where there is room.

    Days and weeks (from Monday) are written as the day of the month under year and month; months and
    quarters as the number of their month under the year.
    """
    unit = next((name for name, days in _UNITS.items() if span.days / days <= most), "year")
    above, below = _WRITTEN[unit]
    told: list[Tick] = []
    opened = ""
    for day in _marked(span, unit, span.days / most):
        upper = day.strftime(above)
        told.append(Tick(day, "" if upper == opened else upper, day.strftime(below)))
        opened = upper
    return told


def _marked(span: Span, unit: str, least: float) -> list[date]:
    """Return the first day and every day on which a unit begins; not the first if a unit begins too soon."""
    days = [span.first + timedelta(days=count) for count in range(span.days)]
    begun = [day for day in days if _begins(day, unit)]
    crowded = begun and (begun[0] - span.first).days < least
    return begun if crowded else [span.first, *begun]


def _begins(day: date, unit: str) -> bool:
    """Tell whether a unit of time begins on a day."""
    return {
        "day": True,
        "week": day.weekday() == 0,
        "month": day.day == 1,
        "quarter": day.day == 1 and day.month % 3 == 1,
        "year": (day.month, day.day) == (1, 1),
    }[unit]
