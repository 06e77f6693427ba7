"""Measures: what the logs of a scenario's replications say about time, certainty and what matters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.simulate.log import Log, Row
from workflow.simulate.plan import APPLICANT, NOWHERE, SUSPENDED, Passing, Plan
from workflow.simulate.statistics import Quantile, over_replications, spearman, with_interval
from workflow.simulate.weekly import Weekly
from workflow.simulate.worktime import DAY

PARTS = ("queue", "work", "applicant", "suspended", "off_hours", "waiting")
LEVELS = (("p50", 0.5), ("p80", 0.8), ("p90", 0.9))


@dataclass(frozen=True, slots=True)
class Stay:
    """One item of one project: when it began, when it was obtained (NOWHERE for never).

    Attributes:
        freed: when what it waited for last was obtained: its beginning, unless it was held at a gate.
    """

    start: int
    finish: int
    freed: int


@dataclass(slots=True)
class Outcome:
    """One project of one replication.

    Attributes:
        working_days: from the trigger to the last target, by the definition's own calendar.
        first_work_days: from the first act.
        stays: by track.
        critical: the tracks on whose course the finish depended, the last first.
        split: seconds on the critical course, by part.
    """

    replication: int
    project: int
    trigger: int
    first: int
    finish: int
    working_days: int
    first_work_days: int
    stays: dict[int, Stay]
    critical: list[int]
    split: dict[str, int]

    @property
    def calendar_days(self) -> int:
        """Return the calendar days from the trigger to the last target."""
        return self.finish // DAY - self.trigger // DAY

    @property
    def first_calendar_days(self) -> int:
        """Return the calendar days from the first act to the last target."""
        return self.finish // DAY - self.first // DAY


@dataclass
class Result:
    """What all replications of a scenario came to.

    Attributes:
        projects_by_run: how many were triggered in each replication.
        outcomes: of the projects that reached their target.
        open: how many did not before the horizon.
        clocks: (track, clock) → how often a limit was kept, and how often it stopped.
        items: track → seconds by part, over all stays.
        weekly: work and waiting of every pool in every week.
    """

    plan: Plan
    runs: int
    projects_by_run: Counter[int] = field(default_factory=Counter)
    outcomes: list[Outcome] = field(default_factory=list)
    open: int = 0
    clocks: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    items: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    weekly: Weekly = field(init=False)

    def __post_init__(self) -> None:
        """Begin the accounts of the weeks."""
        self.weekly = Weekly(self.plan)

    @property
    def projects(self) -> int:
        """Return how many projects were triggered in all replications."""
        return self.projects_by_run.total()

    def add(self, replication: int, log: Log) -> None:
        """Add what one replication came to."""
        by_project: dict[int, list[Row]] = defaultdict(list)
        for row in log.rows:
            by_project[row.project].append(row)
            self._count(row)
        for limit in log.limits:
            clock = self.plan.clocks[limit.clock]
            kept = self.clocks[clock.track, clock.name]
            kept[0] += limit.stopped < (limit.last_day + 1) * DAY
            kept[1] += 1
        self.projects_by_run[replication] += len(log.arrivals)
        for project, finish in enumerate(log.finished):
            if finish == NOWHERE:
                self.open += 1
            else:
                self.outcomes.append(self._outcome(replication, project, log, by_project[project]))

    def _count(self, row: Row) -> None:
        node = self.plan.nodes[row.node]
        for part, seconds in split(self.plan, row).items():
            self.items[row.track][part] += seconds
        if node.kind == Passing.EFFORT and row.officer != NOWHERE:
            self.weekly.add(node.pool, row)

    def _outcome(self, replication: int, project: int, log: Log, rows: Sequence[Row]) -> Outcome:
        plan, table = self.plan, self.plan.tables[0]
        stays: dict[int, Stay] = {}
        for row in rows:
            known = stays.get(row.track) or Stay(row.ready, NOWHERE, row.ready)
            ended = plan.nodes[self._target(row)].end
            held = plan.nodes[row.node].kind == Passing.GATE and row.end > row.ready
            stays[row.track] = Stay(known.start, row.end if ended else NOWHERE, row.end if held else known.freed)
        critical = list(self._critical(stays, log.finished[project]))
        parts: Counter[str] = Counter()
        for row in rows:
            if row.track in critical and row.ready >= stays[row.track].freed:
                parts.update(split(plan, row))
        trigger, finish = log.arrivals[project], log.finished[project]
        first = log.first[project]
        return Outcome(
            replication, project, trigger, first, finish, table.working_days_between(trigger, finish),
            table.working_days_between(first, finish), stays, critical, dict(parts),
        )  # fmt: skip

    def _target(self, row: Row) -> int:
        node = self.plan.nodes[row.node]
        if row.branch >= 0:
            return node.branches[row.branch].target
        return node.timeouts[-1 - row.branch][1].target

    def _critical(self, stays: Mapping[int, Stay], finish: int) -> Iterator[int]:
        """Yield the tracks that the finish waited for: the last target, what it waited for, and so on back."""
        last = [track for track, stay in stays.items() if stay.finish == finish and self.plan.target >> track & 1]
        while last:
            track = last[0]
            yield track
            before = 0
            for mask in (*self.plan.tracks[track].ready, *self.plan.tracks[track].gate):
                before |= mask
            begun = stays[track].freed
            last = [other for other, stay in stays.items() if before >> other & 1 and stay.finish == begun]

    def days(self, name: str) -> list[list[float]]:
        """Return a number of every outcome, by replication and sorted there."""
        found: list[list[float]] = [[] for _ in range(self.runs)]
        for outcome in self.outcomes:
            found[outcome.replication].append(float(getattr(outcome, name)))
        return [sorted(values) for values in found]

    def levels(self, name: str) -> dict[str, Quantile]:
        """Return P50, P80 and P90 of a number of the outcomes with their intervals; empty without outcomes."""
        values = self.days(name)
        pooled = sorted(value for ordered in values for value in ordered)
        if not pooled:
            return {}
        if max(map(len, values)) == 1:
            return {level: with_interval(pooled, p) for level, p in LEVELS}
        return {level: over_replications(values, p) for level, p in LEVELS}

    def criticality(self) -> dict[int, float]:
        """Return for each track in how many of the finished projects the finish depended on it, as a share."""
        counted = Counter(track for outcome in self.outcomes for track in outcome.critical)
        return {track: counted[track] / len(self.outcomes) for track in range(len(self.plan.tracks)) if self.outcomes}

    def drivers(self) -> dict[int, float]:
        """Return the rank correlation of each track's duration with the finish (Spearman 1904)."""
        finish = [float(outcome.finish - outcome.trigger) for outcome in self.outcomes]
        found = {}
        for track in range(len(self.plan.tracks)):
            lengths = [
                float(stay.finish - stay.start) if (stay := outcome.stays.get(track)) and stay.finish >= 0 else 0.0
                for outcome in self.outcomes
            ]
            found[track] = spearman(lengths, finish) if finish else 0.0
        return found

    def time_split(self) -> dict[str, float]:
        """Return the share of each part in the time on the critical course."""
        total: Counter[str] = Counter()
        for outcome in self.outcomes:
            total.update(outcome.split)
        whole = sum(total.values())
        return {part: total[part] / whole if whole else 0.0 for part in PARTS}

    def load(self) -> dict[int, float]:
        """Return the share of each pool's working time, from the first week worked to the last, that was worked."""
        return {pool: self.weekly.whole_load(pool, self.runs) for pool in range(len(self.plan.pools))}


def split(plan: Plan, row: Row) -> dict[str, int]:
    """Return in whose hands the seconds of a stay were."""
    node = plan.nodes[row.node]
    whole = row.end - row.ready
    if not whole:
        return {}
    if node.kind == Passing.GATE:
        return {"waiting": whole}
    if node.hand == APPLICANT:
        return {"applicant": whole}
    if node.hand == SUSPENDED:
        return {"suspended": whole}
    table = plan.tables[node.table]
    if node.kind != Passing.EFFORT:
        work = table.worked(row.ready, row.end)
        return {"work": work, "off_hours": whole - work}
    queue, work = table.worked(row.ready, row.start), table.worked(row.start, row.end)
    return {"queue": queue, "work": work, "off_hours": whole - queue - work}
