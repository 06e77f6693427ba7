"""Persons behind an act: who plays which part, seen through delegation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workflow.definition.model import Lifecycle
from workflow.language.people import Actor
from workflow.lifecycle.situation import Act


def persons_of(lifecycle: Lifecycle, act: Act) -> dict[str, frozenset[str]]:
    """Return the natural persons who play a part by an act: those who take it, and those its data names."""
    found: dict[str, frozenset[str]] = {}
    for name, part in lifecycle.parts.items():
        persons: set[str] = set()
        if act.transition in part.by and not act.actor.is_system:
            persons |= behind(act.actor)
        for reference in part.data:
            transition, _, field = reference.partition(".")
            if transition == act.transition:
                persons |= set(_named(act.data.get(field)))
        if persons:
            found[name] = frozenset(persons)
    return found


def behind(actor: Actor) -> frozenset[str]:
    """Return the person who acts and the one they stand in for."""
    return frozenset({actor.person, actor.on_behalf_of} - {None})  # type: ignore[arg-type]


def _named(value: Any) -> Iterable[str]:
    """Yield the persons that data names: one, or a list; `B/A` is B standing in for A."""
    entries = value if isinstance(value, (list, tuple)) else [value] if value else []
    for entry in entries:
        yield from (person.strip() for person in str(entry).split("/") if person.strip())
