"""How a measurement is taken and what a row holds; what is measured stands in the `rows_*` modules."""

from __future__ import annotations

import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Rows = Callable[[Path], Iterator["Row"]]
FSYNC_SECONDS = 0.3
_REGISTERED: list[Rows] = []


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        name: what was measured.
        value: its median, in `unit`.
        unit: as `ops/s`, `events/s`, `ms`, `MB`.
        against: the peer or limit doing the same work.
        ratio: ours over theirs in speed, so that more is better, unless the row says `at_most`.
        at_least: the least ratio that is still right.
        at_most: the largest ratio that is still right, for sizes and costs.
    """

    name: str
    value: float
    unit: str
    against: str
    ratio: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Tell whether the ratio keeps within its bound."""
        return (self.at_least is None or self.ratio >= self.at_least) and (
            self.at_most is None or self.ratio <= self.at_most
        )

    @property
    def bound(self) -> str:
        """Return the bound in words, as `at least 0.35`; empty where the row has none."""
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return f"at most {self.at_most:g}" if self.at_most is not None else ""

    def as_json(self) -> dict[str, Any]:
        """Return the row as it stands in build/bench.json, with the bounds that it has."""
        row: dict[str, Any] = {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "against": self.against,
            "ratio": self.ratio,
        }
        bounds = {"at_least": self.at_least, "at_most": self.at_most}
        return row | {name: bound for name, bound in bounds.items() if bound is not None}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two ways of doing the same work, timed in turn.

    Attributes:
        ours: median seconds of one round of ours.
        theirs: median seconds of one round of the peer's.
        ratio: median over the rounds of theirs / ours: 1 is as fast, 0.5 takes twice as long.
    """

    ours: float
    theirs: float
    ratio: float


def rows(measure: Rows) -> Rows:
    """Register a function that takes a folder of its own and yields rows."""
    _REGISTERED.append(measure)
    return measure


def registered() -> Sequence[Rows]:
    """Return what has been registered, in order of import."""
    return tuple(_REGISTERED)


def compare(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 7) -> Comparison:
    """Return how two callables compare, run in turn so that a slow moment of the disk strikes both.

    Each runs once beforehand, untimed; who goes first changes from round to round.

    Args:
        ours: one round of our work.
        theirs: one round of the same work, done by the peer.
        rounds: how many timed rounds, at least 1.
    """
    ours()
    theirs()
    # What earlier rows left behind is no part of this one's work, so it is not walked again and again.
    gc.collect()
    gc.freeze()
    pairs = []
    for number in range(rounds):
        if number % 2:
            peer, own = seconds(theirs), seconds(ours)
        else:
            own, peer = seconds(ours), seconds(theirs)
        pairs.append((own, peer))
    gc.unfreeze()
    return Comparison(
        ours=statistics.median(own for own, _ in pairs),
        theirs=statistics.median(peer for _, peer in pairs),
        ratio=statistics.median(peer / own for own, peer in pairs),
    )


def seconds(work: Callable[[], object]) -> float:
    """Return how long one run of the work takes, with the garbage of earlier runs out of the way."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fsyncs_per_second(folder: Path, lasting: float = FSYNC_SECONDS) -> float:
    """Return how many 4 KiB appends a second the disk under a folder makes durable.

    Args:
        folder: where to write; nothing is left behind.
        lasting: for how many seconds to try.
    """
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < lasting:
            file.write(bytes(4096))
            os.fsync(file.fileno())
            count += 1
        return count / (time.perf_counter() - start)
