"""An office in which cases are led through their lifecycles by asking the judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from workflow.application.clock import VirtualClock
from workflow.application.examples import examples
from workflow.application.reaching import Fill, somebody, way_to
from workflow.definition.model import AllOf, AnyOf, Edge, Requirement
from workflow.errors import Refused
from workflow.language.people import Actor
from workflow.lifecycle.rules import Machine, Rules
from workflow.lifecycle.situation import Act, Situation
from workflow.proceedings.commands import (
    Command,
    ConvertPreReviews,
    DetermineNotApplicable,
    OpenCase,
    RegisterProject,
    TakeAct,
)
from workflow.proceedings.draft import Draft
from workflow.project.project import Project
from workflow.simulate.scenario import Scenario

APPLICANT = "applicant"
EDGES: tuple[Edge, ...] = ("hard", "policy")
MOMENT = timedelta(minutes=1)


class Desk(Protocol):
    """Where commands are carried out: a service, or a rehearsal."""

    def handle(self, command: Command) -> object:
        """Carry out a command."""

    def draft(self, at: datetime | None = None) -> Draft:
        """Return a draft over what was carried out."""

    def rules(self, digest: str) -> Rules:
        """Return a pinned definition."""


class Unobtainable(Exception):
    """An item that no lawful acts lead to.

    Attributes:
        reasons: the keys of what stood in the way.
    """

    def __init__(self, item: str, reasons: Iterable[str]) -> None:
        super().__init__(item)
        self.item = item
        self.reasons = sorted(reasons)


class Office:
    """Leads projects of a procedure, by what its scenario has acts say, and by example where it says nothing.

    Attributes:
        given: the items that were obtained or determined not applicable.
        absent: those determined not applicable.
        attempts: case → how often its item was applied for again.
        known: (item, whether its pre-review) → the case of it that is open, where others opened it.
    """

    def __init__(self, desk: Desk, clock: VirtualClock, digest: str, scenario: Scenario) -> None:
        self.desk = desk
        self.clock = clock
        self.digest = digest
        self.rules = desk.rules(digest)
        self.project = ""
        self.given: set[str] = set()
        self.absent: set[str] = set()
        self.attempts: Counter[str] = Counter()
        self.known: dict[tuple[str, bool], str] = {}
        self._scenario = scenario
        applicants = (name for name, role in self.rules.roles.items() if role.side == "applicant")
        self.applicant = Actor(APPLICANT, next(applicants, next(iter(self.rules.roles))))

    def begin(self, project: str, facts: Mapping[str, Any] | None = None) -> None:
        """Register a project with these facts, or the scenario's, and lead that one from now on.

        Where cases stand alone they only bear its name.
        """
        self.project, self.given, self.absent = project, set(), set()
        known = dict(self._scenario.facts if facts is None else facts)
        if not self.stands_alone:
            wish = RegisterProject(project, project, APPLICANT, self.digest, self.applicant, self.now, known)
            self.desk.handle(wish)

    def lead_project(self, project: Project, cases: Mapping[tuple[str, bool], str]) -> None:
        """Lead a registered project from now on, with its open cases by item and whether they are pre-reviews."""
        self.project, self.known = project.id, dict(cases)
        self.applicant = replace(self.applicant, person=project.applicant)
        self.absent = {item for item in self.rules.definition.items if project.held(item) == "not_applicable"}
        self.given = {item for item in self.rules.definition.items if project.held(item)}

    def beside(self, desk: Desk, clock: VirtualClock) -> Office:
        """Return an office that stands as this one does, at another desk and by its clock."""
        other = copy(self)
        other.desk, other.clock, other.given, other.absent = desk, clock, set(self.given), set(self.absent)
        return other

    @property
    def stands_alone(self) -> bool:
        """Tell whether the case is of no project: it is the only one, and nothing of its procedure speaks of one."""
        definition, scenario = self.rules.definition, self._scenario
        required = (item.requires.of(edge) for item in definition.items.values() for edge in definition.enforce)
        several = {*scenario.target, *scenario.given, *scenario.order}
        spoken_of = definition.lifecycle is not None or definition.attributes or any(required)
        return not spoken_of and len(several) == 1

    @property
    def now(self) -> datetime:
        """Return the instant it is."""
        return self.clock.now()

    def person(self, situation: Situation, role: str) -> Actor:
        """Return somebody in a role; each role is held by a person of its own, so that four eyes see."""
        return somebody(
            situation, role, self.applicant.person if situation.machine.roles[role].side == "applicant" else role
        )

    def fill(self, draft: Draft, case: str, wish: Act) -> dict[str, Any]:
        """Return what an act has to say, by example."""
        return self._fill(draft, draft.case(case), wish)

    @property
    def _fill(self) -> Fill:
        def of(situation: Situation, act: str, need: str, at: datetime) -> list[Any]:
            said = self._scenario.said(situation.item_id, situation.machine.lifecycle.lifecycle, act, need)
            known = examples(situation.machine.need_types[act][need], need, situation, at)
            return known if said is None else [said, *known]

        return Fill(of)

    def needed(self, items: Iterable[str]) -> list[str]:
        """Return what items need first, and what that needs, each after what it needs itself."""
        ordered: list[str] = []

        def visit(name: str) -> None:
            for edge in self.edges:
                for requirement in self.rules.definition.items[name].requires.of(edge):
                    for other in self._chosen(requirement):
                        if other not in ordered:
                            visit(other)
                            if other not in ordered:
                                ordered.append(other)

        for item in items:
            visit(item)
        return ordered

    @property
    def edges(self) -> list[Edge]:
        """Return the kinds of prerequisites that are enforced before a decision."""
        return [edge for edge in EDGES if edge in self.rules.definition.enforce]

    def _chosen(self, requirement: Requirement) -> Iterator[str]:
        match requirement:
            case str():
                yield requirement
            case AllOf(all=parts):
                for part in parts:
                    yield from self._chosen(part)
            case AnyOf(any=parts):
                options = [list(self._chosen(part)) for part in parts]
                yield from next((option for option in options if set(option) <= self.given), options[0])

    def convert(self, item: str) -> None:
        """Turn the passed pre-review of an item into a formal decision.

        Raises:
            Unobtainable: the judge does not allow it.
        """
        body = self.rules.definition.items[item].authority
        actors = tuple(
            self.applicant if role.side == "applicant" else Actor(name, name, body)
            for name, role in self.rules.roles.items()
            if role.side in {"applicant", "authority"}
        )
        outcome = self.desk.draft().case(self.case_of(item, shadow=True)).course.attributes.get("outcome")
        data = {item: {"outcome": outcome}} if outcome else {}
        try:
            self.desk.handle(ConvertPreReviews(self.project, actors, self.now, (item,), data))
        except Refused as refused:
            raise Unobtainable(item, [refusal.key for refusal in refused.refusals]) from refused
        self.given.add(item)

    def settle(self, item: str) -> bool:
        """Determine that an item does not apply, if the judge lets it; tell whether it is so."""
        definition = self.rules.definition
        if item not in self.absent and definition.items[item].applies_if is not None:
            body = definition.items[item].authority
            own = (name for name, role in self.rules.roles.items() if role.side == "authority")
            official = Actor(body, next(own), body)
            try:
                self.desk.handle(DetermineNotApplicable(self.project, item, "-", official, self.now))
            except Refused:
                return False
            self.absent.add(item)
            self.given.add(item)
        return item in self.absent

    def case_of(self, item: str, *, shadow: bool = False) -> str:
        """Return the id of the case of an item, the last one where it was applied for again."""
        first = self.first_case_of(item, shadow=shadow)
        again = self.attempts[first]
        if not again and (item, shadow) in self.known:
            return self.known[item, shadow]
        return f"{first}.{again + 1}" if again else first

    def first_case_of(self, item: str, *, shadow: bool = False) -> str:
        """Return the id of the first case of an item."""
        return f"{self.project}.{item}{'.pre' if shadow else ''}"

    def open(self, item: str, *, shadow: bool = False) -> str:
        """Open a case of an item, unless one is open, and return its id."""
        if (item, shadow) in self.known:
            return self.known[item, shadow]
        wish = self.opening(item, shadow=shadow)
        self.desk.handle(wish)
        return wish.case

    def opening(self, item: str, *, shadow: bool = False) -> OpenCase:
        """Return the wish to open a case of an item."""
        case = self.case_of(item, shadow=shadow)
        if self.stands_alone:
            return OpenCase(case, item, self._opener(item), self.now, None, self.digest, applicant=APPLICANT)
        return OpenCase(case, item, self.applicant, self.now, self.project, shadow=shadow)

    def _opener(self, item: str) -> Actor:
        """Return somebody who may open a case that stands alone: an official of the item's authority."""
        roles, body = self.machine(item).roles, self.rules.definition.items[item].authority
        own = (name for name, role in roles.items() if (role.side, role.relation) == ("authority", "own"))
        name = next(own, self.applicant.role)
        return Actor(name, name, body)

    def obtain(self, item: str, *, shadow: bool = False) -> None:
        """Let an item be in force, or its pre-review be passed, unless it is so.

        Raises:
            Unobtainable: no lawful acts lead there.
        """
        if (item in self.given and not shadow) or self.settle(item):
            return
        self.lead(self.open(item, shadow=shadow), item, shadow=shadow)

    def lead(self, case: str, item: str, *, shadow: bool = False) -> None:
        """Lead a case to where its item is in force, or its pre-review passed."""
        way = way_to(self.desk.draft(), case, self.goal(item, shadow=shadow), self.person, self._fill)
        if way.acts is None:
            raise Unobtainable(item, way.obstacles)
        for act in way.acts:
            self.desk.handle(TakeAct(case, act.transition, act.actor, act.at, act.data))
        if not shadow:
            self.given.add(item)

    def next_act(self, draft: Draft, case: str, item: str, *, shadow: bool) -> Act:
        """Return the first act on the shortest lawful way to where an item is obtained.

        Raises:
            Unobtainable: no lawful acts lead there.
        """
        way = way_to(draft, case, self.goal(item, shadow=shadow), self.person, self._fill)
        if not way.acts:
            raise Unobtainable(item, way.obstacles)
        return way.acts[0]

    def goal(self, item: str, *, shadow: bool = False) -> frozenset[str]:
        """Return the states in which an item is obtained; where none is in force, those in which it ended."""
        states = self.machine(item, shadow=shadow).lifecycle.states
        for wanted in ("pre_passed",) if shadow else ("in_force", "ended"):
            found = frozenset(name for name, state in states.items() if state.standing == wanted)
            if found:
                return found
        return frozenset()

    def machine(self, item: str, *, shadow: bool = False) -> Machine:
        """Return the lifecycle of an item, or of its pre-review."""
        return self.rules.machine_of(item, shadow=shadow)
