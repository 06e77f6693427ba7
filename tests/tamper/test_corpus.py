"""Every mutation by every intruder has the verdict that the golden table says; nothing else, nothing more.

`python -m tests.tamper.test_corpus` writes the table anew: look at what changed before keeping it.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.tamper.house import House, build
from tests.tamper.intruder import INTRUDERS, break_in, strike
from tests.tamper.mutations import MUTATIONS
from workflow.audit.integrity.findings import layer_of
from workflow.audit.integrity.verify import verify
from workflow.errors import StorageError
from workflow.store import open_ledger

TABLE = Path(__file__).parents[1] / "golden" / "tamper.txt"
SEEN = 500
LETTERS = {"structure": "S", "chain": "C", "tree": "T", "witness": "W"}
HEAD = """\
Who notices what. S structure, C chain, T tree and signed checkpoints, W witness; ! the ledger cannot be opened at all.
u nothing is found, but more is told to be unwitnessed. = nothing is different afterwards. . no event is different.
- AN EVENT IS DIFFERENT AND NOBODY NOTICES: without an outside witness of the last events, this is what cannot be seen.
A writes to the database. B also makes every hash anew. C also holds the log's key and signs everything again.
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(tmp_path_factory.mktemp("house") / "office")


def verdict(house: House, name: str, intruder: str, folder: Path) -> str:
    """Return the layers in which a mutation by an intruder shows itself, or what it is where it does not."""
    copy = house.copy_to(folder)
    before, after = strike(copy, MUTATIONS[name], intruder)
    try:
        with open_ledger(str(copy.ledger), create=False) as ledger:
            report = verify(ledger, copy.trust)
            found = {LETTERS[layer_of(defect)] for defect in report.defects}
    except StorageError:
        return "!"
    if found:
        return "".join(letter for letter in "SCTW" if letter in found)
    if report.witnessed < SEEN:
        return "u"
    if before == after:
        return "="
    return "." if before.says() == after.says() else "-"


def table(house: House, folder: Path) -> Iterator[str]:
    yield HEAD
    yield f"{'mutation':<56}{'A':<6}{'B':<6}C\n"
    for number, name in enumerate(MUTATIONS):
        cells = [verdict(house, name, intruder, folder / f"{number}{intruder}") for intruder in INTRUDERS]
        yield f"{name:<56}{cells[0]:<6}{cells[1]:<6}{cells[2]}".rstrip() + "\n"


def expected() -> dict[tuple[str, str], str]:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines()[5:] if line]
    return {(row[:56].strip(), who): row[56:].split()[INTRUDERS.index(who)] for row in rows for who in INTRUDERS}


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len(MUTATIONS) >= 40
    assert expected().keys() == {(name, intruder) for name in MUTATIONS for intruder in INTRUDERS}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_has_the_verdict_of_the_table(name: str, house: House, tmp_path: Path) -> None:
    seen = {intruder: verdict(house, name, intruder, tmp_path / intruder) for intruder in INTRUDERS}
    assert seen == {intruder: expected()[name, intruder] for intruder in INTRUDERS}


def test_a_clean_house_has_no_finding_and_tells_what_nobody_outside_has_seen(house: House) -> None:
    with open_ledger(str(house.ledger)) as ledger:
        report = verify(ledger, house.trust)
    assert report.defects == ()
    assert (report.events, report.checkpoints, report.signed, report.witnessed) == (540, 10, 500, 500)


def test_every_flipped_bit_in_what_is_hashed_is_found(house: House, tmp_path: Path) -> None:
    chance = random.Random(6962)
    for number in range(60):
        copy = house.copy_to(tmp_path / str(number))
        loot = break_in(copy)
        row = chance.choice(loot.events)
        column = chance.choice(["body", "leaf"])
        content = bytearray(getattr(row, column))
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        with closing(sqlite3.connect(copy.ledger)) as connection:
            name = {"body": "state", "leaf": "leaf"}[column]
            change = f"UPDATE stored_events SET {name} = ? WHERE rowid = ?"  # noqa: S608 (ours)
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(change, (bytes(content), row.position))
            connection.commit()
        with open_ledger(str(copy.ledger), create=False) as ledger:
            assert "leaf_differs" in {defect.key for defect in verify(ledger, copy.trust).defects}


def test_a_flipped_bit_anywhere_in_the_file_is_found_or_changes_nothing(house: House, tmp_path: Path) -> None:
    chance = random.Random(9162)
    whole = house.ledger.read_bytes()
    for number in range(80):
        copy = house.copy_to(tmp_path / str(number))
        content = bytearray(whole)
        content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
        copy.ledger.write_bytes(content)
        try:
            with open_ledger(str(copy.ledger), create=False) as ledger:
                found = bool(verify(ledger, copy.trust).defects)
        except StorageError:
            continue
        assert found or break_in(copy).says() == break_in(house).says()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        text = "".join(table(build(Path(place) / "office"), Path(place)))
    TABLE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
