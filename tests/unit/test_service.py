"""The service: repeated commands, lost races, remembered states, cases moved to another definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import pytest

from tests.office import APPLICANT, APPROVER, CLERK, PAPER, REVIEWER, Office, small
from workflow.application.options import options
from workflow.application.service import Service
from workflow.application.shelf import Procedure
from workflow.definition.model import Definition
from workflow.errors import ConcurrentChange, Refused
from workflow.proceedings.commands import MoveCase, RecordItem, TakeAct
from workflow.store import Fact, Ledger, Record, open_ledger


def test_a_command_repeated_under_its_id_is_answered_from_the_record(office: Office) -> None:
    office.open("c", "land")
    first = office.act("c", "submit", APPLICANT, command="kom-1")
    again = office.act("c", "submit", APPLICANT, command="kom-1")
    assert again.repeated
    assert [r.position for r in again.records] == [r.position for r in first.records]
    assert office.refused("c", "submit", APPLICANT) == ["state_mismatch"]


def test_opening_the_same_case_again_changes_nothing(office: Office) -> None:
    office.open("c", "land")
    before = office.service.ledger.position()
    office.open("c", "land")
    assert office.service.ledger.position() == before


def test_two_offices_on_one_ledger_do_not_decide_on_what_they_remember(office: Office) -> None:
    office.open("c", "land")
    other = Service(office.service.ledger, office.clock)
    other.handle(TakeAct("c", "submit", APPLICANT, office.clock.now()))
    office.act("c", "accept", CLERK)
    assert other.case("c").course.state == "accepted"


def test_what_is_done_to_a_state_that_was_asked_for_stays_with_the_asker(office: Office) -> None:
    office.open("c", "land")
    project, case = office.service.project("dejie"), office.service.case("c")
    project.cases.clear()
    project.standings.clear()
    project.course.attributes["design"] = 99
    case.course.state = "granted"
    assert office.service.project("dejie").cases == {"c": "land"}
    assert office.service.project("dejie").course.attributes["design"] == 1
    assert office.state("c") == "draft"


def test_the_loser_of_a_race_decides_again_on_what_is_now_recorded(office: Office) -> None:
    """While the works permit relies on the land permit, the land permit is revoked before the append."""
    office.granted("l")
    office.service.handle(RecordItem("dejie", "contract", "k", CLERK, office.clock.now()))
    office.to_accepted("w", "works")
    rival = Service(office.service.ledger, office.clock)
    appended = office.service.ledger.append
    raced: list[int] = []

    def append(facts: Sequence[Fact], expected: Mapping[str, int]) -> list[Record]:
        if not raced:
            raced.append(1)
            rival.handle(TakeAct("l", "revoke", APPROVER, office.clock.now()))
        return appended(facts, expected)

    racing = Racing(office.service.ledger, append)
    office.service.ledger = cast(Ledger, racing)
    assert office.refused("w", "grant", APPROVER, document=PAPER) == ["prerequisite:land"]
    assert office.standing("works") == "pending"


class Racing:
    """A ledger that lets somebody else be first."""

    def __init__(self, ledger: Ledger, append: object) -> None:
        self._ledger = ledger
        self.append = append

    def __getattr__(self, name: str) -> object:
        return getattr(self._ledger, name)


def test_who_is_never_first_is_told_so(office: Office) -> None:
    office.open("c", "land")

    def append(*_: object) -> list[Record]:
        raise ConcurrentChange("stream_moved_on", stream="case:c", expected=1, found=2)

    office.service.ledger = cast(Ledger, Racing(office.service.ledger, append))
    with pytest.raises(ConcurrentChange) as conflict:
        office.act("c", "submit", APPLICANT)
    assert conflict.value.key == "others_kept_being_first"


def test_a_case_keeps_what_it_began_under_whatever_happens_to_the_text() -> None:
    ledger = open_ledger("memory:")
    office = Office(ledger=ledger)
    office.project(special=False)
    office.open("c", "land")
    fresh = Service(ledger, office.clock)
    rules = fresh.rules(office.definition)
    assert rules.digest == office.definition
    assert rules.definition == small().definition
    fresh.handle(TakeAct("c", "submit", APPLICANT, office.clock.now()))


def test_a_case_is_moved_to_another_version_where_its_state_exists(office: Office) -> None:
    office.to_accepted("c")
    procedure = small()
    newer = procedure.definition.model_copy(update={"version": "2"})
    digest = office.service.pin(type(procedure)(newer, procedure.calendars))
    office.service.handle(MoveCase("c", digest, APPROVER, office.clock.now()))
    assert office.names("case:c")[-1] == "CaseMoved"
    assert office.service.case("c").definition == digest
    office.act("c", "grant", APPROVER, document=PAPER)


def test_a_case_whose_item_is_gone_cannot_be_moved(office: Office) -> None:
    office.to_accepted("c")
    procedure = small()
    items = {name: item for name, item in procedure.definition.items.items() if name != "land"}
    digest = office.service.pin(
        type(procedure)(procedure.definition.model_copy(update={"items": items}), procedure.calendars)
    )
    with pytest.raises(Refused) as refused:
        office.service.handle(MoveCase("c", digest, APPROVER, office.clock.now()))
    assert [r.key for r in refused.value.refusals] == ["move_illegal"]


def test_options_tell_every_act_and_why_not(office: Office) -> None:
    office.to_accepted("w", "works")
    found = {option.name: option for option in options(office.service, "w").acts}
    assert found["review"].allowed
    assert [r.key for r in found["grant"].refusals] == ["prerequisite:contract|fire", "prerequisite:land"]
    assert [r.key for r in found["submit"].refusals] == ["state_mismatch"]
    assert found["overdue"].automatic
    assert not found["overdue"].allowed


def test_options_name_the_hour_by_which_an_act_is_due(office: Office) -> None:
    office.open("c", "land")
    office.act("c", "submit", APPLICANT)
    due = next(option.due for option in options(office.service, "c").acts if option.name == "ask")
    assert due is not None
    assert due.isoformat() == "2021-04-29T16:00:00+00:00"


def test_an_older_form_of_an_event_is_read_in_todays_by_what_the_definition_says(office: Office) -> None:
    office.to_accepted("c")
    office.act("c", "review", REVIEWER, area=80)
    definition = small().definition
    event = {"title": {"zh-CN": "审查", "en": "Review"}, "version": 3, "upcasts": {
        1: {"renamed": {"area": "floor_area"}}, 2: {"default": {"storeys": 1}}}}  # fmt: skip
    said = definition.model_dump(by_alias=True)
    said["lifecycles"]["licence"]["events"] = {"ReviewStarted": event}
    newer = Definition.model_validate({**said, "version": "2"})
    digest = office.service.pin(Procedure(newer, small().calendars))
    assert office.service.history("case:c")[-1].data["given"] == {"area": 80}
    office.service.handle(MoveCase("c", digest, APPROVER, office.clock.now()))
    read = office.service.history("case:c")[-2]
    assert (read.schema, read.data["given"]) == (3, {"floor_area": 80, "storeys": 1})
