"""Officers week by week: how much of their time was worked, and how many cases waited for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflow.simulate.log import Row
from workflow.simulate.plan import Plan
from workflow.simulate.worktime import DAY, WorkTable

WEEK = 7 * DAY
"""Weeks begin on Mondays: so does the origin of a plan."""


class Weekly:
    """Work and waiting of every pool in every week, over all replications.

    Attributes:
        busy: (pool, week after the origin) → seconds worked.
        waited: (pool, week) → seconds of working time that cases waited.
        waits: (pool, week) → how many cases came to wait or to be worked on.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.busy: Counter[tuple[int, int]] = Counter()
        self.waited: Counter[tuple[int, int]] = Counter()
        self.waits: Counter[tuple[int, int]] = Counter()

    def add(self, pool: int, row: Row) -> None:
        """Add a stay with an officer."""
        table = self.plan.tables[self.plan.pools[pool].table]
        for week, worked in _by_week(table, row.start, row.end):
            self.busy[pool, week] += worked
        for week, worked in _by_week(table, row.ready, row.start):
            self.waited[pool, week] += worked
        self.waits[pool, row.ready // WEEK] += 1

    def weeks(self, pool: int | None = None) -> range:
        """Return the weeks from the first to the last in which officers, of a pool or any, had to do."""
        known = [week for number, week in (*self.busy, *self.waits) if pool in {None, number}]
        return range(min(known), max(known) + 1) if known else range(0)

    def load(self, pool: int, week: int, runs: int) -> float:
        """Return how much of the officers' time of a week was worked, from 0 to 1."""
        return self._share(self.busy[pool, week], self.capacity(pool, week * WEEK, (week + 1) * WEEK) * runs)

    def queue(self, pool: int, week: int, runs: int) -> float:
        """Return how many cases waited in a week, on the mean of its working time (Little 1961)."""
        table = self.plan.tables[self.plan.pools[pool].table]
        return self._share(self.waited[pool, week], table.worked(week * WEEK, (week + 1) * WEEK) * runs)

    def whole_load(self, pool: int, runs: int) -> float:
        """Return how much of the officers' time was worked, from the first week worked to the last."""
        worked = [week for number, week in self.busy if number == pool]
        if not worked:
            return 0.0
        open_time = self.capacity(pool, min(worked) * WEEK, (max(worked) + 1) * WEEK) * runs
        return self._share(self._total(self.busy, pool), open_time)

    def offered(self, pool: int, start: int, end: int, runs: int) -> float:
        """Return the offered load: the work that what came brings, by the officers' time while it came.

        At 1 and above, more comes than can be worked, and queues grow as long as it comes (Erlang 1917).
        """
        return self._share(self._total(self.busy, pool), self.capacity(pool, start, end) * runs)

    def capacity(self, pool: int, start: int, end: int) -> int:
        """Return the working time of a pool's officers between two instants, leave taken off, in seconds."""
        known = self.plan.pools[pool]
        table = self.plan.tables[known.table]
        away = sum(
            min(absent, known.officers) * table.worked(max(day * DAY, start), min((day + 1) * DAY, end))
            for day, absent in known.away.items()
            if start < (day + 1) * DAY and day * DAY < end
        )
        return table.worked(start, end) * known.officers - away

    @staticmethod
    def _share(part: float, whole: float) -> float:
        return part / whole if whole > 0 else 0.0

    @staticmethod
    def _total(counted: Counter[tuple[int, int]], pool: int) -> int:
        return sum(seconds for (number, _), seconds in counted.items() if number == pool)


def _by_week(table: WorkTable, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the weeks between two instants with the seconds worked in each."""
    week = start // WEEK
    while start < end:
        until = min((week + 1) * WEEK, end)
        worked = table.worked(start, until)
        if worked:
            yield week, worked
        start, week = until, week + 1
