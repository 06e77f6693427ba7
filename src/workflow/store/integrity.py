"""Re-deriving a ledger from its own bytes: whether columns, hashes, chains and the head of the seal agree.

It shows what damage and clumsy hands leave behind. That nobody has rewritten everything is shown by what
others hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.errors import StorageError
from workflow.store.codec import Envelope, parse
from workflow.store.envelope import NO_TAIL, Entry, Tail
from workflow.store.seal import Frontier, matches


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing wrong with a ledger.

    Attributes:
        key: what is wrong, as `leaf_differs`.
        position: the event meant; 0 where the ledger as a whole is.
        facts: what was expected and what was found.
    """

    key: str
    position: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


def inspect(entries: Iterable[Entry], rows: int, head: tuple[int, bytes]) -> Iterator[Defect]:
    """Yield every defect of a ledger.

    Args:
        entries: its rows in the order of positions.
        rows: how many rows the database counts.
        head: size and frontier as the database keeps them.
    """
    tails: dict[str, Tail] = {}
    tree = Frontier()
    due = 1
    for entry in entries:
        if entry.position != due:
            yield Defect("position_missing", due, {"found": entry.position})
        due = entry.position + 1
        yield from _of_entry(entry, tails.get(entry.stream, NO_TAIL))
        tail = _tail_after(entry.version, entry.leaf)
        tails[entry.stream] = tail
        tree.add(tail.leaf or b"")
    if rows != tree.size:
        yield Defect("rows_out_of_order", facts={"rows": rows, "in_order": tree.size})
    if head != (tree.size, tree.to_bytes()):
        yield Defect("seal_differs", facts={"size": head[0], "derived": tree.size})


def _tail_after(version: object, leaf: object) -> Tail:
    """Return where a stream ends after a row, whose columns may hold anything."""
    return Tail(version if isinstance(version, int) else 0, leaf if isinstance(leaf, bytes) else b"")


def _of_entry(entry: Entry, tail: Tail) -> Iterator[Defect]:
    position = entry.position
    if not matches(entry.body, entry.leaf):
        yield Defect("leaf_differs", position)
    if entry.version != tail.version + 1:
        facts = {"stream": entry.stream, "expected": tail.version + 1, "found": entry.version}
        yield Defect("version_out_of_order", position, facts)
    try:
        envelope = parse(entry.body, position)
    except StorageError as error:
        yield Defect(error.key, position, {k: v for k, v in error.facts.items() if k != "position"})
        return
    yield from _of_envelope(entry, envelope, tail)


def _of_envelope(entry: Entry, envelope: Envelope, tail: Tail) -> Iterator[Defect]:
    columns = (entry.stream, entry.version, entry.name, entry.command_id)
    if columns != (envelope.stream, envelope.version, envelope.name, envelope.command_id):
        yield Defect("event_misfiled", entry.position, {"stream": entry.stream, "version": entry.version})
    if envelope.previous != (tail.leaf.hex() if tail.leaf else None):
        yield Defect("chain_broken", entry.position, {"stream": entry.stream})
