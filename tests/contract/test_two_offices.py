"""Two machines on one ledger: sweeping and acting at once, and still each thing happens once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.office import APPLICANT, CLERK, Office
from tests.postgres import Server
from workflow.application.service import Service
from workflow.store import open_ledger

CASES = 12
SWEEPER = """
import sys
from tests.office import Office, at
from workflow.application.sweep import sweep
from workflow.application.service import Service
from workflow.application.clock import VirtualClock
from workflow.store import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    swept = sweep(Service(ledger, VirtualClock(at("2021-07-01 09:00"))))
    print(len(swept.records), len(swept.failures))
"""
ACTOR = """
import sys
from tests.office import CLERK, at
from workflow.application.service import Service
from workflow.application.clock import VirtualClock
from workflow.errors import Refused
from workflow.proceedings.commands import TakeAct
from workflow.store import open_ledger
taken = 0
with open_ledger(sys.argv[1]) as ledger:
    service = Service(ledger, VirtualClock(at("2021-04-26 09:00")))
    for number in range(12):
        try:
            service.handle(TakeAct(f"c{number}", "accept", CLERK, at("2021-04-26 09:00")))
            taken += 1
        except Refused as refused:
            assert [r.key for r in refused.refusals] == ["state_mismatch"], refused.refusals
print(taken, 0)
"""


def prepared(url: str) -> None:
    office = Office("2021-04-23 09:00", open_ledger(url))
    office.project(special=False)
    for number in range(CASES):
        office.open(f"c{number}", "sign", None)
        office.act(f"c{number}", "submit", APPLICANT)
    office.service.close()


def at_once(program: str, url: str) -> list[tuple[int, int]]:
    command = [sys.executable, "-c", program, url]
    root = Path(__file__).parents[2]
    running = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    return [(int(line.split()[0]), int(line.split()[1])) for line in told]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    server: Server = request.getfixturevalue("postgres")
    return server.cleared()


def test_two_sweeps_at_once_record_every_outcome_once(url: str) -> None:
    prepared(url)
    (first, broken), (second, broken_too) = at_once(SWEEPER, url)
    assert (broken, broken_too) == (0, 0)
    with open_ledger(url) as ledger:
        told = Counter((record.stream, record.name) for record in ledger.scan() if record.stream.startswith("case:"))
        assert ledger.check() == []
    assert first + second == 2 * CASES
    assert {count for (_, name), count in told.items() if name in {"ApplicationAccepted", "DeadlineBreached"}} == {1}


def test_two_officers_at_once_and_one_of_them_is_told_that_it_is_done(url: str) -> None:
    prepared(url)
    (first, _), (second, _) = at_once(ACTOR, url)
    assert first + second == CASES
    with open_ledger(url) as ledger:
        assert ledger.check() == []
        service = Service(ledger)
        assert {service.case(f"c{number}").course.state for number in range(CASES)} == {"accepted"}
        assert CLERK.person in {record.actor.person for record in service.history("case:c0")}
