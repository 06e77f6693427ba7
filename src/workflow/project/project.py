"""The state of a project and how its events change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from workflow.lifecycle.course import Course, apply
from workflow.lifecycle.events import (
    CaseEntered,
    Event,
    ItemDeterminationEnded,
    ItemDeterminedNotApplicable,
    ProjectFactsChanged,
    ProjectRegistered,
    Recorded,
    StandingChanged,
)

MEETS = frozenset({"in_force", "not_applicable"})


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """What a project knows of an item: standing, since when it holds, by which case and paper; and what it knew before.

    Attributes:
        since: from when it holds, which may lie before it was recorded; None where it always did.
    """

    standing: str
    since: datetime | None = None
    case: str | None = None
    document: Mapping[str, Any] | None = None
    before: ItemStanding | None = None

    def at(self, when: datetime | None) -> ItemStanding:
        """Return what held at an instant, by all that is recorded; without one, what was recorded last."""
        known: ItemStanding | None = self
        while known is not None and when is not None and known.since is not None and known.since > when:
            known = known.before
        return known or NOT_STARTED


NOT_STARTED = ItemStanding("not_started")


@dataclass(slots=True)
class Project:
    """A project as decisions see it.

    Attributes:
        standings: item key → standing of the formal handling.
        shadows: item key → standing of the pre-review, which has no legal effect.
        cases: case → item key, in the order they were opened; pre-reviews included.
        version: how many events its stream has; 0 for a project that was never registered.
    """

    id: str
    title: str = ""
    applicant: str = ""
    definition: str = ""
    registered_at: datetime | None = None
    course: Course = field(default_factory=lambda: Course(""))
    standings: dict[str, ItemStanding] = field(default_factory=dict)
    shadows: dict[str, ItemStanding] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    version: int = 0

    @property
    def exists(self) -> bool:
        """Tell whether it was registered."""
        return self.version > 0

    def standing(self, key: str, at: datetime | None = None) -> ItemStanding:
        """Return the standing of an item by its key, now or as of an instant; of several instances, the best one's."""
        found = self.standings.get(key, NOT_STARTED).at(at)
        if "/" in key:
            return found
        instances = [known.at(at) for other, known in self.standings.items() if other.partition("/")[0] == key]
        best = next((known for known in instances if known.standing in MEETS), None)
        return best or (found if key in self.standings or not instances else instances[-1])

    def shadow(self, key: str, at: datetime | None = None) -> ItemStanding:
        """Return the standing of an item's pre-review, now or as of an instant."""
        return self.shadows.get(key, NOT_STARTED).at(at)

    def held(self, item: str, *, in_shadow: bool = False, at: datetime | None = None) -> str | None:
        """Return how an item meets a requirement, now or as of an instant: `met`, `not_applicable`, or None.

        Args:
            in_shadow: the requirement is a pre-review's, for which a passed pre-review is enough.
        """
        formal = self.standing(item, at).standing
        if formal in MEETS:
            return "not_applicable" if formal == "not_applicable" else "met"
        return "met" if in_shadow and self.shadow(item, at).standing == "pre_passed" else None

    def copy(self) -> Project:
        """Return a copy that may be changed without changing this one."""
        return replace(
            self,
            course=self.course.copy(),
            standings=self.standings.copy(),
            shadows=self.shadows.copy(),
            cases=self.cases.copy(),
        )

    def cases_of(self, item: str) -> list[str]:
        """Return the cases of an item, oldest first."""
        return [case for case, key in self.cases.items() if key.partition("/")[0] == item]


def evolve(project: Project, event: Event, effective_at: datetime) -> Project:
    """Return the project after an event; total."""
    return absorb(project.copy(), event, effective_at)


def absorb(project: Project, event: Event, effective_at: datetime) -> Project:
    """Change a project that nobody else holds by an event, and return it: the inner step of folding a history."""
    project.version += 1
    match event:
        case StandingChanged():
            _change_standing(project, event, effective_at)
        case CaseEntered():
            key = f"{event.item}/{event.instance}" if event.instance else event.item
            project.cases[event.case] = key
        case Recorded():
            apply(project.course, event.change, effective_at)
        case ProjectRegistered():
            project.title, project.applicant, project.definition = (
                event.title,
                event.applicant,
                event.definition,
            )
            project.registered_at = effective_at
            project.course = Course(event.state or "", attributes=dict(event.attributes))
        case ProjectFactsChanged():
            project.course.attributes.update(event.set)
        case ItemDeterminedNotApplicable():
            _stand(project, event.item, "not_applicable", effective_at)
        case ItemDeterminationEnded():
            _stand(project, event.item, "not_started", effective_at)
        case _:
            pass
    return project


def _stand(project: Project, item: str, standing: str, since: datetime) -> None:
    project.standings[item] = ItemStanding(standing, since, before=project.standings.get(item))


def _change_standing(project: Project, event: StandingChanged, effective_at: datetime) -> None:
    known = project.shadows if event.shadow else project.standings
    before = known.get(event.item, NOT_STARTED)
    # What another case has obtained stands, whatever becomes of this one.
    if before.standing == "in_force" and before.case != event.case and event.standing != "in_force":
        return
    paper = event.document or (before.document if before.case == event.case else None)
    known[event.item] = ItemStanding(event.standing, effective_at, event.case, paper, known.get(event.item))
