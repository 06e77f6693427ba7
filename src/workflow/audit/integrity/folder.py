"""The folder through which a log and its witnesses speak: requests one way, cosigned checkpoints the other.

    log/ORIGIN.add-checkpoint          the newest request of a log, in the form of C2SP tlog-witness
    log/ORIGIN/SIZE.rotation           every checkpoint by which a log changed its key
    witness.pub                        the verifier key of the witness
    cosigned/ORIGIN/SIZE.checkpoint    what the witness has cosigned
    refused/ORIGIN/SIZE-DIGEST.txt     what it has refused, and why

`ORIGIN` is the start of the sha256 of the log's name. Everything in it may be read and written by anybody; only
signatures count.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from workflow.errors import InvalidInput, StorageError
from workflow.store.disk import synchronise
from workflow.store.seal_note import Checkpoint, Note, parse_checkpoint, parse_note

_DIGITS = 16


class Folder:
    """Such a folder; also the form in which a witness keeps its own book."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def require(self) -> None:
        """See to it that the folder is there.

        Raises:
            StorageError: it is not.
        """
        if not self.path.is_dir():
            raise StorageError("witness_folder_gone", folder=str(self.path))

    def cosigned(self, origin: str) -> Iterator[tuple[Note, Checkpoint]]:
        """Yield the cosigned checkpoints of a log that can be read, the largest first; nobody has checked them."""
        for path in sorted((self.path / "cosigned" / short(origin)).glob("*.checkpoint"), reverse=True):
            try:
                note = parse_note(path.read_bytes())
                yield note, parse_checkpoint(note.text)
            except (InvalidInput, OSError):
                continue

    def rotations(self, origin: str) -> Iterator[Note]:
        """Yield the checkpoints by which a log says it changed its key, in order; nobody has checked them."""
        for path in sorted((self.path / "log" / short(origin)).glob("*.rotation")):
            try:
                yield parse_note(path.read_bytes())
            except (InvalidInput, OSError):
                continue

    def requests(self) -> list[Path]:
        """Return the requests that are there."""
        return sorted((self.path / "log").glob("*.add-checkpoint"))

    def put_request(self, origin: str, text: str) -> None:
        """Leave a request, in place of the one before it."""
        self.put(f"log/{short(origin)}.add-checkpoint", text)

    def put_rotation(self, checkpoint: Checkpoint, note: Note) -> None:
        """Leave a checkpoint by which the log changed its key."""
        self.put(f"log/{short(checkpoint.origin)}/{checkpoint.size:015d}.rotation", str(note))

    def put_cosigned(self, checkpoint: Checkpoint, note: Note) -> None:
        """Keep a cosigned checkpoint; durable on return."""
        self.put(f"cosigned/{short(checkpoint.origin)}/{checkpoint.size:015d}.checkpoint", str(note))

    def put_refused(self, checkpoint: Checkpoint, evidence: str) -> None:
        """Keep what was refused, with the reason; nothing that was kept before is overwritten."""
        name = f"{checkpoint.size:015d}-{sha256(evidence.encode()).hexdigest()[:_DIGITS]}.txt"
        self.put(f"refused/{short(checkpoint.origin)}/{name}", evidence)

    def put_key(self, text: str) -> None:
        """Show the verifier key of the witness."""
        self.put("witness.pub", f"{text}\n")

    def put(self, name: str, text: str) -> None:
        """Write a file that is there whole or not at all, in place of what was there; durable on return.

        Raises:
            StorageError: it cannot be written.
        """
        path = self.path / name
        coming = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with coming.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            coming.replace(path)
            synchronise(path.parent)
        except OSError as error:
            raise StorageError("target_not_written", target=str(path), reason=error.strerror) from error


def short(origin: str) -> str:
    """Return the name under which a log's files stand."""
    return sha256(origin.encode()).hexdigest()[:_DIGITS]
