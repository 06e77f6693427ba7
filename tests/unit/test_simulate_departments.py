"""Officers by week, the load that is offered, and the chance of meeting a limit, against closed forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulating import ALWAYS, OFFICE_HOURS, ORIGIN, poisson, queues
from workflow.language.quantities import Period
from workflow.simulate.catalog import simulation
from workflow.simulate.departments import departments, offered_loads, stream
from workflow.simulate.draws import FIXED, GAMMA, Numbers
from workflow.simulate.engine import Engine
from workflow.simulate.measure import Result
from workflow.simulate.meeting import statutory_days, within_days, within_period
from workflow.simulate.plan import Plan
from workflow.simulate.running import Simulation
from workflow.simulate.statistics import share_interval
from workflow.simulate.weekly import WEEK
from workflow.simulate.worktime import DAY

HOUR = 3600


@pytest.fixture(scope="module")
def before_the_reform() -> tuple[Simulation, Result]:
    ready = simulation("as-it-was")
    return ready, ready.run(1, 3)


def result_of(plan: Plan, arrivals: list[int], runs: int = 1) -> Result:
    result = Result(plan, runs)
    for run in range(runs):
        result.add(run, Engine(plan, 1).run(run, arrivals))
    return result


def test_the_weeks_hold_all_the_work_and_all_the_waiting_and_no_more() -> None:
    plan = queues([Numbers(GAMMA, 1.0, 20.0 * HOUR)], [2], OFFICE_HOURS)
    result = result_of(plan, poisson(300, 12.0 * HOUR))
    assert sum(result.weekly.busy.values()) == result.items[0]["work"]
    assert sum(result.weekly.waited.values()) == result.items[0]["queue"]
    assert sum(result.weekly.waits.values()) == 300
    assert max(result.weekly.load(0, week, 1) for week in result.weekly.weeks(0)) <= 1.0


def test_a_plan_begins_on_a_monday() -> None:
    for start in (date(2021, 5, 19), date(2023, 1, 1)):
        assert simulation("start-on-land", start=start).plan.origin.weekday() == 0


def test_the_mean_queue_is_that_of_little() -> None:
    plan = queues([Numbers(GAMMA, 1.0, 9.0 * HOUR)], [1])
    arrivals = poisson(4000, 12.0 * HOUR)
    result = result_of(plan, arrivals)
    mean_wait = sum(result.weekly.waited.values()) / 4000
    weeks = result.weekly.weeks(0)
    mean_queue = sum(result.weekly.queue(0, week, 1) for week in weeks) / len(weeks)
    assert mean_queue == pytest.approx(mean_wait * 4000 / (len(weeks) * WEEK), rel=1e-9)
    assert mean_queue == pytest.approx(0.75 * 0.75 / (1 - 0.75), rel=0.15)  # Erlang: ρ²/(1 - ρ)


def test_the_offered_load_is_work_by_capacity_though_the_officers_never_catch_up() -> None:
    plan = queues([Numbers(FIXED, 30.0 * HOUR)], [2])
    arrivals = [place * 12 * HOUR for place in range(200)]
    result = result_of(plan, arrivals)
    assert result.weekly.offered(0, 0, 200 * 12 * HOUR, 1) == pytest.approx(1.25)
    assert result.weekly.whole_load(0, 1) <= 1.0


def test_leave_is_no_capacity() -> None:
    plan = queues([Numbers(FIXED, 1.0 * HOUR)], [3], ALWAYS, {2: 1, 3: 5})
    assert result_of(plan, [0]).weekly.capacity(0, 0, 10 * DAY) == (30 - 1 - 3) * DAY
    assert result_of(plan, [0]).weekly.capacity(0, 2 * DAY + HOUR, 3 * DAY) == 2 * 23 * HOUR


def test_only_a_stream_has_an_offered_load(before_the_reform: tuple[Simulation, Result]) -> None:
    assert stream(simulation("start-on-land")) is None
    ready, result = before_the_reform
    assert stream(ready) is not None
    found = departments(ready, result)
    loads = offered_loads(ready, result)
    assert loads is not None
    assert [round(load, 6) for load in loads] == [known["offered_load"] for known in found.values()]
    assert {len(known["weeks"]["load"]) for known in found.values()} == {len(result.weekly.weeks())}


@pytest.mark.parametrize(
    ("name", "days"),
    [("statutory-serial", 112), ("statutory-local-rules", 77), ("statutory-parallel", 30), ("start-on-land", None)],
)
def test_what_the_law_gives_in_all_is_what_the_statutory_scenarios_take(name: str, days: int | None) -> None:
    ready = simulation(name)
    assert statutory_days(ready) == days
    if days is not None:
        result = ready.run(1, 1)
        assert (within_days(result, days).share, within_days(result, days - 1).share) == (1.0, 0.0)


def test_the_law_gives_as_much_however_long_things_take(before_the_reform: tuple[Simulation, Result]) -> None:
    assert statutory_days(before_the_reform[0]) == 112


def test_a_longer_time_is_met_no_less_surely_and_who_never_finished_did_not_meet_it(
    before_the_reform: tuple[Simulation, Result],
) -> None:
    result = before_the_reform[1]
    chances = [within_period(result, Period(months, "months")) for months in (3, 4, 6, 12)]
    assert [chance.share for chance in chances] == sorted(chance.share for chance in chances)
    assert all(chance.interval and chance.interval[0] <= chance.share <= chance.interval[1] for chance in chances)
    assert within_period(result, Period(20, "years")).share == 1 - result.open / result.projects


def test_a_period_is_reckoned_as_the_law_reckons_it() -> None:
    result = simulation("statutory-serial").run(1, 1)
    assert within_period(result, Period(112, "working_days")).share == 1.0
    assert within_period(result, Period(111, "working_days")).share == 0.0
    assert within_period(result, Period(112, "working_days")).interval is None


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_holds_it_and_stays_within_bounds(tries: tuple[int, int]) -> None:
    low, high = share_interval(*tries)
    assert 0.0 <= low <= tries[0] / tries[1] <= high <= 1.0


def test_the_interval_of_a_share_is_that_of_wilson() -> None:
    assert share_interval(8, 10) == pytest.approx((0.4901625, 0.9433178), abs=1e-6)


def test_days_beyond_the_last_officer_are_still_weeks_of_the_chart() -> None:
    plan = replace(queues([Numbers(FIXED, 1.0 * HOUR)], [1]), origin=ORIGIN)
    result = result_of(plan, [0, 10 * WEEK])
    assert len(result.weekly.weeks(0)) == 11
    assert result.weekly.load(0, 5, 1) == 0.0
