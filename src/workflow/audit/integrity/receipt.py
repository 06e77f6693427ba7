"""Receipts: what an applicant keeps of a case, to be checked after this system is gone.

A receipt holds the events of the case to the letter, the proof that each is among what a checkpoint covers, and the
checkpoint with its signatures. Whoever holds one is a witness to all that was recorded before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from workflow.audit.integrity.seen import Seen, Sight
from workflow.audit.integrity.signed import Kept, read
from workflow.errors import NotFound, StorageError
from workflow.language.ids import case_stream
from workflow.store import Ledger, Record
from workflow.store.seal_keys import VerifierKey
from workflow.store.seal_note import Note, base64

FORM = 1


def receipt(
    ledger: Ledger, case: str, now: datetime, seen: Sequence[Seen] = (), witness_keys: Sequence[VerifierKey] = ()
) -> dict[str, Any]:
    """Return the receipt of a case: its events that the last checkpoint covers, cosigned where a witness has seen it.

    Args:
        now: when it is issued.
        seen: what witnesses have seen of this ledger.
        witness_keys: their keys, for the reader to compare.

    Raises:
        NotFound: nobody opened the case, or no checkpoint covers any of its events.
        StorageError: the ledger cannot be read, or is not what was signed.
    """
    records = ledger.read(case_stream(case))
    if not records:
        raise NotFound("unknown_case", case=case)
    chosen = _chosen(ledger, records, seen)
    if chosen is None:
        raise NotFound("not_signed_yet", case=case)
    checkpoint = chosen.checkpoint
    tree = ledger.tree(checkpoint.size)
    if tree.root() != checkpoint.root:
        raise StorageError("ledger_contradicts_checkpoint", number=chosen.row.number, size=checkpoint.size)
    covered = [record for record in records if record.position <= checkpoint.size]
    return {
        "receipt": FORM,
        "case": case,
        "issued_at": now.isoformat(),
        "log_key": str(chosen.key),
        "witness_keys": [str(key) for key in witness_keys],
        "checkpoint": str(_cosigned(chosen.note, seen)),
        "events": [_event(record, tree.inclusion(record.position - 1)) for record in covered],
        "uncovered": len(records) - len(covered),
    }


def verifier() -> str:
    """Return the program that checks receipts: one file that needs nothing but Python."""
    return files("workflow.audit.integrity").joinpath("verifier.py").read_text(encoding="utf-8")


def _chosen(ledger: Ledger, records: Sequence[Record], seen: Sequence[Seen]) -> Kept | None:
    """Return the checkpoint for a receipt: one that covers the whole case, a witnessed one first; else the last."""
    rows = ledger.checkpoints()
    whole, _ = read(row for row in rows if row.size >= records[-1].position)
    last, _ = read(row for row in rows[-1:] if row.size >= records[0].position)
    sighted = {sight.note.text for one in seen for sight in one.sights}
    return next((one for one in reversed(whole) if one.note.text in sighted), next(iter(last), None))


def _event(record: Record, proof: Sequence[bytes]) -> dict[str, Any]:
    return {"index": record.position - 1, "body": record.body.decode(), "proof": list(map(base64, proof))}


def _cosigned(note: Note, seen: Sequence[Seen]) -> Note:
    """Return a checkpoint with every signature that witnesses have put under it."""
    sights: list[Sight] = [sight for one in seen for sight in one.sights if sight.note.text == note.text]
    more = (signature for sight in sights for signature in sight.note.signatures)
    return Note(note.text, tuple(dict.fromkeys((*note.signatures, *more))))
