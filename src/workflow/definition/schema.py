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
    return {"$schema": DIALECT, **described}


def schemas() -> dict[str, Any]:
    """Return the schemas of all kinds of documents, by kind."""
    return {document: schema(document) for document in _DOCUMENTS}
