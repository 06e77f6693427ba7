"""The portfolio: every project with how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from workflow.lifecycle.rules import Rules
from workflow.project.project import Project
from workflow.views.plain import iso


def portfolio(projects: Iterable[Project], rules_of: Callable[[str], Rules]) -> list[dict[str, Any]]:
    """Return one row for each project: what it is and how many of its items have which standing.

    Args:
        rules_of: gives the pinned definition of an identity.
    """
    return [_row(project, rules_of(project.definition)) for project in projects]


def _row(project: Project, rules: Rules) -> dict[str, Any]:
    items = rules.definition.items
    counts = Counter(project.standing(item).standing for item in items)
    return {
        "project": project.id,
        "title": project.title,
        "applicant": project.applicant,
        "definition": rules.definition.name,
        "state": project.course.state or None,
        "registered_at": iso(project.registered_at),
        "items": len(items),
        "standings": dict(sorted(counts.items())),
    }
