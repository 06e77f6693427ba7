"""The procedures that are no permits: all that each says is proven by its own features, and a wrong act is refused."""

from pathlib import Path

import pytest

from workflow import library
from workflow.application.shelf import procedure
from workflow.specs import run
from workflow.specs.matrix.proof import prove
from workflow.specs.runner import Keep
from workflow.specs.setting import Workbench

FEATURES = Path(__file__).parents[2] / "features"
FOUR_CERTS = "four-certs-three-docs"
PROVED_ELSEWHERE = {FOUR_CERTS}
"""The founding case has every feature for its proof, in test_features."""


@pytest.mark.parametrize("name", sorted(set(library.definitions()) - PROVED_ELSEWHERE))
def test_everything_a_procedure_says_is_proven_by_its_features(name: str) -> None:
    tested = procedure(name)
    paths = [FEATURES / feature for feature in tested.definition.features]
    report = run(paths, bench=Workbench(name, only_its_own=True), keep=Keep(proofs=True))
    assert [(one.file, one.name, one.message) for one in report.scenarios if one.status != "passed"] == []
    assert prove(tested.rules, report).unproven == []
