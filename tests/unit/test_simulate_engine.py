"""The reference engine against closed forms of queueing theory, and what must hold on every run."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import factorial, log

import pytest

from tests.simulating import OFFICE_HOURS, poisson, queues, returning
from workflow.simulate import draws
from workflow.simulate.draws import Numbers
from workflow.simulate.engine import Engine
from workflow.simulate.log import Log
from workflow.simulate.plan import NOWHERE
from workflow.simulate.worktime import DAY

EXPONENTIAL, HOUR = 1.0, 3600


def waits(log_: Log, skip: int = 2000) -> list[int]:
    return [row.start - row.ready for row in log_.rows if row.project >= skip]


def erlang_c(servers: int, load: float) -> float:
    top = load**servers / factorial(servers) * servers / (servers - load)
    return top / (sum(load**k / factorial(k) for k in range(servers)) + top)


@pytest.mark.parametrize(("servers", "utilisation"), [(1, 0.5), (3, 0.8)])
def test_waits_are_those_of_erlang(servers: int, utilisation: float) -> None:
    service = Numbers(draws.GAMMA, EXPONENTIAL, float(HOUR))
    gap = HOUR / (servers * utilisation)
    found = waits(Engine(queues([service], [servers]), 3).run(0, poisson(40_000, gap)))
    expected = erlang_c(servers, servers * utilisation) * HOUR / (servers * (1 - utilisation))
    assert sum(found) / len(found) == pytest.approx(expected, rel=0.08)


def test_waits_are_those_of_pollaczek_and_khinchine() -> None:
    service = Numbers(draws.FIXED, float(HOUR))
    found = waits(Engine(queues([service], [1]), 3).run(0, poisson(40_000, HOUR / 0.7)))
    assert sum(found) / len(found) == pytest.approx(0.7 * HOUR / (2 * 0.3), rel=0.08)


def test_queues_in_tandem_are_those_of_burke() -> None:
    service = Numbers(draws.GAMMA, EXPONENTIAL, float(HOUR))
    log_ = Engine(queues([service, service], [1, 1]), 3).run(0, poisson(40_000, HOUR / 0.6))
    for track in (0, 1):
        found = [row.end - row.ready for row in log_.rows if row.track == track and row.project > 2000]
        assert sum(found) / len(found) == pytest.approx(HOUR / 0.4, rel=0.08)


def test_littles_law_holds_on_every_run() -> None:
    service = Numbers(draws.GAMMA, EXPONENTIAL, float(HOUR))
    log_ = Engine(queues([service], [2]), 9).run(0, poisson(5000, HOUR / 1.5))
    end = max(row.end for row in log_.rows)
    area, inside, last = 0, 0, 0
    for at, step in sorted([(row.ready, 1) for row in log_.rows] + [(row.end, -1) for row in log_.rows]):
        area += inside * (at - last)
        inside, last = inside + step, at
    stayed = sum(row.end - row.ready for row in log_.rows)
    assert area == stayed
    assert area / end == pytest.approx(len(log_.rows) / end * (stayed / len(log_.rows)))


def test_whoever_came_has_finished_or_is_still_there() -> None:
    service = Numbers(draws.GAMMA, EXPONENTIAL, float(HOUR))
    plan = queues([service, service], [1, 1])
    log_ = Engine(plan, 9).run(0, poisson(3000, HOUR * 0.9))
    assert sum(at != NOWHERE for at in log_.finished) == len({row.project for row in log_.rows if row.track == 1})
    assert len(log_.finished) == len(log_.arrivals) == 3000


def test_nobody_works_outside_working_time_or_on_two_cases() -> None:
    service = Numbers(draws.LOGNORMAL, log(2 * HOUR), 0.5)
    log_ = Engine(queues([service, service], [2, 3], OFFICE_HOURS), 4).run(0, poisson(800, 3 * HOUR))
    by_officer = defaultdict(list)
    for row in log_.rows:
        by_officer[row.track, row.officer].append(row)
        assert OFFICE_HOURS.next_open(row.start) == row.start
        assert OFFICE_HOURS.worked(row.end - 1, row.end) == 1
    for rows in by_officer.values():
        rows.sort(key=lambda row: row.start)
        assert all(one.end <= other.start for one, other in pairwise(rows))
    assert {officer for _, officer in by_officer} == {0, 1, 2}


def test_an_order_of_replications_changes_nothing() -> None:
    service = Numbers(draws.LOGNORMAL, log(2 * HOUR), 0.5)
    plan = queues([service], [2], OFFICE_HOURS)
    arrivals = poisson(200, 3 * HOUR)
    forth = [Engine(plan, 4).run(number, arrivals).rows for number in range(3)]
    back = [Engine(plan, 4).run(number, arrivals).rows for number in (2, 1, 0)]
    assert forth == back[::-1]
    assert forth[0] != forth[1]


def test_loops_take_the_shares_they_are_given() -> None:
    plan = returning(Numbers(draws.LOGNORMAL, log(HOUR), 0.5), Numbers(draws.GAMMA, EXPONENTIAL, float(2 * DAY)), 50)
    log_ = Engine(plan, 4).run(0, poisson(20_000, HOUR))
    returns = sum(row.node == 0 and row.branch == 1 for row in log_.rows)
    assert returns / sum(row.node == 0 for row in log_.rows) == pytest.approx(0.3, abs=0.01)


def test_officers_on_leave_begin_nothing() -> None:
    service = Numbers(draws.FIXED, float(HOUR))
    plan = queues([service], [2], away=dict.fromkeys(range(10, 30), 2))
    log_ = Engine(plan, 4).run(0, [5 * DAY, 12 * DAY, 13 * DAY])
    assert [row.start // DAY for row in log_.rows] == [5, 30, 30]
