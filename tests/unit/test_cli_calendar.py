"""Due dates and working days from the command line: the JSON contract and the derivation."""

from pathlib import Path

import pytest

from tests.cli import Terminal


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


def test_suspended_days_do_not_count_and_both_ends_are_suspended(workflow: Terminal) -> None:
    view = workflow(
        "calendar",
        "due",
        "--start",
        "2021-05-19",
        "--limit",
        "20 working_days",
        "--suspend",
        "2021-05-24..2021-05-28",
        "--json",
    ).data
    assert view["due"] == "2021-06-24"
    assert (view["provisional"], view["deemed_on"], view["deemed_from"]) == (False, None, None)
    suspended = [day["date"] for day in view["derivation"] if day["why"] == "suspended"]
    assert suspended == [f"2021-05-{day}" for day in range(24, 29)]
    assert sum(day["counts"] for day in view["derivation"]) == 20


def test_the_founding_case_takes_112_working_days_the_serial_way(workflow: Terminal) -> None:
    view = workflow("calendar", "due", "--start", "2021-05-19", "--limit", "112 working_days", "--json").data
    assert view["due"] == "2021-10-29"


def test_an_extension_is_added(workflow: Terminal) -> None:
    view = workflow(
        "calendar",
        "due",
        "--start",
        "2021-05-19",
        "--limit",
        "20 working_days",
        "--extend",
        "10 working_days",
        "--json",
    ).data
    assert view["due"] == "2021-07-01"
    assert [day["why"] for day in view["derivation"]].count("extension_day") == 10


def test_silence_counts_from_the_day_of_receipt_and_happens_the_day_after_the_last(workflow: Terminal) -> None:
    view = workflow("calendar", "due", "--start", "2021-05-19", "--limit", "5 working_days", "--deemed", "--json").data
    assert (view["due"], view["deemed_on"], view["deemed_from"]) == ("2021-05-26", "2021-05-27", "2021-05-19")


def test_a_date_in_an_unpublished_year_is_provisional(workflow: Terminal) -> None:
    view = workflow("calendar", "due", "--start", "2090-05-19", "--limit", "5 working_days", "--json").data
    assert view["provisional"] is True
    assert "暂定" in workflow("calendar", "due", "--start", "2090-05-19", "--limit", "5 working_days").out


def test_working_hours_are_due_at_an_instant(workflow: Terminal) -> None:
    view = workflow("calendar", "due", "--start", "2021-05-19 16:00", "--limit", "4 working_hours", "--json").data
    assert view["due"] == "2021-05-20T11:00:00+08:00"


def test_a_due_date_is_explained_day_by_day_in_both_languages(workflow: Terminal) -> None:
    due = ("calendar", "due", "--start", "2021-06-10", "--limit", "2 working_days")
    assert "2021-06-14        法定节假日 · 端午" in workflow(*due).out
    english = workflow(*due, "--lang", "en").out
    assert "public holiday" in english
    assert english.endswith("Due: 2021-06-15\n")


def test_make_up_days_are_working_days(workflow: Terminal) -> None:
    view = workflow("calendar", "days", "--from", "2021-09-17", "--to", "2021-09-27", "--json").data
    assert view["working_days"] == 7
    assert {day["date"]: day["why"] for day in view["days"]}["2021-09-18"] == "makeup_working_day"


def test_the_working_days_of_a_span_are_counted_for_a_reader(workflow: Terminal) -> None:
    assert workflow("calendar", "days", "--from", "2021-05-01", "--to", "2021-05-10").out.endswith("工作日：4\n")


def test_an_office_may_have_days_of_its_own(workflow: Terminal) -> None:
    workflow.file("office.yaml", "calendar: office\nbase: cn\noff: [2021-05-20]\n")
    own = (
        "calendar",
        "due",
        "--start",
        "2021-05-19",
        "--limit",
        "1 working_days",
        "--calendar",
        "office.yaml",
        "--json",
    )
    assert workflow(*own).data["due"] == "2021-05-21"


def test_a_calendar_with_an_impossible_day_is_invalid_input(workflow: Terminal) -> None:
    workflow.file("office.yaml", "calendar: office\nbase: cn\noff: ['2021-02-30']\n")
    answer = workflow("calendar", "days", "--from", "2021-05-19", "--to", "2021-05-20", "--calendar", "office.yaml")
    assert (answer.code, answer.err) == (5, "日历“office”中没有“2021-02-30”这一天。\n")


def test_a_centre_that_never_closes_counts_every_day(workflow: Terminal) -> None:
    days = ("calendar", "days", "--from", "2021-10-01", "--to", "2021-10-03", "--calendar", "centre_247", "--json")
    assert workflow(*days).data["working_days"] == 3
