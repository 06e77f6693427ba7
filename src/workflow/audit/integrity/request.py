"""What a log asks of a witness: to cosign its newest checkpoint, proven to have grown from the one before.

Source: C2SP tlog-witness, "add-checkpoint".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from workflow.application.checkpoints import successor_of
from workflow.audit.integrity.folder import Folder
from workflow.errors import InvalidInput
from workflow.store import Ledger
from workflow.store.seal import is_hash
from workflow.store.seal_note import Checkpoint, Note, base64, parse_checkpoint, parse_note, unbase64

MOST_STEPS = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Request:
    """A request to cosign.

    Attributes:
        old: the size the witness is thought to have cosigned last.
        proof: that the checkpoint's tree begins with that one.
    """

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in (f"old {self.old}", *map(base64, self.proof), "")) + str(self.note)


def parse_request(content: bytes) -> Request:
    """Return the request that a content is.

    Raises:
        InvalidInput: it is none.
    """
    head, _, note = content.partition(b"\n\n")
    try:
        first, *steps = head.decode("ascii").split("\n")
    except UnicodeError as error:
        raise InvalidInput("note_malformed", what="request") from error
    old = _OLD.fullmatch(first)
    proof = tuple(map(unbase64, steps))
    if old is None or len(proof) > MOST_STEPS or not all(map(is_hash, proof)):
        raise InvalidInput("note_malformed", what="request")
    parsed = parse_note(note)
    return Request(int(old[1]), proof, parsed, parse_checkpoint(parsed.text))


def drop(ledger: Ledger, path: Path, *, rotations: bool = False) -> None:
    """Leave the newest checkpoint of a ledger in the folder of a witness, if there is one.

    Args:
        rotations: leave all changes of its key there too, for a witness that may have missed some.

    Raises:
        StorageError: the folder is gone or cannot be written; or the ledger cannot be read.
    """
    folder = Folder(path)
    folder.require()
    last = ledger.last_checkpoint()
    for row in ledger.checkpoints() if rotations else [last] if last else []:
        note = parse_note(row.note)
        checkpoint = parse_checkpoint(note.text)
        if successor_of(checkpoint):
            folder.put_rotation(checkpoint, note)
    if last is not None:
        note = parse_note(last.note)
        checkpoint = parse_checkpoint(note.text)
        sizes = (seen.size for _, seen in folder.cosigned(checkpoint.origin))
        old = max((size for size in sizes if size <= checkpoint.size), default=0)
        proof = tuple(ledger.tree(checkpoint.size).consistency(old)) if old else ()
        folder.put_request(checkpoint.origin, str(Request(old, proof, note, checkpoint)))
