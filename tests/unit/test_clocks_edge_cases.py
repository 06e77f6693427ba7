"""The cases at which deadline engines are known to go wrong, one test each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from workflow.calendars.calendar import Calendar
from workflow.calendars.china import china
from workflow.calendars.tables import from_table, overlay
from workflow.language.quantities import Period, parse_period
from workflow.lifecycle import clocks
from workflow.lifecycle.clocks import Due, Run, Suspension
from workflow.lifecycle.derivation import derive

CN = china()
LAST_PUBLISHED = CN.last_published_year or 0


def at(text: str) -> datetime:
    """Return the instant of a moment told by the clocks of China."""
    return CN.instant(datetime.fromisoformat(text))


def run(start: str, limit: str = "20 working_days") -> Run:
    return Run("decision", at(start), parse_period(limit), "cn")


def paused(started: Run, *pauses: tuple[str, str]) -> Run:
    added = (Suspension(at(start), at(end), "expert_review") for start, end in pauses)
    return replace(started, suspensions=(*started.suspensions, *added))


def last_day(of: Run, calendar: Calendar = CN) -> str:
    return str(clocks.due(of, calendar).last_day)


def test_start_on_a_non_working_day() -> None:
    assert last_day(run("2021-05-22", "1 working_days")) == "2021-05-24"
    assert last_day(run("2021-05-01", "5 working_days")) == "2021-05-11"


def test_received_after_office_hours() -> None:
    assert last_day(run("2021-05-19T23:59", "5 working_days")) == last_day(run("2021-05-19T08:00", "5 working_days"))


def test_day_zero_is_the_day_of_the_event() -> None:
    first, second = derive(run("2021-05-19", "1 working_days"), CN).days
    assert (first.date, first.counts, first.why) == (date(2021, 5, 19), False, "event_day")
    assert (second.date, second.counts, second.number) == (date(2021, 5, 20), True, 1)


def test_last_day_on_a_holiday_rolls_and_the_rule_is_named() -> None:
    derivation = derive(run("2021-04-21", "10 calendar_days"), CN)
    assert derivation.due.last_day == date(2021, 5, 6)
    assert derivation.days[-1].why == "rolled_to"
    assert derivation.days[-1].facts == {
        "rule": "last_day_on_a_rest_day_moves_to_the_next_working_day",
        "rolled_from": "2021-05-01",
    }
    assert [day.why for day in derivation.days[-5:-1]] == ["rolled_over"] * 4


def test_last_day_on_a_makeup_saturday_does_not_roll() -> None:
    assert last_day(run("2021-04-28", "10 calendar_days")) == "2021-05-08"


def test_adjusted_working_weekends_count() -> None:
    assert last_day(run("2021-09-17", "1 working_days")) == "2021-09-18"
    assert last_day(run("2021-09-17", "5 working_days")) == "2021-09-26"


def test_at_year_end_without_next_years_list_a_date_is_provisional() -> None:
    assert not clocks.due(run(f"{LAST_PUBLISHED}-12-01", "15 working_days"), CN).provisional
    assert clocks.due(run(f"{LAST_PUBLISHED}-12-01", "40 working_days"), CN).provisional


def test_a_corrected_calendar_gives_a_second_answer_and_leaves_the_first() -> None:
    table = CN.to_table()
    corrected = from_table({**table, "off": {**table["off"], "2021-06-01": {"zh-CN": "停电", "en": "Power cut"}}})
    assert last_day(run("2021-05-19"), corrected) == "2021-06-18"
    assert last_day(run("2021-05-19"), from_table(table)) == "2021-06-17"


def test_a_pause_wholly_inside_holidays_costs_nothing() -> None:
    assert last_day(paused(run("2021-04-23"), ("2021-05-01", "2021-05-06"))) == last_day(run("2021-04-23"))


def test_a_pause_and_resumption_on_the_same_day_cost_nothing() -> None:
    same_day = paused(run("2021-05-19"), ("2021-05-24T09:00", "2021-05-24T17:00"))
    assert last_day(same_day) == last_day(run("2021-05-19"))


def test_the_day_of_a_suspension_does_not_count_and_the_day_of_resumption_does() -> None:
    overnight = paused(run("2021-05-19"), ("2021-05-24T17:59", "2021-05-25T09:00"))
    assert last_day(overnight) == "2021-06-18"


def test_a_resumption_on_a_non_working_day() -> None:
    until_saturday = paused(run("2021-05-19"), ("2021-05-24T09:00", "2021-05-29T10:00"))
    until_monday = paused(run("2021-05-19"), ("2021-05-24T09:00", "2021-05-31T10:00"))
    assert last_day(until_saturday) == last_day(until_monday) == "2021-06-24"


def test_overlapping_and_nested_suspensions_are_united_not_added() -> None:
    nested = paused(
        run("2021-05-19"),
        ("2021-05-24T09:00", "2021-05-29"),
        ("2021-05-25", "2021-05-27"),
        ("2021-05-27", "2021-05-29"),
    )
    assert last_day(nested) == "2021-06-24"


def test_a_pause_before_the_start_costs_nothing() -> None:
    assert last_day(paused(run("2021-05-19"), ("2021-05-10", "2021-05-14"))) == "2021-06-17"
    assert last_day(paused(run("2021-05-19"), ("2021-05-10", "2021-05-21"))) == "2021-06-18"


def test_a_pause_after_the_due_date_costs_nothing() -> None:
    assert last_day(paused(run("2021-05-19"), ("2021-06-18", "2021-06-25"))) == "2021-06-17"


def test_a_pause_that_begins_after_the_due_date_and_never_ends_leaves_it_expired() -> None:
    late = clocks.suspend(run("2021-05-19"), at("2021-06-18"), "expert_review")
    assert clocks.due(late, CN).expires_at == at("2021-06-18")


def test_a_pause_that_never_ends_lets_nothing_expire() -> None:
    still = clocks.suspend(run("2021-05-19"), at("2021-06-17T23:59"), "expert_review")
    assert clocks.due(still, CN) == Due(None, None)
    standing = derive(still, CN).days[-1]
    assert (standing.date, standing.why, standing.facts) == (
        date(2021, 6, 17),
        "standing_still",
        {"reason": "expert_review"},
    )


def test_a_resumption_without_a_pause_changes_nothing() -> None:
    assert clocks.resume(run("2021-05-19"), at("2021-05-24")) == run("2021-05-19")


def test_an_extension_granted_after_expiry_leaves_the_recorded_expiry() -> None:
    fired = clocks.fire(run("2021-05-19"), at("2021-06-18"))
    late = clocks.extend(fired, Period(10, "working_days"))
    assert late.fired_at == at("2021-06-18")
    assert not late.is_open


def test_a_second_extension_adds_to_the_first() -> None:
    once = clocks.extend(run("2021-04-23"), Period(10, "working_days"))
    assert last_day(once) == "2021-06-07"
    assert last_day(clocks.extend(once, Period(10, "working_days"))) == last_day(run("2021-04-23", "40 working_days"))


def test_an_extension_while_suspended_counts_once_the_clock_runs_again() -> None:
    still = clocks.suspend(run("2021-05-19"), at("2021-05-24"), "expert_review")
    resumed = clocks.resume(clocks.extend(still, Period(10, "working_days")), at("2021-05-29"))
    assert last_day(resumed) == "2021-07-08"


def test_a_case_moved_to_another_calendar_is_counted_by_that_one() -> None:
    unit = overlay({"calendar": "unit", "base": "cn", "off": "2021-06-01..2021-06-03"}, {"cn": CN})
    assert last_day(run("2021-05-19"), unit) == "2021-06-22"


def test_a_joint_clock_runs_over_the_single_ones() -> None:
    joint, single = run("2021-05-19", "45 working_days"), run("2021-05-19", "20 working_days")
    assert (last_day(single), last_day(joint)) == ("2021-06-17", "2021-07-22")


def test_working_days_calendar_days_months_and_hours_are_four_different_things() -> None:
    limits = ("30 working_days", "30 calendar_days", "1 months", "30 working_hours", "30 hours")
    ends = [last_day(run("2021-05-19", limit)) for limit in limits]
    assert ends == ["2021-07-01", "2021-06-18", "2021-06-21", "2021-05-24", "2021-05-20"]


def test_a_month_from_31_january_ends_with_february() -> None:
    due = clocks.due(run("2020-01-31", "1 months"), CN)
    assert (due.last_day, due.rolled_from) == (date(2020, 3, 2), date(2020, 2, 29))
    assert last_day(run("2022-01-31", "1 months")) == "2022-02-28"
    assert clocks.due(run("2020-02-29", "1 years"), CN).rolled_from == date(2021, 2, 28)


def test_around_midnight_the_day_is_that_of_china() -> None:
    before = Run("decision", datetime(2021, 5, 19, 15, 59, 59, tzinfo=UTC), Period(1, "working_days"), "cn")
    after = replace(before, started_at=datetime(2021, 5, 19, 16, tzinfo=UTC))
    assert (last_day(before), last_day(after)) == ("2021-05-20", "2021-05-21")


def test_where_clocks_are_put_forward_a_day_still_ends_at_its_own_midnight() -> None:
    berlin = from_table({**CN.to_table(), "zone": "Europe/Berlin"})
    started = Run("decision", berlin.midnight(date(2021, 3, 27)), Period(1, "calendar_days"), "berlin")
    due = clocks.due(started, berlin)
    assert due.rolled_from == date(2021, 3, 28)
    assert due.expires_at == datetime(2021, 3, 29, 22, tzinfo=UTC)
    day_of_23_hours = berlin.midnight(date(2021, 3, 29)) - berlin.midnight(date(2021, 3, 28))
    assert day_of_23_hours == timedelta(hours=23)


def test_a_suspension_recorded_late_moves_the_date_from_when_it_was_effective() -> None:
    known_then = run("2021-05-19")
    known_now = paused(known_then, ("2021-05-24", "2021-05-29"))
    assert (last_day(known_then), last_day(known_now)) == ("2021-06-17", "2021-06-24")


def test_a_case_reopened_by_a_court_has_a_new_clock() -> None:
    first = clocks.stop(run("2021-05-19"), at("2021-06-01"))
    second = replace(run("2021-09-17"), clock=first.clock)
    assert last_day(second) == "2021-10-21"
    assert last_day(first) == "2021-06-17"


def test_a_withdrawn_application_has_no_clock_that_can_expire() -> None:
    assert not clocks.stop(run("2021-05-19"), at("2021-05-25")).is_open


def test_silence_deems_accepted_on_the_day_after_the_last_one() -> None:
    silent = clocks.due(run("2021-04-23", "5 working_days"), CN)
    assert silent.last_day == date(2021, 4, 29)
    assert silent.expires_at is not None
    assert CN.local_date(silent.expires_at) == date(2021, 4, 30)


def test_a_delivery_runs_from_the_decision_not_from_the_application() -> None:
    assert last_day(run("2021-06-17", "10 working_days")) == "2021-07-01"


def test_a_promised_limit_beside_the_statutory_one_is_a_clock_of_its_own() -> None:
    promised = replace(run("2021-05-19", "3 working_days"), clock="decision:promised")
    assert (last_day(promised), last_day(run("2021-05-19"))) == ("2021-05-24", "2021-06-17")


def test_days_of_an_outage_declared_not_to_count() -> None:
    outage = overlay(
        {"calendar": "office", "base": "cn", "off": [{"day": "2021-06-01", "title": "系统停机"}]}, {"cn": CN}
    )
    assert last_day(run("2021-05-19"), outage) == "2021-06-18"
    told = {day.date: (day.why, day.facts) for day in derive(run("2021-05-19"), outage).days}
    assert told[date(2021, 6, 1)] == ("holiday", {"name": {"zh-CN": "系统停机", "en": ""}})


def test_a_pause_over_night_takes_no_working_time() -> None:
    overnight = paused(run("2021-05-19T17:00", "2 working_hours"), ("2021-05-19T18:00", "2021-05-20T09:00"))
    assert clocks.due(overnight, CN).expires_at == at("2021-05-20T10:00")


def test_a_pause_of_hours_shifts_hours_by_its_own_length() -> None:
    shifted = paused(run("2021-05-19T10:00", "2 hours"), ("2021-05-19T11:00", "2021-05-19T15:30"))
    assert clocks.due(shifted, CN).expires_at == at("2021-05-19T16:30")


def test_a_pause_of_days_shifts_calendar_days_and_the_end_still_rolls() -> None:
    shifted = clocks.due(paused(run("2021-05-19", "60 calendar_days"), ("2021-06-01", "2021-06-06")), CN)
    assert (shifted.last_day, shifted.rolled_from) == (date(2021, 7, 23), None)
    rolled = clocks.due(paused(run("2021-05-19", "60 calendar_days"), ("2021-06-01", "2021-06-07")), CN)
    assert (rolled.last_day, rolled.rolled_from) == (date(2021, 7, 26), date(2021, 7, 24))


def test_a_pause_that_begins_on_the_last_day_saves_that_day() -> None:
    saved = clocks.due(paused(run("2021-05-17", "10 calendar_days"), ("2021-05-27", "2021-05-28")), CN)
    assert (saved.last_day, saved.rolled_from) == (date(2021, 5, 28), None)


def test_a_pause_on_the_day_a_period_rolls_to_moves_it_on() -> None:
    moved = clocks.due(paused(run("2021-05-19", "60 calendar_days"), ("2021-07-19", "2021-07-21")), CN)
    assert (moved.last_day, moved.rolled_from) == (date(2021, 7, 21), date(2021, 7, 18))
