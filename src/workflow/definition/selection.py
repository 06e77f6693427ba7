"""Which parts of a definition a rule is about: items, lifecycles, acts or clocks, chosen by what they say.

Policies choose in data that no model has read yet, legal limits in the effective definition; both write the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import Field

from workflow.definition.terms import Edge, Model, Names

Chosen = tuple[tuple[str, ...], Mapping[str, Any]]
"""A part that was chosen: its path, and what it says."""


class WhichItems(Model):
    """Which items: all that is given must hold."""

    kind: Names = ()
    id: Names = ()
    stage: Names = ()
    allows: Names = Field(default=(), description="a mechanism that the item allows")
    concerns: Names = Field(default=(), description="what the item bears on; one of these")
    has: Names = Field(default=(), description="keys that it must have, dotted")
    lacks: Names = Field(default=(), description="keys that it must not have, dotted")

    def among(self, data: Mapping[str, Any]) -> Iterator[Chosen]:
        """Yield the items of a definition's data that fit."""
        for name, item in entries(data, "items"):
            if self.fits(name, item):
                yield ("items", name), item

    def fits(self, name: str, item: Any) -> bool:
        """Tell whether an item fits."""
        said = item if isinstance(item, Mapping) else {}
        return (
            _one_of(self.id, [name])
            and _one_of(self.kind, [said.get("kind")])
            and _one_of(self.stage, [said.get("stage")])
            and _one_of(self.allows, said.get("allows") or ())
            and _one_of(self.concerns, listed(said.get("concerns")))
            and _has(said, self.has, self.lacks)
        )


class WhichLifecycles(Model):
    """Which lifecycles: all that is given must hold."""

    id: Names = ()
    has: Names = Field(default=(), description="keys that it must have, dotted")
    lacks: Names = Field(default=(), description="keys that it must not have, dotted")

    def among(self, data: Mapping[str, Any]) -> Iterator[Chosen]:
        """Yield the lifecycles of a definition's data that fit."""
        for name, lifecycle in entries(data, "lifecycles"):
            if _one_of(self.id, [name]) and _has(lifecycle, self.has, self.lacks):
                yield ("lifecycles", name), lifecycle


class WhichActs(Model):
    """Which transitions: all that is given must hold."""

    lifecycle: Names = ()
    id: Names = ()
    by: Names = Field(default=(), description="a role that may take it")
    event: Names = ()
    requires: tuple[Edge, ...] = Field(default=(), description="prerequisites that it checks; all of these")
    has: Names = Field(default=(), description="keys that it must have, dotted")
    lacks: Names = Field(default=(), description="keys that it must not have, dotted")

    def among(self, data: Mapping[str, Any]) -> Iterator[Chosen]:
        """Yield the transitions of a definition's data that fit."""
        for path, name, act in _within_lifecycles(data, self.lifecycle, "transitions"):
            if (
                _one_of(self.id, [name])
                and _one_of(self.by, roles_of(act))
                and _one_of(self.event, [act.get("event")])
                and set(self.requires) <= set(listed(act.get("requires")))
                and _has(act, self.has, self.lacks)
            ):
                yield path, act


class WhichClocks(Model):
    """Which clocks: all that is given must hold."""

    lifecycle: Names = ()
    id: Names = ()

    def among(self, data: Mapping[str, Any]) -> Iterator[Chosen]:
        """Yield the clocks of a definition's data that fit."""
        for path, name, clock in _within_lifecycles(data, self.lifecycle, "clocks"):
            if _one_of(self.id, [name]):
                yield path, clock


def entries(data: Any, table: str) -> list[tuple[str, Any]]:
    """Return the entries of a table that data may or may not have."""
    found = data.get(table) if isinstance(data, Mapping) else None
    return list(found.items()) if isinstance(found, Mapping) else []


def listed(value: Any) -> list[Any]:
    """Return a list as it is written: a single entry may stand for a list of one."""
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


def roles_of(act: Mapping[str, Any]) -> list[str]:
    """Return the roles that may take an act, as its data says."""
    return [by["role"] if isinstance(by, Mapping) else str(by) for by in listed(act.get("by"))]


def at(data: Any, path: Iterable[str | int]) -> Any:
    """Return what stands at a path of nested mappings; None where nothing does."""
    for part in path:
        if not isinstance(data, Mapping):
            return None
        data = data.get(part)
    return data


def dotted(text: str) -> tuple[str, ...]:
    """Return the path that is written with dots."""
    return tuple(text.split("."))


def _within_lifecycles(
    data: Mapping[str, Any], wanted: Names, table: str
) -> Iterator[tuple[tuple[str, ...], str, Mapping[str, Any]]]:
    for lifecycle, said in entries(data, "lifecycles"):
        if _one_of(wanted, [lifecycle]):
            for name, part in entries(said, table):
                if isinstance(part, Mapping):
                    yield ("lifecycles", lifecycle, table, name), name, part


def _one_of(wanted: Names, found: Iterable[Any]) -> bool:
    return not wanted or any(one in wanted for one in found)


def _has(part: Any, has: Names, lacks: Names) -> bool:
    return all(at(part, dotted(key)) is not None for key in has) and all(at(part, dotted(key)) is None for key in lacks)
