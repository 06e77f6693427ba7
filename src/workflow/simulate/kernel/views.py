"""Arrays behind two records: what a plan is, and where a run stands.

A record goes to a compiled function as one pointer, where as many arrays would go as some hundred numbers. So the
records hold the addresses of their arrays, and `nodes(plan)`, `rows(now)` and the others here look at them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numba import carray, types  # type: ignore[attr-defined]
from numba.extending import intrinsic
from numpy.typing import NDArray

from workflow.simulate.kernel.compiled import inner

Array = NDArray[Any]
Record = Any
"""One record of an array; numpy's types do not know its fields."""

I4, I8, U8, F8 = (np.dtype(name) for name in ("i4", "i8", "u8", "f8"))
ENDLESS = 1 << 40


def record(**fields: np.dtype[Any]) -> np.dtype[np.void]:
    """Return the type of a record with some fields."""
    return np.dtype(list(fields.items()), align=True)


NODE = record(
    track=I8, kind=I8, spread=I8, pool=I8, table=I8, clock=I8, hand=I8, end=I8, shares_at=I8, shares=I8,
    branches_at=I8, branches=I8, timeouts_at=I8, timeouts=I8,
)  # fmt: skip
BRANCH = record(target=I8, before=I8, acts_at=I8, acts=I8)
TIMEOUT = record(clock=I8, branch=I8)
ACT = record(op=I8, clock=I8, as_of=I8)
TRACK = record(entry=I8, early=I8, ready_at=I8, ready=I8, gate_at=I8, gate=I8, followers_at=I8, followers=I8)
CLOCK = record(track=I8, limit=I8, table=I8, counts_work=I8, rolls=I8)
DUE = record(last_day=I8, used_up=I8)
POOL = record(officers=I8, discipline=I8, table=I8, away_at=I8, away=I8, free_at=I8)
SPREAD = record(kind=I8, a=F8, b=F8, c=F8, values_at=I8)
TABLE = record(daily=I8, last_minute=I8, hours_at=I8, hours=I8, through_at=I8, through=I8, days_at=I8, days=I8)
HOURS = record(start=I8, end=I8)
PLAN: Mapping[str, np.dtype[Any]] = {
    "nodes": NODE, "shares": F8, "branches": BRANCH, "timeouts": TIMEOUT, "acts": ACT, "tracks": TRACK, "masks": I8,
    "followers": I8, "clocks": CLOCK, "dues": DUE, "pools": POOL, "away": I8, "spreads": SPREAD, "values": F8,
    "tables": TABLE, "hours": HOURS, "through": I8, "days": I8,
}  # fmt: skip
"""The arrays of a plan: one record for each node, branch, limit and pool, in the order of the plan's lists.

Where a record has several of another kind, it holds where they begin (`x_at`) and how many there are (`x`). `dues`
has the last days of every limit by the day on which it starts, as far as they were asked for.
"""
PLAN_FACTS = (
    "horizon", "target", "lead", "track_count", "clock_count", "pool_count", "all_at", "due_days", "most_events",
    "most_stops",
)  # fmt: skip

COMING = record(at=I8, what=I8, project=I8)
EVENT = record(at=I8, number=I8, what=I8, turn=I8, whom=I8)
WAITING = record(rank=I8, number=I8, token=I8, turn=I8, left=I8, right=I8)
PROJECT = record(key=U8, obtained=I8, begun=I8, number=I8, triggered=I8, going=I8)
TOKEN = record(since=I8, started=I8, work=I8, visit=I8, turn=I8, place=I8, officer=I8, branch=I8, held=I8)
RUN = record(started=I8, suspended_at=I8, suspended=I8, through=I8, moved_to=I8, stopped=I8, ran=I8)
LINE = record(wakes_at=I8, free=I8, first=I8, last=I8)
ROW = record(ready=I8, start=I8, end=I8, project=I4, node=I4, branch=I4, officer=I4)
STOP = record(started=I8, stopped=I8, last_day=I8, project=I4, clock=I4)
ENDS = record(rows=I8, stops=I8)
NOW: Mapping[str, np.dtype[Any]] = {
    "coming": COMING, "offsets": I8, "finished": I8, "firsts": I8, "places": I8, "projects": PROJECT, "tokens": TOKEN,
    "runs": RUN, "events": EVENT, "waiting": WAITING, "lines": LINE, "free": I8, "rows": ROW, "stops": STOP,
    "ends": ENDS,
}  # fmt: skip
"""The arrays of a run.

coming: when projects begin and are triggered, in order, one replication after the other. offsets: where the projects
of each replication begin. finished, firsts: by project, of all replications. places: the record of each project while
it goes on. projects, tokens, runs: of those that go on; the records of others are used again, and a spare one tells
the next in `number`. events: a heap of what is foreseen. waiting: who waits for an officer, by pool a list, or a skew
heap where those do not come first who came first; a spare one tells the next in `right`. free: by pool a heap of the
officers who are free. ends: how many rows and stops there were at the end of each replication.
"""
NOW_FACTS = (
    "replication", "replications", "done", "at", "number", "next_coming", "event_count", "event_room",
    "waiting_count", "waiting_room", "project_room", "row_count", "row_room", "stop_count", "stop_room",
    "spare_project", "spare_waiting",
)  # fmt: skip


class Held(NamedTuple):
    """A record and the arrays whose addresses it holds, by name."""

    record: Array
    arrays: dict[str, Array]


def held(arrays: Mapping[str, Array], facts: tuple[str, ...], **known: int) -> Held:
    """Return a record of the addresses of arrays and of some facts, of which those unknown are 0."""
    made = np.zeros(1, record(seed=U8, **dict.fromkeys((*sorted(arrays), *facts), I8)))
    for name, array in arrays.items():
        made[name] = array.ctypes.data
    for name, value in known.items():
        made[name] = value
    return Held(made, dict(arrays))


@intrinsic
def _pointer(_: Any, address: Any) -> Any:  # noqa: ARG001 (how an intrinsic is declared)
    """Return a pointer to an address."""

    def generate(context: Any, builder: Any, __: Any, args: Any) -> Any:
        return builder.inttoptr(args[0], context.get_value_type(types.voidptr))

    return types.voidptr(types.int64), generate


def _view(name: str, dtype: np.dtype[Any]) -> Callable[[Record], Array]:
    @inner
    def view(holder: Record) -> Array:
        """Return the array whose address a record holds."""
        return carray(_pointer(holder[name]), (ENDLESS,), dtype)  # type: ignore[call-arg]

    return view


nodes = _view("nodes", NODE)
shares = _view("shares", F8)
branches = _view("branches", BRANCH)
timeouts = _view("timeouts", TIMEOUT)
acts = _view("acts", ACT)
tracks = _view("tracks", TRACK)
masks = _view("masks", I8)
followers = _view("followers", I8)
clocks = _view("clocks", CLOCK)
dues = _view("dues", DUE)
pools = _view("pools", POOL)
away = _view("away", I8)
spreads = _view("spreads", SPREAD)
values = _view("values", F8)
tables = _view("tables", TABLE)
hours = _view("hours", HOURS)
through = _view("through", I8)
days = _view("days", I8)

coming = _view("coming", COMING)
offsets = _view("offsets", I8)
finished = _view("finished", I8)
firsts = _view("firsts", I8)
places = _view("places", I8)
projects = _view("projects", PROJECT)
tokens = _view("tokens", TOKEN)
runs = _view("runs", RUN)
events = _view("events", EVENT)
waiting = _view("waiting", WAITING)
lines = _view("lines", LINE)
free = _view("free", I8)
rows = _view("rows", ROW)
stops = _view("stops", STOP)
ends = _view("ends", ENDS)
