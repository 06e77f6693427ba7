"""`workflow audit as-of` and `diff`: what was known on a day, about a day, and what changed since."""

from pathlib import Path

import pytest

from tests.cli import Answer, Terminal
from tests.forging import History
from tests.office import APPLICANT, REVIEWER, Office
from workflow.store import open_ledger


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A place to call from, with an application that was deemed accepted: known on the 10th, true of the 26th."""
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    office = Office("2021-04-25 09:00")
    office.project()
    office.open("land", "land")
    office.put("2021-04-26 09:00")
    office.act("land", "submit", APPLICANT)
    office.put("2021-05-10 09:00")
    office.act("land", "review", REVIEWER, area=50)
    office.put("2021-05-11 09:00")
    office.open("fire", "fire")
    with open_ledger("workflow.db", create=True) as ledger:
        ledger.append_bulk(History(office.service.ledger).facts)
    return terminal


def known(workflow: Terminal, recorded: str, effective: str, name: str = "land") -> Answer:
    return workflow("audit", "as-of", name, "--recorded", recorded, "--effective", effective, "--json")


@pytest.mark.parametrize(
    ("recorded", "effective", "state"),
    [
        ("2021-04-30", "2021-04-30", "submitted"),
        ("2021-05-09", "2021-05-09", "submitted"),
        ("2021-05-10 12:00", "2021-04-30", "accepted"),
        ("2021-05-10 12:00", "2021-04-25 12:00", "draft"),
        ("2021-04-26 08:00", "2021-06-01", "draft"),
    ],
)
def test_what_was_known_when_and_what_held_when_are_two_questions(
    workflow: Terminal, recorded: str, effective: str, state: str
) -> None:
    told = known(workflow, recorded, effective).data
    assert (told["exists"], told["known"]["state"]) == (True, state)


def test_the_answer_says_what_it_rests_on(workflow: Terminal) -> None:
    told = known(workflow, "2021-05-10 12:00", "2021-04-30").data
    assert (told["id"], told["events"]) == ("land", 3)
    assert told["recorded"] == "2021-05-10T12:00:00+08:00"
    assert told["effective"] == "2021-04-30T00:00:00+08:00"


def test_before_it_was_recorded_nothing_was_known(workflow: Terminal) -> None:
    answer = known(workflow, "2021-04-01", "2021-06-01")
    assert (answer.code, answer.data["exists"], answer.data["known"]) == (0, False, None)
    told = workflow("audit", "as-of", "land", "--recorded", "2021-04-01")
    assert told.out.splitlines()[-1] == "那时还没有这件事的记录。"


def test_a_project_is_told_by_its_items(workflow: Terminal) -> None:
    told = known(workflow, "2021-05-09", "2021-05-09", "dejie").data
    assert told["known"]["items"]["land"]["standing"] == "pending"
    words = workflow("audit", "as-of", "dejie", "--recorded", "2021-05-09", "--lang", "en").out
    assert "Known at 2021-05-09 00:00 about 2021-05-09 00:00" in words
    assert "pending 1" in words


def test_a_case_is_told_in_words_with_its_facts(workflow: Terminal) -> None:
    words = workflow("audit", "as-of", "land", "--recorded", "2021-05-10 12:00").out
    assert "“用地许可”自 2021-04-26 09:00 起处于“已受理”" in words
    assert "面积" in words


def test_an_unknown_name_is_not_found(workflow: Terminal) -> None:
    assert workflow("audit", "as-of", "nobody").code == 3


def test_what_changed_is_told_with_the_event_that_changed_it(workflow: Terminal) -> None:
    told = workflow("audit", "diff", "land", "2021-05-09", "2021-05-12", "--json").data
    state = [one for one in told["changes"] if one["path"] == "state"]
    assert [(one["before"], one["after"], one["event"]) for one in state] == [
        ("submitted", "accepted", "ApplicationAccepted")
    ]
    assert told["net"]["facts.area"] == {"before": None, "after": 50}
    assert "clocks.decision.due" in told["net"]


def test_of_a_project_what_changed_in_its_cases_is_told_too(workflow: Terminal) -> None:
    told = workflow("audit", "diff", "dejie", "2021-05-09", "2021-05-12", "--json").data
    assert {one["path"] for one in told["changes"]} >= {"land.state", "fire.state"}
    assert told["net"]["land.state"] == {"before": "submitted", "after": "accepted"}


def test_changes_are_shown_by_event(workflow: Terminal) -> None:
    words = workflow("audit", "diff", "land", "2021-05-09", "2021-05-12").out
    assert "视为受理" in words
    assert "已收件" in words
    assert "决定时限 · 截止" in words
    assert workflow("audit", "diff", "land", "2021-05-11", "2021-05-12").out == "两时之间没有变化。\n"


def test_the_later_time_comes_second(workflow: Terminal) -> None:
    assert workflow("audit", "diff", "land", "2021-05-12", "2021-05-09").code == 2
