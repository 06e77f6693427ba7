"""A witness: keeps what logs have said under its own key, cosigns what only grew, refuses the rest and keeps the proof.

Its book is its own, out of the reach of the logs; what it says it writes into the folder it shares with them.

Source: C2SP tlog-witness, "add-checkpoint".
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from workflow.application.checkpoints import successor_of
from workflow.audit.integrity.folder import Folder, short
from workflow.audit.integrity.request import Request, parse_request
from workflow.errors import InvalidInput, StorageError
from workflow.store.seal_keys import SigningKey, VerifierKey, parse_key
from workflow.store.seal_note import Checkpoint, Note, parse_checkpoint
from workflow.store.seal_proofs import consistent

Verdict = Literal["cosigned", "known", "conflict", "malformed", "unknown_log", "not_signed", "rolled_back", "forked"]
AGAINST: frozenset[Verdict] = frozenset({"rolled_back", "forked"})
"""Verdicts that prove a log's misbehaviour, or that of whoever holds its key."""
REFUSED: frozenset[Verdict] = AGAINST | {"malformed", "unknown_log", "not_signed"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request.

    Attributes:
        origin: the log, or the name of the file where that could not be read.
        size: of the checkpoint; 0 where it could not be read.
        latest: the size that this witness had cosigned before.
    """

    origin: str
    size: int
    verdict: Verdict
    latest: int = 0


class Witness:
    """A witness with its key and its book."""

    def __init__(self, key: SigningKey, book: Path) -> None:
        """Know the key and the folder of the book, which is made when first needed."""
        self._key = key
        self.book = Folder(book)

    def trust(self, keys: Sequence[VerifierKey]) -> None:
        """Take the keys of logs into the book, each as the one that signs for its log now.

        Raises:
            InvalidInput: another key is in the book for that log; only the log itself can hand over.
        """
        for key in keys:
            kept = self._keys(key.name)
            if not kept:
                self._keep_key(key)
            elif key not in kept:
                raise InvalidInput("log_key_differs", name=key.name)

    def answer(self, path: Path, now: datetime) -> list[Answer]:
        """Answer every request in a folder.

        Raises:
            StorageError: the folder is gone, or the book or the folder cannot be written.
        """
        folder = Folder(path)
        folder.require()
        folder.put_key(str(self._key.public))
        with self._alone():
            return [self._answered(folder, one, int(now.timestamp())) for one in folder.requests()]

    def _answered(self, folder: Folder, file: Path, seconds: int) -> Answer:
        try:
            request = parse_request(file.read_bytes())
        except (InvalidInput, OSError):
            return Answer(file.name, 0, "malformed")
        checkpoint = request.checkpoint
        latest = self._latest(checkpoint.origin)
        verdict = self._verdict(folder, request, latest)
        if verdict == "cosigned":
            note = Note(request.note.text, (*request.note.signatures, self._key.cosign(request.note.text, seconds)))
            # Persisted before it is told: what it has said once it can never deny.
            self.book.put_cosigned(checkpoint, note)
            folder.put_cosigned(checkpoint, note)
        elif verdict in AGAINST:
            for kept in (self.book, folder):
                kept.put_refused(checkpoint, _evidence(verdict, request, latest))
        if verdict in {"known", "conflict", *AGAINST} and latest is not None:
            folder.put_cosigned(latest[1], latest[0])
        return Answer(checkpoint.origin, checkpoint.size, verdict, latest[1].size if latest else 0)

    def _verdict(self, folder: Folder, request: Request, latest: tuple[Note, Checkpoint] | None) -> Verdict:
        origin = request.checkpoint.origin
        if not self._keys(origin):
            return "unknown_log"
        self._follow(folder, origin)
        if not self._keys(origin)[-1].signs(request.note):
            return "not_signed"
        if latest is None:
            return "conflict" if request.old else "cosigned"
        return _compared(request, *latest)

    def _follow(self, folder: Folder, origin: str) -> None:
        """Take over the changes of a log's key that it and its successor have both signed."""
        for note in folder.rotations(origin):
            current = self._keys(origin)[-1]
            try:
                successor = successor_of(parse_checkpoint(note.text))
            except InvalidInput:
                continue
            if successor and successor.name == origin and current.signs(note) and successor.signs(note):
                self._keep_key(successor)

    def _latest(self, origin: str) -> tuple[Note, Checkpoint] | None:
        cosigned = self.book.cosigned(origin)
        return next(((note, seen) for note, seen in cosigned if self._key.public.seen_at(note) is not None), None)

    def _keys(self, origin: str) -> list[VerifierKey]:
        path = self.book.path / "logs" / f"{short(origin)}.keys"
        return [parse_key(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    def _keep_key(self, key: VerifierKey) -> None:
        keys = [one for one in self._keys(key.name) if one != key]
        self.book.put(f"logs/{short(key.name)}.keys", "".join(f"{one}\n" for one in (*keys, key)))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the book: two runs at once could otherwise cosign two pasts."""
        try:
            self.book.path.mkdir(parents=True, exist_ok=True)
            with (self.book.path / ".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise StorageError("target_not_written", target=str(self.book.path), reason=error.strerror) from error


def _compared(request: Request, note: Note, before: Checkpoint) -> Verdict:
    """Return what a rightly signed request is beside the last checkpoint of its log that was cosigned."""
    now = request.checkpoint
    if request.note.text == note.text:
        return "known"
    if now.size < before.size:
        return "rolled_back"
    if now.size > before.size and request.old != before.size:
        return "conflict"
    return "cosigned" if consistent(before.size, before.root, now.size, now.root, request.proof) else "forked"


def _evidence(verdict: Verdict, request: Request, latest: tuple[Note, Checkpoint] | None) -> str:
    """Return what shows a log's misbehaviour: both checkpoints with their signatures, and the proof that failed."""
    before = f"\n{latest[0]}" if latest else ""
    return f"{verdict}\n\n{request}{before}"
