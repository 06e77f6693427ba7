"""What no policy may redefine: the laws, facts, roles, states, competences and calendars that a definition rests on.

What is new may be said freely; what was there keeps its meaning, or every condition that reads it would be loosened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Definition
from workflow.errors import Problem

_TABLES = ("laws", "roles", "attributes")
_OF_LIFECYCLES = ("roles", "attributes", "item_facts", "states", "votes")


def redefined(before: Definition, after: Definition) -> Iterator[Problem]:
    """Yield what a rewrite gives another meaning."""
    for table in _TABLES:
        yield from _changed(getattr(before, table), getattr(after, table), (table,))
    for name, lifecycle in before.lifecycles.items():
        if name in after.lifecycles:
            for table in _OF_LIFECYCLES:
                at = ("lifecycles", name, table)
                yield from _changed(getattr(lifecycle, table), getattr(after.lifecycles[name], table), at)
    if before.calendar != after.calendar:
        yield unplaced("redefined", ("calendar",), name="calendar")
    yield from _changed(before.authorities, after.authorities, ("authorities",))


def _changed(before: Mapping[str, BaseModel], after: Mapping[str, BaseModel], at: Path) -> Iterator[Problem]:
    for name, said in before.items():
        if name not in after or _meaning(said) != _meaning(after[name]):
            yield unplaced("redefined", (*at, name), name=name)


def _meaning(said: BaseModel) -> dict[str, object]:
    """Return what a part says besides its title."""
    return said.model_dump(exclude={"title", "note"})
