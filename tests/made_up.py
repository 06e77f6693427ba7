"""Plans made up at random: every kind of node, limit, queue and loop that an engine may meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.simulating import OFFICE_HOURS, ORIGIN, plan_of
from workflow.calendars.china import china
from workflow.language.quantities import parse_period
from workflow.simulate import draws
from workflow.simulate.draws import Numbers
from workflow.simulate.plan import (
    ENDED,
    EXTEND,
    NOWHERE,
    OBTAINED,
    REOPEN,
    RESUME,
    START,
    STOP,
    SUSPEND,
    Branch,
    Clock,
    ClockAct,
    Node,
    Passing,
    Plan,
    Pool,
    Track,
)
from workflow.simulate.worktime import DAY, LimitTable, WorkTable, shares

HOUR = 3600
LUNCH = WorkTable(
    china(), ORIGIN, ((9 * HOUR, 12 * HOUR), (14 * HOUR, 17 * HOUR)), 6 * HOUR,
    [day - day // 7 for day in range(4000)], [day for day in range(4000) if day % 7],
)  # fmt: skip
"""Two halves a day, and every seventh day, the first among them, is off."""
LIMITS = [
    LimitTable(tuple(map(parse_period, budget)), china(), ORIGIN)
    for budget in (["3 working_days"], ["3 working_days", "4 working_days"], ["8 calendar_days"], ["1 months"])
]
SPREADS = [
    Numbers(draws.FIXED, 5400.0),
    Numbers(draws.LOGNORMAL, 9.5, 0.8),
    Numbers(draws.TRIANGULAR, 60.0, 7200.0, 90_000.0),
    Numbers(draws.PERT, 60.0, 7200.0, 90_000.0),
    Numbers(draws.GAMMA, 1.0, 40_000.0),
    Numbers(draws.GAMMA, 0.4, 40_000.0),
    Numbers(draws.GAMMA, 3.0, 9000.0),
    Numbers(draws.EMPIRICAL, 3.0, values=(60.0, 86_400.0, 172_800.0)),
    Numbers(draws.FIXED, 0.0),
    Numbers(draws.FIXED, 6.0),
    Numbers(draws.FIXED, 1e15),
]
LASTING, FEW_DAYS, ODD = range(8), (8, 9), (8, 10)
TIMED = (Passing.EFFORT, Passing.ELAPSED, Passing.WORKED)
KINDS = (*TIMED, Passing.EFFORT, Passing.INSTANT, Passing.PERIOD, Passing.DAYS, Passing.UNTIL, Passing.EXPIRY,
         Passing.GATE, Passing.GATE)  # fmt: skip
OPS = (START, START, STOP, SUSPEND, SUSPEND, RESUME, RESUME, EXTEND, REOPEN)
DISCIPLINES = ("first_come", "priority", "earliest_due")
HALF, SELDOM = 0.5, 0.2


Chance = Any
"""A source of chance, as `hypothesis.strategies.randoms` gives it."""


def plans() -> st.SearchStrategy[Plan]:
    """Return plans of one to four tracks."""
    return st.randoms(use_true_random=True).map(_plan)


def arrivals() -> st.SearchStrategy[list[int]]:
    """Return when some projects come, from the tenth day on."""
    return st.randoms(use_true_random=True).map(_arrivals)


def _arrivals(chance: Chance) -> list[int]:
    return sorted(chance.randrange(10 * DAY, 40 * DAY) for _ in range(chance.randint(1, 30)))


def _plan(chance: Chance) -> Plan:
    nodes: list[Node] = []
    tracks: list[Track] = []
    clocks: list[Clock] = []
    pools = [
        Pool(str(number), "", chance.randint(1, 3), chance.choice(DISCIPLINES), chance.randrange(2),
             {chance.randint(10, 60): chance.randint(1, 3) for _ in range(chance.randint(0, 12))})
        for number in range(chance.randint(1, 3))
    ]  # fmt: skip
    for number in range(chance.randint(1, 4)):
        own = range(len(clocks), len(clocks) + chance.choice([0, 1, 1, 1, 2]))
        clocks += [_clock(chance, number) for _ in own]
        ready, gate = (tuple(chance.randrange(1 << number) for _ in range(chance.randint(1, 2))) for _ in range(2))
        entry = _add_nodes(chance, nodes, number, own, pools)
        early = chance.random() < SELDOM
        tracks.append(Track(str(number), shadow=False, entry=entry, ready=ready, gate=gate, early=early))
    return replace(
        plan_of(tracks, nodes, pools, SPREADS, OFFICE_HOURS), tables=[OFFICE_HOURS, LUNCH], clocks=clocks,
        horizon=chance.randint(60, 400) * DAY, target=chance.randrange(1, 1 << len(tracks)),
        lead=chance.choice([0, 0, 4]), lead_works=chance.random() < HALF,
    )  # fmt: skip


def _clock(chance: Chance, track: int) -> Clock:
    limit = chance.choice(LIMITS)
    return Clock(track, "", limit, chance.randrange(2), counts_work=not limit.rolls)


def _add_nodes(chance: Chance, nodes: list[Node], track: int, clocks: Sequence[int], pools: Sequence[Pool]) -> int:
    """Add the nodes of a track and return the one it begins at; only where time passes may a branch lead back."""
    entry, count = len(nodes), chance.choice([0, 2, 5, 8, 12])
    for place in range(entry, entry + count):
        kind = chance.choice(KINDS)
        ahead = [*range(place + 1, entry + count), entry + count, entry + count + chance.randrange(2)]
        spread = LASTING if kind in TIMED else FEW_DAYS if kind in {Passing.PERIOD, Passing.DAYS} else (NOWHERE,)
        node = Node(track, "", kind, chance.choice(spread), table=chance.randrange(2), hand=chance.randrange(3))
        node.clock = chance.choice(clocks or [NOWHERE])
        if kind == Passing.EFFORT:
            node.pool = chance.randrange(len(pools))
            node.table = pools[node.pool].table
        elif kind in TIMED and chance.random() < SELDOM:
            node.spread = chance.choice(ODD)
        loops = kind in TIMED and node.spread in LASTING
        back = [*range(entry, place + 1), *ahead] if loops else ahead
        node.branches = [
            _branch(chance, ahead if not number else back, clocks) for number in range(chance.randint(1, 3))
        ]
        node.shares = shares([chance.randint(30, 60) for _ in range(chance.randint(1, len(node.branches)))])
        if clocks and chance.random() < HALF:
            node.timeouts = [(chance.choice(clocks), _branch(chance, ahead, clocks))]
        nodes.append(node)
    nodes += [Node(track, "", end=OBTAINED), Node(track, "", end=ENDED)]
    return entry


def _branch(chance: Chance, targets: Sequence[int], clocks: Sequence[int]) -> Branch:
    acts = [_act(chance, clocks) for _ in range(chance.randint(0, 2))] if clocks else []
    late = chance.choice(clocks) if clocks and chance.random() < SELDOM else NOWHERE
    return Branch("", chance.choice(targets), tuple(acts), before=late)


def _act(chance: Chance, clocks: Sequence[int]) -> ClockAct:
    clock, other, op = chance.choice(clocks), chance.choice([NOWHERE, *clocks]), chance.choice(OPS)
    return ClockAct(START if op == EXTEND and other in {clock, NOWHERE} else op, clock, other)
