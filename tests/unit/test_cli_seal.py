"""`workflow audit verify | checkpoint | key | witness | receipt`, as offices, auditors and applicants use them."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli import Answer, Terminal

HALL = Path(__file__).parents[2] / "docs" / "examples" / "hall.yaml"
OPENED = ("case", "open", "hall", "--definition", "hall.yaml", "--id", "H1", "--applicant", "摄影协会")
APPLIED = ("case", "do", "H1", "apply", "--as", "林可:applicant/摄影协会", "--data", "purpose=展览", "--data", "days=5")
APPROVED = ("case", "do", "H1", "approve", "--as", "何静:keeper@centre")


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shutil.copy(HALL, tmp_path)
    (tmp_path / "shared").mkdir()
    office = Terminal(tmp_path, capsys, monkeypatch)
    assert office("audit", "key", "office.key", "--name", "hall.example/log").code == 0
    assert office("audit", "key", "archive.key", "--name", "archives.example", "--for-witness").code == 0
    return office


@pytest.fixture
def sealed(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """An office that signs and has its checkpoints seen."""
    monkeypatch.setenv("WORKFLOW_SEAL_KEY", "office.key")
    monkeypatch.setenv("WORKFLOW_WITNESS", "shared")
    for command in (OPENED, APPLIED):
        assert terminal(*command).code == 0
    assert terminal("audit", "checkpoint").code == 0
    assert witnessing(terminal, "--log-key", "office.key.pub").code == 0
    return terminal


def witnessing(terminal: Terminal, *more: str) -> Answer:
    return terminal("audit", "witness", "shared", "--key", "archive.key", *more)


def forge(statement: str) -> None:
    with closing(sqlite3.connect("workflow.db")) as connection:
        connection.execute(statement)
        connection.commit()


def test_without_a_key_nothing_is_signed_and_the_ledger_says_so(terminal: Terminal) -> None:
    terminal(*OPENED)
    answer = terminal("audit", "verify")
    assert (answer.code, answer.err) == (0, "")
    assert "没有检查点" in answer.out
    data = terminal("audit", "verify", "--json").data
    told = {key: data[key] for key in ("ok", "events", "checkpoints", "unwitnessed", "unsigned", "findings")}
    assert told == {"ok": True, "events": 3, "checkpoints": 0, "unwitnessed": 3, "unsigned": 3, "findings": []}
    assert len(data["root"]) == 64


def test_an_unchanged_ledger_has_no_finding_and_its_window_is_told(sealed: Terminal) -> None:
    data = sealed("audit", "verify", "--witness-key", "archive.key.pub", "--json").data
    assert (data["ok"], data["unwitnessed"], data["unsigned"], data["unwitnessed_minutes"]) == (True, 0, 0, 0)
    assert (data["log_key_trusted"], data["witnesses"][0]["trusted"]) == (True, True)
    sealed(*APPROVED)
    data = sealed("audit", "verify", "--json").data
    assert (data["events"], data["unwitnessed"], data["unsigned"]) == (5, 1, 1)


def test_a_change_is_found_with_everything_that_shows_it(sealed: Terminal) -> None:
    forge("UPDATE stored_events SET state = CAST(replace(state, '展览', '婚礼') AS BLOB) WHERE rowid = 4")
    answer = sealed("audit", "verify", "--json")
    assert answer.code == 6
    rules = {one["rule"] for one in answer.data["findings"]}
    assert {"chain.leaf_differs", "tree.seal_differs", "tree.checkpoint_root_differs"} <= rules
    assert "witness.cosigned_root_differs" in rules
    first = next(one for one in answer.data["findings"] if one["rule"] == "chain.leaf_differs")
    assert (first["case"], first["event"], first["position"], first["kind"]) == ("H1", "case:H1@2", 4, "integrity")
    again = sealed("audit", "verify", "--json", "--lang", "en")
    assert [one["finding"] for one in again.data["findings"]] == [one["finding"] for one in answer.data["findings"]]
    assert "history was rewritten" in again.out


def test_an_incremental_verification_goes_on_from_the_last_one(sealed: Terminal) -> None:
    assert sealed("audit", "verify", "--json").data["verified_before"] == 0
    assert (sealed.folder / "workflow.db.verified").exists()
    sealed(*APPROVED)
    data = sealed("audit", "verify", "--incremental", "--json").data
    assert (data["ok"], data["verified_before"], data["events"]) == (True, 4, 5)
    forge("UPDATE stored_events SET topic = 'LoanRefused' WHERE rowid = 5")
    assert sealed("audit", "verify", "--incremental").code == 6


def test_what_is_remembered_counts_only_under_the_logs_signature(sealed: Terminal) -> None:
    sealed("audit", "verify")
    state = sealed.folder / "workflow.db.verified"
    told = json.loads(state.read_text())
    state.write_text(json.dumps({**told, "frontier": [told["frontier"][0][::-1]]}))
    assert sealed("audit", "verify", "--incremental", "--json").data["verified_before"] == 0
    state.write_text("{}")
    assert sealed("audit", "verify", "--incremental", "--json").data["verified_before"] == 0


def test_a_significant_act_is_signed_at_once(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFLOW_SEAL_KEY", "office.key")
    text = HALL.read_text(encoding="utf-8")
    head, mark, rest = text.partition("event: LoanApproved\n")
    indent = head.rpartition("\n")[2]
    (terminal.folder / "hall.yaml").write_text(f"{head}{mark}{indent}significant: true\n{rest}", encoding="utf-8")
    for command in (OPENED, APPLIED):
        terminal(*command)
    assert terminal("store", "info", "--json").data["checkpoints"] == 1
    terminal(*APPROVED)
    assert terminal("store", "info", "--json").data["checkpoints"] == 2
    assert terminal("audit", "verify", "--json").data["unsigned"] == 0


def test_a_witness_that_is_gone_stops_no_work(sealed: Terminal) -> None:
    shutil.rmtree("shared")
    answer = sealed(*APPROVED)
    assert answer.code == 0
    answer = sealed("audit", "checkpoint")
    assert (answer.code, "shared" in answer.err) == (8, True)
    answer = sealed("audit", "verify", "--json")
    assert answer.code == 6
    assert [one["rule"] for one in answer.data["findings"]] == ["witness.witness_folder_gone"]
    assert (answer.data["unwitnessed"], answer.data["unsigned"]) == (5, 0)


def test_a_checkpoint_that_cannot_be_handed_on_is_noted_and_the_act_stands(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFLOW_SEAL_KEY", "office.key")
    monkeypatch.setenv("WORKFLOW_WITNESS", "nowhere")
    answer = terminal(*OPENED)
    assert answer.code == 0
    assert "nowhere" in answer.err


@pytest.mark.parametrize(
    ("name", "code"), [("missing.key", 3), ("hall.yaml", 8), ("archive.key", 5)], ids=["missing", "open", "witness"]
)
def test_a_key_that_cannot_be_used_is_told_before_anything_is_recorded(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    monkeypatch.setenv("WORKFLOW_SEAL_KEY", name)
    assert terminal(*OPENED).code == code
    assert not (terminal.folder / "workflow.db").exists()


def test_the_key_may_be_named_on_the_command_line(terminal: Terminal) -> None:
    assert terminal("--seal-key", "office.key", *OPENED).code == 0
    assert terminal("--seal-key", "office.key", "audit", "checkpoint", "--json").data["size"] == 3
    assert terminal("audit", "checkpoint").code == 2


def test_a_schedule_that_is_no_number_is_wrong_usage(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFLOW_SEAL_KEY", "office.key")
    monkeypatch.setenv("WORKFLOW_CHECKPOINT_EVENTS", "many")
    assert terminal(*OPENED).code == 2


def test_a_log_that_went_back_is_refused_by_the_witness(sealed: Terminal) -> None:
    shutil.copy("workflow.db", "old.db")
    sealed(*APPROVED)
    sealed("audit", "checkpoint")
    assert witnessing(sealed).code == 0
    assert sealed("--store", "old.db", "audit", "checkpoint").code == 0
    answer = witnessing(sealed, "--json")
    assert answer.code == 6
    assert [(one["verdict"], one["evidence_kept"]) for one in answer.data["answers"]] == [("rolled_back", True)]
    data = sealed("--store", "old.db", "audit", "verify", "--json").data
    assert "witness.cosigned_beyond_end" in {one["rule"] for one in data["findings"]}


def checked(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program that checks receipts, with nothing of ours on its path."""
    command = [sys.executable, "-I", "-S", "check.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"LANG": "en_US.UTF-8"})


def test_a_receipt_holds_without_this_system(sealed: Terminal) -> None:
    answer = sealed("audit", "receipt", "H1", "--output", "receipt.json", "--verifier", "check.py")
    assert answer.code == 0
    keys = [(sealed.folder / f"{name}.key.pub").read_text().strip() for name in ("office", "archive")]
    done = checked("receipt.json", "--log-key", keys[0], "--witness-key", keys[1], "--lang", "en")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "archives.example saw it" in done.stdout
    assert "LoanApplied" in done.stdout
    assert "核对无误" in checked("receipt.json", "--lang", "zh-CN").stdout
    assert checked("receipt.json", "--log-key", keys[1]).returncode == 6


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("展览", "婚礼"), ('"index": 3', '"index": 2'), ("\\n4\\n", "\\n5\\n"),
        ('"case": "H1"', '"case": "H2"'), ('\\"version\\":2', '\\"version\\":3'),
        ('"checkpoint": "', '"checkpoint": "x'), ('"events": [', '"events": 7, "x": ['),
    ],
    ids=["content", "index", "size", "case", "version", "checkpoint", "form"],
)  # fmt: skip
def test_a_receipt_that_was_changed_does_not_hold(sealed: Terminal, find: str, put: str) -> None:
    sealed("audit", "receipt", "H1", "--output", "receipt.json", "--verifier", "check.py")
    text = Path("receipt.json").read_text(encoding="utf-8")
    assert find in text
    Path("receipt.json").write_text(text.replace(find, put), encoding="utf-8")
    done = checked("receipt.json", "--lang", "en")
    assert done.returncode == 6
    assert "Traceback" not in done.stderr
    assert "does not hold" in done.stdout


def test_a_receipt_exposes_a_rewritten_ledger(sealed: Terminal) -> None:
    forge("UPDATE stored_events SET leaf = zeroblob(32) WHERE rowid = 1")
    assert sealed("audit", "receipt", "H1").code == 8


def test_a_receipt_needs_a_case_that_was_signed(terminal: Terminal) -> None:
    assert terminal("audit", "receipt").code == 2
    terminal(*OPENED)
    assert terminal("audit", "receipt", "H9").code == 3
    answer = terminal("audit", "receipt", "H1")
    assert answer.code == 3
    assert "audit checkpoint" in answer.err


def test_a_change_of_key_keeps_the_chain_of_trust(sealed: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed("audit", "key", "new.key", "--name", "hall.example/log")
    assert sealed("audit", "checkpoint", "--rotate", "new.key").code == 0
    sealed(*APPROVED)
    assert sealed("audit", "checkpoint").code == 8
    monkeypatch.setenv("WORKFLOW_SEAL_KEY", "new.key")
    assert sealed("audit", "checkpoint").code == 0
    assert witnessing(sealed).code == 0
    for name in ("office.key.pub", "new.key.pub"):
        assert sealed("audit", "verify", "--log-key", name).code == 0
    sealed("audit", "key", "stranger.key", "--name", "hall.example/log")
    answer = sealed("audit", "verify", "--log-key", "stranger.key.pub", "--json")
    assert {one["rule"] for one in answer.data["findings"]} == {"tree.checkpoint_key_unknown"}
