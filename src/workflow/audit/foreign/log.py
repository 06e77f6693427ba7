"""A foreign history as it is read back from the ledger: cases, each with its steps in the order they happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from workflow.audit.foreign.events import ForeignLogImported
from workflow.errors import NotFound
from workflow.language.ids import FOREIGN, foreign_stream, id_of
from workflow.store import Ledger, Record

PAGE = 5_000


class Step(NamedTuple):
    """One event of a case.

    Attributes:
        at: when it happened, aware, UTC.
        position: its place in the ledger.
        attributes: those that were asked for.
    """

    activity: str
    at: datetime
    resource: str | None
    position: int
    line: int
    attributes: Mapping[str, Any]


@dataclass(slots=True)
class Trace:
    """One case.

    Attributes:
        position: where the ledger tells of it.
        attributes: those that were asked for.
    """

    case: str
    position: int
    attributes: Mapping[str, Any]
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Log:
    """A foreign history.

    Attributes:
        traces: its cases by their names, in the order of the file.
        apart: how many events belong to no case.
    """

    head: ForeignLogImported
    traces: dict[str, Trace] = field(default_factory=dict)
    apart: int = 0


def read_log(ledger: Ledger, name: str, wanted: Collection[str] = ()) -> Log:
    """Return the foreign history of a name.

    Args:
        wanted: the attributes to keep of cases and events; the rest stays in the ledger.

    Raises:
        NotFound: no history of that name was imported; with those that were.
        StorageError: the ledger cannot be read.
    """
    records = _records(ledger, foreign_stream(name))
    first = next(records, None)
    if first is None:
        raise NotFound("unknown_log", log=name, known=[id_of(stream) for stream in ledger.streams(FOREIGN)])
    log = Log(ForeignLogImported.model_validate(first.data))
    keep = frozenset(wanted)
    for record in records:
        _take(log, record, keep)
    if log.head.order == "time":
        for trace in log.traces.values():
            trace.steps.sort(key=lambda step: step.at)
    return log


def _take(log: Log, record: Record, keep: frozenset[str]) -> None:
    data = record.data
    said = data.get("attributes", {})
    kept = {name: said[name] for name in keep & said.keys()} if keep else {}
    match record.name:
        case "ForeignCaseImported":
            log.traces[data["case"]] = Trace(data["case"], record.position, kept)
        case "ForeignEventImported":
            step = Step(
                data["activity"], record.effective_at, data.get("resource"), record.position, data["line"], kept
            )
            cases = data.get("cases", ())
            log.apart += not cases
            for case in cases:
                log.traces[case].steps.append(step)
        case _:
            pass


def _records(ledger: Ledger, stream: str) -> Iterator[Record]:
    after = 0
    while page := ledger.read(stream, after, after + PAGE):
        yield from page
        after += PAGE
