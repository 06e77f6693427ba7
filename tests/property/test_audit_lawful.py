"""Lawful histories give no finding: the real service driven at random over every procedure, and then audited."""

from __future__ import annotations

import pytest

from tests.histories import PROCEDURES, Office
from workflow.audit.conformance.checking import Check
from workflow.audit.findings import Finding
from workflow.audit.subjects import subject

SEEDS = range(2)
STEPS = 130


def findings(office: Office) -> list[Finding]:
    return list(Check(office.service.ledger, office.clock.now()).all())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", PROCEDURES)
def test_what_everybody_did_lawfully_and_in_time_gives_no_finding(name: str, seed: int) -> None:
    office = Office(seed, name).live(STEPS)
    assert office.service.ledger.position() > 10
    assert findings(office) == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", PROCEDURES)
def test_where_nobody_hurries_only_deadlines_are_found(name: str, seed: int) -> None:
    office = Office(1000 + seed, name, prompt=False).live(STEPS)
    found = findings(office)
    assert {one.kind for one in found} <= {"deadline"}
    breaches = {
        (record.stream, record.data["clock"], record.data["expired_at"])
        for record in office.service.ledger.scan()
        if record.name == "DeadlineBreached"
    }
    told = {(one.stream, one.facts["clock"], one.facts["due"].isoformat()) for one in found if "overdue" in one.rule}
    assert breaches <= told | {breach for breach in breaches if not _of_authority(office, *breach[:2])}


def _of_authority(office: Office, stream: str, clock: str) -> bool:
    case = office.service.case(stream.partition(":")[2])
    lifecycle = office.service.rules(case.definition).machine(case.lifecycle).lifecycle
    return lifecycle.clocks[clock.partition(":")[0]].runs_for == "authority"


@pytest.mark.parametrize("name", PROCEDURES)
def test_unregistered_claims_are_hints_one_for_each_matter(name: str) -> None:
    office = Office(7, name, registered=False).live(STEPS)
    found = findings(office)
    assert {(one.rule, one.severity) for one in found} == {("unverified_claims", "hint")}
    assert len({one.stream for one in found}) == len(found)


@pytest.mark.parametrize("name", PROCEDURES)
def test_a_matter_alone_is_judged_as_it_is_within_the_whole_ledger(name: str) -> None:
    office = Office(3, name, prompt=False).live(STEPS)
    whole = {one.id for one in findings(office)}
    parts: set[str] = set()
    for stream in (*office.service.ledger.streams("project"), *office.service.ledger.streams("case")):
        about = subject(office.service, stream.partition(":")[2])
        if about.streams[0] == stream:
            parts |= {one.id for one in Check(office.service.ledger, office.clock.now()).of(about)}
    assert parts == whole
