"""The schema of scenarios that editors read and the model that the loader reads accept the same documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.schemas import fits, values
from tests.unit.test_definition_hostile import places, replaced
from tests.unit.test_definition_hostile import values as anything
from workflow import library
from workflow.definition.lines import parse
from workflow.simulate.catalog import SHIPPED
from workflow.simulate.scenario import Scenario
from workflow.simulate.schema import schema

GOLDEN = Path(__file__).parents[1] / "golden" / "scenario.schema.json"
KNOWN = schema()
LEAST = {"scenario": "s", "title": {"en": "S"}, "definition": "d", "target": "x"}
WHOLE = """
scenario: whole
title: {zh-CN: 全部, en: Everything}
definition: four-certs-three-docs
version: "2021.05"
policies: [pre_review]
target: [land_planning_permit]
given: project_filing
order: [land_planning_permit]
ahead: []
facts: {land_route: grant}
lifecycles:
  licence:
    accepted: start_review
    under_review: {take: {grant: 90, refuse: 10}, effort: {gamma: {mean: 20, sd: 9}, unit: working_hours}, by: reviewer}
    refused: {apply_again: 50, wait: {fixed: 3, unit: working_days}}
items:
  land_planning_permit:
    draft: [{take: submit, wait: {triangular: [1, 2, 3], unit: working_days}, hand: applicant, data: {a: 1}}, submit]
    submitted: {take: accept, period: {empirical: [1, 2], unit: working_days}, source: s, confidence: V}
staff:
  a: {title: {en: A}, serves: "@b", officers: 2, discipline: priority, calendar: cn, leave: [{from: 2021-05-01, to: 2021-05-05, officers: 1}]}
arrivals: {poisson: 3, schedule: [2021-05-19], csv: a.csv}
start: 2021-05-19T09:00:00
lead: 60 working_days
horizon: 3
rounds: 2
seed: 1
runs: 10
note: {en: N}
"""  # noqa: E501 - a scenario is read by its rows
DATA = parse(WHOLE, "whole.yaml").data


def accepted(data: Any) -> bool:
    """Tell whether the loader would take a document, on a base that says what it does not."""
    if isinstance(data, dict) and isinstance(data.get("base"), str):
        data = {**LEAST, **data}
    try:
        Scenario.model_validate(data)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", [path for path in library.paths() if path.startswith(SHIPPED)])
def test_what_ships_is_valid_for_an_editor(name: str) -> None:
    data = parse(library.text(name), name).data
    assert fits(KNOWN, data, KNOWN)
    assert not fits(KNOWN, {**data, "unheard_of": 1}, KNOWN)


@settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.data())
def test_what_the_schema_accepts_the_model_accepts(data: st.DataObject) -> None:
    made = data.draw(values(KNOWN, KNOWN))
    assert accepted({**LEAST, **made} if "base" in made else made)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(places(DATA)[1:]), anything)
def test_schema_and_model_agree_on_a_document_with_any_part_replaced(place: tuple[Any, ...], value: Any) -> None:
    data = replaced(DATA, place, value)
    assert fits(KNOWN, data, KNOWN) == accepted(data)


def test_what_a_scenario_on_a_base_need_not_say_another_must() -> None:
    assert fits(KNOWN, {"scenario": "s", "base": "as-it-was"}, KNOWN)
    assert not fits(KNOWN, {"scenario": "s"}, KNOWN)
    assert not fits(KNOWN, {**LEAST, "target": []}, KNOWN)


def test_the_schema_is_the_one_that_is_known() -> None:
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == KNOWN
