"""Forecasts of cases that are suspended, extended, ahead of their prerequisites, refused, or reviewed ahead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.office import APPLICANT, APPROVER, CLERK, PAPER, REVIEWER, Office
from workflow.definition.lines import Document
from workflow.errors import InvalidInput
from workflow.language.people import Actor
from workflow.lifecycle import clocks
from workflow.simulate.advising import advice
from workflow.simulate.answers import Answer
from workflow.simulate.forecast import Asked, Forecast, forecast
from workflow.simulate.foretold import foretold
from workflow.simulate.scenario import Scenario, read_scenario
from workflow.simulate.worktime import DAY

SCENARIO = """
scenario: small
title: {zh-CN: 小流程, en: Small}
definition: small
target: [works]
given: [contract]
lifecycles:
  licence:
    accepted: {take: grant, period: decision}
    paused: {take: resume, wait: {fixed: 6, unit: calendar_days}, hand: suspended}
"""
HEAD = Actor("周正", "head", "bureau")


def asked(office: Office, **changes: object) -> Asked:
    """Return what is asked for now."""
    scenario, document = read_scenario(SCENARIO.encode(), "small.yaml", _no_base)
    known: tuple[Scenario, Document] = scenario.model_copy(update=changes), document
    return Asked("dejie", *known, office.clock.now())


def _no_base(name: str) -> tuple[bytes, str]:
    raise AssertionError(name)


def last_days(found: Forecast) -> dict[str, date]:
    """Return the day on which each item is obtained."""
    outcome = found.run(1, 1).outcomes[0]
    tracks, origin = found.simulation.plan.tracks, found.simulation.plan.origin
    return {tracks[track].item: origin + timedelta(days=stay.finish // DAY) for track, stay in outcome.stays.items()}


@pytest.fixture
def office() -> Office:
    """Return an office with a project whose land permit is being decided."""
    office = Office("2021-04-23 09:00")
    office.project()
    office.to_accepted("l", "land")
    return office


def due(office: Office, case: str) -> date:
    """Return the last day for a decision as the office itself has it."""
    run = office.service.case(case).course.runs["decision"]
    found = clocks.due(run, office.service.rules(office.definition).calendars["cn"]).last_day
    assert found is not None
    return found


def test_a_running_suspension_and_those_before_it_move_the_end(office: Office) -> None:
    for begun, over in (("2021-04-26 10:00", "2021-04-28 10:00"), ("2021-05-06 10:00", None)):
        office.put(begun)
        office.act("l", "pause", REVIEWER, ground="hearing")
        if over:
            office.put(over)
            office.act("l", "resume", REVIEWER)
    office.put("2021-05-08 09:00")
    told = last_days(forecast(office.service, asked(office)))["land"]
    office.put("2021-05-12 10:00")
    office.act("l", "resume", REVIEWER)
    assert told == due(office, "l")


def test_an_extension_moves_the_end(office: Office) -> None:
    before = last_days(forecast(office.service, asked(office)))["land"]
    assert before == due(office, "l")
    office.act("l", "extend", HEAD)
    after = last_days(forecast(office.service, asked(office)))["land"]
    assert after == due(office, "l") > before


def test_a_case_ahead_of_its_prerequisites_waits_for_them(office: Office) -> None:
    office.to_accepted("w", "works")
    office.put("2021-05-20 09:00")
    found = forecast(office.service, asked(office))
    days = last_days(found)
    assert days["works"] == days["land"]
    tracks = found.simulation.plan.tracks
    acts = {tracks[one.track].item: one for one in advice(found, found.run(1, 1), 1)}
    assert acts["land"].act == "grant"
    assert all(one.awaits == ("land",) for item, one in acts.items() if item == "works")


def test_a_refused_item_is_applied_for_again_and_that_is_told(office: Office) -> None:
    office.act("l", "refuse", APPROVER, reasons="不符合规划")
    office.put("2021-05-06 09:00")
    found = forecast(office.service, asked(office))
    assert ("again", "land") in {(one.key, one.name) for one in found.live.supposed}
    assert last_days(found)["land"] > date(2021, 5, 6)
    assert office.state("l") == "refused"


def test_a_passed_pre_review_becomes_formal_on_the_day_of_the_trigger() -> None:
    office = Office("2021-04-23 09:00")
    office.project()
    office.open("s", "land", shadow=True)
    office.act("s", "request", APPLICANT)
    office.act("s", "pass", REVIEWER, opinion=PAPER)
    question = asked(office, target=("land",), lead="10 working_days")
    found = forecast(office.service, question)
    assert last_days(found)["land"] == date(2021, 5, 10)
    told = foretold(question, found, [Answer(found.simulation, found.run(1, 1), 1)], [], "en")
    assert list(told["items"]) == ["land"]


def test_what_is_obtained_is_not_asked_for_again(office: Office) -> None:
    office.act("l", "grant", APPROVER, document=PAPER)
    found = forecast(office.service, asked(office))
    assert [track.item for track in found.simulation.plan.tracks] == ["works"]
    assert forecast(office.service, asked(office, target=("land",))).is_done


def test_a_limit_that_is_over_is_told_as_overdue(office: Office) -> None:
    office.put("2021-07-01 09:00")
    question = asked(office)
    found = forecast(office.service, question)
    told = foretold(question, found, [Answer(found.simulation, found.run(1, 1), 1)], [], "zh-CN")
    assert [(one["clock"], one["overdue"], one["kept"]) for one in told["limits"]] == [("decision", True, 0.0)]
    assert last_days(found)["land"] == date(2021, 7, 1)


def test_a_project_that_is_over_is_not_forecast(office: Office) -> None:
    office.act("l", "grant", APPROVER, document=PAPER)
    for case, item in (("k", "contract"), ("s", "start")):
        if item == "start":
            office.to_accepted("w", "works")
            office.act("w", "grant", APPROVER, document=PAPER)
        office.open(case, item)
        office.act(case, "record", CLERK)
    with pytest.raises(InvalidInput) as refused:
        forecast(office.service, asked(office))
    assert refused.value.key == "project_is_over"
