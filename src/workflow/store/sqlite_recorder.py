"""The library's recorder for SQLite with what the seal needs beside its events, and locking transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn

from eventsourcing.persistence import ProgrammingError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from workflow.store.disk import synchronise
from workflow.store.sqlite_file import APPLICATION_ID, FORMAT
from workflow.store.sqlite_form import TABLES, fill_nodes, stand_in

BUSY_SECONDS = 30


class SealedConnection(SQLiteConnection):
    """A connection whose writing transactions lock at once and never outlive a failure."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Yield a cursor within a transaction, committed at the end if asked to, else rolled back."""
        connection = self._sqlite_conn
        cursor = self.cursor()
        cursor.execute("BEGIN IMMEDIATE" if commit else "BEGIN")
        try:
            with cursor:
                yield cursor
            if commit:
                connection.commit()
        finally:
            if connection.in_transaction:
                connection.rollback()


class SealedPool(SQLiteConnectionPool):
    """Connections to one ledger file."""

    def __init__(self, db_name: str, *, read_only: bool, as_it_is: bool) -> None:
        super().__init__(db_name=db_name, lock_timeout=BUSY_SECONDS, pool_timeout=BUSY_SECONDS)
        self._read_only = read_only
        self._as_it_is = as_it_is

    def _create_connection(self) -> SQLiteConnection:
        connection = sqlite3.connect(
            self.db_name, uri=True, check_same_thread=False, isolation_level=None, timeout=BUSY_SECONDS
        )
        try:
            if not self._read_only:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            if self._as_it_is:
                stand_in(connection)
            connection.row_factory = sqlite3.Row
        except sqlite3.Error:
            connection.close()
            raise
        return SealedConnection(connection, max_age=None)


class SealedDatastore(SQLiteDatastore):
    """The library's datastore over a pool of ours."""

    def __init__(self, db_name: str, *, read_only: bool, as_it_is: bool) -> None:
        super().__init__(db_name, originator_id_type="text")
        self.pool = SealedPool(db_name, read_only=read_only, as_it_is=as_it_is)


class SealedSQLiteRecorder(SQLiteApplicationRecorder):
    """The library's recorder over a table with fixed row ids, leaf hashes and command ids, and the seal."""

    def construct_create_table_statements(self) -> list[str]:
        """Return the statements that create the tables where they are missing."""
        return list(TABLES)

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> NoReturn:
        """Refuse to write past the seal."""
        raise ProgrammingError(f"{len(stored_events)} events kept out: append through the ledger")


def upgrade(path: Path) -> None:
    """Give a ledger of an earlier format what later ones keep, in one transaction: the tiles, from its leaf hashes."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN EXCLUSIVE")
        if connection.execute("PRAGMA user_version").fetchone()[0] < FORMAT:
            for statement in TABLES:
                connection.execute(statement)
            fill_nodes(connection)
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")


def begin(path: Path) -> None:
    """Create the tables and the marks in the header, in one transaction that reaches the file itself."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN EXCLUSIVE")
        for statement in TABLES:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
    synchronise(path.parent)
