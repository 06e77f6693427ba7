"""Tables of working time say what the calendar says."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflow.calendars.china import china
from workflow.simulate.worktime import DAY, instant_of, seconds_since, work_table

ORIGIN = date(2021, 1, 1)
TABLE = work_table(china(), ORIGIN, 800)
instants = st.integers(0, 500 * DAY)


@given(instants, st.integers(1, 200 * 3600))
def test_working_time_is_added_as_the_calendar_adds_it(at: int, work: int) -> None:
    begun = instant_of(ORIGIN, china(), at)
    assert TABLE.add(at, work) == seconds_since(
        ORIGIN, china(), china().add_working_time(begun, timedelta(seconds=work))
    )


@given(instants, instants)
def test_working_time_between_two_instants_is_the_calendars(one: int, other: int) -> None:
    start, end = sorted((one, other))
    between = china().working_time_between(instant_of(ORIGIN, china(), start), instant_of(ORIGIN, china(), end))
    assert TABLE.worked(start, end) == between.total_seconds()


@given(instants)
def test_the_next_opening_is_the_first_instant_with_work(at: int) -> None:
    opens = TABLE.next_open(at)
    assert opens >= at
    assert TABLE.worked(at, opens) == 0
    assert TABLE.worked(opens, opens + 1) == 1
