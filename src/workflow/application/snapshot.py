"""The recorded world as decisions see it: streams folded into states, kept between commands."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from workflow.calendars.tables import from_table
from workflow.definition.load import from_canonical
from workflow.errors import StorageError
from workflow.language.ids import REGISTER, case_stream, party_stream, project_stream
from workflow.lifecycle import register as registers
from workflow.lifecycle.events import KERNEL, Event, read_event
from workflow.lifecycle.register import Register
from workflow.lifecycle.rules import Rules
from workflow.permit import bars as barring
from workflow.permit import case as cases
from workflow.permit.bars import Bars
from workflow.permit.case import PermitCase
from workflow.project import project as projects
from workflow.project.project import Project
from workflow.store import Ledger, Record

State = TypeVar("State", PermitCase, Project, Register, Bars)
Evolve = Callable[[State, Event, datetime], State]


class Memory:
    """States of streams kept between commands, the least used forgotten first; and pinned rules, never forgotten."""

    def __init__(self, size: int = 10_000) -> None:
        self.rules: dict[str, Rules] = {}
        self._size = size
        self._states: OrderedDict[str, Any] = OrderedDict()

    def get(self, stream: str) -> Any:
        """Return the state kept of a stream, or None."""
        state = self._states.get(stream)
        if state is not None:
            self._states.move_to_end(stream)
        return state

    def keep(self, stream: str, state: Any) -> None:
        """Keep the state of a stream."""
        self._states[stream] = state
        self._states.move_to_end(stream)
        if len(self._states) > self._size:
            self._states.popitem(last=False)


class Snapshot:
    """The world for one decision: what it reads is noted, so that the append can tell if it has moved on.

    Attributes:
        read: stream → the version that was read.
        trusted: some state was taken from memory without asking the ledger whether it is still so.
    """

    def __init__(self, ledger: Ledger, memory: Memory, *, fresh: bool) -> None:
        self._ledger = ledger
        self._memory = memory
        self._fresh = fresh
        self._seen: dict[str, Any] = {}
        self.read: dict[str, int] = {}
        self.trusted = False

    def case(self, case: str) -> PermitCase:
        """Return a case; version 0 where there is none."""
        return self._state(case_stream(case), PermitCase(case), cases.evolve, cases.absorb)

    def acts(self, case: str) -> list[Mapping[str, Any]]:
        """Return the data of the acts on a case, in order."""
        records = self._ledger.read(case_stream(case))[: self.case(case).version]
        return [record.data for record in records if record.name not in KERNEL]

    def project(self, project: str) -> Project:
        """Return a project; version 0 where there is none."""
        return self._state(project_stream(project), Project(project), projects.evolve, projects.absorb)

    def register(self) -> Register:
        """Return the register of roles and delegations."""
        return self._state(REGISTER, Register(), registers.evolve, registers.evolve)

    def bars(self, party: str) -> Bars:
        """Return the bars on an applicant."""

        def evolve(bars: Bars, event: Event, _: datetime) -> Bars:
            return barring.evolve(bars, event)

        return self._state(party_stream(party), Bars(party), evolve, evolve)

    def rules(self, digest: str) -> Rules:
        """Return a pinned definition with its pinned calendars, made ready.

        Raises:
            NotFound: nothing of that identity is pinned.
            StorageError: what is pinned is damaged.
        """
        rules = self._memory.rules.get(digest)
        if rules is None:
            rules = self._memory.rules[digest] = pinned_rules(self._ledger, digest)
        return rules

    def _state(self, stream: str, new: State, evolve: Evolve[State], absorb: Evolve[State]) -> State:
        state: State | None = self._seen.get(stream)
        if state is not None:
            return state
        state = self._memory.get(stream)
        if state is None or self._fresh:
            state = self._caught_up(stream, new if state is None else state, evolve, absorb)
            self._memory.keep(stream, state)
        else:
            self.trusted = True
        self._seen[stream] = state
        self.read[stream] = state.version
        return state

    def _caught_up(self, stream: str, state: State, evolve: Evolve[State], absorb: Evolve[State]) -> State:
        # The first step copies, so that a state others hold is left alone; the rest may change the copy.
        for record in self._ledger.read(stream, after=state.version):
            state = evolve(state, event_of(record), record.effective_at)
            evolve = absorb
        return state


def event_of(record: Record) -> Event:
    """Return the event that a record holds.

    Raises:
        StorageError: its data is not of its form.
    """
    try:
        return read_event(record.name, record.schema, record.data)
    except (ValueError, TypeError) as error:
        raise StorageError("unreadable_event", position=record.position, name=record.name) from error


def pinned_rules(ledger: Ledger, digest: str) -> Rules:
    """Return a pinned definition with its pinned calendars, read from the ledger.

    Raises:
        NotFound: nothing of that identity is pinned.
        StorageError: what is pinned is damaged.
    """
    definition = from_canonical(ledger.content("definition", digest))
    calendars = {
        name: from_table(json.loads(ledger.content("calendar", table))) for name, table in definition.tables.items()
    }
    return Rules(definition, calendars)
