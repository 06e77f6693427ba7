"""An office alone on its ledger: every command is decided as ever, what it leads to is appended by the thousand."""

from __future__ import annotations

from datetime import UTC, datetime

from workflow.application.clock import Clock
from workflow.application.service import Outcome, Service
from workflow.application.snapshot import Memory, Snapshot
from workflow.language.facts import Fact
from workflow.proceedings.commands import Command, fingerprint
from workflow.proceedings.conduct import conduct
from workflow.proceedings.draft import Draft
from workflow.store import Ledger
from workflow.store.ledger import BULK

KEPT = 50_000
"""How many states are kept; more than one transaction can touch, so that what is forgotten is on record."""


class BulkOffice(Service):
    """An office for imports and recordings, durable when it is closed by `finish`.

    Nobody else appends meanwhile: a fact whose version is not the next one of its stream fails the whole transaction.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        super().__init__(ledger, clock)
        self._memory = Memory(KEPT)
        self._coming: list[Fact] = []
        self.recorded = 0

    def handle(self, command: Command, command_id: str | None = None, *, dated: bool = True) -> Outcome:
        """Decide a command; what it leads to is known at once and durable with its transaction. No records are told.

        Raises:
            NotFound: it names something that is not there.
            Refused: the procedure does not allow it; with all reasons.
            StorageError: the ledger cannot be written.
        """
        draft = self.draft()
        conduct(command, draft)
        facts = draft.facts(command_id, fingerprint(command, dated=dated))
        self._remember(draft, facts)
        self._coming += facts
        if len(self._coming) >= BULK:
            self.finish()
        return Outcome((), unsettled=draft.unsettled)

    def draft(self, at: datetime | None = None) -> Draft:
        """Return a draft over what was decided so far."""
        now = at or self.clock.now()
        return Draft(Snapshot(self.ledger, self._memory, fresh=False), now.astimezone(UTC))

    def finish(self) -> None:
        """Make everything durable that was decided.

        Raises:
            ConcurrentChange: somebody else has appended.
            StorageError: the ledger cannot be written.
        """
        self.recorded += self.ledger.append_bulk(self._coming, max(len(self._coming), 1))
        self._coming = []
