"""Limits that are expressions: what they yield is a period, or the act is refused before anything is recorded."""

from __future__ import annotations

from tests.office import APPLICANT, APPROVER, CLERK, PAPER, Office, small
from workflow.application.sweep import sweep
from workflow.proceedings.commands import ChangeFacts, RecordItem


def test_a_lapse_may_be_a_parameter() -> None:
    office = Office(procedure=small(("lapses: {within: 3 months", "lapses: {within: param.short")))
    office.project(special=False)
    office.granted("l")
    office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
    office.granted("w", "works")
    assert office.last("w")["clocks"][-1]["limit"] == "3 working_days"
    office.put("2021-04-29 09:00")
    sweep(office.service)
    assert office.state("w") == "lapsed"


def test_a_limit_that_comes_out_as_no_period_is_refused_and_not_recorded() -> None:
    office = Office(procedure=small(("limit: param.short", "limit: \"string(lists) + ' workdays'\"")))
    office.project(special=False)
    office.open("c", "land")
    office.act("c", "submit", APPLICANT)
    assert office.refused("c", "ask", CLERK, defects=["缺章"]) == ["expression_failed"]
    assert office.state("c") == "submitted"


def test_a_lapse_that_depends_on_a_fact_nobody_recorded_is_not_left_out_in_silence() -> None:
    unknown = "within: \"project.special ? '3 months' : '6 months'\""
    office = Office(
        procedure=small(("within: 3 months", unknown), ("!has(attr.area)", "item.id == 'works' || !has(attr.area)"))
    )
    office.project()
    office.granted("l")
    office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
    office.to_accepted("w", "works")
    assert office.refused("w", "grant", APPROVER, document=PAPER) == ["fact_missing"]
    office.service.handle(ChangeFacts("dejie", {"special": True}, APPLICANT, office.clock.now()))
    office.act("w", "grant", APPROVER, document=PAPER)
    assert office.last("w")["clocks"][-1]["limit"] == "3 months"
