"""Taking a foreign history in: the file is read twice, once to find everything wrong with it, once to record it.

It is recorded in one transaction, so that it is there whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Named
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.audit.foreign.csv_reader import CsvReader
from workflow.audit.foreign.events import (
    ForeignCaseImported,
    ForeignEventImported,
    ForeignLogImported,
    ForeignObjectImported,
    Item,
)
from workflow.audit.foreign.mapping import Mapping
from workflow.audit.foreign.ocel_reader import OcelReader
from workflow.audit.foreign.opening import digest_and_size
from workflow.audit.foreign.problems import Problems
from workflow.audit.foreign.reading import Head, Reader
from workflow.audit.foreign.xes_reader import XesReader
from workflow.errors import ConcurrentChange, InvalidInput
from workflow.language.facts import Fact
from workflow.language.ids import foreign_stream
from workflow.language.people import system
from workflow.store import Ledger

READERS: Named[str, Reader] = {"xes": XesReader(), "csv": CsvReader(), "ocel-json": OcelReader()}
_IMPORTER = system("import")


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken in.

    Attributes:
        recorded: how many events of the ledger that made; 0 where the same file was taken in before.
    """

    head: ForeignLogImported
    recorded: int


def import_log(ledger: Ledger, log: str, form: str, path: Path, mapping: Mapping, *, now: datetime) -> Imported:
    """Take a file in as a foreign history of that name.

    Args:
        log: the name it gets, an id.
        form: one of `READERS`.
        now: when it is recorded, aware.

    Raises:
        NotFound: there is no such file.
        InvalidLog: everything wrong with the file, with its lines.
        ConcurrentChange: another history goes by that name.
        StorageError: the ledger cannot be written.
    """
    head = survey(log, form, path, mapping)
    stream = foreign_stream(log)
    known = ledger.read(stream, until=1)
    if known:
        if known[0].data != head.stored():
            raise ConcurrentChange("log_name_taken", log=log)
        return Imported(head, 0)
    return Imported(head, ledger.append_whole(_facts(head, path, mapping, now), [stream]))


def survey(log: str, form: str, path: Path, mapping: Mapping) -> ForeignLogImported:
    """Return what a file holds, read to its end.

    Raises:
        NotFound: there is no such file.
        InvalidLog: everything wrong with it, with its lines.
    """
    sha256, size = digest_and_size(path)
    problems, head, reader = Problems(path.name), Head(), READERS[form]
    counts = Counter(type(item) for item in reader(path, mapping, problems, head))
    problems.stop()
    if not counts[tuple]:
        raise problems.fatal("log_empty", 0)
    return ForeignLogImported(
        log=log,
        format=form,
        file=path.name,
        sha256=sha256,
        bytes=size,
        mapping=mapping.as_stored(),
        order=reader.order,
        events=counts[tuple],
        cases=counts[ForeignCaseImported],
        objects=counts[ForeignObjectImported],
        stated_events=head.stated_events,
        attributes=head.attributes,
    )


def _facts(head: ForeignLogImported, path: Path, mapping: Mapping, now: datetime) -> Iterator[Fact]:
    """Yield what is recorded of a file.

    Raises:
        InvalidInput: the file is another one by now.
    """
    stream = foreign_stream(head.log)
    yield _fact(stream, 1, head, now, now)
    version = 1
    items = READERS[head.format](path, mapping, Problems(path.name), Head())
    for version, item in enumerate(items, start=2):
        event, at = item if isinstance(item, tuple) else (item, now)
        yield _fact(stream, version, event, now, at)
    if version != 1 + head.events + head.cases + head.objects or digest_and_size(path)[0] != head.sha256:
        raise InvalidInput("log_changed_meanwhile", path=str(path))


def _fact(stream: str, version: int, event: Any, now: datetime, at: datetime) -> Fact:
    return Fact(
        stream=stream, version=version, event_id=f"{stream}@{version}", name=type(event).__name__,
        schema=event.schema_version, definition=None, actor=_IMPORTER, basis=(), recorded_at=now, effective_at=at,
        data=event.stored(),
    )  # fmt: skip


__all__ = ["READERS", "ForeignEventImported", "Imported", "Item", "import_log", "survey"]
