"""The ledger: every fact in one order, appended all or nothing, sealed as it is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workflow.errors import ConcurrentChange, NotFound, StorageError
from workflow.language.facts import Fact
from workflow.language.ids import content_stream
from workflow.store.codec import Glance, decode, glance
from workflow.store.content import content_fact, content_of
from workflow.store.envelope import NO_TAIL, Entry, Record
from workflow.store.integrity import Defect, inspect
from workflow.store.seal import Frontier
from workflow.store.sealing import Sealing, add_as_they_are, sealed

PAGE = 5_000
FOLDED_PAGE = 1_000  # Small enough for a processor's cache: what is read is decoded at once.
BULK = 8_000


class Ledger(ABC):
    """A ledger of facts on one of the databases.

    Positions run from 1 without gaps on every database, and become visible in their order: whoever follows
    from the last position seen misses nothing.

    Attributes:
        url: where it lives, without any password.
    """

    url: str

    def __init__(self, url: str) -> None:
        self.url = url

    def append(self, facts: Sequence[Fact], expected: Mapping[str, int]) -> list[Record]:
        """Record facts of any number of streams, all or none, and return them as recorded; durable on return.

        Pinned content that is already there is left out.

        Args:
            facts: in the order to be recorded in.
            expected: the version of each stream the decision has read, 0 where it was new; also of those it
                does not write to.

        Raises:
            ConcurrentChange: a stream has moved on since it was read, a version is not the next one, or what the same
                command led to is recorded already.
            InvalidInput: a fact has no canonical form.
            StorageError: the database cannot be written; nothing is recorded, unless the key is
                `store_outcome_unknown`.
        """
        streams = {fact.stream for fact in facts}.union(expected)
        with self._sealing(streams) as sealing:
            for stream, version in expected.items():
                found = sealing.tails.get(stream, NO_TAIL).version
                if found != version:
                    raise ConcurrentChange("stream_moved_on", stream=stream, expected=version, found=found)
            entries = list(sealed(facts, sealing))
            for command in {str(entry.command_id) for entry in entries if entry.command_id is not None}:
                if self._of_command(command):
                    raise ConcurrentChange("command_recorded", command=command)
            records = [decode(entry) for entry in entries]
            if entries:
                sealing.write(entries)
        return records

    def append_bulk(self, facts: Iterable[Fact], per_transaction: int = BULK) -> int:
        """Record many facts, `per_transaction` at a time, and return how many were recorded; for imports.

        Each transaction is all or nothing; those before a failure stay.

        Raises:
            ConcurrentChange: a fact's version is not the next one of its stream.
            InvalidInput: a fact has no canonical form.
            StorageError: the database cannot be written.
        """
        coming = iter(facts)
        recorded = 0
        while batch := list(islice(coming, per_transaction)):
            with self._sealing({fact.stream for fact in batch}, bulk=True) as sealing:
                before = sealing.frontier.size
                sealing.write(sealed(batch, sealing))
            recorded += sealing.frontier.size - before
        return recorded

    def put_content(self, kind: str, content: bytes, *, recorded_at: datetime) -> str:
        """Pin a content unless it is there already, and return its sha256 in hex.

        Args:
            kind: `definition` or `calendar`.
            content: canonical JSON in UTF-8.
            recorded_at: aware, UTC.

        Raises:
            InvalidInput: another kind, or bytes that are not UTF-8.
        """
        fact = content_fact(kind, content, recorded_at)
        self.append([fact], {})
        return fact.stream.partition(":")[2]

    def read(self, stream: str, after: int = 0, until: int | None = None) -> list[Record]:
        """Return the records of a stream with versions in (after, until]; none for an unknown stream.

        Raises:
            StorageError: an event cannot be read; its position is among the facts.
        """
        return [decode(entry) for entry in self._of_stream(stream, after, until)]

    def follow(self, after: int = 0, limit: int = 1_000) -> list[Record]:
        """Return up to `limit` records of the whole ledger that come after a position, in order.

        Raises:
            StorageError: an event cannot be read; its position is among the facts.
        """
        return [decode(entry) for entry in self._page(after, limit)]

    def scan(self, page: int = PAGE, after: int = 0) -> Iterator[Record]:
        """Yield every record after a position, in order, holding one page at a time.

        Raises:
            StorageError: an event cannot be read; its position is among the facts.
        """
        for entry in self.entries(page, after):
            yield decode(entry)

    def scan_raw(self, page: int = PAGE, after: int = 0) -> Iterator[tuple[int, str, int, str, bytes]]:
        """Yield position, stream, version, name and canonical bytes of every event, unchecked."""
        for entry in self.entries(page, after):
            yield entry[:5]

    def glances(self, kind: str, page: int = FOLDED_PAGE) -> Iterator[Glance]:
        """Yield every event of the streams of a kind, stream by stream, holding one page: for folding them all.

        Raises:
            StorageError: an event cannot be read, or does not match its columns.
        """
        stream, version = f"{kind}:", 0
        while rows := self._by_stream(stream, version, f"{kind};", page):
            for position, body in rows:
                seen = glance(position, body)
                if seen.stream != stream and seen.stream > stream:
                    stream, version = seen.stream, 0
                version += 1
                if seen.stream != stream or seen.version != version:
                    raise StorageError("event_misfiled", position=position, stream=seen.stream, version=seen.version)
                yield seen

    def entries(self, page: int = PAGE, after: int = 0) -> Iterator[Entry]:
        """Yield the rows after a position as they are kept, in order: for copies, proofs and checks."""
        while rows := self._page(after, page):
            yield from rows
            after = rows[-1].position

    def find_command(self, command_id: str) -> list[Record]:
        """Return what a command led to, in order; nothing if it was never recorded."""
        return [decode(entry) for entry in self._of_command(command_id)]

    def content(self, kind: str, digest: str) -> bytes:
        """Return a pinned content.

        Raises:
            NotFound: it was never pinned here.
            StorageError: what is kept under the digest is something else.
        """
        records = self.read(content_stream(kind, digest))
        if not records:
            raise NotFound("content_not_found", kind=kind, digest=digest)
        return content_of(records[0], digest)

    def position(self) -> int:
        """Return the position of the last event; 0 for an empty ledger."""
        return self.frontier().size

    @abstractmethod
    def version(self, stream: str) -> int:
        """Return the version of the last event of a stream; 0 for an unknown one."""

    @abstractmethod
    def frontier(self) -> Frontier:
        """Return the head of the seal: size and frontier of the tree over all events."""

    @abstractmethod
    def streams(self, kind: str | None = None) -> list[str]:
        """Return the names of all streams, or of those of a kind (`case`, `project`, …), sorted."""

    def info(self) -> dict[str, Any]:
        """Return url, events, streams, projects, cases, checkpoints and size_bytes.

        A store of this format holds no signed checkpoints.
        """
        return {
            "url": self.url,
            "events": self.position(),
            "streams": self._count(None),
            "projects": self._count("project"),
            "cases": self._count("case"),
            "checkpoints": 0,
            "size_bytes": self._size_bytes(),
        }

    def check(self) -> list[Defect]:
        """Return everything that is wrong with the ledger, in order of positions; nothing for a sound one.

        Structure, leaf hashes, the chain of each stream and the head of the seal are derived anew.
        """
        return [*self._damage(), *inspect(self.entries(), self._rows(), self._stored_head())]

    def copy_to(self, other: Ledger) -> int:
        """Append to another ledger what it lacks, byte for byte, and return how many events that were.

        Raises:
            StorageError: the other ledger is no beginning of this one, or an event does not match its hash.
        """
        there = other.frontier()
        if not self._begins_with(there):
            raise StorageError("target_not_a_beginning", target=other.url, position=there.size)
        copied = 0
        coming = self.entries(after=there.size)
        while batch := list(islice(coming, BULK)):
            with other._sealing((), bulk=True) as sealing:
                if sealing.frontier.size != batch[0].position - 1:
                    raise ConcurrentChange("target_moved_on", target=other.url)
                add_as_they_are(batch, sealing.frontier)
                sealing.write(batch)
            copied += len(batch)
        return copied

    @abstractmethod
    def backup(self, path: Path) -> None:
        """Write the whole ledger to a new SQLite file while others may go on working.

        Raises:
            StorageError: the file exists, or cannot be written.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the database; what was acknowledged stays."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def _sealing(self, streams: Collection[str], *, bulk: bool = False) -> AbstractContextManager[Sealing]:
        """Open the one transaction that may append, with the tails of these streams; an error undoes it."""

    @abstractmethod
    def _of_stream(self, stream: str, after: int, until: int | None) -> list[Entry]: ...

    @abstractmethod
    def _of_command(self, command_id: str) -> list[Entry]: ...

    @abstractmethod
    def _page(self, after: int, limit: int) -> list[Entry]: ...

    @abstractmethod
    def _by_stream(self, stream: str, version: int, end: str, limit: int) -> list[tuple[int, bytes]]:
        """Return position and body of the rows after a place in the order of streams, before `end`."""

    @abstractmethod
    def _rows(self) -> int:
        """Return how many rows there really are, whatever the seal says."""

    @abstractmethod
    def _stored_head(self) -> tuple[int, bytes]:
        """Return size and frontier as they are kept, unchecked."""

    @abstractmethod
    def _count(self, kind: str | None) -> int:
        """Return how many streams there are, or how many of a kind that has ids."""

    @abstractmethod
    def _size_bytes(self) -> int: ...

    def _damage(self) -> list[Defect]:
        """Return what the database itself finds damaged."""
        return []

    def _begins_with(self, there: Frontier) -> bool:
        if there.size > self.position():
            return False
        here = Frontier()
        for entry in islice(self.entries(), there.size):
            here.add(entry.leaf)
        return here.hashes == there.hashes
