"""What happens to a case, compiled: it comes to a node, waits there, takes a branch and moves on."""

from __future__ import annotations

from workflow.simulate.draws import BRANCH, DURATION
from workflow.simulate.engine import FINISH
from workflow.simulate.kernel.compiled import inner
from workflow.simulate.kernel.draws import sample, unit
from workflow.simulate.kernel.heaps import foresee, give_back
from workflow.simulate.kernel.limits import change, expiry
from workflow.simulate.kernel.queues import queue, serve
from workflow.simulate.kernel.views import (
    Record,
    acts,
    branches,
    finished,
    firsts,
    followers,
    free,
    lines,
    masks,
    nodes,
    offsets,
    pools,
    projects,
    rows,
    shares,
    tables,
    timeouts,
    tokens,
    tracks,
)
from workflow.simulate.kernel.worktime import add, counted, next_open, nth_day
from workflow.simulate.plan import NOWHERE, OBTAINED, OFFICE, OPEN, Passing
from workflow.simulate.worktime import DAY, FOREVER

INSTANT, EFFORT, ELAPSED, WORKED = Passing.INSTANT, Passing.EFFORT, Passing.ELAPSED, Passing.WORKED
PERIOD, UNTIL, EXPIRY, GATE = Passing.PERIOD, Passing.UNTIL, Passing.EXPIRY, Passing.GATE


@inner
def enter(plan: Record, now: Record, token: int, place: int) -> None:
    """Let a case come to a node at which its track does not end."""
    node, case = nodes(plan)[place], tokens(now)[token]
    project, track = token // plan.track_count, token % plan.track_count
    key = projects(now)[project].key
    case.place, case.officer, case.held = place, NOWHERE, 0
    case.turn += 1
    case.visit += 1
    case.since = case.started = now.at
    word = (case.visit << 20) | (track << 12)
    case.branch = chosen(plan, node, unit(key, word + BRANCH)) if node.shares > 1 else 0
    drawn = 0
    if node.spread != NOWHERE:
        drawn = int(min(sample(plan, node.spread, key, word + DURATION), FOREVER) + 0.5)
    for which in range(node.timeouts):
        expires = expiry(plan, now, project, timeouts(plan)[node.timeouts_at + which].clock)
        if expires != NOWHERE:
            foresee(now, max(expires, now.at), which, case.turn, token)
    if node.kind == EFFORT:
        case.work = drawn
        queue(plan, now, token, node.pool)
    elif node.kind == GATE and not gate_is_open(plan, track, projects(now)[project].obtained):
        case.held = 1
    else:
        foresee(now, end_of(plan, now, project, node, drawn), FINISH, case.turn, token)


@inner
def gate_is_open(plan: Record, track: int, have: int) -> bool:
    """Tell whether what a track waits for at its gate is obtained."""
    return met(plan, tracks(plan)[track].gate_at, tracks(plan)[track].gate, have)


@inner
def met(plan: Record, first: int, count: int, have: int) -> bool:
    """Tell whether one set of tracks, of so many, is obtained."""
    for number in range(first, first + count):  # noqa: SIM110 (no generators here)
        if masks(plan)[number] & have == masks(plan)[number]:
            return True
    return False


@inner
def chosen(plan: Record, node: Record, drawn: float) -> int:
    """Return the first branch whose cumulative share is above a number."""
    for number in range(node.shares):
        if shares(plan)[node.shares_at + number] > drawn:
            return number
    return node.shares


@inner
def end_of(plan: Record, now: Record, project: int, node: Record, drawn: int) -> int:
    """Return when a stay that needs no officer is over."""
    at = end = now.at
    if node.kind == ELAPSED:
        end = at + drawn
    elif node.kind == INSTANT or node.kind == GATE:  # noqa: PLR1714 (a tuple costs more here)
        end = next_open(plan, node.table, at) if node.hand == OFFICE else at
    elif node.kind == WORKED:
        end = add(plan, node.table, at, drawn)
    elif node.kind == EXPIRY:
        end = expiry(plan, now, project, node.clock)
    elif node.kind == UNTIL:
        end = expiry(plan, now, project, node.clock)
        end += last_minute(plan, node.table) - DAY if end != NOWHERE else 0
    elif drawn:
        end = last_of_days(plan, node, at // DAY, drawn) * DAY + last_minute(plan, node.table)
    return max(at, end)


@inner
def last_minute(plan: Record, table: int) -> int:
    """Return when the last minute of a working day begins, in seconds after midnight."""
    return tables(plan)[table].last_minute


@inner
def last_of_days(plan: Record, node: Record, day: int, count: int) -> int:
    """Return the last of so many days after a day: working days, or calendar days up to a working one."""
    if node.kind == PERIOD:
        return nth_day(plan, node.table, counted(plan, node.table, day) - 1 + count)
    return next_open(plan, node.table, min(day + count, FOREVER // DAY) * DAY) // DAY


@inner
def finish_in_time(plan: Record, now: Record, token: int) -> None:
    """Take the branch that was chosen; where it is too late for it, the first that is not, if there is one."""
    case = tokens(now)[token]
    node = nodes(plan)[case.place]
    if in_time(plan, now, token, node.branches_at + case.branch):
        finish(plan, now, token, case.branch)
        return
    for told in range(node.branches):
        if in_time(plan, now, token, node.branches_at + told):
            finish(plan, now, token, told)
            return


@inner
def in_time(plan: Record, now: Record, token: int, branch: int) -> bool:
    """Tell whether an act is still in time."""
    before = branches(plan)[branch].before
    if before == NOWHERE:
        return True
    expires = expiry(plan, now, token // plan.track_count, before)
    return expires == NOWHERE or now.at < expires


@inner
def finish(plan: Record, now: Record, token: int, told: int) -> None:
    """Take a branch: the stay ends, the officer is free, limits start and stop, the case moves on."""
    project, case = token // plan.track_count, tokens(now)[token]
    node, officer = nodes(plan)[case.place], case.officer
    keep(now, project, case, told)
    which = node.branches_at + told if told >= 0 else timeouts(plan)[node.timeouts_at - 1 - told].branch
    taken = branches(plan)[which]
    for number in range(taken.acts_at, taken.acts_at + taken.acts):
        change(plan, now, project, acts(plan)[number])
    if nodes(plan)[taken.target].end == OPEN:
        enter(plan, now, token, taken.target)
    else:
        end(plan, now, token, nodes(plan)[taken.target].end)
    if officer != NOWHERE:
        line = lines(now)[node.pool]
        give_back(free(now), pools(plan)[node.pool].free_at, line.free, officer)
        line.free += 1
        if line.first != NOWHERE:
            serve(plan, now, node.pool)


@inner
def keep(now: Record, project: int, case: Record, told: int) -> None:
    """Keep a stay in the log."""
    number = projects(now)[project].number
    row = rows(now)[now.row_count]
    now.row_count += 1
    row.project, row.node, row.branch, row.officer = number, case.place, told, case.officer
    row.ready, row.start, row.end = case.since, case.started, now.at
    place = offsets(now)[now.done] + number
    if firsts(now)[place] == NOWHERE:
        firsts(now)[place] = now.at


@inner
def end(plan: Record, now: Record, token: int, how: int) -> None:
    """Let a track end; if it was obtained, others may begin."""
    project, track = token // plan.track_count, token % plan.track_count
    tokens(now)[token].turn += 1
    tokens(now)[token].held = 0
    projects(now)[project].going -= 1
    if how == OBTAINED:
        obtain(plan, now, project, track)
        own = tracks(plan)[track]
        start_ready(plan, now, project, own.followers_at, own.followers)


@inner
def obtain(plan: Record, now: Record, project: int, track: int) -> None:
    """Let a track be obtained; the last of the target ends the project."""
    case, target = projects(now)[project], plan.target
    case.obtained |= 1 << track
    place = offsets(now)[now.done] + case.number
    if case.obtained & target == target and finished(now)[place] == NOWHERE:
        finished(now)[place] = now.at


@inner
def start_ready(plan: Record, now: Record, project: int, first: int, count: int) -> None:
    """Begin every track, of some, whose prerequisites are obtained, and all that can begin because of that."""
    while _start_some(plan, now, project, first, count):
        first, count = plan.all_at, plan.track_count


@inner
def _start_some(plan: Record, now: Record, project: int, first: int, count: int) -> bool:
    """Begin every track, of some, that is ready, and open gates; tell whether one is obtained without any act.

    Args:
        first, count: where the tracks stand in `followers`, and how many they are.
    """
    case = projects(now)[project]
    have = case.obtained
    for follower in range(first, first + count):
        number = followers(plan)[follower]
        track = tracks(plan)[number]
        token = project * plan.track_count + number
        if tokens(now)[token].held:
            if gate_is_open(plan, number, have):
                node = nodes(plan)[tokens(now)[token].place]
                foresee(now, end_of(plan, now, project, node, 0), FINISH, tokens(now)[token].turn, token)
        elif case.begun >> number & 1 or not (case.triggered or track.early):
            continue
        elif met(plan, track.ready_at, track.ready, have):
            case.begun |= 1 << number
            if nodes(plan)[track.entry].end == OPEN:
                case.going += 1
                enter(plan, now, token, track.entry)
            elif nodes(plan)[track.entry].end == OBTAINED:
                obtain(plan, now, project, number)
    return case.obtained != have
