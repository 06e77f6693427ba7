"""Calendars as data: the pinned table, and an office's own days over the national ones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from workflow.calendars.calendar import Calendar
from workflow.calendars.china import china
from workflow.calendars.hours import MINUTE, earliest, latest
from workflow.calendars.tables import from_table, overlay
from workflow.errors import InvalidInput

CN = china()


def office(**own: Any) -> Calendar:
    return overlay({"calendar": "office", "base": "cn", **own}, {"cn": CN})


def key_of(**own: Any) -> str:
    with pytest.raises(InvalidInput) as refused:
        office(**own)
    return refused.value.key


def test_a_calendar_comes_back_from_its_table_as_it_was() -> None:
    again = from_table(json.loads(json.dumps(CN.to_table())))
    assert again == CN
    assert hash(again) == hash(CN)
    assert again.to_table() == CN.to_table()
    assert again.nth_working_day_after(date(2021, 5, 19), 20) == date(2021, 6, 17)


def test_an_office_calendar_comes_back_from_its_table_too() -> None:
    own = office(off=["2021-07-28..2021-07-30"], hours=["08:30-12:00"], title={"zh-CN": "窗口", "en": "Window"})
    assert from_table(own.to_table()) == own


def test_an_office_may_close_and_work_on_days_of_its_own() -> None:
    own = office(
        off=["2021-07-28", {"day": "2021-07-29..2021-07-30", "title": {"zh-CN": "停电", "en": "Power cut"}}],
        work=[date(2021, 7, 31), "2021-05-04"],
        source="局通知",
    )
    assert [own.is_working(date(2021, 7, day)) for day in (27, 28, 29, 30, 31)] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert own.is_working(date(2021, 5, 4))
    assert own.why(date(2021, 5, 3)).key == "holiday"
    assert own.why(date(2021, 7, 28)).key == "rest_day"
    named = own.why(date(2021, 7, 30)).name
    assert named is not None
    assert (named.zh, named.en) == ("停电", "Power cut")
    assert own.source == "局通知"


def test_an_office_may_close_on_a_national_makeup_day() -> None:
    assert not office(off="2021-05-08").is_working(date(2021, 5, 8))


def test_an_office_has_hours_of_its_own() -> None:
    own = office(hours=["08:30-12:00", "14:00-17:30"])
    start = CN.instant(datetime(2021, 5, 19, 12, 30))  # noqa: DTZ001
    assert own.add_working_minutes(start, 30) == CN.instant(datetime(2021, 5, 19, 14, 30))  # noqa: DTZ001


def test_an_office_has_a_week_of_its_own() -> None:
    own = office(weekly_rest=["monday"])
    assert own.is_working(date(2021, 5, 22))
    assert not own.is_working(date(2021, 5, 24))


def test_a_centre_that_never_closes_works_every_minute_and_is_never_provisional() -> None:
    centre = overlay({"calendar": "centre_247", "base": "cn", "every_day": True}, {"cn": CN})
    start = CN.instant(datetime(2021, 4, 30, 23, 50))  # noqa: DTZ001
    assert centre.add_working_minutes(start, 15) == CN.instant(datetime(2021, 5, 1, 0, 5))  # noqa: DTZ001
    assert centre.working_minutes_between(start, CN.instant(datetime(2021, 5, 2))) == 24 * 60 + 10  # noqa: DTZ001
    assert centre.is_working(date(2021, 10, 1))
    assert not centre.is_provisional(date(2100, 1, 1))
    assert from_table(centre.to_table()) == centre


def test_an_overlay_may_stand_on_another_overlay() -> None:
    district = office(off="2021-07-28")
    unit = overlay({"calendar": "unit", "base": "office", "work": "2021-07-28"}, {"cn": CN, "office": district})
    assert unit.is_working(date(2021, 7, 28))


@pytest.mark.parametrize("day", ["2021-02-29", "2021-13-01", "yesterday", "2021-07-30..2021-07-28", 7, None])
def test_an_impossible_date_is_refused(day: Any) -> None:
    assert key_of(off=[day]) == "calendar_date_invalid"


def test_a_day_both_off_and_worked_is_refused() -> None:
    assert key_of(off="2021-07-28", work="2021-07-28") == "calendar_contradiction"


@pytest.mark.parametrize(
    "hours", ["12:00-09:00", "09:00-25:00", "9-12", [], ["09:00-12:00", "11:00-14:00"], "09:00-11:60"]
)
def test_hours_that_are_none_are_refused(hours: Any) -> None:
    assert key_of(hours=hours) == "calendar_hours_invalid"


def test_a_day_holds_no_more_than_its_working_time() -> None:
    morning = ((540, 720),)
    assert (earliest(morning, 180 * MINUTE), latest(morning, 0)) == (720 * MINUTE, 540 * MINUTE)
    with pytest.raises(ValueError, match="1"):
        earliest(morning, 180 * MINUTE + 1)
    with pytest.raises(ValueError, match="0"):
        latest(morning, 180 * MINUTE)


def test_a_calendar_made_with_impossible_hours_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        replace(CN, hours=((720, 540),))
    assert refused.value.key == "calendar_hours_invalid"


def test_a_week_without_a_working_day_is_refused() -> None:
    week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    assert key_of(weekly_rest=week) == "calendar_never_works"


def test_what_a_calendar_does_not_know_is_refused_by_name() -> None:
    assert key_of(weekly_rest=["someday"]) == "calendar_weekday_unknown"
    assert key_of(holidays=[]) == "calendar_key_unknown"
    assert key_of(base="fr") == "calendar_base_unknown"
    assert key_of(off="2003-05-01") == "calendar_before_reach"
    with pytest.raises(InvalidInput) as missing:
        overlay({"calendar": "office"}, {"cn": CN})
    assert (missing.value.key, missing.value.facts["name"]) == ("calendar_key_missing", "base")
    with pytest.raises(InvalidInput) as zone:
        from_table({**CN.to_table(), "zone": "Asia/Atlantis"})
    assert zone.value.key == "calendar_zone_unknown"
