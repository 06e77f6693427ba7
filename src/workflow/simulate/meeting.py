"""Meeting a limit: what the law gives a project in all, and how surely that or a promise is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from workflow.language.quantities import Period
from workflow.lifecycle.changes import PROMISED
from workflow.simulate.answers import varies
from workflow.simulate.measure import Outcome, Result
from workflow.simulate.plan import Plan
from workflow.simulate.running import Simulation
from workflow.simulate.statistics import mean_with_half, share_interval
from workflow.simulate.worktime import DAY, LimitTable


@dataclass(frozen=True, slots=True)
class Chance:
    """How surely something is met: a share of the projects, and its 95 % interval where there is one."""

    share: float
    interval: tuple[float, float] | None

    def json(self) -> dict[str, Any]:
        """Return it as data."""
        found = self.interval
        return {"probability": round(self.share, 6), "interval": [round(end, 6) for end in found] if found else None}


def statutory_days(simulation: Simulation) -> int | None:
    """Return how many working days the law gives in all; None where it gives none.

    That is when the last target is obtained if every item uses the longest of its own statutory limits to the last
    day, one after the other as prerequisites and order want it, with neither queue nor correction.
    """
    plan = simulation.plan
    begun = plan.start // DAY
    finished: list[int] = []
    for number in range(len(plan.tracks)):
        track = plan.tracks[number]
        begins = max(begun, _met(track.ready, finished), _met(track.gate, finished))
        finished.append(max((limit.last_day(begins) for limit in _limits(simulation, number)), default=begins))
    last = max((day for number, day in enumerate(finished) if plan.target >> number & 1), default=begun)
    days = plan.tables[0].working_days_between(begun * DAY, last * DAY)
    return days or None


def _met(masks: Sequence[int], finished: Sequence[int]) -> int:
    """Return the first day on which one set of tracks, of some, is obtained; 0 where none is needed."""
    return min(max((day for other, day in enumerate(finished) if mask >> other & 1), default=0) for mask in masks)


def _limits(simulation: Simulation, track: int) -> list[LimitTable]:
    """Return the statutory limits that the definition sets for the item of a track, none of them extended."""
    item = simulation.rules.definition.items[simulation.plan.tracks[track].item]
    return [
        clock.limit
        for clock in simulation.plan.clocks
        if clock.track == track
        and clock.name in item.limits
        and not clock.name.endswith(PROMISED)
        and len(clock.limit.budget) == 1
    ]


def within_days(result: Result, days: int) -> Chance:
    """Return how surely a project is done within so many working days of its trigger."""
    return _chance(result, [one for one in result.outcomes if one.working_days <= days])


def within_period(result: Result, period: Period) -> Chance:
    """Return how surely a project is done within a period from its trigger, reckoned as the law reckons limits."""
    plan = result.plan
    limit = LimitTable((period,), plan.tables[0].calendar, plan.origin)
    return _chance(result, [one for one in result.outcomes if one.finish // DAY <= limit.last_day(one.trigger // DAY)])


def last_day(plan: Plan, period: Period) -> int:
    """Return the last day of a period from the start of a plan, in days after its origin."""
    return LimitTable((period,), plan.tables[0].calendar, plan.origin).last_day(plan.start // DAY)


def _chance(result: Result, met: list[Outcome]) -> Chance:
    """Return the share of those that met a limit among all projects, those that never finished included.

    The interval is Wilson's where every replication is one project, Student's over replications elsewhere; there is
    none where nothing is left to chance.
    """
    share = len(met) / result.projects if result.projects else 0.0
    if not varies(result):
        return Chance(share, None)
    if result.projects == result.runs:
        return Chance(share, share_interval(len(met), result.projects) if result.runs > 1 else None)
    counts = result.projects_by_run
    by_run = [0] * result.runs
    for one in met:
        by_run[one.replication] += 1
    shares = [count / counts[run] for run, count in enumerate(by_run) if counts[run]]
    _, half = mean_with_half(shares) if shares else (0.0, inf)
    return Chance(share, (max(share - half, 0.0), min(share + half, 1.0)) if half != inf else None)
