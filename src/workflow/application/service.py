"""The application service: every command of every face goes through here.

Load, run the clocks, decide, append; whoever lost a race decides again on what is now recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Self

from workflow.application.checkpoints import Checkpoints
from workflow.application.clock import Clock, SystemClock
from workflow.application.shelf import Procedure
from workflow.application.snapshot import Memory, Snapshot
from workflow.definition.model import Lifecycle
from workflow.errors import ConcurrentChange, NotFound, Refusal, Refused, UsageError, WorkflowError
from workflow.language.facts import Fact
from workflow.language.ids import REGISTER, id_of, kind_of
from workflow.lifecycle.events import KERNEL
from workflow.lifecycle.rules import Rules
from workflow.lifecycle.upcasting import newest
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import Command, fingerprint
from workflow.proceedings.conduct import conduct
from workflow.proceedings.draft import WISH, Draft, Unsettled
from workflow.proceedings.moving import Move, report_move
from workflow.project.project import Project
from workflow.store import Ledger, Record

ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command led to.

    Attributes:
        records: what was recorded; empty where all was so already.
        repeated: the command had been answered before; the records are those of then.
        unsettled: clock outcomes that could not be decided, for a fact is missing.
    """

    records: Sequence[Record]
    repeated: bool = False
    unsettled: Sequence[Unsettled] = ()


class Service:
    """An office: a ledger, a clock, and what it remembers between commands.

    Attributes:
        checkpoints: who signs what is recorded; None where nobody does.
        unsigned: why a checkpoint that was due could not be signed; what was recorded is recorded all the same.
    """

    def __init__(self, ledger: Ledger, clock: Clock | None = None) -> None:
        self.ledger = ledger
        self.clock = clock or SystemClock()
        self.checkpoints: Checkpoints | None = None
        self.unsigned: list[WorkflowError] = []
        self._memory = Memory()

    def pin(self, procedure: Procedure) -> str:
        """Pin a definition and its calendar tables, unless they are, and return the definition's identity.

        Raises:
            StorageError: the ledger cannot be written.
        """
        rules = procedure.rules
        if rules.digest not in self._memory.rules:
            now = self.clock.now()
            for table in procedure.tables:
                self.ledger.put_content("calendar", table, recorded_at=now)
            self.ledger.put_content("definition", rules.canonical, recorded_at=now)
            self._memory.rules[rules.digest] = rules
        return rules.digest

    def handle(self, command: Command, command_id: str | None = None, *, dated: bool = True) -> Outcome:
        """Carry out a command: all it brings about is durable on return, or nothing is recorded.

        Args:
            command_id: the caller's own id of the wish; sent again it is answered from the record.
            dated: the wish names its time; otherwise the time is that of sending, and tells no two wishes apart.

        Raises:
            NotFound: it names something that is not there.
            Refused: the procedure does not allow it; with all reasons.
            ConcurrentChange: others kept being first.
            StorageError: the ledger cannot be read or written.
        """
        _refuse_naive(command)
        wish = fingerprint(command, dated=dated)
        for number in range(ATTEMPTS):
            outcome = self._answered(command_id, wish) or self._attempt(command, command_id, wish, fresh=number > 0)
            if outcome is not None:
                return outcome
        raise ConcurrentChange("others_kept_being_first", attempts=ATTEMPTS)

    def _attempt(self, command: Command, command_id: str | None, wish: str, *, fresh: bool) -> Outcome | None:
        """Decide a command once and record it; None where that has to be done again on what is recorded by now."""
        snapshot = Snapshot(self.ledger, self._memory, fresh=fresh)
        draft = Draft(snapshot, self.clock.now())
        try:
            conduct(command, draft)
            facts = draft.facts(command_id, wish)
            records = self.ledger.append(facts, snapshot.read) if facts else []
        except ConcurrentChange:
            return None
        except (NotFound, Refused):
            if snapshot.trusted:
                return None
            if (answered := self._answered(command_id, wish)) is not None:
                return answered
            raise
        # Neither a refusal nor "it is so already" is told on what is only remembered.
        if snapshot.trusted and not facts:
            return None
        self._remember(draft, facts)
        self._sign(draft, facts)
        return Outcome(records, unsettled=draft.unsettled)

    def sign(self) -> None:
        """See to it that a checkpoint is signed if it is time for one; work never waits for it."""
        self._sign(None, ())

    def _sign(self, draft: Draft | None, facts: Sequence[Fact]) -> None:
        if self.checkpoints is None:
            return
        try:
            significant = draft is not None and any(_is_significant(draft, fact) for fact in facts)
            self.checkpoints.recorded(significant=significant)
        except WorkflowError as error:
            self.unsigned.append(error)

    def _answered(self, command_id: str | None, wish: str) -> Outcome | None:
        """Return the answer a command got before under its id; None where it is new.

        Raises:
            Refused: another wish was sent under that id.
        """
        records = self.ledger.find_command(command_id) if command_id is not None else []
        if not records:
            return None
        if records[0].causation_id != f"{WISH}{wish}":
            raise Refused([Refusal("command_id_used", {"command": command_id})])
        return Outcome(records, repeated=True)

    def _remember(self, draft: Draft, facts: Sequence[Fact]) -> None:
        for stream in {fact.stream for fact in facts}:
            self._memory.keep(stream, _state_of(draft, stream))

    def report_move(self, case: str, rules: Rules) -> Move:
        """Return what moving a case to another definition, pinned or not, would do.

        Raises:
            NotFound: nobody opened the case.
        """
        draft = self.draft()
        return report_move(draft, draft.known_case(case), rules)

    def draft(self, at: datetime | None = None) -> Draft:
        """Return a draft over what is recorded now, for questions: nothing of it is ever appended."""
        now = at or self.clock.now()
        return Draft(Snapshot(self.ledger, self._memory, fresh=True), now.astimezone(UTC))

    def case(self, case: str) -> PermitCase:
        """Return a case as it is recorded; the caller's own.

        Raises:
            NotFound: nobody opened it.
        """
        return self.draft().known_case(case).copy()

    def project(self, project: str) -> Project:
        """Return a project as it is recorded; the caller's own.

        Raises:
            NotFound: nobody registered it.
        """
        return self.draft().known_project(project).copy()

    def rules(self, digest: str) -> Rules:
        """Return a pinned definition, made ready.

        Raises:
            NotFound: nothing of that identity is pinned.
        """
        return self.draft().rules(digest)

    def history(self, stream: str) -> list[Record]:
        """Return everything recorded in a stream, in order; acts in the form their definition gives them today."""
        records = self.ledger.read(stream)
        if kind_of(stream) != "case" or not records:
            return records
        case = self.case(id_of(stream))
        lifecycle = self.rules(case.definition).machine(case.lifecycle).lifecycle
        return [_in_todays_form(record, lifecycle) for record in records]

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _refuse_naive(command: Command) -> None:
    for said in (getattr(command, field.name) for field in fields(command)):
        if isinstance(said, datetime) and said.tzinfo is None:
            raise UsageError("naive_time", found=said.isoformat())


def _in_todays_form(record: Record, lifecycle: Lifecycle) -> Record:
    schema, data = newest(lifecycle, record.name, record.schema, record.data)
    return record if schema == record.schema else replace(record, schema=schema, data=data)


def _is_significant(draft: Draft, fact: Fact) -> bool:
    """Tell whether a definition calls an act significant for the law."""
    if fact.name in KERNEL or kind_of(fact.stream) not in {"case", "project"}:
        return False
    subject = draft.case(id_of(fact.stream)) if kind_of(fact.stream) == "case" else draft.project(id_of(fact.stream))
    rules = draft.rules(subject.definition)
    machine = rules.machine(subject.lifecycle) if isinstance(subject, PermitCase) else rules.project_machine
    act = machine.transition(str(fact.data.get("act"))) if machine else None
    return act is not None and act.significant


def _state_of(draft: Draft, stream: str) -> object:
    name = id_of(stream)
    states = {"case": draft.case, "project": draft.project, "party": draft.bars}
    return draft.register() if stream == REGISTER else states[kind_of(stream)](name)
