"""Verifying a ledger: everything is derived anew from its bytes and compared with what was signed and witnessed.

All that is wrong is told, not the first thing only. What nobody outside has seen yet is told as a number.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workflow.audit.integrity.contents import Contents
from workflow.audit.integrity.folder import Folder
from workflow.audit.integrity.remembered import Remembered, recall, remember
from workflow.audit.integrity.seen import Seen, look
from workflow.audit.integrity.signed import Kept, against_tree, check, known_keys, read
from workflow.errors import StorageError
from workflow.store import Defect, Ledger
from workflow.store.integrity import Inspection
from workflow.store.seal_keys import VerifierKey


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom an auditor trusts, and where witnesses leave what they saw.

    Attributes:
        log_keys: keys of the log, known from elsewhere than the ledger; none takes the ledger's own word.
        witness_keys: keys of witnesses, known from elsewhere than their folders; none takes each folder's own word.
        folders: what witnesses have cosigned.
    """

    log_keys: Sequence[VerifierKey] = ()
    witness_keys: Sequence[VerifierKey] = ()
    folders: Sequence[Folder] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification says.

    Attributes:
        since: how many events were taken over from an earlier verification.
        signed: how many events the last sound checkpoint covers.
        trusted: the keys of the log are known from elsewhere.
        witnessed: how many events some witness has seen.
        unwitnessed_since: since when nobody outside knows of something; None where they know of everything.
        to_remember: what a later verification may go on from; None where something is wrong or nothing is signed.
    """

    events: int
    since: int
    root: bytes
    checkpoints: int
    signed: int
    trusted: bool
    witnesses: tuple[Seen, ...]
    witnessed: int
    unwitnessed_since: datetime | None
    defects: tuple[Defect, ...]
    to_remember: Remembered | None


def verify(ledger: Ledger, trust: Trust, earlier: Path | None = None) -> Report:
    """Return what is wrong with a ledger, and what of it nobody outside has seen.

    Args:
        earlier: where an earlier verification is remembered; its events are taken over where the log's signature
            stands behind it, and the work is that of the events since.

    Raises:
        StorageError: the ledger cannot be read at all.
    """
    kept, defects = read(ledger.checkpoints())
    known = known_keys(kept, trust.log_keys)
    before = recall(earlier, known) if earlier else None
    fresh = [one for one in kept if before is None or one.row.number >= before.number]
    seen = _seen(trust, kept, before.frontier.size if before else 0, defects)
    walk = Inspection(_sizes(fresh, seen), before.frontier if before else None)
    contents = Contents()
    with _no_garbage():
        defects += ledger.inspect(walk, contents.look)
    defects += contents.defects
    defects += contents.of_files(ledger.files, only_named=before is not None)
    defects += _of_beginning(ledger, before) if before else ()
    defects += check(fresh, known, walk.roots)
    defects += _against_witnesses(seen, kept, walk.roots)
    last = next((one for one in reversed(fresh) if not any(check([one], known, walk.roots))), None)
    witnessed = max((_largest(one, walk.roots) for one in seen), default=0)
    return Report(
        walk.tree.size, walk.begun, walk.tree.root(), len(kept), last.checkpoint.size if last else 0,
        bool(trust.log_keys), tuple(seen), witnessed, _unwitnessed_since(ledger, walk.tree.size, witnessed, seen),
        tuple(defects), remember(ledger, last) if last and not defects else None,
    )  # fmt: skip


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Keep the collector from walking all rows again and again; nothing in them refers back to itself."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _seen(trust: Trust, kept: Sequence[Kept], least: int, defects: list[Defect]) -> list[Seen]:
    origin = kept[0].checkpoint.origin if kept else trust.log_keys[0].name if trust.log_keys else ""
    seen: list[Seen] = []
    for folder in trust.folders:
        found, wrong = look(folder, trust.witness_keys, origin, least)
        seen += found
        defects += wrong
    return seen


def _sizes(kept: Sequence[Kept], seen: Sequence[Seen]) -> set[int]:
    said = [one.checkpoint for one in kept] + [sight.checkpoint for witness in seen for sight in witness.sights]
    return {checkpoint.size for checkpoint in said}


def _of_beginning(ledger: Ledger, before: Remembered) -> Iterator[Defect]:
    """Yield whether the tree kept now still has the root that was found sound then."""
    size = before.frontier.size
    try:
        if ledger.tree(size).root() != before.frontier.root():
            yield Defect("beginning_differs", facts={"size": size})
    except StorageError as error:
        yield Defect("tile_differs", facts={name: error.facts.get(name) for name in ("level", "number")})


def _against_witnesses(seen: Sequence[Seen], kept: Sequence[Kept], roots: Mapping[int, bytes]) -> Iterator[Defect]:
    texts = {one.note.text for one in kept}
    for witness in seen:
        for sight in witness.sights:
            facts = {"witness": witness.name, "at": sight.at}
            yield from against_tree("cosigned", sight.checkpoint, roots, facts)
            if sight.note.text not in texts:
                yield Defect("cosigned_not_here", facts={**facts, "size": sight.checkpoint.size})


def _largest(witness: Seen, roots: Mapping[int, bytes]) -> int:
    """Return how many of the events that are here a witness has seen as they are."""
    borne_out = (
        sight.checkpoint for sight in witness.sights if roots.get(sight.checkpoint.size) == sight.checkpoint.root
    )
    return max((checkpoint.size for checkpoint in borne_out), default=0)


def _unwitnessed_since(ledger: Ledger, events: int, witnessed: int, seen: Sequence[Seen]) -> datetime | None:
    if events <= witnessed:
        return None
    times = [sight.at for witness in seen for sight in witness.sights if sight.checkpoint.size == witnessed]
    if times:
        return max(times)
    try:
        return next((record.recorded_at for record in ledger.follow(witnessed, limit=1)), None)
    except StorageError:
        return None
