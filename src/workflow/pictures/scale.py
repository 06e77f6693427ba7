"""A scale of days: from a date on, or counted from a trigger; what is marked on it, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from typing import Final, Literal

from workflow.pictures.axis import Span, ticks

_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_LEAST: Final = 5.0
LineKind = Literal["limit", "wanted", "day"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place: `lower` is written below it, `upper` the year or month it opens."""

    at: float
    lower: str
    upper: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The days a picture shows.

    Attributes:
        first, last: days after the origin, or after the trigger; it stretches to five days at least.
        origin: day 0 as a date; None where days are counted.
    """

    first: float
    last: float
    origin: date | None = None

    @property
    def length(self) -> float:
        """Return how many days it shows."""
        return max(self.last - self.first, _LEAST)

    def share(self, day: float) -> float:
        """Return how much of the scale lies before a day, from 0 to 1; what lies outside is put at its ends."""
        return min(max((day - self.first) / self.length, 0.0), 1.0)

    def marks(self, most: float) -> list[Mark]:
        """Return what is marked, in the finest steps of which about `most` suffice: dates, or round numbers."""
        if self.origin is not None:
            return self._dates(self.origin, most)
        step = next((step for step in _STEPS if self.length / step <= most), _STEPS[-1])
        first, last = ceil(self.first / step), floor((self.first + self.length) / step)
        return [Mark(place * step, str(place * step)) for place in range(first, last + 1)]

    def _dates(self, origin: date, most: float) -> list[Mark]:
        first = origin + timedelta(floor(self.first))
        span = Span(first, origin + timedelta(ceil(self.first + self.length) - 1))
        return [Mark((tick.day - origin).days, tick.lower, tick.upper) for tick in ticks(span, most)]


@dataclass(frozen=True, slots=True)
class Line:
    """A day that is drawn through a whole picture: a limit, a day that is wanted, or just a day."""

    at: float
    label: str
    kind: LineKind = "limit"


def scale_of(days: list[float], origin: date | None) -> Scale:
    """Return the scale that shows some days, and no other."""
    return Scale(min(days, default=0.0), max(days, default=0.0), origin)
