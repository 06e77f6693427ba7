"""Exports: what they hold, that the same ledger gives the same bytes, and that what we write is what we read back."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli import Terminal
from tests.contract.material import fact
from tests.exchange_office import HOSTILE, office
from tests.office import APPROVER, Office
from workflow.audit.exchange.csv_writer import as_it_was, inert
from workflow.audit.exchange.export import WRITERS, export
from workflow.audit.exchange.history import OWN, History, Scope
from workflow.audit.exchange.manifest import manifest_path
from workflow.audit.exchange.xes_writer import write_xes
from workflow.audit.foreign.importing import import_log
from workflow.audit.foreign.mapping import Mapping
from workflow.errors import NotFound, StorageError
from workflow.language.facts import Fact
from workflow.language.ids import kind_of
from workflow.language.people import Actor
from workflow.store import Ledger, Record, open_ledger
from workflow.store.codec import encode
from workflow.store.seal import leaf_hash

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
WHOLE = Scope()


@pytest.fixture(name="office")
def _office() -> Office:
    return office()


def own(ledger: Ledger, *kinds: str) -> list[Record]:
    return [record for record in ledger.scan() if kind_of(record.stream) in (kinds or OWN)]


def written(office: Office, form: str, folder: Path, scope: Scope = WHOLE, name: str = "out") -> Path:
    export(office.service.ledger, form, scope, folder / name)
    return folder / name


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_ledger_gives_the_same_bytes_wherever_it_lives(office: Office, form: str, tmp_path: Path) -> None:
    first = written(office, form, tmp_path)
    with open_ledger(str(tmp_path / "copy.db")) as copy:
        office.service.ledger.copy_to(copy)
        (tmp_path / "again").mkdir()
        export(copy, form, WHOLE, tmp_path / "again" / "out")
    assert (tmp_path / "again" / "out").read_bytes() == first.read_bytes()
    assert manifest_path(tmp_path / "again" / "out").read_bytes() == manifest_path(first).read_bytes()


@pytest.mark.parametrize("form", WRITERS)
def test_the_manifest_says_what_the_file_holds_and_how_far_the_ledger_went(
    office: Office, form: str, tmp_path: Path
) -> None:
    ledger = office.service.ledger
    path = written(office, form, tmp_path)
    manifest = json.loads(manifest_path(path).read_text(encoding="utf-8"))
    records = own(ledger, "case") if form == "xes" else own(ledger)
    assert manifest["files"] == [
        {"name": "out", "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
    ]
    assert manifest["ledger"] == {
        "events": ledger.position(),
        "root": ledger.frontier().root().hex(),
        "first_leaf": ledger.follow(limit=1)[0].leaf.hex(),
    }
    assert manifest["events"] == len(records)
    assert (manifest["first_position"], manifest["last_position"]) == (records[0].position, records[-1].position)


def test_what_is_appended_while_an_export_runs_is_left_out(office: Office, tmp_path: Path) -> None:
    history = History(office.service.ledger, WHOLE)
    before = len(own(office.service.ledger, "case"))
    office.to_accepted("late", "sign", "other")
    assert write_xes(history, tmp_path / "out").events == before


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("taken", ["out", "out.manifest.json"])
def test_a_file_that_is_there_already_is_left_alone(office: Office, form: str, taken: str, tmp_path: Path) -> None:
    (tmp_path / taken).write_text("precious")
    with pytest.raises(StorageError) as refused:
        written(office, form, tmp_path)
    assert refused.value.key == "target_exists"
    assert [path.name for path in tmp_path.iterdir()] == [taken]
    assert (tmp_path / taken).read_text() == "precious"


def test_a_project_is_exported_with_its_cases_and_nothing_else(office: Office, tmp_path: Path) -> None:
    scope = Scope(project="other")
    subjects = {line["subject"] for line in cloud(written(office, "cloudevents", tmp_path, scope))}
    assert subjects == {"project:other", "case:c2"}


def test_a_period_is_that_of_effect_and_includes_both_days(office: Office, tmp_path: Path) -> None:
    scope = Scope(period=(date(2021, 5, 6), date(2021, 5, 6)))
    days = {line["time"][:10] for line in cloud(written(office, "cloudevents", tmp_path, scope))}
    assert days == {"2021-05-06"}
    xes = written(office, "xes", tmp_path, scope, "xes").read_text(encoding="utf-8")
    assert xes.count("<trace>") == 1
    assert '<string key="item" value="land"/>' in xes


def test_objects_outside_the_period_are_not_exported(office: Office, tmp_path: Path) -> None:
    scope = Scope(period=(date(2021, 5, 20), date(2021, 5, 20)))
    log = json.loads(written(office, "ocel-json", tmp_path, scope).read_bytes())
    touched = {each["objectId"] for event in log["events"] for each in event["relationships"]}
    assert {found["id"] for found in log["objects"]} == touched
    assert "case:c1" not in touched
    assert "project:other" in touched


@pytest.mark.parametrize("scope", [Scope(project="nix"), Scope(case="nix"), Scope(project="dejie", case="c2")])
def test_what_is_not_there_is_not_exported(office: Office, scope: Scope, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        written(office, "csv", tmp_path, scope)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_ledger_gives_an_empty_file_of_each_format(tmp_path: Path) -> None:
    with open_ledger("memory:") as ledger:
        for form in WRITERS:
            assert export(ledger, form, WHOLE, tmp_path / form)["events"] == 0


# What is read back.


def cloud(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_cloudevents_hold_all_that_the_seal_was_made_over(office: Office, tmp_path: Path) -> None:
    lines = cloud(written(office, "cloudevents", tmp_path))
    records = own(office.service.ledger)
    assert [int(line["sequence"]) for line in lines] == [record.position for record in records]
    for line, record in zip(lines, records, strict=True):
        previous = line.get("previoushash")
        body = encode(fact_of(line), bytes.fromhex(previous) if previous else None)
        assert body == record.body
        assert leaf_hash(body).hex() == line["leafhash"]


def fact_of(line: dict[str, Any]) -> Fact:
    """Return the fact that a CloudEvent tells of."""
    said = [line["person"], line["role"], line.get("authority"), line.get("onbehalfof"), line["verified"]]
    return Fact(
        line["subject"], line["streamversion"], line["id"], line["type"], line["schemaversion"],
        line.get("definition"), Actor(*said), tuple(json.loads(line.get("basis", "[]"))),
        datetime.fromisoformat(line["recordedat"]), datetime.fromisoformat(line["time"]), line.get("commandid"),
        line.get("causationid"), line.get("correlationid"), line["data"],
    )  # fmt: skip


def test_names_of_cloudevents_attributes_are_those_the_standard_allows(office: Office, tmp_path: Path) -> None:
    for line in cloud(written(office, "cloudevents", tmp_path)):
        assert all(re.fullmatch("[a-z0-9]{1,20}", name) for name in line)
        assert all(isinstance(value, str | bool | int) for name, value in line.items() if name != "data")


READ_BACK = {
    "xes": Mapping(id="event_id"),
    "csv": Mapping(
        case="stream", activity="event", time="effective_at", resource="person", id="event_id", guarded=True
    ),
    "ocel-json": Mapping(case="case", resource="person", without_case="keep"),
}


@pytest.mark.parametrize("form", READ_BACK)
def test_what_we_write_is_what_we_read_back(office: Office, form: str, tmp_path: Path) -> None:
    ledger = office.service.ledger
    records = sorted(own(ledger, "case") if form == "xes" else own(ledger), key=lambda record: record.event_id)
    with open_ledger("memory:") as other:
        import_log(other, "own", form, written(office, form, tmp_path), READ_BACK[form], now=NOW)
        read = [record for record in other.read("foreign:own") if record.name == "ForeignEventImported"]
    read.sort(key=lambda record: str(record.data["id"]))
    assert [record.data["id"] for record in read] == [record.event_id for record in records]
    for found, record in zip(read, records, strict=True):
        said = found.data["attributes"]
        assert found.data["activity"] == record.name
        assert found.effective_at == record.effective_at
        assert found.data["resource"] == shown(record.actor.person, form)
        assert json.loads(said["data"]) == record.data
        assert json.loads(said.get("basis", "[]")) == list(record.basis)
        if form != "csv":
            assert (f"case:{found.data['cases'][0]}" if form == "xes" else said["stream"]) == record.stream


def shown(name: str, form: str) -> str:
    """Return a name as a format can carry it: XML has no room for some control characters."""
    return name.replace("\ufffe", "\ufffd") if form == "xes" else name


def test_both_kinds_of_ocel_say_the_same(office: Office, tmp_path: Path) -> None:
    log = json.loads(written(office, "ocel-json", tmp_path).read_bytes())
    path = written(office, "ocel-sqlite", tmp_path, name="sqlite")
    with closing(sqlite3.connect(path)) as database:
        ask = database.execute
        events = dict(ask("SELECT ocel_id, ocel_type FROM event").fetchall())
        objects = dict(ask("SELECT ocel_id, ocel_type FROM object").fetchall())
        touched = set(ask("SELECT * FROM event_object").fetchall())
        tables = dict(ask("SELECT ocel_type, ocel_type_map FROM event_map_type").fetchall())
        times = {row[0]: row[1] for table in tables.values() for row in ask(f"SELECT * FROM event_{table}")}  # noqa: S608 (our own names)
        states = ask(
            "SELECT ocel_time, state FROM object_case WHERE ocel_id = 'case:c2' AND ocel_changed_field = 'state'"
        )
        assert [state for _, state in states.fetchall()] == case_states(log, "case:c2")
        assert ask("PRAGMA foreign_key_check").fetchall() == []
    assert events == {event["id"]: event["type"] for event in log["events"]}
    assert times == {event["id"]: event["time"] for event in log["events"]}
    assert objects == {found["id"]: found["type"] for found in log["objects"]}
    assert touched == {
        (event["id"], each["objectId"], each["qualifier"]) for event in log["events"] for each in event["relationships"]
    }
    assert {kind["name"] for kind in log["eventTypes"]} == set(events.values())


def case_states(log: dict[str, Any], case: str) -> list[str]:
    (found,) = (found for found in log["objects"] if found["id"] == case)
    return [said["value"] for said in found["attributes"] if said["name"] == "state"]


def test_a_case_has_its_states_over_time_and_its_project(office: Office, tmp_path: Path) -> None:
    log = json.loads(written(office, "ocel-json", tmp_path).read_bytes())
    assert case_states(log, "case:c2")[-1] == "granted"
    (case,) = (found for found in log["objects"] if found["id"] == "case:c2")
    assert case["relationships"] == [{"objectId": "project:other", "qualifier": "project"}]


def test_types_of_events_never_share_a_table(tmp_path: Path) -> None:
    names = ["Granted", "granted", "G-ranted", "准予", "不予", "map_type", "object"]
    with open_ledger("memory:") as ledger:
        ledger.append([fact("case:1", number, name=name) for number, name in enumerate(names, start=1)], {})
        export(ledger, "ocel-sqlite", WHOLE, tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out")) as database:
        tables = dict(database.execute("SELECT ocel_type, ocel_type_map FROM event_map_type").fetchall())
    assert set(tables) == set(names)
    assert len({table.lower() for table in tables.values()}) == len(names)


# Spreadsheets.


@given(st.text())
def test_a_guarded_cell_is_never_a_formula_and_is_given_back_as_it_was(cell: str) -> None:
    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", inert(cell))
    assert as_it_was(inert(cell)) == cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", "＝1", "\r=1", "'=1"])
def test_what_a_spreadsheet_would_compute_is_guarded(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "江苏德杰", "case:1", "1-2", "it's", "{}"])
def test_what_no_spreadsheet_computes_is_left_alone(cell: str) -> None:
    assert inert(cell) == cell


def test_a_hostile_name_reaches_no_spreadsheet_as_a_formula(office: Office, tmp_path: Path) -> None:
    with written(office, "csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert f"'{HOSTILE}" in {row["person"] for row in rows}
    assert not any(re.match("[=+@-]", cell) for row in rows for cell in row.values())


# The command.


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    with open_ledger(str(tmp_path / "workflow.db")) as ledger:
        office = Office(ledger=ledger)
        office.project()
        office.to_accepted("c1")
        assert office.refused("c1", "grant", APPROVER) != []
    return terminal


def test_the_command_writes_the_file_and_its_manifest(workflow: Terminal) -> None:
    answer = workflow("audit", "export", "--format", "csv", "--bom", "-o", "out.csv")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "已导出 6 条记录到 out.csv；清单：out.csv.manifest.json。\n"
    assert (workflow.folder / "out.csv").read_bytes().startswith("\ufeffcase,position".encode())
    answer = workflow("audit", "export", "--format", "xes", "-o", "out.xes", "--case", "c1", "--json")
    assert answer.data == json.loads((workflow.folder / "out.xes.manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (["--format", "xes", "--bom", "-o", "out"], 2),
        (["--format", "xml", "-o", "out"], 2),
        (["--format", "csv", "-o", "nowhere/out"], 3),
        (["--format", "csv", "-o", "out", "--case", "nix"], 3),
        (["--format", "csv", "-o", "out", "--period", "2021-05-02..2021-05-01"], 2),
    ],
)
def test_a_wrong_call_writes_nothing(workflow: Terminal, said: list[str], code: int) -> None:
    assert workflow("audit", "export", *said).code == code
    assert [path.name for path in workflow.folder.iterdir() if "out" in path.name] == []


# Signatures.


@pytest.fixture
def signed(workflow: Terminal) -> Terminal:
    """An export, signed, and the public halves of the key and of another."""
    for name in ("log", "other"):
        assert workflow("audit", "key", f"{name}.key", "--name", f"{name}.example").code == 0
    answer = workflow("--seal-key", "log.key", "audit", "export", "--format", "csv", "-o", "out.csv")
    assert answer.out.splitlines()[1] == "清单已签署：out.csv.manifest.json.note。"
    return workflow


def test_a_signed_manifest_is_known_by_its_key(signed: Terminal) -> None:
    answer = signed("audit", "manifest", "out.csv.manifest.json", "--log-key", "log.key.pub")
    assert (answer.code, answer.out) == (0, "文件与清单相符（6 条记录）。\n清单由“log.example”签署。\n")
    assert signed("audit", "manifest", "out.csv.manifest.json", "--json").data == {
        "ok": True, "events": 6, "signed": True, "signed_by": None, "findings": [],
    }  # fmt: skip


def test_the_same_key_signs_the_same_manifest_with_the_same_bytes(signed: Terminal) -> None:
    note = (signed.folder / "out.csv.manifest.json.note").read_bytes()
    for path in signed.folder.glob("out.csv*"):
        path.unlink()
    signed("--seal-key", "log.key", "audit", "export", "--format", "csv", "-o", "out.csv")
    assert (signed.folder / "out.csv.manifest.json.note").read_bytes() == note


@pytest.mark.parametrize(
    ("file", "change", "rule"),
    [
        ("out.csv", lambda said: said + b" ", "export_changed"),
        ("out.csv", None, "export_missing"),
        ("out.csv.manifest.json", lambda said: said.replace(b'"events": 6', b'"events": 5'), "note_of_another"),
        ("out.csv.manifest.json.note", lambda said: said[:-20] + b"A" * 19 + b"\n", "note_not_by_key"),
        ("out.csv.manifest.json.note", lambda said: said.replace(b"log.example", b"lag.example"), "note_not_by_key"),
        ("out.csv.manifest.json.note", lambda _: b"signed, believe me\n", "note_malformed"),
    ],
    ids=["changed", "missing", "manifest", "cut", "renamed", "unsigned"],
)
def test_what_was_changed_after_signing_is_found(signed: Terminal, file: str, change: Any, rule: str) -> None:
    path = signed.folder / file
    if change is None:
        path.unlink()
    else:
        path.write_bytes(change(path.read_bytes()))
    answer = signed("audit", "manifest", "out.csv.manifest.json", "--log-key", "log.key.pub", "--json")
    assert answer.code == 6
    assert [one["rule"] for one in answer.data["findings"]] == [rule]


def test_a_signature_of_another_key_is_none(signed: Terminal) -> None:
    answer = signed("audit", "manifest", "out.csv.manifest.json", "--log-key", "other.key.pub", "--lang", "en")
    assert (answer.code, answer.out.splitlines()[0]) == (
        6,
        "The signature “out.csv.manifest.json.note” is by none of the keys named.",
    )


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"manifest": 2, "files": []}', "[" * 100_000],
    ids=["empty", "list", "bare", "later", "deep"],
)
def test_what_is_no_manifest_is_refused(workflow: Terminal, content: str) -> None:
    assert workflow("audit", "manifest", workflow.file("m.json", content)).code == 5
    assert workflow("audit", "manifest", "nix.json").code == 3


def test_a_manifest_leads_to_no_file_elsewhere(workflow: Terminal) -> None:
    (workflow.folder / "inner").mkdir()
    workflow.file("secret", "x")
    entry = {"name": "../secret", "sha256": hashlib.sha256(b"x").hexdigest(), "bytes": 1}
    workflow.file("inner/m.json", json.dumps({"manifest": 1, "events": 0, "files": [entry]}))
    answer = workflow("audit", "manifest", "inner/m.json", "--json")
    assert [one["rule"] for one in answer.data["findings"]] == ["export_missing"]
