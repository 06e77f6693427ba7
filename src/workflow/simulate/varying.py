"""Varying one thing at a time: officers, times, detours, policies, order, arrivals; everything else as it was.

Whatever can be changed in the tables of a plan is changed there, so that projects draw the same numbers as before
and the difference comes from the change alone; only policies and order are compiled anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from workflow.errors import InvalidDefinition
from workflow.simulate.draws import FIXED, Numbers, prefix, sample, word
from workflow.simulate.plan import AGAIN, APPLICANT, NOWHERE, OBTAINED, OFFICE, SUSPENDED, Branch, Node, Pool
from workflow.simulate.running import Simulation
from workflow.simulate.statistics import quantile

Kind = Literal["staff", "time", "act", "policy", "order", "arrivals"]
HANDS = {OFFICE: "office", APPLICANT: "applicant", SUSPENDED: "suspended"}
LOW, HIGH = ("p10", 0.1), ("p90", 0.9)
A_FIFTH = 0.2
DRAWN = 1001
FAR = 1 << 20


@dataclass(frozen=True, slots=True)
class Variation:
    """A scenario in which one thing is otherwise.

    Attributes:
        subject: the pool, item or policy by its name; `part`: in whose hands the time is, or which act.
        place: the number of the pool or track; NOWHERE for what is neither.
        way: how it was varied.
    """

    kind: Kind
    subject: str
    part: str
    place: int
    way: str
    simulation: Simulation


def variations(simulation: Simulation) -> Iterator[Variation]:
    """Yield a scenario with each of its officers, times, detours and arrivals varied, one at a time.

    - a pool that has work has one officer fewer, if one is left, or one more;
    - all times of an item in one hand are what one in ten is shorter or longer than;
    - an act that takes a case further from being obtained than another one is never taken;
    - a fifth fewer or more projects come.
    """
    yield from _staff(simulation)
    yield from _times(simulation)
    yield from _detours(simulation)
    yield from _arrivals(simulation)


def rewritten(simulation: Simulation) -> tuple[list[Variation], list[str]]:
    """Return a scenario without each of its policies and without its order, and the policies it cannot do without."""
    scenario = simulation.scenario
    found: list[Variation] = []
    needed: list[str] = []
    for policy in scenario.policies:
        rest = tuple(name for name in scenario.policies if name != policy)
        try:
            other = simulation.anew(scenario.model_copy(update={"policies": rest}))
        except InvalidDefinition:
            needed.append(policy)
        else:
            found.append(Variation("policy", policy, "", NOWHERE, "off", other))
    if scenario.order:
        other = simulation.anew(scenario.model_copy(update={"order": ()}))
        found.append(Variation("order", "", "", NOWHERE, "off", other))
    return found, needed


def with_officers(simulation: Simulation, pool: int, officers: int) -> Simulation:
    """Return a scenario in which a pool has so many officers."""
    pools: list[Pool] = list(simulation.plan.pools)
    pools[pool] = replace(pools[pool], officers=officers)
    return replace(simulation, plan=replace(simulation.plan, pools=pools))


def _staff(simulation: Simulation) -> Iterator[Variation]:
    working = {node.pool for node in simulation.plan.nodes}
    for number, pool in enumerate(simulation.plan.pools):
        if number not in working:
            continue
        for way, officers in (("fewer", pool.officers - 1), ("one_more", pool.officers + 1)):
            if officers:
                other = with_officers(simulation, number, officers)
                yield Variation("staff", pool.name, "", number, way, other)


def _times(simulation: Simulation) -> Iterator[Variation]:
    plan = simulation.plan
    for number, track in enumerate(plan.tracks):
        for hand, name in HANDS.items():
            own = {node.spread for node in plan.nodes if node.track == number and node.hand == hand} - {NOWHERE}
            if all(_at(plan.spreads[spread], LOW[1]) == _at(plan.spreads[spread], HIGH[1]) for spread in own):
                continue
            for way, level in (LOW, HIGH):
                spreads = [
                    Numbers(FIXED, _at(spread, level)) if place in own else spread
                    for place, spread in enumerate(plan.spreads)
                ]
                other = replace(simulation, plan=replace(plan, spreads=spreads))
                yield Variation("time", track.key, name, number, way, other)


@cache
def _at(spread: Numbers, level: float) -> float:
    """Return a quantile of a spread, from draws of its own."""
    return quantile(_drawn(spread), level)


@cache
def _drawn(spread: Numbers) -> Sequence[float]:
    key = prefix(0, 0, 0)
    return sorted(sample(spread, key, word(0, number, 0)) for number in range(DRAWN))


def _detours(simulation: Simulation) -> Iterator[Variation]:
    plan = simulation.plan
    far = _distances(plan.nodes)
    acts = {
        (node.track, branch.act): None
        for node in plan.nodes
        if len(node.shares) > 1
        for branch in node.branches
        if branch.act not in {"", AGAIN} and far[branch.target] > min(far[other.target] for other in node.branches)
    }
    for track, act in acts:
        nodes = [_without(node, act) if node.track == track else node for node in plan.nodes]
        other = replace(simulation, plan=replace(plan, nodes=nodes))
        yield Variation("act", plan.tracks[track].key, act, track, "off", other)


def _distances(nodes: Sequence[Node]) -> list[int]:
    """Return by how few acts each node leads to where its item is obtained."""
    far = [0 if node.end == OBTAINED else FAR for node in nodes]
    changed = True
    while changed:
        changed = False
        for place in range(len(nodes) - 1, -1, -1):
            taken: list[Branch] = [*nodes[place].branches, *(branch for _, branch in nodes[place].timeouts)]
            nearest = min((far[branch.target] + 1 for branch in taken), default=FAR)
            if nearest < far[place]:
                far[place], changed = nearest, True
    return far


def _without(node: Node, act: str) -> Node:
    """Return a node at which an act is never taken, if there is another; the others keep their proportions."""
    weights = [after - before for before, after in pairwise((0.0, *node.shares))]
    kept = [0.0 if branch.act == act else weight for branch, weight in zip(node.branches, weights, strict=True)]
    whole = sum(kept)
    if not whole or whole == sum(weights):
        return node
    shares, cumulated = [], 0.0
    for weight in kept:
        cumulated += weight
        shares.append(cumulated / whole)
    shares[-1] = 1.0
    return replace(node, shares=shares)


def _arrivals(simulation: Simulation) -> Iterator[Variation]:
    arrivals = simulation.scenario.arrivals
    if arrivals.poisson is None:
        return
    for way, factor in (("down", 1 - A_FIFTH), ("up", 1 + A_FIFTH)):
        yearly = max(round(arrivals.poisson * factor), 1)
        changed = arrivals.model_copy(update={"poisson": yearly})
        scenario = simulation.scenario.model_copy(update={"arrivals": changed})
        yield Variation("arrivals", "", "", NOWHERE, way, replace(simulation, scenario=scenario))
