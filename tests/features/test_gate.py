"""Procedures of other kinds, written from the documentation alone, run from YAML without a line of Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.specs import run

GATE = Path(__file__).parent / "gate"


@pytest.mark.parametrize("feature", sorted(path.name for path in GATE.glob("*.feature")))
def test_a_procedure_of_another_kind_does_what_its_features_say(feature: str) -> None:
    report = run([GATE / feature])
    assert [(one.name, one.message) for one in report.scenarios if one.status != "passed"] == []
    assert report.ok
    assert report.scenarios
