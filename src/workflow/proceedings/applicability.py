"""Whether an item applies to a project, on the facts that its condition reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflow.definition.expressions import FactMissing
from workflow.lifecycle.rules import Rules
from workflow.project.project import Project


@dataclass(frozen=True, slots=True)
class Applicability:
    """What the condition of an item says of a project.

    Attributes:
        applies: whether it applies; None where a fact is missing.
        facts: the facts that were read.
        missing: the facts that nobody recorded.
    """

    applies: bool | None
    facts: dict[str, Any]
    missing: tuple[str, ...] = ()


def applicability(rules: Rules, project: Project, item: str) -> Applicability:
    """Return whether an item applies to a project as it stands; an item without a condition always does."""
    text = rules.definition.items[item].applies_if
    if text is None:
        return Applicability(applies=True, facts={})
    condition = rules.applicability(text)
    known = {"applicant": project.applicant, **project.course.attributes}
    facts = {path: known[path] for path in condition.paths if path in known}
    parameters = {name: parameter.value for name, parameter in rules.definition.parameters.items()}
    try:
        return Applicability(bool(condition.evaluate({**known, "param": parameters})), facts)
    except FactMissing as lacking:
        return Applicability(None, facts, lacking.paths)
