"""The plan: a definition and a scenario compiled into tables that an engine runs without asking anybody.

A *track* is the course of one item of a project, or of its pre-review: a graph of nodes. A *node* is a point that a
case lawfully reached, where somebody is busy or time passes until one of its *branches* is taken: an act that the
judge allowed there. Everything is a number, so that a compiled kernel can run the same tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from workflow.lifecycle.situation import Act
from workflow.simulate.draws import Numbers
from workflow.simulate.worktime import DAY, LimitTable, WorkTable


class Passing:
    """What passes at a node."""

    INSTANT = 0  # nothing
    EFFORT = 1  # an officer's working time
    ELAPSED = 2  # time by the clock
    WORKED = 3  # working time of nobody in particular
    PERIOD = 4  # so many working days, from date to date
    DAYS = 5  # so many calendar days, up to a working one
    UNTIL = 6  # time until the last day of a limit
    EXPIRY = 7  # time until a limit runs out
    GATE = 8  # time until what the track waits for is obtained


OFFICE, APPLICANT, SUSPENDED = range(3)
START, STOP, SUSPEND, RESUME, EXTEND, REOPEN = range(6)
NOWHERE = -1
OPEN, OBTAINED, ENDED = range(3)
AGAIN = "apply_again"


@dataclass(frozen=True, slots=True)
class ClockAct:
    """What a branch does to a clock of its case.

    Attributes:
        as_of: a clock at whose start this one starts too, where an act takes effect backwards; else NOWHERE.
    """

    op: int
    clock: int
    as_of: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Branch:
    """An act that the judge allowed at a node, and where it leads.

    Attributes:
        act: its name; `AGAIN` where a new case is opened; none where nothing is done: the case comes to a gate, or is
            left as it is.
        wish: the act as it was judged, with its data; None for an act of the clock or a conversion.
        before: a limit after whose end the judge refuses the act; NOWHERE for none.
        said: the part of its data that the scenario says; the rest was filled in by example.
    """

    act: str
    target: int
    clocks: tuple[ClockAct, ...] = ()
    wish: Act | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    before: int = NOWHERE


@dataclass(slots=True)
class Node:
    """A point on a track.

    Attributes:
        kind: what passes here.
        spread: which spread the time is drawn from; NOWHERE for none.
        pool: whose officers work here; NOWHERE for nobody's.
        table: the working time that counts here.
        clock: the clock that `UNTIL` and `EXPIRY` look at.
        hand: in whose hands the time is.
        shares: the cumulative shares of the branches.
        timeouts: (clock, branch) of limits that move the case when they run out here.
        end: OBTAINED or ENDED where the track ends here.
    """

    track: int
    state: str
    kind: int = Passing.INSTANT
    spread: int = NOWHERE
    pool: int = NOWHERE
    table: int = 0
    clock: int = NOWHERE
    hand: int = OFFICE
    shares: list[float] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    timeouts: list[tuple[int, Branch]] = field(default_factory=list)
    end: int = OPEN


@dataclass(frozen=True, slots=True)
class Track:
    """An item of a project, or its pre-review.

    Attributes:
        ready: the sets of tracks, as bit masks, of which one must be obtained before this begins.
        gate: those of which one must be obtained before a `GATE` of this track opens.
        converts: it is a pre-review becoming formal.
        early: it may begin before the trigger.
    """

    item: str
    shadow: bool
    entry: int
    ready: tuple[int, ...] = (0,)
    target: bool = False
    converts: bool = False
    early: bool = False
    gate: tuple[int, ...] = (0,)

    @property
    def key(self) -> str:
        """Return how it is called: its item, and whether it is the item's pre-review."""
        return f"{self.item}:pre_review" if self.shadow else self.item


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that a case runs under.

    Attributes:
        track: whose.
        limit: its last days.
        law: statutory or promised.
        table: the working time it counts by.
        counts_work: suspended time is counted in working days; otherwise in calendar days.
    """

    track: int
    name: str
    limit: LimitTable
    table: int
    counts_work: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """Officers who stand in for each other.

    Attributes:
        away: day after the origin → how many are on leave.
    """

    name: str
    authority: str
    officers: int
    discipline: str
    table: int
    away: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Everything an engine needs.

    Attributes:
        origin: the day that instants count their seconds from.
        start: the instant of the trigger: when what is given is in force.
        lead: how many days before it the pre-reviews begin; `lead_works`: working days, else calendar days.
        tables: working time; the first is the definition's own calendar.
        horizon: the first instant that is too late.
        early: the given items that are in force long before the start; `given`: those that come into force with it.
        absent: the items that do not apply.
        target: the tracks of which all must be obtained, as a bit mask.
    """

    definition: str
    scenario: str
    origin: date
    start: int
    lead: int
    lead_works: bool
    horizon: int
    tracks: list[Track]
    nodes: list[Node]
    clocks: list[Clock]
    pools: list[Pool]
    spreads: list[Numbers]
    tables: list[WorkTable]
    target: int
    early: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    warnings: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    @cached_property
    def followers(self) -> list[list[int]]:
        """Return for each track those that may begin, or pass a gate, when it is obtained."""
        return [
            [
                number
                for number, track in enumerate(self.tracks)
                if any(mask >> own & 1 for mask in (*track.ready, *track.gate))
            ]
            for own in range(len(self.tracks))
        ]

    def beginning(self, trigger: int) -> int:
        """Return when the work on a project begins that is triggered at an instant."""
        if not self.lead:
            return trigger
        if not self.lead_works:
            return trigger - self.lead * DAY
        table = self.tables[0]
        day, second = divmod(trigger, DAY)
        return table.days[max(table.through[day - 1] - self.lead, 0)] * DAY + second


def met(masks: Sequence[int], have: int) -> bool:
    """Tell whether one set of tracks, of some, is obtained."""
    for mask in masks:  # noqa: SIM110 (a generator takes three times as long)
        if mask & have == mask:
            return True
    return False
