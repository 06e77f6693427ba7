"""Departments: how loaded their officers are, how many cases wait for them, and whether that can go on."""

from __future__ import annotations

from typing import Any

from workflow.simulate.arriving import YEAR
from workflow.simulate.measure import Result
from workflow.simulate.running import Simulation
from workflow.simulate.worktime import DAY

FULL = 1.0
ENOUGH = 20
"""From so many days of arrival on, what comes is a stream whose load can be spoken of."""


def departments(simulation: Simulation, result: Result) -> dict[str, Any]:
    """Return each pool: its officers, load, offered load, cases waiting on the mean, and the same week by week."""
    weekly, runs = result.weekly, result.runs
    offered = offered_loads(simulation, result)
    weeks = weekly.weeks()
    return {
        pool.name: {
            "officers": pool.officers,
            "load": round(weekly.whole_load(number, runs), 6),
            "offered_load": None if offered is None else round(offered[number], 6),
            "waiting": round(mean_queue(result, number), 4),
            "weeks": {
                "load": [round(weekly.load(number, week, runs), 4) for week in weeks],
                "queue": [round(weekly.queue(number, week, runs), 4) for week in weeks],
            },
        }
        for number, pool in enumerate(simulation.plan.pools)
    }


def offered_loads(simulation: Simulation, result: Result) -> list[float] | None:
    """Return the offered load of every pool; None where too little comes to be a stream."""
    span = stream(simulation)
    if span is None:
        return None
    return [result.weekly.offered(pool, *span, result.runs) for pool in range(len(simulation.plan.pools))]


def stream(simulation: Simulation) -> tuple[int, int] | None:
    """Return from when to when projects come; None where too few do to be a stream."""
    plan, days = simulation.plan, simulation.days
    if simulation.scenario.arrivals.poisson is not None:
        return plan.start, plan.start + YEAR * DAY
    if len(set(days)) < ENOUGH:
        return None
    return (min(days) - plan.origin).days * DAY, ((max(days) - plan.origin).days + 1) * DAY


def mean_queue(result: Result, pool: int) -> float:
    """Return how many cases waited for a pool, on the mean of the weeks in which it had to do."""
    queues = [result.weekly.queue(pool, week, result.runs) for week in result.weekly.weeks(pool)]
    return sum(queues) / len(queues) if queues else 0.0
