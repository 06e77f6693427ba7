"""A forecast begins where a project stands: its rest is what a simulation of the whole had left to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from workflow.application.clock import VirtualClock
from workflow.application.service import Service
from workflow.application.shelf import procedure
from workflow.errors import InvalidInput, NotFound, UsageError, WorkflowError
from workflow.language.people import Actor
from workflow.proceedings.commands import OpenCase, RegisterProject
from workflow.simulate.advising import advice
from workflow.simulate.catalog import scenario_for, scenario_named, simulation
from workflow.simulate.forecast import Asked, Forecast, forecast
from workflow.simulate.log import Log
from workflow.simulate.plan import Plan
from workflow.simulate.recording import recording
from workflow.simulate.running import Simulation
from workflow.simulate.supposing import supposing
from workflow.simulate.worktime import DAY, instant_of
from workflow.store import open_ledger
from workflow.views.plain import ZONE

Ends = dict[tuple[str, bool], int]
APPLICANT = Actor("江苏德杰", "applicant")
START = datetime(2021, 5, 19, 9, tzinfo=ZONE)
SEED = 7
CORRECTED = """
scenario: corrected
base: statutory-local-rules
title: {zh-CN: 补正与中止, en: Corrected and suspended}
rounds: 2
lifecycles:
  licence:
    draft: {wait: {fixed: 3, unit: working_days}}
    submitted: {take: request_correction, wait: {fixed: 200, unit: minutes}}
    correction_requested:
      - {take: supplement, wait: {fixed: 8, unit: calendar_days}}
      - {take: accept, wait: {fixed: 40, unit: minutes}}
    accepted: {take: start_review, effort: {fixed: 5, unit: working_hours}}
    under_review:
      - {take: suspend_clock, effort: {fixed: 12, unit: working_hours}, by: reviewer}
      - {take: grant, data: {announced_days: 20}, wait: {fixed: 12, unit: working_hours}}
    clock_suspended: {take: resume_clock, wait: {fixed: 10, unit: working_days}, hand: suspended}
  registration:
    accepted: {take: enter, period: decision}
  technical_review:
    under_review: {take: pass, wait: {fixed: 30, unit: working_hours}}
staff:
  planning: {serves: ["@natural_resources_bureau", "@civil_air_defence_office"], officers: 5}
  construction: {serves: ["@housing_construction_bureau"], officers: 1}
"""
OFFICERS = """
scenario: officers
base: statutory-serial
title: {zh-CN: 两位审查人员, en: Two reviewers}
target: [land_planning_permit, works_planning_permit]
order: [land_planning_permit, works_planning_permit]
lifecycles:
  licence:
    accepted: {take: start_review, effort: {triangular: [60, 90, 200], unit: minutes}}
    under_review: {take: grant, data: {announced_days: 20}, effort: {gamma: {mean: 30, sd: 12}, unit: working_hours}}
staff:
  review: {serves: ["reviewer@natural_resources_bureau", "approver@natural_resources_bureau"], officers: 2}
"""
AHEAD = """
scenario: ahead
base: statutory-local-rules
title: {zh-CN: 提前申请, en: Applied for ahead}
ahead: [real_estate_certificate, works_planning_permit, construction_permit]
"""


@dataclass
class Told:
    """A simulation that is recorded act by act, and the forecast after each of them."""

    ready: Simulation
    log: Log

    def after(self, every: int, first: int = 0) -> Iterator[tuple[Forecast, int]]:
        """Yield the forecast after each so many acts, and the instant it is made, in seconds since day 1."""
        scenario, document = self.asked
        calendar = self.ready.plan.tables[0].calendar
        trigger = instant_of(self.ready.plan.origin, calendar, self.log.arrivals[0])
        with open_ledger("memory:") as ledger:
            for number, at in enumerate(recording(self.ready, self.log, ledger)):
                if number >= first and number % every == 0:
                    service = Service(ledger, VirtualClock(at))
                    asked = Asked(f"{scenario.scenario}-1", scenario, document, at, trigger)
                    found = forecast(service, asked)
                    yield found, found.start.now + found.whole.origin.toordinal() * DAY

    def __post_init__(self) -> None:
        self.asked = (self.ready.scenario, scenario_named("statutory-serial")[1])


def ends(plan: Plan, log: Log) -> Ends:
    """Return when each item was over, in seconds since day 1."""
    found = {}
    for row in log.rows:
        node = plan.nodes[row.node]
        taken = node.branches[row.branch] if row.branch >= 0 else node.timeouts[-1 - row.branch][1]
        if plan.nodes[taken.target].end:
            track = plan.tracks[row.track]
            found[track.item, track.shadow] = row.end + plan.origin.toordinal() * DAY
    return found


@pytest.mark.parametrize(
    ("text", "every"),
    [("statutory-parallel", 5), ("statutory-serial", 9), ("start-on-land", 6), (CORRECTED, 19), (AHEAD, 9)],
    ids=["parallel", "serial", "pre-review", "corrected", "ahead"],
)
def test_after_any_act_the_forecast_is_the_rest_of_what_was_simulated(text: str, every: int, tmp_path: Path) -> None:
    path = tmp_path / "made.yaml"
    path.write_text(text, encoding="utf-8")
    ready = simulation(text if "\n" not in text else str(path))
    told = Told(ready, ready.log(ready.scenario.seed, 0))
    whole = ends(ready.plan, told.log)
    seen = 0
    for found, now in told.after(every):
        rest = ends(found.simulation.plan, found.log(ready.scenario.seed, 0))
        assert {key: whole[key] for key in rest} == rest
        assert {key for key, at in whole.items() if at > now} <= rest.keys()
        assert text == AHEAD or not found.outlasted
        seen += 1
    assert seen > 2


def registered(definition: str = "four-certs-three-docs", *policies: str, at: datetime = START) -> Service:
    """Return an office where a project was just registered under a definition with the facts of a scenario."""
    service = Service(open_ledger("memory:"), VirtualClock(at))
    digest = service.pin(procedure(definition, policies))
    facts = scenario_named("statutory-serial")[0].facts
    service.handle(RegisterProject("dejie", "德杰", "江苏德杰", digest, APPLICANT, at, facts))
    return service


def asked(name: str = "statutory-parallel", at: datetime = START) -> Asked:
    """Return what is asked for."""
    scenario, document = scenario_named(name)
    return Asked("dejie", scenario, document, at)


def test_a_project_just_registered_is_forecast_as_a_simulation_has_it() -> None:
    ready = simulation("statutory-parallel")
    found = forecast(registered("four-certs-three-docs", "hard_edges_only"), asked())
    assert ends(found.simulation.plan, found.log(1, 0)) == ends(ready.plan, ready.log(1, 0))
    assert {one.key for one in found.live.supposed} == {"given"}


def test_a_lead_is_counted_from_the_registration() -> None:
    service = registered("four-certs-three-docs", "pre_review")
    found = forecast(service, asked("start-on-land"))
    trigger = found.whole.origin + timedelta(days=found.standing.triggered // DAY)
    assert trigger == date(2021, 8, 12)
    assert found.run(1, 1).outcomes[0].finish // DAY == found.standing.triggered // DAY
    acts = advice(found, found.run(1, 1), 1)
    assert [one.refusals for one in acts] == [()] * len(acts) != []


def test_nothing_of_a_forecast_is_recorded() -> None:
    service = registered("four-certs-three-docs", "hard_edges_only")
    before = service.ledger.position()
    found = forecast(service, asked())
    advice(found, found.run(1, 1), 1)
    assert service.ledger.position() == before


def test_the_best_thing_to_do_today_is_what_brings_the_finish_forward() -> None:
    found = forecast(registered("four-certs-three-docs", "hard_edges_only"), asked())
    acts = advice(found, found.run(1, 1), 1)
    tracks = found.simulation.plan.tracks
    assert all(one.refusals or one.awaits or one.saved is None or one.saved >= 0 for one in acts)
    assert "real_estate_certificate" in {tracks[one.track].item for one in acts}


def test_an_act_that_waits_for_another_item_says_for_which(tmp_path: Path) -> None:
    path = tmp_path / "ahead.yaml"
    path.write_text(AHEAD, encoding="utf-8")
    ready = simulation(str(path))
    found = next(found for found, _ in Told(ready, ready.log(1, 0)).after(1, first=14))
    tracks = found.simulation.plan.tracks
    acts = {tracks[one.track].item: one for one in advice(found, found.run(1, 1), 1)}
    assert acts["works_planning_permit"].act == "grant"
    assert "land_planning_permit" in acts["works_planning_permit"].awaits
    assert acts["works_planning_permit"].saved is None


@pytest.fixture
def officers(tmp_path: Path) -> Asked:
    """Return a question in which officers matter."""
    path = tmp_path / "officers.yaml"
    path.write_text(OFFICERS, encoding="utf-8")
    return asked(str(path))


def days(found: Forecast) -> list[int]:
    """Return the working days that are left in each of a few replications."""
    return [outcome.working_days for outcome in found.run(SEED, 8).outcomes]


def test_what_chance_brings_a_project_just_registered_is_what_it_brings_in_a_simulation(
    officers: Asked, tmp_path: Path
) -> None:
    ready = simulation(str(tmp_path / "officers.yaml"), None, START)
    found = forecast(registered("four-certs-three-docs", "hard_edges_only"), officers)
    drawn = [ends(ready.plan, ready.log(SEED, number)) for number in range(5)]
    assert [ends(found.simulation.plan, found.log(SEED, number)) for number in range(5)] == drawn
    assert len({tuple(one.values()) for one in drawn}) == len(drawn)


def test_other_projects_of_the_ledger_stand_in_the_same_queue(officers: Asked) -> None:
    service = registered("four-certs-three-docs", "hard_edges_only")
    alone = days(forecast(service, officers))
    facts = officers.scenario.facts
    digest = service.project("dejie").definition
    for name in ("a", "b", "c"):
        service.handle(RegisterProject(name, name, "江苏德杰", digest, APPLICANT, START, facts))
        service.handle(OpenCase(f"{name}.l", "land_planning_permit", APPLICANT, START, name))
    found = forecast(service, officers)
    assert found.others is not None
    assert found.others.queued == {"natural_resources_bureau": 3}
    assert sum(days(found)) > sum(alone)


def test_more_officers_and_no_order_are_supposed_on_the_same_draws(officers: Asked) -> None:
    service = registered("four-certs-three-docs", "hard_edges_only")
    here, unordered = days(forecast(service, officers)), days(supposing(service, officers, "unordered"))
    assert sum(unordered) < sum(here)
    more = supposing(service, officers, "staff:review+1,unordered")
    assert [pool.officers for pool in more.whole.pools] == [3]
    assert all(one <= other for one, other in zip(days(more), unordered, strict=True))
    assert days(supposing(service, officers, "staff:review=2")) == here


def test_a_policy_is_supposed_of_the_project_and_its_open_cases() -> None:
    service = registered()
    service.handle(OpenCase("dejie.land_planning_permit", "land_planning_permit", APPLICANT, START, "dejie"))
    question = asked("statutory-local-rules")
    here, there = (one.run(1, 1) for one in (forecast(service, question),
                                             supposing(service, question, "hard_edges_only")))  # fmt: skip
    assert (here.outcomes[0].working_days, there.outcomes[0].working_days) == (77, 30)
    assert service.case("dejie.land_planning_permit").definition == service.project("dejie").definition


@pytest.mark.parametrize(
    ("what", "key", "kind"),
    [
        ("staff:nobody+1", "unknown_staff", NotFound),
        ("staff:review", "not_a_what_if", UsageError),
        ("staff:review-2", "nobody_left", InvalidInput),
        ("hard_edges_only", "policy_in_force", InvalidInput),
        ("no_such_policy", "unknown_policy", NotFound),
    ],
)
def test_what_cannot_be_supposed_is_told(what: str, key: str, kind: type[WorkflowError], officers: Asked) -> None:
    service = registered("four-certs-three-docs", "hard_edges_only")
    with pytest.raises(kind) as refused:
        supposing(service, officers, what)
    assert refused.value.key == key


def test_a_scenario_of_another_procedure_is_refused() -> None:
    service = registered("four-certs-three-docs", "hard_edges_only")
    question = asked()
    other = replace(question, scenario=question.scenario.model_copy(update={"definition": "hall"}))
    with pytest.raises(InvalidInput) as refused:
        forecast(service, other)
    assert refused.value.key == "scenario_of_another_definition"


def test_a_present_before_what_is_recorded_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        forecast(registered(), asked("statutory-local-rules", START - timedelta(1)))
    assert refused.value.key == "recorded_later"


def test_the_scenario_that_assumes_the_least_is_taken() -> None:
    for policies, name in (((), "statutory-local-rules"), (("hard_edges_only",), "statutory-parallel"),
                           (("pre_review",), "start-on-land")):  # fmt: skip
        assert scenario_for(procedure("four-certs-three-docs", policies).definition) == name
    with pytest.raises(UsageError):
        scenario_for(procedure("four-certs-three-docs", ["time_limited"]).definition)
