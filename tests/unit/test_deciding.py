"""Given a case, when somebody wishes an act, then events or every reason against it."""

from __future__ import annotations

import pytest

from tests.office import APPLICANT, APPROVER, CLERK, HEAD, PAPER, REVIEWER, Office, at, small
from workflow.application.options import options
from workflow.errors import NotFound, Refused
from workflow.language.people import Actor, system
from workflow.lifecycle.events import Recorded
from workflow.permit.case import PermitCase, evolve
from workflow.proceedings.commands import TakeAct


def test_an_allowed_act_records_what_it_changed(office: Office) -> None:
    office.to_accepted("c")
    assert office.last("c") == {
        "act": "accept",
        "from": "submitted",
        "to": "accepted",
        "set": {"mode": "explicit"},
        "clocks": [
            {"op": "stop", "clock": "intake"},
            {"op": "start", "clock": "decision", "calendar": "cn", "limit": "30 working_days"},
        ],
    }


def test_a_data_dependent_limit_follows_the_item(office: Office) -> None:
    office.to_accepted("c", "sign")
    assert office.last("c")["clocks"][1]["limit"] == "20 working_days"


def test_all_reasons_are_told_at_once_and_sorted(office: Office) -> None:
    office.to_accepted("c", "works")
    reasons = office.refused("c", "grant", Actor("周敏", "head", "city"), surplus=1)
    assert reasons == [
        "missing_data:document",
        "prerequisite:contract|fire",
        "prerequisite:land",
        "unknown_data:surplus",
        "wrong_role",
    ]


def test_in_the_wrong_state_conditions_are_not_judged(office: Office) -> None:
    office.open("c", "works")
    assert office.refused("c", "grant", APPROVER) == ["state_mismatch"]


def test_an_officer_of_another_authority_is_not_competent(office: Office) -> None:
    office.to_accepted("c")
    assert office.refused("c", "review", Actor("王芳", "reviewer", "city")) == ["wrong_authority"]


def test_a_superior_may_act_where_the_role_says_so(office: Office) -> None:
    office.to_accepted("c")
    assert office.act("c", "grant", Actor("孙局", "superior", "city"), document=PAPER).records


def test_an_authority_is_not_its_own_superior(office: Office) -> None:
    office.to_accepted("c")
    own = Actor("孙局", "superior", "bureau")
    assert office.refused("c", "grant", own, document=PAPER) == ["wrong_authority"]


@pytest.mark.parametrize(
    ("relation", "body", "competent"),
    [
        ("government", "city", True),
        ("government", "bureau", False),
        ("subordinate", "desk", True),
        ("subordinate", "city", False),
        ("any", "desk", True),
        ("any", "elsewhere", False),
    ],
)
def test_a_role_belongs_to_the_authority_its_relation_says(relation: str, body: str, *, competent: bool) -> None:
    office = Office(
        procedure=small(
            ("relation: superior", f"relation: {relation}"),
            (
                "superior: city}",
                "superior: city, government: city}\n  desk: {title: {zh-CN: 所, en: D}, superior: bureau}",
            ),
        )
    )
    office.project(special=False)
    office.to_accepted("c")
    wish = TakeAct("c", "grant", Actor("孙局", "superior", body), office.clock.now(), {"document": PAPER})
    if competent:
        assert office.service.handle(wish).records
    else:
        assert office.against(wish) == ["wrong_authority"]


def test_nobody_but_the_system_takes_an_automatic_act(office: Office) -> None:
    office.to_accepted("c")
    assert "wrong_role" in office.refused("c", "overdue", Actor("李梅", "clock", "bureau"))
    for nobody in (
        system("clock"),
        system("reviewer"),
        Actor("*", "reviewer", "bureau"),
        Actor("  ", "reviewer", "bureau"),
    ):
        assert office.refused("c", "overdue", nobody) == ["not_a_person"]


def test_who_acts_for_another_applicant_is_refused(office: Office) -> None:
    office.open("c", "land")
    stranger = Actor("钱某", "applicant", on_behalf_of="别的公司")
    assert office.refused("c", "submit", stranger) == ["not_the_applicant"]


def test_a_second_list_is_refused_with_its_own_key_in_any_state(office: Office) -> None:
    office.open("c", "land")
    office.act("c", "submit", APPLICANT)
    office.act("c", "ask", CLERK, defects=["缺盖章"])
    assert office.refused("c", "ask", CLERK, defects=["缺签字"]) == ["second_list", "state_mismatch"]
    office.act("c", "supply", APPLICANT)
    assert office.refused("c", "ask", CLERK, defects=["缺签字"]) == ["second_list"]


def test_lists_and_numbers_are_added_to_and_not_replaced(office: Office) -> None:
    office.open("c", "land")
    office.act("c", "submit", APPLICANT)
    office.act("c", "ask", CLERK, defects=["缺盖章", "缺盖章"])
    assert office.service.case("c").course.attributes["asked"] == ["缺盖章"]
    assert office.service.case("c").course.attributes["lists"] == 1


def test_a_refusal_without_reasons_has_the_key_the_law_gives_it(office: Office) -> None:
    office.to_accepted("c")
    assert office.refused("c", "refuse", APPROVER) == ["no_reasons"]
    assert office.refused("c", "refuse", APPROVER, reasons="   ") == ["no_reasons"]


def test_data_of_the_wrong_kind_is_refused(office: Office) -> None:
    office.to_accepted("c")
    assert office.refused("c", "review", REVIEWER, area="大") == ["wrong_data:area"]
    assert office.refused("c", "pause", REVIEWER, ground="lunch") == ["wrong_data:ground"]


def test_a_guard_reads_facts_of_the_case(office: Office) -> None:
    office.to_accepted("c")
    office.act("c", "review", REVIEWER, area=101)
    assert office.refused("c", "grant", APPROVER, document=PAPER) == ["too_large"]


def test_optional_data_that_is_not_given_leaves_the_fact_as_it_is(office: Office) -> None:
    office.to_accepted("c")
    office.act("c", "review", REVIEWER, area=90)
    office.act("c", "review", REVIEWER)
    assert office.service.case("c").course.attributes["area"] == 90


def test_a_forbidden_act_is_refused_under_its_article(office: Office) -> None:
    office.granted("c")
    with pytest.raises(Refused) as refused:
        office.act("c", "transfer", APPLICANT)
    assert [r.key for r in refused.value.refusals] == ["no_transfer"]
    assert refused.value.refusals[0].basis == ({"law": "law", "article": 9},)


def test_an_act_nobody_defined_is_told_as_such(office: Office) -> None:
    office.open("c", "land")
    assert office.refused("c", "nonsense", CLERK) == ["unknown_transition"]


def test_after_the_end_only_the_state_is_against_an_act(office: Office) -> None:
    office.to_accepted("c")
    office.act("c", "refuse", APPROVER, reasons="不符合规划条件")
    assert office.refused("c", "grant", APPROVER, document=PAPER) == ["state_mismatch"]


def test_an_act_in_the_future_or_before_the_case_is_refused(office: Office) -> None:
    office.open("c", "land")
    assert office.refused("c", "submit", APPLICANT, on="2021-04-23 09:01") == ["in_the_future"]
    assert office.refused("c", "submit", APPLICANT, on="2021-04-23 08:59") == ["before_opening"]


def test_a_case_nobody_opened_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        office.act("none", "submit", APPLICANT)


def test_back_returns_to_the_state_before(office: Office) -> None:
    office.to_accepted("c")
    office.act("c", "pause", REVIEWER, ground="hearing")
    office.act("c", "resume", REVIEWER)
    assert office.state("c") == "accepted"


class TestFourEyes:
    def test_the_reviewer_may_not_decide(self, office: Office) -> None:
        office.to_accepted("c")
        office.act("c", "review", APPROVER_AS_REVIEWER)
        assert office.refused("c", "grant", APPROVER, document=PAPER) == ["four_eyes"]

    def test_nor_through_delegation(self, office: Office) -> None:
        office.to_accepted("c")
        office.act("c", "review", REVIEWER)
        stand_in = Actor("陈刚", "approver", "bureau", on_behalf_of="王芳")
        assert office.refused("c", "grant", stand_in, document=PAPER) == ["four_eyes"]

    @pytest.mark.parametrize(("chair", "reasons"), [("王芳", ["chair_reviewed"]), ("周敏/王芳", ["chair_reviewed"])])
    def test_persons_named_in_an_act_count_too(self, office: Office, chair: str, reasons: list[str]) -> None:
        office.to_accepted("c")
        office.act("c", "review", REVIEWER)
        office.act("c", "pause", REVIEWER, ground="hearing")
        assert office.refused("c", "hear", HEAD, chair=chair) == reasons

    def test_another_person_may(self, office: Office) -> None:
        office.to_accepted("c")
        office.act("c", "review", REVIEWER)
        office.act("c", "pause", REVIEWER, ground="hearing")
        assert office.act("c", "hear", HEAD, chair="陈刚").records


APPROVER_AS_REVIEWER = Actor("陈刚", "reviewer", "bureau")


def test_false_papers_bar_the_applicant_from_the_item_and_only_where_safety_is_concerned(office: Office) -> None:
    office.to_accepted("c")
    office.act("c", "refuse", APPROVER, reasons="材料虚假", false_papers=True)
    office.open("again", "land")
    assert office.refused("again", "submit", APPLICANT) == ["barred"]
    office.put("2022-04-23 09:00")
    office.open("later", "sign")
    assert office.act("later", "submit", APPLICANT).records
    assert office.act("again", "submit", APPLICANT).records


def test_a_parameter_differs_by_authority(office: Office) -> None:
    office.open("c", "land")
    rules = office.service.rules(office.definition)
    machine = rules.machine("licence")
    assert rules.parameters(machine, "bureau")["short"] == "3 working_days"
    assert rules.parameters(machine, "city")["short"] == "9 working_days"


def test_instants_are_kept_in_utc(office: Office) -> None:
    office.open("c", "land")
    office.act("c", "submit", APPLICANT)
    assert office.service.case("c").course.attributes["received_at"] == "2021-04-23T01:00:00+00:00"
    assert office.service.history("case:c")[-1].effective_at == at("2021-04-23 09:00")


def test_acts_are_counted_one_by_one(office: Office) -> None:
    office.to_accepted("c")
    for expected in (1, 2):
        office.act("c", "review", REVIEWER)
        assert office.service.case("c").course.counts["review"] == expected


def test_a_state_that_says_nothing_of_a_standing_leaves_the_item_as_it_was() -> None:
    office = Office(
        procedure=small(
            (
                "paused: {title: {zh-CN: 已中止, en: Paused}, standing: pending}",
                "paused: {title: {zh-CN: 已中止, en: Paused}}",
            )
        )
    )
    office.project(special=False)
    office.to_accepted("c")
    moved = office.names("project:dejie").count("StandingChanged")
    office.act("c", "pause", REVIEWER, ground="hearing")
    assert (office.state("c"), office.standing("land")) == ("paused", "pending")
    assert office.names("project:dejie").count("StandingChanged") == moved


def test_stopping_all_clocks_stops_the_promised_one_too(office: Office) -> None:
    office.to_accepted("w", "works")
    office.act("w", "refuse", APPROVER, reasons="不符合条件")
    runs = office.service.case("w").course.runs
    assert {name: run.stopped_at is None for name, run in runs.items()} == {
        "intake": False,
        "decision": False,
        "decision:promised": False,
    }


def test_a_feature_of_the_item_that_nobody_stated_is_unknown() -> None:
    unstated = (
        "safety: {type: bool, title: {zh-CN: 涉及安全, en: Safety}, default: false}",
        "safety: {type: bool, title: {zh-CN: 涉及安全, en: Safety}}",
    )
    office = Office(procedure=small(unstated))
    office.project(special=False)
    office.to_accepted("l", "land")
    office.open("w", "works")
    office.act("w", "submit", APPLICANT)
    assert office.refused("w", "accept", CLERK) == ["fact_missing"]


def test_what_is_still_to_be_said_hides_no_fact_that_nobody_recorded() -> None:
    office = Office(procedure=small(("!has(attr.area) || area <= 100", "data.document.size > 0 && project.special")))
    office.project()
    office.to_accepted("c")
    grant = next(option for option in options(office.service, "c").acts if option.name == "grant")
    assert [refusal.key for refusal in grant.refusals] == ["fact_missing"]


def test_what_is_recorded_of_a_clock_that_never_ran_changes_nothing() -> None:
    before = PermitCase("c")
    data = {
        "act": "review",
        "to": "draft",
        "clocks": [{"op": "stop", "clock": "nothing"}, {"op": "unheard_of", "clock": "nothing"}],
    }
    after = evolve(before, Recorded("ReviewStarted", 1, data), at("2021-04-23 09:00"))
    assert dict(after.course.runs) == {}
