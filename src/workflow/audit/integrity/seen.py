"""What witnesses have seen of a log, as far as their signatures bear it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from workflow.audit.integrity.folder import Folder
from workflow.errors import WorkflowError
from workflow.store import Defect
from workflow.store.seal_keys import WITNESS, VerifierKey, read_keys
from workflow.store.seal_note import Checkpoint, Note


@dataclass(frozen=True, slots=True)
class Sight:
    """A checkpoint that a witness has cosigned, and when."""

    note: Note
    checkpoint: Checkpoint
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What one witness has seen of one log.

    Attributes:
        name: of the witness; of its folder where it shows no key.
        key: its key; None where it shows none.
        trusted: its key is known from elsewhere than its folder.
        sights: the largest first.
    """

    name: str
    key: VerifierKey | None
    trusted: bool
    sights: tuple[Sight, ...] = ()

    @property
    def last(self) -> Sight | None:
        """Return what it saw last."""
        return self.sights[0] if self.sights else None


def look(folder: Folder, trusted: Sequence[VerifierKey], origin: str, least: int) -> tuple[list[Seen], list[Defect]]:
    """Return what witnesses have left in a folder about a log, and what is wrong with it.

    Args:
        trusted: keys of witnesses known from elsewhere; none takes the folder's own word.
        origin: the log.
        least: the smallest size that is of interest.
    """
    if not folder.path.is_dir():
        return [], [Defect("witness_folder_gone", facts={"folder": str(folder.path)})]
    keys = trusted or _shown(folder)
    found = [Seen(key.name, key, bool(trusted), tuple(_sights(folder, key, origin, least))) for key in keys]
    return found or [Seen(folder.path.name, None, trusted=False)], []


def _sights(folder: Folder, key: VerifierKey, origin: str, least: int) -> Iterator[Sight]:
    for note, checkpoint in folder.cosigned(origin):
        if checkpoint.size < least:
            return
        seconds = key.seen_at(note) if checkpoint.origin == origin else None
        if seconds is not None:
            yield Sight(note, checkpoint, datetime.fromtimestamp(seconds, UTC))


def _shown(folder: Folder) -> list[VerifierKey]:
    """Return the key that a folder itself says is its witness's."""
    try:
        return [key for key in read_keys(str(folder.path / "witness.pub")) if key.kind == WITNESS]
    except WorkflowError:
        return []
