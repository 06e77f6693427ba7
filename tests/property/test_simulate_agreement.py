"""The simulator and the judge agree: every simulated step is one that is decided, and leads where the plan says."""

from __future__ import annotations

from array import array
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.simulating import shipped
from workflow.audit.conformance.checking import Check
from workflow.simulate.catalog import scenario_named, scenarios
from workflow.simulate.compiling import compile_plan
from workflow.simulate.log import Log
from workflow.simulate.plan import NOWHERE
from workflow.simulate.recording import record
from workflow.simulate.running import Simulation
from workflow.store import open_ledger

ACTS = {"submitted": ("accept", "request_correction"), "under_review": ("grant", "suspend_clock", "extend", "refuse")}
ALONE = {"campus-week", "cross-region-year", "grid-day", "park-year", "renovation-year"}
"""The scenarios whose cases belong to no project."""


@pytest.mark.parametrize("name", scenarios())
def test_every_step_of_a_shipped_scenario_is_decided_by_the_judge(name: str) -> None:
    ready = shipped(name)
    log = ready.log(3, 0)
    own = [row for row in log.rows if row.project < 4]
    few = Log(log.arrivals[:4], log.finished[:4], log.first[:4], array("q", [cell for row in own for cell in row]))
    with open_ledger("memory:") as ledger:
        assert record(ready, few, ledger) == len(own)
        kinds = {stream.partition(":")[0] for stream in ledger.streams()}
        assert kinds >= {"case", "definition"}
        assert ("project" in kinds) is (name not in ALONE)
        last = max(event.recorded_at for stream in ledger.streams("case") for event in ledger.read(stream))
        broken = [found for found in Check(ledger, last).all() if found.severity == "violation"]
        assert {found.kind for found in broken} <= {"deadline"}


@pytest.mark.parametrize("name", ["statutory-serial", "start-on-land"])
def test_what_was_recorded_is_obtained_when_the_simulation_says(name: str) -> None:
    ready = shipped(name)
    log = ready.log(1, 0)
    with open_ledger("memory:") as ledger:
        record(ready, log, ledger)
        dates = [
            str(event.effective_at)
            for event in ledger.read(f"project:{name}-1")
            if event.name == "StandingChanged" and event.data["standing"] == "in_force"
        ]
    finish = ready.plan.origin.toordinal() + log.finished[0] // 86_400
    assert max(dates)[:10] == date.fromordinal(finish).isoformat()


spreads = st.one_of(
    st.builds(lambda n: {"fixed": n, "unit": "minutes"}, st.integers(0, 3000)),
    st.builds(lambda m, s: {"lognormal": {"mean": m, "sd": s}, "unit": "working_hours"}, *[st.integers(1, 90)] * 2),
    st.builds(lambda m, s: {"gamma": {"mean": m, "sd": s}, "unit": "minutes"}, *[st.integers(1, 900)] * 2),
)
waiting = st.builds(lambda m, s: {"gamma": {"mean": m, "sd": s}, "unit": "calendar_days"}, *[st.integers(1, 40)] * 2)


@st.composite
def changed(draw: st.DrawFn) -> dict[str, object]:
    """Return the steps of a licence with random times and shares, among acts that the law knows."""
    licence: dict[str, object] = {}
    for state, acts in ACTS.items():
        weights = draw(st.lists(st.integers(1, 100), min_size=len(acts), max_size=len(acts)))
        shares = [weight * 100 // sum(weights) for weight in weights]
        shares[0] += 100 - sum(shares)
        licence[state] = {"take": dict(zip(acts, shares, strict=True)), "wait": draw(st.one_of(spreads, waiting))}
    licence["correction_requested"] = [
        {"take": "supplement", "wait": draw(waiting)},
        {"take": {"accept": 70, "reject_uncorrected": 30}, "wait": draw(spreads)},
    ]
    licence["accepted"] = {"take": "start_review", "wait": draw(spreads)}
    licence["extended"] = {"take": "grant", "wait": draw(waiting)}
    licence["clock_suspended"] = {"take": "resume_clock", "wait": draw(waiting), "hand": "suspended"}
    return licence


@settings(
    max_examples=6, derandomize=True, phases=[Phase.generate], deadline=None, suppress_health_check=[*HealthCheck]
)
@given(changed(), st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.integers(0, 2**40))
def test_every_step_of_a_made_up_scenario_is_decided_by_the_judge(
    licence: dict[str, object], start: date, seed: int
) -> None:
    scenario, document = scenario_named("statutory-local-rules")
    steps = {**scenario.model_dump(exclude_unset=True)["lifecycles"], "licence": licence}
    made = type(scenario).model_validate({**scenario.model_dump(exclude_unset=True), "lifecycles": steps})
    procedure = shipped("statutory-local-rules").procedure
    ready = Simulation(made, compile_plan(procedure, made, document, start), (), procedure)
    log = ready.log(seed, 0)
    with open_ledger("memory:") as ledger:
        assert record(ready, log, ledger) == len(log.rows)
    assert log.finished[0] == NOWHERE or log.finished[0] >= ready.plan.start
