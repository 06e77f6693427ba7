"""The limits that cases run under, compiled: as `workflow.simulate.limits` keeps them.

Each project has a record for every limit of the plan, of whichever track; `ran` tells whether it ever ran.
"""

from __future__ import annotations

from workflow.simulate.kernel.compiled import inner
from workflow.simulate.kernel.views import Record, clocks, dues, projects, runs, stops
from workflow.simulate.kernel.worktime import counted, next_open, nth_day
from workflow.simulate.plan import EXTEND, NOWHERE, REOPEN, RESUME, START, STOP, SUSPEND
from workflow.simulate.worktime import DAY


@inner
def last_day(plan: Record, clock: int, run: Record) -> int:
    """Return the last lawful day of a limit that runs."""
    spec = clocks(plan)[clock]
    due = dues(plan)[spec.limit * plan.due_days + run.started // DAY]
    if run.suspended == 0 and run.moved_to == NOWHERE:
        return due.last_day
    if spec.counts_work:
        through = counted(plan, spec.table, due.last_day)
        return nth_day(plan, spec.table, through - 1 + run.suspended)
    used_up = max(due.used_up + run.suspended, run.moved_to)
    return next_open(plan, spec.table, used_up * DAY) // DAY if spec.rolls else used_up


@inner
def expiry(plan: Record, now: Record, project: int, clock: int) -> int:
    """Return the first instant that is too late for a limit of a project; NOWHERE while it does not run."""
    if clock == NOWHERE:
        return NOWHERE
    run = runs(now)[project * plan.clock_count + clock]
    if not run.ran or run.suspended_at != NOWHERE or run.stopped != NOWHERE:
        return NOWHERE
    return (last_day(plan, clock, run) + 1) * DAY


@inner
def change(plan: Record, now: Record, project: int, act: Record) -> None:
    """Start, stop, suspend, resume, extend or reopen a limit of a project; one that stops is kept in the log."""
    base = project * plan.clock_count
    run = runs(now)[base + act.clock]
    if act.op == START:
        begun = now.at
        if act.as_of != NOWHERE and runs(now)[base + act.as_of].ran:
            begun = runs(now)[base + act.as_of].started
        run.ran, run.started, run.suspended = 1, begun, 0
        run.suspended_at, run.through, run.moved_to, run.stopped = NOWHERE, NOWHERE, NOWHERE, NOWHERE
    elif act.op == EXTEND:
        shorter = runs(now)[base + act.as_of]
        if shorter.ran:
            runs(now)[base + act.clock] = shorter
            shorter.ran = 0
    elif run.ran:
        change_running(plan, now, project, act, run)


@inner
def change_running(plan: Record, now: Record, project: int, act: Record, run: Record) -> None:
    """Stop, suspend, resume or reopen a limit that was started."""
    if act.op == STOP and run.stopped == NOWHERE:
        run.stopped = now.at
        keep(plan, now, project, act.clock, run)
    elif act.op == SUSPEND:
        run.suspended_at = now.at
    elif act.op == RESUME and run.suspended_at != NOWHERE:
        resume(plan, act.clock, run, now.at)
    elif act.op == REOPEN:
        run.stopped = NOWHERE


@inner
def keep(plan: Record, now: Record, project: int, clock: int, run: Record) -> None:
    """Keep a limit that stopped in the log."""
    stop = stops(now)[now.stop_count]
    now.stop_count += 1
    stop.project, stop.clock = projects(now)[project].number, clock
    stop.started, stop.stopped, stop.last_day = run.started, run.stopped, last_day(plan, clock, run)


@inner
def resume(plan: Record, clock: int, run: Record, at: int) -> None:
    """Let a limit run on: no day from that of the suspension up to that before the resumption counts."""
    spec, since = clocks(plan)[clock], run.suspended_at // DAY
    run.suspended_at = NOWHERE
    first, last = max(since, run.started // DAY + 1, run.through + 1), at // DAY - 1
    due = last_day(plan, clock, run)
    if since > due or first > last:
        return
    if not spec.counts_work:
        used_up = dues(plan)[spec.limit * plan.due_days + run.started // DAY].used_up
        if first > used_up + run.suspended:
            if due <= last:
                run.moved_to = last + 1
            return
    if spec.counts_work:
        run.suspended += counted(plan, spec.table, last) - counted(plan, spec.table, first - 1)
    else:
        run.suspended += last - first + 1
    run.through = last
