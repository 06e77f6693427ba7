"""The state of a permit case and how its events change it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from workflow.lifecycle.course import Course, apply
from workflow.lifecycle.events import CaseMoved, CaseOpened, Event, Recorded


@dataclass(slots=True)
class PermitCase:
    """A case as decisions see it.

    Attributes:
        key: the item, or `item/instance` where a project has several of it.
        shadow: a pre-review without legal effect.
        version: how many events its stream has; 0 for a case that was never opened.
    """

    id: str
    item: str = ""
    instance: str | None = None
    project: str | None = None
    lifecycle: str = ""
    authority: str = ""
    applicant: str = ""
    definition: str = ""
    shadow: bool = False
    opened_at: datetime | None = None
    course: Course = field(default_factory=lambda: Course(""))
    version: int = 0

    @property
    def key(self) -> str:
        """Return the key under which its project knows it."""
        return f"{self.item}/{self.instance}" if self.instance else self.item

    @property
    def exists(self) -> bool:
        """Tell whether it was opened."""
        return self.version > 0

    def copy(self) -> PermitCase:
        """Return a copy that may be changed without changing this one."""
        return replace(self, course=self.course.copy())


def evolve(case: PermitCase, event: Event, effective_at: datetime) -> PermitCase:
    """Return the case after an event; total."""
    return absorb(case.copy(), event, effective_at)


def absorb(case: PermitCase, event: Event, effective_at: datetime) -> PermitCase:
    """Change a case that nobody else holds by an event, and return it: the inner step of folding a history."""
    match event:
        case Recorded():
            apply(case.course, event.change, effective_at)
        case CaseOpened():
            case.item, case.instance, case.project = event.item, event.instance, event.project
            case.lifecycle, case.authority, case.applicant = event.lifecycle, event.authority, event.applicant
            case.definition, case.shadow, case.opened_at = event.definition, event.shadow, effective_at
            case.course = Course(event.state, since=effective_at, attributes=dict(event.attributes))
        case CaseMoved():
            case.definition, case.lifecycle = event.definition, event.lifecycle
            # Under this definition it has been in the state only since; nothing is judged by it from before.
            case.course.state, case.course.since = event.state, effective_at
            case.course.attributes.update(event.attributes)
        case _:
            pass
    case.version += 1
    return case
