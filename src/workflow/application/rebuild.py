"""Rebuilding: every case folded from the ledger, one stream after the other, holding one page of events."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.errors import StorageError
from workflow.language.ids import id_of
from workflow.lifecycle.events import KERNEL, read_event
from workflow.permit.case import PermitCase, absorb, absorb_act
from workflow.store import Ledger


def rebuild_cases(ledger: Ledger) -> Iterator[PermitCase]:
    """Yield every case as it stands at the end of the ledger, in the order of ids.

    Raises:
        StorageError: an event cannot be read.
    """
    case, stream = PermitCase(""), ""
    for seen in ledger.glances("case"):
        if seen.version == 1:
            if stream:
                yield case
            stream = seen.stream
            case = PermitCase(id_of(stream))
        try:
            if seen.name in KERNEL:
                absorb(case, read_event(seen.name, seen.schema, seen.data), seen.effective_at)
            else:
                absorb_act(case, seen.data, seen.effective_at)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise StorageError("unreadable_event", stream=stream, version=seen.version, name=seen.name) from error
    if stream:
        yield case
