"""Rows of a layered drawing: nodes and the stations of long lines, ordered so that few lines cross."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_SWEEPS = 16


@dataclass(slots=True)
class Lattice:
    """The rows being ordered: every line runs from one row to the next.

    Attributes:
        rows: station numbers, row by row.
        before, after: the stations of the neighbouring rows that a station is joined to.
    """

    rows: list[list[int]] = field(default_factory=list)
    before: dict[int, list[int]] = field(default_factory=dict)
    after: dict[int, list[int]] = field(default_factory=dict)

    def add(self, row: int) -> int:
        """Return the number of a new station in a row."""
        while len(self.rows) <= row:
            self.rows.append([])
        station = len(self.before)
        self.rows[row].append(station)
        self.before[station], self.after[station] = [], []
        return station

    def join(self, station: int, following: int) -> None:
        """Let a line run from a station to one in the next row."""
        self.after[station].append(following)
        self.before[following].append(station)


def untangle(lattice: Lattice) -> None:
    """Order the rows so that few lines cross: barycentre sweeps both ways, neighbours swapped."""
    lattice.rows = _walked(lattice)
    best, fewest = [list(row) for row in lattice.rows], _all_crossings(lattice)
    for sweep in range(_SWEEPS):
        _sweep(lattice, forward=sweep % 2 == 0)
        _swap(lattice)
        crossings = _all_crossings(lattice)
        if crossings < fewest:
            best, fewest = [list(row) for row in lattice.rows], crossings
    lattice.rows = best


def _walked(lattice: Lattice) -> list[list[int]]:
    """Return the rows in the order in which a walk along the lines first meets each station."""
    seen: dict[int, None] = {}
    for start in (station for row in lattice.rows for station in row):
        pending = [start]
        while pending:
            station = pending.pop()
            if station not in seen:
                seen[station] = None
                pending.extend(reversed(lattice.after[station]))
    met = {station: place for place, station in enumerate(seen)}
    return [sorted(row, key=met.__getitem__) for row in lattice.rows]


def _sweep(lattice: Lattice, *, forward: bool) -> None:
    joined = lattice.before if forward else lattice.after
    numbers = range(1, len(lattice.rows)) if forward else range(len(lattice.rows) - 2, -1, -1)
    for number in numbers:
        beside = lattice.rows[number - 1 if forward else number + 1]
        lattice.rows[number] = _by_barycentre(lattice.rows[number], joined, _places(beside))


def _by_barycentre(row: Sequence[int], joined: Mapping[int, list[int]], places: Mapping[int, int]) -> list[int]:
    """Return a row by the mean place of what its stations are joined to; the others stay where they are."""
    means = {station: _mean([places[other] for other in joined[station]]) for station in row if joined[station]}
    ordered = iter(sorted(means, key=means.__getitem__))
    return [next(ordered) if station in means else station for station in row]


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values)


def _places(row: Sequence[int]) -> dict[int, int]:
    return {station: place for place, station in enumerate(row)}


def _swap(lattice: Lattice) -> None:
    """Swap neighbours as long as that undoes crossings, a bounded number of times."""
    for _ in range(4):
        swapped = [_swap_row(lattice, number) for number in range(len(lattice.rows))]
        if not any(swapped):
            return


def _swap_row(lattice: Lattice, number: int) -> bool:
    row, swapped = lattice.rows[number], False
    sides = [
        (joined, _places(lattice.rows[beside]))
        for joined, beside in ((lattice.before, number - 1), (lattice.after, number + 1))
        if 0 <= beside < len(lattice.rows)
    ]
    ends = [
        {station: sorted(places[other] for other in joined[station]) for station in row} for joined, places in sides
    ]
    for place in range(len(row) - 1):
        left, right = row[place], row[place + 1]
        now = sum(_pair(side[left], side[right]) for side in ends)
        then = sum(_pair(side[right], side[left]) for side in ends)
        if then < now:
            row[place], row[place + 1] = right, left
            swapped = True
    return swapped


def _pair(left: Sequence[int], right: Sequence[int]) -> int:
    """Return how often the lines of two neighbours cross, given the sorted places of their other ends."""
    return sum(len(left) - bisect_right(left, place) for place in right)


def _all_crossings(lattice: Lattice) -> int:
    return sum(_crossings(lattice, upper, _places(lower)) for upper, lower in pairwise(lattice.rows))


def _crossings(lattice: Lattice, row: Sequence[int], places: Mapping[int, int]) -> int:
    met: list[int] = []
    crossings = 0
    for station in row:
        ends = [places[other] for other in lattice.after[station]]
        crossings += sum(len(met) - bisect_right(met, end) for end in ends)
        for end in ends:
            insort(met, end)
    return crossings
