"""The situations that a draft puts before the judge: of a case, and of a project's own lifecycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import Draft
from workflow.project.project import Project


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project as the decisions of its cases may read it."""

    project: Project
    kept: Mapping[str, Any]

    @property
    def attributes(self) -> Mapping[str, Any]:
        """Return the project's facts, its applicant and what its own lifecycle keeps among them."""
        return {"applicant": self.project.applicant, **self.kept, **self.project.course.attributes}

    @property
    def cases(self) -> Mapping[str, str]:
        """Return case → item key, in the order they were opened."""
        return self.project.cases

    def standing_of(self, key: str, at: datetime) -> str:
        """Return the standing of an item as of an instant."""
        return self.project.standing(key, at).standing

    def held(self, item: str, *, in_shadow: bool, at: datetime) -> str | None:
        """Return how an item meets a requirement as of an instant."""
        return self.project.held(item, in_shadow=in_shadow, at=at)


def situate(draft: Draft, case: PermitCase) -> Situation:
    """Return the situation in which acts on a case are judged."""
    rules = draft.rules(case.definition)
    machine = rules.machine(case.lifecycle)
    return Situation(
        rules=rules,
        machine=machine,
        course=case.course,
        case=case.id,
        item_id=case.item,
        authority=case.authority,
        applicant=case.applicant,
        now=draft.now,
        shadow=case.shadow,
        opened_at=case.opened_at,
        project=ProjectView(draft.project(case.project), rules.kept_of_project) if case.project else None,
        register=draft.register(),
        barred_until=draft.bars(case.applicant).until if machine.asks_for_bars else {},
        other=lambda other: _other(draft, other),
    )


def situate_project(draft: Draft, project: Project, machine: Machine) -> Situation:
    """Return the situation in which acts on a project's own lifecycle are judged."""
    rules = draft.rules(project.definition)
    return Situation(
        rules=rules,
        machine=machine,
        course=project.course,
        case=project.id,
        item_id="",
        authority="",
        applicant=project.applicant,
        now=draft.now,
        opened_at=project.registered_at,
        project=ProjectView(project, rules.kept_of_project),
        register=draft.register(),
    )


def _other(draft: Draft, case: str) -> Mapping[str, Any] | None:
    found = draft.case(case)
    if not found.exists:
        return None
    own = {"state": found.course.state, "lifecycle": found.lifecycle, "item": found.item}
    return {**found.course.attributes, **own}
