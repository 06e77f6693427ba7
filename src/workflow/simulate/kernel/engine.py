"""The loop over events, compiled: as `workflow.simulate.engine` runs it, one replication after the other."""

from __future__ import annotations

from collections.abc import Callable

from workflow.simulate.engine import FINISH, TRIGGER, WAKE
from workflow.simulate.kernel.cases import finish, finish_in_time, start_ready
from workflow.simulate.kernel.compiled import digest, entry, inner
from workflow.simulate.kernel.draws import prefix
from workflow.simulate.kernel.heaps import drop_first, foresee
from workflow.simulate.kernel.limits import expiry
from workflow.simulate.kernel.queues import make_ready, serve
from workflow.simulate.kernel.views import (
    Array,
    Record,
    coming,
    ends,
    events,
    lines,
    nodes,
    offsets,
    places,
    projects,
    runs,
    timeouts,
    tokens,
    waiting,
)
from workflow.simulate.plan import NOWHERE
from workflow.simulate.worktime import DAY

DONE, EVENTS, WAITING, PROJECTS, ROWS, STOPS, LIMITS = range(7)
"""Why a run stopped: it is done, or what is to be enlarged before it goes on."""


@inner
def run_on(plan: Record, now: Record) -> int:
    """Run replications until they are done or something lacks room; return which."""
    while now.done < now.replications:
        if now.number == NOWHERE:
            make_new(plan, now)
        arrival = plan.horizon
        if now.next_coming < offsets(now)[now.done + 1] * (plan.lead + 1):
            arrival = min(arrival, coming(now)[now.next_coming].at)
        foreseen = now.event_count > 0 and events(now)[0].at < arrival
        now.at = events(now)[0].at if foreseen else arrival
        if now.at >= plan.horizon:
            close(plan, now)
            continue
        lacking = lacks(plan, now)
        if lacking != DONE:
            return lacking
        if foreseen:
            happen(plan, now)
        else:
            come(plan, now)
    return DONE


@inner
def lacks(plan: Record, now: Record) -> int:
    """Return what may lack room for one more event; DONE for nothing."""
    lacking = DONE
    if now.event_count + plan.most_events > now.event_room:
        lacking = EVENTS
    elif now.waiting_count + plan.track_count > now.waiting_room:
        lacking = WAITING
    elif now.spare_project == NOWHERE:
        lacking = PROJECTS
    elif now.row_count >= now.row_room:
        lacking = ROWS
    elif now.stop_count + plan.most_stops > now.stop_room:
        lacking = STOPS
    elif now.at // DAY >= plan.due_days and plan.clock_count > 0:
        lacking = LIMITS
    return lacking


@inner
def make_new(plan: Record, now: Record) -> None:
    """Let another replication begin: nobody is there, every officer is free."""
    now.number = now.event_count = now.waiting_count = now.spare_project = now.spare_waiting = 0
    for number in range(now.project_room):
        projects(now)[number].number = number + 1
    projects(now)[now.project_room - 1].number = NOWHERE
    for number in range(now.waiting_room):
        waiting(now)[number].right = number + 1
    for number in range(plan.pool_count):
        make_ready(plan, now, number)


@inner
def close(plan: Record, now: Record) -> None:
    """End a replication: nothing more is foreseen before the horizon."""
    now.done += 1
    ends(now)[now.done].rows, ends(now)[now.done].stops = now.row_count, now.stop_count
    now.next_coming = offsets(now)[now.done] * (plan.lead + 1)
    now.number = NOWHERE


@inner
def come(plan: Record, now: Record) -> None:
    """Let the next project begin or be triggered."""
    news = coming(now)[now.next_coming]
    now.next_coming += 1
    if news.what == TRIGGER and plan.lead:
        project = places(now)[news.project]
    else:
        project = now.spare_project
        places(now)[news.project] = project
        now.spare_project = projects(now)[project].number
        begin(plan, now, project, news.project)
    if news.what == TRIGGER:
        projects(now)[project].triggered = 1
    start_ready(plan, now, project, plan.all_at, plan.track_count)
    leave(now, project)


@inner
def begin(plan: Record, now: Record, project: int, number: int) -> None:
    """Make a record ready for a project."""
    case = projects(now)[project]
    case.key = prefix(now.seed, now.replication + now.done, number)
    case.number, case.obtained, case.begun, case.triggered, case.going = number, 0, 0, 0, 0
    for token in range(project * plan.track_count, (project + 1) * plan.track_count):
        tokens(now)[token].visit = tokens(now)[token].held = 0
    for run in range(project * plan.clock_count, (project + 1) * plan.clock_count):
        runs(now)[run].ran = 0


@inner
def leave(now: Record, project: int) -> None:
    """Keep the record of a project for another one, if nothing can happen to it any more."""
    case = projects(now)[project]
    if case.going == 0 and case.triggered:
        case.number = now.spare_project
        now.spare_project = project


@inner
def happen(plan: Record, now: Record) -> None:
    """Let a stay end, a limit run out, or a pool look at who is back."""
    event = events(now)[0]
    what, turn, whom = event.what, event.turn, event.whom
    drop_first(now)
    if what == WAKE:
        lines(now)[whom].wakes_at = NOWHERE
        serve(plan, now, whom)
    elif tokens(now)[whom].turn == turn:
        if what == FINISH:
            finish_in_time(plan, now, whom)
        else:
            time_out(plan, now, whom, what)
        leave(now, whom // plan.track_count)


@inner
def time_out(plan: Record, now: Record, token: int, which: int) -> None:
    """Let a limit run out; if it was suspended or extended meanwhile, look again when it does."""
    case = tokens(now)[token]
    clock = timeouts(plan)[nodes(plan)[case.place].timeouts_at + which].clock
    expires = expiry(plan, now, token // plan.track_count, clock)
    if expires > now.at:
        foresee(now, expires, which, case.turn, token)
    elif expires != NOWHERE:
        finish(plan, now, token, -1 - which)


def _advance(sources: int) -> Callable[[Array, Array], int]:
    def advance(plan: Array, now: Array) -> int:
        """Run replications, with the record of a plan and that of a run, until it is done; return what lacks room."""
        return run_on(plan[0], now[0]) if sources else NOWHERE

    return entry(advance)


advance = _advance(digest())
