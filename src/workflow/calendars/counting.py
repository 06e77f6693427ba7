"""Numbering the working days of a calendar, so that counting them costs the same however far it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date


class BeforeReach(ValueError):
    """A day that lies before the first day of the table."""


class BeyondReach(ValueError):
    """A day that lies after the last day a date can name."""


@dataclass(frozen=True, slots=True)
class _Numbering:
    """The days of whole years as ordinals (`date.toordinal`).

    Attributes:
        before: how many working days lie among the first i days, for i from 0 to all of them.
        working: the working days in order.
    """

    first: int
    last_year: int
    before: tuple[int, ...]
    working: tuple[int, ...]


class WorkingDays:
    """The working days of a calendar, numbered from 1; they are counted when that is asked first, and by years.

    A numbering is replaced as a whole when it grows: readers in other threads see the old or the new one.

    Args:
        first_year: the table begins with it.
        last_year: what is counted first reaches to its end.
        is_working: of a day, as an ordinal.
    """

    __slots__ = ("_first_reach", "_is_working", "_numbering")

    def __init__(self, first_year: int, last_year: int, is_working: Callable[[int], bool]) -> None:
        self._is_working = is_working
        self._first_reach = last_year
        self._numbering = _Numbering(date(first_year, 1, 1).toordinal(), first_year - 1, (0,), ())

    def through(self, ordinal: int) -> int:
        """Return how many working days there are up to and including a day.

        Raises:
            BeforeReach: the day lies more than one day before the table.
            BeyondReach: there is no such date.
        """
        numbering = self._numbering
        place = ordinal - numbering.first + 1
        if place < 0:
            raise BeforeReach(ordinal)
        if place >= len(numbering.before):
            if ordinal > date.max.toordinal():
                raise BeyondReach(ordinal)
            numbering = self._reaching(date.fromordinal(ordinal).year)
        return numbering.before[place]

    def is_working(self, ordinal: int) -> bool:
        """Tell whether a day is a working day; raises as `through`, on the day before the table too."""
        if ordinal < self._numbering.first:
            raise BeforeReach(ordinal)
        if ordinal > date.max.toordinal():
            raise BeyondReach(ordinal)
        return self._is_working(ordinal)

    def ordinal_of(self, number: int) -> int:
        """Return the working day of a number.

        Raises:
            BeforeReach: the number is not positive.
            BeyondReach: no date has that number.
        """
        numbering = self._numbering
        while number > len(numbering.working):
            if numbering.last_year >= MAXYEAR:
                raise BeyondReach(number)
            twice_as_far = 2 * numbering.last_year - date.fromordinal(numbering.first).year + 1
            numbering = self._reaching(max(twice_as_far, self._first_reach))
        if number < 1:
            raise BeforeReach(number)
        return numbering.working[number - 1]

    def _reaching(self, year: int) -> _Numbering:
        numbering = self._numbering
        if year > numbering.last_year:
            last_year = max(year, numbering.last_year + 10, self._first_reach)
            self._numbering = numbering = self._grown(numbering, min(last_year, MAXYEAR))
        return numbering

    def _grown(self, numbering: _Numbering, last_year: int) -> _Numbering:
        before, working = list(numbering.before), list(numbering.working)
        for ordinal in self._new_days(numbering, last_year):
            if self._is_working(ordinal):
                working.append(ordinal)
            before.append(len(working))
        return _Numbering(numbering.first, last_year, tuple(before), tuple(working))

    def _new_days(self, numbering: _Numbering, last_year: int) -> Iterable[int]:
        return range(numbering.first + len(numbering.before) - 1, date(last_year, 12, 31).toordinal() + 1)
