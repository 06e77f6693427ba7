"""The part of the office's own history that is exported: as of one position, cut to a project, a case, a period."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from workflow.errors import NotFound
from workflow.language.ids import REGISTER, case_stream, id_of, kind_of, project_stream
from workflow.store import Ledger, Record
from workflow.views.plain import ZONE

OWN = frozenset({"case", "project", "party", REGISTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is asked for; nothing set means everything.

    Attributes:
        project: its own events and those of its cases.
        period: first and last day, by the office's wall clock, on which an event has effect.
    """

    project: str | None = None
    case: str | None = None
    period: tuple[date, date] | None = None

    def as_json(self) -> dict[str, str | None]:
        """Return it as a manifest has it."""
        period = f"{self.period[0]}..{self.period[1]}" if self.period else None
        return {"project": self.project, "case": self.case, "period": period}


class History:
    """The own history of an office up to the end of its ledger at this moment; what is appended later is left out.

    Pinned contents and foreign histories are no part of it.

    Attributes:
        size: the number of events in the ledger then.
        root: the root of the tree over all of them.
        origin: the leaf hash of the ledger's first event, which no two ledgers share; empty for an empty one.
    """

    def __init__(self, ledger: Ledger, scope: Scope) -> None:
        """Settle what belongs to a scope.

        Raises:
            NotFound: there is no such project or case, or the case is not the project's.
            StorageError: the ledger cannot be read.
        """
        head = ledger.frontier()
        self.size, self.root = head.size, head.root()
        self.scope = scope
        self.origin = next((record.leaf.hex() for record in ledger.follow(limit=1)), "")
        self._ledger = ledger
        self._streams = self._asked_for()

    def in_order(self) -> Iterator[Record]:
        """Yield the records of the streams asked for, in the order of the ledger; those outside the period too."""
        if self._streams is None:
            whole = (record for record in self._ledger.scan() if kind_of(record.stream) in OWN)
            return self._until_the_end(whole)
        chosen = (record for stream in self._streams for record in self._ledger.read(stream))
        return iter(sorted(self._until_the_end(chosen), key=lambda record: record.position))

    def case_by_case(self) -> Iterator[Record]:
        """Yield the records of the cases asked for, one case after the other; those outside the period too."""
        if self._streams is None:
            return self._until_the_end(self._ledger.by_stream("case"))
        cases = sorted(stream for stream in self._streams if kind_of(stream) == "case")
        return self._until_the_end(record for stream in cases for record in self._ledger.read(stream))

    @property
    def within(self) -> Callable[[Record], bool]:
        """Return what tells whether a record has effect within the period."""
        period = self.scope.period
        if period is None:
            return lambda _: True
        first, last = period
        return lambda record: first <= record.effective_at.astimezone(ZONE).date() <= last

    def _until_the_end(self, records: Iterator[Record]) -> Iterator[Record]:
        size = self.size
        return (record for record in records if record.position <= size)

    def _asked_for(self) -> list[str] | None:
        project, case = self.scope.project, self.scope.case
        streams = None if project is None else self._of_project(project)
        if case is None:
            return streams
        stream = case_stream(case)
        if not self._ledger.version(stream) or (streams is not None and stream not in streams):
            raise NotFound("unknown_case", case=case)
        return [stream]

    def _of_project(self, project: str) -> list[str]:
        stream = project_stream(project)
        records = self._ledger.read(stream)
        if not records:
            raise NotFound("unknown_project", project=project)
        return [stream, *(case_stream(record.data["case"]) for record in records if record.name == "CaseEntered")]


def case_of(record: Record) -> str | None:
    """Return the case a record is of; None for what is not a case's."""
    return id_of(record.stream) if kind_of(record.stream) == "case" else None
