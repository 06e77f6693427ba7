"""Officers and who waits for them, compiled."""

from __future__ import annotations

from workflow.simulate.engine import FINISH, WAKE
from workflow.simulate.kernel.compiled import inner
from workflow.simulate.kernel.heaps import foresee, merged, take_free
from workflow.simulate.kernel.limits import expiry
from workflow.simulate.kernel.tables import FIRST_COME, PRIORITY
from workflow.simulate.kernel.views import Record, away, clocks, free, lines, pools, projects, tokens, waiting
from workflow.simulate.kernel.worktime import add, next_open
from workflow.simulate.plan import NOWHERE
from workflow.simulate.worktime import DAY


@inner
def queue(plan: Record, now: Record, token: int, pool: int) -> None:
    """Let a case wait for an officer."""
    line, place = lines(now)[pool], now.spare_waiting
    entry = waiting(now)[place]
    now.spare_waiting = entry.right
    now.waiting_count += 1
    entry.token, entry.turn = token, tokens(now)[token].turn
    entry.left = entry.right = NOWHERE
    if pools(plan)[pool].discipline == FIRST_COME:
        if line.first == NOWHERE:
            line.first = place
        else:
            waiting(now)[line.last].right = place
        line.last = place
    else:
        entry.rank, entry.number = rank(plan, now, token, pool), now.number
        now.number += 1
        line.first = merged(waiting(now), line.first, place)
    if line.free > 0:
        serve(plan, now, pool)


@inner
def rank(plan: Record, now: Record, token: int, pool: int) -> int:
    """Return what puts a case first: how early its first limit is due, or its project came."""
    project, track = token // plan.track_count, token % plan.track_count
    if pools(plan)[pool].discipline == PRIORITY:
        return projects(now)[project].number
    first = plan.horizon
    for clock in range(plan.clock_count):
        if clocks(plan)[clock].track == track:
            due = expiry(plan, now, project, clock)
            if due != NOWHERE:
                first = min(first, due)
    return first


@inner
def serve(plan: Record, now: Record, pool: int) -> None:
    """Give free officers to whoever waits."""
    line, spec = lines(now)[pool], pools(plan)[pool]
    while line.free > 0 and line.first != NOWHERE:
        if spec.away > 0 and all_away(plan, now, pool):
            return
        entry = waiting(now)[line.first]
        case = tokens(now)[entry.token]
        if case.turn == entry.turn:
            case.officer = take_free(free(now), spec.free_at, line.free)
            line.free -= 1
            case.started = next_open(plan, spec.table, now.at)
            foresee(now, add(plan, spec.table, case.started, case.work), FINISH, case.turn, entry.token)
        place = line.first
        line.first = entry.right if spec.discipline == FIRST_COME else merged(waiting(now), entry.left, entry.right)
        entry.right = now.spare_waiting
        now.spare_waiting = place
        now.waiting_count -= 1


@inner
def all_away(plan: Record, now: Record, pool: int) -> bool:
    """Tell whether nobody who is there is free; then look again the next day: those on leave may be back."""
    line, spec = lines(now)[pool], pools(plan)[pool]
    day = next_open(plan, spec.table, now.at) // DAY
    if line.free > (away(plan)[spec.away_at + day] if day < spec.away else 0):
        return False
    if line.wakes_at == NOWHERE:
        line.wakes_at = (day + 1) * DAY
        foresee(now, line.wakes_at, WAKE, 0, pool)
    return True


@inner
def make_ready(plan: Record, now: Record, pool: int) -> None:
    """Let all officers of a pool be free and nobody wait."""
    line, spec = lines(now)[pool], pools(plan)[pool]
    line.free, line.first, line.last, line.wakes_at = spec.officers, NOWHERE, NOWHERE, NOWHERE
    for officer in range(spec.officers):
        free(now)[spec.free_at + officer] = officer
