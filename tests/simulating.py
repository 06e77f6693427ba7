"""Plans by hand: stations with officers, for engines to run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from math import log

from workflow.calendars.china import china
from workflow.simulate.catalog import simulation
from workflow.simulate.draws import ARRIVAL, Numbers, prefix, unit, word
from workflow.simulate.plan import OBTAINED, Branch, Node, Passing, Plan, Pool, Track
from workflow.simulate.running import Simulation
from workflow.simulate.worktime import DAY, WorkTable, work_table

ORIGIN = date(2021, 1, 1)
ALWAYS = WorkTable(china(), ORIGIN, ((0, DAY),), DAY, list(range(1, 20_001)), list(range(20_000)))
OFFICE_HOURS = work_table(china(), ORIGIN, 4000)


@cache
def shipped(name: str) -> Simulation:
    """Return a scenario that ships with the program, made ready once for all tests."""
    return simulation(name)


def plan_of(
    tracks: Sequence[Track], nodes: Sequence[Node], pools: Sequence[Pool], spreads: Sequence[Numbers], table: WorkTable
) -> Plan:
    """Return a plan whose projects need all of their tracks."""
    return Plan(
        definition="", scenario="", origin=ORIGIN, start=0, lead=0, lead_works=True, horizon=len(table.through) * DAY,
        tracks=list(tracks), nodes=list(nodes), clocks=[], pools=list(pools), spreads=list(spreads), tables=[table],
        target=(1 << len(tracks)) - 1,
    )  # fmt: skip


def queues(
    spreads: Sequence[Numbers],
    officers: Sequence[int],
    table: WorkTable = ALWAYS,
    away: Mapping[int, int] | None = None,
    discipline: str = "first_come",
) -> Plan:
    """Return a plan of stations one after the other."""
    nodes: list[Node] = []
    tracks: list[Track] = []
    for number in range(len(spreads)):
        entry = len(nodes)
        node = Node(number, "served", Passing.EFFORT, spread=number, pool=number, shares=[1.0])
        node.branches.append(Branch("done", entry + 1))
        nodes += [node, Node(number, "gone", end=OBTAINED)]
        tracks.append(Track(str(number), shadow=False, entry=entry, ready=(1 << number - 1 if number else 0,)))
    pools = [Pool(str(number), "", count, discipline, 0, away or {}) for number, count in enumerate(officers)]
    return plan_of(tracks, nodes, pools, spreads, table)


def returning(work: Numbers, away: Numbers, officers: int) -> Plan:
    """Return a plan of one station from which three in ten come back after a while."""
    served = Node(0, "work", Passing.EFFORT, spread=0, pool=0, shares=[0.7, 1.0])
    served.branches += [Branch("pass", 2), Branch("return", 1)]
    gone = Node(0, "away", Passing.ELAPSED, spread=1, shares=[1.0])
    gone.branches.append(Branch("again", 0))
    track = Track("a", shadow=False, entry=0)
    pool = Pool("p", "", officers, "first_come", 0)
    return plan_of([track], [served, gone, Node(0, "done", end=OBTAINED)], [pool], [work, away], ALWAYS)


def poisson(count: int, mean_gap: float, seed: int = 5) -> list[int]:
    """Return so many instants with exponential gaps, in seconds."""
    at, found = 0.0, []
    for number in range(count):
        at -= log(unit(prefix(seed, 0, 1 << 50), word(0, number, ARRIVAL))) * mean_gap
        found.append(int(at))
    return found
