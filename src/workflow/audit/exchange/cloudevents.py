"""CloudEvents 1.0 in JSON Lines: one event a line, in the order of the ledger, with all that its seal was made over.

Names of extension attributes are lower-case letters and digits, their values plain (CloudEvents 1.0, section 3.1).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workflow.audit.exchange.fields import json_text
from workflow.audit.exchange.history import History
from workflow.audit.exchange.tally import Tally
from workflow.store import Record
from workflow.views.plain import iso


def write_cloudevents(history: History, path: Path) -> Tally:
    """Write a history and return what was written."""
    tally = Tally()
    source = f"urn:workflow:ledger:{history.origin}"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in filter(history.within, history.in_order()):
            file.write(json_text(cloudevent(record, source)) + "\n")
            tally.count(record)
    return tally


def cloudevent(record: Record, source: str) -> dict[str, Any]:
    """Return a record as a CloudEvent; what is unset is left out.

    Args:
        source: the ledger, as a URI; with the id it names the event in the whole world.
    """
    actor = record.actor
    told = {
        "specversion": "1.0",
        "id": record.event_id,
        "source": source,
        "type": record.name,
        "subject": record.stream,
        "time": iso(record.effective_at),
        "datacontenttype": "application/json",
        "sequence": str(record.position),
        "streamversion": record.version,
        "schemaversion": record.schema,
        "recordedat": iso(record.recorded_at),
        "person": actor.person,
        "role": actor.role,
        "authority": actor.authority,
        "onbehalfof": actor.on_behalf_of,
        "verified": actor.verified,
        "basis": json_text(record.basis) if record.basis else None,
        "definition": record.definition,
        "commandid": record.command_id,
        "causationid": record.causation_id,
        "correlationid": record.correlation_id,
        "leafhash": record.leaf.hex(),
        "previoushash": record.previous.hex() if record.previous else None,
        "data": record.data,
    }
    return {name: value for name, value in told.items() if value is not None}
