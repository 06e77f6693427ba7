"""The schema that editors read and the models that the loader reads accept the same documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from tests.office import SMALL
from tests.schemas import fits, values
from tests.unit.test_definition_hostile import PLACES, WHOLE, replaced
from tests.unit.test_definition_hostile import values as anything
from workflow import library
from workflow.definition.documents import DefinitionDocument, Fragment, LifecycleDocument, Policy
from workflow.definition.lines import parse
from workflow.definition.schema import schema

KINDS: dict[str, type[BaseModel]] = {
    "definition": DefinitionDocument,
    "lifecycle": LifecycleDocument,
    "fragment": Fragment,
    "policy": Policy,
}
SCHEMAS = {kind: schema(kind) for kind in KINDS}
OTHERS = ("calendars/", "datasets/", "scenarios/", "stories/")
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
WRITTEN = {
    "small.yaml": SMALL,
    **{path: library.text(path) for path in library.paths() if not path.startswith(OTHERS)},
    **{path.name: path.read_text("utf-8") for path in EXAMPLES.rglob("*.yaml") if path.parent.name != "calendars"},
}


def kind_of(data: dict[str, Any]) -> str:
    return next((kind for kind in KINDS if kind in data), "fragment")


def accepted(kind: str, data: Any) -> bool:
    try:
        KINDS[kind].model_validate(data)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_valid_for_an_editor(name: str) -> None:
    data = parse(WRITTEN[name], name).data
    known = SCHEMAS[kind_of(data)]
    assert fits(known, data, known)
    assert not fits(known, {**data, "unheard_of": 1}, known)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.data())
def test_what_the_schema_accepts_the_model_accepts(kind: str, data: st.DataObject) -> None:
    KINDS[kind].model_validate(data.draw(values(SCHEMAS[kind], SCHEMAS[kind])))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES), anything)
def test_schema_and_model_agree_on_a_document_with_any_part_replaced(place: tuple[Any, ...], value: Any) -> None:
    data = replaced(WHOLE, place, value)
    known = SCHEMAS["definition"]
    assert fits(known, data, known) == accepted("definition", data)
