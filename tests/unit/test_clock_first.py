"""Before every act the clocks that ran out before it have their say; what they decided overtakes late acts."""

from __future__ import annotations

import pytest

from tests.office import APPLICANT, APPROVER, CLERK, HEAD, PAPER, REVIEWER, Office, at
from workflow.application.sweep import sweep
from workflow.proceedings.commands import RecordItem


@pytest.fixture
def office() -> Office:
    office = Office("2021-04-23 09:00")
    office.project(special=False)
    office.open("c", "land")
    office.act("c", "submit", APPLICANT)
    return office


@pytest.mark.parametrize(("now", "state"), [("2021-04-29 23:59", "asked_for"), ("2021-04-30 00:00", None)])
def test_the_list_may_be_given_until_the_last_minute_of_the_fifth_working_day(
    office: Office, now: str, state: str | None
) -> None:
    office.put(now)
    if state is None:
        assert office.refused("c", "ask", CLERK, defects=["缺章"]) == ["state_mismatch"]
    else:
        office.act("c", "ask", CLERK, defects=["缺章"])
        assert office.state("c") == state


def test_silence_accepts_as_of_receipt_and_the_decision_is_due_from_then(office: Office) -> None:
    office.put("2021-05-06 10:00")
    swept = sweep(office.service)
    assert [record.name for record in swept.records] == ["ApplicationAccepted"]
    record = swept.records[0]
    assert (record.effective_at, record.recorded_at) == (at("2021-04-23 09:00"), at("2021-05-06 10:00"))
    assert record.actor.person == "system"
    case = office.service.case("c")
    assert case.course.attributes["mode"] == "deemed"
    assert case.course.runs["decision"].started_at == at("2021-04-23 09:00")


def test_an_act_finds_the_clock_outcome_recorded_in_the_same_append(office: Office) -> None:
    office.put("2021-05-06 10:00")
    outcome = office.act("c", "review", REVIEWER)
    assert [record.name for record in outcome.records] == ["ApplicationAccepted", "ReviewStarted"]


def test_a_refused_act_records_no_clock_outcome_either(office: Office) -> None:
    office.put("2021-05-06 10:00")
    before = office.service.ledger.position()
    office.refused("c", "ask", CLERK, defects=["缺章"])
    assert office.service.ledger.position() == before


def test_an_act_done_in_time_and_recorded_late_holds_if_the_clock_was_not_yet_recorded(office: Office) -> None:
    office.put("2021-05-06 10:00")
    office.act("c", "accept", CLERK, on="2021-04-28 16:00")
    assert office.service.case("c").course.attributes["mode"] == "explicit"


def test_what_a_recorded_outcome_has_overtaken_is_refused(office: Office) -> None:
    office.put("2021-05-06 10:00")
    sweep(office.service)
    assert office.refused("c", "ask", CLERK, on="2021-04-28 16:00", defects=["缺章"]) == ["overtaken_by_clock"]


def test_until_the_head_sets_the_outcome_aside(office: Office) -> None:
    office.put("2021-05-06 10:00")
    sweep(office.service)
    office.act("c", "undo_deeming", HEAD, on="2021-04-29 17:00")
    assert office.act("c", "ask", CLERK, on="2021-04-29 18:00", defects=["缺章"]).records
    assert office.state("c") == "asked_for"


def test_sweeping_twice_is_sweeping_once(office: Office) -> None:
    office.put("2021-06-30 00:00")
    assert [r.name for r in sweep(office.service).records] == ["ApplicationAccepted", "DeadlineBreached"]
    assert sweep(office.service).records == []


def test_a_breach_is_recorded_once_a_run_and_the_decision_may_still_be_made(office: Office) -> None:
    office.act("c", "accept", CLERK)
    office.put("2021-06-08 00:00")
    outcome = office.act("c", "grant", APPROVER, document=PAPER)
    assert [r.name for r in outcome.records][:2] == ["DeadlineBreached", "LicenceGranted"]
    assert outcome.records[1].data["late"] == ["decision"]


def test_while_a_clock_stands_still_nothing_expires(office: Office) -> None:
    office.act("c", "accept", CLERK)
    office.act("c", "pause", REVIEWER, ground="hearing")
    office.put("2021-06-01 09:00")
    assert sweep(office.service).records == []


def test_suspended_days_move_the_due_date(office: Office) -> None:
    office.act("c", "accept", CLERK)
    situation_before = office.service.case("c").course.runs["decision"]
    office.put("2021-05-10 09:00")
    office.act("c", "pause", REVIEWER, ground="expert_review")
    office.put("2021-05-17 09:00")
    office.act("c", "resume", REVIEWER)
    run = office.service.case("c").course.runs["decision"]
    assert run.suspensions[0].reason == "expert_review"
    assert (run.suspensions[0].start, run.suspensions[0].end) == (at("2021-05-10 09:00"), at("2021-05-17 09:00"))
    assert run.started_at == situation_before.started_at


def test_an_extension_after_expiry_is_refused_and_a_second_one_too(office: Office) -> None:
    office.act("c", "accept", CLERK)
    office.put("2021-05-10 09:00")
    office.act("c", "extend", HEAD)
    assert office.refused("c", "extend", HEAD) == ["second_extension"]
    office.open("late", "sign")
    office.act("late", "submit", APPLICANT)
    office.act("late", "accept", CLERK)
    office.put("2021-07-01 09:00")
    assert office.refused("late", "extend", HEAD) == ["extended_late"]


def test_a_broken_promise_is_on_record_and_moves_nothing(office: Office) -> None:
    office.to_accepted("w", "works")
    office.put("2021-04-28 09:00")
    swept = [r for r in sweep(office.service).records if r.stream == "case:w"]
    assert [(r.name, r.data["clock"]) for r in swept] == [("DeadlineBreached", "decision:promised")]
    assert office.state("w") == "accepted"


def test_a_permit_lapses_by_itself_unless_it_is_used(office: Office) -> None:
    office.act("c", "accept", CLERK)
    office.act("c", "grant", APPROVER, document=PAPER)
    office.service.handle(_record(office, "contract"))
    office.granted("w", "works")
    office.put("2021-07-24 00:00")
    sweep(office.service)
    assert office.state("w") == "lapsed"
    assert office.standing("works") == "ended"


def test_a_used_permit_does_not_lapse(office: Office) -> None:
    office.act("c", "accept", CLERK)
    office.act("c", "grant", APPROVER, document=PAPER)
    office.service.handle(_record(office, "contract"))
    office.granted("w", "works")
    office.service.handle(_record(office, "start"))
    office.put("2022-07-24 00:00")
    sweep(office.service)
    assert office.state("w") == "granted"
    assert office.names("case:w")[-1] == "LicenceUsed"


def _record(office: Office, item: str) -> RecordItem:
    return RecordItem("dejie", item, f"dejie.{item}", CLERK, office.clock.now())
