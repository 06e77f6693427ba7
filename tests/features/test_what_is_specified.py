"""What the features really tried: read from the attempts of a run, never from tags or names."""

from pathlib import Path

import pytest

from workflow.application.shelf import procedure
from workflow.definition.model import leaves
from workflow.specs import Report, run
from workflow.specs.attempts import Attempt

FEATURES = Path(__file__).parents[2] / "features"
FOUR_CERTS = procedure("four-certs-three-docs").definition


@pytest.fixture(scope="module")
def report() -> Report:
    return run([FEATURES])


def test_all_features_pass_without_any_python_of_their_own(report: Report) -> None:
    assert [(one.file, one.name, one.message) for one in report.scenarios if one.status != "passed"] == []
    assert report.ok


def acts_on_licences(report: Report) -> list[Attempt]:
    return [attempt for attempt in report.attempts if attempt.lifecycle == "licence" and not attempt.asked]


def test_every_transition_of_a_licence_was_taken(report: Report) -> None:
    taken = {attempt.act for attempt in acts_on_licences(report) if attempt.allowed}
    assert set(FOUR_CERTS.lifecycles["licence"].transitions) - taken == set()


def test_every_transition_of_a_licence_was_refused(report: Report) -> None:
    refused = {attempt.act for attempt in acts_on_licences(report) if attempt.refusals}
    assert set(FOUR_CERTS.lifecycles["licence"].transitions) - refused == set()


def test_every_prohibition_of_a_licence_was_tried(report: Report) -> None:
    keys = {key for attempt in acts_on_licences(report) for key in attempt.refusals}
    assert {spec.id for spec in FOUR_CERTS.lifecycles["licence"].forbidden.values()} - keys == set()


def test_every_reason_that_a_licence_names_was_given(report: Report) -> None:
    keys = {key for attempt in acts_on_licences(report) for key in attempt.refusals}
    assert set(FOUR_CERTS.lifecycles["licence"].refusals) - keys == set()


def test_every_hard_edge_refused_somebody(report: Report) -> None:
    refused = {
        (attempt.item, item)
        for attempt in report.attempts
        for key in attempt.refusals
        if key.startswith("prerequisite:")
        for item in key.removeprefix("prerequisite:").replace("&", "|").split("|")
    }
    edges = {
        (name, other)
        for name, item in FOUR_CERTS.items.items()
        for requirement in item.requires.hard
        for other in leaves(requirement)
    }
    assert edges - refused == set()
