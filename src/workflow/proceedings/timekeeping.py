"""Timekeeping: recording, as the system, what clocks have led to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from workflow.errors import Refusal
from workflow.lifecycle import clocks
from workflow.lifecycle.changes import PROMISED
from workflow.lifecycle.decide import decide
from workflow.proceedings.acts import automatic_act, record
from workflow.proceedings.draft import Draft, Unsettled
from workflow.proceedings.reliance import rests_on
from workflow.proceedings.situations import situate

Expiry = tuple[datetime, int, str, str]
"""When a clock runs out, the rank of its case among those run together, the case, the run."""


def run_clocks(draft: Draft, case: str, until: datetime) -> None:
    """Record every clock outcome of a case that is due by an instant, in the order in which they fall due.

    Where an outcome rests on the standing of other items their clocks run with it, so that it does not matter which
    case is swept first. One run has one outcome at one instant: a clock that its own outcome starts again at once is
    left standing.
    """
    cases = list(_behind(draft, case, set()))
    done: set[Expiry] = set()
    while (expiry := _next(draft, cases, until, done)) is not None:
        done.add(expiry)
        _expire(draft, expiry)


def _behind(draft: Draft, case_id: str, seen: set[str]) -> Iterator[str]:
    """Yield the cases on which the clock outcomes of a case rest, what they rest on first, and the case itself."""
    if case_id in seen:
        return
    seen.add(case_id)
    case = draft.case(case_id)
    if case.course.runs:
        outcomes = draft.rules(case.definition).machine(case.lifecycle).resting_outcomes
        for other in rests_on(draft, case, outcomes) if outcomes else ():
            yield from _behind(draft, other, seen)
    yield case_id


def _next(draft: Draft, cases: Sequence[str], until: datetime, done: set[Expiry]) -> Expiry | None:
    waiting = (expiry for rank, case in enumerate(cases) for expiry in _expiries(draft, rank, case))
    return min((expiry for expiry in waiting if expiry[0] <= until and expiry not in done), default=None)


def _expiries(draft: Draft, rank: int, case_id: str) -> Iterator[Expiry]:
    case = draft.case(case_id)
    runs = {name: run for name, run in case.course.runs.items() if run.is_open}
    if not runs:
        return
    calendars = draft.rules(case.definition).calendars
    for name, run in runs.items():
        at = clocks.due(run, calendars[run.calendar]).expires_at
        if at is not None:
            yield at, rank, case_id, name


def _expire(draft: Draft, expiry: Expiry) -> None:
    """Take the first act that the expiry of a clock leads to."""
    expired_at, _, case_id, run = expiry
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
