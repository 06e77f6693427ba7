"""JSON Schemas of the documents that people write, for editors: definitions, lifecycles, fragments, policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from workflow.definition.documents import DefinitionDocument, Fragment, LifecycleDocument, Policy

_DOCUMENTS: Mapping[str, type[BaseModel]] = {
    "definition": DefinitionDocument,
    "lifecycle": LifecycleDocument,
    "fragment": Fragment,
    "policy": Policy,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(document: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of document: `definition`, `lifecycle`, `fragment` or `policy`.

    Raises:
        KeyError: there is no such kind.
    """
    model = _DOCUMENTS[document]
    described = model.model_json_schema(by_alias=True)
    if document == "definition":
        # Which policies rewrote a definition, and the tables of its calendars, are noted, never written by hand.
        described["properties"].pop("policies")
        described["properties"].pop("tables")
        described["$defs"].pop("AppliedPolicy")
    return {"$schema": DIALECT, **_loosened(described)}


def schemas() -> dict[str, Any]:
    """Return the schemas of all kinds of documents, by kind."""
    return {document: schema(document) for document in _DOCUMENTS}


def _loosened(described: Any) -> Any:
    """Let a schema accept what the loader accepts: one entry for a list, short forms, bare values as expressions."""
    if isinstance(described, list):
        return [_loosened(part) for part in described]
    if not isinstance(described, dict):
        return described
    inner = {key: _loosened(part) for key, part in described.items()}
    if inner.get("description") == "a CEL expression":
        return {**inner, "type": ["string", "boolean", "integer"]}
    properties = inner.get("properties")
    if isinstance(properties, dict):
        inner["properties"] = {name: _short_form(name, part) for name, part in properties.items()}
    return inner


def _short_form(name: str, described: dict[str, Any]) -> dict[str, Any]:
    if name == "by" and described.get("type") == "array" and "$ref" in described["items"]:
        return {**described, "items": {"anyOf": [{"type": "string"}, described["items"]]}}
    if name == "needs":
        entry = {"anyOf": [{"type": "string"}, described["additionalProperties"]]}
        return {**described, "additionalProperties": entry}
    if name == "if" and "$ref" in described:
        return {"anyOf": [described, {"type": "null"}]}
    if name in _SINGLE and described.get("type") == "array" and "enum" not in described["items"]:
        kept = {key: part for key, part in described.items() if key not in {"type", "items"}}
        return {**kept, "anyOf": [described["items"], {"type": "array", "items": described["items"]}]}
    return described


_SINGLE = frozenset({
    "by", "data", "drop", "expired", "breached", "features", "from", "has", "id", "kind", "reopen", "requires",
    "restart", "resume", "sets_aside", "source", "start", "stop", "uses",
})  # fmt: skip
