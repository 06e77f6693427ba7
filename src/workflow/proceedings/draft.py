"""A draft: what a wish will record, and the world as it will be then. Nothing is recorded until it is appended."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from workflow.errors import NotFound, Refusal
from workflow.language.facts import Fact
from workflow.language.ids import case_stream, id_of, kind_of, project_stream
from workflow.language.people import Actor
from workflow.lifecycle import register as registers
from workflow.lifecycle.events import Event, Planned, Recorded
from workflow.lifecycle.register import Register
from workflow.lifecycle.rules import Basis, Rules
from workflow.lifecycle.situation import Act
from workflow.permit import bars as barring
from workflow.permit import case as cases
from workflow.permit.bars import Bars
from workflow.permit.case import PermitCase
from workflow.project import project as projects
from workflow.project.project import Project

WISH = "wish:"


class World(Protocol):
    """What is recorded so far, as states; what is unknown has version 0."""

    def case(self, case: str) -> PermitCase:
        """Return a case."""

    def acts(self, case: str) -> Sequence[Mapping[str, Any]]:
        """Return the data of the acts on a case, in order."""

    def project(self, project: str) -> Project:
        """Return a project."""

    def register(self) -> Register:
        """Return the register of roles and delegations."""

    def bars(self, party: str) -> Bars:
        """Return the bars on an applicant."""

    def rules(self, digest: str) -> Rules:
        """Return the pinned definition of an identity."""


@dataclass(frozen=True, slots=True)
class SideAct:
    """An act on another case that belongs to one just taken on a case."""

    by: str
    case: str
    act: Act


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that an act just taken opens."""

    by: str
    item: str
    facts: Mapping[str, Any]
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class StandingMoved:
    """An item's standing just changed."""

    project: str
    item: str
    case: str
    was: str
    becomes: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FactsMoved:
    """Facts of a project just changed."""

    project: str
    facts: frozenset[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A clock ran out, and what it leads to depends on something nobody recorded."""

    case: str
    clock: str
    at: datetime
    refusals: tuple[Refusal, ...]


Follow = SideAct | Opening | StandingMoved | FactsMoved


class Draft:
    """The world and, over it, the events decided so far, in the order they will be recorded.

    Attributes:
        now: when they will be recorded, aware.
        planned: the events.
        pending: what follows from them and is still to be decided.
        unsettled: clock outcomes that could not be decided.
    """

    def __init__(self, world: World, now: datetime) -> None:
        self.world = world
        self.now = now
        self.planned: list[Planned] = []
        self.pending: deque[Follow] = deque()
        self.unsettled: list[Unsettled] = []
        self._cases: dict[str, PermitCase] = {}
        self._projects: dict[str, Project] = {}
        self._bars: dict[str, Bars] = {}
        self._register: Register | None = None

    def case(self, case: str) -> PermitCase:
        """Return a case as it will be; version 0 where there is none."""
        found = self._cases.get(case)
        return found if found is not None else self.world.case(case)

    def known_case(self, case: str) -> PermitCase:
        """Return a case that was opened.

        Raises:
            NotFound: nobody opened it.
        """
        found = self.case(case)
        if not found.exists:
            raise NotFound("unknown_case", case=case)
        return found

    def acts(self, case: str) -> list[Mapping[str, Any]]:
        """Return the data of the acts on a case as it will be, in order."""
        stream = case_stream(case)
        planned = (event.event for event in self.planned if event.stream == stream)
        recorded = self.world.acts(case)
        return [*recorded, *(event.data for event in planned if isinstance(event, Recorded))]

    def project(self, project: str) -> Project:
        """Return a project as it will be; version 0 where there is none."""
        found = self._projects.get(project)
        return found if found is not None else self.world.project(project)

    def known_project(self, project: str) -> Project:
        """Return a project that was registered.

        Raises:
            NotFound: nobody registered it.
        """
        found = self.project(project)
        if not found.exists:
            raise NotFound("unknown_project", project=project)
        return found

    def register(self) -> Register:
        """Return the register as it will be."""
        return self._register if self._register is not None else self.world.register()

    def bars(self, party: str) -> Bars:
        """Return the bars on an applicant as they will be."""
        found = self._bars.get(party)
        return found if found is not None else self.world.bars(party)

    def rules(self, digest: str) -> Rules:
        """Return a pinned definition."""
        return self.world.rules(digest)

    def plan(
        self,
        stream: str,
        event: Event,
        actor: Actor,
        effective_at: datetime,
        *,
        basis: Basis = (),
        definition: str | None = None,
    ) -> None:
        """Add an event, and let the world be as it will be after it."""
        self.planned.append(Planned(stream, event, actor, effective_at, basis, definition))
        name = id_of(stream)
        match kind_of(stream):
            case "case":
                self._cases[name] = cases.evolve(self.case(name), event, effective_at)
            case "project":
                self._projects[name] = projects.evolve(self.project(name), event, effective_at)
            case "party":
                self._bars[name] = barring.evolve(self.bars(name), event)
            case _:
                self._register = registers.evolve(self.register(), event, effective_at)

    def facts(self, command_id: str | None, wish: str) -> list[Fact]:
        """Return the planned events as facts with their places in their streams.

        Args:
            wish: the fingerprint of the command; it caused the first event, and that one all the others.
        """
        versions: dict[str, int] = {}
        facts: list[Fact] = []
        for event in self.planned:
            before = versions.get(event.stream)
            version = (self._recorded_version(event.stream) if before is None else before) + 1
            versions[event.stream] = version
            cause = facts[0].event_id if facts else f"{WISH}{wish}"
            facts.append(self._fact(event, version, command_id, cause))
        return facts

    def _fact(self, planned: Planned, version: int, command_id: str | None, cause: str) -> Fact:
        return Fact(
            stream=planned.stream,
            version=version,
            event_id=f"{planned.stream}@{version}",
            name=planned.event.name,
            schema=planned.event.schema_version,
            definition=planned.definition,
            actor=planned.actor,
            basis=planned.basis,
            recorded_at=self.now,
            effective_at=planned.effective_at,
            command_id=command_id,
            causation_id=cause,
            correlation_id=self._matter(planned.stream),
            data=planned.event.stored(),
        )

    def _matter(self, stream: str) -> str | None:
        """Return what all events of one matter share: the project, or the case that has none."""
        match kind_of(stream):
            case "case":
                case = self.case(id_of(stream))
                return project_stream(case.project) if case.project else stream
            case "project":
                return stream
            case _:
                return None

    def _recorded_version(self, stream: str) -> int:
        name = id_of(stream)
        match kind_of(stream):
            case "case":
                return self.world.case(name).version
            case "project":
                return self.world.project(name).version
            case "party":
                return self.world.bars(name).version
            case _:
                return self.world.register().version


def verified(actor: Actor, *, known: bool) -> Actor:
    """Return the actor marked as known to the register or not."""
    return actor if actor.verified == known else replace(actor, verified=known)
