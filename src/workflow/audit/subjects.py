"""What an audit is about: a project with its cases, or one case; its streams and its records in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import merge

from workflow.application.service import Service
from workflow.calendars.calendar import Calendar
from workflow.errors import NotFound
from workflow.language.ids import case_stream, id_of, kind_of, project_stream
from workflow.lifecycle.rules import Rules
from workflow.store import Record


@dataclass(frozen=True)
class Subject:
    """A project with all its cases, or one case.

    Attributes:
        streams: its own stream first; of a project then those of its cases, in the order they were opened.
        definition: the identity of the definition that it is handled by now.
    """

    name: str
    streams: tuple[str, ...]
    definition: str

    @property
    def is_project(self) -> bool:
        """Tell whether it is a project."""
        return kind_of(self.streams[0]) == "project"

    def records(self, service: Service) -> Iterator[Record]:
        """Yield everything recorded in its streams, in the order of the ledger."""
        return merge(*(service.ledger.read(stream) for stream in self.streams), key=lambda record: record.position)


def subject(service: Service, name: str) -> Subject:
    """Return what goes by a name: a project, else a case.

    Raises:
        NotFound: neither a project nor a case goes by it.
    """
    draft = service.draft()
    project = draft.project(name)
    if project.exists:
        streams = (project_stream(name), *map(case_stream, project.cases))
        return Subject(name, streams, project.definition)
    case = draft.case(name)
    if not case.exists:
        raise NotFound("unknown_subject", name=name)
    return Subject(name, (case_stream(name),), case.definition)


class Handling:
    """By which definition and lifecycle each stream is handled; looked up once."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lifecycles: dict[str, str | None] = {}

    @cached_property
    def fallback(self) -> str | None:
        """Return a definition for what names none, as entries in the register: the first one pinned here."""
        pinned = self._service.ledger.streams("definition")
        return id_of(pinned[0]) if pinned else None

    @cached_property
    def calendar(self) -> Calendar | None:
        """Return the calendar by which idle time is told; none where nothing is pinned."""
        rules = self._service.rules(self.fallback) if self.fallback else None
        return rules.calendars[rules.definition.calendar] if rules else None

    def rules(self, record: Record) -> Rules | None:
        """Return the definition that a record was decided under; none where nothing of the kind is pinned."""
        digest = record.definition or self.fallback
        try:
            return self._service.rules(digest) if digest else None
        except NotFound:
            return None

    def lifecycle(self, stream: str) -> str | None:
        """Return the lifecycle of a case; None for any other stream."""
        if stream not in self._lifecycles:
            first = self._service.ledger.read(stream, until=1) if kind_of(stream) == "case" else []
            found = first[0].data.get("lifecycle") if first else None
            self._lifecycles[stream] = found if isinstance(found, str) else None
        return self._lifecycles[stream]
