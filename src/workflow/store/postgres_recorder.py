"""The library's recorder for PostgreSQL with what the seal needs beside its events, and safe sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, LiteralString, NoReturn

from eventsourcing.persistence import ProgrammingError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg import Connection, Cursor, IsolationLevel
from psycopg.rows import TupleRow, dict_row, tuple_row
from psycopg.sql import SQL

from workflow.errors import NewerStore, NotFound, NotOurStore
from workflow.store.seal import closed_by

SCHEMA = "workflow"
FORMAT = 2
"""1 had neither tiles nor checkpoints nor files."""
LOCK_SECONDS = 30
CONNECT_SECONDS = 5
CONNECTIONS = 8
_CREATING = 0x77666C67
"""The advisory lock under which a ledger is begun; the same mark as in a SQLite file."""
_TABLES: tuple[LiteralString, ...] = (
    "CREATE SCHEMA IF NOT EXISTS workflow",
    "CREATE TABLE IF NOT EXISTS workflow.meta (format integer NOT NULL)",
    """CREATE TABLE IF NOT EXISTS workflow.stored_events (
        notification_id bigint NOT NULL,
        originator_id text COLLATE "C" NOT NULL,
        originator_version bigint NOT NULL,
        topic text NOT NULL,
        state bytea NOT NULL,
        leaf bytea NOT NULL,
        command_id text,
        PRIMARY KEY (originator_id, originator_version)
    )""",
    """CREATE UNIQUE INDEX IF NOT EXISTS stored_events_notification_id_idx
        ON workflow.stored_events (notification_id)""",
    """CREATE INDEX IF NOT EXISTS stored_events_command_idx
        ON workflow.stored_events (command_id) WHERE command_id IS NOT NULL""",
    """CREATE TABLE IF NOT EXISTS workflow.seal_head (
        one integer PRIMARY KEY CHECK (one = 1), size bigint NOT NULL, frontier bytea NOT NULL
    )""",
    "INSERT INTO workflow.seal_head VALUES (1, 0, '') ON CONFLICT DO NOTHING",
    """CREATE TABLE IF NOT EXISTS workflow.seal_nodes (
        level integer NOT NULL, number bigint NOT NULL, hash bytea NOT NULL, PRIMARY KEY (level, number)
    )""",
    """CREATE TABLE IF NOT EXISTS workflow.seal_checkpoints (
        number bigint PRIMARY KEY, size bigint NOT NULL, signed_at text NOT NULL, key text NOT NULL, note text NOT NULL
    )""",
    "INSERT INTO workflow.meta SELECT 2 WHERE NOT EXISTS (SELECT FROM workflow.meta)",
    "CREATE TABLE IF NOT EXISTS workflow.files (digest text PRIMARY KEY, content bytea NOT NULL)",
    # Papers and drawings are compressed already.
    "ALTER TABLE workflow.files ALTER COLUMN content SET STORAGE EXTERNAL",
)
_FOUND = "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r'"


class SealedPostgresDatastore(PostgresDatastore):
    """The library's datastore for any connection string, with the guarantees of a session set explicitly.

    A connection is asked whether it lives before it is used: the server may have been restarted since.
    """

    def __init__(self, parameters: dict[str, Any]) -> None:
        super().__init__(
            *("", "", "", "", ""),  # the pool dials with all parameters, not with these five
            pool_size=1,
            max_overflow=CONNECTIONS - 1,
            schema=SCHEMA,
            originator_id_type="text",
            pre_ping=True,
        )
        self.pool.kwargs = {"connect_timeout": CONNECT_SECONDS, **parameters, "row_factory": dict_row}

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        """Return what readies a connection: commits that wait for the disk, reads of what is committed."""

        def ready(connection: Connection[Any]) -> None:
            connection.autocommit = True
            connection.isolation_level = IsolationLevel.READ_COMMITTED
            connection.execute(
                "SELECT set_config('synchronous_commit', 'on', false) "
                "WHERE current_setting('synchronous_commit') IN ('off', 'local')"
            )
            connection.execute(SQL("SET lock_timeout = {}").format(f"{LOCK_SECONDS}s"))

        return ready


class SealedPostgresRecorder(PostgresApplicationRecorder):
    """The library's recorder over a table with our positions, leaf hashes and command ids, and the seal."""

    def __init__(self, datastore: PostgresDatastore) -> None:
        super().__init__(datastore)
        self.sql_create_statements = [SQL(statement).format() for statement in _TABLES]

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> NoReturn:
        """Refuse to write past the seal."""
        raise ProgrammingError(f"{len(stored_events)} events kept out: append through the ledger")


def prepare(datastore: PostgresDatastore, url: str, *, create: bool) -> None:
    """See to it that the ledger's tables are there and ours.

    Raises:
        NotFound: they are missing and none may be created.
        NotOurStore: the schema holds something else; it is not touched.
        NewerStore: they are of a later format.
    """
    with (
        datastore.get_connection() as connection,
        connection.transaction(),
        connection.cursor(row_factory=tuple_row) as cursor,
    ):
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_CREATING,))
        if _is_ledger(cursor, url):
            _upgrade(cursor)
            return
        if not create:
            raise NotFound("store_not_found", url=url)
        for statement in _TABLES:
            cursor.execute(statement)


def _upgrade(cursor: Cursor[TupleRow]) -> None:
    """Give a ledger of an earlier format what later ones keep: the tiles, from its leaf hashes."""
    if (cursor.execute("SELECT max(format) FROM workflow.meta").fetchone() or (0,))[0] >= FORMAT:
        return
    for statement in _TABLES:
        cursor.execute(statement)
    leaves = cursor.execute("SELECT leaf FROM workflow.stored_events ORDER BY notification_id").fetchall()
    closed = closed_by(leaf for (leaf,) in leaves)
    cursor.executemany("INSERT INTO workflow.seal_nodes VALUES (%s, %s, %s)", closed)
    cursor.execute("UPDATE workflow.meta SET format = %s", (FORMAT,))


def _is_ledger(cursor: Cursor[TupleRow], url: str) -> bool:
    found = {row[0] for row in cursor.execute(_FOUND, (SCHEMA,)).fetchall()}
    if not found:
        return False
    if not {"meta", "stored_events", "seal_head"} <= found:
        raise NotOurStore("store_not_ours", url=url)
    row = cursor.execute("SELECT max(format) FROM workflow.meta").fetchone()
    version = row[0] if row else None
    if not isinstance(version, int):
        raise NotOurStore("store_not_ours", url=url)
    if version > FORMAT:
        raise NewerStore("store_newer", url=url, format=version, known=FORMAT)
    return True
