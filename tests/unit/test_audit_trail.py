"""The trail: who did what, when and under which authority; what is asked for, and how it is shown."""

import json
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from tests.cli import Terminal
from tests.office import APPLICANT, REVIEWER, SMALL, Office, at
from workflow.audit.stands import standing_of
from workflow.audit.subjects import subject
from workflow.audit.trail import Trail, Wanted, records
from workflow.errors import NotFound
from workflow.language.people import Actor
from workflow.pictures.timeline import Idle, Moment, timeline_lines
from workflow.views.timeline import FOLLOWING


@pytest.fixture
def office() -> Office:
    """An office in which one permit was granted, another accepted, and one left to the clock."""
    office = Office()
    office.project(special=False)
    office.granted("land-1")
    office.put("2021-05-12 09:00")
    office.to_accepted("sign-1", "sign", None)
    office.put("2021-05-13 10:00")
    office.act("sign-1", "review", REVIEWER, "2021-05-12 15:00")
    office.open("works-1", "works")
    office.act("works-1", "submit", APPLICANT)
    office.put("2021-06-01 09:00")
    office.act("works-1", "review", REVIEWER)
    return office


def asked(office: Office, name: str | None = None, **wanted: object) -> list[tuple[str, str]]:
    about = subject(office.service, name) if name else None
    found = records(office.service, about, Wanted(**wanted))  # type: ignore[arg-type]
    return [(record.stream, record.name) for record in found]


def told(office: Office, name: str, language: str = "zh-CN", *, minor: bool = False) -> list[Moment | Idle]:
    about = subject(office.service, name)
    found = records(office.service, about, Wanted())
    return list(Trail(office.service, language).moments(found, minor=minor, name_cases=about.is_project))


def test_a_case_has_its_own_stream(office: Office) -> None:
    assert [name for _, name in asked(office, "land-1")] == office.names("case:land-1")


def test_a_project_has_its_cases_with_it_in_the_order_of_recording(office: Office) -> None:
    about = subject(office.service, "dejie")
    positions = [record.position for record in about.records(office.service)]
    assert about.streams == ("project:dejie", "case:land-1", "case:works-1")
    assert positions == sorted(positions)
    assert len(positions) == sum(office.service.ledger.version(stream) for stream in about.streams)


def test_what_nobody_opened_has_no_trail(office: Office) -> None:
    with pytest.raises(NotFound):
        subject(office.service, "nobody")


def test_the_trail_of_a_person_goes_through_the_whole_ledger(office: Office) -> None:
    assert asked(office, person="王芳") == [
        ("case:land-1", "ReviewStarted"),
        ("case:sign-1", "ReviewStarted"),
        ("case:works-1", "ReviewStarted"),
    ]
    assert asked(office, "sign-1", person="王芳") == [("case:sign-1", "ReviewStarted")]


def test_who_is_stood_in_for_and_who_is_named_is_found_too(office: Office) -> None:
    office.act("sign-1", "pause", Actor("小王", "reviewer", "bureau", on_behalf_of="王芳"), ground="hearing")
    office.act("sign-1", "hear", Actor("周敏", "head", "bureau"), chair="陈刚")
    assert asked(office, "sign-1", person="王芳")[-1] == ("case:sign-1", "ClockPaused")
    assert asked(office, "sign-1", person="陈刚") == [("case:sign-1", "HearingHeld")]
    assert asked(office, "sign-1", person="　陈刚 ") == [("case:sign-1", "HearingHeld")]


def test_the_trail_of_an_authority_leaves_out_applicants_and_the_system(office: Office) -> None:
    names = {name for _, name in asked(office, authority="bureau")}
    assert "ReviewStarted" in names
    assert "ApplicationSubmitted" not in names


def test_a_period_is_that_of_holding_unless_that_of_recording_is_asked_for(office: Office) -> None:
    day = {"since": at("2021-05-13 00:00"), "until": at("2021-05-14 00:00")}
    held, recorded = asked(office, "sign-1", **day), asked(office, "sign-1", **day, recorded=True)
    assert (held, recorded) == ([], [("case:sign-1", "ReviewStarted")])


def test_an_event_is_found_by_its_name_and_by_its_act(office: Office) -> None:
    assert asked(office, event="LicenceGranted") == asked(office, event="grant") == [("case:land-1", "LicenceGranted")]


def test_pinned_definitions_are_told_without_their_text(office: Office) -> None:
    found = list(records(office.service, None, Wanted(until=datetime(2100, 1, 1, tzinfo=UTC))))
    assert [record.data for record in found if record.name == "DefinitionPinned"] == [{}]


def test_rows_say_what_is_automatic_and_what_only_follows(office: Office) -> None:
    found = records(office.service, subject(office.service, "dejie"), Wanted())
    rows = list(Trail(office.service, "en").rows(found))
    assert {row["event"] for row in rows if row["minor"]} == FOLLOWING - {"PrerequisitesRelied"}
    deemed = next(row for row in rows if row["title"] == "Deem accepted")
    assert (deemed["automatic"], deemed["actor"], deemed["role"]) == (True, "system", "clock")


def test_what_follows_from_an_act_is_counted_beside_it_or_unfolded(office: Office) -> None:
    folded, unfolded = told(office, "dejie"), told(office, "dejie", minor=True)
    granted = next(one for one in folded if isinstance(one, Moment) and one.what == "〔land-1〕准予")
    assert granted.notes == ("另有 1 条随附记录",)
    assert len([one for one in unfolded if isinstance(one, Moment)]) > len(
        [one for one in folded if isinstance(one, Moment)]
    )
    assert not any("随附" in note for one in unfolded if isinstance(one, Moment) for note in one.notes)


def test_idle_stretches_are_told_in_working_days(office: Office) -> None:
    assert [one.text for one in told(office, "dejie", "en") if isinstance(one, Idle)] == [
        "13 working days",
        "3 working days",
        "10 working days",
    ]


def test_a_long_history_is_drawn_without_being_held() -> None:
    def endless() -> object:
        day = datetime(2021, 1, 1, tzinfo=UTC)
        while True:
            yield Moment(day, "受理")
            day += timedelta(days=1)

    lines = list(islice(timeline_lines(endless()), 3))  # type: ignore[arg-type]
    assert lines[0] == "2021-01-01 00:00 ●   受理"


def test_the_state_is_told_in_plain_words(office: Office) -> None:
    case = standing_of(office.service, subject(office.service, "sign-1"), at("2021-05-20 09:00"), "zh-CN")
    assert case == [
        "案件 sign-1：“标识”自 2021-05-12 09:00 起处于“已受理”，主管机关：规划局。",
        "“决定时限”正在计算，最后一日：2021-06-09。",
    ]
    project = standing_of(office.service, subject(office.service, "dejie"), at("2021-06-01 09:00"), "en")
    assert project[0].startswith("Project dejie (德杰新建): now in “Preparing”; items: in force 1, pending 1")
    assert project[1] == "In force: Land permit."


def test_a_clock_that_ran_out_and_one_that_stands_still_are_told(office: Office) -> None:
    office.act("sign-1", "pause", REVIEWER, ground="hearing")
    still = standing_of(office.service, subject(office.service, "sign-1"), at("2021-06-02 09:00"), "en")
    assert still[1] == "“Decision” stands still: hearing."
    late = standing_of(office.service, subject(office.service, "works-1"), at("2021-09-02 09:00"), "en")
    assert "“Decision” has run out; its last day was 2021-06-10." in late


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    terminal.file("small.yaml", SMALL)
    terminal.file("决定书.pdf", "准予")
    for words in (
        "project register --definition small.yaml --id dejie --name 德杰新建 --applicant 江苏德杰 --on 2021-04-23",
        "case open land --project dejie --id land-1 --on 2021-04-25",
        "case do land-1 submit --as 赵强:applicant/江苏德杰 --on 2021-04-26",
        "case do land-1 accept --as 李梅:clerk@bureau --on 2021-04-27",
    ):
        assert terminal(*words.split()).code == 0
    return terminal


def test_json_and_json_lines_say_the_same(workflow: Terminal) -> None:
    rows = workflow("audit", "trail", "land-1", "--json").data
    lines = workflow("audit", "trail", "land-1", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    contract = ("position", "stream", "version", "event", "actor", "role", "authority", "verified", "basis")
    assert all(key in rows[0] for key in (*contract, "recorded_at", "effective_at", "from", "to", "data"))


def test_nothing_found_is_an_empty_list_and_a_sentence(workflow: Terminal) -> None:
    assert workflow("audit", "trail", "--person", "无人", "--json").data == []
    assert workflow("audit", "trail", "--person", "无人", "--jsonl").out == ""
    assert workflow("audit", "trail", "--person", "无人").out == "没有符合条件的记录。\n"


def test_an_authority_may_be_named_by_its_title(workflow: Terminal) -> None:
    rows = workflow("audit", "trail", "--authority", "规划局", "--json").data
    assert [row["event"] for row in rows] == ["ApplicationAccepted"]


def test_an_authority_that_no_definition_knows_is_not_found(workflow: Terminal) -> None:
    answer = workflow("audit", "trail", "--authority", "规化局")
    assert (answer.code, "bureau" in answer.err) == (3, True)


def test_days_are_those_of_china_and_both_included(workflow: Terminal) -> None:
    rows = workflow("audit", "trail", "--period", "2021-04-26..2021-04-26", "--json").data
    assert [row["event"] for row in rows] == ["ApplicationSubmitted", "StandingChanged"]


def test_a_trail_of_nothing_in_particular_is_wrong_usage(workflow: Terminal) -> None:
    answer = workflow("audit", "trail")
    assert (answer.code, answer.out) == (2, "")
    assert "--person" in answer.err


def test_an_unknown_name_is_not_found(workflow: Terminal) -> None:
    answer = workflow("audit", "trail", "nobody", "--lang", "en")
    assert (answer.code, answer.err) == (3, "There is no project or case “nobody”.\n")


def test_the_state_stands_on_top(workflow: Terminal) -> None:
    first = workflow("audit", "trail", "land-1").out.splitlines()[0]
    assert first == "案件 land-1：“用地许可”自 2021-04-27 00:00 起处于“已受理”，主管机关：规划局。"
