"""A SQLite ledger that was damaged: verifying opens it and says everything, whatever else there is refuses it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli import Terminal
from tests.contract.material import case_of_eight, fact
from workflow.audit.integrity.verify import Trust, verify
from workflow.errors import StorageError
from workflow.store import open_ledger

EVENTS = 300
FORM = "form_differs"
DAMAGES = {
    "the head is gone": ("DELETE FROM seal_head", {"seal_differs"}),
    "the head is emptied": ("UPDATE seal_head SET frontier = x''", {"seal_differs"}),
    "the head is no number": ("UPDATE seal_head SET size = 'many'", {"seal_differs"}),
    "the head is a table no more": ("DROP TABLE seal_head", {FORM, "seal_differs"}),
    "the tiles are gone": ("DROP TABLE seal_nodes", {FORM, "tile_differs", "tiles_miscounted"}),
    "the checkpoints are gone": ("DROP TABLE seal_checkpoints", {FORM}),
    "the events are gone": ("DROP TABLE stored_events", {FORM, "seal_differs", "tiles_miscounted"}),
    "an index is gone": ("DROP INDEX stored_events_command", {FORM}),
    "a column came": ("ALTER TABLE stored_events ADD COLUMN remark TEXT", {FORM}),
    "a column is another": ("ALTER TABLE seal_checkpoints RENAME COLUMN note TO paper", {FORM}),
    "something acts by itself": (
        "CREATE TRIGGER quiet AFTER INSERT ON stored_events BEGIN DELETE FROM seal_nodes; END",
        {FORM},
    ),
    "it says it is of the first format": ("PRAGMA user_version = 1", {FORM}),
    "a name is no text": (
        "UPDATE stored_events SET originator_id = CAST(x'63ff' AS TEXT) WHERE rowid = 5",
        {"event_misfiled"},
    ),
}


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "workflow.db"
    with open_ledger(str(path)) as ledger:
        ledger.append_bulk(fact(f"case:{number}", 1) for number in range(EVENTS))
    return path


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("damage", DAMAGES)
def test_verifying_opens_a_damaged_ledger_and_names_what_is_wrong(path: Path, damage: str) -> None:
    statement, expected = DAMAGES[damage]
    execute(path, statement)
    before = path.read_bytes()
    with open_ledger(str(path), create=False, damaged=True) as ledger:
        report = verify(ledger, Trust())
        assert {defect.key for defect in report.defects} == expected
        assert report.events == (0 if damage == "the events are gone" else EVENTS)
    assert path.read_bytes() == before


def test_damage_and_change_are_told_together(path: Path, terminal: Terminal) -> None:
    execute(path, "DELETE FROM seal_head", "UPDATE stored_events SET state = x'7b' WHERE rowid = 9")
    told = terminal("audit", "verify", "--json")
    assert told.code == 6
    assert {"tree.seal_differs", "chain.leaf_differs"} <= {one["rule"] for one in told.data["findings"]}


@pytest.mark.parametrize("damage", ["the head is gone", "the head is a table no more", "the events are gone"])
def test_every_other_command_refuses_a_ledger_without_its_seal(path: Path, damage: str, terminal: Terminal) -> None:
    execute(path, DAMAGES[damage][0])
    with pytest.raises(StorageError), open_ledger(str(path)) as ledger:
        ledger.read("case:1")
    assert terminal("case", "list").code == 8


def test_a_break_far_behind_does_not_make_the_times_run_back(path: Path) -> None:
    with open_ledger(str(path)) as ledger:
        ledger.append_bulk(case_of_eight(900))
    execute(path, "UPDATE stored_events SET leaf = zeroblob(32) WHERE rowid = 301")
    with open_ledger(str(path)) as ledger:
        assert {defect.key for defect in ledger.check()} == {"leaf_differs"}


def test_a_ledger_of_the_first_format_is_verified_as_it_is(path: Path) -> None:
    execute(path, "DROP TABLE seal_nodes", "DROP TABLE seal_checkpoints", "PRAGMA user_version = 1")
    before = path.read_bytes()
    with open_ledger(str(path), create=False, damaged=True) as ledger:
        assert verify(ledger, Trust()).defects == ()
    assert path.read_bytes() == before


def test_a_document_whose_name_cannot_be_read_is_no_end_of_the_verification(path: Path) -> None:
    paper = '{"digest":"%s","media_type":"a","name":"\\q","size":1}' % ("0" * 64)
    execute(path, f"UPDATE stored_events SET state = CAST('{paper}' AS BLOB) WHERE rowid = 7")  # noqa: S608 (ours)
    with open_ledger(str(path)) as ledger:
        assert "event_unreadable" in {defect.key for defect in verify(ledger, Trust()).defects}
