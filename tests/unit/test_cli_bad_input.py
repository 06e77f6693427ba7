"""Bad input: a clear error, the right exit code, and nothing lost."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli import Terminal
from tests.office import SMALL
from tests.postgres import Server
from workflow.errors import ConcurrentChange
from workflow.store import Ledger

GONE = "definition: gone\nversion: '1'\ntitle: {zh-CN: 坏, en: Bad}\ncalendar: cn\nkinds: {}\nitems: {x: {}}\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

WRONG: dict[str, str | bytes] = {
    "malformed.yaml": "definition: [1, 2",
    "bomb.yaml": BOMB,
    "empty.yaml": "",
    "binary.yaml": b"\x00\x01\xff\xfe",
    "list.yaml": "- 1\n- 2\n",
    "unsound.yaml": GONE,
    "unknown_role.yaml": SMALL.replace("by: [clerk], event: ItemRecorded", "by: [clark], event: ItemRecorded"),
}


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize("name", WRONG)
def test_a_definition_that_is_not_right_is_refused_with_file_and_line(workflow: Terminal, name: str) -> None:
    workflow.file(name, WRONG[name])
    answer = workflow("definition", "check", name, "--json")
    assert answer.code == 5
    assert answer.data["ok"] is False
    assert all(problem.keys() == {"code", "message", "file", "line", "path"} for problem in answer.data["problems"])
    assert {problem["file"] for problem in answer.data["problems"]} == {name}
    register = workflow("project", "register", "--definition", name, "--id", "p", "--name", "P")
    assert register.code == 5
    assert f"{name}:" in register.err
    assert workflow("project", "show", "p").code == 3


def test_problems_are_told_in_both_languages(workflow: Terminal) -> None:
    workflow.file("unsound.yaml", GONE)
    chinese, english = (workflow("definition", "check", "unsound.yaml", "--lang", lang).out for lang in ("zh-CN", "en"))
    assert chinese != english
    assert len(chinese.splitlines()) == len(english.splitlines())


def test_a_definition_that_does_not_exist_is_not_found_and_the_others_are_named(workflow: Terminal) -> None:
    answer = workflow("definition", "show", "four-certs")
    assert answer.code == 3
    assert "four-certs-three-docs" in answer.err
    assert workflow("definition", "show", "missing.yaml").code == 3


def test_a_policy_that_does_not_exist_is_not_found(workflow: Terminal) -> None:
    answer = workflow("definition", "check", "four-certs-three-docs", "--policy", "magic")
    assert answer.code == 3
    assert "没有政策“magic”" in answer.err


def test_a_store_that_is_not_there_is_not_found_and_not_made(workflow: Terminal) -> None:
    answer = workflow("store", "info")
    assert answer.code == 3
    assert "处没有账本" in answer.err
    assert list(workflow.folder.iterdir()) == []


def test_a_file_that_is_no_store_is_left_alone(workflow: Terminal) -> None:
    workflow.file("letter.txt", "Dear Sir")
    for call in (
        ("store", "info"),
        ("project", "list"),
        ("register", "grant", "a", "registrar", "--as", "c:registrar"),
    ):
        answer = workflow(*call, "--store", "letter.txt")
        assert answer.code == 8
        assert "不是本程序的账本" in answer.err
    assert (workflow.folder / "letter.txt").read_text(encoding="utf-8") == "Dear Sir"


def test_the_database_of_another_program_is_left_alone(workflow: Terminal) -> None:
    with sqlite3.connect(workflow.folder / "other.db") as other:
        other.execute("CREATE TABLE letters (text)")
    other.close()
    assert workflow("store", "info", "--store", "other.db").code == 8


def test_a_store_of_a_newer_version_is_not_touched(workflow: Terminal) -> None:
    assert workflow("register", "grant", "a", "registrar", "--as", "c:registrar").code == 0
    with sqlite3.connect(workflow.folder / "workflow.db") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    answer = workflow("store", "info")
    assert answer.code == 8
    assert "由更新的版本写入（格式 99" in answer.err


def test_a_folder_that_does_not_exist_is_not_found(workflow: Terminal) -> None:
    assert (
        workflow("register", "grant", "a", "registrar", "--as", "c:registrar", "--store", "no/such/folder/w.db").code
        == 3
    )


def test_an_unreachable_server_is_a_storage_error(workflow: Terminal) -> None:
    answer = workflow("store", "info", "--store", "postgresql://nobody@127.0.0.1:1/none")
    assert answer.code == 8
    assert "打不开" in answer.err


def test_a_store_whose_bytes_were_changed_has_findings(workflow: Terminal) -> None:
    assert workflow("register", "grant", "王芳", "registrar", "--as", "c:registrar").code == 0
    with sqlite3.connect(workflow.folder / "workflow.db") as database:
        database.execute("UPDATE stored_events SET leaf = zeroblob(32)")
    database.close()
    answer = workflow("store", "check", "--json")
    assert answer.code == 6
    assert answer.data["ok"] is False
    assert "leaf_differs" in {finding["key"] for finding in answer.data["findings"]}
    assert workflow("store", "check").code == 6


def test_a_document_that_was_changed_is_a_finding(workflow: Terminal) -> None:
    workflow.file("small.yaml", SMALL)
    workflow.file("paper.pdf", "准予")
    workflow("case", "open", "land", "--definition", "small.yaml", "--id", "c", "--applicant", "A")
    workflow("case", "do", "c", "grant", "--as", "陈刚:approver@bureau", "--document", "document=paper.pdf")
    kept = next(path for path in (workflow.folder / "workflow.db.files").rglob("*") if path.is_file())
    kept.chmod(0o644)
    kept.write_text("不准", encoding="utf-8")
    answer = workflow("store", "check", "--json", "--lang", "en")
    assert (answer.code, [finding["key"] for finding in answer.data["findings"]]) == (6, ["file_changed"])


def test_a_document_that_is_gone_is_a_finding(workflow: Terminal) -> None:
    workflow.file("small.yaml", SMALL)
    workflow.file("paper.pdf", "同意")
    opened = (
        "case",
        "open",
        "land",
        "--definition",
        "small.yaml",
        "--id",
        "c",
        "--applicant",
        "A",
        "--on",
        "2021-04-25",
    )
    assert workflow(*opened).code == 0
    for act in (("submit", "--as", "A:applicant"), ("accept", "--as", "李梅:clerk@bureau")):
        assert workflow("case", "do", "c", *act, "--on", "2021-04-26").code == 0
    grant = ("case", "do", "c", "grant", "--as", "陈刚:approver@bureau", "--document", "document=paper.pdf")
    assert workflow(*grant, "--on", "2021-04-26").code == 0
    assert workflow("store", "check").code == 0
    next(path for path in (workflow.folder / "workflow.db.files").rglob("*") if path.is_file()).unlink()
    answer = workflow("store", "check", "--json")
    assert (answer.code, [finding["key"] for finding in answer.data["findings"]]) == (6, ["file_missing"])
    assert "paper.pdf" in answer.data["findings"][0]["message"]


def test_a_backup_does_not_overwrite(workflow: Terminal) -> None:
    assert workflow("register", "grant", "a", "registrar", "--as", "c:registrar").code == 0
    assert workflow("store", "backup", "copy.db").code == 0
    assert workflow("store", "check", "--store", "copy.db").code == 0
    answer = workflow("store", "backup", "copy.db")
    assert (answer.code, answer.err) == (8, "“copy.db”已经存在，未作改动。\n")


def test_a_copy_adds_what_is_lacking_and_refuses_a_stranger(workflow: Terminal) -> None:
    assert workflow("register", "grant", "a", "registrar", "--as", "c:registrar").code == 0
    assert workflow("store", "copy", "copy.db", "--json").data["events"] == 2
    assert workflow("store", "copy", "copy.db", "--json").data["events"] == 0
    assert workflow("register", "grant", "x", "registrar", "--as", "c:registrar", "--store", "stranger.db").code == 0
    assert workflow("store", "copy", "stranger.db").code == 8


def test_the_store_may_be_named_by_the_environment(workflow: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFLOW_STORE", "sqlite:///named.db")
    assert workflow("register", "grant", "a", "registrar", "--as", "c:registrar").code == 0
    assert (workflow.folder / "named.db").is_file()
    info = workflow("store", "info", "--json").data
    assert {"url", "events", "streams", "projects", "cases", "checkpoints", "size_bytes"} == info.keys()
    assert info["events"] == 2


def test_two_officers_at_once_are_told_who_was_first(workflow: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def somebody_was_first(*_: object) -> None:
        raise ConcurrentChange("stream_moved_on", stream="register", expected=0, found=1)

    monkeypatch.setattr(Ledger, "append", somebody_was_first)
    answer = workflow("register", "grant", "a", "registrar", "--as", "c:registrar")
    assert answer.code == 4
    assert "未作任何记录" in answer.err


def test_a_name_that_is_not_text_is_wrong_usage(workflow: Terminal) -> None:
    answer = workflow("case", "show", "\udcff")
    assert (answer.code, answer.err) == (2, "第 3 个参数不是 UTF-8 文本。\n")


def test_the_same_projects_are_shown_from_postgresql(workflow: Terminal, postgres: Server) -> None:
    workflow.file("small.yaml", SMALL)
    url = postgres.database()
    register = ("project", "register", "--definition", "small.yaml", "--id", "p", "--name", "P", "--on", "2021-01-01")
    assert workflow("--store", url, *register).code == 0
    assert workflow(*register).code == 0
    elsewhere, here = (
        workflow("--store", url, "project", "show", "p", "--json"),
        workflow("project", "show", "p", "--json"),
    )
    assert elsewhere.data == here.data


def test_an_id_with_a_slash_is_refused_and_its_reason_is_json_too(workflow: Terminal) -> None:
    workflow.file("small.yaml", SMALL)
    answer = workflow("project", "register", "--definition", "small.yaml", "--id", "a/b", "--name", "P", "--json")
    assert answer.code == 7
    assert [refusal["key"] for refusal in json.loads(answer.out)["refused"]] == ["not_an_id"]


def test_another_project_under_the_same_id_is_refused_and_the_same_again_changes_nothing(workflow: Terminal) -> None:
    workflow.file("small.yaml", SMALL)
    register = ("project", "register", "--definition", "small.yaml", "--id", "p", "--on", "2021-01-01", "--name")
    assert workflow(*register, "P").out == "已记录 1 条。\n"
    assert workflow(*register, "P").out == "已是如此，未作记录。\n"
    answer = workflow(*register, "Q")
    assert (answer.code, "项目“p”已经登记" in answer.err) == (7, True)


def test_an_unknown_calendar_is_not_found(workflow: Terminal) -> None:
    answer = workflow("calendar", "days", "--from", "2021-01-01", "--to", "2021-01-02", "--calendar", "moon")
    assert (answer.code, answer.err) == (3, "没有日历“moon”。\n")


def test_a_calendar_that_a_definition_names_and_nobody_has_is_told_with_its_line(workflow: Terminal) -> None:
    line = SMALL.splitlines().index("calendar: cn") + 1
    workflow.file("moon.yaml", SMALL.replace("calendar: cn", "calendar: moon"))
    answer = workflow("definition", "check", "moon.yaml")
    assert (answer.code, (answer.out + answer.err).partition("：")[0]) == (
        5,
        f"moon.yaml:{line}: calendar: 没有日历“moon”",
    )


def test_a_day_before_the_calendar_begins_is_invalid_input(workflow: Terminal) -> None:
    answer = workflow("calendar", "days", "--from", "1999-01-01", "--to", "1999-01-02")
    assert answer.code == 5
    assert "从 2004 年开始" in answer.err
