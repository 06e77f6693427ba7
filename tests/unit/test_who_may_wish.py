"""Who may put the wishes that no act stands for, as of when, and what they are judged on."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from tests.office import APPLICANT, APPROVER, CLERK, HEAD, PAPER, REGISTRAR, REVIEWER, Office, at, small
from workflow.application.options import options
from workflow.application.shelf import Procedure
from workflow.application.sweep import sweep
from workflow.errors import ConcurrentChange, NotFound, Refused, UsageError
from workflow.language.facts import Fact
from workflow.language.people import Actor
from workflow.proceedings.commands import (
    ChangeFacts,
    ConvertPreReviews,
    DetermineNotApplicable,
    EndRole,
    GrantRole,
    MoveCase,
    OpenCase,
    RecordItem,
    RegisterProject,
    SweepCase,
    TakeAct,
    TakeProjectAct,
)
from workflow.store import Record

NEIGHBOUR = Actor("路人", "neighbour")
WIZARD = Actor("路人", "wizard", "bureau")
ELSE = Actor("钱某", "applicant", on_behalf_of="别家公司")
SUPERIOR = Actor("孙某", "superior", "city")


class TestWho:
    @pytest.mark.parametrize("kept", [False, True])
    @pytest.mark.parametrize("stranger", [NEIGHBOUR, WIZARD])
    def test_the_public_and_the_unheard_of_change_nothing(self, office: Office, stranger: Actor, *, kept: bool) -> None:
        now = office.clock.now()
        if kept:
            office.service.handle(GrantRole("李梅", "clerk", "bureau", REGISTRAR, now))
        assert office.against(ChangeFacts("dejie", {"design": 2}, stranger, now)) == ["wrong_role"]
        assert office.against(DetermineNotApplicable("dejie", "fire", "无", stranger, now)) == ["wrong_role"]

    def test_whoever_may_take_a_first_act_may_open(self, office: Office) -> None:
        assert office.against(OpenCase("s", "start", NEIGHBOUR, office.clock.now(), "dejie")) == ["wrong_role"]
        office.service.handle(OpenCase("c", "land", NEIGHBOUR, office.clock.now(), "dejie"))

    def test_nobody_changes_the_facts_of_somebody_elses_project(self, office: Office) -> None:
        wish = ChangeFacts("dejie", {"design": 2}, ELSE, office.clock.now())
        assert office.against(wish) == ["not_the_applicant"]

    def test_an_applicant_does_not_determine_their_own_prerequisites_away(self, office: Office) -> None:
        wish = DetermineNotApplicable("dejie", "fire", "非特殊", APPLICANT, office.clock.now())
        assert office.against(wish) == ["wrong_role"]
        nowhere = replace(wish, actor=Actor("王芳", "reviewer", "elsewhere"))
        assert office.against(nowhere) == ["unknown_authority"]

    def test_an_applicant_does_not_move_their_own_case(self, office: Office) -> None:
        office.to_accepted("c")
        other = Procedure(small().definition.model_copy(update={"version": "2"}), small().calendars)
        wish = MoveCase("c", office.service.pin(other), Actor("赵强", "applicant", "bureau"), office.clock.now())
        assert office.against(wish) == ["wrong_role"]

    @pytest.mark.parametrize("nobody", ["", " ", "\u200b"])
    def test_a_project_has_an_applicant(self, office: Office, nobody: str) -> None:
        wish = RegisterProject("p", "新建", nobody, office.definition, CLERK, office.clock.now())
        assert office.against(wish) == ["missing_data:applicant"]

    def test_the_applicant_of_a_case_is_the_projects(self, office: Office) -> None:
        wish = OpenCase("c", "land", APPLICANT, office.clock.now(), "dejie", applicant="甲公司")
        assert "not_the_applicant" in office.against(wish)

    def test_only_the_competent_authority_or_its_superior_names_another(self, office: Office) -> None:
        wish = OpenCase("c", "land", APPLICANT, office.clock.now(), "dejie", authority="city")
        assert office.against(wish) == ["wrong_authority"]
        office.service.handle(replace(wish, actor=SUPERIOR))
        assert office.service.case("c").authority == "city"

    def test_a_former_registrar_does_not_date_themselves_back(self, office: Office) -> None:
        now = office.clock.now()
        office.service.handle(GrantRole("档案员", "registrar", "city", REGISTRAR, now))
        office.service.handle(GrantRole("新档案员", "registrar", "city", REGISTRAR, now))
        office.put("2021-05-01 09:00")
        successor = replace(REGISTRAR, person="新档案员")
        office.service.handle(EndRole("档案员", "registrar", "city", successor, office.clock.now()))
        office.put("2021-06-01 09:00")
        back = GrantRole("档案员", "registrar", "city", REGISTRAR, at("2021-04-30 09:00"))
        assert office.against(back) == ["unregistered_claim"]

    @pytest.mark.parametrize("spelling", ["王芳 ", " 王 芳", "王\u00a0芳", "王\u200b 芳"])
    def test_nobody_is_two_people_by_two_spellings(self, office: Office, spelling: str) -> None:
        office.to_accepted("c")
        office.act("c", "review", replace(REVIEWER, person=spelling))
        same = " ".join(spelling.replace("\u200b", "").split())
        assert office.refused("c", "grant", replace(APPROVER, person=same), document=PAPER) == ["four_eyes"]

    @pytest.mark.parametrize("spelling", ["江苏德杰 ", " 江苏德杰", "江苏\u200b德杰"])
    def test_nor_is_an_applicant_so_that_a_bar_lies_on_them_in_any_spelling(
        self, office: Office, spelling: str
    ) -> None:
        office.to_accepted("c")
        office.act("c", "refuse", APPROVER, reasons="虚假材料", false_papers=True)
        now = office.clock.now()
        again = RegisterProject("again", "再来一次", spelling, office.definition, CLERK, now, {"special": False})
        office.service.handle(again)
        office.open("a", "land", "again")
        assert office.refused("a", "submit", APPLICANT) == ["barred"]

    @pytest.mark.parametrize("nobody", ["\u200b", "＊", "*", "  "])
    def test_an_invisible_person_is_nobody(self, office: Office, nobody: str) -> None:
        wish = OpenCase("c", "land", Actor(nobody, "clerk", "bureau"), office.clock.now(), "dejie")
        assert office.against(wish) == ["not_a_person"]


def closing(guard: str) -> Procedure:
    """Return the small procedure in which a project is closed by hand, under a condition."""
    begin = "      begin: {title: {zh-CN: 开始建设, en: Begin}, from: preparing"
    close = (
        "      close: {title: {zh-CN: 收尾, en: Close}, from: preparing, to: building, by: [clerk],\n"
        f'        event: Closed, guards: {{no_works: "{guard}"}}}}\n'
    )
    named = "    refusals:\n      no_works: {title: {zh-CN: 无工程许可, en: No works permit}}\n"
    return small((begin, close + begin), ("    initial: preparing\n", "    initial: preparing\n" + named))


class TestAsOfWhen:
    def test_a_prerequisite_counts_only_from_when_it_was_obtained(self, office: Office) -> None:
        office.granted("l")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.open("s", "start")
        office.put("2021-05-20 09:00")
        office.granted("w", "works")
        assert office.refused("s", "record", CLERK, on="2021-04-25 09:00") == ["prerequisite:works"]
        office.act("s", "record", CLERK)

    def test_nor_does_it_count_any_more_when_it_was_lost_since(self, office: Office) -> None:
        office.granted("l")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.to_accepted("w", "works")
        office.put("2021-05-08 09:00")
        office.act("l", "revoke", APPROVER)
        assert office.refused("w", "grant", APPROVER, on="2021-05-07 09:00", document=PAPER) == ["prerequisite:land"]

    @pytest.mark.parametrize("sign", ["==", "!="])
    def test_a_condition_must_hold_on_the_standings_of_the_acts_own_time_and_still(self, sign: str) -> None:
        office = Office(procedure=closing(f"standing('contract') {sign} 'in_force'"))
        office.project(special=False)
        office.put("2021-04-25 09:00")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.put("2021-04-26 09:00")
        close = TakeProjectAct("dejie", "close", CLERK, at("2021-04-24 09:00"))
        assert office.against(close) == ["no_works"]

    def test_what_a_clock_leads_to_is_judged_as_of_its_expiry_whenever_it_is_swept(self) -> None:
        expired = "when: {expired: use}}"
        unless = "when: {expired: use}, guards: {too_large: \"standing('contract') != 'in_force'\"}}"
        office = Office(procedure=small((expired, unless), ("hard: [land, {any: [contract, fire]}]", "hard: [land]")))
        office.project(special=False)
        office.granted("l")
        office.granted("w", "works")
        office.put("2021-08-02 09:00")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        sweep(office.service)
        assert office.state("w") == "lapsed"

    def test_an_act_relies_on_what_was_in_force_when_it_was_done(self, office: Office) -> None:
        office.service.handle(ChangeFacts("dejie", {"special": True}, APPLICANT, office.clock.now()))
        office.granted("l")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.to_accepted("w", "works")
        office.put("2021-05-08 09:00")
        office.granted("f", "fire")
        office.act("w", "grant", APPROVER, on="2021-05-07 09:00", document=PAPER)
        relied = next(r for r in office.service.history("project:dejie")[::-1] if r.name == "PrerequisitesRelied")
        assert relied.data["standings"] == {"contract": "in_force", "land": "in_force"}

    def test_no_wish_is_about_what_is_still_to_come(self, office: Office) -> None:
        later = at("2021-04-23 09:01")
        wishes = (
            RegisterProject("p", "新建", "江苏德杰", office.definition, APPLICANT, later),
            ChangeFacts("dejie", {"design": 2}, APPLICANT, later),
            DetermineNotApplicable("dejie", "fire", "无", REVIEWER, later),
            OpenCase("c", "land", APPLICANT, later, "dejie"),
            RecordItem("dejie", "contract", "k", CLERK, later),
            TakeProjectAct("dejie", "begin", CLERK, later),
            ConvertPreReviews("dejie", (APPLICANT,), later),
            GrantRole("李梅", "clerk", "bureau", REGISTRAR, later),
            SweepCase("c", later),
        )
        for wish in wishes:
            assert "in_the_future" in office.against(wish)

    def test_nothing_of_a_project_is_older_than_its_registration(self, office: Office) -> None:
        long_ago = at("2000-01-01 00:00")
        assert office.against(ChangeFacts("dejie", {"design": 2}, APPLICANT, long_ago)) == ["before_opening"]
        wish = DetermineNotApplicable("dejie", "fire", "无", REVIEWER, long_ago)
        assert office.against(wish) == ["before_opening"]

    def test_a_move_is_not_older_than_the_present_state(self, office: Office) -> None:
        office.to_accepted("c")
        other = Procedure(small().definition.model_copy(update={"version": "2"}), small().calendars)
        wish = MoveCase("c", office.service.pin(other), APPROVER, at("2021-01-01 00:00"))
        assert office.against(wish) == ["before_state"]

    def test_nothing_is_judged_by_a_definition_from_before_the_move_to_it(self, office: Office) -> None:
        office.to_accepted("c")
        office.put("2021-05-06 09:00")
        other = Procedure(small().definition.model_copy(update={"version": "2"}), small().calendars)
        office.service.handle(MoveCase("c", office.service.pin(other), APPROVER, office.clock.now()))
        assert office.refused("c", "review", REVIEWER, on="2021-05-05 09:00") == ["before_state"]

    def test_what_is_set_aside_leaves_the_state_as_old_as_it_was(self, office: Office) -> None:
        office.open("c", "land")
        office.act("c", "submit", APPLICANT)
        office.put("2021-05-06 09:00")
        office.act("c", "undo_deeming", HEAD)
        assert office.service.case("c").course.since == at("2021-04-23 09:00")
        assert office.refused("c", "accept", CLERK, on="2021-04-23 08:00") == ["before_opening"]

    def test_an_end_without_an_offset_is_refused_before_it_is_recorded(self, office: Office) -> None:
        naive = at("2022-01-01 00:00").replace(tzinfo=None)
        with pytest.raises(UsageError):
            office.service.handle(GrantRole("李梅", "clerk", "bureau", REGISTRAR, office.clock.now(), naive))


class TestBoundOfLateRecords:
    """Applicants may record within two working days what they did; 2021-04-23 is a Friday, the 25th is worked."""

    BOUND = (
        "en: Applicant}, side: applicant}",
        "en: Applicant}, side: applicant, record_within: {limit: 2 working_days, source: {law: law, article: 32}}}",
    )

    @pytest.mark.parametrize(
        ("now", "reasons"), [("2021-04-26 23:59", []), ("2021-04-27 00:00", ["recorded_too_late"])]
    )
    def test_it_is_counted_in_the_time_of_the_office(self, now: str, reasons: list[str]) -> None:
        office = Office(procedure=small(self.BOUND))
        office.project(special=False)
        office.open("c", "land")
        office.put(now)
        submitted = TakeAct("c", "submit", APPLICANT, at("2021-04-23 09:00"))
        if reasons:
            assert office.against(submitted) == reasons
        else:
            office.service.handle(submitted)

    def test_it_bounds_every_wish_of_that_role_and_of_no_other(self) -> None:
        office = Office(procedure=small(self.BOUND))
        office.project(special=False)
        office.put("2021-05-06 09:00")
        begun = at("2021-04-23 09:00")
        assert office.against(ChangeFacts("dejie", {"design": 2}, APPLICANT, begun)) == ["recorded_too_late"]
        assert office.against(OpenCase("c", "land", APPLICANT, begun, "dejie")) == ["recorded_too_late"]
        office.service.handle(OpenCase("c", "land", CLERK, begun, "dejie"))

    def test_the_refusal_rests_on_the_article_that_bounds_it(self) -> None:
        office = Office(procedure=small(self.BOUND))
        office.project(special=False)
        office.put("2021-05-06 09:00")
        with pytest.raises(Refused) as told:
            office.service.handle(ChangeFacts("dejie", {"design": 2}, APPLICANT, at("2021-04-23 09:00")))
        assert told.value.refusals[0].basis == ({"law": "law", "article": 32},)
        assert told.value.refusals[0].facts["due"] == at("2021-04-27 00:00")


class TestClocksFirst:
    def both_lapsed(self, office: Office) -> None:
        office.granted("l")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.granted("w", "works")
        office.put("2022-05-23 09:00")

    def test_what_lapsed_may_be_applied_for_again_although_nobody_swept(self, office: Office) -> None:
        self.both_lapsed(office)
        office.open("w2", "works")
        assert office.standing("works") == "ended"

    def test_an_act_of_the_project_comes_after_what_lapsed_in_it(self) -> None:
        office = Office(procedure=closing("standing('works') == 'in_force'"))
        office.project(special=False)
        self.both_lapsed(office)
        assert office.standing("works") == "in_force"
        assert office.against(TakeProjectAct("dejie", "close", CLERK, office.clock.now())) == ["no_works"]

    def test_a_guard_reads_what_became_of_an_item_although_nobody_swept(self) -> None:
        office = Office(
            procedure=small(("!has(attr.area) || area <= 100", "item.id != 'sign' || standing('works') == 'in_force'"))
        )
        office.project(special=False)
        office.granted("l")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.granted("w", "works")
        office.put("2022-05-23 09:00")
        office.service.handle(OpenCase("s", "sign", APPLICANT, office.clock.now(), "dejie", instance="东门"))
        office.act("s", "submit", APPLICANT)
        office.act("s", "accept", CLERK)
        assert office.refused("s", "grant", APPROVER, document=PAPER) == ["too_large"]

    def test_a_case_that_an_act_names_is_as_its_clocks_left_it(self, office: Office) -> None:
        for case, gate in (("a", "东门"), ("b", "西门")):
            office.service.handle(OpenCase(case, "sign", APPLICANT, office.clock.now(), "dejie", instance=gate))
            office.act(case, "submit", APPLICANT)
        office.act("b", "ask", CLERK, defects=["缺章"])
        office.act("a", "accept", CLERK)
        office.put("2021-05-14 09:00")
        assert office.refused("a", "join", CLERK, into="b") == ["state_mismatch"]


class TestClocksOfWhatACaseRestsOn:
    """The land permit lapses after a month, and the works permit rests on it; nobody sweeps."""

    LAPSING = ("facts: {safety: true}}", "lapses: {within: 1 months, used_by: start, source: {law: law}}}")

    def resting(self, *changes: tuple[str, str]) -> Office:
        office = Office(procedure=small(self.LAPSING, *changes))
        office.project(special=False)
        office.granted("z")
        office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
        office.granted("a", "works")
        office.put("2021-06-01 09:00")
        return office

    def test_a_case_hears_of_a_loss_before_its_next_act_whatever_that_reads(self) -> None:
        office = self.resting()
        office.act("a", "revoke", APPROVER)
        assert office.names("case:a")[-2:] == ["DependencyLost", "LicenceRevoked"]

    def test_what_may_be_done_is_told_as_of_that_loss(self) -> None:
        office = self.resting()
        assert options(office.service, "a").case.course.counts["lose"] == 1
        assert "lose" not in office.service.case("a").course.counts

    def test_it_does_not_matter_which_case_is_swept_first(self) -> None:
        only_then = "when: {expired: use}, guards: {too_large: \"item.id == 'land' || standing('land') == 'ended'\"}}"
        office = self.resting(("when: {expired: use}}", only_then))
        office.put("2021-08-02 09:00")
        sweep(office.service)
        assert (office.state("a"), office.state("z")) == ("lapsed", "lapsed")


class TestWhatIsSoAlready:
    def test_a_case_under_a_known_id_is_the_same_only_if_everything_said_is(self, office: Office) -> None:
        wish = OpenCase("c", "land", APPLICANT, office.clock.now(), "dejie", facts={"area": 5})
        office.service.handle(wish)
        assert not office.service.handle(wish).records
        assert office.against(replace(wish, facts={"area": 6})) == ["case_exists"]
        assert office.against(replace(wish, actor=WIZARD)) == ["wrong_role"]

    def test_an_authority_is_not_taken_for_an_applicant_of_the_same_name(self, office: Office) -> None:
        wish = OpenCase("c", "land", CLERK, office.clock.now(), definition=office.definition, applicant="bureau")
        office.service.handle(wish)
        assert not office.service.handle(replace(wish, authority="bureau")).records
        assert office.against(replace(wish, authority="city")) == ["case_exists"]

    def test_an_ended_case_is_not_opened_again_by_its_id(self, office: Office) -> None:
        office.to_accepted("c")
        office.act("c", "refuse", APPROVER, reasons="不符合规划")
        assert office.against(OpenCase("c", "land", APPLICANT, office.clock.now(), "dejie")) == ["case_exists"]

    def test_a_second_record_under_the_same_id_is_not_lost_in_silence(self, office: Office) -> None:
        wish = RecordItem("dejie", "contract", "k", CLERK, office.clock.now())
        office.service.handle(wish)
        assert office.against(wish) == ["case_exists"]

    def test_a_command_sent_again_without_a_time_is_the_same_one(self, office: Office) -> None:
        wish = OpenCase("c", "land", APPLICANT, office.clock.now(), "dejie")
        office.service.handle(wish, "k1", dated=False)
        office.put("2021-04-23 09:01")
        again = office.service.handle(replace(wish, at=office.clock.now()), "k1", dated=False)
        assert again.repeated

    def test_a_command_id_is_used_once_even_by_two_at_once(self, office: Office) -> None:
        ledger = office.service.ledger
        office.service.handle(OpenCase("c", "land", APPLICANT, office.clock.now(), "dejie"), "k1")
        recorded = ledger.read("case:c")[0]
        other = replace(as_fact(recorded), stream="case:z", event_id="case:z@1")
        with pytest.raises(ConcurrentChange):
            ledger.append([other], {})


def as_fact(recorded: Record) -> Fact:
    """Return a fact that says what a record says."""
    return Fact(**{field.name: getattr(recorded, field.name) for field in fields(Fact)})


class TestReach:
    def test_an_act_on_another_case_stays_within_the_project(self, office: Office) -> None:
        office.project("other", special=False)
        office.to_accepted("c")
        office.to_accepted("o", project="other")
        assert office.refused("c", "join", CLERK, into="o") == ["wrong_authority"]
        with pytest.raises(NotFound):
            office.act("c", "join", CLERK, into="nowhere")
