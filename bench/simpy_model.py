"""A plan run by SimPy, as a user of SimPy would write it: a process for each track, a resource for each pool.

The same calendar, the same spreads, the same queue discipline, the same rows kept; the draws come from Python's own
generator, which is how a SimPy model draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import simpy

from workflow.simulate import draws
from workflow.simulate.draws import Numbers
from workflow.simulate.plan import OPEN, Passing, Plan

Entry = tuple[int, int, int, int, int, int, int]
"""Project, track, node, when it came there, when work began, when it ended, which branch it took."""


def run(plan: Plan, arrivals: Sequence[int], seed: int = 1) -> list[Entry]:
    """Return what happened to every case of a plan of efforts, waits and branches."""
    return _Model(plan, arrivals, seed).run()


class _Model:
    def __init__(self, plan: Plan, arrivals: Sequence[int], seed: int) -> None:
        self.plan, self.arrivals = plan, arrivals
        self.environment: Any = simpy.Environment()
        self.pools = [simpy.Resource(self.environment, pool.officers) for pool in plan.pools]
        self.random = Random(seed)  # noqa: S311 (a peer draws as its users do)
        self.log: list[Entry] = []
        self.needs = [[other for other in range(len(plan.tracks)) if track.ready[0] >> other & 1]
                      for track in plan.tracks]  # fmt: skip

    def run(self) -> list[Entry]:
        """Return the log."""
        self.environment.process(self._coming())
        self.environment.run()
        return self.log

    def _coming(self) -> Iterator[Any]:
        env = self.environment
        for project, at in enumerate(self.arrivals):
            yield env.timeout(at - env.now)
            obtained = [env.event() for _ in self.plan.tracks]
            for track in range(len(obtained)):
                env.process(self._track(project, track, obtained))

    def _track(self, project: int, track: int, obtained: list[simpy.Event]) -> Iterator[Any]:
        env, nodes = self.environment, self.plan.nodes
        if self.needs[track]:
            yield env.all_of([obtained[other] for other in self.needs[track]])
        place = self.plan.tracks[track].entry
        while nodes[place].end == OPEN:
            node = nodes[place]
            ready = start = env.now
            drawn = int(self._draw(self.plan.spreads[node.spread]) + 0.5)
            if node.kind == Passing.EFFORT:
                with self.pools[node.pool].request() as request:
                    yield request
                    start, end = self.plan.tables[node.table].span(env.now, drawn)
                    yield env.timeout(end - env.now)
            else:
                yield env.timeout(drawn)
            branch = 0
            if len(node.shares) > 1:
                chance = self.random.random()
                branch = next(number for number, share in enumerate(node.shares) if chance < share)
            self.log.append((project, track, place, ready, start, env.now, branch))
            place = node.branches[branch].target
        obtained[track].succeed()

    def _draw(self, spread: Numbers) -> float:
        if spread.kind == draws.LOGNORMAL:
            return self.random.lognormvariate(spread.a, spread.b)
        return self.random.gammavariate(spread.a, spread.b)
