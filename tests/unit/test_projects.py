"""A project and its cases: standings, prerequisites, cascade, determinations, pre-reviews, several cases an item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.office import APPLICANT, APPROVER, CLERK, PAPER, REVIEWER, Office, small
from workflow.errors import NotFound, Refused
from workflow.language.people import Actor
from workflow.proceedings.commands import (
    ChangeFacts,
    ConvertPreReviews,
    DetermineNotApplicable,
    OpenCase,
    RecordItem,
    RegisterProject,
    TakeProjectAct,
)


def record(office: Office, item: str, case: str | None = None) -> None:
    office.service.handle(RecordItem("dejie", item, case or f"dejie.{item}", CLERK, office.clock.now()))


def test_a_granting_act_notes_what_it_relied_on(office: Office) -> None:
    office.granted("l")
    record(office, "contract")
    office.granted("w", "works")
    relied = [r.data for r in office.service.history("project:dejie") if r.name == "PrerequisitesRelied"]
    assert relied[-1] == {"case": "w", "act": "grant", "standings": {"contract": "in_force", "land": "in_force"}}


def test_an_alternative_is_met_by_one_of_its_items(office: Office) -> None:
    office.granted("l")
    office.to_accepted("w", "works")
    assert office.refused("w", "grant", APPROVER, document=PAPER) == ["prerequisite:contract|fire"]
    office.granted("f", "fire")
    assert office.act("w", "grant", APPROVER, document=PAPER).records


def test_an_item_that_does_not_apply_blocks_until_somebody_says_so(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        record(office, "drain")
    assert refused.value.facts["keys"] == ["prerequisite:fire"]
    wish = DetermineNotApplicable("dejie", "fire", "非特殊建设工程", REVIEWER, office.clock.now())
    assert [r.data for r in office.service.handle(wish).records] == [
        {"item": "fire", "facts": {"special": False}, "reason": "非特殊建设工程"}
    ]
    assert office.service.handle(wish).records == []
    record(office, "drain")
    assert office.standing("drain") == "in_force"


def test_an_alternative_that_does_not_apply_is_no_substitute(office: Office) -> None:
    office.granted("l")
    office.to_accepted("w", "works")
    office.service.handle(DetermineNotApplicable("dejie", "fire", "非特殊", REVIEWER, office.clock.now()))
    assert office.refused("w", "grant", APPROVER, document=PAPER) == ["prerequisite:contract"]


def test_what_applies_cannot_be_determined_away(office: Office) -> None:
    office.service.handle(ChangeFacts("dejie", {"special": True}, APPLICANT, office.clock.now()))
    wish = DetermineNotApplicable("dejie", "fire", "省事", REVIEWER, office.clock.now())
    assert office.against(wish) == ["item_applies"]
    wish = DetermineNotApplicable("dejie", "land", "省事", REVIEWER, office.clock.now())
    assert office.against(wish) == ["always_applies"]


def test_a_fact_nobody_recorded_is_unknown_and_not_false() -> None:
    office = Office()
    office.project()
    wish = DetermineNotApplicable("dejie", "fire", "省事", REVIEWER, office.clock.now())
    assert office.against(wish) == ["fact_missing"]


def test_loss_of_force_is_told_to_dependants_and_revokes_nothing(office: Office) -> None:
    office.granted("l")
    record(office, "contract")
    office.granted("w", "works")
    office.act("l", "revoke", APPROVER)
    assert office.names("case:w")[-1] == "DependencyLost"
    assert office.last("w")["given"] == {"item": "land"}
    assert office.standing("works") == "in_force"
    assert office.standing("land") == "ended"


def test_the_project_moves_with_its_items(office: Office) -> None:
    office.granted("l")
    record(office, "contract")
    office.granted("w", "works")
    record(office, "start")
    assert office.service.project("dejie").course.state == "building"
    assert office.names("project:dejie")[-1] == "BuildingBegun"


def test_the_paper_stands_with_the_item(office: Office) -> None:
    office.granted("l")
    assert office.service.project("dejie").standing("land").document == PAPER


def test_one_open_case_an_item(office: Office) -> None:
    office.to_accepted("l")
    with pytest.raises(Refused) as refused:
        office.open("second", "land")
    assert refused.value.facts["keys"] == ["already_handled"]
    office.act("l", "refuse", APPROVER, reasons="不符合条件")
    office.open("second", "land")


def test_several_cases_for_an_item_that_may_have_many(office: Office) -> None:
    for instance in ("东门", "西门"):
        wish = OpenCase(f"s{instance}", "sign", APPLICANT, office.clock.now(), "dejie", instance=instance)
        office.service.handle(wish)
    office.act("s东门", "submit", APPLICANT)
    assert office.standing("sign/东门") == "pending"
    assert office.standing("sign/西门") == "not_started"


def test_registering_the_same_project_twice_changes_nothing_and_another_under_its_id_is_refused(office: Office) -> None:
    before = office.service.ledger.position()
    office.project(special=False)
    assert office.service.ledger.position() == before
    wish = RegisterProject("dejie", "别的", "别的公司", office.definition, CLERK, office.clock.now())
    assert office.against(wish) == ["project_exists"]


def test_registering_again_is_judged_and_drops_no_facts_in_silence(office: Office) -> None:
    wish = RegisterProject("dejie", "德杰新建", "江苏德杰", office.definition, APPLICANT, office.clock.now())
    assert not office.service.handle(replace(wish, facts={"design": 1})).records
    for changed, reason in (
        ({"facts": {"design": 2}}, "other_facts_known"),
        ({"facts": {"colour": 2}}, "unknown_data:colour"),
        ({"actor": Actor("路人", "neighbour")}, "wrong_role"),
        ({"actor": Actor("钱某", "applicant", on_behalf_of="别家公司")}, "not_the_applicant"),
    ):
        assert office.against(replace(wish, **changed)) == [reason]


def test_whether_an_item_applies_may_be_reckoned_from_the_facts() -> None:
    office = Office(procedure=small(("applies_if: special", 'applies_if: "max([design, 3]) > 3"')))
    office.project(design=2)
    wish = DetermineNotApplicable("dejie", "fire", "设计未过三版", REVIEWER, office.clock.now())
    assert office.service.handle(wish).records
    office.service.handle(ChangeFacts("dejie", {"design": 4}, APPLICANT, office.clock.now()))
    assert office.against(wish) == ["item_applies"]


def test_all_wrong_facts_are_told_at_once(office: Office) -> None:
    wish = ChangeFacts("dejie", {"design": "二", "colour": 1}, APPLICANT, office.clock.now())
    assert office.against(wish) == ["unknown_data:colour", "wrong_data:design"]


def test_a_project_goes_by_an_id(office: Office) -> None:
    wish = RegisterProject("de jie", "德杰", "江苏德杰", office.definition, APPLICANT, office.clock.now())
    assert office.against(wish) == ["not_an_id"]


def test_a_project_without_a_lifecycle_has_no_acts_of_its_own() -> None:
    office = Office(procedure=small(("lifecycle: building\nshadow", "shadow")))
    office.project(special=False)
    wish = TakeProjectAct("dejie", "begin", CLERK, office.clock.now())
    assert office.against(wish) == ["unknown_transition"]


def test_a_case_that_stands_alone_is_of_whom_it_is_opened_for(office: Office) -> None:
    office.open("c", "sign", None)
    assert office.service.case("c").applicant == "江苏德杰"


def test_an_act_opens_a_single_case_where_there_may_be_only_one() -> None:
    office = Office(procedure=small(("opens: [{item: sign, data: {area: area}}]", "opens: [{item: fire}]")))
    office.project(special=False)
    office.granted("l")
    office.act("l", "refer", APPROVER)
    assert office.service.project("dejie").cases == {"l": "land", "l.fire": "fire"}


def test_an_unknown_item_names_the_nearest(office: Office) -> None:
    with pytest.raises(NotFound) as missing:
        office.open("c", "lamd")
    assert missing.value.facts["nearest"] == "land"


def test_an_act_may_open_another_case_in_the_same_append(office: Office) -> None:
    office.to_accepted("l")
    office.act("l", "review", REVIEWER, area=70)
    office.act("l", "grant", APPROVER, document=PAPER)
    outcome = office.act("l", "refer", APPROVER)
    assert [record.name for record in outcome.records] == ["SignReferred", "CaseOpened", "CaseEntered"]
    opened = office.service.case("l.sign")
    assert (opened.item, opened.applicant, opened.course.attributes["area"]) == ("sign", "江苏德杰", 70)


def test_a_side_act_on_another_case_is_recorded_with_it_or_not_at_all(office: Office) -> None:
    for case in ("a", "b"):
        wish = OpenCase(case, "sign", APPLICANT, office.clock.now(), "dejie", instance=case)
        office.service.handle(wish)
        office.act(case, "submit", APPLICANT)
    outcome = office.act("a", "join", CLERK, into="b")
    assert [(r.stream, r.name) for r in outcome.records if r.stream.startswith("case")] == [
        ("case:a", "CaseJoined"),
        ("case:b", "OtherAbsorbed"),
    ]
    assert office.service.case("b").course.attributes["asked"] == ["a"]
    wish = OpenCase("c", "sign", APPLICANT, office.clock.now(), "dejie", instance="c")
    office.service.handle(wish)
    office.act("c", "submit", APPLICANT)
    before = office.service.ledger.position()
    assert office.refused("c", "join", CLERK, into="a") == ["state_mismatch"]
    assert office.service.ledger.position() == before


def test_an_act_that_only_accompanies_others_cannot_be_taken_alone(office: Office) -> None:
    office.to_accepted("l")
    assert office.refused("l", "absorb", CLERK, other="x") == ["only_with_another_act"]


class TestPreReview:
    OFFICERS = (APPLICANT, CLERK, REVIEWER, APPROVER)

    def passed(self, office: Office) -> None:
        office.open("s", "land", shadow=True)
        office.act("s", "request", APPLICANT)
        office.act("s", "pass", REVIEWER, opinion=PAPER)

    def convert(self, office: Office, actors: tuple[Actor, ...] = OFFICERS) -> list[str]:
        return [r.name for r in office.service.handle(
            ConvertPreReviews("dejie", actors, office.clock.now())).records if r.stream.startswith("case")]  # fmt: skip

    def test_a_passed_pre_review_has_no_legal_effect(self, office: Office) -> None:
        self.passed(office)
        project = office.service.project("dejie")
        assert project.shadow("land").standing == "pre_passed"
        assert project.standing("land").standing == "not_started"
        record(office, "contract")
        office.to_accepted("w", "works")
        assert office.refused("w", "grant", APPROVER, document=PAPER) == ["prerequisite:land"]

    def test_conversion_waits_for_its_trigger(self, office: Office) -> None:
        self.passed(office)
        with pytest.raises(Refused) as refused:
            self.convert(office)
        assert refused.value.facts["keys"] == ["trigger_missing:contract"]
        assert refused.value.refusals[0].basis == ({"law": "law", "article": 3},)

    def test_a_trigger_that_lapsed_releases_nothing_although_nobody_swept(self) -> None:
        office = Office(
            procedure=small(
                ("trigger: [contract]", "trigger: [works]"),
                ("hard: [land, {any: [contract, fire]}]", "hard: [contract]"),
            )
        )
        office.project(special=False)
        self.passed(office)
        record(office, "contract")
        office.granted("w", "works")
        office.put("2022-05-23 09:00")
        assert office.standing("works") == "in_force"
        wish = ConvertPreReviews("dejie", self.OFFICERS, office.clock.now(), ("land",))
        assert office.against(wish) == ["trigger_missing:works"]

    def test_conversion_is_a_formal_application_acceptance_and_decision(self, office: Office) -> None:
        self.passed(office)
        record(office, "contract")
        assert self.convert(office) == [
            "CaseOpened",
            "ApplicationSubmitted",
            "ApplicationAccepted",
            "LicenceGranted",
            "PreReviewConverted",
        ]
        assert office.standing("land") == "in_force"
        persons = [r.actor.person for r in office.service.history("case:dejie.land")]
        assert persons == ["赵强", "赵强", "李梅", "陈刚"]

    def test_changed_inputs_make_it_stale_and_refuse_conversion(self, office: Office) -> None:
        self.passed(office)
        record(office, "contract")
        office.service.handle(ChangeFacts("dejie", {"design": 2}, APPLICANT, office.clock.now()))
        assert office.state("s") == "stale"
        wish = ConvertPreReviews("dejie", self.OFFICERS, office.clock.now(), ("land",))
        assert office.against(wish) == ["R5_input_changed"]

    def test_facts_it_does_not_rest_on_leave_it_alone(self, office: Office) -> None:
        self.passed(office)
        office.service.handle(ChangeFacts("dejie", {"special": True}, APPLICANT, office.clock.now()))
        assert office.state("s") == "passed"

    def test_a_step_nobody_named_may_take_refuses_the_whole(self, office: Office) -> None:
        self.passed(office)
        record(office, "contract")
        before = office.service.ledger.position()
        with pytest.raises(Refused) as refused:
            self.convert(office, (APPLICANT, CLERK))
        assert refused.value.facts["keys"] == ["nobody_for_step"]
        assert office.service.ledger.position() == before

    def test_an_item_without_pre_review_cannot_be_rehearsed(self, office: Office) -> None:
        with pytest.raises(Refused) as refused:
            office.open("s", "works", shadow=True)
        assert refused.value.facts["keys"] == ["no_pre_review"]
