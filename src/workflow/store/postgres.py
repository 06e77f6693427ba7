"""The ledger on PostgreSQL: tables in a schema of its own, one writer at a time by the head of the seal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from eventsourcing.domain import EventSourcingError
from psycopg import Cursor
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow, tuple_row

from workflow.errors import StorageError, UsageError
from workflow.store.envelope import NO_TAIL, Entry, Signed, Tail
from workflow.store.integrity import Kept, Row
from workflow.store.ledger import Ledger
from workflow.store.postgres_files import PostgresFiles
from workflow.store.postgres_recorder import (
    CONNECT_SECONDS,
    SealedPostgresDatastore,
    SealedPostgresRecorder,
    prepare,
)
from workflow.store.seal import Frontier
from workflow.store.seal_book import INSPECTED_PAGE
from workflow.store.sqlite import back_up

_STREAM: LiteralString = """SELECT * FROM workflow.stored_events
    WHERE originator_id = %s AND originator_version > %s AND originator_version <= %s
    ORDER BY originator_version"""
_PAGE: LiteralString = """SELECT * FROM workflow.stored_events
    WHERE notification_id > %s ORDER BY notification_id LIMIT %s"""
_BY_STREAM: LiteralString = """SELECT notification_id, state FROM workflow.stored_events
    WHERE (originator_id, originator_version) > (%s, %s) AND originator_id < %s
    ORDER BY originator_id, originator_version LIMIT %s"""
_COMMAND: LiteralString = "SELECT * FROM workflow.stored_events WHERE command_id = %s ORDER BY notification_id"
_TAILS: LiteralString = """SELECT name, tail.originator_version, tail.leaf
    FROM unnest(%s::text[]) AS name CROSS JOIN LATERAL (
        SELECT originator_version, leaf FROM workflow.stored_events
        WHERE originator_id = name ORDER BY originator_version DESC LIMIT 1
    ) AS tail"""
_LOCKED_HEAD: LiteralString = "SELECT size, frontier FROM workflow.seal_head FOR UPDATE"
_HEAD: LiteralString = "SELECT size, frontier FROM workflow.seal_head"
_WHOLE: LiteralString = """SELECT size, frontier,
    (SELECT count(*) FROM workflow.stored_events), (SELECT count(*) FROM workflow.seal_nodes)
    FROM workflow.seal_head"""
_INSERT: LiteralString = """INSERT INTO workflow.stored_events SELECT * FROM
    unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::bytea[], %s::bytea[], %s::text[])"""
_COPY: LiteralString = "COPY workflow.stored_events FROM STDIN (FORMAT BINARY)"
_TYPES = ("int8", "text", "int8", "text", "bytea", "bytea", "text")
_MOVE_HEAD: LiteralString = "UPDATE workflow.seal_head SET size = %s, frontier = %s"
_INSERT_NODES: LiteralString = """INSERT INTO workflow.seal_nodes SELECT * FROM
    unnest(%s::integer[], %s::bigint[], %s::bytea[])"""
_INSERT_CHECKPOINT: LiteralString = "INSERT INTO workflow.seal_checkpoints VALUES (%s, %s, %s, %s, %s)"
_LEAVES: LiteralString = """SELECT leaf FROM workflow.stored_events
    WHERE notification_id > %s ORDER BY notification_id LIMIT %s"""
_HASHES: LiteralString = """SELECT hash FROM workflow.seal_nodes
    WHERE level = %s AND number >= %s ORDER BY number LIMIT %s"""
_CHECKPOINTS: LiteralString = """SELECT number, size, signed_at, key, note FROM workflow.seal_checkpoints
    WHERE number > %s ORDER BY number"""
_LAST_CHECKPOINT: LiteralString = """SELECT number, size, signed_at, key, note FROM workflow.seal_checkpoints
    ORDER BY number DESC LIMIT 1"""
_NAMES: LiteralString = """SELECT originator_id FROM workflow.stored_events
    WHERE originator_version = 1 ORDER BY originator_id"""
_NAMES_OF_KIND: LiteralString = """SELECT originator_id FROM workflow.stored_events
    WHERE originator_version = 1 AND (originator_id = %s OR originator_id >= %s AND originator_id < %s)
    ORDER BY originator_id"""
_COUNT: LiteralString = "SELECT count(*) FROM workflow.stored_events WHERE originator_version = 1"
_COUNT_OF_KIND: LiteralString = """SELECT count(*) FROM workflow.stored_events
    WHERE originator_version = 1 AND originator_id >= %s AND originator_id < %s"""
_SIZE: LiteralString = """SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
    WHERE relnamespace = to_regnamespace('workflow') AND relkind = 'r'"""
_NO_END = 2**63 - 1
_KEYS = {
    "23505": "store_damaged",  # the seal knows of no such row, and yet it is there
    "53100": "store_full",
    "55P03": "store_busy",
    "25006": "store_read_only",
    "42501": "store_read_only",
}


class _PostgresSealing:
    def __init__(self, cursor: Cursor[TupleRow], frontier: Frontier, tails: dict[str, Tail], *, bulk: bool) -> None:
        self._cursor = cursor
        self._bulk = bulk
        self.frontier = frontier
        self.tails = tails
        self.written = False

    def write(self, entries: Iterable[Entry]) -> None:
        self.written = True
        if self._bulk:
            with self._cursor.copy(_COPY) as copy:
                copy.set_types(_TYPES)
                for entry in entries:
                    copy.write_row(entry)
        else:
            self._cursor.execute(_INSERT, [list(column) for column in zip(*entries, strict=True)])
        if self.frontier.closed:
            self._cursor.execute(_INSERT_NODES, [list(column) for column in zip(*self.frontier.closed, strict=True)])
        self._cursor.execute(_MOVE_HEAD, (self.frontier.size, self.frontier.to_bytes()))

    def keep(self, checkpoints: Sequence[Signed]) -> None:
        self.written = True
        for checkpoint in checkpoints:
            self._cursor.execute(_INSERT_CHECKPOINT, checkpoint)


class PostgresLedger(Ledger):
    """A ledger in the schema `workflow` of a PostgreSQL database."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        """Open the ledger in a database, or begin one there.

        Raises:
            UsageError: the address cannot be understood.
            NotFound: no ledger is there, and none may be created.
            NotOurStore: the schema `workflow` is there and holds something else; it is not touched.
            NewerStore: the ledger is of a later format.
            StorageError: the database cannot be reached.
        """
        try:
            parameters = conninfo_to_dict(url)
        except psycopg.ProgrammingError as error:
            raise UsageError("store_url_unknown", url=_shown({})) from error
        super().__init__(_shown(parameters))
        with self._translated():
            psycopg.connect(url, connect_timeout=CONNECT_SECONDS).close()  # says at once why it cannot
        self._datastore = SealedPostgresDatastore(parameters)
        try:
            with self._translated():
                prepare(self._datastore, self.url, create=create)
                self.recorder = SealedPostgresRecorder(self._datastore)
            self.files = PostgresFiles(self._datastore, self.url, self._translated)
        except BaseException:
            self._datastore.close()
            raise

    def version(self, stream: str) -> int:
        """Return the version of the last event of a stream; 0 for an unknown one."""
        found = self._select(_TAILS, [stream])
        return int(found[0][1]) if found else NO_TAIL.version

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
        """Write the whole ledger to a new SQLite file."""
        back_up(self, path)

    def close(self) -> None:
        """Close the connections."""
        self._datastore.close()

    @contextmanager
    def _sealing(self, streams: Collection[str], *, bulk: bool = False) -> Iterator[_PostgresSealing]:
        sealing: _PostgresSealing | None = None
        try:
            with self._translated(), self._locking(list(streams), bulk=bulk) as sealing:
                yield sealing
        except StorageError as error:
            if sealing is not None and sealing.written and error.key == "store_unreachable":
                raise StorageError("store_outcome_unknown", **error.facts) from error
            raise

    @contextmanager
    def _locking(self, streams: list[str], *, bulk: bool) -> Iterator[_PostgresSealing]:
        """Hold the head of the seal. Two round trips for a small append: what is read, what is written.

        The tails are a statement of their own after the lock, so they see what the last writer committed.
        """
        with (
            self._datastore.get_connection() as connection,
            connection.cursor(row_factory=tuple_row) as cursor,
            nullcontext() if bulk else connection.pipeline(),
            connection.transaction(),
        ):
            cursor.execute(_LOCKED_HEAD)
            with connection.cursor(row_factory=tuple_row) as reading:
                reading.execute(_TAILS, (streams,))
                tails = {name: Tail(version, leaf) for name, version, leaf in reading}
            head = cursor.fetchone()
            if head is None:
                raise StorageError("store_damaged", url=self.url, reason="seal_head")
            yield _PostgresSealing(cursor, Frontier.from_bytes(*head), tails, bulk=bulk)

    def _select(self, statement: LiteralString, *values: object) -> list[TupleRow]:
        with (
            self._translated(),
            self._datastore.get_connection() as connection,
            connection.cursor(row_factory=tuple_row, binary=True) as cursor,
        ):
            return cursor.execute(statement, values).fetchall()

    def _of_stream(self, stream: str, after: int, until: int | None) -> list[Entry]:
        found = self._select(_STREAM, stream, after, _NO_END if until is None else until)
        return [Entry._make(row) for row in found]

    def _of_command(self, command_id: str) -> list[Entry]:
        return [Entry._make(row) for row in self._select(_COMMAND, command_id)]

    def _page(self, after: int, limit: int) -> list[Entry]:
        return [Entry._make(row) for row in self._select(_PAGE, after, limit)]

    def pages(self, after: int = 0) -> Iterator[list[Row]]:
        """Yield the rows after a position page by page, as they are kept."""
        while rows := self._select(_PAGE, after, INSPECTED_PAGE):
            yield rows
            after = rows[-1][0]

    def _by_stream(self, stream: str, version: int, end: str, limit: int) -> list[tuple[int, bytes]]:
        return list(self._select(_BY_STREAM, stream, version, end, limit))

    def _hashes(self, level: int, first: int, count: int) -> list[bytes]:
        found = self._select(_HASHES, level, first, count) if level else self._select(_LEAVES, first, count)
        return [row[0] for row in found]

    def _kept(self, *, counted: bool) -> Kept:
        found = self._select(_WHOLE if counted else _HEAD)
        return Kept(*found[0]) if found else Kept(-1, b"")

    def _count(self, kind: str | None) -> int:
        found = self._select(_COUNT) if kind is None else self._select(_COUNT_OF_KIND, f"{kind}:", f"{kind};")
        return int(found[0][0])

    def _size_bytes(self) -> int:
        return int(self._select(_SIZE)[0][0])

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (psycopg.Error, EventSourcingError) as error:
            raise self._meaning(error) from error

    def _meaning(self, error: Exception) -> StorageError:
        cause = error.__cause__ if isinstance(error, EventSourcingError) else error
        return StorageError(_key_of(cause), url=self.url, reason=str(error).strip())


def _key_of(error: BaseException | None) -> str:
    code = getattr(error, "sqlstate", None)
    if code is None:
        return "store_unreachable" if isinstance(error, psycopg.OperationalError) else "store_failed"
    if code.startswith(("08", "57P")):
        return "store_unreachable"
    return _KEYS.get(code, "store_failed")


def _shown(parameters: dict[str, Any]) -> str:
    """Return an address to be shown: never a password, whichever way it was given."""
    user = f"{parameters['user']}@" if parameters.get("user") else ""
    port = f":{parameters['port']}" if parameters.get("port") else ""
    return f"postgresql://{user}{parameters.get('host') or ''}{port}/{parameters.get('dbname') or ''}"
