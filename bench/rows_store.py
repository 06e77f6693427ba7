"""The ledger against what the databases do with the same rows and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

import psycopg

from bench.harness import Row, compare, rows
from bench.histories import EVENTS, lives
from tests.postgres import running
from workflow.store import Ledger, open_ledger

CASES = 4_000
PER_TRANSACTION = 8_000
COLUMNS = "position bigint, stream text, version bigint, name text, body bytea, leaf bytea, command text"


@rows
def bulk(folder: Path) -> Iterator[Row]:
    """Measure bulk append of eight-event cases: sealed and chained by us, or just inserted."""
    with open_ledger(str(folder / "ledger.db")) as ledger:
        found = compare(_appending(ledger), _inserting(folder / "raw.db"), rounds=5)
    speed = CASES * EVENTS / found.ours
    yield Row("bulk append, SQLite", speed, "events/s", "executemany", found.ratio, at_least=0.2)
    with running(durable=True) as server, open_ledger(server.database()) as ledger:
        found = compare(_appending(ledger), _copying(server.database()), rounds=5)
    speed = CASES * EVENTS / found.ours
    yield Row("bulk append, PostgreSQL", speed, "events/s", "COPY", found.ratio, at_least=0.25)


def _appending(ledger: Ledger) -> Callable[[], object]:
    begun = count(0, CASES)
    waiting = iter([list(lives(CASES, next(begun))) for _ in range(6)])
    return lambda: ledger.append_bulk(next(waiting), PER_TRANSACTION)


def _raw_rows() -> list[tuple[int, str, int, str, bytes, bytes, None]]:
    """Return the very rows the ledger keeps, made beforehand."""
    with open_ledger("memory:") as ledger:
        ledger.append_bulk(lives(CASES))
        return [tuple(entry) for entry in ledger.entries()]  # type: ignore[misc]


def _inserting(path: Path) -> Callable[[], object]:
    made = _raw_rows()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    rounds = count()

    def insert() -> None:
        table = f"events_{next(rounds)}"
        connection.execute(f"CREATE TABLE {table} ({COLUMNS}, PRIMARY KEY (stream, version))")
        coming = iter(made)
        while batch := list(islice(coming, PER_TRANSACTION)):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(f"INSERT INTO {table} VALUES (?,?,?,?,?,?,?)", batch)
            connection.execute("COMMIT")

    return insert


def _copying(url: str) -> Callable[[], object]:
    made = _raw_rows()
    rounds = count()

    def copy() -> None:
        table = f"events_{next(rounds)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE TABLE {table} ({COLUMNS}, PRIMARY KEY (stream, version))")
            coming = iter(made)
            while batch := list(islice(coming, PER_TRANSACTION)):
                statement = f"COPY {table} FROM STDIN (FORMAT BINARY)"
                with connection.transaction(), connection.cursor() as cursor, cursor.copy(statement) as target:
                    target.set_types(("int8", "text", "int8", "text", "bytea", "bytea", "text"))
                    for row in batch:
                        target.write_row(row)

    return copy
