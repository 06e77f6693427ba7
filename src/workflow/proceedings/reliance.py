"""Reliance: on which other cases a case rests, by its acts or by what it waits for; their clocks come first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workflow.definition.expressions import FactMissing
from workflow.definition.model import When, leaves
from workflow.language.people import system
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.words import Words
from workflow.permit.case import PermitCase
from workflow.proceedings.draft import Draft
from workflow.proceedings.situations import situate


def rests_on(draft: Draft, case: PermitCase, acts: Iterable[str]) -> list[str]:
    """Return the cases of the project behind the standings that acts of a case may read, or that the case awaits."""
    if case.project is None:
        return []
    situation, project = situate(draft, case), draft.project(case.project)
    items = {item for act in acts for item in _read_by(situation, act)} | set(_awaited(situation))
    return [other for item in sorted(items) for other in project.cases_of(item)]


def _read_by(situation: Situation, act: str) -> Iterator[str]:
    machine = situation.machine
    if act in machine.reads_standings:
        yield from situation.rules.definition.items
        return
    for edge in machine.lifecycle.transitions[act].requires:
        for requirement in situation.required(edge):
            yield from leaves(requirement)


def _awaited(situation: Situation) -> Iterator[str]:
    """Yield the items on whose standing the system acts in the present state."""
    machine = situation.machine
    for name in machine.on_project:
        if situation.course.state not in machine.sources[name]:
            continue
        when = machine.lifecycle.transitions[name].when or When()
        if when.lost and situation.item:
            yield from (leaf for requirement in situation.item.requires.of(when.lost) for leaf in leaves(requirement))
        for text in (when.in_force, when.ended):
            if text is not None and (item := item_named(situation, text, name)) is not None:
                yield item


def item_named(situation: Situation, text: str, transition: str) -> str | None:
    """Return the item that an expression of an automatic act yields; none where that is not known."""
    try:
        return str(Words(situation, Act(transition, system("project"), situation.now)).evaluate(text))
    except FactMissing:
        return None


def named(draft: Draft, case: PermitCase, acts: Iterable[str], data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the cases that the data of an act, or the facts of its case, name."""
    machine = draft.rules(case.definition).machine(case.lifecycle)
    said = {**case.course.attributes, **data}
    types = dict(machine.attribute_types)
    for act in acts:
        types |= machine.need_types[act]
    for name, value in said.items():
        if name in types and types[name].kind == "case" and isinstance(value, str) and draft.case(value).exists:
            yield value
