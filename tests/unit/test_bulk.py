"""The office alone on its ledger: it decides as the service does, and appends by the thousand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.office import APPLICANT, CLERK, at, small
from workflow.application import bulk
from workflow.application.bulk import BulkOffice
from workflow.application.clock import VirtualClock
from workflow.application.service import Service
from workflow.errors import ConcurrentChange, Refused
from workflow.proceedings.commands import Command, OpenCase, RegisterProject, TakeAct
from workflow.store import Ledger, Record, open_ledger

MORNING = at("2021-04-26 09:00")


def commands(digest: str, projects: int) -> Iterator[Command]:
    for number in range(projects):
        project, case = f"p{number}", f"p{number}.land"
        yield RegisterProject(project, project, "江苏德杰", digest, APPLICANT, MORNING)
        yield OpenCase(case, "land", APPLICANT, MORNING, project)
        yield TakeAct(case, "submit", APPLICANT, MORNING)
        yield TakeAct(case, "accept", CLERK, MORNING)


def carried_out(office: Service, projects: int = 3) -> Ledger:
    for command in commands(office.pin(small()), projects):
        office.handle(command)
    if isinstance(office, BulkOffice):
        office.finish()
    return office.ledger


def told(ledger: Ledger) -> list[Record]:
    return list(ledger.scan())


def test_it_records_what_a_service_records(monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = told(carried_out(Service(open_ledger("memory:"), VirtualClock(MORNING))))
    for size in (1, 7, 8_000):
        monkeypatch.setattr(bulk, "BULK", size)
        assert told(carried_out(BulkOffice(open_ledger("memory:"), VirtualClock(MORNING)))) == one_by_one


def test_what_is_forgotten_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BULK", 1)
    monkeypatch.setattr(bulk, "KEPT", 2)
    one_by_one = told(carried_out(Service(open_ledger("memory:"), VirtualClock(MORNING)), 9))
    assert told(carried_out(BulkOffice(open_ledger("memory:"), VirtualClock(MORNING)), 9)) == one_by_one


def test_a_refused_step_leaves_nothing_and_the_others_stay() -> None:
    office = BulkOffice(open_ledger("memory:"), VirtualClock(MORNING))
    carried_out(office, 1)
    before = told(office.ledger)
    with pytest.raises(Refused):
        office.handle(TakeAct("p0.land", "grant", APPLICANT, MORNING))
    office.finish()
    assert told(office.ledger) == before


def test_it_fails_where_somebody_else_appends() -> None:
    office = BulkOffice(open_ledger("memory:"), VirtualClock(MORNING))
    digest = office.pin(small())
    first, *rest = commands(digest, 1)
    office.handle(first)
    office.finish()
    for command in rest[:1]:
        office.handle(command)
    Service(office.ledger, VirtualClock(MORNING)).handle(OpenCase("other", "land", APPLICANT, MORNING, "p0"))
    with pytest.raises(ConcurrentChange):
        office.finish()
