"""The register from the command line: entries by titles, and those that can mean nothing refused."""

from pathlib import Path

import pytest

from tests.cli import Answer, Terminal
from tests.cli_office import office

BY = ("--as", "周正:登记员@规划局", "--on", "2021-04-24 09:00")


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return office(tmp_path, capsys, monkeypatch)


def refused(answer: Answer) -> list[str]:
    assert answer.code == 7
    return [refusal["key"] for refusal in answer.data["refused"]]


def test_entries_are_made_by_titles_and_kept_by_ids(workflow: Terminal) -> None:
    assert workflow("register", "grant", "李梅", "窗口人员", "--body", "Planning Bureau", *BY).code == 0
    assert workflow("register", "delegate", "李梅", "张三", "--role", "Clerk", *BY).code == 0
    view = workflow("register", "show", "--json").data
    assert [(row["person"], row["role"], row["body"]) for row in view["roles"]] == [
        ("周正", "registrar", "bureau"), ("李梅", "clerk", "bureau"),
    ]  # fmt: skip
    assert view["delegations"][0]["role"] == "clerk"
    shown = workflow("register", "show").out
    assert "李梅  窗口人员  规划局  2021-04-24 09:00" in shown
    assert workflow("register", "end", "李梅", "窗口人员", "--body", "规划局", *BY).code == 0


def test_an_entry_of_now_is_shown_without_fractions_of_a_second(workflow: Terminal) -> None:
    assert workflow("register", "grant", "李梅", "clerk", "--as", "周正:registrar").code == 0
    assert "." not in workflow("register", "show").out


def test_a_role_or_authority_that_no_definition_knows_is_not_entered(workflow: Terminal) -> None:
    answer = workflow("register", "grant", "李梅", "clark", *BY)
    assert (answer.code, answer.err) == (3, "没有“clark”这个角色。是否指：窗口人员（clerk）？\n")
    answer = workflow("register", "grant", "李梅", "clerk", "--body", "规划", *BY)
    assert (answer.code, answer.err) == (3, "没有“规划”这个机关。是否指：规划局（bureau）？\n")
    assert workflow("register", "show").out.startswith("登记册为空")


def test_an_applicant_acts_for_whom_they_say(workflow: Terminal) -> None:
    assert workflow("register", "grant", "赵强", "applicant", "--body", "江苏德杰", *BY).code == 0


def test_what_ends_before_it_begins_is_refused(workflow: Terminal) -> None:
    assert refused(workflow("register", "grant", "李梅", "clerk", "--until", "2021-04-23", *BY, "--json")) == [
        "ends_before_it_begins"
    ]


def test_nobody_stands_in_for_themselves(workflow: Terminal) -> None:
    assert refused(workflow("register", "delegate", "李梅", "李梅", *BY, "--json")) == ["delegates_to_themselves"]


def test_where_the_ledger_knows_no_definition_one_is_named(workflow: Terminal) -> None:
    entry = ("register", "grant", "李梅", "clerk", "--store", "new.db", *BY[:1], "周正:registrar")
    assert workflow(*entry).code == 2
    assert workflow(*entry, "--definition", "small.yaml").code == 0
    assert workflow("register", "end", "李梅", "clerk", "--store", "new.db", *BY[:1], "周正:registrar").code == 0
