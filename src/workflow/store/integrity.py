"""Re-deriving a ledger from its own bytes: whether columns, hashes, chains, tiles and the head of the seal agree.

It shows what damage and clumsy hands leave behind. That nobody has rewritten everything is shown by what
others hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

import msgspec

from workflow.errors import StorageError
from workflow.store.codec import ActorSeen, Instant, parse
from workflow.store.envelope import Entry
from workflow.store.seal import Frontier, leaf_hash, leaf_hashes, tiles_above

CLOCK_TOLERANCE = timedelta(minutes=2)
"""A writer may wait for its turn after it has looked at its clock; machines' clocks differ a little."""


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


class Kept(NamedTuple):
    """What a database says of the whole at one moment.

    Attributes:
        size: of the head of the seal.
        frontier: of the head of the seal.
        rows: how many events are really there; None where they were not counted.
        nodes: how many hashes the tiles above the leaves hold; None where they were not counted.
    """

    size: int
    frontier: bytes
    rows: int | None = None
    nodes: int | None = None


class _Seen(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """The envelope with its data and articles left as bytes: its whole shape is checked, in half the time."""

    actor: ActorSeen
    basis: msgspec.Raw
    causation_id: str | None
    command_id: str | None
    correlation_id: str | None
    data: msgspec.Raw
    definition: str | None
    effective_at: Instant
    envelope: Literal[1]
    event_id: str
    name: str
    previous: str | None
    recorded_at: Instant
    schema: int
    stream: str
    version: int


_see = msgspec.json.Decoder(_Seen).decode
Row = tuple[Any, ...]
"""The columns of an entry as a database gave them; a foreign hand may have left anything there."""
_NOWHERE: tuple[int, str | None] = (0, None)


class Inspection:
    """One walk over the rows of a ledger, in the order of positions.

    Attributes:
        tree: the tree derived from the bytes seen so far.
        roots: size → root of the tree, for the sizes asked for.
        tails: stream → its last version and that event's leaf hash in hex.
        last: the last position seen.
    """

    def __init__(self, sizes: Iterable[int] = (), tree: Frontier | None = None) -> None:
        """Begin at the end of a tree that is known already; by default at the first event.

        Args:
            sizes: those whose roots are wanted.
        """
        self.tree = tree or Frontier()
        self.begun = self.last = self.tree.size
        self.roots: dict[int, bytes] = {}
        self.tails: dict[str, tuple[int, str | None]] = {}
        self._wanted = sorted({size for size in sizes if size >= self.begun}, reverse=True)
        self._latest: datetime | None = None
        self._note_roots()

    def see(self, rows: Sequence[Row]) -> Iterator[Defect]:
        """Take the next rows in and yield what is wrong with them."""
        leaves = _leaves(rows)
        if not self._all_right(rows, leaves):
            for row, leaf in zip(rows, leaves, strict=True):
                yield from self._of_row(Entry._make(row), leaf)
        self._grow(leaves)

    def _all_right(self, rows: Sequence[Row], leaves: list[bytes]) -> bool:
        """Tell whether rows are as they should be, and remember where their streams end if so.

        This is the way nearly every row goes, so whatever can be compared as a whole page is.
        """
        positions, streams, versions, names, bodies, kept, commands = zip(*rows, strict=True)
        if positions != tuple(range(self.last + 1, self.last + 1 + len(rows))) or kept != tuple(leaves):
            return False
        try:
            seen = list(map(_see, bodies))
        except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, RecursionError):
            return False
        said = [one.stream for one in seen], [one.version for one in seen], [one.name for one in seen]
        if said != (list(streams), list(versions), list(names)) or [one.command_id for one in seen] != list(commands):
            return False
        ends = self._chained(seen, leaves)
        if ends is None or not self._in_time([one.recorded_at for one in seen]):
            return False
        self.tails.update(ends)
        self.last += len(rows)
        return True

    def _in_time(self, times: list[datetime]) -> bool:
        if times == sorted(times) and (self._latest is None or times[0] >= self._latest):
            self._latest = times[-1]
            return True
        latest = self._latest or times[0]
        for at in times:
            latest = max(at, latest)
            if latest - at > CLOCK_TOLERANCE:
                return False
        self._latest = latest
        return True

    def _chained(self, seen: list[_Seen], leaves: list[bytes]) -> dict[str, tuple[int, str | None]] | None:
        """Return where the streams of a page end with it; None where a chain is broken."""
        tails, ends = self.tails, dict[str, tuple[int, str | None]]()
        for one, leaf in zip(seen, leaves, strict=True):
            stream, version = one.stream, one.version
            before, previous = ends.get(stream) or tails.get(stream) or _NOWHERE
            if version != before + 1 or one.previous != previous:
                return None
            ends[stream] = version, leaf.hex()
        return ends

    def _grow(self, leaves: list[bytes]) -> None:
        at = 0
        while at < len(leaves):
            wanted = self._wanted[-1] - self.tree.size if self._wanted else len(leaves)
            self.tree.extend(leaves[at : at + wanted] if at or wanted < len(leaves) else leaves)
            at += wanted
            self._note_roots()

    def _note_roots(self) -> None:
        if self._wanted and self._wanted[-1] == self.tree.size:
            self.roots[self._wanted.pop()] = self.tree.root()

    def _of_row(self, entry: Entry, leaf: bytes) -> Iterator[Defect]:
        position = entry.position
        if position != self.last + 1:
            yield Defect("position_missing", self.last + 1, {"found": position})
        self.last = position
        if entry.leaf != leaf or not leaf:
            yield Defect("leaf_differs", position)
        before, previous = self.tails.get(entry.stream, _NOWHERE)
        if entry.version != before + 1:
            facts = {"stream": entry.stream, "expected": before + 1, "found": entry.version}
            yield Defect("version_out_of_order", position, facts)
        version: object = entry.version
        self.tails[entry.stream] = version if isinstance(version, int) else 0, leaf.hex()
        yield from self._of_envelope(entry, previous)

    def _of_envelope(self, entry: Entry, previous: str | None) -> Iterator[Defect]:
        position = entry.position
        try:
            seen = parse(entry.body, position)
        except StorageError as error:
            yield Defect(error.key, position, {k: v for k, v in error.facts.items() if k != "position"})
            return
        columns = (entry.stream, entry.version, entry.name, entry.command_id)
        if columns != (seen.stream, seen.version, seen.name, seen.command_id):
            yield Defect("event_misfiled", position, {"stream": entry.stream, "version": entry.version})
        if seen.previous != previous:
            yield Defect("chain_broken", position, {"stream": entry.stream})
        if self._latest is None or seen.recorded_at > self._latest:
            self._latest = seen.recorded_at
        elif self._latest - seen.recorded_at > CLOCK_TOLERANCE:
            facts = {"recorded_at": seen.recorded_at.isoformat(), "latest": self._latest.isoformat()}
            yield Defect("clock_went_back", position, facts)

    def of_seal(self, nodes: Iterable[tuple[object, object, object]], kept: Kept) -> Iterator[Defect]:
        """Yield what is wrong with the seal, once all rows have been seen.

        Args:
            nodes: what the tiles hold of all that was closed since this walk began, in order.
            kept: the head and the counts, read after the last row.
        """
        tree = self.tree
        for derived, found in zip_longest(sorted(tree.closed), nodes):
            if derived != found:
                level, number, _ = derived or found
                yield Defect("tile_differs", facts={"level": level, "number": number})
        if kept.rows not in {None, tree.size}:
            yield Defect("rows_out_of_order", facts={"rows": kept.rows, "in_order": tree.size})
        if kept.nodes not in {None, tiles_above(tree.size)}:
            yield Defect("tiles_miscounted", facts={"expected": tiles_above(tree.size), "found": kept.nodes})
        if kept[:2] != (tree.size, tree.to_bytes()):
            yield Defect("seal_differs", facts={"size": kept.size, "derived": tree.size})


def _leaves(rows: Sequence[Row]) -> list[bytes]:
    """Return the leaf hashes that follow from the bodies of rows; nothing for what is no bytes."""
    try:
        return leaf_hashes([row[4] for row in rows])
    except TypeError:
        return [leaf_hash(row[4]) if isinstance(row[4], bytes) else b"" for row in rows]
