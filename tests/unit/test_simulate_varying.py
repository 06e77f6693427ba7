"""Varying one thing at a time, on common random numbers."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from tests.simulating import poisson, queues, returning
from workflow.errors import InvalidDefinition
from workflow.simulate.answers import Answer
from workflow.simulate.catalog import simulation
from workflow.simulate.draws import FIXED, GAMMA, TRIANGULAR, Numbers
from workflow.simulate.plan import Plan
from workflow.simulate.running import Simulation
from workflow.simulate.sensitivity import Sensitivity, Staffing, Varying, runs_for
from workflow.simulate.statistics import paired_quantile
from workflow.simulate.varying import Variation, rewritten, variations, with_officers

HOUR = 3600
SMALL = """
scenario: small
base: as-it-was
title: {zh-CN: 一件许可, en: One permit}
target: [land_planning_permit]
order: []
runs: 12
arrivals: {poisson: 30}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Simulation:
    path = tmp_path_factory.mktemp("scenarios") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return simulation(str(path))


@pytest.fixture(scope="module")
def answer(small: Simulation) -> Answer:
    return Answer(small, small.run(1, 12), 1)


@pytest.fixture(scope="module")
def found(answer: Answer) -> Sensitivity:
    counted: list[int] = []
    varying = Varying(answer)
    result = varying.run(counted.append)
    assert sum(counted) == varying.total
    return result


def of(simulation: Simulation, kind: str) -> list[Variation]:
    return [one for one in variations(simulation) if one.kind == kind]


def on_plan(simulation: Simulation, plan: Plan) -> Simulation:
    return replace(simulation, plan=plan)


def test_one_officer_is_taken_or_added_where_there_is_work_and_one_is_left(small: Simulation) -> None:
    ways = {(one.subject, one.way): one for one in of(small, "staff")}
    assert set(ways) == {
        ("planning_window", "fewer"), ("planning_window", "one_more"),
        ("planning_review", "fewer"), ("planning_review", "one_more"),
    }  # fmt: skip
    plan = ways["planning_review", "fewer"].simulation.plan
    assert [pool.officers for pool in plan.pools[:2]] == [2, 1]
    assert [pool.officers for pool in small.plan.pools[:2]] == [2, 2]
    alone = on_plan(small, queues([Numbers(FIXED, 1.0)], [1]))
    assert [one.way for one in of(alone, "staff")] == ["one_more"]


def test_with_an_officer_more_nobody_waits_longer(small: Simulation) -> None:
    plan = queues([Numbers(GAMMA, 1.0, 15.0 * HOUR)], [2])
    arrivals = poisson(500, 8.0 * HOUR)
    before, after = (
        Simulation.log(replace(small, plan=plan_of, days=(), scenario=small.scenario), 1, 0)
        for plan_of in (plan, with_officers(on_plan(small, plan), 0, 3).plan)
    )
    assert arrivals
    assert len(before.finished) == len(after.finished)
    assert all(late <= early for late, early in zip(after.finished, before.finished, strict=True))


def test_times_are_set_to_what_one_in_ten_is_shorter_or_longer_than(small: Simulation) -> None:
    plan = queues([Numbers(TRIANGULAR, 0.0, 0.0, 100.0)], [1])
    low, high = of(on_plan(small, plan), "time")
    assert (low.way, high.way, low.part) == ("p10", "p90", "office")
    assert [one.simulation.plan.spreads[0].kind for one in (low, high)] == [FIXED, FIXED]
    assert low.simulation.plan.spreads[0].a == pytest.approx(100 * (1 - 0.9**0.5), abs=1.0)
    assert high.simulation.plan.spreads[0].a == pytest.approx(100 * (1 - 0.1**0.5), abs=2.5)


def test_a_time_that_does_not_vary_is_not_varied(small: Simulation) -> None:
    assert of(on_plan(small, queues([Numbers(FIXED, 7.0)], [1])), "time") == []


def test_times_of_an_item_are_varied_by_whose_they_are(small: Simulation) -> None:
    hands = {(one.subject, one.part) for one in of(small, "time")}
    assert hands == {("land_planning_permit", hand) for hand in ("office", "applicant", "suspended")}


def test_a_detour_that_is_off_is_never_taken_and_the_others_keep_their_proportions(small: Simulation) -> None:
    loop = on_plan(small, returning(Numbers(FIXED, 60.0), Numbers(FIXED, 60.0), 1))
    (off,) = of(loop, "act")
    assert (off.part, off.way) == ("return", "off")
    assert off.simulation.plan.nodes[0].shares == [1.0, 1.0]
    log = off.simulation.log(1, 0)
    assert {row.branch for row in log.rows if row.node == 0} == {0}


def test_corrections_and_suspensions_are_detours_and_decisions_are_not(small: Simulation) -> None:
    assert {one.part for one in of(small, "act")} == {"request_correction", "suspend_clock"}


def test_a_fifth_fewer_or_more_projects_come(small: Simulation) -> None:
    yearly = {one.way: one.simulation.scenario.arrivals.poisson for one in of(small, "arrivals")}
    assert yearly == {"down": 24, "up": 36}
    assert of(simulation("start-on-land"), "arrivals") == []


def test_policies_and_order_are_dropped_one_at_a_time() -> None:
    found, needed = rewritten(simulation("statutory-serial"))
    assert [(one.kind, one.subject) for one in found] == [("order", "")]
    assert needed == ["hard_edges_only"]
    (parallel,) = found
    assert parallel.simulation.run(1, 1).outcomes[0].working_days == 30


def test_a_simulation_that_nobody_knows_how_to_make_is_not_made_anew(small: Simulation) -> None:
    with pytest.raises(InvalidDefinition):
        replace(small, compiled=None).anew(small.scenario)


def test_what_moves_p80_most_stands_first(found: Sensitivity) -> None:
    reach = [max(one.reach for one in group) for group in found.groups()]
    assert reach == sorted(reach, reverse=True)
    first = found.groups()[0][0].variation
    assert (first.kind, first.part) == ("time", "applicant")


def test_shorter_times_move_p80_down_and_longer_ones_up(found: Sensitivity) -> None:
    moved = {(one.variation.kind, one.variation.part, one.variation.way): one.trigger for one in found.effects}
    for hand in ("office", "applicant"):
        assert moved["time", hand, "p10"].days < 0 < moved["time", hand, "p90"].days
    assert moved["act", "request_correction", "off"].days < 0


def test_every_move_is_from_the_same_base_and_has_an_interval(found: Sensitivity) -> None:
    told = found.json()
    assert told["runs"] == 12
    for one in told["varied"]:
        moved = one["working_days"]
        assert moved["to"] == pytest.approx(told["p80"]["working_days"] + moved["moved"])
        assert moved["interval"][0] <= moved["moved"] <= moved["interval"][1]
        assert (one["steady"] is None) == (one["kind"] not in {"staff", "arrivals"})


def test_no_more_projects_are_run_than_are_needed() -> None:
    ready = simulation("start-on-land")
    assert runs_for(Answer(ready, ready.run(1, 30), 1)) == 30


def test_p90_against_officers_marks_where_more_comes_than_can_be_worked(answer: Answer) -> None:
    busier = replace(
        answer.simulation,
        scenario=answer.simulation.scenario.model_copy(
            update={"arrivals": answer.simulation.scenario.arrivals.model_copy(update={"poisson": 120})}
        ),
    )
    row = Staffing(Answer(busier, busier.run(1, 3), 1), 1).run(lambda _: None)
    assert [one.officers for one in row] == [1, 2, 3, 4, 5, 6]
    assert [one.steady for one in row] == [False, True, True, True, True, True]
    assert row[1].trigger.days == 0.0
    assert row[0].trigger.to > row[1].trigger.to >= row[5].trigger.to
    assert row[2].offered == pytest.approx((row[1].offered or 0) * 2 / 3)


@cache
def outcomes(seed: int) -> list[list[float]]:
    chance = random.Random(seed)
    return [[round(chance.gauss(100, 10)) for _ in range(20)] for _ in range(10)]


def test_a_quantile_that_moves_by_the_same_everywhere_has_no_interval_to_speak_of() -> None:
    later = [[value + 3 for value in row] for row in outcomes(1)]
    assert paired_quantile(outcomes(1), later, 0.8) == (3.0, 0.0)


def test_too_few_outcomes_have_no_interval() -> None:
    assert paired_quantile([[1.0]] * 15, [[2.0]] * 15, 0.8) == (1.0, None)


def test_the_interval_of_a_move_covers_nought_where_nothing_but_chance_moved() -> None:
    covered = 0
    for seed in range(40):
        moved, half = paired_quantile(outcomes(seed), outcomes(seed + 100), 0.8)
        assert half is not None
        covered += abs(moved) <= half
    assert covered >= 34
