"""Timekeeping: recording, as the system, what the clocks of a case have led to."""

from __future__ import annotations

from datetime import datetime

from workflow.lifecycle import clocks
from workflow.lifecycle.changes import PROMISED
from workflow.lifecycle.decide import decide
from workflow.lifecycle.situation import Act
from workflow.proceedings.acts import automatic_actor, record
from workflow.proceedings.draft import Draft
from workflow.proceedings.situations import situate

Expiry = tuple[datetime, str]


def run_clocks(draft: Draft, case: str, until: datetime) -> None:
    """Record every clock outcome of a case that is due by an instant, in the order in which they fall due."""
    without_outcome: set[Expiry] = set()
    while (expiry := _next(draft, case, until, without_outcome)) is not None:
        if not _expire(draft, case, expiry):
            without_outcome.add(expiry)


def _next(draft: Draft, case_id: str, until: datetime, without_outcome: set[Expiry]) -> Expiry | None:
    case = draft.case(case_id)
    if not case.course.runs:
        return None
    calendars = draft.rules(case.definition).calendars
    due = (
        (clocks.due(run, calendars[run.calendar]).expires_at, name)
        for name, run in case.course.runs.items()
        if run.is_open
    )
    waiting = [(at, name) for at, name in due if at is not None and at <= until and (at, name) not in without_outcome]
    return min(waiting, default=None)


def _expire(draft: Draft, case_id: str, expiry: Expiry) -> bool:
    """Take the first act that the expiry of a clock leads to; tell whether there was one."""
    at, run = expiry
    case = draft.case(case_id)
    situation = situate(draft, case)
    machine, clock = situation.machine, run.removesuffix(PROMISED)
    # A promise has no legal consequence but that its overrun is put on record (OBER art. 36).
    outcomes = [] if run.endswith(PROMISED) else machine.expired.get(clock, [])
    for name in [*outcomes, *machine.breached.get(clock, [])]:
        if case.course.state not in machine.sources[name]:
            continue
        act = Act(name, automatic_actor(machine, name), at, clock=run)
        verdict = decide(situation, act)
        if verdict.ruling is not None:
            record(draft, case, act, verdict.ruling)
            return True
    return False
