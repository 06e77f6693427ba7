"""A plan as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any

import numpy as np

from workflow.simulate.kernel import views
from workflow.simulate.kernel.views import PLAN, PLAN_FACTS, Array, Held, held
from workflow.simulate.plan import Plan
from workflow.simulate.worktime import DAY, LimitTable

DISCIPLINES = ("first_come", "priority", "earliest_due")
FIRST_COME, PRIORITY, EARLIEST_DUE = range(3)
BLOCK = 128
"""How many more days of limits are asked for when they are needed."""


def tables(plan: Plan) -> Held:
    """Return a plan as arrays; of its limits nothing is asked yet."""
    timeouts = [timeout for node in plan.nodes for timeout in node.timeouts]
    own = [branch for node in plan.nodes for branch in node.branches]
    branches = [*own, *(branch for _, branch in timeouts)]
    limits = {id(limit): number for number, limit in enumerate(_limits(plan))}
    sets = [masks for track in plan.tracks for masks in (track.ready, track.gate)]
    masks = _along(sets)
    away = [_by_day(pool.away) for pool in plan.pools]
    free = accumulate((pool.officers for pool in plan.pools), initial=0)
    everything = range(len(plan.tracks))
    lists: Mapping[str, Iterable[Any]] = {
        "nodes": (
            (
                node.track,
                node.kind,
                node.spread,
                node.pool,
                node.table,
                node.clock,
                node.hand,
                node.end,
                *chain.from_iterable(places),
            )
            for node, *places in zip(
                plan.nodes, *(_places(plan.nodes, part) for part in ("shares", "branches", "timeouts")), strict=True
            )
        ),
        "shares": _joined(plan.nodes, "shares"),
        "branches": (
            (branch.target, branch.before, *acts)
            for branch, acts in zip(branches, _places(branches, "clocks"), strict=True)
        ),
        "timeouts": ((clock, len(own) + at) for at, (clock, _) in enumerate(timeouts)),
        "acts": ((act.op, act.clock, act.as_of) for branch in branches for act in branch.clocks),
        "tracks": (
            (track.entry, track.early, *ready, *gate, *followers)
            for track, ready, gate, followers in zip(
                plan.tracks, masks[::2], masks[1::2], _along(plan.followers), strict=True
            )
        ),
        "masks": chain.from_iterable(sets),
        "followers": chain(chain.from_iterable(plan.followers), everything),
        "clocks": (
            (clock.track, limits[id(clock.limit)], clock.table, clock.counts_work, clock.limit.rolls)
            for clock in plan.clocks
        ),
        "dues": (),
        "pools": (
            (pool.officers, DISCIPLINES.index(pool.discipline), pool.table, *leave, at)
            for pool, leave, at in zip(plan.pools, _along(away), free, strict=False)
        ),
        "away": chain.from_iterable(away),
        "spreads": (
            (spread.kind, spread.a, spread.b, spread.c, at)
            for spread, (at, _) in zip(plan.spreads, _places(plan.spreads, "values"), strict=True)
        ),
        "values": _joined(plan.spreads, "values"),
        "tables": (
            (table.daily, table.last_minute, *chain.from_iterable(places))
            for table, *places in zip(
                plan.tables, *(_places(plan.tables, part) for part in ("ranges", "through", "days")), strict=True
            )
        ),
        "hours": _joined(plan.tables, "ranges"),
        "through": _joined(plan.tables, "through"),
        "days": _joined(plan.tables, "days"),
    }
    most_timeouts = max((len(node.timeouts) for node in plan.nodes), default=0)
    return held(
        {name: _array(entries, PLAN[name]) for name, entries in lists.items()}, PLAN_FACTS,
        horizon=min(plan.horizon, *(len(table.through) * DAY for table in plan.tables)), target=plan.target,
        lead=plan.lead != 0, track_count=len(plan.tracks), clock_count=len(plan.clocks),
        pool_count=len(plan.pools),
        all_at=sum(map(len, plan.followers)), due_days=0,
        most_events=len(plan.tracks) * (most_timeouts + 1) + sum(pool.officers for pool in plan.pools) + 2,
        most_stops=max((len(branch.clocks) for branch in branches), default=0),
    )  # fmt: skip


def with_limits(known: Held, plan: Plan, through: int) -> Held:
    """Return tables with the last days of all limits that start up to a day, and some days more."""
    limits = _limits(plan)
    first = int(known.record["due_days"][0])
    last = through + BLOCK
    dues = np.empty((len(limits), last), views.DUE)
    dues[:, :first] = known.arrays["dues"].reshape(len(limits), first)
    for number, limit in enumerate(limits):
        dues[number, first:] = [(limit.last_day(day), limit.used_up(day)) for day in range(first, last)]
    record = known.record.copy()
    record["due_days"], record["dues"] = last, dues.ctypes.data
    return Held(record, {**known.arrays, "dues": dues})


def _limits(plan: Plan) -> Sequence[LimitTable]:
    """Return the limits of a plan, each once."""
    return list({id(clock.limit): clock.limit for clock in plan.clocks}.values())


def _by_day(away: Mapping[int, int]) -> list[int]:
    """Return how many are on leave on each day, up to the last leave."""
    return [away.get(day, 0) for day in range(max(away, default=-1) + 1)]


def _array(entries: Iterable[Any], dtype: np.dtype[Any]) -> Array:
    return np.array(list(map(tuple, entries) if dtype.names else entries), dtype)


def _joined(holders: Iterable[Any], part: str) -> Iterable[Any]:
    return chain.from_iterable(getattr(holder, part) for holder in holders)


def _places(holders: Iterable[Any], part: str) -> Sequence[tuple[int, int]]:
    return _along([getattr(holder, part) for holder in holders])


def _along(lists: Sequence[Sequence[Any]]) -> Sequence[tuple[int, int]]:
    """Return where each of some lists begins when they stand one after the other, and how long it is."""
    lengths = list(map(len, lists))
    return list(zip(accumulate(lengths, initial=0), lengths, strict=False))
