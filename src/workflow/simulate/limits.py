"""The limits that cases run under while a plan is run: started, suspended, resumed, extended, stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.simulate.plan import EXTEND, NOWHERE, REOPEN, RESUME, START, STOP, SUSPEND, ClockAct, Plan
from workflow.simulate.worktime import DAY


@dataclass(slots=True)
class Limit:
    """One limit that ran: when it stopped, and the last lawful day it had."""

    project: int
    clock: int
    started: int
    stopped: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Ran:
    """What befell a limit before a replication began.

    Attributes:
        pauses: the suspensions, apart from each other and in order; the end of one that lasts is NOWHERE.
        stopped: when it stopped; NOWHERE while it runs.
    """

    clock: int
    started: int
    pauses: tuple[tuple[int, int], ...] = ()
    stopped: int = NOWHERE


@dataclass(slots=True)
class _Run:
    """A limit that runs.

    Attributes:
        suspended_at: since when it stands still; NOWHERE while it does not.
        suspended: how many counted days it stood still, each day once.
        through: the last day that was counted as suspended.
        moved_to: the day on which it ran on, where a suspension lay on the last day after the days were used up.
    """

    started: int
    suspended_at: int = NOWHERE
    suspended: int = 0
    through: int = NOWHERE
    moved_to: int = NOWHERE
    stopped: int = NOWHERE


class Limits:
    """The limits of all cases of one replication, by token."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._running: dict[int, dict[int, _Run]] = {}

    def of(self, token: int) -> Iterable[int]:
        """Return the limits that a case ever ran under."""
        return self._running.get(token, ())

    def take_over(self, token: int, ran: Ran) -> None:
        """Let a case run under a limit that began before the replication."""
        own = self._running.setdefault(token, {})
        own[ran.clock] = run = _Run(ran.started)
        for start, end in ran.pauses:
            run.suspended_at = start
            if end != NOWHERE:
                self._resume(ran.clock, run, end)
        run.stopped = ran.stopped

    def change(self, token: int, act: ClockAct, at: int) -> Limit | None:
        """Start, stop, suspend, resume, extend or reopen a limit of a case; return it where it stops."""
        clocks = self._running.setdefault(token, {})
        if act.op == START:
            clocks[act.clock] = _Run(clocks[act.as_of].started if act.as_of in clocks else at)
            return None
        run = clocks.get(act.as_of if act.op == EXTEND else act.clock)
        if run is None:
            return None
        if act.op == STOP and run.stopped == NOWHERE:
            run.stopped = at
            return Limit(token // len(self.plan.tracks), act.clock, run.started, at, self._last_day(act.clock, run))
        if act.op == EXTEND:
            clocks[act.clock] = clocks.pop(act.as_of)
        elif act.op == SUSPEND:
            run.suspended_at = at
        elif act.op == RESUME and run.suspended_at != NOWHERE:
            self._resume(act.clock, run, at)
        elif act.op == REOPEN:
            run.stopped = NOWHERE
        return None

    def expiry(self, token: int, clock: int) -> int:
        """Return the first instant that is too late for a limit; NOWHERE while it does not run."""
        run = self._running.get(token, {}).get(clock)
        if run is None or run.suspended_at != NOWHERE or run.stopped != NOWHERE:
            return NOWHERE
        return (self._last_day(clock, run) + 1) * DAY

    def _resume(self, clock: int, run: _Run, at: int) -> None:
        """Let a limit run on: no day from that of the suspension up to that before the resumption counts (ADR 0004)."""
        spec, since, run.suspended_at = self.plan.clocks[clock], run.suspended_at // DAY, NOWHERE
        first, last = max(since, run.started // DAY + 1, run.through + 1), at // DAY - 1
        due = self._last_day(clock, run)
        if since > due or first > last:
            return  # It had run out by then, or stood still for no day.
        if not spec.counts_work and first > spec.limit.used_up(run.started // DAY) + run.suspended:
            if due <= last:
                run.moved_to = last + 1
            return
        if spec.counts_work:
            table = self.plan.tables[spec.table]
            run.suspended += table.counted(last) - table.counted(first - 1)
        else:
            run.suspended += last - first + 1
        run.through = last

    def _last_day(self, clock: int, run: _Run) -> int:
        spec = self.plan.clocks[clock]
        start = run.started // DAY
        if not run.suspended and run.moved_to == NOWHERE:
            return spec.limit.last_day(start)
        table = self.plan.tables[spec.table]
        if spec.counts_work:
            return table.nth_day(table.counted(spec.limit.last_day(start)) - 1 + run.suspended)
        used_up = max(spec.limit.used_up(start) + run.suspended, run.moved_to)
        return table.next_open(used_up * DAY) // DAY if spec.limit.rolls else used_up
