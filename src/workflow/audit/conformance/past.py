"""The past: the recorded world as it was before a position of the ledger, folded as the audit moves on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workflow.application.snapshot import event_of, pinned_rules
from workflow.errors import StorageError
from workflow.language.ids import REGISTER, case_stream, party_stream, project_stream
from workflow.lifecycle import register as registers
from workflow.lifecycle.events import KERNEL, Event
from workflow.lifecycle.register import Register
from workflow.lifecycle.rules import Rules
from workflow.permit import bars as barring
from workflow.permit import case as cases
from workflow.permit.bars import Bars
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import World
from workflow.project import project as projects
from workflow.project.project import Project
from workflow.store import Ledger, Record

_KEPT = 1_000
_UNFOLDABLE = (ValueError, TypeError, LookupError, AttributeError)


@dataclass(slots=True)
class _Thread:
    """A stream, read once, and its state before the present position."""

    records: list[Record]
    state: Any
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An event that cannot be read or folded, and why."""

    stream: str
    record: Record | None
    error: str


class Past:
    """A world for decisions: what was recorded before `position`, which only ever moves on.

    Args:
        ready: pinned definitions that are made ready already, by their identity.

    Attributes:
        unreadable: events that could not be read on the way; the states go on without them.
    """

    def __init__(self, ledger: Ledger, ready: Mapping[str, Rules] | None = None) -> None:
        self._ledger = ledger
        self._rules = dict(ready or {})
        self._threads: OrderedDict[str, _Thread] = OrderedDict()
        self._position = 1
        self.unreadable: list[Unreadable] = []

    def move_to(self, position: int) -> None:
        """Move on to just before a position."""
        self._position = position

    def case(self, case: str) -> PermitCase:
        """Return a case; version 0 where there was none."""
        found: PermitCase = self._state(case_stream(case), lambda: PermitCase(case))
        return found

    def acts(self, case: str) -> list[Mapping[str, Any]]:
        """Return the data of the acts on a case, in order."""
        self.case(case)
        thread = self._threads[case_stream(case)]
        return [record.data for record in thread.records[: thread.folded] if record.name not in KERNEL]

    def project(self, project: str) -> Project:
        """Return a project; version 0 where there was none."""
        found: Project = self._state(project_stream(project), lambda: Project(project))
        return found

    def register(self) -> Register:
        """Return the register of roles and delegations."""
        found: Register = self._state(REGISTER, Register)
        return found

    def bars(self, party: str) -> Bars:
        """Return the bars on an applicant."""
        found: Bars = self._state(party_stream(party), lambda: Bars(party))
        return found

    def rules(self, digest: str) -> Rules:
        """Return a pinned definition.

        Raises:
            NotFound: nothing of that identity is pinned.
            StorageError: what is pinned is damaged.
        """
        if digest not in self._rules:
            self._rules[digest] = pinned_rules(self._ledger, digest)
        return self._rules[digest]

    def _state(self, stream: str, new: Callable[[], Any]) -> Any:
        thread = self._threads.get(stream)
        if thread is None:
            thread = self._threads[stream] = _Thread(self._read(stream), new())
            if len(self._threads) > _KEPT:
                self._threads.popitem(last=False)
        self._threads.move_to_end(stream)
        while thread.folded < len(thread.records) and thread.records[thread.folded].position < self._position:
            record = thread.records[thread.folded]
            thread.folded += 1
            thread.state = self._after(thread.state, record)
        return thread.state

    def _after(self, state: Any, record: Record) -> Any:
        try:
            return _absorb(state, event_of(record), record.effective_at)
        except (StorageError, *_UNFOLDABLE) as error:
            self.note(record.stream, record, error)
            return _counted(state, record.version)

    def _read(self, stream: str) -> list[Record]:
        try:
            return self._ledger.read(stream)
        except StorageError:
            return list(self._readable(stream))

    def _readable(self, stream: str) -> list[Record]:
        """Return what can be read of a stream in which something cannot."""
        found: list[Record] = []
        for version in range(1, self._ledger.version(stream) + 1):
            try:
                found += self._ledger.read(stream, version - 1, version)
            except StorageError as error:
                self.note(stream, None, error)
        return found

    def note(self, stream: str, record: Record | None, error: Exception) -> None:
        """Note an event that cannot be read."""
        one = Unreadable(stream, record, str(error))
        if one not in self.unreadable:
            self.unreadable.append(one)


def _absorb(state: Any, event: Event, at: datetime) -> Any:
    match state:
        case PermitCase():
            case = cases.absorb(state, event, at)
            _work_out_clocks(case)
            return case
        case Project():
            return projects.absorb(state, event, at)
        case Bars():
            return barring.evolve(state, event)
        case _:
            return registers.evolve(state, event, at)


def _counted(state: Any, version: int) -> Any:
    """Return a state that goes on without an event, but has counted it."""
    if isinstance(state, (PermitCase, Project)):
        state.version = version
        return state
    return replace(state, version=version)


def _work_out_clocks(case: PermitCase) -> None:
    """Work out what an act did to clocks at once, so that what cannot be is found with the event that says it."""
    try:
        _ = case.course.runs
    except _UNFOLDABLE:
        case.course.waiting.clear()
        raise


def version_of(world: World, stream: str) -> int:
    """Return the version of a stream in a world of states: the past, or a draft over it."""
    kind, _, name = stream.partition(":")
    match kind:
        case "case":
            return world.case(name).version
        case "project":
            return world.project(name).version
        case "party":
            return world.bars(name).version
        case _:
            return world.register().version
