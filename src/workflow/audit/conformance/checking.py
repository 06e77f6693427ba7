"""Checking a matter or a whole ledger: every batch replayed, every clock swept, every claim looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow.audit.conformance.batches import Batch, batches, batches_with
from workflow.audit.conformance.deadlines import Deadlines
from workflow.audit.conformance.explaining import UNJUDGED, not_judged, unrecorded_outcome
from workflow.audit.conformance.past import Past
from workflow.audit.conformance.queue import Queue
from workflow.audit.conformance.replaying import replay
from workflow.audit.findings import Finding
from workflow.audit.subjects import Subject
from workflow.errors import StorageError, WorkflowError
from workflow.language.ids import id_of, kind_of
from workflow.lifecycle.events import FindingWaived, Recorded
from workflow.lifecycle.rules import Rules
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import settle
from workflow.proceedings.timekeeping import run_clocks
from workflow.store import Ledger, Record
from workflow.store.integrity import CLOCK_TOLERANCE

_END = 2**62
_NAMED = 8


@dataclass(slots=True)
class Checked:
    """What a check went through.

    Attributes:
        as_of: up to when the clocks were swept.
        events, batches, cases: how many were judged.
        definitions: the identities of the definitions they were judged by.
    """

    as_of: datetime
    events: int = 0
    batches: int = 0
    cases: int = 0
    definitions: set[str] = field(default_factory=set)


class Check:
    """One check over a ledger.

    Args:
        ready: pinned definitions that are made ready already, by their identity; others are read from the ledger.

    Attributes:
        checked: what it went through so far.
        waivers: finding → the event by which an authority let it stand.
    """

    def __init__(self, ledger: Ledger, as_of: datetime, ready: Mapping[str, Rules] | None = None) -> None:
        self._ledger = ledger
        self._past = Past(ledger, ready)
        self._deadlines = Deadlines(self._past)
        self._queue = Queue(self._past)
        self._compares_cases = False
        self._claims: dict[str, Counter[str]] = defaultdict(Counter)
        self._outcomes: set[str] = set()
        self._latest: Record | None = None
        self.checked = Checked(as_of)
        self.waivers: dict[str, Record] = {}

    def all(self) -> Iterator[Finding]:
        """Yield the findings of the whole ledger, read once, then those of every clock that is still open."""
        self._compares_cases = True
        yield from self._read(batches(self._readable()))
        yield from self._end(self._ledger.streams("case"))

    def of(self, subject: Subject) -> Iterator[Finding]:
        """Yield the findings of a project with its cases, or of a case."""
        records: list[Record] = []
        for stream in subject.streams:
            try:
                records += self._ledger.read(stream)
            except StorageError as error:
                yield _unreadable(stream, error)
        records.sort(key=lambda record: record.position)
        own = frozenset(subject.streams)
        found = self._read(batches_with(self._ledger, records))
        yield from (finding for finding in found if finding.stream in own)
        yield from self._end([stream for stream in subject.streams if kind_of(stream) == "case"])

    def _readable(self) -> Iterator[Record]:
        """Yield every record that can be read; those that cannot are found by who reads their stream."""
        after, end = 0, self._ledger.position()
        while after < end:
            try:
                for record in self._ledger.scan(after=after):
                    yield record
                    after = record.position
            except StorageError as error:
                self._past.note("", None, error)
                after = max(after + 1, int(error.facts.get("position", 0)))
            else:
                return

    def _read(self, coming: Iterable[Batch]) -> Iterator[Finding]:
        for batch in coming:
            self._past.move_to(batch.position)
            self.checked.batches += 1
            self.checked.events += len(batch.records)
            yield from self._new(replay(self._past, batch))
            for record in batch.records:
                yield from self._watch(record)

    def _new(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield findings, but what a clock led to and nobody recorded only once, not at every later act.

        An outcome that was recorded and then set aside is not due again.
        """
        for finding in findings:
            if finding.rule.startswith("outcome_unrecorded"):
                key = _outcome(finding.stream, finding.expected["act"], finding.expected["expired_at"].isoformat())
                if key in self._outcomes:
                    continue
                self._outcomes.add(key)
            yield finding

    def _watch(self, record: Record) -> Iterator[Finding]:
        if record.definition:
            self.checked.definitions.add(record.definition)
        if record.name == FindingWaived.__name__:
            self.waivers[str(record.data.get("finding"))] = record
        if record.data.get("expired_at"):
            self._outcomes.add(_outcome(record.stream, record.data.get("act"), record.data["expired_at"]))
        yield from self._watch_time(record)
        actor = record.actor
        if not actor.verified and not actor.is_system and self._needs_register(record):
            body = f"@{actor.authority}" if actor.authority else ""
            self._claims[record.correlation_id or record.stream][f"{actor.person}:{actor.role}{body}"] += 1
        try:
            yield from self._deadlines.read(record)
            if self._compares_cases:
                yield from self._queue.read(record)
        except UNJUDGED:
            # The replay has told what is wrong with it.
            return

    def _watch_time(self, record: Record) -> Iterator[Finding]:
        if self._latest is None or record.recorded_at > self._latest.recorded_at:
            self._latest = record
        elif self._latest.recorded_at - record.recorded_at > CLOCK_TOLERANCE:
            yield _backwards(self._latest, record)

    def _needs_register(self, record: Record) -> bool:
        """Tell whether a claim is one that a register would know: not the public's, nor that of who began it."""
        if record.definition is None:
            return False
        try:
            role = self._past.rules(record.definition).roles.get(record.actor.role)
        except WorkflowError:
            return False
        return role is None or role.side != "public"

    def _end(self, cases: Iterable[str]) -> Iterator[Finding]:
        self._past.move_to(_END)
        for stream in cases:
            self.checked.cases += 1
            try:
                yield from self._deadlines.still_open(stream, self.checked.as_of)
                yield from self._new(self._unswept(stream))
                yield from self._deadlines.unexplained(stream)
            except UNJUDGED as error:
                yield from self._new([not_judged(stream, None, error)])
        for matter, claims in self._claims.items():
            yield _unverified(matter, claims)
        for one in self._past.unreadable:
            yield Finding(
                "unreadable_event", "integrity", "violation", one.stream, one.record, seen=one.error,
                facts={"seen": one.error, "event": one.record.name if one.record else ""},
            )  # fmt: skip

    def _unswept(self, stream: str) -> Iterator[Finding]:
        """Yield what the clocks of a case have led to by the day of the audit and nobody recorded."""
        draft = Draft(self._past, self.checked.as_of)
        run_clocks(draft, id_of(stream), self.checked.as_of)
        settle(draft)
        for planned in draft.planned:
            event = planned.event
            own = planned.stream == stream and isinstance(event, Recorded) and event.data.get("expired_at")
            if own and not self._is_overrun(stream, event.stored()):
                yield unrecorded_outcome(planned, None)

    def _is_overrun(self, stream: str, data: Mapping[str, Any]) -> bool:
        """Tell whether an outcome only says that a limit was overrun, which was found from the clock itself."""
        case = self._past.case(id_of(stream))
        transition = self._past.rules(case.definition).machine(case.lifecycle).transition(str(data.get("act")))
        return transition is not None and transition.when is not None and bool(transition.when.breached)


def _outcome(stream: str, act: object, expired_at: object) -> str:
    return f"{stream} {act} {expired_at}"


def _backwards(before: Record, record: Record) -> Finding:
    return Finding(
        rule="clock_backwards",
        kind="clock",
        severity="warning",
        stream=record.stream,
        record=record,
        expected={"not_before": before.recorded_at},
        seen={"recorded_at": record.recorded_at},
        facts={"before": before.recorded_at, "at": record.recorded_at},
        related=(before.position,),
    )


def _unverified(matter: str, claims: Mapping[str, int]) -> Finding:
    told = [f"{who} ×{n}" for who, n in sorted(claims.items())]
    names = sorted({who.partition(":")[0] for who in claims})
    return Finding(
        rule="unverified_claims",
        kind="authority",
        severity="hint",
        stream=matter,
        seen=told,
        facts={
            "n": sum(claims.values()),
            "people": len(names),
            "names": names[:_NAMED] + ["…"] * (len(names) > _NAMED),
        },
    )


def _unreadable(stream: str, error: Exception) -> Finding:
    told = str(error) or type(error).__name__
    return Finding(
        "unreadable_event", "integrity", "violation", stream, seen=told, facts={"seen": told, "event": stream}
    )
