"""Limits in a simulation fall due when the deadline calculus says, whatever suspends them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from tests.simulating import queues
from workflow.calendars.china import china
from workflow.language.quantities import Period
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run, Suspension
from workflow.simulate import draws
from workflow.simulate.draws import Numbers
from workflow.simulate.limits import Limits
from workflow.simulate.plan import RESUME, START, STOP, SUSPEND, Clock, ClockAct
from workflow.simulate.worktime import DAY, LimitTable, instant_of, work_table

ORIGIN = date(2021, 1, 1)
TABLE = work_table(china(), ORIGIN, 2000)
pauses = st.lists(st.tuples(st.integers(0, 20 * DAY), st.integers(0, 9 * DAY)), max_size=3)


@given(st.integers(0, 300 * DAY), st.integers(1, 40), st.sampled_from(["working_days", "calendar_days"]), pauses)
@example(0, 1, "calendar_days", [(2 * DAY, 2 * DAY)])
def test_a_limit_falls_due_as_the_calculus_says(start: int, count: int, unit: str, gaps: list[tuple[int, int]]) -> None:
    limit = Period(count, unit)  # type: ignore[arg-type]
    plan = queues([Numbers(draws.FIXED, 1.0)], [1], TABLE)
    table = LimitTable((limit,), china(), ORIGIN)
    plan.clocks.append(Clock(0, "decision", table, 0, unit == "working_days"))
    limits = Limits(plan)
    limits.change(0, ClockAct(START, 0), start)
    at, suspensions = start, []
    for wait, length in gaps:
        limits.change(0, ClockAct(SUSPEND, 0), at + wait)
        limits.change(0, ClockAct(RESUME, 0), at + wait + length)
        suspensions.append(Suspension(moment(at + wait), moment(at + wait + length)))
        at += wait + length
    due = clocks.due(Run("decision", moment(start), limit, china().id, tuple(suspensions)), china())
    stopped = limits.change(0, ClockAct(STOP, 0), at)
    assert stopped is not None
    assert ORIGIN + timedelta(days=stopped.last_day) == due.last_day


def moment(seconds: int) -> datetime:
    return instant_of(ORIGIN, china(), seconds)
