"""Deviations written past every judge: each is found, by the rule it breaks, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.forging import History
from tests.office import APPLICANT, APPROVER, CLERK, HEAD, PAPER, REVIEWER, Office, at
from workflow.application.service import Service
from workflow.application.sweep import sweep
from workflow.audit.conformance.checking import Check
from workflow.audit.findings import Finding
from workflow.audit.telling import Teller
from workflow.language.people import Actor
from workflow.proceedings.commands import ConvertPreReviews, Delegate, GrantRole
from workflow.store import Ledger

REGISTRAR = Actor("登记员", "registrar", "bureau")
SYSTEM = Actor("system", "project", verified=True)
THEN, LATE = at("2021-05-06 10:00"), at("2021-08-02 09:00")
HACKER = {"person": "黑客", "role": "approver", "body": "bureau", "since": THEN.isoformat()}
FIRE = {"item": "fire", "standing": "in_force", "case": "land", "shadow": False}
NOT_APPLICABLE = {"item": "fire", "facts": {"special": True}, "reason": "不适用"}
EXTENDED = {"act": "extend", "from": "accepted", "to": "accepted"}
REFUSED = {
    "act": "refuse", "from": "accepted", "to": "refused", "given": {"reasons": "不符合"},
    "clocks": [{"op": "stop", "clock": "decision"}],
}  # fmt: skip


def office() -> Office:
    """Return an office in which a permit was granted, on the 26th of April."""
    office = Office("2021-04-26 09:00")
    office.project(special=True)
    office.open("land", "land")
    office.act("land", "submit", APPLICANT)
    office.put("2021-04-27 09:00")
    office.act("land", "accept", CLERK)
    office.act("land", "review", REVIEWER, area=50)
    office.put("2021-04-28 09:00")
    office.act("land", "pause", REVIEWER, ground="hearing")
    office.act("land", "hear", HEAD, chair="郑明")
    office.act("land", "resume", REVIEWER)
    office.put("2021-04-29 09:00")
    office.act("land", "extend", HEAD)
    office.act("land", "grant", APPROVER, document=PAPER)
    office.put("2021-04-30 09:00")
    return office


def with_works() -> Office:
    """Return the same office, a second permit resting on the first and on a contract."""
    made = office()
    made.open("contract", "contract")
    made.act("contract", "record", CLERK)
    made.to_accepted("works", "works")
    made.act("works", "review", REVIEWER)
    made.act("works", "grant", APPROVER, document=PAPER)
    return made


def asked() -> Office:
    """Return an office in which corrections were asked for."""
    made = Office("2021-04-26 09:00")
    made.project()
    made.open("land", "land")
    made.act("land", "submit", APPLICANT)
    made.act("land", "ask", CLERK, defects=["缺章"])
    made.put("2021-04-27 09:00")
    made.act("land", "supply", APPLICANT)
    made.act("land", "accept", CLERK)
    return made


def deemed() -> Office:
    """Return an office that stayed silent: the application was deemed accepted, and swept up."""
    made = Office("2021-04-26 09:00")
    made.project()
    made.open("land", "land")
    made.act("land", "submit", APPLICANT)
    made.put("2021-05-10 09:00")
    made.act("land", "review", REVIEWER)
    return made


def overdue() -> Office:
    """Return an office that overran its limit, had the overrun recorded, and then granted."""
    made = Office("2021-04-26 09:00")
    made.project()
    made.to_accepted("land", "land")
    made.put("2021-08-01 09:00")
    sweep(made.service)
    made.put("2021-08-02 09:00")
    made.act("land", "grant", APPROVER, document=PAPER)
    return made


def rehearsed() -> Office:
    """Return an office in which a pre-review passed and was converted."""
    made = Office("2021-04-26 09:00")
    made.project()
    made.open("shadow", "land", shadow=True)
    made.act("shadow", "request", APPLICANT)
    made.act("shadow", "pass", REVIEWER, opinion=PAPER)
    made.open("contract", "contract")
    made.act("contract", "record", CLERK)
    made.service.handle(ConvertPreReviews("dejie", (APPLICANT, CLERK, APPROVER), made.clock.now()))
    return made


def registered() -> Office:
    """Return an office that keeps a register, and in which one officer stands in for another."""
    made = Office("2021-04-26 09:00")
    now = made.clock.now()
    for person, role, body in (
        ("赵强", "applicant", "江苏德杰"), ("李梅", "clerk", "bureau"), ("王芳", "reviewer", "bureau"),
        ("陈刚", "approver", "bureau"),
    ):  # fmt: skip
        made.service.handle(GrantRole(person, role, body, REGISTRAR, now))
    made.service.handle(Delegate("陈刚", "小陈", "approver", REGISTRAR, now, at("2021-05-20 00:00")))
    made.project()
    made.to_accepted("land", "land")
    made.act("land", "review", REVIEWER)
    made.act("land", "grant", Actor("小陈", "approver", "bureau", "陈刚"), document=PAPER)
    return made


def office_before_grant() -> Office:
    """Return an office that has extended its limit and not decided yet."""
    made = Office("2021-04-26 09:00")
    made.project()
    made.to_accepted("land", "land")
    made.act("land", "extend", HEAD)
    return made


def accepted() -> Office:
    """Return an office that has accepted an application."""
    made = Office("2021-04-26 09:00")
    made.project()
    made.to_accepted("land", "land")
    return made


def paused() -> Office:
    """Return an office that stopped a clock and let it run on."""
    made = accepted()
    made.act("land", "pause", REVIEWER, ground="hearing")
    made.act("land", "resume", REVIEWER)
    return made


def refused_for_lies() -> Office:
    """Return an office that refused false papers, and so barred the applicant for a year."""
    made = accepted()
    made.act("land", "refuse", APPROVER, reasons="材料虚假", false_papers=True)
    return made


def referred() -> Office:
    """Return an office in which an act opened another case."""
    made = office()
    made.act("land", "refer", APPROVER)
    return made


def act_data(name: str, before: str, after: str, **given: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"act": name, "from": before, "to": after, "given": given}
    return {key: value for key, value in data.items() if value}


def late_notice(history: History) -> History:
    late = at("2021-05-10 09:00")
    for place in range(history.place("land", "ask"), len(history.facts)):
        history.facts[place] = replace(history.facts[place], recorded_at=late, effective_at=late)
    return history


def longer(history: History) -> History:
    start = {"op": "start", "clock": "decision", "calendar": "cn", "limit": "300 working_days"}
    return history.say("land", "accept", clocks=[{"op": "stop", "clock": "intake"}, start])


def forged_overrun(history: History) -> History:
    data = act_data("overdue", "accepted", "accepted") | {"clock": "pausing", "expired_at": "2021-04-27T16:00:00+00:00"}
    clock = Actor("system", "clock", verified=True)
    return history.add(("land", "accept"), THEN, clock, name="DeadlineBreached", basis=(), data=data)


def reapplied(history: History) -> History:
    history.add(("land", "CaseOpened"), THEN, stream="case:land2", event_id="case:land2@1")
    entered = {"case": "land2", "item": "land", "shadow": False}
    history.add(("project:dejie", "CaseEntered"), THEN, data=entered, causation_id="case:land2@1")
    return history.add(("land", "submit"), THEN + timedelta(hours=1), stream="case:land2")


def without_contract(history: History) -> History:
    """Take out everything about the contract."""
    history.facts = [
        fact
        for fact in history.facts
        if fact.stream != "case:contract" and "contract" not in {fact.data.get("item"), fact.data.get("case")}
    ]
    return history


@dataclass(frozen=True)
class Deviation:
    """One way to break the law: how it is forged, and the rules that must be found broken, with their kinds."""

    name: str
    of: Callable[[], Office]
    forge: Callable[[History], History]
    rules: dict[str, str]
    as_of: str = "2021-05-06 12:00"


DEVIATIONS = [
    # Who may do it
    Deviation("the wrong role decides", office, lambda h: h.by("land", "grant", role="clerk"),
              {"wrong_role": "authority"}),
    Deviation("another authority decides", office, lambda h: h.by("land", "grant", authority="city"),
              {"wrong_authority": "authority"}),
    Deviation("somebody applies for another", office, lambda h: h.by("land", "submit", on_behalf_of="别的公司"),
              {"not_the_applicant": "authority"}),
    Deviation("a delegation that had expired", registered,
              lambda h: h.at("land", "grant", at("2021-05-20 09:00"), at("2021-05-20 09:00")),
              {"unregistered_claim": "authority"}, "2021-05-20 12:00"),
    Deviation("somebody the register does not know", registered, lambda h: h.by("land", "review", person="路人"),
              {"unregistered_claim": "authority"}),
    Deviation("a claim falsely marked as verified", office, lambda h: h.by("land", "review", verified=True),
              {"verification_differs": "authority"}),
    Deviation("an entry by somebody who is no registrar", registered,
              lambda h: h.add(("register", "RoleGranted"), THEN, Actor("黑客", "registrar", "bureau"), data=HACKER),
              {"unregistered_claim": "authority"}),
    Deviation("an automatic step taken by a person", deemed,
              lambda h: h.by("land", "deem", person="李梅", role="clerk", authority="bureau", verified=False),
              {"wrong_role": "authority", "outcome_unrecorded:intake": "clock",
               "cured_by_backdating:intake": "deadline"}, "2021-05-10 12:00"),
    # Who must be apart
    Deviation("the reviewer decides", office, lambda h: h.by("land", "grant", person="王芳"), {"four_eyes": "sod"}),
    Deviation("the reviewer's substitute decides", office, lambda h: h.by("land", "grant", on_behalf_of="王芳"),
              {"four_eyes": "sod"}),
    Deviation("the reviewer chairs", office,
              lambda h: h.give("land", "hear", chair="王芳").say("land", "hear", parts={"chair": ["王芳"]}),
              {"chair_reviewed": "sod"}),
    Deviation("who reviewed is hidden", office, lambda h: h.say("land", "review", parts=None),
              {"parts_differ": "sod"}),
    # In which order
    Deviation("a predecessor is missing", office, lambda h: h.drop("land", "accept"),
              {"state_mismatch": "order", "clock_not_running:decision": "deadline", "clocks_differ": "clock"}),
    Deviation("decided before the prerequisite was in force", with_works,
              lambda h: h.say("project:dejie", "StandingChanged", 1, standing="pending"),
              {"standing_differs": "order", "prerequisite:land": "order"}),
    Deviation("dated back before the prerequisite was in force", with_works,
              lambda h: h.at("works", "grant", at("2021-04-28 12:00")),
              {"before_opening": "clock", "prerequisite:contract|fire": "order", "prerequisite:land": "order"}),
    Deviation("a standing relied on that was another", with_works,
              lambda h: h.say("project:dejie", "PrerequisitesRelied", 0, standings={"land": "in_force"}),
              {"relied_differs": "order"}),
    Deviation("a standing changed without an act", office,
              lambda h: h.add(("project:dejie", "StandingChanged"), THEN, data=FIRE),
              {"without_act:StandingChanged": "order"}),
    Deviation("an act whose standing nobody changed", office, lambda h: h.drop("project:dejie", "StandingChanged", 1),
              {"missing_consequence:StandingChanged": "order"}),
    Deviation("another state than the definition's", office, lambda h: h.say("land", "grant", to="revoked"),
              {"target_differs": "order"}),
    Deviation("a state that it was not in", office, lambda h: h.say("land", "grant", **{"from": "paused"}),
              {"origin_differs": "order"}),
    Deviation("a second list of defects", asked, lambda h: h.add(("land", "ask"), THEN),
              {"second_list": "order", "state_mismatch": "order"}),
    Deviation("a second extension", office_before_grant, lambda h: h.add(("land", "extend"), THEN),
              {"second_extension": "order"}),
    Deviation("a condition does not hold", office,
              lambda h: h.give("land", "review", area=500).say("land", "review", set={"area": 500}),
              {"too_large": "order"}),
    Deviation("an item handled twice", office, lambda h: h.add(("land", "CaseOpened"), THEN, stream="case:land2"),
              {"already_handled": "order"}),
    Deviation("determined not to apply although it does", office,
              lambda h: h.add(("project:dejie", "ProjectRegistered"), THEN, CLERK,
                              name="ItemDeterminedNotApplicable", data=NOT_APPLICABLE),
              {"item_applies": "order"}),
    Deviation("an act that only accompanies another, alone", accepted,
              lambda h: h.add(("land", "accept"), THEN, name="OtherAbsorbed",
                              data=act_data("absorb", "accepted", "accepted", other="land")),
              {"only_with_another_act": "order"}),
    Deviation("an automatic step that nothing caused", with_works,
              lambda h: h.add(("works", "grant"), THEN, SYSTEM, name="LicenceUsed",
                              data=act_data("use_it", "granted", "granted")),
              {"without_cause": "order"}),
    Deviation("an overrun of a clock that was stopped", paused, forged_overrun,
              {"without_cause": "order", "overdue:pausing": "deadline"}),
    Deviation("a bar that was not laid", refused_for_lies, lambda h: h.drop("party:江苏德杰", "BarImposed"),
              {"missing_consequence:BarImposed": "order"}),
    Deviation("an application in spite of a bar", refused_for_lies, reapplied, {"barred": "order"}),
    Deviation("a case that an act opens was not opened", referred,
              lambda h: h.drop("case:land.sign", "CaseOpened").drop("project:dejie", "CaseEntered", 1),
              {"missing_consequence:CaseOpened": "order", "missing_consequence:CaseEntered": "order"}),
    Deviation("converted although the inputs changed", rehearsed,
              lambda h: h.say("shadow", "pass", set={"input_hash": "0" * 64, "opinion": PAPER}),
              {"R5_input_changed": "order", "facts_differ": "data"}),
    Deviation("converted before its trigger", rehearsed, without_contract, {"trigger_missing:contract": "order"}),
    # In time
    Deviation("a notice after the limit, the deemed acceptance left out", asked, late_notice,
              {"late:intake": "deadline", "outcome_unrecorded:intake": "clock"}, "2021-05-10 12:00"),
    Deviation("an extension after expiry", accepted,
              lambda h: h.add(("land", "accept"), LATE, HEAD, name="LimitExtended", basis=(), data=EXTENDED),
              {"extended_late": "deadline", "overdue:decision": "deadline", "outcome_unrecorded:decision": "clock"},
              "2021-08-02 12:00"),
    Deviation("dated back behind a recorded overrun", overdue,
              lambda h: h.at("land", "grant", at("2021-05-10 09:00")).say("land", "grant", late=None),
              {"overdue:decision": "deadline", "cured_by_backdating:decision": "deadline"}, "2021-08-02 12:00"),
    Deviation("dated back before an overrun that nobody had recorded", accepted,
              lambda h: h.add(("land", "accept"), LATE, APPROVER, name="LicenceRefused", basis=(),
                              data=REFUSED, effective_at=at("2021-04-28 09:00")),
              {"cured_by_backdating:decision": "deadline", "missing_consequence:StandingChanged": "order"},
              "2021-08-02 12:00"),
    Deviation("lateness that is not owned up to", overdue, lambda h: h.say("land", "grant", late=None),
              {"overdue:decision": "deadline", "lateness_differs": "deadline"}, "2021-08-02 12:00"),
    Deviation("an overrun that nobody recorded", overdue, lambda h: h.drop("land", "overdue"),
              {"overdue:decision": "deadline", "outcome_unrecorded:decision": "clock"}, "2021-08-02 12:00"),
    Deviation("nothing happened", accepted, lambda h: h, {"overdue:decision": "deadline"}, "2021-08-02 12:00"),
    Deviation("silence", deemed, lambda h: h, {"silence:intake": "deadline"}, "2021-05-10 12:00"),
    # What is said
    Deviation("a pause for a reason of its own", office, lambda h: h.give("land", "pause", ground="holiday"),
              {"wrong_data:ground": "data"}),
    Deviation("the paper of the decision is missing", office, lambda h: h.give("land", "grant", document=None),
              {"missing_data:document": "data"}),
    Deviation("something is said that nobody asked for", office, lambda h: h.give("land", "review", gift="wine"),
              {"unknown_data:gift": "data"}),
    Deviation("a fact that the act does not set", office, lambda h: h.say("land", "review", set={"area": 60}),
              {"facts_differ": "data"}),
    Deviation("a fact of the project of the wrong kind", office,
              lambda h: h.add(("project:dejie", "ProjectRegistered"), THEN, name="ProjectFactsChanged",
                              data={"set": {"design": "nine"}}),
              {"wrong_data:design": "data"}),
    # Under which definition
    Deviation("an act that the definition does not know", office,
              lambda h: h.add(("land", "review"), THEN, name="FavourDone",
                              data=act_data("do_favour", "granted", "granted")),
              {"unknown_transition": "definition"}),
    Deviation("an act that is forbidden by name", office,
              lambda h: h.add(("land", "review"), THEN, name="LicenceTransferred",
                              data=act_data("transfer", "granted", "granted")),
              {"no_transfer": "order"}),
    Deviation("an event of another name", office, lambda h: h.change("land", "grant", name="LicenceBought"),
              {"event_name_differs": "definition"}),
    Deviation("an event of another form", office, lambda h: h.change("land", "grant", schema=7),
              {"event_form_differs": "definition"}),
    Deviation("another article", office,
              lambda h: h.change("land", "grant", basis=({"law": "law", "article": 99},)),
              {"basis_differs": "definition"}),
    Deviation("another definition", office, lambda h: h.change("land", "grant", definition="0" * 64),
              {"other_definition": "definition"}),
    Deviation("a definition that is not pinned", office, lambda h: h.say("land", "CaseOpened", definition="0" * 64),
              {"cannot_be_judged": "definition"}),
    # By which clock
    Deviation("done in the future", office, lambda h: h.at("land", "grant", at("2021-05-05 09:00")),
              {"in_the_future": "clock"}),
    Deviation("done before the opening", office, lambda h: h.at("land", "submit", at("2021-04-25 09:00")),
              {"before_opening": "clock"}),
    Deviation("done before the state was reached", office, lambda h: h.at("land", "grant", at("2021-04-26 10:00")),
              {"before_state": "clock"}),
    Deviation("dated back behind the outcome of a clock", deemed,
              lambda h: h.add(("land", "review"), at("2021-05-10 10:00"), effective_at=at("2021-04-28 09:00")),
              {"overtaken_by_clock": "clock", "silence:intake": "deadline"}, "2021-05-10 12:00"),
    Deviation("a limit of one's own", office, longer, {"clocks_differ": "clock"}),
    Deviation("a clock that no act stops", office,
              lambda h: h.say("land", "review", clocks=[{"op": "stop", "clock": "decision"}]),
              {"clocks_differ": "clock", "clock_not_running:decision": "deadline"}),
    Deviation("deemed accepted too early", deemed,
              lambda h: h.say("land", "deem", expired_at="2021-04-27T16:00:00+00:00"),
              {"without_cause": "order", "silence:intake": "deadline"}, "2021-05-10 12:00"),
    Deviation("deemed accepted from the wrong day", deemed, lambda h: h.at("land", "deem", at("2021-05-09 09:00")),
              {"effective_time_differs": "clock", "silence:intake": "deadline"}, "2021-05-10 12:00"),
    Deviation("recorded time goes backwards", with_works,
              lambda h: h.at("contract", "CaseOpened", at("2021-04-29 08:00"), at("2021-04-29 08:00")),
              {"clock_backwards": "clock"}),
    # Whether it can be read
    Deviation("an event that cannot be read", office, lambda h: h.say("land", "review", act=7),
              {"unreadable_event": "integrity"}),
    Deviation("an event of nothing there is", office,
              lambda h: h.add(("land", "grant"), THEN, stream="dossier:7"), {"unknown_stream": "integrity"}),
    Deviation("a limit that is none", office,
              lambda h: h.say("land", "accept", clocks=[{"op": "start", "clock": "decision", "limit": "soon"}]),
              {"unreadable_event": "integrity", "clocks_differ": "clock", "clock_not_running:decision": "deadline"}),
]  # fmt: skip


def found(ledger: Ledger, as_of: str) -> list[Finding]:
    return [one for one in Check(ledger, at(as_of)).all() if one.counts]


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda deviation: deviation.name)
def test_a_deviation_is_found_by_the_rule_it_breaks_and_nothing_else_is(deviation: Deviation) -> None:
    ledger = deviation.forge(History(deviation.of().service.ledger)).written()
    findings = found(ledger, deviation.as_of)
    assert {one.rule: one.kind for one in findings} == deviation.rules
    for language in ("zh-CN", "en"):
        told = [Teller(Service(ledger), language).explanation(one) for one in findings]
        assert not [words for words in told if "…" in words or "{" in words.replace("{'", "")], told


@pytest.mark.parametrize("made", [office, with_works, asked, rehearsed, registered], ids=lambda made: made.__name__)
def test_the_lawful_histories_they_were_forged_from_give_no_finding(made: Callable[[], Office]) -> None:
    assert found(History(made().service.ledger).written(), "2021-05-06 12:00") == []
