"""Each call to the file system fails once, or the writer dies at it: what was acknowledged is there and verifies."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.failing_writer import ACTS, NAME
from tests.faults.test_seal_faults import assert_sound
from tests.faults.writer import three_facts
from workflow.store import open_ledger

FAILING = 60
CALLS = ("openat", "pread64", "pwrite64", "fdatasync", "ftruncate", "unlink")
CHANGING = ("pwrite64", "fdatasync", "ftruncate", "unlink")
FAULTS = {"error=EIO": CALLS, "signal=KILL": CHANGING}
REFUSALS = {"store_failed", "store_full", "store_unreachable", "store_damaged", "store_busy", "store_read_only"}


def traced(folder: Path, *arguments: str, faults: tuple[str, ...] = ()) -> str:
    """Run the writer under the tracer and return what the tracer wrote."""
    beside = (f"office/{NAME}{end}" for end in ("", "-wal", "-shm", "-journal"))
    paths = [word for name in ("nothing", "office", *beside) for word in ("-P", str(folder / name))]
    injected = [word for fault in faults for word in ("-e", f"inject={fault}:when={FAILING}")]
    watched = ["strace", "-f", "-qq", "-o", str(folder / "log"), *paths, "-e", f"trace={','.join(CALLS)}", *injected]
    writer = [sys.executable, "-m", "tests.faults.failing_writer", str(folder), str(FAILING), *arguments]
    done = subprocess.run([*watched, *writer], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (folder / "log").read_text(encoding="utf-8", errors="replace")


def offices(folder: Path, names: list[str]) -> None:
    """Lay out ledgers in each of which one act is recorded."""
    before = folder / "before"
    before.mkdir()
    with open_ledger(str(before / NAME)) as ledger:
        ledger.append(three_facts(1), {})
    for name in names:
        shutil.copytree(before, folder / f"ready-{name}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How often the writer makes each call when nothing fails."""
    if (
        shutil.which("strace") is None
        or subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False).returncode
    ):
        pytest.fail("strace is not here, or may not trace: these faults are injected with it")
    folder = tmp_path_factory.mktemp("counted")
    offices(folder, ["openat-1"])
    log = traced(folder, "openat=1")
    assert (folder / "said-openat-1").read_text().split()[-2:] == ["done", "0"]
    counted = Counter(re.findall(r"^\d+ +(\w+)\(", log, re.MULTILINE))
    counted["openat"] -= FAILING
    return counted


@pytest.mark.parametrize("fault", FAULTS)
def test_each_call_fails_once_and_nothing_acknowledged_is_lost(fault: str, made: Counter[str], tmp_path: Path) -> None:
    calls = {call: made[call] for call in FAULTS[fault]}
    assert all(0 < times < FAILING for times in calls.values())
    names = [f"{call}-{number}" for call, times in calls.items() for number in range(1, times + 1)]
    offices(tmp_path, names)
    told = [f"{call}={times}" for call, times in calls.items()]
    log = traced(tmp_path, *told, faults=tuple(f"{call}:{fault}" for call in calls))
    assert log.count("killed by SIGKILL" if fault == "signal=KILL" else "(INJECTED)") >= len(names)
    for name in names:
        said = [line.split() for line in (tmp_path / f"said-{name}").read_text().splitlines()]
        last = {word: int(number) for word, number in said}
        assert last.keys() <= {"act", "signed", "done"} | REFUSALS
        with open_ledger(str(tmp_path / f"left-{name}" / NAME), create=False) as ledger:
            assert_sound(ledger, last.get("act", 1), last.get("signed", 0))
            assert fault == "signal=KILL" or ("done" in last and ledger.version("project:1") == ACTS)
