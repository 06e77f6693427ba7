"""The calendar of China against the notices it comes from, and the arithmetic on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest

from workflow.calendars.calendar import Calendar
from workflow.calendars.china import china
from workflow.errors import InvalidInput

CN = china()
LAST_PUBLISHED = CN.last_published_year or 0
JANUARY_TO_DECEMBER_2021 = [20, 17, 23, 22, 19, 21, 22, 22, 22, 17, 22, 23]
MAKEUP_DAYS_2021 = ["02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"]
OFF_2021 = {
    "元旦": ("01-01", "01-03"),
    "春节": ("02-11", "02-17"),
    "清明": ("04-03", "04-05"),
    "劳动节": ("05-01", "05-05"),
    "端午": ("06-12", "06-14"),
    "中秋": ("09-19", "09-21"),
    "国庆节": ("10-01", "10-07"),
}


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def year(number: int) -> list[date]:
    return days(date(number, 1, 1), date(number, 12, 31))


def working(of: list[date], calendar: Calendar = CN) -> int:
    return sum(calendar.is_working(day) for day in of)


def at(text: str) -> datetime:
    """Return the instant of a moment told by the clocks of China."""
    return CN.instant(datetime.fromisoformat(text))


def test_every_day_agrees_with_a_second_collection_of_the_notices() -> None:
    other = holidays.country_holidays("CN", years=range(CN.first_year, LAST_PUBLISHED + 1))
    published = days(date(CN.first_year, 1, 1), date(LAST_PUBLISHED, 12, 31))
    assert [day for day in published if CN.is_working(day) != other.is_working_day(day)] == []


def test_the_saturday_that_notice_35_of_2005_makes_a_working_day_is_one() -> None:
    assert CN.is_working(date(2005, 12, 31))
    assert not CN.is_working(date(2006, 1, 3))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(2018, 250), (2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248)],
)
def test_a_year_has_its_working_days(number: int, expected: int) -> None:
    assert working(year(number)) == expected
    assert CN.working_days_between(date(number - 1, 12, 31), date(number, 12, 31)) == expected


@pytest.mark.parametrize(("month", "expected"), list(enumerate(JANUARY_TO_DECEMBER_2021, start=1)))
def test_each_month_of_2021_has_its_working_days(month: int, expected: int) -> None:
    assert working([day for day in year(2021) if day.month == month]) == expected


def test_the_halves_of_2021_have_122_and_128_working_days() -> None:
    assert CN.working_days_between(date(2020, 12, 31), date(2021, 6, 30)) == 122
    assert CN.working_days_between(date(2021, 6, 30), date(2021, 12, 31)) == 128


def test_in_2021_seven_weekend_days_are_worked_and_eighteen_weekdays_are_off() -> None:
    worked = [day for day in year(2021) if day.weekday() >= 5 and CN.is_working(day)]
    assert [f"{day:%m-%d}" for day in worked] == MAKEUP_DAYS_2021
    assert all(CN.why(day).key == "makeup_working_day" for day in worked)
    assert sum(day.weekday() < 5 and not CN.is_working(day) for day in year(2021)) == 18


@pytest.mark.parametrize("name", OFF_2021)
def test_the_days_off_of_2021_carry_the_name_of_their_holiday(name: str) -> None:
    first, last = OFF_2021[name]
    for day in days(date.fromisoformat(f"2021-{first}"), date.fromisoformat(f"2021-{last}")):
        reason = CN.why(day)
        assert (reason.works, reason.key) == (False, "holiday")
        assert reason.name is not None
        assert reason.name.zh == name
        assert reason.name.en


def test_four_and_six_months_before_the_founding_day_are_81_and_123_working_days() -> None:
    assert CN.working_days_between(date(2021, 1, 19), date(2021, 5, 19)) == 81
    assert CN.working_days_between(date(2020, 11, 19), date(2021, 5, 19)) == 123


def test_an_ordinary_saturday_is_a_day_of_rest() -> None:
    assert CN.why(date(2021, 5, 22)).key == "rest_day"
    assert CN.why(date(2021, 5, 21)).key == "working_day"


def test_days_after_the_last_published_year_are_provisional() -> None:
    assert not CN.is_provisional(date(LAST_PUBLISHED, 12, 31))
    assert CN.is_provisional(date(LAST_PUBLISHED + 1, 1, 1))


def test_a_provisional_year_has_the_holidays_that_the_law_fixes_to_a_date() -> None:
    for month, day in [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]:
        projected = date(LAST_PUBLISHED + 1, month, day)
        assert CN.why(projected).key == "projected_holiday"
        assert not CN.is_working(projected)
        assert CN.why(date(LAST_PUBLISHED, month, day)).key == "holiday"


def test_nothing_is_known_before_the_first_year() -> None:
    with pytest.raises(InvalidInput) as refused:
        CN.is_working(date(2003, 12, 31))
    assert refused.value.key == "calendar_before_reach"
    assert refused.value.facts == {"calendar": "cn", "day": "2003-12-31", "first_year": 2004}
    with pytest.raises(InvalidInput):
        CN.working_days_between(date(2003, 6, 1), date(2021, 1, 1))
    with pytest.raises(InvalidInput):
        CN.nth_working_day_before(date(2004, 1, 10), 30)
    with pytest.raises(InvalidInput):
        CN.why(date(1, 1, 1))


def test_counting_may_begin_on_the_day_before_the_first_year() -> None:
    assert CN.nth_working_day_after(date(2003, 12, 31), 1) == date(2004, 1, 2)


def test_counting_ends_with_the_last_date_there_is() -> None:
    with pytest.raises(InvalidInput) as refused:
        CN.nth_working_day_after(date(9999, 12, 1), 100)
    assert refused.value.key == "calendar_beyond_reach"
    with pytest.raises(InvalidInput) as beyond:
        CN.working_days_through(date.max.toordinal() + 1)
    assert beyond.value.key == "calendar_beyond_reach"


def test_the_day_of_the_event_is_not_counted() -> None:
    friday = date(2021, 4, 23)
    assert CN.nth_working_day_after(friday, 1) == date(2021, 4, 25)
    assert CN.nth_working_day_before(friday, 1) == date(2021, 4, 22)
    assert CN.nth_working_day_after(friday, 0) == friday
    assert CN.nth_working_day_before(friday, 0) == friday


def test_counting_back_undoes_counting_on_from_a_working_day() -> None:
    start = date(2021, 5, 19)
    for count in range(1, 300):
        reached = CN.nth_working_day_after(start, count)
        assert CN.nth_working_day_before(reached, count) == start
        assert CN.nth_working_day_after(reached, -count) == start
        assert CN.working_days_between(start, reached) == count
        assert CN.working_days_between(reached, start) == -count


def test_the_next_working_day_after_a_rest_day_is_the_first_one_worked() -> None:
    assert CN.next_working_day(date(2021, 5, 1)) == date(2021, 5, 6)
    assert CN.next_working_day(date(2021, 5, 8)) == date(2021, 5, 8)


def test_working_minutes_pass_over_noon_night_and_holiday() -> None:
    start = at("2021-04-30T17:00")
    assert CN.add_working_minutes(start, 60) == at("2021-04-30T18:00")
    assert CN.add_working_minutes(start, 61) == at("2021-05-06T09:01")
    assert CN.add_working_minutes(start, 60 + 180 + 1) == at("2021-05-06T13:01")
    assert CN.working_minutes_between(start, at("2021-05-06T13:01")) == 241


def test_time_worked_out_of_hours_is_none() -> None:
    assert CN.working_minutes_between(at("2021-05-19T18:00"), at("2021-05-20T09:00")) == 0
    assert CN.working_minutes_between(at("2021-05-19T12:00"), at("2021-05-19T13:00")) == 0
    assert CN.working_minutes_between(at("2021-05-22T00:00"), at("2021-05-23T23:59")) == 0
    assert CN.add_working_minutes(at("2021-05-22T10:00"), 1) == at("2021-05-24T09:01")


def test_working_minutes_count_back_to_the_last_instant_from_which_they_are_worked() -> None:
    assert CN.add_working_minutes(at("2021-05-06T09:30"), -30) == at("2021-05-06T09:00")
    assert CN.add_working_minutes(at("2021-05-06T09:30"), -31) == at("2021-04-30T17:59")
    assert CN.add_working_minutes(at("2021-05-06T09:30"), 0) == at("2021-05-06T09:30")


def test_seconds_are_kept() -> None:
    start = at("2021-05-19T17:59:30.250000")
    assert CN.add_working_minutes(start, 1) == at("2021-05-20T09:00:30.250000")
    assert CN.working_time_between(start, at("2021-05-20T09:00:00")) == timedelta(seconds=29.75)


def test_a_day_begins_at_midnight_in_china() -> None:
    assert CN.midnight(date(2021, 5, 19)) == datetime(2021, 5, 18, 16, tzinfo=UTC)
    assert CN.local_date(datetime(2021, 5, 18, 16, tzinfo=UTC)) == date(2021, 5, 19)
    assert CN.local_date(datetime(2021, 5, 18, 15, 59, tzinfo=UTC)) == date(2021, 5, 18)


def test_an_instant_without_a_zone_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="2021-05-19"):
        CN.local_date(datetime(2021, 5, 19))  # noqa: DTZ001
