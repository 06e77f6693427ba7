"""The features that ship: every scenario holds, and together they prove what they are said to prove."""

from pathlib import Path

import pytest

from workflow.application.shelf import procedure
from workflow.audit.conformance.checking import Check
from workflow.audit.findings import Finding
from workflow.specs import Report, run
from workflow.specs.matrix.proof import prove
from workflow.specs.matrix.together import Scope
from workflow.specs.runner import Keep
from workflow.specs.setting import Workbench
from workflow.specs.world import World

FEATURES = Path(__file__).parents[2] / "features"
FOUR_CERTS = "four-certs-three-docs"
DISTRICT = str(FEATURES / "procedures" / "district-licences.yaml")
BENCH = Workbench(FOUR_CERTS, only_its_own=True)
LICENCE = Scope([procedure(FOUR_CERTS), procedure(DISTRICT)], "licence")
STEP = 149
"""One flip in so many: enough to tell that flips are noticed, few enough for every day."""


class Auditor:
    """Audits what every scenario recorded, and keeps what counts against it."""

    def __init__(self) -> None:
        self.audited = 0
        self.findings: list[tuple[str, Finding]] = []

    def look(self, place: str, world: World) -> None:
        """Audit a scenario by the procedures that its office has made ready already."""
        ledger, service = world.service.ledger, world.service
        pinned = [stream.partition(":")[2] for stream in ledger.streams("definition")]
        check = Check(ledger, world.now, {identity: service.rules(identity) for identity in pinned})
        self.audited += 1
        self.findings += [(place, finding) for finding in check.all() if finding.counts]


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


@pytest.fixture(scope="module")
def report(auditor: Auditor) -> Report:
    return run([FEATURES], bench=BENCH, keep=Keep(proofs=True, look=auditor.look))


def test_all_features_pass_without_any_python_of_their_own(report: Report) -> None:
    assert [(one.file, one.name, one.message) for one in report.scenarios if one.status != "passed"] == []
    assert report.ok


def test_what_the_features_record_gives_no_finding_but_the_deadlines_that_they_let_pass(
    report: Report, auditor: Auditor
) -> None:
    assert report.ok
    assert auditor.audited > 1_000
    assert [(place, one.rule, one.stream) for place, one in auditor.findings if not says_so_itself(one)] == []
    assert len({place for place, _ in auditor.findings}) < auditor.audited / 5


def says_so_itself(finding: Finding) -> bool:
    """Tell whether a deadline is told of that the history itself says was missed, or met by an act recorded late."""
    record = finding.record
    return (
        finding.kind == "deadline"
        and record is not None
        and (record.actor.is_system or record.effective_at < record.recorded_at)
    )


def test_everything_the_founding_case_says_is_proven(report: Report) -> None:
    coverage = prove(procedure(FOUR_CERTS).rules, report)
    assert coverage.unproven == []
    assert coverage.proven > 5000


def test_everything_the_lifecycle_of_licences_says_is_proven_by_two_definitions_that_use_it(report: Report) -> None:
    assert LICENCE.covered(report).unproven == []


def test_of_the_flips_every_so_manieth_is_noticed(report: Report) -> None:
    """All of them are played by `make mutants`."""
    for scope in (Scope([procedure(FOUR_CERTS)]), LICENCE):
        flips = scope.flips()
        some = {key: flips[key] for place, key in enumerate(flips) if place % STEP == STEP // 2}
        left = scope.survivors(report, BENCH, some)
        assert [mutant.to_json() for mutant in left.survived] == []
        assert left.total == len(some) > len(flips) // STEP - 1


def test_a_proof_is_by_the_definition_it_is_for_and_no_other(report: Report) -> None:
    other = procedure(FOUR_CERTS, ("pre_review",)).rules
    proven = [one for one in prove(other, report).cells if one.scenarios]
    assert proven != []
    assert {one.cell.lifecycle for one in proven} >= {"pre_review"}
    assert len(proven) < 500
