"""A ledger in memory, gone with the process: for trials, specs and tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from eventsourcing.persistence import ProgrammingError, StoredEvent
from eventsourcing.popo import POPOApplicationRecorder

from workflow.errors import StorageError
from workflow.language.ids import kind_of
from workflow.store.envelope import NO_TAIL, Entry, Signed, Tail
from workflow.store.files import MemoryFiles
from workflow.store.integrity import Kept
from workflow.store.ledger import Ledger
from workflow.store.seal import Frontier, Node
from workflow.store.seal_book import INSPECTED_PAGE
from workflow.store.sqlite import back_up


class SealedPOPORecorder(POPOApplicationRecorder):
    """The library's recorder in memory, with the seal and our own rows beside its stored events."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = self._database_lock
        self.rows: list[Entry] = []
        self.by_stream: dict[str, list[Entry]] = {}
        self.by_command: dict[str, list[Entry]] = defaultdict(list)
        self.frontier = Frontier()
        self.nodes: dict[tuple[int, int], Node] = {}
        self.checkpoints: list[Signed] = []

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> NoReturn:
        """Refuse to write past the seal."""
        raise ProgrammingError(f"{len(stored_events)} events kept out: append through the ledger")

    def insert_sealed(self, entries: Sequence[Entry], frontier: Frontier) -> None:
        """Take rows and the new head of the seal over; nothing in here can fail half-way."""
        stored = [StoredEvent(row.stream, row.version, row.name, row.body) for row in entries]
        self._insert_events(stored)
        for row in entries:
            self.rows.append(row)
            self.by_stream.setdefault(row.stream, []).append(row)
            if row.command_id is not None:
                self.by_command[row.command_id].append(row)
        self.nodes |= {node[:2]: node for node in frontier.closed}
        self.frontier = Frontier(frontier.size, frontier.hashes)


class _MemorySealing:
    def __init__(self, recorder: SealedPOPORecorder, streams: Collection[str]) -> None:
        self._recorder = recorder
        self.frontier = Frontier(recorder.frontier.size, recorder.frontier.hashes)
        self.tails: dict[str, Tail] = {}
        for stream in streams:
            if rows := recorder.by_stream.get(stream):
                self.tails[stream] = Tail(rows[-1].version, rows[-1].leaf)

    def write(self, entries: Iterable[Entry]) -> None:
        self._recorder.insert_sealed(list(entries), self.frontier)

    def keep(self, checkpoints: Sequence[Signed]) -> None:
        self._recorder.checkpoints += checkpoints


class MemoryLedger(Ledger):
    """A ledger in memory."""

    def __init__(self) -> None:
        super().__init__("memory:")
        self.files = MemoryFiles()
        self.recorder = SealedPOPORecorder()
        self._closed = False

    def version(self, stream: str) -> int:
        """Return the version of the last event of a stream; 0 for an unknown one."""
        with self._open():
            rows = self.recorder.by_stream.get(stream)
            return rows[-1].version if rows else NO_TAIL.version

    def streams(self, kind: str | None = None) -> list[str]:
        """Return the names of all streams, or of those of a kind, sorted by code point."""
        with self._open():
            return sorted(name for name in self.recorder.by_stream if kind is None or kind_of(name) == kind)

    def checkpoints(self, after: int = 0) -> list[Signed]:
        """Return the checkpoints with numbers after one, in order."""
        with self._open():
            return self.recorder.checkpoints[after:]

    def last_checkpoint(self) -> Signed | None:
        """Return the last checkpoint; None before the first."""
        with self._open():
            return self.recorder.checkpoints[-1] if self.recorder.checkpoints else None

    def backup(self, path: Path) -> None:
        """Write the whole ledger to a new SQLite file."""
        back_up(self, path)

    def close(self) -> None:
        """Forget everything."""
        self._closed = True

    @contextmanager
    def _open(self) -> Iterator[None]:
        if self._closed:
            raise StorageError("store_closed", url=self.url)
        with self.recorder.lock:
            yield

    @contextmanager
    def _sealing(self, streams: Collection[str], *, bulk: bool = False) -> Iterator[_MemorySealing]:  # noqa: ARG002
        with self._open():
            yield _MemorySealing(self.recorder, streams)

    def _of_stream(self, stream: str, after: int, until: int | None) -> list[Entry]:
        with self._open():
            return self.recorder.by_stream.get(stream, [])[max(after, 0) : until]

    def _of_command(self, command_id: str) -> list[Entry]:
        with self._open():
            return list(self.recorder.by_command.get(command_id, ()))

    def pages(self, after: int = 0) -> Iterator[list[Entry]]:
        """Yield the rows after a position page by page, as they are kept."""
        while rows := self._page(after, INSPECTED_PAGE):
            yield rows
            after += len(rows)

    def _page(self, after: int, limit: int) -> list[Entry]:
        with self._open():
            return self.recorder.rows[after : after + limit]

    def _by_stream(self, stream: str, version: int, end: str, limit: int) -> list[tuple[int, bytes]]:
        with self._open():
            rows = (row for row in self.recorder.rows if (stream, version) < row[1:3] and row.stream < end)
            return [(row.position, row.body) for row in sorted(rows, key=lambda row: row[1:3])[:limit]]

    def _hashes(self, level: int, first: int, count: int) -> list[bytes]:
        with self._open():
            if level == 0:
                return [row.leaf for row in self.recorder.rows[first : first + count]]
            found = (self.recorder.nodes.get((level, number)) for number in range(first, first + count))
            return [node.hash for node in found if node is not None]

    def _kept(self, *, counted: bool) -> Kept:
        with self._open():
            recorder = self.recorder
            counts = (len(recorder.rows), len(recorder.nodes)) if counted else ()
            return Kept(recorder.frontier.size, recorder.frontier.to_bytes(), *counts)

    def _count(self, kind: str | None) -> int:
        return len(self.streams(kind))

    def _size_bytes(self) -> int:
        with self._open():
            return sum(len(row.body) + len(row.leaf) for row in self.recorder.rows)
