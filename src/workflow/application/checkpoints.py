"""Signing checkpoints: every so many events, every so often, and at each act that a definition calls significant.

A checkpoint is signed over what is durably recorded already, never over what is about to be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.application.clock import Clock
from workflow.errors import InvalidInput, StorageError
from workflow.store import Ledger
from workflow.store.envelope import Signed
from workflow.store.seal import Frontier
from workflow.store.seal_keys import SigningKey, VerifierKey, parse_key
from workflow.store.seal_note import Checkpoint, Note, parse_checkpoint, parse_note

SUCCESSOR = "key "
"""How the line begins by which a checkpoint names the key that signs from then on."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a checkpoint is due that no significant act asks for.

    Attributes:
        events: once so many events are not covered.
        seconds: once the last one is so old.
    """

    events: int = 1_000
    seconds: int = 3_600


class Checkpoints:
    """Who signs the checkpoints of a ledger, and when."""

    def __init__(
        self,
        ledger: Ledger,
        key: SigningKey,
        clock: Clock,
        schedule: Schedule = Schedule(),
        publish: Callable[[Signed], None] | None = None,
    ) -> None:
        """Know the key.

        Args:
            publish: told of every checkpoint once it is durable.
        """
        self._ledger = ledger
        self._key = key
        self._clock = clock
        self._schedule = schedule
        self._publish = publish

    def recorded(self, *, significant: bool = False) -> Signed | None:
        """Sign a checkpoint if one is due now that something may have been recorded; return it if so.

        Raises:
            StorageError: none can be kept, or the ledger is not the one that was signed before; nothing is lost.
        """
        return self.sign() if significant or self._is_due() else None

    def sign(self) -> Signed | None:
        """Sign a checkpoint over all that is recorded; none where the last one covers it. Raises as `recorded`."""
        return self._kept(None)

    def rotate(self, successor: SigningKey) -> Signed | None:
        """Sign, with both keys, the checkpoint from which on another key signs. Raises as `recorded`."""
        return self._kept(successor)

    def _kept(self, successor: SigningKey | None) -> Signed | None:
        signed = self._ledger.add_checkpoint(lambda head, last: self._over(head, last, successor))
        if signed is not None:
            self._key = successor or self._key
            if self._publish is not None:
                self._publish(signed)
        return signed

    def _is_due(self) -> bool:
        last = self._ledger.last_checkpoint()
        if last is None:
            return True
        uncovered = self._ledger.position() - last.size
        return uncovered >= self._schedule.events or (uncovered > 0 and self._is_old(last))

    def _is_old(self, last: Signed) -> bool:
        try:
            age = self._clock.now() - datetime.fromisoformat(last.signed_at)
        except (ValueError, TypeError):
            return True
        # A clock that went back must not keep checkpoints from being signed.
        return not timedelta() <= age < timedelta(seconds=self._schedule.seconds)

    def _over(self, head: Frontier, last: Signed | None, successor: SigningKey | None) -> Signed | None:
        before = self._before(head, last) if last else 0
        if head.size == before and successor is None:
            return None
        extensions = (f"{SUCCESSOR}{successor.public}",) if successor else ()
        text = str(Checkpoint(self._key.name, head.size, head.root(), extensions))
        signers = (self._key, successor) if successor else (self._key,)
        note = Note(text, tuple(key.sign(text) for key in signers))
        number = last.number + 1 if last else 1
        return Signed(number, head.size, self._clock.now().isoformat(), str(self._key.public), str(note))

    def _before(self, head: Frontier, last: Signed) -> int:
        """Return how many events the last checkpoint covers; nothing is signed that contradicts it.

        Source: C2SP tlog-checkpoint, "Signatures".

        Raises:
            StorageError: the ledger or the key is another one.
        """
        try:
            note = parse_note(last.note)
            before = parse_checkpoint(note.text)
            successor = successor_of(before)
        except InvalidInput as error:
            raise StorageError("checkpoint_unreadable", number=last.number) from error
        if successor not in {None, self._key.public} or not self._key.public.signs(note):
            raise StorageError("not_the_current_key", key=self._key.name, number=last.number)
        if head.size < before.size or self._ledger.tree(before.size).root() != before.root:
            raise StorageError("ledger_contradicts_checkpoint", number=last.number, size=before.size)
        return before.size


def successor_of(checkpoint: Checkpoint) -> VerifierKey | None:
    """Return the key that a checkpoint hands over to; None where it hands over to none.

    Raises:
        InvalidInput: it names no key.
    """
    named = [line.removeprefix(SUCCESSOR) for line in checkpoint.extensions if line.startswith(SUCCESSOR)]
    return parse_key(named[-1]) if named else None
