"""The ledger on SQLite: one file, write-ahead log, every commit synchronised to the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.domain import EventSourcingError
from eventsourcing.persistence import ConnectionPoolClosedError, ConnectionUnavailableError

from workflow.errors import StorageError
from workflow.store.disk import is_full, new_file, nothing_left_of
from workflow.store.envelope import NO_TAIL, Entry, Signed, Tail
from workflow.store.files import FolderFiles
from workflow.store.integrity import Defect, Kept, Row
from workflow.store.ledger import Ledger
from workflow.store.seal import Frontier
from workflow.store.sqlite_file import is_ledger, opening_mode, require
from workflow.store.sqlite_form import any_text, differences
from workflow.store.sqlite_recorder import SealedDatastore, SealedSQLiteRecorder, begin, upgrade

_ROWS = "SELECT rowid, originator_id, originator_version, topic, state, leaf, command_id FROM stored_events"
_STREAM = (
    f"{_ROWS} WHERE originator_id = ? "
    "AND originator_version > ? AND originator_version <= ? ORDER BY originator_version"
)
_PAGE = f"{_ROWS} WHERE rowid > ? ORDER BY rowid LIMIT ?"
_BY_STREAM = (
    "SELECT rowid, state FROM stored_events "
    "WHERE (originator_id, originator_version) > (?, ?) AND originator_id < ? "
    "ORDER BY originator_id, originator_version LIMIT ?"
)
_COMMAND = f"{_ROWS} WHERE command_id = ? ORDER BY rowid"
_TAIL = (
    "SELECT originator_version, leaf FROM stored_events WHERE originator_id = ? "
    "ORDER BY originator_version DESC LIMIT 1"
)
_INSERT = "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_NODE = "INSERT INTO seal_nodes VALUES (?, ?, ?)"
_INSERT_CHECKPOINT = "INSERT INTO seal_checkpoints VALUES (?, ?, ?, ?, ?)"
_HEAD = "SELECT size, frontier FROM seal_head"
_WHOLE = "SELECT size, frontier, (SELECT count(*) FROM stored_events), (SELECT count(*) FROM seal_nodes) FROM seal_head"
_MOVE_HEAD = "UPDATE seal_head SET size = ?, frontier = ?"
_LEAVES = "SELECT leaf FROM stored_events WHERE rowid > ? ORDER BY rowid LIMIT ?"
_HASHES = "SELECT hash FROM seal_nodes WHERE level = ? AND number >= ? ORDER BY number LIMIT ?"
_CHECKPOINTS = "SELECT number, size, signed_at, key, note FROM seal_checkpoints WHERE number > ? ORDER BY number"
_LAST_CHECKPOINT = "SELECT number, size, signed_at, key, note FROM seal_checkpoints ORDER BY number DESC LIMIT 1"
_NAMES = "SELECT originator_id FROM stored_events WHERE originator_version = 1 ORDER BY originator_id"
_NAMES_OF_KIND = (
    "SELECT originator_id FROM stored_events WHERE originator_version = 1 "
    "AND (originator_id = ? OR originator_id >= ? AND originator_id < ?) ORDER BY originator_id"
)
_COUNT = "SELECT count(*) FROM stored_events WHERE originator_version = 1"
_COUNT_OF_KIND = (
    "SELECT count(*) FROM stored_events WHERE originator_version = 1 AND originator_id >= ? AND originator_id < ?"
)
_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
_INSPECTED = 64
"""How many rows are looked at together: so few that they stay near the processor."""
_NO_TEXT = "Could not decode to UTF-8"
_NO_END = 2**63 - 1
_KEYS = {
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_READONLY: "store_read_only",
    sqlite3.SQLITE_CANTOPEN: "store_unreachable",
    sqlite3.SQLITE_CORRUPT: "store_damaged",
    sqlite3.SQLITE_NOTADB: "store_damaged",
    sqlite3.SQLITE_CONSTRAINT: "store_damaged",  # the seal knows of no such row, and yet it is there
}


class _SQLiteSealing:
    def __init__(self, cursor: sqlite3.Cursor, streams: Collection[str]) -> None:
        self._cursor = cursor
        self.frontier = Frontier.from_bytes(*cursor.execute(_HEAD).fetchone())
        self.tails: dict[str, Tail] = {}
        for stream in streams:
            if (found := cursor.execute(_TAIL, (stream,)).fetchone()) is not None:
                self.tails[stream] = Tail(*found)

    def write(self, entries: Iterable[Entry]) -> None:
        self._cursor.executemany(_INSERT, entries)
        self._cursor.executemany(_INSERT_NODE, self.frontier.closed)
        self._cursor.execute(_MOVE_HEAD, (self.frontier.size, self.frontier.to_bytes()))

    def keep(self, checkpoints: Sequence[Signed]) -> None:
        self._cursor.executemany(_INSERT_CHECKPOINT, checkpoints)


class SQLiteLedger(Ledger):
    """A ledger in a SQLite file."""

    def __init__(self, path: Path, *, create: bool = True, damaged: bool = False) -> None:
        """Open the ledger at a path, or begin one there.

        A file or folder that may not be written is opened for reading.

        Args:
            damaged: open it as it is, to be inspected, even if it lacks what every ledger has.

        Raises:
            NotFound: nothing is there, and nothing may be created.
            NotOurStore: the file is something else; it is not touched.
            NewerStore: the ledger is of a later format.
            StorageError: it cannot be opened.
        """
        self.path = path.absolute()
        super().__init__(str(self.path))
        self._text: Callable[[bytes], str] = any_text if damaged else str
        self.files = FolderFiles(Path(f"{self.path}.files"))
        require(self.path, create=create)
        if not is_ledger(self.path):
            with self._translated(), nothing_left_of(self.path):
                begin(self.path)
        query = opening_mode(self.path)
        read_only = query != "mode=rw"
        if not read_only and not damaged:
            with self._translated():
                upgrade(self.path)
        self.recorder = SealedSQLiteRecorder(
            SealedDatastore(f"{self.path.as_uri()}?{query}", read_only=read_only, as_it_is=damaged or read_only)
        )
        if not damaged:
            try:
                self.frontier()
            except StorageError:
                self.close()
                raise

    def version(self, stream: str) -> int:
        """Return the version of the last event of a stream; 0 for an unknown one."""
        found = self._select(_TAIL, stream)
        return int(found[0][0]) if found else NO_TAIL.version

    def streams(self, kind: str | None = None) -> list[str]:
        """Return the names of all streams, or of those of a kind, sorted by code point."""
        of_kind = (_NAMES,) if kind is None else (_NAMES_OF_KIND, kind, f"{kind}:", f"{kind};")
        return [row[0] for row in self._select(*of_kind)]

    def checkpoints(self, after: int = 0) -> list[Signed]:
        """Return the checkpoints with numbers after one, in order."""
        return [Signed._make(row) for row in self._select(_CHECKPOINTS, after)]

    def last_checkpoint(self) -> Signed | None:
        """Return the last checkpoint; None before the first."""
        found = self._select(_LAST_CHECKPOINT)
        return Signed._make(found[0]) if found else None

    def backup(self, path: Path) -> None:
        """Write the whole ledger, as of one moment, to a new SQLite file while others go on working."""
        with self._translated(), new_file(path) as partial, closing(sqlite3.connect(partial)) as target:
            with self._connection() as connection:
                connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Close the file."""
        self.recorder.datastore.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with self.recorder.datastore.get_connection(commit=False) as connection:
            found = connection._sqlite_conn  # noqa: SLF001 (the library has no other way to it)
            found.text_factory = self._text
            yield found

    def _select(self, statement: str, *values: object) -> list[Any]:
        with self._translated(), self._connection() as connection:
            cursor = connection.cursor()
            cursor.row_factory = None
            return cursor.execute(statement, values).fetchall()

    @contextmanager
    def _sealing(self, streams: Collection[str], *, bulk: bool = False) -> Iterator[_SQLiteSealing]:  # noqa: ARG002
        with self._translated(), self.recorder.datastore.transaction(commit=True) as cursor:
            cursor.sqlite_cursor.row_factory = None
            yield _SQLiteSealing(cursor.sqlite_cursor, streams)

    def _of_stream(self, stream: str, after: int, until: int | None) -> list[Entry]:
        found = self._select(_STREAM, stream, after, _NO_END if until is None else until)
        return [Entry._make(row) for row in found]

    def _of_command(self, command_id: str) -> list[Entry]:
        return [Entry._make(row) for row in self._select(_COMMAND, command_id)]

    def _page(self, after: int, limit: int) -> list[Entry]:
        return [Entry._make(row) for row in self._select(_PAGE, after, limit)]

    def pages(self, after: int = 0) -> Iterator[list[Row]]:
        """Yield the rows after a position page by page, as they are kept, all as of one moment."""
        with self._translated(), self._connection() as connection:
            connection.text_factory = str
            try:
                for rows in _fetched(connection, after):
                    yield rows
                    after = rows[-1][0]
            except sqlite3.OperationalError as error:
                if not str(error).startswith(_NO_TEXT):
                    raise
                connection.text_factory = any_text
                yield from _fetched(connection, after)

    def _by_stream(self, stream: str, version: int, end: str, limit: int) -> list[tuple[int, bytes]]:
        return list(self._select(_BY_STREAM, stream, version, end, limit))

    def _hashes(self, level: int, first: int, count: int) -> list[bytes]:
        found = self._select(_HASHES, level, first, count) if level else self._select(_LEAVES, first, count)
        return [row[0] for row in found]

    def _kept(self, *, counted: bool) -> Kept:
        found = self._select(_WHOLE if counted else _HEAD)
        return Kept(*found[0]) if found and isinstance(found[0][0], int) else Kept(-1, b"")

    def _count(self, kind: str | None) -> int:
        found = self._select(_COUNT) if kind is None else self._select(_COUNT_OF_KIND, f"{kind}:", f"{kind};")
        return int(found[0][0])

    def _size_bytes(self) -> int:
        return int(self._select(_SIZE)[0][0])

    def _damage(self) -> list[Defect]:
        with self._translated(), self._connection() as connection:
            connection.row_factory = None
            said = [line for (line,) in connection.execute("PRAGMA integrity_check")]
            other = list(differences(connection))
        defects = [Defect("database_damaged", facts={"reason": line}) for line in said if line != "ok"]
        return defects + [Defect("form_differs", facts={"name": name}) for name in other]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, EventSourcingError) as error:
            raise self._meaning(error) from error

    def _meaning(self, error: Exception) -> StorageError:
        if isinstance(error, ConnectionPoolClosedError):
            return StorageError("store_closed", url=self.url)
        if isinstance(error, ConnectionUnavailableError):
            return StorageError("store_busy", url=self.url, reason=str(error))
        cause = error if isinstance(error, sqlite3.Error) else error.__cause__
        code = getattr(cause, "sqlite_errorcode", 0)
        key = "store_full" if self._lacks_room(code) else _KEYS.get(code & 0xFF, "store_failed")
        return StorageError(key, url=self.url, reason=str(error))

    def _lacks_room(self, code: int) -> bool:
        """Tell whether what SQLite calls an I/O error is for want of room: it says `full` only of the file itself."""
        failed = code & 0xFF == sqlite3.SQLITE_IOERR
        return failed and (code == sqlite3.SQLITE_IOERR_SHMSIZE or is_full(self.path.parent))


def _fetched(connection: sqlite3.Connection, after: int) -> Iterator[list[Row]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(_PAGE, (after, _NO_END))
    while rows := cursor.fetchmany(_INSPECTED):
        yield rows


def back_up(ledger: Ledger, path: Path) -> None:
    """Copy a ledger of any kind to a new SQLite file.

    Raises:
        StorageError: the file exists, or cannot be written.
    """
    with new_file(path) as partial, SQLiteLedger(partial) as target:
        ledger.copy_to(target)
