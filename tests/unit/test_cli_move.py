"""Moving cases to another version from the command line: the report first, case by case."""

from pathlib import Path

import pytest

from tests.cli import Terminal
from tests.cli_office import APPLICANT, APPROVER, do, office, to_accepted
from tests.office import SMALL

NEWER = SMALL.replace('version: "1"', 'version: "2"').replace("30 working_days}, {is: 20", "25 working_days}, {is: 15")
RENAMED = SMALL.replace('version: "1"', 'version: "3"').replace("accepted", "in_review")
WITHOUT = (
    SMALL.replace('version: "1"', 'version: "4"')
    .replace("      accept: {", "      take_in: {")
    .replace("do: accept", "do: take_in")
)
MOVED = ("--on", "2021-04-27 09:00", *APPROVER)


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = office(tmp_path, capsys, monkeypatch)
    for name, text in (("newer", NEWER), ("renamed", RENAMED), ("without", WITHOUT)):
        terminal.file(f"{name}.yaml", text)
    to_accepted(terminal)
    return terminal


def outcome(workflow: Terminal, definition: str) -> tuple[str, list[str]]:
    answer = workflow("case", "move", "dejie.land", "--to", definition, "--dry-run", "--json")
    assert answer.code == 0
    return answer.data["cases"][0]["outcome"], answer.data["cases"][0]["reasons"]


def test_the_report_tells_each_outcome_and_records_nothing(workflow: Terminal) -> None:
    before = workflow("store", "info", "--json").data
    assert outcome(workflow, "newer.yaml") == ("same", [])
    assert outcome(workflow, "renamed.yaml") == ("needs_mapping", [])
    assert outcome(workflow, "without.yaml") == ("illegal", ["新定义没有“受理”，或不能从当时的状态办理"])
    assert workflow("store", "info", "--json").data == before
    assert "只是报告，什么也没有记录。" in workflow("case", "move", "dejie.land", "--to", "newer.yaml", "--dry-run").out


def test_a_case_that_holds_is_moved_and_goes_on_there(workflow: Terminal) -> None:
    answer = workflow("case", "move", "dejie.land", "--to", "newer.yaml", *MOVED, "--json")
    assert answer.code == 0, answer.err
    assert answer.data["cases"][0]["moved"] is True
    assert [row["event"] for row in answer.data["recorded"]] == ["CaseMoved"]
    assert workflow("case", "show", "dejie.land", "--json").data["definition"] == "small@2"
    do(workflow, "review", "--as", "王芳:reviewer@bureau", on="2021-04-27 10:00")


def test_a_state_of_another_name_is_said_by_id_or_title(workflow: Terminal) -> None:
    to = ("case", "move", "dejie.land", "--to", "renamed.yaml", *MOVED)
    refused = workflow(*to, "--json")
    assert (refused.code, refused.data["cases"][0]["refused"][0]["key"]) == (7, "move_needs_mapping")
    assert workflow(*to, "--state", "已受理").code == 0
    assert workflow("case", "show", "dejie.land", "--json").data["state"] == "in_review"


def test_of_several_cases_those_that_hold_are_moved_and_the_others_told(workflow: Terminal) -> None:
    assert workflow("case", "open", "fire", "--project", "dejie", "--id", "new", "--on", "2021-04-25").code == 0
    answer = workflow("case", "move", "dejie.land", "new", "--to", "without.yaml", *MOVED)
    assert answer.code == 7
    assert "new         准备中  已转入" in answer.out
    assert "dejie.land：案件“dejie.land”不能转入新定义：新定义没有“受理”" in answer.err
    shown = {name: workflow("case", "show", name, "--json").data["definition"] for name in ("new", "dejie.land")}
    assert shown == {"new": "small@4", "dejie.land": "small@1"}


def test_somebody_has_to_decide_a_move(workflow: Terminal) -> None:
    assert workflow("case", "move", "dejie.land", "--to", "newer.yaml").code == 2
    for stranger in (APPLICANT, ("--as", "李梅:clerk@city")):
        move = ("case", "move", "dejie.land", "--to", "newer.yaml", "--on", "2021-04-27", *stranger)
        assert workflow(*move).code == 7
    assert workflow("case", "show", "dejie.land", "--json").data["definition"] == "small@1"


def test_a_move_sent_again_under_its_id_is_recorded_once(workflow: Terminal) -> None:
    to = ("case", "move", "dejie.land", "--to", "newer.yaml", *MOVED, "--command-id", "m-1", "--json")
    first, second = workflow(*to).data, workflow(*to).data
    assert first["recorded"] == second["recorded"]
