"""Every case of a sound ledger folds into a state that its pinned definition knows; one that does not is told."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from tests.office import APPLICANT, Office
from workflow.application.folding import check_cases
from workflow.language.facts import Fact


@pytest.fixture
def office() -> Office:
    office = Office()
    office.project(special=False)
    office.to_accepted("c")
    return office


def append_like(office: Office, number: int, stream: str, **changed: Any) -> None:
    """Record an event like one of case c, sealed as it should be and still wrong."""
    record = office.service.history("case:c")[number]
    version = len(office.service.ledger.read(stream)) + 1
    fact = Fact(**{field.name: getattr(record, field.name) for field in fields(Fact)})
    office.service.ledger.append(
        [
            replace(
                fact,
                stream=stream,
                version=version,
                event_id=f"{stream}@{version}",
                recorded_at=office.clock.now(),
                data={**fact.data, **changed},
            )
        ],
        {},
    )


def found(office: Office) -> list[tuple[str, Any]]:
    return [(defect.key, defect.facts.get("stream")) for defect in check_cases(office.service.ledger)]


def test_what_went_through_the_office_folds(office: Office) -> None:
    office.open("d", "sign")
    office.act("d", "submit", APPLICANT)
    assert found(office) == []


def test_a_state_that_the_definition_does_not_know_is_told(office: Office) -> None:
    append_like(office, -1, "case:c", to="nowhere")
    assert found(office) == [("state_unknown", "case:c")]


def test_a_definition_that_is_not_in_the_ledger_is_told(office: Office) -> None:
    append_like(office, 0, "case:d", definition="0" * 64)
    assert found(office) == [("definition_not_pinned", "case:d")]


def test_a_calendar_that_is_not_in_the_definition_is_told(office: Office) -> None:
    clock = {"op": "start", "clock": "decision", "limit": "1 working_days", "calendar": "moon"}
    append_like(office, -1, "case:c", clocks=[clock])
    assert found(office) == [("calendar_not_pinned", "case:c")]


def test_an_event_that_cannot_be_folded_is_told(office: Office) -> None:
    append_like(office, 0, "case:d", definition=17)
    assert [key for key, _ in found(office)] == ["case_unreadable"]
