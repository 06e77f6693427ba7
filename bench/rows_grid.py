"""A day on a city's grid: simulated, every step decided, appended in bulk, then worked through.

The whole day has 150,000 incidents; `GRID_INCIDENTS` says how many, a tenth by default, so that the table stays quick.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path

import psycopg

from bench.harness import Row, rows, seconds
from bench.rows_store import COLUMNS
from tests.postgres import running
from workflow.application.clock import VirtualClock
from workflow.application.rebuild import rebuild_cases
from workflow.application.service import Service
from workflow.application.sweep import sweep
from workflow.store import Ledger, Record, open_ledger
from workflow.store.envelope import Entry
from workflow.views.worklist import worklist

INCIDENTS = int(os.environ.get("GRID_INCIDENTS", "15000"))
PER_TRANSACTION = 8_000
NIGHT = datetime.fromisoformat("2021-10-12T00:00:00+08:00")
LEAST = 0.12
Write = Callable[[Sequence[Entry]], None]


@rows
def grid_day(folder: Path) -> Iterator[Row]:
    """Measure a day: recorded as the command records it, its append against bare inserts, its worklist and sweep."""
    path = folder / "day.db"
    tenth, _ = _recorded(folder / "tenth.db", INCIDENTS // 10)
    peak, took = _recorded(path, INCIDENTS)
    with open_ledger(str(path)) as day:
        events = day.position()
        yield Row(f"grid day of {INCIDENTS:,}, decided and recorded", events / took, "events/s", "-", 0.0)
        yield Row("memory of recording it", peak, "MB", "a tenth of the day", peak / tenth)
        yield from _sealed(folder, day, events)
        yield from _worked_through(path, day)


def _recorded(path: Path, incidents: int) -> tuple[float, float]:
    """Record a day in a process of its own, and return its peak memory in MB and the seconds of the recording."""
    program = (
        "import sys, time\n"
        "from workflow.simulate.catalog import simulation\n"
        "from workflow.simulate.recording import record\n"
        "from workflow.store import open_ledger\n"
        "ready = simulation('grid-day')\n"
        "arrivals = ready.scenario.arrivals.model_copy(update={'daily': int(sys.argv[2])})\n"
        "object.__setattr__(ready, 'scenario', ready.scenario.model_copy(update={'arrivals': arrivals}))\n"
        "log = ready.log(ready.scenario.seed, 0)\n"
        "start = time.perf_counter()\n"
        "with open_ledger(sys.argv[1], create=True) as ledger: record(ready, log, ledger)\n"
        "print(time.perf_counter() - start)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    asked = [sys.executable, "-c", program, str(path), str(incidents)]
    took, kilobytes = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.split()
    return int(kilobytes) / 1024, float(took)


def _sealed(folder: Path, day: Ledger, events: int) -> Iterator[Row]:
    """Yield how the sealed append of the day's events compares to inserting the very rows it makes of them."""
    with open_ledger(str(folder / "sealed.db")) as ledger:
        ours, ratio = _in_turn(day, ledger, _inserting(folder / "raw.db"))
    yield Row("grid day, sealed bulk append, SQLite", events / ours, "events/s", "executemany", ratio, at_least=LEAST)
    with (
        running(durable=True) as server,
        open_ledger(server.database()) as ledger,
        psycopg.connect(server.database(), autocommit=True) as connection,
    ):
        ours, ratio = _in_turn(day, ledger, _copying(connection))
    yield Row("grid day, sealed bulk append, PostgreSQL", events / ours, "events/s", "COPY", ratio, at_least=LEAST)


def _in_turn(day: Ledger, ledger: Ledger, bare: Write) -> tuple[float, float]:
    """Return the seconds our appends took, and the median ratio of each pair of transactions."""
    records, entries = day.scan(), day.entries()
    ours, ratios = 0.0, []
    while batch := list[Record](islice(records, PER_TRANSACTION)):
        raw = list(islice(entries, PER_TRANSACTION))
        own = seconds(lambda facts=batch: ledger.append_bulk(facts, PER_TRANSACTION))  # type: ignore[misc]
        peer = seconds(lambda made=raw: bare(made))  # type: ignore[misc]
        ours += own
        ratios.append(peer / own)
    if ledger.tree(ledger.position()).root() != day.tree(day.position()).root():
        raise RuntimeError("another day was appended")
    return ours, statistics.median(ratios)


def _inserting(path: Path) -> Write:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"CREATE TABLE events ({COLUMNS}, PRIMARY KEY (stream, version))")

    def insert(made: Sequence[Entry]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO events VALUES (?,?,?,?,?,?,?)", made)
        connection.execute("COMMIT")

    return insert


def _copying(connection: psycopg.Connection[tuple[object, ...]]) -> Write:
    connection.execute(f"CREATE TABLE bare ({COLUMNS}, PRIMARY KEY (stream, version))")

    def copy(made: Sequence[Entry]) -> None:
        statement = "COPY bare FROM STDIN (FORMAT BINARY)"
        with connection.transaction(), connection.cursor() as cursor, cursor.copy(statement) as target:
            target.set_types(("int8", "text", "int8", "text", "bytea", "bytea", "text"))
            for row in made:
                target.write_row(row)

    return copy


def _worked_through(path: Path, day: Ledger) -> Iterator[Row]:
    """Yield how fast the worklist of the day is made and its deadlines are swept at midnight."""
    rules = Service(day).rules
    cases = list(rebuild_cases(day))
    folding = seconds(lambda: sum(1 for _ in rebuild_cases(day)))
    listing = seconds(lambda: worklist(rebuild_cases(day), rules, "zh-CN", NIGHT))
    yield Row("worklist of the day", len(cases) / listing, "cases/s", "folding the cases only", folding / listing)
    looked = count()

    def swept() -> None:
        with open_ledger(str(path)) as ledger:
            found = sweep(Service(ledger, VirtualClock(NIGHT + timedelta(minutes=next(looked)))), NIGHT)
            if found.failures:
                raise RuntimeError(found.failures[0])

    first, again = seconds(swept), seconds(swept)
    yield Row("deadline sweep of the day, midnight", len(cases) / first, "cases/s", "the same again", again / first)
