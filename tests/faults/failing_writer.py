"""A program of which one call after the other fails: each child opens the ledger anew, records, signs and tells.

The tracer counts the calls of every child on the paths it watches and lets the one with a number fail. A child
that is to meet it later spends fewer calls on a file of no account first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.faults.sealing_writer import KEY
from tests.faults.writer import three_facts
from workflow.application.checkpoints import Checkpoints
from workflow.application.clock import VirtualClock
from workflow.errors import StorageError
from workflow.store import open_ledger

NAME, ACTS, TRIES = "workflow.db", 2, 3


def record_and_sign(url: str, tell: Callable[[str], None]) -> None:
    """Record acts up to the last one due and sign after each; begin again after a refusal."""
    for _ in range(TRIES):
        try:
            with open_ledger(url, create=False) as ledger:
                signing = Checkpoints(ledger, KEY, VirtualClock(datetime(2021, 5, 20, tzinfo=UTC)))
                while (done := ledger.version("project:1")) < ACTS:
                    ledger.append(three_facts(done + 1), {"case:1": 2 * done, "project:1": done})
                    tell(f"act {done + 1}")
                    signing.sign()
                    tell(f"signed {ledger.position()}")
        except StorageError as error:
            tell(f"{error.key} 0")
        else:
            tell("done 0")
            break


def spend(call: str, times: int, nothing: Path) -> None:
    """Make a call again and again where it does no harm."""
    handle = 0 if call == "openat" else os.open(nothing, os.O_RDWR | os.O_CREAT)
    calls: dict[str, Callable[[], object]] = {
        "openat": lambda: os.close(os.open(nothing, os.O_RDONLY)),
        "pread64": lambda: os.pread(handle, 1, 0),
        "read": lambda: os.read(handle, 1),
        "pwrite64": lambda: os.pwrite(handle, b"x", 0),
        "fdatasync": lambda: os.fdatasync(handle),
        "fsync": lambda: os.fsync(handle),
        "ftruncate": lambda: os.ftruncate(handle, 0),
        "unlink": lambda: nothing.unlink(missing_ok=True),
    }
    for _ in range(times):
        calls[call]()


def one_after_the_other(folder: Path, failing: int, calls: dict[str, int]) -> None:
    """Let each call that is told how often it is made fail in a child of its own, and keep what the child left.

    Args:
        failing: the number of the call that the tracer lets fail.
    """
    (folder / "nothing").touch()
    for call, times in calls.items():
        for number in range(1, times + 1):
            (folder / f"ready-{call}-{number}").rename(folder / "office")
            if (child := os.fork()) == 0:
                try:
                    spend(call, failing - number, folder / "nothing")
                    with (folder / f"said-{call}-{number}").open("w", buffering=1, encoding="utf-8") as said:
                        record_and_sign(str(folder / "office" / NAME), partial(print, file=said))
                finally:
                    os._exit(0)
            os.waitpid(child, 0)
            (folder / "office").rename(folder / f"left-{call}-{number}")


if __name__ == "__main__":
    told = (word.split("=") for word in sys.argv[3:])
    one_after_the_other(Path(sys.argv[1]), int(sys.argv[2]), {call: int(times) for call, times in told})
