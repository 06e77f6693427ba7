"""In whose hands a case was, and how its time limits ended: one history read from its first event to its last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from workflow.application.snapshot import event_of
from workflow.calendars.calendar import Calendar
from workflow.language.ids import id_of
from workflow.lifecycle import clocks
from workflow.lifecycle.changes import PROMISED
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.rules import Machine, Rules
from workflow.permit.case import PermitCase, absorb
from workflow.store import Record

Hand = Literal["authority", "suspended", "applicant", "others"]
HANDS: tuple[Hand, ...] = ("authority", "suspended", "applicant", "others")
Ending = Literal["on_time", "late", "lapsed", "running", "overdue"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time [start, end) in which one side had a case that was being handled.

    Attributes:
        begins_round: the case comes to the authority by it, for the first time or back from the applicant.
        asked: what the applicant was asked to correct where it goes back by it.
    """

    hand: Hand
    start: datetime
    end: datetime
    begins_round: bool = False
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """How one run of an authority's clock ended, or that it has not.

    Attributes:
        at: when it ended; where it has not, up to when that is known.
        used: the working days it took, less those suspended; None where it has not ended.
        limit: its budget, as `20 working_days`.
    """

    clock: str
    ending: Ending
    at: datetime
    used: int | None
    limit: str


def stretches(records: Sequence[Record], rules: Rules, as_of: datetime) -> Iterator[Stretch]:
    """Yield in whose hands a case was while it was being handled, event by event, up to an instant."""
    case = PermitCase(id_of(records[0].stream))
    side: Hand | None = None
    start = records[0].effective_at
    for place, record in enumerate(records):
        case = absorb(case, event_of(record), record.effective_at)
        # What was recorded late takes no time back from what came before it.
        start = max(start, record.effective_at)
        end = max(start, records[place + 1].effective_at) if place + 1 < len(records) else as_of
        hand = _hand(case, rules.machine(case.lifecycle))
        if hand is None:
            continue
        back = hand == "applicant" and side == "authority"
        yield Stretch(
            hand=hand,
            start=start,
            end=end,
            begins_round=hand == "authority" and side != "authority",
            asked=tuple(_asked(record)) if back else (),
        )
        side = hand if hand in {"authority", "applicant"} else side


def _hand(case: PermitCase, machine: Machine) -> Hand | None:
    """Return in whose hands a case is by the clocks that run; nobody's where it is not being handled."""
    if machine.standing(case.course.state) != "pending":
        return None
    running = [(run, _runs_for(machine, name)) for name, run in case.course.runs.items() if run.stopped_at is None]
    if any(side == "authority" and run.is_suspended for run, side in running):
        return "suspended"
    sides = {side for _, side in running}
    if "authority" in sides or not sides - {None, "nobody"}:
        return "authority"
    return "applicant" if "applicant" in sides else "others"


def _runs_for(machine: Machine, name: str) -> str | None:
    clock = machine.lifecycle.clocks.get(name.removesuffix(PROMISED))
    return clock.runs_for if clock else None


def _asked(record: Record) -> Iterator[str]:
    """Yield what an act lists, each by its material where it names one: what it asks the applicant for."""
    given: Any = record.data.get("given", {})
    for listed in given.values() if isinstance(given, Mapping) else ():
        for entry in listed if isinstance(listed, list) else ():
            yield (
                str(entry.get("material") or next(iter(entry.values()), ""))
                if isinstance(entry, Mapping)
                else str(entry)
            )


def endings(records: Sequence[Record], rules: Rules, as_of: datetime) -> Iterator[Ended]:
    """Yield how every run of an authority's clock ended; a clock that only measures a suspension is no limit."""
    case = PermitCase(id_of(records[0].stream))
    for record in records:
        before = dict(case.course.runs)
        case = absorb(case, event_of(record), record.effective_at)
        machine = rules.machine(case.lifecycle)
        for name, run in before.items():
            if run.stopped_at is None and _is_limit(machine, name):
                ended = _ended(run, case.course.runs[name], record)
                if ended is not None:
                    yield _told(
                        name, run, ended, rules.calendars[run.calendar], by_law=record.data.get("clock") == name
                    )
    machine = rules.machine(case.lifecycle)
    for name, run in case.course.runs.items():
        if run.stopped_at is None and _is_limit(machine, name):
            due = clocks.due(run, rules.calendars[run.calendar]).expires_at
            ending: Ending = "overdue" if due is not None and due <= as_of else "running"
            yield Ended(name, ending, as_of, None, str(run.limit or ""))


def _is_limit(machine: Machine, name: str) -> bool:
    clock = name.removesuffix(PROMISED)
    outcomes = [machine.lifecycle.transitions[act] for act in machine.expired.get(clock, ())]
    measures = bool(outcomes) and all(act.clocks.resume for act in outcomes)
    return _runs_for(machine, name) == "authority" and not measures


def _ended(run: Run, after: Run, record: Record) -> datetime | None:
    """Return when a run ended by an event: stopped, or begun anew; None where it goes on."""
    if after.started_at != run.started_at:
        return record.effective_at
    return after.stopped_at


def _told(name: str, run: Run, at: datetime, calendar: Calendar, *, by_law: bool) -> Ended:
    due = clocks.due(run, calendar).expires_at
    ending: Ending = "lapsed" if by_law else "on_time" if due is None or at < due else "late"
    pauses = (pause for pause in run.pauses)
    still = sum(_days(start, end, calendar) for start, end in pauses)
    return Ended(name, ending, at, max(_days(run.started_at, at, calendar) - still, 0), str(run.limit or ""))


def _days(start: datetime, end: datetime, calendar: Calendar) -> int:
    return calendar.working_days_between(calendar.local_date(start), calendar.local_date(end))
