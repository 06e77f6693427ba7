"""Explaining a batch that is not what the procedure would have recorded: event by event, on what is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from workflow.application.snapshot import event_of
from workflow.audit.conformance import verdicts
from workflow.audit.conformance.batches import Batch
from workflow.audit.conformance.comparing import Difference, differences, is_same
from workflow.audit.conformance.past import Past
from workflow.audit.conformance.wishes import act_of, command_of
from workflow.audit.findings import Finding, Kind
from workflow.errors import NotFound, Refusal, Refused, StorageError, WorkflowError
from workflow.language.ids import id_of, kind_of
from workflow.lifecycle.decide import decide
from workflow.lifecycle.events import (
    BarImposed,
    CaseEntered,
    Event,
    ItemDeterminationEnded,
    Planned,
    PrerequisitesRelied,
    Recorded,
    StandingChanged,
)
from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Act, Situation
from workflow.proceedings import acts
from workflow.proceedings.conduct import conduct
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import record_in_project, settle
from workflow.proceedings.situations import situate, situate_project
from workflow.proceedings.taking import run_clocks_before
from workflow.proceedings.timekeeping import run_clocks
from workflow.store import Record

UNJUDGED = (WorkflowError, LookupError, ValueError, TypeError, AttributeError)
"""What judging may end in where a record is not of the form that any procedure gives it."""
_FOLLOWING = (StandingChanged, PrerequisitesRelied, BarImposed, CaseEntered, ItemDeterminationEnded)


class Explanation:
    """The findings of one batch, each event judged on the state that is recorded before it.

    Attributes:
        findings: what was found, in the order of the events.
        draft: the world with the events that were recorded, as they were recorded.
    """

    def __init__(self, past: Past, batch: Batch) -> None:
        self.findings: list[Finding] = []
        self.draft = Draft(past, batch.recorded_at)
        self._awaited: list[Planned] = []
        self._refused = False
        for record in batch.records:
            self._explain(record)
        # What follows from an act that was not allowed cannot be told.
        if not self._refused:
            for planned in self._awaited:
                self._find_missing(batch.records[-1], planned)

    def _explain(self, record: Record) -> None:
        try:
            event = event_of(record)
        except StorageError as error:
            self._find(record, "unreadable_event", "integrity", seen=str(error))
            return
        try:
            self._judge(record, event)
        except Refused as refused:
            self._refuse(record, refused)
        except UNJUDGED as error:
            self.findings.append(not_judged(record.stream, record, error))
            self._refused = True
        try:
            self.draft.plan(
                record.stream, event, record.actor, record.effective_at,
                basis=record.basis, definition=record.definition,
            )  # fmt: skip
        except UNJUDGED as error:
            self._find(record, "unreadable_event", "integrity", seen=str(error) or type(error).__name__)

    def _judge(self, record: Record, event: Event) -> None:
        awaited = self._take_awaited(record, event)
        if awaited is not None:
            self._compare(record, awaited)
        elif isinstance(event, _FOLLOWING):
            if not self._refused:
                self._find(record, f"without_act:{event.name}", "order", seen=event.stored())
        elif isinstance(event, Recorded):
            self._judge_act(record, event)
        else:
            self._judge_wish(record, event)

    def _take_awaited(self, record: Record, event: Event) -> Planned | None:
        """Return what was awaited in the place of an event: the very same, else one of its name in its stream."""
        same = next((planned for planned in self._awaited if is_same(record, planned)), None)
        alike = (p for p in self._awaited if (p.stream, _named(p.event)) == (record.stream, _named(event)))
        found = same or next(alike, None)
        if found is not None:
            self._awaited.remove(found)
        return found

    def _judge_act(self, record: Record, event: Recorded) -> None:
        scratch = Draft(self.draft, self.draft.now)
        situation, machine = _situation(scratch, record)
        act = act_of(record, machine, event)
        if act.automatic and self._is_due(record, act):
            return
        if kind_of(record.stream) == "case" and not act.automatic:
            self._find_clocks(record, act)
        verdict = decide(situation, act)
        if verdict.ruling is None:
            self._refused = True
            digest = situation.rules.digest
            self.findings += [
                verdicts.of_refusal(refusal, record, digest, machine, act) for refusal in verdict.refusals
            ]
            return
        if act.automatic:
            # The judge would allow it, but nothing made the system take it.
            self._find(record, "without_cause", "order", seen={"act": act.transition, "clock": act.clock})
            self._refused = True
        elif kind_of(record.stream) == "case":
            acts.record(scratch, scratch.case(id_of(record.stream)), act, verdict.ruling)
        else:
            record_in_project(scratch, id_of(record.stream), act, verdict.ruling)
        if not act.automatic:
            self._await(record, scratch)

    def _is_due(self, record: Record, act: Act) -> bool:
        """Tell whether the clock that an automatic step names leads to it, and compare it with what that is."""
        if act.clock is None or kind_of(record.stream) != "case":
            return False
        scratch = Draft(self.draft, self.draft.now)
        run_clocks(scratch, id_of(record.stream), act.at)
        led_to = (planned.event for planned in scratch.planned if planned.stream == record.stream)
        wanted = (act.transition, act.clock)
        if not any((e.data.get("act"), e.data.get("clock")) == wanted for e in led_to if isinstance(e, Recorded)):
            return False
        self._await(record, scratch)
        return True

    def _judge_wish(self, record: Record, event: Event) -> None:
        scratch = Draft(self.draft, self.draft.now)
        command = command_of(record, event, scratch)
        if command is None:
            self._find(record, f"without_act:{record.name}", "order", seen=dict(record.data))
            return
        conduct(command, scratch)
        self._await(record, scratch)

    def _await(self, record: Record, scratch: Draft) -> None:
        """Compare an event with the one that was planned, and await the others; let what follows follow."""
        try:
            settle(scratch)
        except Refused as refused:
            self._refuse(record, refused)
        own = next(
            (p for p in scratch.planned if p.stream == record.stream and _named(p.event) == _named_as(record)), None
        )
        own = own or next((p for p in scratch.planned if p.stream == record.stream), None)
        if own is None:
            self._find(record, f"without_act:{record.name}", "order", seen=dict(record.data))
            return
        self._compare(record, own)
        self._awaited += [planned for planned in scratch.planned if planned is not own]

    def _refuse(self, record: Record, refused: Refused) -> None:
        self._refused = True
        self.findings += [
            verdicts.of_refusal(refusal, record, record.definition, None, None) for refusal in refused.refusals
        ]

    def _compare(self, record: Record, planned: Planned) -> None:
        for found in differences(record, planned):
            self.findings.append(_of_difference(found, record, planned))

    def _find_clocks(self, record: Record, act: Act) -> None:
        """Find what the clocks had led to before an act and nobody recorded."""
        scratch = Draft(self.draft, self.draft.now)
        try:
            run_clocks_before(scratch, id_of(record.stream), act.at, [act.transition], act.data)
        except UNJUDGED:
            return
        for planned in scratch.planned:
            if isinstance(planned.event, Recorded) and planned.event.data.get("expired_at"):
                self.findings.append(unrecorded_outcome(planned, record))

    def _find_missing(self, record: Record, planned: Planned) -> None:
        self.findings.append(
            Finding(
                rule=f"missing_consequence:{planned.event.name}",
                kind="order",
                severity="violation",
                stream=planned.stream,
                record=record,
                basis=planned.basis,
                expected=dict(planned.event.stored()),
                facts={"event": planned.event.name},
                definition=planned.definition,
            )
        )

    def _find(self, record: Record, rule: str, kind: Kind, *, seen: Any) -> None:
        self.findings.append(
            Finding(
                rule=rule,
                kind=kind,
                severity="violation",
                stream=record.stream,
                record=record,
                seen=seen,
                facts={"event": record.name, "seen": seen, "transition": record.data.get("act")},
                definition=record.definition,
            )
        )


def unrecorded_outcome(planned: Planned, record: Record | None) -> Finding:
    """Return the finding that the outcome of a clock is not on record.

    Args:
        record: the act before which it had to be; None where there is no later act.
    """
    data = planned.event.stored()
    facts = {"clock": data.get("clock"), "at": data.get("expired_at"), "act": data.get("act")}
    return Finding(
        rule=f"outcome_unrecorded:{data.get('clock')}",
        kind="clock",
        severity="warning" if record is None else "violation",
        stream=planned.stream,
        record=record,
        basis=planned.basis,
        expected={"event": planned.event.name, "act": data.get("act"), "expired_at": expired_at(planned)},
        facts=facts,
        definition=planned.definition,
    )


def expired_at(planned: Planned) -> datetime:
    """Return when the clock ran out whose outcome an event is."""
    return datetime.fromisoformat(str(planned.event.stored()["expired_at"]))


def _of_difference(found: Difference, record: Record, planned: Planned) -> Finding:
    return Finding(
        rule=found.rule,
        kind=found.kind,
        severity="violation",
        stream=record.stream,
        record=record,
        basis=planned.basis,
        expected=found.expected,
        seen=found.seen,
        facts={"part": found.part, "expected": found.expected, "seen": found.seen},
        definition=planned.definition,
    )


def _situation(draft: Draft, record: Record) -> tuple[Situation, Machine]:
    name = id_of(record.stream)
    if kind_of(record.stream) == "case":
        case = draft.known_case(name)
        return (situation := situate(draft, case)), situation.machine
    project = draft.known_project(name)
    machine = draft.rules(project.definition).project_machine
    if machine is None:
        raise Refused([Refusal("unknown_transition", {"transition": record.name})])
    return situate_project(draft, project, machine), machine


def _named(event: Event) -> tuple[str, str]:
    act = event.data.get("act", "") if isinstance(event, Recorded) else ""
    return ("", str(act)) if act else (event.name, "")


def _named_as(record: Record) -> tuple[str, str]:
    act = str(record.data.get("act", ""))
    return ("", act) if act else (record.name, "")


def not_judged(stream: str, record: Record | None, error: Exception) -> Finding:
    """Return the finding that something cannot be judged: its definition is not there, or it has no known form."""
    kind: Kind = "data"
    if isinstance(error, (NotFound, StorageError)):
        kind = "definition" if isinstance(error, NotFound) else "integrity"
    told = str(error) or type(error).__name__
    return Finding(
        "cannot_be_judged", kind, "violation", stream, record, seen=told, facts={"seen": told},
        definition=record.definition if record else None,
    )  # fmt: skip
