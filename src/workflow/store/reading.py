"""Reading a ledger: what is recorded, stream by stream or in the order of the whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import msgspec

from workflow.errors import NotFound, StorageError
from workflow.language.ids import content_stream
from workflow.store.codec import NOT_READ, Data, Glance, History, decode, glancing, record_of, unreadable
from workflow.store.content import content_of
from workflow.store.envelope import Entry, Record
from workflow.store.seal import Frontier

PAGE = 5_000
FOLDED_PAGE = 200  # Small enough for a processor's cache: what is read is decoded at once.


class _When(msgspec.Struct):
    recorded_at: Annotated[datetime, msgspec.Meta(tz=True)]


_when = msgspec.json.Decoder(_When).decode


class Reading(ABC):
    """The questions a ledger answers; it changes nothing."""

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

    def histories(self, kind: str, data: type[Data], page: int = FOLDED_PAGE) -> Iterator[History[Data]]:
        """Yield every stream of a kind with its events, holding one of them and one page: for folding them all.

        Args:
            kind: of the streams, as `case`.
            data: the type to read the events' data into.

        Raises:
            StorageError: an event cannot be read, or is not the next one of its stream.
        """
        glance, stream = glancing(data), f"{kind}:"
        glances: list[Glance[Data]] = []
        bodies: list[bytes] = []
        while rows := self._by_stream(stream, len(bodies), f"{kind};", page):
            for position, body in rows:
                try:
                    seen = glance(body)
                except NOT_READ as error:
                    raise unreadable(position, body, error) from error
                if seen.stream > stream:
                    if bodies:
                        yield History(stream, glances, bodies)
                    stream, glances, bodies = seen.stream, [], []
                glances.append(seen)
                bodies.append(body)
                if seen.version != len(bodies) or seen.stream != stream:
                    raise StorageError("event_misfiled", position=position, stream=seen.stream, version=seen.version)
        if bodies:
            yield History(stream, glances, bodies)

    def by_stream(self, kind: str, page: int = FOLDED_PAGE) -> Iterator[Record]:
        """Yield every record of the streams of a kind, stream by stream, holding one page: for what tells case by case.

        Raises:
            StorageError: an event cannot be read, or is not the next one of its stream.
        """
        stream, version = f"{kind}:", 0
        while rows := self._by_stream(stream, version, f"{kind};", page):
            for position, body in rows:
                record = record_of(position, body)
                if record.stream > stream:
                    stream, version = record.stream, 0
                version += 1
                if record.stream != stream or record.version != version:
                    raise StorageError(
                        "event_misfiled", position=position, stream=record.stream, version=record.version
                    )
                yield record

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

    def known_at(self, instant: datetime) -> int:
        """Return the position of the last event that was known at an instant: of those before the first recorded later.

        What a clock that went back dates earlier than an event before it is known no earlier than that; so the
        answer stays the same once anything later is recorded.

        Raises:
            StorageError: an event cannot be read; its position is among the facts.
        """
        last = 0
        for entry in self.entries():
            try:
                recorded_at = _when(entry.body).recorded_at
            except NOT_READ as error:
                raise unreadable(entry.position, entry.body, error) from error
            if recorded_at > instant:
                break
            last = entry.position
        return last

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

    @abstractmethod
    def _of_stream(self, stream: str, after: int, until: int | None) -> list[Entry]: ...

    @abstractmethod
    def _of_command(self, command_id: str) -> list[Entry]: ...

    @abstractmethod
    def _page(self, after: int, limit: int) -> list[Entry]: ...

    @abstractmethod
    def _by_stream(self, stream: str, version: int, end: str, limit: int) -> list[tuple[int, bytes]]:
        """Return position and body of the rows after a place in the order of streams, before `end`."""
