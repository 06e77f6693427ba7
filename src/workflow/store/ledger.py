"""The ledger: every fact in one order, appended all or nothing, sealed as it is written."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workflow.errors import ConcurrentChange, StorageError
from workflow.language.facts import Fact
from workflow.store.codec import decode
from workflow.store.content import content_fact
from workflow.store.envelope import NO_TAIL, Record
from workflow.store.files import FileStore
from workflow.store.integrity import Defect, Inspection
from workflow.store.seal import Frontier
from workflow.store.seal_book import SealBook, lacking
from workflow.store.sealing import add_as_they_are, sealed

BULK = 8_000


class Ledger(SealBook):
    """A ledger of facts on one of the databases.

    Positions run from 1 without gaps on every database, and become visible in their order: whoever follows
    from the last position seen misses nothing.

    Attributes:
        url: where it lives, without any password.
        files: the documents whose digests its events hold, kept where it lives.
    """

    url: str
    files: FileStore

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
            recorded += self.append_whole(batch, {fact.stream for fact in batch})
        return recorded

    def append_whole(self, facts: Iterable[Fact], streams: Collection[str]) -> int:
        """Record any number of facts, all or none, as they come, and return how many; nobody else appends meanwhile.

        Args:
            facts: what it raises leaves nothing recorded.
            streams: the streams they belong to.

        Raises:
            ConcurrentChange: a fact's version is not the next one of its stream.
            InvalidInput: a fact has no canonical form.
            StorageError: the database cannot be written.
        """
        with self._sealing(streams, bulk=True) as sealing:
            before = sealing.frontier.size
            sealing.write(sealed(facts, sealing))
        return sealing.frontier.size - before

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

    def info(self) -> dict[str, Any]:
        """Return url, events, streams, projects, cases, checkpoints and size_bytes."""
        last = self.last_checkpoint()
        return {
            "url": self.url,
            "events": self.position(),
            "streams": self._count(None),
            "projects": self._count("project"),
            "cases": self._count("case"),
            "checkpoints": last.number if last else 0,
            "size_bytes": self._size_bytes(),
        }

    def check(self) -> list[Defect]:
        """Return everything that is wrong with the ledger, in order of positions; nothing for a sound one.

        Structure, leaf hashes, the chain of each stream and the head of the seal are derived anew.
        """
        return list(self.inspect(Inspection()))

    def copy_to(self, other: Ledger) -> int:
        """Append to another ledger what it lacks, byte for byte, checkpoints too; return how many events that were.

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
        with other._sealing(()) as sealing:
            sealing.keep(lacking(self, other, sealing.frontier.size))
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
    def _count(self, kind: str | None) -> int:
        """Return how many streams there are, or how many of a kind that has ids."""

    @abstractmethod
    def _size_bytes(self) -> int: ...

    def _begins_with(self, there: Frontier) -> bool:
        return there.size <= self.position() and self.tree(there.size).frontier().hashes == there.hashes
