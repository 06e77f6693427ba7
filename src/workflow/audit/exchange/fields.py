"""What is told of an event in every format, under the same names; data and articles as JSON text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from workflow.store import Record
from workflow.views.plain import iso

KINDS = {
    "position": "integer",
    "stream": "string",
    "version": "integer",
    "event": "string",
    "schema": "integer",
    "effective_at": "time",
    "recorded_at": "time",
    "person": "string",
    "role": "string",
    "authority": "string",
    "on_behalf_of": "string",
    "verified": "boolean",
    "act": "string",
    "from": "string",
    "to": "string",
    "basis": "string",
    "definition": "string",
    "event_id": "string",
    "command_id": "string",
    "causation_id": "string",
    "correlation_id": "string",
    "data": "string",
}
"""Name → kind of value, in the order of the columns of a table."""


def json_text(value: Any) -> str:
    """Return a value as one line of JSON, its keys in the order they were recorded in: sorted.

    The two characters that XML cannot carry, and JSON need not escape, are escaped.
    """
    return msgspec.json.encode(value).decode().replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def fields(record: Record) -> dict[str, str]:
    """Return what is told of an event, as text; what is unset is left out."""
    return {name: text for name, text in _told(record) if text is not None}


def _told(record: Record) -> Iterator[tuple[str, str | None]]:
    actor, data = record.actor, record.data
    yield "position", str(record.position)
    yield "stream", record.stream
    yield "version", str(record.version)
    yield "event", record.name
    yield "schema", str(record.schema)
    yield "effective_at", iso(record.effective_at)
    yield "recorded_at", iso(record.recorded_at)
    yield "person", actor.person
    yield "role", actor.role
    yield "authority", actor.authority
    yield "on_behalf_of", actor.on_behalf_of
    yield "verified", "true" if actor.verified else "false"
    for name in ("act", "from", "to"):
        value = data.get(name)
        yield name, value if isinstance(value, str) else None
    yield "basis", json_text(record.basis) if record.basis else None
    yield "definition", record.definition
    yield "event_id", record.event_id
    yield "command_id", record.command_id
    yield "causation_id", record.causation_id
    yield "correlation_id", record.correlation_id
    yield "data", json_text(record.data)
