"""The seal against doing without it, a bare scan and another implementation of the tree."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

from pymerkle import InmemoryTree

from bench.harness import Row, compare, rows
from bench.histories import CHECKED, EVENTS, NOW, lives
from workflow.application.checkpoints import Checkpoints
from workflow.application.clock import VirtualClock
from workflow.audit.integrity.remembered import Remembered
from workflow.audit.integrity.verify import Trust, verify
from workflow.language.facts import Fact
from workflow.store import Ledger, open_ledger
from workflow.store.codec import encode
from workflow.store.seal import Frontier, leaf_hash
from workflow.store.seal_keys import LOG, SigningKey
from workflow.store.sqlite_form import TABLES

CASES, VERIFIED_CASES, NEW_CASES = 4_000, 25_000, 1_000
PER_TRANSACTION = 8_000
LEAVES = 40_000
KEY = SigningKey("bench.example/log", LOG, bytes(32))


@rows
def appending(folder: Path) -> Iterator[Row]:
    """Measure bulk append with chain, tree and tiles against the same rows, encoded the same, without them."""
    waiting = iter([list(lives(CASES, CASES * number)) for number in range(12)])
    with open_ledger(str(folder / "ledger.db")) as ledger:
        found = compare(
            lambda: ledger.append_bulk(next(waiting), PER_TRANSACTION), _unsealed(folder / "raw.db", waiting), rounds=5
        )
    speed = CASES * EVENTS / found.ours
    yield Row("sealed bulk append, SQLite", speed, "events/s", "unsealed", found.ratio, at_least=0.5)


def _unsealed(path: Path, waiting: Iterator[list[Fact]]) -> Callable[[], object]:
    """Return an append to the same table that encodes facts and leaves hash, chain and tree out."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    for statement in TABLES:
        connection.execute(statement)
    positions = count(1)

    def append() -> None:
        coming = iter(next(waiting))
        while batch := list(islice(coming, PER_TRANSACTION)):
            made = [
                (next(positions), fact.stream, fact.version, fact.name, encode(fact, None), b"", fact.command_id)
                for fact in batch
            ]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO stored_events VALUES (?,?,?,?,?,?,?)", made)
            connection.execute("COMMIT")

    return append


@rows
def verifying(folder: Path) -> Iterator[Row]:
    """Measure verifying everything against a bare scan, and what comes after a verification against its own size."""
    small, large = folder / "small.db", folder / "large.db"
    for path, cases in ((small, VERIFIED_CASES // 10), (large, VERIFIED_CASES)):
        with open_ledger(str(path)) as ledger:
            _sealed(ledger, cases)
    found = compare(lambda: _verified(large), lambda: _scanned(large), rounds=5)
    speed = VERIFIED_CASES * EVENTS / found.ours
    yield Row("full verification, SQLite", speed, "events/s", "bare scan, in time", 1 / found.ratio, at_most=4.5)
    for path, cases in ((small, VERIFIED_CASES // 10), (large, VERIFIED_CASES)):
        _verified(path).write(_state(path))
        with open_ledger(str(path)) as ledger:
            ledger.append_bulk(lives(NEW_CASES, cases))
            Checkpoints(ledger, KEY, VirtualClock(NOW)).sign()
    again = compare(lambda: _verified(large, again=True), lambda: _verified(small, again=True), rounds=5)
    speed = NEW_CASES * EVENTS / again.ours
    yield Row("incremental verification", speed, "events/s", "ledger a tenth as large", 1 / again.ratio, at_most=1.5)


def _sealed(ledger: Ledger, cases: int) -> None:
    """Record cases, a checkpoint for each thousand events."""
    ledger.files.put(CHECKED)
    signing = Checkpoints(ledger, KEY, VirtualClock(NOW))
    for begun in range(0, cases, 125):
        ledger.append_bulk(lives(125, begun))
        signing.sign()


def _verified(path: Path, *, again: bool = False) -> Remembered:
    with open_ledger(str(path)) as ledger:
        report = verify(ledger, Trust([KEY.public]), _state(path) if again else None)
    if report.to_remember is None or again != bool(report.since):
        raise RuntimeError(report)
    return report.to_remember


def _state(path: Path) -> Path:
    return path.with_suffix(".verified")


def _scanned(path: Path) -> None:
    connection = sqlite3.connect(path)
    for _ in connection.execute("SELECT * FROM stored_events ORDER BY rowid"):
        pass
    connection.close()


@rows
def growing(_: Path) -> Iterator[Row]:
    """Measure adding leaves to the tree, tiles and root included, against pymerkle in memory."""
    entries = [number.to_bytes(300) for number in range(LEAVES)]

    def ours() -> None:
        frontier = Frontier()
        for entry in entries:
            frontier.add(leaf_hash(entry))
        frontier.root()

    def theirs() -> None:
        tree = InmemoryTree(algorithm="sha256")
        for entry in entries:
            tree.append_entry(entry)
        tree.get_root()

    found = compare(ours, theirs, rounds=5)
    yield Row("append to the tree", LEAVES / found.ours, "leaves/s", "pymerkle", found.ratio, at_least=5)
