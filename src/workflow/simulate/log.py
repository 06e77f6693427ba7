"""The log of a replication: every stay of every case, and every limit that ran."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct
from typing import NamedTuple

from workflow.simulate.limits import Limit


class Row(NamedTuple):
    """One stay of a case at a node.

    Attributes:
        project: its number in the replication, from 0.
        ready: when it came there; start: when work began; end: when the branch was taken; all in seconds.
        branch: the branch taken; below 0, minus one less the timeout that moved it.
        officer: who worked on it, within the pool; NOWHERE for nobody.
    """

    project: int
    track: int
    node: int
    ready: int
    start: int
    end: int
    branch: int
    officer: int


row = Struct(f"{len(Row._fields)}q").pack
"""Return the numbers of a row as the bytes that the cells of a log have for them."""


@dataclass(slots=True)
class Log:
    """What happened in one replication.

    Attributes:
        arrivals: the instant of each project's trigger.
        finished: when each project's last target was obtained; NOWHERE for never.
        first: when the first act of each project was taken; NOWHERE for never.
        cells: every stay, in the order in which they ended: the numbers of a `Row`, one after the other. Numbers
            and no objects, for there may be millions.
        limits: every limit that ran and was stopped.
    """

    arrivals: list[int]
    finished: list[int]
    first: list[int]
    cells: array[int] = field(default_factory=lambda: array("q"))
    limits: list[Limit] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """Return every stay, in the order in which they ended."""
        return list(self.each())

    def each(self) -> Iterator[Row]:
        """Yield every stay, in the order in which they ended, holding none of them."""
        return map(Row, *(self.cells[place :: len(Row._fields)] for place in range(len(Row._fields))))

    @property
    def ends(self) -> array[int]:
        """Return when each stay ended, in order."""
        return self.cells[Row._fields.index("end") :: len(Row._fields)]
