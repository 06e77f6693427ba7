"""Ways round the procedure that somebody might try, and that lead nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.loading import load
from tests.office import APPLICANT, APPROVER, CLERK, PAPER, REGISTRAR, REVIEWER, SMALL, Office, at, small
from workflow.application.options import options
from workflow.application.service import Service
from workflow.application.shelf import Procedure
from workflow.application.sweep import sweep
from workflow.errors import InvalidDefinition, Refused, UsageError
from workflow.language.people import Actor
from workflow.proceedings.commands import (
    ChangeFacts,
    DetermineNotApplicable,
    EndRole,
    GrantRole,
    MoveCase,
    OpenCase,
    RecordItem,
    TakeAct,
)

STRANGER = Actor("钱某", "approver", "bureau")


class TestStandingsOfYesterday:
    """A prerequisite whose clock has run out is not in force, whether or not anybody swept."""

    def lapsed(self, office: Office) -> None:
        office.granted("l")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.granted("w", "works")
        office.put("2022-05-23 09:00")

    def test_a_lapsed_permit_is_no_prerequisite_although_nobody_swept(self, office: Office) -> None:
        self.lapsed(office)
        start = RecordItem("dejie", "start", "s", CLERK, office.clock.now())
        assert office.against(start) == ["prerequisite:works"]

    def test_its_dependants_hear_only_of_what_happened_to_them_while_they_were_in_force(self, office: Office) -> None:
        self.lapsed(office)
        office.act("l", "revoke", APPROVER)
        assert office.names("case:w")[-1] == "LicenceLapsed"

    def test_the_options_of_a_case_know_it_too(self, office: Office) -> None:
        self.lapsed(office)
        office.open("s", "start")
        found = next(option for option in options(office.service, "s").acts if option.name == "record")
        assert [refusal.key for refusal in found.refusals] == ["prerequisite:works"]


class TestMemory:
    def test_a_sweeper_that_remembers_an_older_state_still_records_the_deadline(self, office: Office) -> None:
        office.open("c", "land")
        other = Service(office.service.ledger, office.clock)
        other.handle(TakeAct("c", "submit", APPLICANT, office.clock.now()))
        office.put("2021-05-06 09:00")
        assert [record.name for record in sweep(office.service).records] == ["ApplicationAccepted"]

    def test_nothing_new_is_told_only_of_what_is_recorded(self, office: Office) -> None:
        other = Service(office.service.ledger, office.clock)
        other.handle(ChangeFacts("dejie", {"design": 2}, APPLICANT, office.clock.now()))
        office.service.handle(ChangeFacts("dejie", {"design": 1}, APPLICANT, office.clock.now()))
        assert office.service.project("dejie").course.attributes["design"] == 1

    def test_a_command_id_stands_for_one_wish(self, office: Office) -> None:
        office.open("c", "land")
        office.act("c", "submit", APPLICANT, command="k1")
        with pytest.raises(Refused) as told:
            office.act("c", "accept", CLERK, command="k1")
        assert told.value.facts["keys"] == ["command_id_used"]


class TestMoving:
    def moved(self, office: Office, change: tuple[str, str], **wish: Any) -> Any:
        digest = office.service.pin(small(change, ('version: "1"', 'version: "2"')))
        return office.service.handle(MoveCase("c", digest, APPROVER, office.clock.now(), **wish))

    def test_a_state_may_be_said_only_where_the_present_one_has_no_such_name(self, office: Office) -> None:
        office.to_accepted("c")
        with pytest.raises(Refused) as told:
            self.moved(office, ("试行法", "新法"), state="granted")
        assert told.value.facts["keys"] == ["move_needs_mapping"]

    def test_an_act_that_would_not_be_allowed_there_forbids_the_move(self, office: Office) -> None:
        office.to_accepted("c")
        office.act("c", "review", REVIEWER)
        elsewhere = (
            "title: {zh-CN: 审查, en: Review}, from: accepted,",
            "title: {zh-CN: 审查, en: Review}, from: submitted,",
        )
        with pytest.raises(Refused) as told:
            self.moved(office, elsewhere)
        assert told.value.facts["keys"] == ["move_illegal"]

    def test_an_act_that_is_unheard_of_there_forbids_the_move(self, office: Office) -> None:
        office.to_accepted("c")
        office.act("c", "object", Actor("邻居", "neighbour"), text="遮光")
        with pytest.raises(Refused) as told:
            self.moved(office, ("      object: {title", "      protest: {title"))
        assert told.value.refusals[0].facts["reasons"] == ["act object"]

    def test_a_case_without_a_project_is_moved_and_tells_no_project(self, office: Office) -> None:
        office.to_accepted("c", "sign", None)
        outcome = self.moved(office, ("en: Accepted}, standing: pending}", "en: Accepted}, standing: not_started}"))
        assert [(record.stream, record.name) for record in outcome.records] == [("case:c", "CaseMoved")]

    def test_it_is_moved_by_the_competent_authority_now_and_not_tomorrow(self, office: Office) -> None:
        office.to_accepted("c")
        digest = office.service.pin(
            Procedure(small().definition.model_copy(update={"version": "2"}), small().calendars)
        )
        stranger = MoveCase("c", digest, Actor("钱某", "approver", "city"), office.clock.now())
        assert office.against(stranger) == ["wrong_authority"]
        assert office.against(replace(stranger, actor=APPROVER, at=at("2030-01-01 00:00"))) == ["in_the_future"]
        assert office.service.report_move("c", office.service.rules(digest)).outcome == "same"


class TestDeterminations:
    def test_a_determination_ends_when_a_fact_it_rested_on_changes(self, office: Office) -> None:
        office.service.handle(DetermineNotApplicable("dejie", "fire", "非特殊", REVIEWER, office.clock.now()))
        office.service.handle(RecordItem("dejie", "drain", "d", CLERK, office.clock.now()))
        office.service.handle(ChangeFacts("dejie", {"special": True}, APPLICANT, office.clock.now()))
        assert office.standing("fire") == "not_started"
        assert "ItemDeterminationEnded" in office.names("project:dejie")
        office.open("f", "fire")

    def test_what_is_being_handled_cannot_be_determined_away(self, office: Office) -> None:
        office.open("f", "fire")
        wish = DetermineNotApplicable("dejie", "fire", "非特殊", REVIEWER, office.clock.now())
        assert office.against(wish) == ["already_handled"]


class TestRegister:
    def grant(self, office: Office, person: str, role: str, body: str | None = "bureau") -> None:
        office.service.handle(GrantRole(person, role, body, REGISTRAR, office.clock.now()))

    def test_every_wish_is_judged_by_the_register_and_not_only_acts(self, office: Office) -> None:
        self.grant(office, "李梅", "clerk")
        liar = replace(STRANGER, verified=True)
        assert office.against(OpenCase("c", "land", liar, office.clock.now(), "dejie")) == ["unregistered_claim"]
        wish = ChangeFacts("dejie", {"design": 2}, liar, office.clock.now())
        assert office.against(wish) == ["unregistered_claim"]

    def test_nobody_marks_their_own_claim_as_verified(self, office: Office) -> None:
        liar = replace(APPLICANT, verified=True)
        office.service.handle(OpenCase("c", "land", liar, office.clock.now(), "dejie"))
        assert office.service.history("case:c")[0].actor.verified is False

    def test_whoever_begins_the_register_keeps_it_and_nobody_else_enters_anything(self, office: Office) -> None:
        begun = GrantRole("钱某", "approver", "bureau", STRANGER, office.clock.now())
        assert office.against(begun) == ["unregistered_claim"]
        self.grant(office, "王芳", "reviewer")
        mine = GrantRole("钱某", "approver", "bureau", STRANGER, office.clock.now())
        assert office.against(mine) == ["unregistered_claim"]
        self.grant(office, "李梅", "clerk")
        assert office.service.history("register")[-1].actor.verified is True

    def test_a_role_is_ended_as_it_was_entered(self, office: Office) -> None:
        self.grant(office, "李梅", "clerk", None)
        assert office.against(EndRole("李梅", "clerk", "bureau", REGISTRAR, office.clock.now())) == ["not_registered"]

    def test_a_longer_term_is_a_new_entry(self, office: Office) -> None:
        for until in (at("2021-06-01 00:00"), None):
            office.service.handle(GrantRole("李梅", "clerk", "bureau", REGISTRAR, office.clock.now(), until))
        assert office.names("register") == ["RoleGranted"] * 3
        assert office.service.draft().register().holds("李梅", "clerk", "bureau", at("2022-01-01 00:00"))

    def test_who_says_to_stand_in_for_somebody_must_have_been_let(self, office: Office) -> None:
        for person, role in (("王芳", "reviewer"), ("陈刚", "reviewer"), ("李梅", "clerk")):
            self.grant(office, person, role)
        self.grant(office, "赵强", "applicant", "江苏德杰")
        office.to_accepted("c")
        pretender = Actor("王芳", "reviewer", "bureau", on_behalf_of="陈刚")
        assert office.refused("c", "review", pretender) == ["unregistered_claim"]


class TestWhatIsNotKnown:
    def test_the_branch_of_a_limit_is_not_guessed(self) -> None:
        change = (
            "limit: [{if: item.safety, is: 30 working_days}",
            "limit: [{if: project.special, is: 30 working_days}",
        )
        office = Office(procedure=small(change))
        office.project()
        office.open("c", "land")
        office.act("c", "submit", APPLICANT)
        assert office.refused("c", "accept", CLERK) == ["fact_missing"]
        found = next(option for option in options(office.service, "c").acts if option.name == "accept")
        assert [refusal.key for refusal in found.refusals] == ["fact_missing"]
        office.put("2021-05-06 09:00")
        swept = sweep(office.service)
        assert [case for case, _ in swept.failures] == ["c"]

    def test_whether_persons_must_be_apart_is_not_guessed(self) -> None:
        change = (
            "{parts: [reviewer, decider], refuse: four_eyes}",
            "{parts: [reviewer, decider], refuse: four_eyes, if: project.special}",
        )
        office = Office(procedure=small(change))
        office.project()
        office.to_accepted("c")
        assert office.refused("c", "grant", APPROVER, document=PAPER) == ["fact_missing"]


class TestOpening:
    def test_only_what_may_be_given_at_opening_may(self, office: Office) -> None:
        wish = OpenCase("c", "land", APPLICANT, office.clock.now(), "dejie", facts={"mode": "deemed", "area": 5})
        assert office.against(wish) == ["unknown_data:mode"]
        office.service.handle(replace(wish, facts={"area": 5}))
        assert office.service.case("c").course.attributes["area"] == 5

    def test_a_case_id_stands_for_one_case(self, office: Office) -> None:
        wish = OpenCase("c", "sign", APPLICANT, office.clock.now(), "dejie", instance="东门")
        office.service.handle(wish)
        assert office.against(replace(wish, instance="西门")) == ["case_exists"]


class TestTime:
    def test_an_act_cannot_be_earlier_than_what_it_rests_on(self, office: Office) -> None:
        office.open("c", "land")
        office.put("2021-04-25 09:00")
        office.act("c", "submit", APPLICANT)
        office.put("2021-04-26 09:00")
        assert office.refused("c", "accept", CLERK, on="2021-04-24 09:00") == ["before_state"]

    def test_a_time_without_an_offset_is_no_time(self, office: Office) -> None:
        office.open("c", "land")
        naive = at("2021-04-23 09:00").replace(tzinfo=None)
        with pytest.raises(UsageError):
            office.service.handle(TakeAct("c", "submit", APPLICANT, naive))

    def test_a_sweep_does_not_look_into_the_future(self, office: Office) -> None:
        with pytest.raises(Refused) as told:
            sweep(office.service, at("2999-01-01 00:00"))
        assert told.value.facts["keys"] == ["in_the_future"]

    def test_an_outcome_is_not_dated_before_the_state_that_answers_to_it(self, office: Office) -> None:
        office.granted("l")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.granted("w", "works")
        office.put("2022-05-23 09:00")
        lapse = next(record for record in sweep(office.service).records if record.name == "LicenceLapsed")
        assert lapse.effective_at == at("2021-07-24 00:00")


class TestStandings:
    def test_one_instance_in_force_is_enough_whatever_became_of_the_others(self, office: Office) -> None:
        for instance in ("东门", "西门"):
            wish = OpenCase(instance, "sign", APPLICANT, office.clock.now(), "dejie", instance=instance)
            office.service.handle(wish)
            office.act(instance, "submit", APPLICANT)
            office.act(instance, "accept", CLERK)
        office.act("东门", "grant", APPROVER, document=PAPER)
        office.act("西门", "refuse", APPROVER, reasons="位置不当")
        assert office.standing("sign") == "in_force"

    def test_an_alternative_that_still_holds_loses_nobody(self, office: Office) -> None:
        office.service.handle(ChangeFacts("dejie", {"special": True}, APPLICANT, office.clock.now()))
        office.granted("l")
        office.granted("f", "fire")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.granted("w", "works")
        office.act("f", "revoke", APPROVER)
        assert "DependencyLost" not in office.names("case:w")
        office.act("k", "rescind", CLERK)
        assert office.names("case:w")[-1] == "DependencyLost"


class TestDefinitions:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (("event: LicenceRevoked", "event: RoleEnded"), "reserved_event"),
            (("is: 30 working_days}, {is: 20 working_days}]", "is: 30 working_days}]"), "no_rest"),
            (
                ("event: BuildingBegun,", "event: BuildingBegun, opens: [{item: sign}],"),
                "not_in_a_project",
            ),
        ],
    )
    def test_what_could_not_work_is_not_accepted(self, change: tuple[str, str], code: str) -> None:
        with pytest.raises(InvalidDefinition) as wrong:
            load(SMALL.replace(*change), "small.yaml", lambda _: "")
        assert code in {problem.code for problem in wrong.value.problems}

    def test_an_outcome_that_starts_its_own_clock_again_at_once_does_not_go_on_for_ever(self) -> None:
        again = (
            "when: {breached: [decision, pausing]}}",
            "when: {breached: [decision, pausing]}, clocks: {restart: [decision]}}",
        )
        at_once = ("{is: 20 working_days}]", "{is: 0 hours}]")
        office = Office(procedure=small(again, at_once))
        office.project(special=False)
        office.to_accepted("c", "sign")
        office.put("2021-04-23 09:01")
        assert len(sweep(office.service).records) == 1
