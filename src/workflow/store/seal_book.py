"""What a ledger keeps of its seal besides the events: the tiles of the tree and the checkpoints signed over it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from itertools import takewhile

from workflow.errors import StorageError
from workflow.store.envelope import Signed
from workflow.store.integrity import Defect, Inspection, Kept, Row
from workflow.store.reading import PAGE, Reading
from workflow.store.seal import TILE, TILE_HEIGHT, Frontier, is_hash
from workflow.store.seal_proofs import Tree
from workflow.store.sealing import Sealing

INSPECTED_PAGE = TILE
Making = Callable[[Frontier, Signed | None], Signed | None]
"""The head of the seal and the last checkpoint → the next one, or none."""


class SealBook(Reading):
    """The part of a ledger that proofs and checkpoints come from.

    Attributes:
        url: where it lives, without any password.
    """

    url: str

    def frontier(self) -> Frontier:
        """Return the head of the seal: size and frontier of the tree over all events.

        Raises:
            StorageError: the head is missing or no head.
        """
        kept = self._kept(counted=False)
        try:
            return Frontier.from_bytes(kept.size, kept.frontier)
        except (ValueError, TypeError) as error:
            raise StorageError("store_damaged", url=self.url, reason="seal_head") from error

    def tile(self, level: int, number: int) -> list[bytes]:
        """Return the hashes of a tile, fewer than 256 for the last one of a level; those of level 0 are leaf hashes.

        Raises:
            StorageError: what is kept there is no hashes.
        """
        hashes = self._hashes(level, number * TILE, TILE)
        if not all(is_hash(each) for each in hashes):
            raise StorageError("tile_damaged", level=level, number=number)
        return hashes

    def tree(self, size: int) -> Tree:
        """Return the tree over the first `size` events, for roots and proofs."""
        return Tree(size, self.tile)

    def add_checkpoint(self, make: Making) -> Signed | None:
        """Keep a checkpoint over what is durably recorded, while nobody appends, and return it; durable on return.

        Raises:
            StorageError: the database cannot be written; no checkpoint is kept.
        """
        with self._sealing(()) as sealing:
            made = make(sealing.frontier, self.last_checkpoint())
            if made is not None:
                sealing.keep([made])
        return made

    def inspect(self, inspection: Inspection, look: Callable[[Sequence[Row]], None] | None = None) -> Iterator[Defect]:
        """Lead an inspection from where it begins to the end and yield what is wrong; others may go on appending.

        Args:
            look: shown every page of rows that passes.
        """
        with ThreadPoolExecutor(1) as beside:
            # The database looks at itself on another core.
            damage = beside.submit(self._damage) if inspection.begun == 0 else None
            while True:
                begun = inspection.last
                for page in self.pages(begun):
                    self._tell_tails(inspection, page)
                    yield from inspection.see(page)
                    if look is not None:
                        look(page)
                kept = self._kept(counted=inspection.begun == 0)
                if kept.size <= inspection.last or inspection.last == begun:
                    break
            yield from damage.result() if damage else ()
        yield from inspection.of_seal(self.nodes(inspection.begun, inspection.tree.size), kept)

    def _tell_tails(self, inspection: Inspection, page: Sequence[Row]) -> None:
        """Tell an inspection that did not begin at the first event where the streams of a page ended before it."""
        if inspection.begun == 0:
            return
        firsts = {row[1]: row[2] for row in reversed(page)}
        for stream in firsts.keys() - inspection.tails.keys():
            version = firsts[stream]
            for entry in self._of_stream(stream, version - 2, version - 1) if isinstance(version, int) else ():
                inspection.tails[stream] = entry.version, entry.leaf.hex()

    def _damage(self) -> list[Defect]:
        """Return what the database itself finds damaged."""
        return []

    def nodes(self, old: int, size: int) -> Iterator[tuple[object, object, object]]:
        """Yield level, number and hash of every tile that is full in a tree of `size` and was not in one of `old`."""
        level = 1
        while size >> TILE_HEIGHT * level:
            first, end = old >> TILE_HEIGHT * level, size >> TILE_HEIGHT * level
            while first < end and (hashes := self._hashes(level, first, min(PAGE, end - first))):
                yield from ((level, number, each) for number, each in enumerate(hashes, first))
                first += len(hashes)
            level += 1

    @abstractmethod
    def _kept(self, *, counted: bool) -> Kept:
        """Return what the database says of the whole, as of one moment."""

    @abstractmethod
    def pages(self, after: int = 0) -> Iterator[Sequence[Row]]:
        """Yield the rows after a position page by page as they are kept: the columns of an entry, of any type."""

    @abstractmethod
    def checkpoints(self, after: int = 0) -> list[Signed]:
        """Return the checkpoints with numbers after one, in order, as they are kept."""

    @abstractmethod
    def last_checkpoint(self) -> Signed | None:
        """Return the last checkpoint; None before the first."""

    @abstractmethod
    def _sealing(self, streams: Collection[str], *, bulk: bool = False) -> AbstractContextManager[Sealing]:
        """Open the one transaction that may append, with the tails of these streams; an error undoes it."""

    @abstractmethod
    def _hashes(self, level: int, first: int, count: int) -> list[bytes]:
        """Return up to `count` hashes of a level from the `first` on, unchecked."""


def lacking(here: SealBook, there: SealBook, size: int) -> list[Signed]:
    """Return the checkpoints here over up to `size` events that another ledger of the same beginning lacks."""
    own, other = here.checkpoints(), there.checkpoints()
    more = own[len(other) :] if own[: len(other)] == other else []
    return list(takewhile(lambda checkpoint: checkpoint.size <= size, more))
