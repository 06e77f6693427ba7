"""The features that ship: every scenario holds, and together they prove what they are said to prove."""

from pathlib import Path

import pytest

from workflow.application.shelf import procedure
from workflow.specs import Report, run
from workflow.specs.matrix.proof import prove
from workflow.specs.runner import Keep
from workflow.specs.setting import Workbench

FEATURES = Path(__file__).parents[2] / "features"
FOUR_CERTS = "four-certs-three-docs"


@pytest.fixture(scope="module")
def report() -> Report:
    return run([FEATURES], bench=Workbench(FOUR_CERTS, only_its_own=True), keep=Keep(proofs=True))


def test_all_features_pass_without_any_python_of_their_own(report: Report) -> None:
    assert [(one.file, one.name, one.message) for one in report.scenarios if one.status != "passed"] == []
    assert report.ok


def test_everything_the_founding_case_says_is_proven(report: Report) -> None:
    coverage = prove(procedure(FOUR_CERTS).rules, report)
    assert coverage.unproven == []
    assert coverage.proven > 5000


def test_a_proof_is_by_the_definition_it_is_for_and_no_other(report: Report) -> None:
    other = procedure(FOUR_CERTS, ("pre_review",)).rules
    proven = [one for one in prove(other, report).cells if one.scenarios]
    assert proven != []
    assert {one.cell.lifecycle for one in proven} >= {"pre_review"}
    assert len(proven) < 500
