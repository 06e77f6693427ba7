"""`workflow forecast`, as it is called."""

from pathlib import Path

import pytest

from tests.cli import Terminal

FACTS = (
    "land_route=grant", "parcel_area_m2=46620", "land_area_m2=46620", "gross_floor_area_m2=58300",
    "special_works=false", "in_assessed_area=false", "eia_class=form", "annual_energy_tce=640",
    "annual_electricity_kwh=3200000",
    "soil_water_zone=true", "earthwork_m3=21000", "investment_fen=30000000000", "planning_conditions=1",
    "parcel=7", "design_version=3", "contractor=常州一建",
)  # fmt: skip
REGISTER = ("project", "register", "--definition", "four-certs-three-docs", "--policy", "hard_edges_only", "--id", "p",
            "--name", "江苏德杰", "--on", "2021-05-19 09:00")  # fmt: skip
FORECAST = ("forecast", "p", "--at", "2021-05-19 09:00")


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    said = (word for fact in FACTS for word in ("--data", fact))
    assert terminal(*REGISTER, *said).code == 0
    return terminal


def test_it_says_when_how_surely_and_what_first(workflow: Terminal) -> None:
    told = workflow(*FORECAST, "--json").data
    assert told["finish"] == dict.fromkeys(("p50", "p80", "p90"), "2021-07-01T17:59:00+08:00")
    assert told["working_days"]["p80"] == 30
    assert told["items"]["construction_permit"]["finish"]["p80"][:10] == "2021-06-28"
    assert told["scenario"] == "statutory-parallel"
    assert {one["name"] for one in told["supposed"] if one["key"] == "fact"} == {"place"}
    best = told["next"][0]
    assert (best["item"], best["act"], best["case"]) == ("real_estate_certificate", "submit", None)
    assert best["by"]["role"] == "applicant"
    assert {one["confidence"] for one in told["assumptions"] if one["source"]} == {"C", "V"}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_it_fits_the_terminal_in_both_languages(workflow: Terminal, language: str) -> None:
    answer = workflow(*FORECAST, "--lang", language, "--what-if", "time_limited")
    assert answer.code == 0
    assert "2021-07-01" in answer.out
    wide = [line for line in answer.out.splitlines() if sum(2 if ord(one) > 0x2E7F else 1 for one in line) > 80]
    assert wide == []
    assert "{" not in answer.out + answer.err


def test_limits_that_run_are_told_with_how_surely_they_are_kept(workflow: Terminal) -> None:
    opened = ("case", "open", "real_estate_certificate", "--project", "p", "--id", "r", "--as", "江苏德杰:applicant")
    assert workflow(*opened, "--on", "2021-05-19 09:00").code == 0
    told = workflow(*FORECAST, "--json").data
    assert told["items"]["real_estate_certificate"]["case"] == "r"
    assert told["items"]["real_estate_certificate"]["finish"]["p50"][:10] == "2021-07-01"
    assert told["on_time"]["real_estate_certificate.decision"] == 1.0


def test_where_everything_is_obtained_it_says_so(workflow: Terminal) -> None:
    made = ("simulate", "four-certs-three-docs", "--scenario", "statutory-parallel", "--record", "done.db")
    assert workflow(*made).code == 0
    asked = ("forecast", "statutory-parallel-1", "--at", "2021-07-02", "--store", "done.db")
    told = workflow(*asked, "--json").data
    assert told["obtained"] is True
    assert told["items"]["construction_permit"]["since"][:10] == "2021-06-28"
    assert "都已取得" in workflow(*asked).out
    assert "is obtained" in workflow(*asked, "--lang", "en").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("forecast", "nobody"), 3),
        ((*FORECAST, "--scenario", "nothing"), 3),
        ((*FORECAST, "--scenario", "start-on-land"), 5),
        (("forecast", "p", "--at", "2021-05-18"), 5),
        ((*FORECAST, "--what-if", "staff:x"), 2),
        ((*FORECAST, "--what-if", "nothing"), 3),
        ((*FORECAST, "--what-if", "hard_edges_only"), 5),
        ((*FORECAST, "--runs", "0"), 2),
    ],
)
def test_what_is_wrong_is_told_in_both_languages_with_its_exit_code(
    workflow: Terminal, arguments: tuple[str, ...], code: int
) -> None:
    chinese, english = (workflow(*arguments, "--lang", language) for language in ("zh-CN", "en"))
    assert (chinese.code, english.code) == (code, code)
    assert chinese.err
    assert chinese.err != english.err
