"""The form of a ledger file: what it has in another form than it should, and stand-ins so that the rest can be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from workflow.store.seal import closed_by
from workflow.store.sqlite_file import FORMAT

TABLES = (
    """CREATE TABLE IF NOT EXISTS stored_events (
        rowid INTEGER PRIMARY KEY,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        state BLOB NOT NULL,
        leaf BLOB NOT NULL,
        command_id TEXT,
        UNIQUE (originator_id, originator_version)
    )""",
    """CREATE INDEX IF NOT EXISTS stored_events_command ON stored_events (command_id)
        WHERE command_id IS NOT NULL""",
    """CREATE TABLE IF NOT EXISTS seal_head (
        one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, frontier BLOB NOT NULL
    )""",
    "INSERT OR IGNORE INTO seal_head VALUES (1, 0, x'')",
    """CREATE TABLE IF NOT EXISTS seal_nodes (
        level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS seal_checkpoints (
        number INTEGER PRIMARY KEY, size INTEGER NOT NULL,
        signed_at TEXT NOT NULL, key TEXT NOT NULL, note TEXT NOT NULL
    )""",
)
ADDED_LATER = {"seal_nodes", "seal_checkpoints"}
"""What a ledger of the first format does not have yet."""
_FORM = "SELECT name, type, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
_COLUMNS = "SELECT name FROM pragma_table_info(?, 'main')"
Form = dict[str, tuple[str, str]]


def fill_nodes(connection: sqlite3.Connection) -> None:
    """Derive the tiles from the leaf hashes of a ledger that keeps none yet."""
    leaves = connection.execute("SELECT leaf FROM stored_events ORDER BY rowid")
    connection.executemany("INSERT INTO seal_nodes VALUES (?, ?, ?)", closed_by(leaf for (leaf,) in leaves))


def differences(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what a ledger file lacks or has in another form, and what acts by itself in it; indexes may be added."""
    there, due = _form(connection), _due_form()
    if _format(connection) < FORMAT:
        due = {name: form for name, form in due.items() if name not in ADDED_LATER}
        yield from (f"user_version, {name}" for name in sorted(ADDED_LATER & there.keys()))
    yield from (name for name, form in due.items() if there.get(name) != form)
    yield from (name for name, (kind, _) in there.items() if name not in due and kind in {"trigger", "view"})


def stand_in(connection: sqlite3.Connection) -> None:
    """Let what cannot be read as it is be read as empty, through this connection only; the file stays as it is.

    Of the first format the tiles are derived.
    """
    for name, due in _due_columns().items():
        there = _columns(connection, name)
        if there == due:
            continue
        if not there and name == "seal_nodes":
            connection.execute("CREATE TEMP TABLE seal_nodes (level, number, hash)")
            if _format(connection) < FORMAT:
                fill_nodes(connection)
        else:
            read = ", ".join(column if column in there else f"NULL AS {column}" for column in due)
            source = f"FROM main.{name}" if there else "WHERE 0"
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT {read} {source}")


def any_text(content: bytes) -> str:
    """Return text of which a foreign hand may have made anything."""
    return content.decode(errors="replace")


def _due_form() -> Form:
    with closing(_pattern()) as pattern:
        return _form(pattern)


def _due_columns() -> dict[str, list[str]]:
    with closing(_pattern()) as pattern:
        return {name: _columns(pattern, name) for name, (kind, _) in _form(pattern).items() if kind == "table"}


def _pattern() -> sqlite3.Connection:
    """Return an empty ledger in memory, of the form that all should have."""
    pattern = sqlite3.connect(":memory:")
    for statement in TABLES:
        pattern.execute(statement)
    return pattern


def _form(connection: sqlite3.Connection) -> Form:
    return {str(name): (str(kind), " ".join(str(sql).split())) for name, kind, sql in connection.execute(_FORM)}


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for (name,) in connection.execute(_COLUMNS, (table,))]


def _format(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
