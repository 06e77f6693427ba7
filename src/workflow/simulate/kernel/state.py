"""Where a run stands: a run that lacks room stops between two events, is given more, and goes on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workflow.simulate.draws import MASK
from workflow.simulate.engine import BEGIN, TRIGGER
from workflow.simulate.kernel.engine import EVENTS, PROJECTS, ROWS, STOPS, WAITING
from workflow.simulate.kernel.views import COMING, NOW, NOW_FACTS, Array, Held, held
from workflow.simulate.plan import NOWHERE, Plan

SPACE = 64
"""Room for how many projects at once there is at first."""
PLENTY = 4096
"""Room for how many rows there is at first."""
GROWING = {
    EVENTS: ("event_room", ("events",)),
    WAITING: ("waiting_room", ("waiting",)),
    PROJECTS: ("project_room", ("projects", "tokens", "runs")),
    ROWS: ("row_room", ("rows",)),
    STOPS: ("stop_room", ("stops",)),
}
SPARE = {WAITING: ("waiting", "right", "spare_waiting"), PROJECTS: ("projects", "number", "spare_project")}


def begin(plan: Plan, known: Held, seed: int, first: int, arrivals: Sequence[Sequence[int]]) -> Held:
    """Return the state before replications from a number on, with the instants at which projects are triggered."""
    offsets = np.concatenate([[0], np.cumsum([len(one) for one in arrivals])])
    tracks, projects = len(plan.tracks), offsets[-1]
    sizes = {
        "finished": projects, "firsts": projects, "places": max(map(len, arrivals)), "projects": SPACE,
        "tokens": SPACE * tracks, "runs": SPACE * len(plan.clocks),
        "events": SPACE * tracks + int(known.record["most_events"][0]), "waiting": SPACE * tracks,
        "lines": len(plan.pools), "free": sum(pool.officers for pool in plan.pools), "rows": PLENTY,
        "stops": PLENTY + int(known.record["most_stops"][0]), "ends": len(arrivals) + 1,
    }  # fmt: skip
    arrays = {name: np.zeros(size, NOW[name]) for name, size in sizes.items()}
    arrays["offsets"] = offsets.astype(NOW["offsets"])
    arrays["coming"] = np.concatenate([_coming(plan, one) for one in arrivals])
    arrays["finished"][:] = arrays["firsts"][:] = NOWHERE
    rooms = {room: len(arrays[names[0]]) for room, names in GROWING.values()}
    return held(
        arrays, NOW_FACTS, seed=seed & MASK, replication=first, replications=len(arrivals), number=NOWHERE, **rooms
    )


def _coming(plan: Plan, arrivals: Sequence[int]) -> Array:
    """Return when the projects of a replication are triggered, and when they begin where that is earlier, in order."""
    each = 2 if plan.lead else 1
    coming = np.zeros(len(arrivals) * each, COMING)
    coming["project"] = np.arange(len(coming)) // each
    coming["what"], coming["at"][each - 1 :: each] = TRIGGER, arrivals
    if plan.lead:
        coming["what"][::2], coming["at"][::2] = BEGIN, [plan.beginning(at) for at in arrivals]
    return coming[np.argsort(coming["at"], kind="stable")]


def enlarge(state: Held, lacking: int) -> None:
    """Give a state twice the room for something; spare records are told of the new ones."""
    room, names = GROWING[lacking]
    count = int(state.record[room][0])
    for name in names:
        old = state.arrays[name]
        new = state.arrays[name] = np.empty(2 * len(old), old.dtype)
        new[: len(old)] = old
        if lacking != ROWS:
            new[len(old) :] = np.zeros(1, old.dtype)
        state.record[name] = new.ctypes.data
    if lacking in SPARE:
        name, link, spare = SPARE[lacking]
        state.arrays[name][link][count:] = np.arange(count + 1, 2 * count + 1)
        state.arrays[name][link][-1] = state.record[spare][0]
        state.record[spare] = count
    state.record[room] = 2 * count
