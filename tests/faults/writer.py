"""A program that records three facts over two streams at a time and says so once they are acknowledged."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator

from tests.contract.material import fact
from workflow.errors import StorageError
from workflow.language.facts import Fact
from workflow.store import Ledger, open_ledger

NOTE = "材料齐全" * 200


def three_facts(number: int) -> list[Fact]:
    """Return the facts of the act with a number, from 1."""
    command = f"c-{number}"
    return [
        fact("case:1", 2 * number - 1, command_id=command, data={"note": NOTE * (number % 7)}),
        fact("case:1", 2 * number, command_id=command),
        fact("project:1", number, command_id=command),
    ]


def acts_after(ledger: Ledger) -> Iterator[int]:
    """Yield the numbers of the acts still to come."""
    number = ledger.version("project:1")
    while True:
        number += 1
        yield number


def record_until_stopped(url: str) -> None:
    """Record acts and print the number of each one acknowledged, without end."""
    with open_ledger(url) as ledger:
        for number in acts_after(ledger):
            ledger.append(three_facts(number), {"case:1": 2 * number - 2, "project:1": number - 1})
            print(number, flush=True)  # noqa: T201 (that is how it speaks)


def record_until_no_file_may_grow(url: str, limit_bytes: int) -> None:
    """Record acts until the limit on file sizes stops it, then once more without the limit; print what was said."""
    with open_ledger(url) as ledger:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
        for number in acts_after(ledger):
            try:
                ledger.append(three_facts(number), {})
            except StorageError as error:
                print(error.key, flush=True)  # noqa: T201
                resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
                ledger.append(three_facts(number), {})
                print(number, flush=True)  # noqa: T201
                return
            print(number, flush=True)  # noqa: T201


if __name__ == "__main__":
    if len(sys.argv) > 2:
        record_until_no_file_may_grow(sys.argv[1], int(sys.argv[2]))
    else:
        record_until_stopped(sys.argv[1])
