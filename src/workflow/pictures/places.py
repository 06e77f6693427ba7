"""Places across the rows: positions that keep lines straight and neighbours apart, in pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from workflow.pictures.rows import Lattice

_ROUNDS = 60


def settle(wanted: Sequence[float], weights: Sequence[float], apart: Sequence[float]) -> list[float]:
    """Return the positions nearest to those wanted, by weighted least squares, that keep order and distance.

    Args:
        apart: the least distance between each and the next, one fewer than `wanted`.
    """
    offset, offsets = 0.0, [0.0]
    for distance in apart:
        offset += distance
        offsets.append(offset)
    blocks: list[tuple[float, float, int]] = []
    for want, weight, shift in zip(wanted, weights, offsets, strict=True):
        mean, total, count = want - shift, weight, 1
        while blocks and blocks[-1][0] >= mean:
            before, mass, size = blocks.pop()
            mean = (before * mass + mean * total) / (mass + total)
            total, count = total + mass, count + size
        blocks.append((mean, total, count))
    settled = [mean for mean, _, count in blocks for _ in range(count)]
    return [place + shift for place, shift in zip(settled, offsets, strict=True)]


def distances(
    lattice: Lattice, breadth: Mapping[int, float], passing: frozenset[int], gaps: tuple[float, float]
) -> dict[tuple[int, int], float]:
    """Return the least distance between the centres of any two neighbours of a row.

    Args:
        breadth: how much room each station takes across.
        passing: the stations at which a line only passes.
        gaps: the least room between two stations, and between two lines that pass.
    """
    return {
        (left, right): (breadth[left] + breadth[right]) / 2 + (gaps[1] if {left, right} <= passing else gaps[0])
        for row in lattice.rows
        for left, right in pairwise(row)
    }


def place(lattice: Lattice, distance: Mapping[tuple[int, int], float], passing: frozenset[int]) -> dict[int, float]:
    """Return the centre of every station across its row; between passing stations lines are straightest."""
    centres = dict.fromkeys(lattice.before, 0.0)
    apart = [[distance[pair] for pair in pairwise(row)] for row in lattice.rows]
    pulls = {station: _pulls(lattice, station, passing) for station in centres}
    last = len(lattice.rows) - 1
    for turn in range(_ROUNDS):
        downward = turn % 2 == 0
        for number in range(last + 1) if downward else range(last, -1, -1):
            row = lattice.rows[number]
            side = (0 if downward else 1) if turn < _ROUNDS // 4 else None
            wanted = [_wanted(pulls[station], side, centres, station) for station in row]
            weights = [_weight(pulls[station]) for station in row]
            centres.update(zip(row, settle(wanted, weights, apart[number]), strict=True))
    return centres


Pulls = tuple[list[tuple[int, float]], list[tuple[int, float]]]


def _pulls(lattice: Lattice, station: int, passing: frozenset[int]) -> Pulls:
    """Return what pulls at a station from the row before and the row after, and how hard."""

    def strength(other: int) -> float:
        return (1.0, 2.0, 8.0)[len({station, other} & passing)]

    return (
        [(other, strength(other)) for other in lattice.before[station]],
        [(other, strength(other)) for other in lattice.after[station]],
    )


def _wanted(pulls: Pulls, side: int | None, centres: Mapping[int, float], station: int) -> float:
    """Return where a station would stand for its lines alone: seen from one side first, then both."""
    heard = (pulls[0] + pulls[1]) if side is None else (pulls[side] or pulls[1 - side])
    mass = sum(strength for _, strength in heard)
    return sum(centres[other] * strength for other, strength in heard) / mass if mass else centres[station]


def _weight(pulls: Pulls) -> float:
    return sum(strength for side in pulls for _, strength in side) or 0.1
