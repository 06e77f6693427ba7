"""Exports: how fast, and that a ledger ten times as long takes no more memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.harness import Row, rows, seconds
from bench.histories import EVENTS, lives
from workflow.audit.exchange.export import WRITERS
from workflow.store import Ledger, open_ledger

CASES = 125_000
PROGRAM = """
import sys
from pathlib import Path
from workflow.audit.exchange.export import export
from workflow.audit.exchange.history import Scope
from workflow.store import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    print(export(ledger, sys.argv[2], Scope(), Path(sys.argv[3]))["events"])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@rows
def exports(folder: Path) -> Iterator[Row]:
    """Measure an export of 1,000,000 events in each format, against reading them, and against a tenth of them."""
    small, large = folder / "small.db", folder / "large.db"
    for path, cases in ((small, CASES // 10), (large, CASES)):
        with open_ledger(str(path)) as ledger:
            ledger.append_bulk(lives(cases))
    for form in WRITERS:
        with open_ledger(str(large)) as ledger:
            reading = seconds(partial(_read, ledger))
        taken: list[float] = []
        peaks = [_peak_megabytes(path, form, folder / f"{form}.{path.stem}", taken) for path in (small, large)]
        speed = CASES * EVENTS / taken[-1]
        yield Row(f"export of 1,000,000 events, {form}", speed, "events/s", "reading them", reading / taken[-1])
        yield Row(f"memory of that export, {form}", peaks[1], "MB", "a tenth of it", peaks[1] / peaks[0], at_most=1.25)
        for path in folder.glob(f"{form}.*"):
            path.unlink()


def _read(ledger: Ledger) -> int:
    return sum(1 for _ in ledger.scan())


def _peak_megabytes(path: Path, form: str, output: Path, taken: list[float]) -> float:
    """Return the peak memory of a process of its own that exports a ledger; how long it took is added to `taken`."""
    command = [sys.executable, "-c", PROGRAM, str(path), form, str(output)]
    told: list[bytes] = []
    taken.append(seconds(lambda: told.append(subprocess.run(command, capture_output=True, check=True).stdout)))
    events, peak = told[0].split()
    if int(events) != (CASES if path.stem == "large" else CASES // 10) * EVENTS:
        raise RuntimeError(events)
    return int(peak) / 1024
