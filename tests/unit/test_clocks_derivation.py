"""A due date told day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from workflow.calendars.china import china
from workflow.language.quantities import Period, parse_period
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Run, Suspension
from workflow.lifecycle.derivation import DerivedDay, derive

CN = china()
LAST_PUBLISHED = CN.last_published_year or 0


def at(text: str) -> datetime:
    """Return the instant of a moment told by the clocks of China."""
    return CN.instant(datetime.fromisoformat(text))


def run(start: str, limit: str, **more: Any) -> Run:
    return Run("decision", at(start), parse_period(limit), "cn", **more)


def told(of: Run) -> dict[str, DerivedDay]:
    return {f"{day.date:%m-%d}": day for day in derive(of, CN).days}


def test_every_day_from_the_event_to_the_last_day_is_told_once() -> None:
    derivation = derive(run("2021-04-23", "5 working_days"), CN)
    assert [(f"{day.date:%m-%d}", day.number, day.why) for day in derivation.days] == [
        ("04-23", None, "event_day"),
        ("04-24", None, "rest_day"),
        ("04-25", 1, "makeup_working_day"),
        ("04-26", 2, "working_day"),
        ("04-27", 3, "working_day"),
        ("04-28", 4, "working_day"),
        ("04-29", 5, "working_day"),
    ]
    assert derivation.due == clocks.due(run("2021-04-23", "5 working_days"), CN)


def test_holidays_and_makeup_days_are_named_in_both_languages() -> None:
    days = told(run("2021-04-28", "5 working_days"))
    assert days["05-03"].why == "holiday"
    assert days["05-03"].facts == {"name": {"zh-CN": "劳动节", "en": "Labour Day"}}
    assert days["05-08"].facts == {
        "name": {"zh-CN": "劳动节", "en": "Labour Day"},
        "of": 5,
        "unit": "working_days",
    }


def test_suspended_days_give_their_reasons() -> None:
    pauses = (
        clocks.suspension_of_days(date(2021, 5, 24), date(2021, 5, 26), "expert_review", CN),
        clocks.suspension_of_days(date(2021, 5, 26), date(2021, 5, 28), "hearing", CN),
    )
    days = told(run("2021-05-19", "20 working_days", suspensions=pauses))
    assert [day for day, told_day in days.items() if told_day.why == "suspended"] == [
        "05-24",
        "05-25",
        "05-26",
        "05-27",
        "05-28",
    ]
    assert days["05-24"].facts == {"reason": "expert_review"}
    assert days["05-26"].facts == {"reason": "expert_review; hearing"}
    assert days["06-24"].number == 20


def test_days_of_an_extension_are_told_from_those_of_the_limit() -> None:
    days = told(run("2021-04-23", "20 working_days", extensions=(Period(10, "working_days"),)))
    assert days["05-24"].why == "working_day"
    assert (days["05-25"].why, days["05-25"].number) == ("extension_day", 21)
    assert days["06-07"].facts == {"of": 30, "unit": "working_days", "part": 10, "part_of": 10}


def test_a_makeup_day_within_an_extension_keeps_its_name() -> None:
    days = told(run("2021-04-28", "1 working_days", extensions=(Period(5, "working_days"),)))
    assert days["05-08"].why == "extension_day"
    assert days["05-08"].facts["name"] == {"zh-CN": "劳动节", "en": "Labour Day"}


def test_months_count_their_days_and_an_extension_by_months_its_own() -> None:
    days = told(run("2021-05-19", "3 months", extensions=(Period(3, "months"), Period(1, "working_days"))))
    assert (days["08-19"].why, days["08-19"].number) == ("calendar_day", 92)
    assert (days["08-20"].why, days["08-20"].facts["part"]) == ("extension_day", 1)
    assert days["11-19"].facts["part_of"] == 92
    assert (days["11-22"].why, days["11-22"].facts["unit"]) == ("extension_day", "working_days")


def test_rolling_tells_what_it_rolls_over() -> None:
    days = told(run("2021-05-19", "10 calendar_days"))
    assert (days["05-29"].counts, days["05-29"].number) == (True, 10)
    assert (days["05-30"].counts, days["05-30"].why) == (False, "rolled_over")
    assert (days["05-31"].counts, days["05-31"].why) == (False, "rolled_to")


def test_hours_tell_the_minutes_of_each_day() -> None:
    pause = Suspension(at("2021-05-24"), at("2021-05-25"), "挂账")
    days = told(run("2021-05-21T17:30", "2 working_hours", suspensions=(pause,)))
    assert [(day, told_day.why, told_day.number) for day, told_day in days.items()] == [
        ("05-21", "counted_time", 30),
        ("05-22", "rest_day", None),
        ("05-23", "rest_day", None),
        ("05-24", "suspended", None),
        ("05-25", "counted_time", 120),
    ]
    assert days["05-25"].facts == {"of": 120, "unit": "working_hours", "minutes": 90}


def test_a_day_on_which_work_was_over_is_outside_hours() -> None:
    days = told(run("2021-05-19T19:00", "1 working_hours"))
    assert days["05-19"].why == "outside_hours"
    assert days["05-20"].number == 60


def test_elapsed_time_counts_on_days_of_rest() -> None:
    days = told(run("2021-05-21T12:00", "36 hours"))
    assert [(day, told_day.number) for day, told_day in days.items()] == [("05-21", 720), ("05-22", 2160)]


def test_a_fixed_end_is_one_day_with_its_extensions() -> None:
    validity = Run("validity", at("2021-05-19"), until=at("2024-05-20"), extensions=(Period(3, "years"),))
    (day,) = derive(validity, CN).days
    assert (day.date, day.why, day.facts) == (date(2027, 5, 19), "fixed_date", {"extensions": ["3 years"]})


def test_a_clock_that_stands_still_is_told_up_to_there() -> None:
    still = clocks.suspend(run("2021-05-19", "20 working_days"), at("2021-05-24T15:00"), "hearing")
    derivation = derive(still, CN)
    assert derivation.due.last_day is None
    assert [(f"{day.date:%m-%d}", day.number, day.why) for day in derivation.days] == [
        ("05-19", None, "event_day"),
        ("05-20", 1, "working_day"),
        ("05-21", 2, "working_day"),
        ("05-22", None, "rest_day"),
        ("05-23", None, "rest_day"),
        ("05-24", None, "standing_still"),
    ]


def test_a_pause_is_told_while_a_later_one_has_not_ended() -> None:
    paused = replace(
        run("2021-05-19", "20 working_days"),
        suspensions=(
            Suspension(at("2021-05-21"), at("2021-05-22"), "testing"),
            Suspension(at("2021-05-25"), None, "hearing"),
        ),
    )
    assert [day.why for day in derive(paused, CN).days][-5:] == [
        "suspended",
        "rest_day",
        "rest_day",
        "working_day",
        "standing_still",
    ]


def test_holidays_of_a_provisional_year_are_told_as_projected() -> None:
    derivation = derive(run(f"{LAST_PUBLISHED}-12-28", "5 working_days"), CN)
    assert derivation.provisional
    assert {day.why for day in derivation.days if day.date == date(LAST_PUBLISHED + 1, 1, 1)} == {"projected_holiday"}
