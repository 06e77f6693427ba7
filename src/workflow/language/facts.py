"""A fact: what a decision wants recorded, and the time it was known and the time it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow.language.people import Actor


@dataclass(frozen=True, slots=True)
class Fact:
    """One event on its way to the ledger, not yet recorded and without a global position.

    Attributes:
        stream: the stream it belongs to, as `case:7` (see `workflow.language.ids`).
        version: the 1-based version it must get in that stream.
        event_id: an id nobody else has.
        name: the stable name of the event, a legal act in the past tense.
        schema: the version of the event's data, from 1.
        definition: sha256 (hex) of the effective definition it was decided under; None where none applies.
        actor: who acted.
        basis: the articles it rests on, as the sources of a definition give them.
        recorded_at: when it became known, aware, UTC.
        effective_at: when it holds, aware, UTC.
        command_id: the command that led to it; a command repeated under its id is answered from the record.
        causation_id: the event or command that caused it.
        correlation_id: what all events of one matter share.
        data: the event's own data: text, whole numbers, booleans, null, lists and mappings; no floats.
    """

    stream: str
    version: int
    event_id: str
    name: str
    schema: int
    definition: str | None
    actor: Actor
    basis: tuple[Mapping[str, Any], ...]
    recorded_at: datetime
    effective_at: datetime
    command_id: str | None = None
    causation_id: str | None = None
    correlation_id: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
