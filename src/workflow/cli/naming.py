"""Names that people write, by id or by title in either language, found among what a definition knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from workflow.definition.model import Definition, Lifecycle
from workflow.errors import NotFound
from workflow.language.people import Actor
from workflow.language.text import Text
from workflow.lifecycle.rules import Machine

MOST_MEANT = 3
_NEAR = 0.4  # Chinese titles are short: one character in two tells them apart.


def actor_of(actor: Actor, definition: Definition, *first: Lifecycle) -> Actor:
    """Return an actor with role and authority by their ids.

    Args:
        first: the lifecycles whose roles are meant before those of the definition and of its other lifecycles.

    Raises:
        NotFound: the definition has no such role or authority; with the nearest ones.
    """
    tables = [own.roles for own in (*first, *definition.lifecycles.values())]
    tables.insert(len(first), definition.roles)
    role = known_as(actor.role, "unknown_role", *tables)
    return replace(actor, role=role, authority=authority_of(actor.authority, definition))


def authority_of(name: str | None, definition: Definition) -> str | None:
    """Return the id of an authority; nothing where none is named.

    Raises:
        NotFound: the definition has no such authority; with the nearest ones.
    """
    return known_as(name, "unknown_authority", definition.authorities) if name else None


def act_of(machine: Machine, name: str) -> str:
    """Return the id of an act, forbidden ones included, which have names so that they can be refused.

    Raises:
        NotFound: the lifecycle has no such act; with the nearest ones.
    """
    return known_as(name, "unknown_act", machine.lifecycle.transitions, machine.lifecycle.forbidden)


def known_as(name: str, key: str, *tables: Mapping[str, Any]) -> str:
    """Return the id of what goes by a name, the first table first.

    Raises:
        NotFound: under the key, `unknown_` and what it is, with the ids of the nearest ones.
    """
    for table in tables:
        found = id_of_title(name, {known: one.title for known, one in table.items()})
        if found in table:
            return found
    meant = {spelling: known for table in tables for known, one in table.items() for spelling in _spellings(known, one)}
    near = get_close_matches(name, list(meant), n=2 * MOST_MEANT, cutoff=_NEAR)
    nearest = list(dict.fromkeys(meant[spelling] for spelling in near))[:MOST_MEANT]
    raise NotFound(key, **{key.removeprefix("unknown_"): name, "nearest": nearest})


def id_of_title(name: str, titles: Mapping[str, Text | None]) -> str:
    """Return the id of what has a title, or the name itself where it is an id, or nothing has it."""
    if name in titles:
        return name
    return next((known for known, title in titles.items() if title is not None and title.matches(name)), name)


def _spellings(known: str, one: Any) -> list[str]:
    return [spelling for spelling in (known, one.title.zh, one.title.en) if spelling]
