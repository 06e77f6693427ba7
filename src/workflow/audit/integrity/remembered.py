"""What an earlier verification found sound: the last checkpoint then, and the frontier of the tree that it names."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from workflow.audit.integrity.folder import Folder
from workflow.audit.integrity.signed import Kept
from workflow.errors import InvalidInput
from workflow.store import Ledger
from workflow.store.seal import Frontier
from workflow.store.seal_keys import VerifierKey
from workflow.store.seal_note import base64, parse_checkpoint, parse_note, unbase64


@dataclass(frozen=True, slots=True)
class Remembered:
    """A verification to go on from.

    Attributes:
        number: of the checkpoint.
        note: the checkpoint itself, as it was signed.
        frontier: of the tree over what it covers.
    """

    number: int
    note: str
    frontier: Frontier

    def write(self, path: Path) -> None:
        """Keep it in a file; durable on return.

        Raises:
            StorageError: it cannot be written.
        """
        told = {"number": self.number, "frontier": list(map(base64, self.frontier.hashes)), "note": self.note}
        Folder(path.parent).put(path.name, json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def remember(ledger: Ledger, last: Kept) -> Remembered:
    """Return what to go on from after a sound verification up to a checkpoint."""
    return Remembered(last.row.number, str(last.note), ledger.tree(last.checkpoint.size).frontier())


def recall(path: Path, known: Collection[VerifierKey]) -> Remembered | None:
    """Return what a file remembers, if the log's own signature stands behind it; None otherwise."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        note = parse_note(told["note"])
        checkpoint = parse_checkpoint(note.text)
        frontier = Frontier.from_bytes(checkpoint.size, b"".join(map(unbase64, told["frontier"])))
        number = int(told["number"])
    except (OSError, ValueError, KeyError, TypeError, InvalidInput):
        return None
    sound = frontier.root() == checkpoint.root and any(key.signs(note) for key in known)
    return Remembered(number, told["note"], frontier) if sound else None
