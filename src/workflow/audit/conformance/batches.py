"""Batches: the events that one append recorded together, as their causes tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workflow.errors import StorageError
from workflow.language.ids import FOREIGN, kind_of
from workflow.proceedings.draft import WISH
from workflow.store import Ledger, Record

_PAGE = 64
_APART = frozenset({"definition", "calendar", FOREIGN})


@dataclass(frozen=True, slots=True)
class Batch:
    """What one wish led to: at least one record, in order."""

    records: tuple[Record, ...]

    @property
    def position(self) -> int:
        """Return the position of its first event."""
        return self.records[0].position

    @property
    def end(self) -> int:
        """Return the position of its last event."""
        return self.records[-1].position

    @property
    def recorded_at(self) -> datetime:
        """Return when it was recorded."""
        return self.records[0].recorded_at


def batches(records: Iterable[Record]) -> Iterator[Batch]:
    """Yield the batches of records in the order of the ledger; pinned content and foreign histories are in none."""
    held: list[Record] = []
    for record in records:
        if kind_of(record.stream) in _APART:
            continue
        if held and not _belongs(record, held[0]):
            yield Batch(tuple(held))
            held = []
        held.append(record)
    if held:
        yield Batch(tuple(held))


def _belongs(record: Record, first: Record) -> bool:
    if record.recorded_at != first.recorded_at:
        return False
    # What was imported names no cause; what is recorded at one instant of one matter belongs together.
    uncaused = record.causation_id is None and first.causation_id is None
    return record.causation_id == first.event_id or (uncaused and record.correlation_id == first.correlation_id)


def batches_with(ledger: Ledger, records: Iterable[Record]) -> Iterator[Batch]:
    """Yield the whole batches that records, in the order of the ledger, are part of."""
    done = 0
    for record in records:
        if record.position > done:
            batch = _batch_of(ledger, record)
            done = max(batch.end, record.position)
            yield batch


def _batch_of(ledger: Ledger, record: Record) -> Batch:
    begun = _beginning(ledger, record)
    try:
        found = next(batches(ledger.scan(_PAGE, after=begun - 1)))
    except StorageError:
        return Batch((record,))
    return found if found.position <= record.position <= found.end else Batch((record,))


def _beginning(ledger: Ledger, record: Record) -> int:
    """Return where the batch of a record begins, by the event that caused it."""
    cause = record.causation_id or WISH
    stream, _, version = cause.rpartition("@")
    if cause.startswith(WISH) or not version.isdigit():
        return record.position
    try:
        causes = ledger.read(stream, int(version) - 1, int(version))
    except StorageError:
        return record.position
    return causes[0].position if causes and causes[0].position < record.position else record.position
