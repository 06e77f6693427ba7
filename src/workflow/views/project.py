"""A project: the standing of every item, and what each one still waits for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workflow.definition.model import Edge, Requirement, leaves, spell
from workflow.lifecycle.rules import Rules, missing
from workflow.project.project import MEETS, Project
from workflow.views.plain import iso, plain


def project_view(project: Project, rules: Rules, language: str) -> dict[str, Any]:
    """Return a project as the JSON contract has it.

    `items` holds every item in the order of the definition, then every instance that there is; `blocked` holds those
    that are not in force and lack a prerequisite that one of their acts asks for.
    """
    definition = rules.definition
    keys = [*definition.items, *(key for key in project.standings if key not in definition.items)]
    return {
        "project": project.id,
        "title": project.title,
        "applicant": project.applicant,
        "definition": definition.name,
        "definition_digest": project.definition,
        "state": project.course.state or None,
        "registered_at": iso(project.registered_at),
        "facts": plain(project.course.attributes),
        "items": {key: _item(project, rules, key, language) for key in keys},
        "blocked": {item: lack for item in definition.items if (lack := blockers(project, rules, item))},
    }


def _item(project: Project, rules: Rules, key: str, language: str) -> dict[str, Any]:
    known, shadow = project.standing(key), project.shadow(key)
    item = rules.definition.items[key.partition("/")[0]]
    return {
        "title": item.title.within(language),
        "standing": known.standing,
        "case": known.case,
        "cases": [case for case, own in project.cases.items() if key in {own, own.partition("/")[0]}],
        "since": iso(known.since),
        "document": plain(known.document),
        "pre_review": shadow.standing if item.pre_review else None,
    }


def blockers(project: Project, rules: Rules, item: str) -> dict[str, Any] | None:
    """Return what an item lacks: items, and the expression they are asked for in; none where nothing is lacking.

    Of alternatives each one is named; the expression says that one is enough.
    """
    if project.standing(item).standing in MEETS:
        return None
    unmet = [one for one in asked_for(rules, item) if missing(one, project.held)]
    lacking = dict.fromkeys(leaf for one in unmet for leaf in leaves(one) if not project.held(leaf))
    return {"missing": list(lacking), "expression": " and ".join(map(spell, unmet))} if unmet else None


def asked_for(rules: Rules, item: str) -> Iterator[Requirement]:
    """Yield the requirements of an item along the edges that its acts ask for and the definition enforces."""
    acts = rules.machine_of(item).lifecycle.transitions.values()
    asked: set[Edge] = {edge for act in acts for edge in act.requires}
    for edge in rules.definition.enforce:
        if edge in asked:
            yield from rules.definition.items[item].requires.of(edge)
