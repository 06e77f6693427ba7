"""A rehearsal: an office in which commands are carried out as ever and nothing is recorded."""

from __future__ import annotations

from datetime import datetime

from workflow.application.clock import Clock
from workflow.lifecycle.rules import Rules
from workflow.proceedings.commands import Command
from workflow.proceedings.conduct import conduct
from workflow.proceedings.draft import Draft


class Rehearsal:
    """What an office would know after commands that are only tried, over what its ledger holds."""

    def __init__(self, recorded: Draft, clock: Clock) -> None:
        self.clock = clock
        self._tried = recorded

    def handle(self, command: Command) -> None:
        """Carry out a command, as a service would, on paper.

        Raises:
            NotFound: it names something that is not there.
            Refused: the procedure does not allow it; with all reasons.
        """
        draft = self.draft()
        conduct(command, draft)
        for planned in draft.planned:
            self._tried.plan(planned.stream, planned.event, planned.actor, planned.effective_at)

    def draft(self, at: datetime | None = None) -> Draft:
        """Return a draft over what was tried so far."""
        return Draft(self._tried, at or self.clock.now())

    def fork(self) -> Draft:
        """Return what was tried so far: what is tried from now on leaves it as it is."""
        before = self._tried
        self._tried = Draft(before, self.clock.now())
        return before

    def rules(self, digest: str) -> Rules:
        """Return a pinned definition, made ready.

        Raises:
            NotFound: nothing of that identity is pinned.
        """
        return self._tried.rules(digest)
