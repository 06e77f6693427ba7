"""Read models: what readers are shown of projects, cases and their history."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.office import APPLICANT, APPROVER, CLERK, PAPER, REVIEWER, Office, at
from workflow.application.options import options
from workflow.calendars.china import china
from workflow.definition.items import AnyOf
from workflow.definition.model import Measures
from workflow.errors import Refusal
from workflow.lifecycle.rules import Rules
from workflow.pictures.timeline import Idle, Moment
from workflow.proceedings.commands import SweepCase
from workflow.views.case import case_view, next_view
from workflow.views.clocks import STILL_COUNTS
from workflow.views.measures import both_measures
from workflow.views.plain import by_the_clock, iso, last_moment, plain
from workflow.views.portfolio import portfolio
from workflow.views.project import blockers, project_view
from workflow.views.refusals import message_of, refusals_view
from workflow.views.register import register_view
from workflow.views.timeline import timeline
from workflow.views.titles import Titles
from workflow.views.trail import trail
from workflow.views.worklist import next_due, worklist


@pytest.fixture
def office() -> Office:
    office = Office()
    office.project()
    return office


def rules(office: Office) -> Rules:
    return office.service.rules(office.definition)


def titles(office: Office, language: str = "zh-CN") -> Titles:
    made = rules(office)
    return Titles(made.definition, made.machine("licence").lifecycle, language)


def test_instants_are_shown_by_the_clock_on_the_office_wall() -> None:
    nine = datetime(2021, 5, 19, 1, 0, tzinfo=UTC)
    assert iso(nine) == "2021-05-19T09:00:00+08:00"
    assert by_the_clock(nine) == "2021-05-19 09:00"
    assert by_the_clock(nine.replace(second=7)) == "2021-05-19 09:00:07"


def test_the_last_moment_before_midnight_is_the_day_before() -> None:
    assert last_moment("2021-06-10T00:00:00+08:00") == "2021-06-09"
    assert last_moment("2021-05-20T11:00:00+08:00") == "2021-05-20 11:00"
    assert last_moment(None) == ""


def test_everything_shown_is_plain_json() -> None:
    value = {"at": datetime(2021, 5, 19, 1, tzinfo=UTC), "days": (date(2021, 5, 19),), "who": frozenset({"b", "a"})}
    assert plain(value) == {"at": "2021-05-19T09:00:00+08:00", "days": ["2021-05-19"], "who": ["a", "b"]}


def test_an_item_in_force_is_blocked_by_nothing(office: Office) -> None:
    office.granted("land-1")
    project = office.service.project("dejie")
    assert blockers(project, rules(office), "land") is None
    assert blockers(project, rules(office), "works") == {
        "missing": ["contract", "fire"],
        "expression": "(contract or fire)",
    }


def test_what_lost_its_force_blocks_again(office: Office) -> None:
    office.granted("land-1")
    office.act("land-1", "revoke", APPROVER)
    view = project_view(office.service.project("dejie"), rules(office), "en")
    assert view["items"]["land"]["standing"] == "ended"
    assert view["items"]["land"]["document"] == PAPER
    assert view["blocked"]["works"]["missing"] == ["land", "contract", "fire"]


def test_alternatives_are_spelled_so_that_one_is_seen_to_be_enough(office: Office) -> None:
    requirement = rules(office).definition.items["works"].requires.hard[1]
    assert isinstance(requirement, AnyOf)
    view = project_view(office.service.project("dejie"), rules(office), "en")
    assert view["blocked"]["works"]["expression"] == "land and (contract or fire)"


def test_items_stand_in_an_order_in_which_they_can_be_obtained(office: Office) -> None:
    keys = list(project_view(office.service.project("dejie"), rules(office), "en")["items"])
    assert keys.index("land") < keys.index("works") < keys.index("start")


def test_every_instance_of_an_item_is_shown_beside_the_item(office: Office) -> None:
    from workflow.proceedings.commands import OpenCase

    for name in ("东", "西"):
        office.service.handle(OpenCase(name, "sign", APPLICANT, office.clock.now(), "dejie", instance=name))
        office.act(name, "submit", APPLICANT)
    items = project_view(office.service.project("dejie"), rules(office), "en")["items"]
    assert (items["sign"]["cases"], items["sign/东"]["cases"]) == (["东", "西"], ["东"])
    assert items["sign/西"]["standing"] == "pending"


def test_both_measures_are_told_and_the_second_counts_from_the_first_request(office: Office) -> None:
    office.open("dry-run", "land", shadow=True)
    office.put("2021-05-19 09:00")
    office.open("contract-1", "contract")
    office.act("contract-1", "record", CLERK)
    office.put("2021-05-19 10:30")
    office.granted("land-1")
    project = office.service.project("dejie")
    cases = [office.service.case(case) for case in project.cases]
    told = both_measures(project, cases, Measures(trigger=("contract",), targets=("land",)), china()).as_json()
    assert told["trigger_to_last_document"]["hours"] == "1.50"
    assert told["trigger_to_last_document"]["working_days"] == 0
    assert told["first_request_to_last_document"]["from"] == "2021-04-23T09:00:00+08:00"
    assert told["first_request_to_last_document"]["working_days"] == 17


def test_of_two_triggers_the_last_one_starts_the_clock_and_both_must_be_met(office: Office) -> None:
    measures = Measures(trigger=("contract", "sign"), targets=("land",))
    office.open("contract-1", "contract")
    office.act("contract-1", "record", CLERK)
    office.put("2021-04-23 10:00")
    office.granted("land-1")

    def since() -> str | None:
        found = both_measures(office.service.project("dejie"), [], measures, china()).since_trigger
        return iso(found.start) if found else None

    assert since() is None
    office.put("2021-04-23 09:30")
    office.granted("sign-1", "sign")
    assert since() == "2021-04-23T09:30:00+08:00"


def test_what_was_not_pre_reviewed_has_no_measure_from_the_first_request(office: Office) -> None:
    office.granted("land-1")
    project = office.service.project("dejie")
    cases = [office.service.case(case) for case in project.cases]
    measures = Measures(trigger=("contract",), targets=("land",))
    assert both_measures(project, cases, measures, china()).since_first_request is None


def test_there_is_no_measure_before_the_last_document(office: Office) -> None:
    office.granted("land-1")
    measures = Measures(trigger=("contract",), targets=("land", "works"))
    told = both_measures(office.service.project("dejie"), [], measures, china())
    assert (told.since_trigger, told.since_first_request) == (None, None)


def test_the_trail_tells_who_did_what_when_and_under_which_article(office: Office) -> None:
    office.open("land-1", "land")
    office.put("2021-04-26 10:00")
    office.act("land-1", "submit", APPLICANT, "2021-04-25 09:00")
    row = trail(office.service.history("case:land-1"))[1]
    assert (row["event"], row["actor"], row["role"], row["on_behalf_of"]) == (
        "ApplicationSubmitted", "赵强", "applicant", "江苏德杰",
    )  # fmt: skip
    assert (row["from"], row["to"], row["verified"]) == ("draft", "submitted", False)
    assert (row["effective_at"], row["recorded_at"]) == ("2021-04-25T09:00:00+08:00", "2021-04-26T10:00:00+08:00")
    assert row["basis"] == [{"law": "law", "article": 29}]


def test_a_history_tells_idle_working_days_and_marks_the_steps_of_the_system(office: Office) -> None:
    office.open("land-1", "land")
    office.act("land-1", "submit", APPLICANT)
    office.put("2021-05-10 09:00")
    office.act("land-1", "review", REVIEWER)
    entries = timeline(office.service.history("case:land-1"), titles(office, "en"), china())
    moments = [entry for entry in entries if isinstance(entry, Moment)]
    assert [moment.what for moment in moments] == ["Case opened", "Submit", "Deem accepted", "Review"]
    assert [moment.automatic for moment in moments] == [False, False, True, False]
    assert moments[2].change == ("Submitted", "Accepted")
    assert any(isinstance(entry, Idle) for entry in entries)


def test_cases_with_the_nearest_deadline_come_first(office: Office) -> None:
    office.to_accepted("slow", "land")
    office.put("2021-04-26 09:00")
    office.open("fast", "fire")
    office.act("fast", "submit", APPLICANT)
    office.open("idle", "works")
    cases = [office.service.case(name) for name in ("idle", "slow", "fast")]
    rows = worklist(cases, office.service.rules, "zh-CN", office.clock.now())
    assert [(row["case"], row["clock"]) for row in rows] == [("fast", "intake"), ("slow", "decision"), ("idle", None)]
    assert rows[0]["clock_title"] == "告知时限"


def test_a_stopped_clock_is_due_no_more(office: Office) -> None:
    office.granted("land-1")
    assert next_due(office.service.case("land-1"), rules(office)) is None


def clocks_of(office: Office, case: str) -> dict[str, dict[str, Any]]:
    view = case_view(office.service.case(case), rules(office), titles(office), office.clock.now())
    return {row["clock"]: row for row in view["clocks"]}


def test_every_clock_says_how_it_stands_and_how_its_date_was_reckoned(office: Office) -> None:
    office.to_accepted("land-1")
    assert [(name, row["status"]) for name, row in clocks_of(office, "land-1").items()] == [
        ("intake", "stopped"), ("decision", "running"),
    ]  # fmt: skip
    assert [day["number"] for day in clocks_of(office, "land-1")["decision"]["derivation"] if day["counts"]][-1] == 30
    office.put("2021-06-10 09:00")
    assert clocks_of(office, "land-1")["decision"]["status"] == "past_due"
    assert worklist([office.service.case("land-1")], office.service.rules, "en", office.clock.now())[0]["overdue"]
    office.service.handle(SweepCase("land-1", office.clock.now()))
    assert clocks_of(office, "land-1")["decision"]["status"] == "overdue"
    row = worklist([office.service.case("land-1")], office.service.rules, "en", office.clock.now())[0]
    assert (row["clock"], row["overdue"]) == ("decision", True)


def test_a_clock_that_stands_still_says_since_when(office: Office) -> None:
    office.to_accepted("land-1")
    office.put("2021-05-06 14:00")
    office.act("land-1", "pause", REVIEWER, ground="hearing")
    decision = clocks_of(office, "land-1")["decision"]
    assert (decision["status"], decision["due"]) == ("suspended", None)
    assert decision["suspended_since"] == iso(at("2021-05-06 14:00"))


def test_a_clock_whose_expiry_led_elsewhere_counts_no_more(office: Office) -> None:
    office.open("land-1", "land")
    office.act("land-1", "submit", APPLICANT)
    office.put("2021-05-20 09:00")
    office.service.handle(SweepCase("land-1", office.clock.now()))
    assert clocks_of(office, "land-1")["intake"]["status"] not in STILL_COUNTS
    row = worklist([office.service.case("land-1")], office.service.rules, "en", office.clock.now())[0]
    assert (row["clock"], row["overdue"]) == ("decision", False)


def test_the_history_says_which_limit_was_overrun(office: Office) -> None:
    office.to_accepted("land-1")
    office.put("2021-06-10 09:00")
    office.service.handle(SweepCase("land-1", office.clock.now()))
    last = timeline(office.service.history("case:land-1"), titles(office), china())[-1]
    assert isinstance(last, Moment)
    assert last.notes[0] == "时限：决定时限"


def test_the_clocks_of_a_case_are_told_with_their_ends(office: Office) -> None:
    office.to_accepted("land-1")
    clocks = clocks_of(office, "land-1")
    assert (clocks["intake"]["open"], clocks["decision"]["open"]) == (False, True)
    assert clocks["decision"]["limit"] == "30 working_days"
    assert clocks["intake"]["stopped_at"] == iso(at("2021-04-23 09:00"))


def test_a_portfolio_counts_items_by_their_standing(office: Office) -> None:
    office.granted("land-1")
    row = portfolio([office.service.project("dejie")], office.service.rules)[0]
    assert row["standings"] == {"in_force": 1, "not_started": 6}


def test_an_act_the_system_takes_says_so_where_a_reason_is_asked_for(office: Office) -> None:
    office.to_accepted("land-1")
    view = next_view(office.service.case("land-1"), "accepted", options(office.service, "land-1").acts, titles(office))
    deem = next(act for act in view["transitions"] if act["name"] == "deem")
    assert (deem["allowed"], deem["automatic"]) == (False, True)
    assert deem["refusals"]


def test_an_empty_register_is_not_kept(office: Office) -> None:
    assert register_view(office.service.draft().register()) == {"kept": False, "roles": [], "delegations": []}


def test_the_facts_of_a_refusal_are_told_by_their_titles(office: Office) -> None:
    chinese, english = titles(office), titles(office, "en")
    late = Refusal("late:decision", {"clock": "decision", "due": at("2021-06-10 00:00"), "at": at("2021-06-10 09:00")})
    assert message_of(late, chinese, "zh-CN") == "已超过“决定时限”：期限于 2021-06-10 00:00 届满。"
    lacking = Refusal("prerequisite:contract|fire", {"item": "contract|fire", "edge": "hard"})
    assert message_of(lacking, english, "en") == "The prerequisite “Land contract or Fire review” is not in force."


def test_a_refusal_is_told_even_where_no_definition_is_known() -> None:
    early = Refusal("in_the_future", {"at": at("2021-06-10 00:00"), "now": at("2021-06-09 09:00")})
    assert message_of(early, None, "zh-CN") == "所称时间 2021-06-10 00:00 晚于现在（2021-06-09 09:00）。"
    told = refusals_view([Refusal("unknown_authority", {"authority": "moon"})], None, "en")
    assert told == [
        {
            "key": "unknown_authority",
            "facts": {"authority": "moon"},
            "basis": [],
            "message": "There is no authority “moon”.",
        }
    ]


def test_a_promised_clock_says_that_it_is_promised(office: Office) -> None:
    assert titles(office).clock("decision:promised") == "决定时限（承诺）"
    assert titles(office, "en").clock("decision:promised") == "Decision (promised)"


def test_an_unknown_id_is_its_own_title(office: Office) -> None:
    assert titles(office).state("nowhere") == "nowhere"
    assert titles(office).item("nothing/1") == "nothing 1"
