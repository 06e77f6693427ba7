"""The sweep: recording every clock outcome that has fallen due; safe twice, late, or from two machines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.application.service import Service
from workflow.errors import Refused, WorkflowError
from workflow.language.ids import id_of
from workflow.proceedings.commands import SweepCase
from workflow.proceedings.conduct import refuse_future
from workflow.store import Record


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep recorded, and the cases it could not sweep; one case's failure does not stop the rest."""

    until: datetime
    cases: int
    records: Sequence[Record]
    failures: Sequence[tuple[str, WorkflowError]]


def sweep(service: Service, until: datetime | None = None, progress: Callable[[int, int], None] | None = None) -> Swept:
    """Record, as the system, what every open clock has led to by an instant, or by now.

    Raises:
        Refused: the instant is still to come; what has not happened is not recorded.
    """
    now = service.clock.now()
    until = until or now
    refuse_future(until, now)
    streams = service.ledger.streams("case")
    records: list[Record] = []
    failures: list[tuple[str, WorkflowError]] = []
    for done, stream in enumerate(streams, start=1):
        try:
            outcome = service.handle(SweepCase(id_of(stream), until))
            records.extend(outcome.records)
            failures.extend((one.case, Refused(one.refusals)) for one in outcome.unsettled)
        except WorkflowError as error:
            failures.append((id_of(stream), error))
        if progress is not None:
            progress(done, len(streams))
    service.sign()
    return Swept(until, len(streams), records, failures)
