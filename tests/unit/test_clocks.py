"""Due dates of the domain's own tables: the founding case, the worked example and the fixtures of 2021."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from workflow.calendars.china import china
from workflow.calendars.tables import overlay
from workflow.errors import InvalidInput
from workflow.language.quantities import Period, parse_period
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Due, Run, Suspension

CN = china()
COUNTS = (1, 5, 7, 10, 15, 20, 30, 45, 60)
TABLE = {
    "2021-04-23": "04-25 04-29 05-06 05-10 05-17 05-24 06-07 06-29 07-20",
    "2021-04-28": "04-29 05-08 05-11 05-14 05-21 05-28 06-11 07-05 07-26",
    "2021-05-19": "05-20 05-26 05-28 06-02 06-09 06-17 07-01 07-22 08-12",
    "2021-06-10": "06-11 06-18 06-22 06-25 07-02 07-09 07-23 08-13 09-03",
    "2021-09-17": "09-18 09-26 09-28 10-08 10-14 10-21 11-04 11-25 12-16",
}
ROWS = [
    (start, count, f"2021-{last}")
    for start, row in TABLE.items()
    for count, last in zip(COUNTS, row.split(), strict=True)
]


def at(text: str) -> datetime:
    """Return the instant of a moment told by the clocks of China."""
    return CN.instant(datetime.fromisoformat(text))


def run(start: str, limit: str, *suspensions: Suspension, extensions: tuple[str, ...] = ()) -> Run:
    return Run(
        clock="decision",
        started_at=at(start),
        limit=parse_period(limit),
        calendar="cn",
        suspensions=suspensions,
        extensions=tuple(parse_period(extension) for extension in extensions),
    )


def last_day(start: str, limit: str, *suspensions: Suspension, extensions: tuple[str, ...] = ()) -> str:
    return str(clocks.due(run(start, limit, *suspensions, extensions=extensions), CN).last_day)


@pytest.mark.parametrize(("start", "count", "expected"), ROWS)
def test_working_days_from_a_day_of_2021_end_where_the_table_says(start: str, count: int, expected: str) -> None:
    assert last_day(start, f"{count} working_days") == expected


def test_the_first_unlawful_instant_is_the_midnight_after_the_last_day() -> None:
    due = clocks.due(run("2021-05-19T10:00", "20 working_days"), CN)
    assert due == Due(date(2021, 6, 17), datetime(2021, 6, 17, 16, tzinfo=UTC))


def test_silence_on_an_application_of_23_april_2021_ends_as_in_the_worked_example() -> None:
    notice = clocks.due(run("2021-04-23T16:40", "5 working_days"), CN)
    assert notice.expires_at == at("2021-04-30")
    assert last_day("2021-04-23", "20 working_days") == "2021-05-24"
    assert last_day("2021-04-23", "20 working_days", extensions=("10 working_days",)) == "2021-06-07"


def test_the_premium_due_by_sixty_days_falls_on_a_sunday_and_rolls_to_monday() -> None:
    due = clocks.due(run("2021-05-19", "60 calendar_days"), CN)
    assert (due.last_day, due.rolled_from) == (date(2021, 7, 19), date(2021, 7, 18))


def test_the_deed_tax_of_ten_days_falls_on_a_saturday_and_rolls_to_monday() -> None:
    due = clocks.due(run("2021-05-19", "10 calendar_days"), CN)
    assert (due.last_day, due.rolled_from) == (date(2021, 5, 31), date(2021, 5, 29))


def test_construction_begins_within_three_months_and_two_extensions_make_nine() -> None:
    assert clocks.due(run("2021-05-19", "3 months"), CN).last_day == date(2021, 8, 19)
    extended = clocks.due(run("2021-05-19", "3 months", extensions=("3 months", "3 months")), CN)
    assert extended.rolled_from == date(2022, 2, 19)
    assert extended.last_day == date(2022, 2, 21)


def test_twenty_days_suspended_from_24_to_28_may_end_on_24_june() -> None:
    pause = clocks.suspension_of_days(date(2021, 5, 24), date(2021, 5, 28), "expert_review", CN)
    assert last_day("2021-05-19", "20 working_days", pause) == "2021-06-24"


def test_an_extension_is_added_before_anything_is_counted() -> None:
    assert last_day("2021-01-31", "1 months", extensions=("1 months",)) == "2021-03-31"
    assert last_day("2021-04-23", "20 working_days", extensions=("10 working_days",)) == last_day(
        "2021-04-23", "30 working_days"
    )


def test_an_extension_in_another_unit_is_counted_from_the_day_the_limit_ends() -> None:
    assert last_day("2021-05-19", "10 working_days", extensions=("10 calendar_days",)) == "2021-06-15"
    mixed = clocks.due(run("2021-05-19T09:00", "8 working_hours", extensions=("1 working_days",)), CN)
    assert mixed == Due(date(2021, 5, 20), at("2021-05-21"))
    turned = clocks.due(run("2021-05-19T09:00", "1 working_days", extensions=("2 hours",)), CN)
    assert turned == Due(date(2021, 5, 21), at("2021-05-21T02:00"))


def test_an_extension_in_another_unit_begins_after_the_day_the_limit_rolled_to() -> None:
    rolled = clocks.due(run("2021-05-19", "10 calendar_days", extensions=("1 working_days",)), CN)
    assert rolled.last_day == date(2021, 6, 1)
    assert last_day("2021-05-19", "10 calendar_days", extensions=("0 working_days",)) == "2021-05-31"


def test_an_extension_of_no_hours_between_days_costs_no_day() -> None:
    extended = ("0 hours", "1 working_days")
    assert last_day("2021-05-19", "1 calendar_days", extensions=extended) == "2021-05-21"


def test_hours_and_minutes_run_from_the_instant_and_through_the_night() -> None:
    assert clocks.due(run("2021-05-01T23:50", "15 minutes"), CN).expires_at == at("2021-05-02T00:05")
    assert clocks.due(run("2021-05-01T23:50", "24 hours"), CN).expires_at == at("2021-05-02T23:50")


def test_a_day_of_hours_that_ends_at_midnight_has_the_day_before_as_its_last() -> None:
    assert clocks.due(run("2021-05-19", "24 hours"), CN).last_day == date(2021, 5, 19)


def test_working_hours_run_only_while_the_office_works() -> None:
    assert clocks.due(run("2021-05-21T17:00", "2 working_hours"), CN).expires_at == at("2021-05-24T10:00")
    assert clocks.due(run("2021-05-19T09:00", "24 working_hours"), CN).expires_at == at("2021-05-21T18:00")


def test_a_clock_until_an_instant_ends_at_that_instant() -> None:
    assert clocks.due(Run("validity", at("2021-05-19"), until=at("2024-05-20")), CN) == Due(
        date(2024, 5, 19), at("2024-05-20")
    )
    prolonged = clocks.extend(Run("validity", at("2021-05-19"), until=at("2024-05-20")), Period(3, "years"))
    assert clocks.due(prolonged, CN).expires_at == at("2027-05-20")


def test_a_clock_has_either_a_limit_or_an_end() -> None:
    with pytest.raises(ValueError, match="decision"):
        Run("decision", at("2021-05-19"))
    with pytest.raises(ValueError, match="decision"):
        Run("decision", at("2021-05-19"), Period(1, "hours"), until=at("2021-05-20"))


@pytest.mark.parametrize("limit", ["9000000 calendar_days", "9000 years", "9000000 working_days", "99999999 hours"])
def test_a_limit_that_outlasts_every_date_is_refused(limit: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        clocks.due(run("2021-05-19", limit), CN)
    assert refused.value.key == "calendar_beyond_reach"


def test_a_period_that_ends_on_the_last_date_there_is_has_no_instant_after_it() -> None:
    with pytest.raises(InvalidInput) as refused:
        clocks.due(run("9999-12-01", "30 working_days"), CN)
    assert refused.value.key == "calendar_beyond_reach"
    with pytest.raises(InvalidInput):
        clocks.due(run("9999-12-30", "1 working_days"), CN)


def test_shifting_an_instant_keeps_the_time_of_day() -> None:
    noon = at("2021-05-19T12:00")
    shifted = {
        "20 working_days": "2021-06-17T12:00",
        "30 calendar_days": "2021-06-18T12:00",
        "3 years": "2024-05-19T12:00",
        "36 hours": "2021-05-21T00:00",
        "2 working_hours": "2021-05-19T15:00",
    }
    assert {limit: clocks.shift(noon, parse_period(limit), CN) for limit in shifted} == {
        limit: at(then) for limit, then in shifted.items()
    }


def test_shifting_back_finds_the_last_moment_to_act() -> None:
    expiry = at("2024-03-31T00:00")
    assert clocks.shift(expiry, Period(30, "calendar_days"), CN, backwards=True) == at("2024-03-01T00:00")
    assert clocks.shift(expiry, Period(1, "months"), CN, backwards=True) == at("2024-02-29T00:00")
    assert clocks.shift(at("2021-05-06"), Period(1, "working_days"), CN, backwards=True) == at("2021-04-30")
    with pytest.raises(InvalidInput):
        clocks.shift(expiry, Period(9000, "years"), CN, backwards=True)


def test_a_centre_that_never_closes_has_no_day_to_roll_from() -> None:
    centre = overlay({"calendar": "centre_247", "base": "cn", "every_day": True}, {"cn": CN})
    due = clocks.due(run("2021-05-19", "60 calendar_days"), centre)
    assert (due.last_day, due.rolled_from) == (date(2021, 7, 18), None)


def test_acts_on_a_clock_that_are_so_already_change_nothing() -> None:
    started = run("2021-05-19", "20 working_days")
    stopped = clocks.stop(started, at("2021-05-25"))
    fired = clocks.fire(started, at("2021-06-18"))
    suspended = clocks.suspend(started, at("2021-05-24"), "hearing")
    assert clocks.stop(stopped, at("2021-05-26")) == stopped
    assert clocks.suspend(stopped, at("2021-05-26"), "hearing") == stopped
    assert clocks.suspend(stopped, at("2021-05-25"), "hearing") == stopped
    assert clocks.suspend(stopped, at("2021-05-24"), "hearing").is_suspended
    assert clocks.fire(fired, at("2021-06-19")) == fired
    assert clocks.suspend(suspended, at("2021-05-25"), "hearing") == suspended
    assert [started.is_open, stopped.is_open, fired.is_open] == [True, False, False]
    assert clocks.reopen(clocks.fire(stopped, at("2021-06-18"))) == started


def test_a_suspension_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="hearing"):
        Suspension(at("2021-05-24"), at("2021-05-23"), "hearing")
    with pytest.raises(ValueError, match="hearing"):
        clocks.suspension_of_days(date(2021, 5, 24), date(2021, 5, 23), "hearing", CN)


def test_two_grounds_of_suspension_end_one_by_one() -> None:
    both = clocks.suspend(run("2021-05-19", "20 working_days"), at("2021-05-24"), "hearing")
    both = clocks.suspend(both, at("2021-05-25"), "expert_review")
    one = clocks.resume(both, at("2021-05-27"), "hearing")
    assert one.is_suspended
    assert clocks.due(one, CN).expires_at is None
    none = clocks.resume(one, at("2021-05-29"))
    assert not none.is_suspended
    assert clocks.due(none, CN).last_day == date(2021, 6, 24)


def test_a_resumption_recorded_before_its_suspension_began_ends_it_at_once() -> None:
    suspended = clocks.suspend(run("2021-05-19", "20 working_days"), at("2021-05-24"), "hearing")
    resumed = clocks.resume(suspended, at("2021-05-24") - timedelta(days=3))
    assert clocks.due(resumed, CN).last_day == date(2021, 6, 17)


@pytest.mark.parametrize(
    ("until", "extension", "provisional"),
    [
        ("2040-06-01", None, False),
        ("2040-06-01", "10 calendar_days", False),
        ("2040-06-01", "10 working_days", True),
        ("2021-06-01", "10 working_days", False),
    ],
)
def test_a_date_in_a_document_is_provisional_only_if_working_days_were_added(
    until: str, extension: str | None, *, provisional: bool
) -> None:
    dated = Run("validity", at("2021-05-19"), calendar="cn", until=at(until))
    if extension is not None:
        dated = clocks.extend(dated, parse_period(extension))
    assert clocks.due(dated, CN).provisional is provisional
