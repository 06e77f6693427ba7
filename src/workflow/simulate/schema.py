"""The JSON Schema of scenarios, for editors."""

from __future__ import annotations

from typing import Any

from workflow.definition.schema import DIALECT
from workflow.simulate.scenario import Scenario

ALONE, ON_BASE = "Scenario", "ScenarioOnBase"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario: one that stands alone, or one that says what differs from its base."""
    alone = Scenario.model_json_schema(by_alias=True)
    parts = alone.pop("$defs")
    base = {**alone["properties"]["base"], "type": "string"}
    del base["anyOf"], base["default"]
    properties = {**alone["properties"], "base": base}
    on_base = {**alone, "title": ON_BASE, "properties": properties, "required": ["scenario", "base"]}
    choice = [{"$ref": f"#/$defs/{name}"} for name in (ALONE, ON_BASE)]
    return {"$schema": DIALECT, "title": ALONE, "anyOf": choice, "$defs": {**parts, ALONE: alone, ON_BASE: on_base}}
