"""The audit trail: what was recorded, row by row, as the JSON contract has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workflow.store import Record
from workflow.views.plain import iso, plain


def trail(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Return one row for each record, in their order."""
    return [row(record) for record in records]


def row(record: Record) -> dict[str, Any]:
    """Return a record as a row: who did what, when it held and when it was known, under which articles."""
    actor = record.actor
    return {
        "position": record.position,
        "stream": record.stream,
        "version": record.version,
        "event": record.name,
        "actor": actor.person,
        "role": actor.role,
        "authority": actor.authority,
        "on_behalf_of": actor.on_behalf_of,
        "verified": actor.verified,
        "basis": plain(record.basis),
        "recorded_at": iso(record.recorded_at),
        "effective_at": iso(record.effective_at),
        "from": record.data.get("from"),
        "to": record.data.get("to"),
        "command_id": record.command_id,
        "data": plain(record.data),
    }
