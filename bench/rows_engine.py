"""The engine against the limit of the disk: one durable transition, and rebuilding every aggregate."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.harness import Row, compare, rows
from bench.histories import APPLICANT, EVENTS, LIFE, NOW, lives
from workflow.application.clock import VirtualClock
from workflow.application.rebuild import rebuild_cases
from workflow.application.service import Service
from workflow.application.shelf import procedure
from workflow.proceedings.commands import OpenCase, RegisterProject, TakeAct
from workflow.store import open_ledger

CASES = 20
REBUILT_CASES = 125_000


@rows
def transitions(folder: Path) -> Iterator[Row]:
    """Measure one durable transition through the service, all checks on, against one durable row."""
    service = Service(open_ledger(str(folder / "ledger.db")), VirtualClock(NOW))
    definition = service.pin(procedure("four-certs-three-docs"))
    raw = _raw_table(folder / "raw.db")
    body = bytes(900)
    numbers = iter(range(10**6))

    def prepare() -> list[str]:
        names = [f"p{next(numbers)}" for _ in range(CASES)]
        for name in names:
            service.handle(RegisterProject(name, name, "江苏德杰", definition, APPLICANT, NOW))
            service.handle(OpenCase(f"{name}.eia", "eia", APPLICANT, NOW, name))
        return names

    waiting = iter([prepare() for _ in range(16)])

    def ours() -> None:
        for name in next(waiting):
            for act, actor, data in LIFE:
                service.handle(TakeAct(f"{name}.eia", act, actor, NOW, data))

    def theirs() -> None:
        for _ in range(CASES * len(LIFE)):
            raw.execute("INSERT INTO events (body) VALUES (?)", (body,))

    found = compare(ours, theirs, rounds=9)
    each = found.ours / (CASES * len(LIFE))
    yield Row("durable transition, SQLite FULL", 1 / each, "acts/s", "one-row insert, FULL", found.ratio, at_least=0.35)
    service.close()


def _raw_table(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE events (position INTEGER PRIMARY KEY, body BLOB)")
    return raw


@rows
def rebuilding(folder: Path) -> Iterator[Row]:
    """Measure folding every case of a ledger against a bare cursor over the same rows, and the memory it takes."""
    path = folder / "ledger.db"
    with open_ledger(str(path)) as ledger:
        ledger.append_bulk(lives(REBUILT_CASES))

    def ours() -> None:
        with open_ledger(str(path)) as ledger:
            count = sum(1 for _ in rebuild_cases(ledger))
            if count != REBUILT_CASES:
                raise RuntimeError(count)

    def theirs() -> None:
        connection = sqlite3.connect(path)
        for _ in connection.execute(
            "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events ORDER BY rowid"
        ):
            pass
        connection.close()

    found = compare(ours, theirs, rounds=3)
    speed = REBUILT_CASES * EVENTS / found.ours
    yield Row("rebuild of every case, SQLite", speed, "events/s", "bare cursor", found.ratio, at_least=0.25)
    small, large = (_peak_megabytes(path, cases) for cases in (REBUILT_CASES // 10, REBUILT_CASES))
    yield Row("memory of a rebuild, tenfold ledger", large, "MB", "a tenth of it", large / small, at_most=1.25)


def _peak_megabytes(path: Path, cases: int) -> float:
    """Return the peak memory of a process of its own that folds so many cases."""
    program = (
        "import itertools, sys\n"
        "from workflow.application.rebuild import rebuild_cases\n"
        "from workflow.store import open_ledger\n"
        "with open_ledger(sys.argv[1]) as ledger:\n"
        "    for _ in itertools.islice(rebuild_cases(ledger), int(sys.argv[2])): pass\n"
        # Not getrusage: a process inherits the peak of the one it was started by.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    told = subprocess.run([sys.executable, "-c", program, str(path), str(cases)], capture_output=True, check=True)
    return int(told.stdout) / 1024
