"""Comparing what was recorded with what the procedure would have recorded, stream by stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from workflow.audit.findings import Kind
from workflow.lifecycle.events import Planned
from workflow.store import Record

# What an event says → the rule that is broken where it says something else, and its kind.
_ENVELOPE: Mapping[str, tuple[str, Kind]] = {
    "name": ("event_name_differs", "definition"),
    "schema": ("event_form_differs", "definition"),
    "definition": ("other_definition", "definition"),
    "basis": ("basis_differs", "definition"),
    "effective_at": ("effective_time_differs", "clock"),
    "verified": ("verification_differs", "authority"),
    "actor": ("actor_differs", "authority"),
}
_DATA: Mapping[str, tuple[str, Kind]] = {
    "to": ("target_differs", "order"),
    "from": ("origin_differs", "order"),
    "set": ("facts_differ", "data"),
    "attributes": ("facts_differ", "data"),
    "clocks": ("clocks_differ", "clock"),
    "parts": ("parts_differ", "sod"),
    "late": ("lateness_differs", "deadline"),
    "expired_at": ("expiry_differs", "clock"),
    "clock": ("expiry_differs", "clock"),
    "sets_aside": ("clocks_differ", "clock"),
    "standings": ("relied_differs", "order"),
    "standing": ("standing_differs", "order"),
}
_OTHER: tuple[str, Kind] = ("data_differ", "data")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a record says differently: the rule it breaks, what was expected and what is seen."""

    rule: str
    kind: Kind
    part: str
    expected: Any
    seen: Any


def same(records: Sequence[Record], planned: Sequence[Planned]) -> bool:
    """Tell whether every stream received exactly the events that the procedure would have recorded, in their order."""
    if len(records) != len(planned):
        return False
    if all(is_same(record, event) for record, event in zip(records, planned, strict=True)):
        return True
    streams = {record.stream for record in records}
    return all(
        all(is_same(record, event) for record, event in zip(_of(stream, records), _of(stream, planned), strict=False))
        and len(list(_of(stream, records))) == len(list(_of(stream, planned)))
        for stream in streams
    )


def _of(stream: str, events: Iterable[Any]) -> Iterator[Any]:
    return (event for event in events if event.stream == stream)


def is_same(record: Record, planned: Planned) -> bool:
    """Tell whether a record is the event that was planned."""
    return (
        record.stream == planned.stream
        and record.name == planned.event.name
        and record.schema == planned.event.schema_version
        and record.actor == planned.actor
        and record.effective_at == planned.effective_at
        and record.definition == planned.definition
        and record.data == listed(planned.event.stored())
        and list(record.basis) == listed(planned.basis)
    )


def differences(record: Record, planned: Planned) -> Iterator[Difference]:
    """Yield what a record says differently from the event that the procedure would have recorded."""
    event = planned.event
    rows = (
        ("name", event.name, record.name),
        ("schema", event.schema_version, record.schema),
        ("definition", planned.definition, record.definition),
        ("basis", listed(planned.basis), list(record.basis)),
        ("effective_at", planned.effective_at.astimezone(UTC), record.effective_at),
        ("verified", planned.actor.verified, record.actor.verified),
        ("actor", _who(planned.actor), _who(record.actor)),
    )
    yield from (Difference(*_ENVELOPE[part], part, wanted, found) for part, wanted, found in rows if wanted != found)
    expected = listed(event.stored())
    for part in sorted(expected.keys() | record.data.keys()):
        wanted, found = expected.get(part), record.data.get(part)
        if wanted != found:
            yield Difference(*_DATA.get(part, _OTHER), part, wanted, found)


def _who(actor: Any) -> list[Any]:
    return [actor.person, actor.role, actor.authority, actor.on_behalf_of]


def listed(value: Any) -> Any:
    """Return a value as it is read back from a ledger: tuples and sets as lists."""
    if isinstance(value, Mapping):
        return {str(name): listed(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [listed(inner) for inner in value]
    return value
