"""A program that records acts and signs checkpoints, and says what was acknowledged: `act N`, `signed SIZE`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from tests.faults.writer import acts_after, three_facts
from workflow.application.checkpoints import Checkpoints
from workflow.application.clock import VirtualClock
from workflow.store import open_ledger
from workflow.store.seal_keys import LOG, SigningKey

KEY = SigningKey("office.example/log", LOG, b"k" * 32)


def record_and_sign(url: str) -> None:
    """Record acts and sign after every second one, without end."""
    with open_ledger(url) as ledger:
        signing = Checkpoints(ledger, KEY, VirtualClock(datetime(2021, 5, 20, tzinfo=UTC)))
        for number in acts_after(ledger):
            ledger.append(three_facts(number), {"case:1": 2 * number - 2, "project:1": number - 1})
            print(f"act {number}", flush=True)  # noqa: T201 (that is how it speaks)
            if number % 2 == 0 and (signed := signing.sign()):
                print(f"signed {signed.size}", flush=True)  # noqa: T201


if __name__ == "__main__":
    record_and_sign(sys.argv[1])
