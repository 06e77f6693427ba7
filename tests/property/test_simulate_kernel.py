"""The compiled engine gives the log of the reference engine, event for event."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.made_up import arrivals, plans
from tests.simulating import OFFICE_HOURS, poisson, queues, returning, shipped
from workflow.simulate import draws
from workflow.simulate.catalog import scenarios
from workflow.simulate.draws import Numbers
from workflow.simulate.engine import Engine
from workflow.simulate.kernel.running import Kernel
from workflow.simulate.plan import Plan
from workflow.simulate.worktime import DAY

MANY = 700
"""More projects at once than there is room for at first."""


@pytest.mark.parametrize("name", scenarios())
def test_both_engines_log_the_same_on_every_shipped_scenario(name: str) -> None:
    ready = shipped(name)
    coming = [ready.arrivals(3, number)[:40] for number in range(3)]
    reference, kernel = Engine(ready.plan, 3), Kernel(ready.plan, 3)
    assert [kernel.run(number, at) for number, at in enumerate(coming)] == [
        reference.run(number, at) for number, at in enumerate(coming)
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[*HealthCheck])
@given(plans(), arrivals(), st.integers(-(2**63), 2**64 - 1))
def test_both_engines_log_the_same_on_made_up_plans(plan: Plan, coming: list[int], seed: int) -> None:
    reference, kernel = Engine(plan, seed), Kernel(plan, seed)
    assert [kernel.run(number, coming) for number in range(2)] == [reference.run(number, coming) for number in range(2)]


@pytest.mark.parametrize("discipline", ["first_come", "priority", "earliest_due"])
def test_a_run_that_lacks_room_is_given_more_and_goes_on(discipline: str) -> None:
    work = Numbers(draws.LOGNORMAL, 8.0, 0.5)
    plan = queues([work, work, work], [2, 3, 1], OFFICE_HOURS, dict.fromkeys(range(20, 90, 3), 1), discipline)
    coming = [10 * DAY + number // 7 for number in range(MANY)]
    assert Kernel(plan, 1).run(0, coming) == Engine(plan, 1).run(0, coming)


def test_replications_come_in_order_from_all_cores() -> None:
    plan = returning(Numbers(draws.LOGNORMAL, 8.0, 0.5), Numbers(draws.GAMMA, 1.0, 90_000.0), 4)
    coming = [poisson(30 + number % 5, 3000, number) for number in range(300)]
    kernel, reference = Kernel(plan, 7), Engine(plan, 7)
    found = kernel.logs(len(coming), coming.__getitem__)
    assert list(islice(found, 40)) == [reference.run(number, coming[number]) for number in range(40)]
    assert next(found) == reference.run(40, coming[40])
    del found


def test_a_replication_to_which_nobody_comes_has_an_empty_log() -> None:
    plan = queues([Numbers(draws.FIXED, 60.0)], [1])
    log = Kernel(plan, 1).run(0, [])
    assert log == Engine(plan, 1).run(0, [])
    assert log.rows == []
