"""Checking the checkpoints of a ledger: who signed them, and whether the events have the roots that they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.application.checkpoints import successor_of
from workflow.errors import InvalidInput
from workflow.store import Defect
from workflow.store.envelope import Signed
from workflow.store.seal_keys import VerifierKey, parse_key
from workflow.store.seal_note import Checkpoint, Note, parse_checkpoint, parse_note


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint as a ledger keeps it, read.

    Attributes:
        row: the row; anything may stand in it.
        key: the key that the row names.
        successor: the key that it hands over to.
    """

    row: Signed
    note: Note
    checkpoint: Checkpoint
    key: VerifierKey
    successor: VerifierKey | None

    @property
    def hands_over(self) -> bool:
        """Tell whether both keys of a change have signed it."""
        return self.successor is not None and self.key.signs(self.note) and self.successor.signs(self.note)


def read(rows: Iterable[Signed]) -> tuple[list[Kept], list[Defect]]:
    """Return the checkpoints that can be read, and what is wrong with the others."""
    found: list[Kept] = []
    defects: list[Defect] = []
    for place, row in enumerate(rows, start=1):
        if row.number != place:
            defects.append(Defect("checkpoint_missing", facts={"number": place, "found": row.number}))
        try:
            note = parse_note(str(row.note))
            checkpoint = parse_checkpoint(note.text)
            found.append(Kept(row, note, checkpoint, parse_key(str(row.key)), successor_of(checkpoint)))
        except InvalidInput:
            defects.append(Defect("checkpoint_unreadable", facts={"number": row.number}))
    return found, defects


def known_keys(checkpoints: Sequence[Kept], trusted: Collection[VerifierKey]) -> set[VerifierKey]:
    """Return the keys that may have signed: those trusted, and whom they took over from or handed over to.

    Without any trusted one the log's own word is taken for its first key.
    """
    known = set(trusted) or {one.key for one in checkpoints[:1]}
    changes = [(one.key, one.successor) for one in checkpoints if one.successor and one.hands_over]
    grown = True
    while grown:
        before = len(known)
        for change in changes:
            if not known.isdisjoint(change):
                known.update(change)
        grown = len(known) > before
    return known


def check(checkpoints: Sequence[Kept], known: Collection[VerifierKey], roots: Mapping[int, bytes]) -> Iterator[Defect]:
    """Yield what is wrong with checkpoints that could be read.

    Args:
        roots: size → root of the tree as derived from the events, for every size that the ledger reaches.
    """
    before: Kept | None = None
    for one in checkpoints:
        number, size = one.row.number, one.checkpoint.size
        if one.row.size != size:
            yield Defect("checkpoint_misfiled", facts={"number": number, "size": size, "found": one.row.size})
        yield from _of_signatures(one, known, before)
        if before is not None and size < before.checkpoint.size:
            yield Defect("checkpoint_out_of_order", facts={"number": number, "size": size})
        yield from against_tree("checkpoint", one.checkpoint, roots, {"number": number})
        before = one


def against_tree(
    kind: str, checkpoint: Checkpoint, roots: Mapping[int, bytes], facts: Mapping[str, object]
) -> Iterator[Defect]:
    """Yield what the events contradict in a checkpoint; `kind` says who keeps it: `checkpoint` or `cosigned`."""
    told = {**facts, "size": checkpoint.size}
    if checkpoint.size not in roots:
        yield Defect(f"{kind}_beyond_end", facts=told)
    elif roots[checkpoint.size] != checkpoint.root:
        yield Defect(f"{kind}_root_differs", facts=told)


def _of_signatures(one: Kept, known: Collection[VerifierKey], before: Kept | None) -> Iterator[Defect]:
    facts = {"number": one.row.number, "key": one.key.name}
    if one.key not in known:
        yield Defect("checkpoint_key_unknown", facts=facts)
    elif not one.key.signs(one.note) or (one.successor is not None and not one.hands_over):
        yield Defect("checkpoint_signature_wrong", facts=facts)
    if one.checkpoint.origin != one.key.name:
        yield Defect("checkpoint_of_another_log", facts={"number": one.row.number, "origin": one.checkpoint.origin})
    if before is not None and one.key != (before.successor or before.key):
        yield Defect("checkpoint_key_changed", facts=facts)
