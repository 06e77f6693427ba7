"""Acknowledged is present, unacknowledged is absent or whole: under kill -9, full disks and a lost server."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.writer import three_facts
from tests.postgres import Server, running
from workflow.errors import StorageError
from workflow.store import Ledger, open_ledger

WRITER = (sys.executable, "-m", "tests.faults.writer")
KILLS = {"sqlite": 6, "postgres": 3}


@pytest.fixture(scope="module")
def lasting() -> Iterator[Server]:
    """A server whose commits wait for the disk."""
    with running(durable=True) as server:
        yield server


def assert_whole(ledger: Ledger, acknowledged: int) -> None:
    """See that every acknowledged act is there, at most one more, each of them whole."""
    assert ledger.check() == []
    acts = ledger.version("project:1")
    assert acts in {acknowledged, acknowledged + 1}
    assert ledger.version("case:1") == 2 * acts
    assert ledger.position() == 3 * acts
    for number in range(1, acts + 1):
        told = [(fact.stream, fact.version, fact.data) for fact in three_facts(number)]
        assert [(r.stream, r.version, r.data) for r in ledger.find_command(f"c-{number}")] == told
    assert ledger.find_command(f"c-{acts + 1}") == []


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_killed_writer_leaves_every_acknowledged_act_whole(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = str(tmp_path / "ledger.db") if kind == "sqlite" else request.getfixturevalue("lasting").database()
    chance = random.Random(kind)
    for _ in range(KILLS[kind]):
        acknowledged = last_acknowledged(url, chance)
        with open_ledger(url) as ledger:
            assert_whole(ledger, acknowledged)


def last_acknowledged(url: str, chance: random.Random) -> int:
    """Run a writer, kill it, and return the number it said last."""
    said: list[int] = []
    with subprocess.Popen([*WRITER, url], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said += [int(writer.stdout.readline()) for _ in range(chance.randrange(1, 30))]
        for _ in range(chance.randrange(20_000)):
            pass
        writer.kill()
        said += [int(line) for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    return said[-1]


def append_until_refused(ledger: Ledger) -> tuple[int, StorageError]:
    """Record acts until one is refused; return the last acknowledged and the refusal."""
    number = ledger.version("project:1")
    while True:
        try:
            ledger.append(three_facts(number + 1), {"project:1": number})
        except StorageError as error:
            return number, error
        number += 1


def limit_pages(ledger: Ledger, pages: int) -> None:
    """Let a database grow no further, whichever of its few connections is used next."""
    for _ in range(8):
        ledger._select(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]


def test_a_full_database_refuses_whole_and_goes_on_once_there_is_room(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.append(three_facts(1), {})
        pages = ledger._select("PRAGMA page_count")[0][0]  # type: ignore[attr-defined]
        limit_pages(ledger, pages + 12)
        acknowledged, refused = append_until_refused(ledger)
        assert refused.key == "store_full"
        assert acknowledged > 1
        assert ledger.version("project:1") == acknowledged
        assert_whole(ledger, acknowledged)
        limit_pages(ledger, 1_000_000)
        ledger.append(three_facts(acknowledged + 1), {"project:1": acknowledged})
        assert_whole(ledger, acknowledged + 1)


def test_a_full_database_refuses_a_bulk_whole(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        pages = ledger._select("PRAGMA page_count")[0][0]  # type: ignore[attr-defined]
        limit_pages(ledger, pages + 30)
        many = [fact for number in range(1, 200) for fact in three_facts(number)]
        with pytest.raises(StorageError) as refused:
            ledger.append_bulk(many, per_transaction=9)
        assert refused.value.key == "store_full"
        assert ledger.position() % 9 == 0
        assert_whole(ledger, ledger.position() // 3)


@pytest.mark.parametrize("limit_bytes", [60_000, 250_000])
def test_where_no_file_may_grow_the_ledger_refuses_whole_and_goes_on_later(tmp_path: Path, limit_bytes: int) -> None:
    url = str(tmp_path / "ledger.db")
    done = subprocess.run([*WRITER, url, str(limit_bytes)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *acknowledged, refused, last = done.stdout.split()
    assert refused in {"store_full", "store_failed"}
    assert int(last) == len(acknowledged) + 1
    with open_ledger(url) as ledger:
        assert_whole(ledger, int(last))


def test_a_ledger_goes_on_after_its_server_was_restarted(lasting: Server) -> None:
    with open_ledger(lasting.database()) as ledger:
        ledger.append(three_facts(1), {"project:1": 0})
        lasting.kill()
        lasting.start()
        assert_whole(ledger, 1)
        ledger.append(three_facts(2), {"project:1": 1})
        assert_whole(ledger, 2)


def test_a_server_killed_while_recording_leaves_every_acknowledged_act_whole(lasting: Server) -> None:
    url = lasting.database()
    told = threading.Semaphore(0)
    last: list[int] = [0]
    refused: list[StorageError] = []

    def write(ledger: Ledger) -> None:
        while not refused:
            try:
                ledger.append(three_facts(last[0] + 1), {"project:1": last[0]})
            except StorageError as error:
                refused.append(error)
            else:
                last[0] += 1
                told.release()

    with open_ledger(url) as ledger:
        writer = threading.Thread(target=write, args=(ledger,))
        writer.start()
        for _ in range(25):
            told.acquire()
        lasting.kill()
        writer.join()
        lasting.start()
        assert refused[0].key in {"store_unreachable", "store_outcome_unknown"}
        assert_whole(ledger, last[0])
