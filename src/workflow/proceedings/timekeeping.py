"""Timekeeping: recording, as the system, what the clocks of a case have led to."""

from __future__ import annotations

from datetime import datetime

from workflow.errors import Refusal
from workflow.lifecycle import clocks
from workflow.lifecycle.changes import PROMISED
from workflow.lifecycle.decide import decide
from workflow.proceedings.acts import automatic_act, record
from workflow.proceedings.draft import Draft, Unsettled
from workflow.proceedings.situations import situate

Expiry = tuple[datetime, str]


def run_clocks(draft: Draft, case: str, until: datetime) -> None:
    """Record every clock outcome of a case that is due by an instant, in the order in which they fall due.

    One run has one outcome at one instant: a clock that its own outcome starts again at once is left standing.
    """
    done: set[Expiry] = set()
    while (expiry := _next(draft, case, until, done)) is not None:
        done.add(expiry)
        _expire(draft, case, expiry)


def _next(draft: Draft, case_id: str, until: datetime, done: set[Expiry]) -> Expiry | None:
    case = draft.case(case_id)
    runs = case.course.runs
    if not runs:
        return None
    calendars = draft.rules(case.definition).calendars
    due = ((clocks.due(run, calendars[run.calendar]).expires_at, name) for name, run in runs.items() if run.is_open)
    waiting = [(at, name) for at, name in due if at is not None and at <= until and (at, name) not in done]
    return min(waiting, default=None)


def _expire(draft: Draft, case_id: str, expiry: Expiry) -> None:
    """Take the first act that the expiry of a clock leads to."""
    expired_at, run = expiry
    case = draft.case(case_id)
    situation = situate(draft, case)
    machine, clock, course = situation.machine, run.removesuffix(PROMISED), case.course
    # A clock may have run out before the state that answers to it began; then it is answered when that begins.
    at = max(expired_at, course.since or expired_at)
    # A promise has no legal consequence but that its overrun is put on record (OBER art. 36).
    outcomes = [] if run.endswith(PROMISED) else machine.expired.get(clock, [])
    unknown: list[Refusal] = []
    for name in [*outcomes, *machine.breached.get(clock, [])]:
        if course.state not in machine.sources[name]:
            continue
        act = automatic_act(machine, name, at, clock=run)
        verdict = decide(situation, act)
        if verdict.ruling is not None:
            record(draft, case, act, verdict.ruling)
            return
        unknown += [refusal for refusal in verdict.refusals if refusal.key in _UNSETTLED]
    if unknown:
        draft.unsettled.append(Unsettled(case_id, run, expired_at, tuple(unknown)))


_UNSETTLED = frozenset({"fact_missing", "expression_failed"})
