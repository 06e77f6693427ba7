"""Straight lines: the stations of each long line brought onto few straight stretches, pushing nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.pictures.rows import Lattice

_ROUNDS = 10
_SLACK = 1e-6
_FAR = 1e9

Span = tuple[float, float]


def straighten(
    lattice: Lattice,
    chains: Sequence[Sequence[int]],
    centres: dict[int, float],
    apart: Mapping[tuple[int, int], float],
) -> None:
    """Move stations across their rows so that each chain runs straight as far as its neighbours leave room.

    Args:
        chains: the stations that one line passes, in order; a single box is a chain of its own.
        centres: where each station stands across its row; changed in place, order and distances kept.
        apart: the least distance between two neighbours of a row.
    """
    beside = {
        station: (row[i - 1] if i else None, row[i + 1] if i + 1 < len(row) else None)
        for row in lattice.rows
        for i, station in enumerate(row)
    }

    def room(station: int) -> Span:
        left, right = beside[station]
        least = -_FAR if left is None else centres[left] + apart[left, station]
        most = _FAR if right is None else centres[right] - apart[station, right]
        return least, most

    for turn in range(_ROUNDS):
        for chain in chains if turn % 2 == 0 else reversed(chains):
            for run, span in _runs(chain, [room(station) for station in chain]):
                wanted = _wanted(lattice, run, centres)
                centres.update(dict.fromkeys(run, min(max(wanted, span[0]), span[1])))


def _runs(chain: Sequence[int], rooms: Sequence[Span]) -> list[tuple[list[int], Span]]:
    """Return a chain cut into few stretches that can each stand at one place, with the places open to it."""
    runs: list[tuple[list[int], Span]] = []
    for station, (least, most) in zip(chain, rooms, strict=True):
        if runs:
            run, (low, high) = runs[-1]
            joint = (max(low, least), min(high, most))
            if joint[0] <= joint[1] + _SLACK:
                runs[-1] = ([*run, station], joint)
                continue
        runs.append(([station], (least, most)))
    return runs


def _wanted(lattice: Lattice, run: Sequence[int], centres: Mapping[int, float]) -> float:
    """Return where a stretch would lie: in the middle of what it joins at its two ends."""
    ends = [centres[other] for other in (*lattice.before[run[0]], *lattice.after[run[-1]])]
    if len(run) == 1 or not ends:
        own = sorted(ends) or [centres[run[0]]]
        return (own[(len(own) - 1) // 2] + own[len(own) // 2]) / 2
    here = sum(centres[station] for station in run) / len(run)
    return min(max(here, min(ends)), max(ends))
