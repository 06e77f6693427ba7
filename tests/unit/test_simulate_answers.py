"""The shipped scenarios give what DOMAIN §7.3 derives from the law, from any start."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.simulating import shipped
from workflow.calendars.china import china
from workflow.simulate.answers import Answer, answered
from workflow.simulate.catalog import scenarios, simulation

LIMITS = {
    "land_planning_permit": 20,
    "real_estate_certificate": 30,
    "works_planning_permit": 20,
    "civil_air_defence_decision": 20,
    "drawing_review_certificate": 15,
    "construction_permit": 7,
}


def answer(name: str, start: date | None = None) -> dict[str, Any]:
    ready = simulation(name, "four-certs-three-docs", start)
    found: dict[str, Any] = answered([Answer(ready, ready.run(1, 1), 1)], "reference")["scenarios"][0]
    return found


def finish(found: dict[str, Any], item: str | None = None) -> date:
    told = found["items"][item] if item else found
    return date.fromisoformat(told["finish"]["p50"][:10])


@pytest.mark.parametrize(
    ("name", "days", "last"),
    [
        ("statutory-serial", 112, date(2021, 10, 29)),
        ("statutory-local-rules", 77, date(2021, 9, 6)),
        ("statutory-parallel", 30, date(2021, 7, 1)),
        ("start-on-land", 0, date(2021, 5, 19)),
    ],
)
def test_the_statutory_scenarios_give_what_the_law_gives(name: str, days: int, last: date) -> None:
    found = answer(name)
    assert found["working_days"]["p50"] == days
    assert finish(found) == last


def test_the_construction_permit_is_there_before_the_certificate_on_hard_edges_alone() -> None:
    found = answer("statutory-parallel")
    assert finish(found, "construction_permit") == date(2021, 6, 28)
    assert finish(found, "real_estate_certificate") == date(2021, 7, 1)


@pytest.mark.parametrize("start", [date(2022, 1, 25), date(2023, 9, 28), date(2020, 1, 20), date(2021, 2, 7)])
def test_from_any_start_the_calendar_counts(start: date) -> None:
    calendar, due = china(), start
    for days in LIMITS.values():
        due = calendar.nth_working_day_after(due, days)
    assert finish(answer("statutory-serial", start)) == due
    assert finish(answer("statutory-parallel", start)) == calendar.nth_working_day_after(start, 30)


def test_work_before_the_trigger_is_not_hidden() -> None:
    found = answer("start-on-land")
    assert (found["working_days"]["p50"], found["first_work_working_days"]["p50"]) == (0, 60)


def test_a_start_on_a_day_of_rest_begins_when_the_office_opens() -> None:
    saturday = date(2021, 5, 22)
    assert finish(answer("start-on-land", saturday)) == saturday + timedelta(days=2)


@pytest.mark.parametrize("name", scenarios())
def test_every_shipped_scenario_can_be_made_ready(name: str) -> None:
    ready = shipped(name)
    assert ready.plan.target
    assert ready.scenario.scenario == name
