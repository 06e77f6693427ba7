"""Laws of the deadline calculus, and its agreement with a count that goes day by day and minute by minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workflow.calendars.calendar import Calendar
from workflow.calendars.china import china
from workflow.calendars.tables import from_table, overlay
from workflow.language.quantities import Period, Unit
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run, Suspension
from workflow.lifecycle.derivation import derive

CN = china()
LAST_PUBLISHED = CN.last_published_year or 0
# How long an example takes says nothing about the law it tries.
UNTIMED = settings(deadline=None)
FEW = settings(UNTIMED, max_examples=40)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIRST_START, LAST_START = datetime(2020, 1, 1, tzinfo=UTC), datetime(LAST_PUBLISHED, 12, 31, tzinfo=UTC)
DAY_UNITS: tuple[Unit, ...] = ("working_days", "calendar_days", "months", "years")
TIME_UNITS: tuple[Unit, ...] = ("working_hours", "hours", "minutes")
LARGEST: dict[Unit, int] = {
    "working_days": 90,
    "calendar_days": 120,
    "months": 8,
    "years": 2,
    "working_hours": 30,
    "hours": 90,
    "minutes": 3000,
}


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """Draw an instant to the minute."""
    return FIRST_START + MINUTE * draw(st.integers(0, (LAST_START - FIRST_START) // MINUTE))


@st.composite
def periods(draw: st.DrawFn, units: tuple[Unit, ...] = DAY_UNITS) -> Period:
    unit = draw(st.sampled_from(units))
    return Period(draw(st.integers(0, LARGEST[unit])), unit)


@st.composite
def suspensions(draw: st.DrawFn, around: datetime) -> Suspension:
    start = around + MINUTE * draw(st.integers(-5 * 24 * 60, 60 * 24 * 60))
    return Suspension(start, start + MINUTE * draw(st.integers(0, 15 * 24 * 60)), "hearing")


@st.composite
def runs(draw: st.DrawFn, units: tuple[Unit, ...] = DAY_UNITS) -> Run:
    start = draw(instants())
    return Run(
        "decision",
        start,
        draw(periods(units)),
        "cn",
        suspensions=tuple(draw(st.lists(suspensions(start), max_size=4))),
    )


def expiry(of: Run, calendar: Calendar = CN) -> datetime:
    found = clocks.due(of, calendar).expires_at
    assert found is not None
    return found


def china_date(instant: datetime) -> date:
    return (instant + timedelta(hours=8)).date()


def counted_day_by_day(of: Run) -> date:
    """Return the last day by walking over the days, as a clerk with a wall calendar would."""
    assert of.limit is not None
    still: set[date] = set()
    for pause in of.suspensions:
        assert pause.end is not None
        day = china_date(pause.start)
        while day < china_date(pause.end):
            still.add(day)
            day += DAY
    start = china_date(of.started_at)
    left = of.limit.count if of.limit.unit.endswith("days") else month_by_month(start, of.limit)
    day = start
    while left:
        day += DAY
        if day not in still and (of.limit.unit != "working_days" or CN.is_working(day)):
            left -= 1
    while of.limit.unit != "working_days" and (day in still or not CN.is_working(day)):
        day += DAY
    return day


def month_by_month(start: date, limit: Period) -> int:
    """Return how many days a period of months or years has."""
    year, month = start.year, start.month
    for _ in range(limit.count * (12 if limit.unit == "years" else 1)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = start.day
    while True:
        try:
            return (date(year, month, day) - start).days
        except ValueError:
            day -= 1


@cache
def working_minutes(day: date) -> frozenset[int]:
    """Return the minutes of a day at which China's offices work, 9 to 12 and 13 to 18."""
    return frozenset([*range(540, 720), *range(780, 1080)]) if CN.is_working(day) else frozenset()


def counted_minute_by_minute(of: Run) -> datetime:
    assert of.limit is not None
    left = of.limit.count * (1 if of.limit.unit == "minutes" else 60)
    at = of.started_at
    while left:
        wall = at + timedelta(hours=8)
        works = of.limit.unit != "working_hours" or wall.hour * 60 + wall.minute in working_minutes(wall.date())
        if works and not any(pause.end is not None and pause.start <= at < pause.end for pause in of.suspensions):
            left -= 1
        at += MINUTE
    return at


@UNTIMED
@given(runs())
def test_days_end_where_a_walk_over_the_days_ends(of: Run) -> None:
    assert clocks.due(of, CN).last_day == counted_day_by_day(of)


@FEW
@given(runs(TIME_UNITS))
def test_hours_end_where_a_walk_over_the_minutes_ends(of: Run) -> None:
    assert expiry(of) == counted_minute_by_minute(of)


@UNTIMED
@given(runs(DAY_UNITS + TIME_UNITS), st.integers(1, 5))
def test_a_larger_budget_never_ends_earlier(of: Run, more: int) -> None:
    assert of.limit is not None
    larger = replace(of, limit=Period(of.limit.count + more, of.limit.unit))
    assert expiry(larger) >= expiry(of)


@UNTIMED
@given(st.data())
def test_another_suspension_never_makes_it_earlier(data: st.DataObject) -> None:
    of = data.draw(runs(DAY_UNITS + TIME_UNITS))
    another = data.draw(suspensions(of.started_at))
    assert expiry(replace(of, suspensions=(*of.suspensions, another))) >= expiry(of)


@UNTIMED
@given(runs(DAY_UNITS + TIME_UNITS))
def test_the_order_of_suspensions_and_their_repetition_change_nothing(of: Run) -> None:
    again = replace(of, suspensions=(*reversed(of.suspensions), *of.suspensions))
    assert expiry(again) == expiry(of)


@UNTIMED
@given(runs(DAY_UNITS + TIME_UNITS), st.integers(0, 20))
def test_an_extension_in_the_unit_of_the_limit_is_a_larger_limit(of: Run, more: int) -> None:
    assert of.limit is not None
    longer = replace(of, limit=Period(of.limit.count + more, of.limit.unit))
    assert clocks.due(clocks.extend(of, Period(more, of.limit.unit)), CN) == clocks.due(longer, CN)


@UNTIMED
@given(st.data())
def test_an_extension_in_any_unit_never_ends_earlier(data: st.DataObject) -> None:
    of = data.draw(runs(DAY_UNITS + TIME_UNITS))
    assert expiry(clocks.extend(of, data.draw(periods(DAY_UNITS + TIME_UNITS)))) >= expiry(of)


@UNTIMED
@given(st.data())
def test_a_clock_standing_still_expires_only_if_it_had_expired_before(data: st.DataObject) -> None:
    of = data.draw(runs(DAY_UNITS + TIME_UNITS))
    pause = data.draw(suspensions(of.started_at))
    still = clocks.suspend(of, pause.start, "expert_review")
    assert clocks.due(still, CN).expires_at == (expiry(of) if expiry(of) <= pause.start else None)
    assert pause.end is not None
    resumed = clocks.resume(still, pause.end)
    assert expiry(resumed) == expiry(replace(of, suspensions=(*of.suspensions, pause)))


@UNTIMED
@given(st.data())
def test_a_derivation_adds_up_to_the_due_date(data: st.DataObject) -> None:
    of = data.draw(runs())
    assert of.limit is not None
    if data.draw(st.booleans()):
        of = clocks.extend(of, Period(data.draw(st.integers(0, 20)), of.limit.unit))
    derivation = derive(of, CN)
    dates = [day.date for day in derivation.days]
    assert derivation.due == clocks.due(of, CN)
    assert dates[0] == china_date(of.started_at)
    assert dates[-1] == derivation.due.last_day
    assert all(after - before == DAY for before, after in pairwise(dates))
    numbers = [day.number for day in derivation.days if day.counts]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {day.facts["of"] for day in derivation.days if day.counts} <= {len(numbers)}


@UNTIMED
@given(st.data())
def test_a_derivation_over_several_units_tells_every_day_in_order(data: st.DataObject) -> None:
    of = data.draw(runs(DAY_UNITS + TIME_UNITS))
    of = replace(of, extensions=tuple(data.draw(st.lists(periods(DAY_UNITS + TIME_UNITS), max_size=3))))
    derivation = derive(of, CN)
    dates = [day.date for day in derivation.days]
    assert all(after - before in {DAY, timedelta(0)} for before, after in pairwise(dates))
    assert dates[0] == china_date(of.started_at)
    assert derivation.due.last_day is not None
    assert dates[-1] == max(dates[0], derivation.due.last_day)


@FEW
@given(runs(TIME_UNITS))
def test_the_minutes_of_a_derivation_add_up_to_the_budget(of: Run) -> None:
    assert of.limit is not None
    derivation = derive(of, CN)
    budget = of.limit.count * (1 if of.limit.unit == "minutes" else 60)
    assert sum(day.facts["minutes"] for day in derivation.days if day.counts) == budget
    assert [day.number for day in derivation.days if day.counts][-1:] == ([budget] if budget else [])


@UNTIMED
@given(runs(("working_days", "calendar_days", "months", "working_hours", "hours")))
def test_a_date_is_provisional_exactly_when_it_depends_on_years_not_yet_published(of: Run) -> None:
    assume(of.limit is not None and of.limit.count > 0)
    closed = overlay(
        {
            "calendar": "closed",
            "base": "cn",
            "off": f"{LAST_PUBLISHED + 1}-01-01..{LAST_PUBLISHED + 9}-12-31",
        },
        {"cn": CN},
    )
    due = clocks.due(of, CN)
    depends = clocks.due(of, closed).expires_at != due.expires_at
    assert due.provisional == depends


@UNTIMED
@given(st.dates(date(2004, 1, 1), date(2060, 12, 31)), st.integers(0, 2000))
def test_counting_on_and_counting_between_agree(day: date, count: int) -> None:
    reached = CN.nth_working_day_after(day, count)
    assert CN.working_days_between(day, reached) == count
    assert count == 0 or CN.is_working(reached)


@UNTIMED
@given(instants(), st.integers(1, 20_000))
def test_working_time_added_is_working_time_between(start: datetime, minutes: int) -> None:
    end = CN.add_working_minutes(start, minutes)
    assert CN.working_minutes_between(start, end) == minutes
    assert CN.working_minutes_between(start, end - MINUTE) < minutes
    back = CN.add_working_minutes(end, -minutes)
    assert CN.working_minutes_between(back, end) == minutes
    assert back >= start


@UNTIMED
@given(st.sets(st.dates(date(2021, 1, 1), date(2022, 12, 31)), max_size=8))
def test_an_overlay_changes_the_days_it_names_and_no_other(closed: set[date]) -> None:
    own = overlay({"calendar": "office", "base": "cn", "off": sorted(closed)}, {"cn": CN})
    days = [date(2021, 1, 1) + DAY * number for number in range(730)]
    assert [own.is_working(day) for day in days] == [CN.is_working(day) and day not in closed for day in days]
    assert from_table(own.to_table()) == own
