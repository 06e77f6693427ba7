"""The situation in which an act is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from workflow.definition.model import Edge, Item, Requirement, Vote, leaves
from workflow.language.people import Actor
from workflow.lifecycle import clocks
from workflow.lifecycle.course import Course
from workflow.lifecycle.register import Register
from workflow.lifecycle.rules import Machine, Rules


class ProjectFacts(Protocol):
    """What a decision may read of the project it belongs to."""

    @property
    def attributes(self) -> Mapping[str, Any]:
        """Return the project's facts."""

    @property
    def cases(self) -> Mapping[str, str]:
        """Return case → item key, in the order they were opened."""

    def standing_of(self, key: str, at: datetime) -> str:
        """Return the standing of an item as of an instant."""

    def held(self, item: str, *, in_shadow: bool, at: datetime) -> str | None:
        """Return how an item meets a requirement as of an instant: `met`, `not_applicable`, or None."""


@dataclass(frozen=True, slots=True)
class Act:
    """A wish: take a transition, as somebody, with data, at a time.

    Attributes:
        at: when the act was done, aware; deadlines are judged by it.
        clock: for the system's acts on a clock, which run it is (`decision`, `decision:promised`).
        automatic: the engine takes it by itself; no command can say so.
        aside: it accompanies another act, whose actor was judged.
        asked: nobody takes it yet; what it will have to say is still open.
    """

    transition: str
    actor: Actor
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    clock: str | None = None
    automatic: bool = False
    aside: bool = False
    asked: bool = False


@dataclass(slots=True)
class Situation:
    """Everything a decision reads, besides the wish itself.

    Attributes:
        shadow: the case is a pre-review.
        barred_until: item → the instant until which the applicant is barred from it.
        other: gives another case's state and attributes by its id, or nothing.
        now: when it is recorded, aware; only to tell the future.
        opened_at: when the case was opened.
    """

    rules: Rules
    machine: Machine
    course: Course
    case: str
    item_id: str
    authority: str
    applicant: str
    now: datetime
    shadow: bool = False
    opened_at: datetime | None = None
    project: ProjectFacts | None = None
    register: Register = field(default_factory=Register)
    barred_until: Mapping[str, datetime] = field(default_factory=dict)
    other: Callable[[str], Mapping[str, Any] | None] = lambda _: None
    read: set[str] = field(default_factory=set)

    @property
    def item(self) -> Item | None:
        """Return the item that the case handles; none for a project's own lifecycle."""
        return self.rules.item(self.item_id)

    def required(self, edge: Edge) -> tuple[Requirement, ...]:
        """Return what the item requires along a kind of edge, where the definition enforces that kind."""
        enforced = self.item is not None and edge in self.rules.definition.enforce
        return self.item.requires.of(edge) if self.item is not None and enforced else ()

    def held(self, item: str, at: datetime) -> str | None:
        """Return how an item meets a requirement as of an instant: `met`, `not_applicable`, or None.

        A pre-review rests on passed pre-reviews too, and does not wait for what will trigger its conversion: the
        formal decision asks for that again.
        """
        if self.shadow and item in self._triggers:
            return "met"
        return self.project.held(item, in_shadow=self.shadow, at=at) if self.project else None

    def moments(self, act: Act) -> tuple[datetime, ...]:
        """Return as of when the standings that an act rests on must be right: when it was done, and still.

        The system's acts are judged as of their own time alone: a clock has one outcome, whenever it is swept.
        """
        return (act.at,) if act.automatic or act.at == self.now else (act.at, self.now)

    @property
    def _triggers(self) -> frozenset[str]:
        review = self.item.pre_review if self.item else None
        return frozenset(item for requirement in (review.trigger if review else ()) for item in leaves(requirement))

    def roll(self, rule: Vote) -> Sequence[Mapping[str, Any]]:
        """Return who may vote: a table of the case, or of its project; nobody where it is not known."""
        shared = rule.of_project
        facts = self.course.attributes if shared is None else self.project.attributes if self.project else {}
        return facts.get(shared or rule.electorate) or ()

    def due(self, clock: str) -> clocks.Due | None:
        """Return when a clock runs out; none where it never started."""
        run = self.course.runs.get(clock)
        return clocks.due(run, self.rules.calendars[run.calendar]) if run else None
