"""No checkpoint is ahead of what is durable, and what was signed stays signed: killed, full, or with a lost server."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faults.sealing_writer import KEY
from tests.faults.test_ledger_faults import limit_pages
from tests.faults.writer import three_facts
from tests.postgres import Server, running
from workflow.application.checkpoints import Checkpoints
from workflow.application.clock import VirtualClock
from workflow.audit.integrity.verify import Trust, verify
from workflow.errors import StorageError
from workflow.store import Ledger, open_ledger

WRITER = (sys.executable, "-m", "tests.faults.sealing_writer")
KILLS = {"sqlite": 6, "postgres": 3}


@pytest.fixture(scope="module")
def lasting() -> Iterator[Server]:
    """A server whose commits wait for the disk."""
    with running(durable=True) as server:
        yield server


def signer(ledger: Ledger) -> Checkpoints:
    return Checkpoints(ledger, KEY, VirtualClock(datetime(2021, 5, 20, tzinfo=UTC)))


def assert_sound(ledger: Ledger, acts: int, signed: int) -> None:
    """See that everything acknowledged is there, that no checkpoint is ahead, and that all of it verifies."""
    report = verify(ledger, Trust([KEY.public]))
    assert report.defects == ()
    assert ledger.version("project:1") in {acts, acts + 1}
    assert signed <= report.signed <= report.events == 3 * ledger.version("project:1")


def acknowledged(url: str, chance: random.Random) -> tuple[int, int]:
    """Run a writer, kill it, and return the last act and the last checkpoint that it said."""
    with subprocess.Popen([*WRITER, url], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(chance.randrange(1, 40))]
        for _ in range(chance.randrange(20_000)):
            pass
        writer.kill()
        said += [line for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    last = {"act": 0, "signed": 0, **{word: int(number) for word, number in map(str.split, said)}}
    return last["act"], last["signed"]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_killed_office_leaves_no_checkpoint_ahead_and_loses_none(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = str(tmp_path / "ledger.db") if kind == "sqlite" else request.getfixturevalue("lasting").database()
    chance = random.Random(kind)
    acts = signed = 0
    for _ in range(KILLS[kind]):
        said = acknowledged(url, chance)
        acts, signed = max(acts, said[0]), max(signed, said[1])
        with open_ledger(url) as ledger:
            assert_sound(ledger, acts, signed)
            acts = ledger.version("project:1")


def test_where_the_disk_is_full_nothing_is_signed_and_work_goes_on_once_there_is_room(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        number = 0
        pages = ledger._select("PRAGMA page_count")[0][0]  # type: ignore[attr-defined]
        limit_pages(ledger, pages + 40)
        refused: list[str] = []
        while not refused:
            try:
                ledger.append(three_facts(number + 1), {"project:1": number})
                number += 1
                signer(ledger).sign()
            except StorageError as error:
                refused.append(error.key)
        assert refused == ["store_full"]
        signed = ledger.last_checkpoint()
        assert_sound(ledger, number, signed.size if signed else 0)
        limit_pages(ledger, 1_000_000)
        assert signer(ledger).sign() is not None or ledger.position() == (signed.size if signed else 0)
        ledger.append(three_facts(ledger.version("project:1") + 1), {})
        signer(ledger).sign()
        assert_sound(ledger, ledger.version("project:1"), ledger.position())


def test_a_server_killed_while_signing_loses_no_checkpoint(lasting: Server) -> None:
    told = threading.Semaphore(0)
    last = [0, 0]
    refused: list[StorageError] = []

    def work(ledger: Ledger) -> None:
        signing = signer(ledger)
        while not refused:
            try:
                ledger.append(three_facts(last[0] + 1), {"project:1": last[0]})
                last[0] += 1
                if (made := signing.sign()) is not None:
                    last[1] = made.size
            except StorageError as error:
                refused.append(error)
            told.release()

    with open_ledger(lasting.database()) as ledger:
        worker = threading.Thread(target=work, args=(ledger,))
        worker.start()
        for _ in range(20):
            told.acquire()
        lasting.kill()
        worker.join()
        lasting.start()
        assert refused[0].key in {"store_unreachable", "store_outcome_unknown"}
        assert_sound(ledger, *last)
        last[0] = ledger.version("project:1")
        ledger.append(three_facts(last[0] + 1), {})
        signer(ledger).sign()
        assert_sound(ledger, last[0] + 1, ledger.position())
