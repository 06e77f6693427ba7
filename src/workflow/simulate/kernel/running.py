"""Running replications with the compiled engine: what comes out of it, and the room that it is given."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numba
import numpy as np

from workflow.simulate.kernel import engine
from workflow.simulate.kernel.state import begin, enlarge
from workflow.simulate.kernel.tables import tables, with_limits
from workflow.simulate.kernel.views import I8, Array
from workflow.simulate.limits import Limit
from workflow.simulate.log import Log
from workflow.simulate.plan import Plan
from workflow.simulate.worktime import DAY

CORES = int(numba.config.NUMBA_NUM_THREADS)  # type: ignore[attr-defined]
BATCH = 2000
"""About how many projects are run at a time."""


@dataclass(frozen=True, slots=True)
class Logs:
    """What happened in some replications.

    Attributes:
        offsets: where the projects of each begin, and those of the last end.
        rows, stops: stays and limits, in the order in which they ended.
        ends: where the rows and the stops of each begin, and those of the last end.
    """

    plan: Plan
    arrivals: Sequence[Sequence[int]]
    offsets: Array
    finished: Array
    first: Array
    rows: Array
    stops: Array
    ends: Array

    def log(self, number: int) -> Log:
        """Return what happened in one of them, by its place among them."""
        whose = slice(*self.offsets[number : number + 2])
        rows = self.rows[slice(*self.ends["rows"][number : number + 2])]
        stops = self.stops[slice(*self.ends["stops"][number : number + 2])]
        cells = np.empty((len(rows), 8), I8)
        for place, name in enumerate(("project", "node", "node", "ready", "start", "end", "branch", "officer")):
            cells[:, place] = rows[name]
        cells[:, 1] = np.array([node.track for node in self.plan.nodes])[rows["node"]]
        limits = zip(*(stops[name].tolist() for name in ("project", "clock", "started", "stopped", "last_day")),
                     strict=True)  # fmt: skip
        return Log(
            list(self.arrivals[number]), self.finished[whose].tolist(), self.first[whose].tolist(),
            array("q", cells.tobytes()), [Limit(*stop) for stop in limits],
        )  # fmt: skip


class Kernel:
    """Runs replications of a plan in machine code. Several threads may use one."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan, self.seed = plan, seed
        self._tables = tables(plan)

    def run(self, replication: int, arrivals: Sequence[int]) -> Log:
        """Return the log of a replication in which projects are triggered at some instants, in order."""
        return self.several(replication, [arrivals]).log(0)

    def logs(self, runs: int, arrivals: Callable[[int], Sequence[int]]) -> Iterator[Log]:
        """Yield the logs of so many replications, in order; `arrivals` returns when the projects of one come."""
        for logs in self.several_at_once(runs, arrivals):
            for number in range(len(logs.arrivals)):
                yield logs.log(number)

    def several_at_once(
        self, runs: int, arrivals: Callable[[int], Sequence[int]], threads: int = CORES
    ) -> Iterator[Logs]:
        """Yield the logs of so many replications, some at a time and in order, while the next ones are run."""
        each = max(1, min(BATCH // max(len(arrivals(0)), 1), -(-runs // threads)))

        def some(first: int) -> Logs:
            return self.several(first, [arrivals(number) for number in range(first, min(first + each, runs))])

        with ThreadPoolExecutor(threads) as pool:
            coming: deque[Future[Logs]] = deque()
            try:
                for first in range(0, runs, each):
                    coming.append(pool.submit(some, first))
                    if len(coming) > threads:
                        yield coming.popleft().result()
                while coming:
                    yield coming.popleft().result()
            finally:
                for left in coming:
                    left.cancel()

    def several(self, first: int, arrivals: Sequence[Sequence[int]]) -> Logs:
        """Return the logs of replications from a number on, by the instants at which projects are triggered in each."""
        known = self._tables
        state = begin(self.plan, known, self.seed, first, arrivals)
        while (lacking := engine.advance(known.record, state.record)) != engine.DONE:
            if lacking == engine.LIMITS:
                known = self._tables = with_limits(known, self.plan, int(state.record["at"][0]) // DAY)
            else:
                enlarge(state, lacking)
        kept = state.arrays
        rows, stops = int(state.record["row_count"][0]), int(state.record["stop_count"][0])
        return Logs(
            self.plan, arrivals, kept["offsets"], kept["finished"], kept["firsts"], kept["rows"][:rows],
            kept["stops"][:stops], kept["ends"],
        )  # fmt: skip
