"""Rebuilding: every case folded from the ledger, one after the other, holding one history and one page of events."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.errors import StorageError
from workflow.language.ids import id_of
from workflow.lifecycle.course import apply
from workflow.lifecycle.events import KERNEL, Change, read_event
from workflow.permit.case import PermitCase, absorb
from workflow.store import History, Ledger, data_of


def rebuild_cases(ledger: Ledger) -> Iterator[PermitCase]:
    """Yield every case as it stands at the end of the ledger, in the order of ids.

    Raises:
        StorageError: an event cannot be read.
    """
    for history in ledger.histories("case", Change):
        case = PermitCase(id_of(history.stream))
        try:
            _fold(case, history)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            name = history.glances[case.version].name
            raise StorageError(
                "unreadable_event", stream=history.stream, version=case.version + 1, name=name
            ) from error
        yield case


def _fold(case: PermitCase, history: History[Change]) -> None:
    for seen, body in zip(history.glances, history.bodies, strict=True):
        if seen.name in KERNEL:
            absorb(case, read_event(seen.name, seen.schema, data_of(body)), seen.effective_at)
        elif seen.data.act:
            apply(case.course, seen.data, seen.effective_at)
            case.version += 1
        else:
            raise ValueError(seen.name)
