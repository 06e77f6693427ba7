"""Arrivals: at which instants projects are triggered, in one replication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import log

from workflow.simulate.draws import ARRIVAL, prefix, unit, word
from workflow.simulate.plan import Plan
from workflow.simulate.scenario import Arrivals
from workflow.simulate.worktime import DAY

NOBODY = (1 << 40) + 1
"""The number under which arrivals are drawn: no project has it."""
YEAR = 365


def arrivals_of(plan: Plan, arrivals: Arrivals, days: Sequence[date], seed: int, replication: int) -> list[int]:
    """Return the instants at which projects are triggered, in order.

    Args:
        days: those of a schedule or a table.
    """
    table = plan.tables[0]
    if arrivals.poisson is not None:
        return _poisson(plan, arrivals.poisson, seed, replication)
    if arrivals.daily is not None:
        return _daily(plan, arrivals.daily, arrivals.days, seed, replication)
    if days:
        return sorted(table.next_open((day - plan.origin).days * DAY) for day in days)
    return [plan.start]


def _poisson(plan: Plan, yearly: int, seed: int, replication: int) -> list[int]:
    """Return the arrivals of one year: exponential gaps of working time, so none comes while the office is closed."""
    table, key = plan.tables[0], prefix(seed, replication, NOBODY)
    whole = table.worked(plan.start, plan.start + YEAR * DAY)
    found: list[int] = []
    worked, number = 0.0, 0
    while True:
        worked -= log(unit(key, word(0, number, ARRIVAL))) * whole / yearly
        if worked >= whole:
            return found
        found.append(table.add(plan.start, int(worked) + 1))
        number += 1


def _daily(plan: Plan, each: int, days: int, seed: int, replication: int) -> list[int]:
    """Return so many arrivals on each working day from the start, at independent moments of its working time."""
    table, key = plan.tables[0], prefix(seed, replication, NOBODY)
    found: list[int] = []
    opening = table.next_open(plan.start // DAY * DAY)
    for day in range(days):
        begins = opening // DAY * DAY
        whole = table.worked(begins, begins + DAY)
        drawn = (unit(key, word(0, day * each + number, ARRIVAL)) for number in range(each))
        found += sorted(table.add(opening, int(share * whole)) for share in drawn)
        opening = table.next_open(begins + DAY)
    return found
