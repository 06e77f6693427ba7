"""What the Administrative Licensing Law forbids (N01–N18), found in histories of the licence that ships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest

from tests.forging import History
from tests.office import PAPER, at
from workflow.application.clock import VirtualClock
from workflow.application.service import Service
from workflow.application.shelf import Procedure, procedure
from workflow.application.sweep import sweep
from workflow.audit.conformance.checking import Check
from workflow.audit.findings import Finding
from workflow.definition.items import Requires
from workflow.language.people import Actor
from workflow.proceedings.commands import OpenCase, TakeAct
from workflow.store import Ledger, open_ledger

BODY = "ecology_bureau"
APPLICANT = Actor("赵强", "applicant", on_behalf_of="江苏德杰")
CLERK, REVIEWER = Actor("施云", "window_officer", BODY), Actor("王芳", "reviewer", BODY)
APPROVER, HEAD = Actor("陈刚", "approver", BODY), Actor("周敏", "head", BODY)
PEOPLE = {"applicant": APPLICANT, "clerk": CLERK, "reviewer": REVIEWER, "approver": APPROVER, "head": HEAD}
MATERIALS = ["application", "eia_paper"]
REFUSAL = {"reason": "不符合条件", "remedies": "六十日内复议、六个月内起诉"}
Steps = list[tuple[str, str, str, Mapping[str, Any]]]

ACCEPTED: Steps = [
    ("2021-05-06 09:00", "applicant", "submit", {"materials": MATERIALS}),
    ("2021-05-07 09:00", "clerk", "accept", {}),
    ("2021-05-08 09:00", "reviewer", "start_review", {}),
]
SUSPENDED: Steps = [
    *ACCEPTED,
    (
        "2021-05-10 09:00",
        "reviewer",
        "suspend_clock",
        {"ground": "expert_review", "announced_days": 10, "notice": PAPER},
    ),
    ("2021-05-20 09:00", "reviewer", "resume_clock", {}),
]
EXTENDED: Steps = [*ACCEPTED, ("2021-05-20 09:00", "head", "extend", {"reason": "情况复杂"})]
CORRECTED: Steps = [
    ("2021-05-06 09:00", "applicant", "submit", {"materials": ["application"]}),
    ("2021-05-07 09:00", "clerk", "request_correction", {"defects": [{"material": "eia_paper", "what": "缺少"}]}),
    ("2021-05-10 09:00", "applicant", "supplement", {"materials": ["eia_paper"]}),
    ("2021-05-11 09:00", "clerk", "accept", {}),
]
HEARD: Steps = [
    *ACCEPTED,
    ("2021-05-10 09:00", "reviewer", "tell_hearing_right", {}),
    ("2021-05-11 09:00", "applicant", "request_hearing", {}),
    (
        "2021-05-12 09:00", "reviewer", "open_hearing",
        {"held_at": "2021-05-24T09:00:00+08:00", "announced_days": 15, "notice": PAPER},
    ),
    ("2021-05-24 10:00", "head", "hold_hearing", {"chair": "郑明", "record": PAPER}),
    ("2021-05-25 10:00", "reviewer", "close_hearing", {}),
    ("2021-05-26 09:00", "approver", "refuse", {**REFUSAL, "on_the_record": True}),
]  # fmt: skip
CHECKED: Steps = [
    *ACCEPTED,
    ("2021-05-10 09:00", "reviewer", "check_on_site", {"officers": ["王芳", "周敏"], "report": PAPER}),
]
REFUSED: Steps = [*ACCEPTED, ("2021-05-20 09:00", "approver", "refuse", REFUSAL)]


@cache
def shipped() -> Procedure:
    return procedure("four-certs-three-docs")


def played(steps: Steps, cases: Mapping[str, Steps] | None = None, of: Procedure | None = None) -> Service:
    """Return an office in which cases took their steps, all in the order of time."""
    clock = VirtualClock(at("2021-05-06 09:00"))
    service = Service(open_ledger("memory:"), clock)
    definition = service.pin(of or shipped())
    told = [
        (when, name, who, act, data) for name, own in (cases or {"c": steps}).items() for when, who, act, data in own
    ]
    for name in cases or {"c": steps}:
        service.handle(OpenCase(name, "eia", APPLICANT, clock.now(), definition=definition, applicant="江苏德杰"))
    for when, name, who, act, data in sorted(told, key=lambda one: one[0]):
        clock.put(at(when))
        service.handle(TakeAct(name, act, PEOPLE[who], clock.now(), data))
    return service


def found(ledger: Ledger, as_of: str = "2021-05-27 09:00") -> list[Finding]:
    return [one for one in Check(ledger, at(as_of)).all() if one.counts]


Forge = Callable[[History], History]


@pytest.mark.parametrize(
    ("steps", "forge", "rules"),
    [
        (CORRECTED, lambda h: h.add(("c", "request_correction"), at("2021-05-12 09:00")),
         {"N01_second_list": "order", "state_mismatch": "order"}),
        (CORRECTED, lambda h: h.give("c", "request_correction", defects=[{"material": "land_title", "what": "无关"}]),
         {"N02_irrelevant_material": "order"}),
        (ACCEPTED, lambda h: h.add(("c", "start_review"), at("2021-05-11 09:00"), CLERK, name="FeeCharged",
                                   data={"act": "charge_fee", "from": "under_review", "to": "under_review",
                                         "given": {"amount": 100}}),
         {"N04_no_fee_basis": "order"}),
        (ACCEPTED, lambda h: h.add(("c", "start_review"), at("2021-05-11 09:00"), name="DecisionMade",
                                   data={"act": "deem_granted", "from": "under_review", "to": "granted"}),
         {"N05": "order"}),
        (EXTENDED, lambda h: h.by("c", "extend", role="reviewer", person="王芳"), {"wrong_role": "authority"}),
        (EXTENDED, lambda h: h.give("c", "extend", reason=None), {"N06_no_reason": "deadline"}),
        (EXTENDED, lambda h: h.add(("c", "extend"), at("2021-05-21 09:00")),
         {"N06_second_extension": "order", "state_mismatch": "order"}),
        (SUSPENDED, lambda h: h.give("c", "suspend_clock", ground="staff_holiday"),
         {"N07_ground_outside_art45": "deadline"}),
        (SUSPENDED, lambda h: h.give("c", "suspend_clock", notice=None), {"N07_no_written_notice": "deadline"}),
        (SUSPENDED, lambda h: h.give("c", "suspend_clock", announced_days=None), {"N07_no_announced_time": "deadline"}),
        (HEARD, lambda h: h.give("c", "hold_hearing", chair="王芳").say("c", "hold_hearing", parts={"chair": ["王芳"]}),
         {"N08_chair_is_reviewer": "sod"}),
        (HEARD, lambda h: h.give("c", "refuse", on_the_record=None), {"N08_outside_record": "order"}),
        (CHECKED, lambda h: h.give("c", "check_on_site", officers=["王芳"]), {"N09_one_officer": "order"}),
        (REFUSED, lambda h: h.give("c", "refuse", reason=None), {"N10_no_reasons": "data"}),
        (REFUSED, lambda h: h.give("c", "refuse", remedies=None), {"N10_no_remedies": "data"}),
    ],
)  # fmt: skip
def test_what_the_law_forbids_is_found_under_its_number(steps: Steps, forge: Forge, rules: dict[str, str]) -> None:
    lawful = played(steps).ledger
    assert found(lawful) == []
    findings = found(forge(History(lawful)).written())
    assert {one.rule: one.kind for one in findings} == rules


def test_a_finding_names_the_article_that_is_broken() -> None:
    ledger = History(played(SUSPENDED).ledger).give("c", "suspend_clock", ground="staff_holiday").written()
    [one] = [one for one in found(ledger) if one.rule.startswith("N07")]
    assert (
        one.basis == ({"law": "administrative_licensing_law", "article": 45, "confidence": "C"},)
        or one.basis[0]["article"] == 45
    )


def test_an_overrun_that_nobody_explains_is_n18() -> None:
    service = played(ACCEPTED)
    clock: Any = service.clock
    clock.put(at("2021-08-02 09:00"))
    sweep(service)
    rules = {one.rule for one in found(service.ledger, "2021-08-02 10:00")}
    assert {"overdue:decision", "N18_silent_overrun"} <= rules
    explained = TakeAct("c", "explain_overrun", HEAD, clock.now(), {"reason": "系统停机"})
    service.handle(explained)
    assert "N18_silent_overrun" not in {one.rule for one in found(service.ledger, "2021-08-02 10:00")}


def decided(accepted: str, granted: str | None) -> Steps:
    """Return the steps of a case that was accepted on one day and granted on another."""
    steps: Steps = [
        ("2021-05-06 10:00", "applicant", "submit", {"materials": MATERIALS}),
        (accepted, "clerk", "accept", {}),
    ]
    return steps + ([(granted, "approver", "grant_on_spot", {"document": PAPER})] if granted else [])


@cache
def alone(*, limited: bool) -> Procedure:
    """Return the shipped procedure with a licence that requires nothing, and may be limited in number."""
    made = shipped()
    eia = made.definition.items["eia"]
    told = {"facts": {**eia.facts, "limited": limited}, "requires": Requires()}
    items = {**made.definition.items, "eia": eia.model_copy(update=told)}
    return Procedure(made.definition.model_copy(update={"items": items}), made.calendars)


FIRST, SECOND = "2021-05-07 09:00", "2021-05-07 10:00"


@pytest.mark.parametrize(
    ("first", "second", "broken"),
    [
        (decided(FIRST, "2021-05-10 09:00"), decided(SECOND, "2021-05-10 10:00"), False),
        (decided(FIRST, "2021-05-11 09:00"), decided(SECOND, "2021-05-10 10:00"), True),
        (decided(FIRST, None), decided(SECOND, "2021-05-10 10:00"), True),
        ([*decided(FIRST, None), ("2021-05-08 09:00", "applicant", "withdraw_application", {})],
         decided(SECOND, "2021-05-10 10:00"), False),
    ],
)  # fmt: skip
def test_what_is_limited_in_number_goes_to_whom_was_accepted_first(
    first: Steps, second: Steps, *, broken: bool
) -> None:
    service = played([], {"first": first, "second": second}, alone(limited=True))
    findings = [one for one in found(service.ledger, "2021-05-12 09:00") if one.rule == "N14_out_of_order"]
    assert [one.stream for one in findings] == (["case:second"] if broken else [])
    unlimited = played([], {"first": first, "second": second}, alone(limited=False))
    assert found(unlimited.ledger, "2021-05-12 09:00") == []


def test_it_names_the_case_that_was_passed_over() -> None:
    service = played(
        [], {"first": decided(FIRST, None), "second": decided(SECOND, "2021-05-10 10:00")}, alone(limited=True)
    )
    [one] = [one for one in found(service.ledger, "2021-05-12 09:00") if one.rule == "N14_out_of_order"]
    accepted = [record for record in service.ledger.read("case:first") if record.data.get("act") == "accept"]
    assert one.related == (accepted[0].position,)
    assert one.facts["cases"] == ["first"]
