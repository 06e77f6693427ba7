"""Deadlines that were broken: overruns on record, silence, late acts, and acts dated back before a clock ran out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.audit.conformance.past import Past
from workflow.audit.findings import Finding, Severity
from workflow.definition.model import Clock, Transition
from workflow.errors import WorkflowError
from workflow.language.ids import case_stream, id_of, kind_of
from workflow.lifecycle import clocks
from workflow.lifecycle.changes import PROMISED
from workflow.lifecycle.clocks import Run
from workflow.lifecycle.rules import Machine, Rules, basis
from workflow.permit.case import PermitCase
from workflow.store import Record

_ENDING = frozenset({"stop", "suspend", "extend"})


class Deadlines:
    """What a history says of time limits, read event by event in the order of the ledger."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._told: set[tuple[str, str, datetime]] = set()
        self._begun: dict[tuple[str, str], datetime] = {}
        self.overrun: dict[str, Record] = {}

    def read(self, record: Record) -> Iterator[Finding]:
        """Yield what an event of a case says of time limits; the past stands before its batch."""
        if kind_of(record.stream) != "case" or "act" not in record.data:
            return
        case = self._past.case(id_of(record.stream))
        if case.exists:
            rules = self._past.rules(case.definition)
            machine = rules.machine(case.lifecycle)
            if record.actor.is_system:
                yield from self._ran_out(record, case, machine)
            else:
                yield from self._late(record, case, rules, machine)
                yield from self._dated_back(record, case, rules, machine)
        self._note_beginnings(record)

    def _ran_out(self, record: Record, case: PermitCase, machine: Machine) -> Iterator[Finding]:
        name, said = record.data.get("clock"), record.data.get("expired_at")
        transition = machine.transition(str(record.data.get("act")))
        clock = machine.lifecycle.clocks.get(str(name).removesuffix(PROMISED))
        if transition is None or not isinstance(said, str) or clock is None or clock.runs_for != "authority":
            return
        when = transition.when
        due = datetime.fromisoformat(said)
        if when is not None and str(name).removesuffix(PROMISED) in when.breached:
            self.overrun.setdefault(record.stream, record)
            yield from self._once(_Run(case, str(name), clock, due).overdue(record))
        elif not _resumes(transition):
            yield from self._once(_Run(case, str(name), clock, due).finding("silence", "warning", record))

    def _late(self, record: Record, case: PermitCase, rules: Rules, machine: Machine) -> Iterator[Finding]:
        for name in record.data.get("late", ()):
            clock, run = machine.lifecycle.clocks.get(name), case.course.runs.get(name)
            due = clocks.due(run, rules.calendars[run.calendar]).expires_at if run else None
            if clock is not None and due is not None and clock.runs_for == "authority":
                yield from self._once(_Run(case, name, clock, due).overdue(record))

    def _dated_back(self, record: Record, case: PermitCase, rules: Rules, machine: Machine) -> Iterator[Finding]:
        for name in _ended(record):
            run, clock = case.course.runs.get(name), machine.lifecycle.clocks.get(name.removesuffix(PROMISED))
            if run is None or clock is None or run.stopped_at is not None:
                continue
            due = clocks.due(run, rules.calendars[run.calendar]).expires_at
            if due is None or not record.effective_at < due <= record.recorded_at:
                continue
            known = self._begun.get((record.stream, name))
            rule, severity = _how_bad(run, known, due)
            yield _Run(case, name, clock, due).finding(rule, severity, record)

    def _note_beginnings(self, record: Record) -> None:
        for operation in record.data.get("clocks", ()):
            if operation.get("op") == "start":
                self._begun[record.stream, str(operation.get("clock"))] = record.recorded_at

    def _once(self, finding: Finding) -> Iterator[Finding]:
        key = (finding.stream, str(finding.facts["clock"]), finding.facts["due"])
        if key not in self._told:
            self._told.add(key)
            yield finding

    def still_open(self, stream: str, now: datetime) -> Iterator[Finding]:
        """Yield the limits of an authority that have run out by an instant, of which nothing at all is recorded.

        A limit whose end has a consequence of its own is found by that consequence not being on record.
        """
        case = self._past.case(id_of(stream))
        rules = self._past.rules(case.definition)
        machine = rules.machine(case.lifecycle)
        for name, run in case.course.runs.items():
            clock = machine.lifecycle.clocks.get(name.removesuffix(PROMISED))
            if clock is None or clock.runs_for != "authority" or not run.is_open or name in machine.expired:
                continue
            due = clocks.due(run, rules.calendars[run.calendar]).expires_at
            if due is not None and due <= now:
                yield from self._once(_Run(case, name, clock, due).overdue(None))

    def unexplained(self, stream: str) -> Iterator[Finding]:
        """Yield the finding that an overrun was never explained, where the procedure has an act for it (N18)."""
        record = self.overrun.get(stream)
        case = self._past.case(id_of(stream))
        try:
            machine = self._past.rules(case.definition).machine(case.lifecycle)
        except (WorkflowError, LookupError):
            return
        explains = next((name for name, act in machine.lifecycle.transitions.items() if act.id == "N18"), None)
        if record is None or explains is None or case.course.counts.get(explains):
            return
        yield Finding(
            rule="N18_silent_overrun",
            kind="deadline",
            severity="warning",
            stream=stream,
            record=record,
            basis=basis(machine.lifecycle.transitions[explains].source),
            expected=explains,
            facts={"transition": explains, "clock": record.data.get("clock")},
            definition=case.definition,
        )


def _how_bad(run: Run, known: datetime | None, due: datetime) -> tuple[str, Severity]:
    """Return the rule and severity of an act dated back: worst where the overrun was on record already.

    Where the clock itself was only entered after it had run out, the whole matter was: that cures nothing.
    """
    if run.fired_at is not None:
        return "cured_by_backdating", "violation"
    if known is not None and known >= due:
        return "entered_afterwards", "hint"
    return "cured_by_backdating", "warning"


def _ended(record: Record) -> list[str]:
    """Return the clocks that an act stopped, suspended or extended."""
    operations: Any = record.data.get("clocks", ())
    return list(dict.fromkeys(str(one.get("clock")) for one in operations if one.get("op") in _ENDING))


def _resumes(transition: Transition) -> bool:
    """Tell whether an act lets another clock run on: then its own clock only measured how long that stood still."""
    return bool(transition.clocks.resume)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of a clock of a case, and when it was due."""

    case: PermitCase
    name: str
    clock: Clock
    due: datetime

    def overdue(self, record: Record | None) -> Finding:
        """Return the finding that an authority overran a limit; of a promised one it is a warning."""
        return self.finding("overdue", "warning" if self.name.endswith(PROMISED) else "violation", record)

    def finding(self, rule: str, severity: Severity, record: Record | None) -> Finding:
        """Return a finding on the run; the record is None where nothing was recorded."""
        acted = None if record is None or record.actor.is_system else record.effective_at
        return Finding(
            rule=f"{rule}:{self.name}",
            kind="deadline",
            severity=severity,
            stream=case_stream(self.case.id),
            record=record,
            basis=basis(self.clock.source),
            expected={"before": self.due},
            seen={"at": acted} if acted else None,
            facts={
                "clock": self.name,
                "due": self.due,
                "at": acted,
                "recorded": record.recorded_at if record else None,
                "authority": self.case.authority,
                "state": self.case.course.state,
            },
            definition=self.case.definition,
        )
