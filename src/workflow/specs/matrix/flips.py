"""Flips: a definition with one statement changed, which a spec of that statement has to notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workflow.definition.model import Definition, Item, Lifecycle
from workflow.specs.attempts import Attempt
from workflow.specs.matrix.feasible import Feasible

Change = Callable[[Definition], Definition]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One flip.

    Attributes:
        kind: as `drop_role` or `limit`.
        lifecycle, item, transition: where it is.
        what: which role, state, guard, prerequisite, limit or target, as `clock -> 21 working_days`.
        state: the state it concerns, where it concerns one.
        mark: what the marks of attempts that depend on it begin with, where no act alone tells.
    """

    kind: str
    lifecycle: str
    what: str
    change: Change
    item: str = ""
    transition: str = ""
    state: str = ""
    mark: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from every other flip, also in another definition with the same lifecycle."""
        return tuple(self.to_json().values())

    def to_json(self) -> dict[str, str]:
        """Return what it flips, as the JSON contract has it."""
        return {
            "kind": self.kind,
            "lifecycle": self.lifecycle,
            "item": self.item,
            "transition": self.transition,
            "state": self.state,
            "what": self.what,
        }

    def touches(self, attempt: Attempt) -> bool:
        """Tell whether an attempt depends on what is flipped."""
        if attempt.lifecycle != self.lifecycle or (self.item and attempt.item != self.item):
            return False
        if self.mark:
            return any(mark.startswith(self.mark) for mark in attempt.marks)
        if self.transition and attempt.act != self.transition:
            return False
        return not self.state or attempt.state == self.state


def in_act(one: Feasible, act: str, /, **changes: Any) -> Change:
    """Return what changes an act of a lifecycle."""

    def change(definition: Definition) -> Definition:
        transitions = _own(one, definition).transitions
        changed = transitions[act].model_copy(update=changes)
        return in_lifecycle(one, transitions={**transitions, act: changed})(definition)

    return change


def in_lifecycle(one: Feasible, /, **changes: Any) -> Change:
    """Return what changes a lifecycle."""

    def change(definition: Definition) -> Definition:
        changed: Lifecycle = _own(one, definition).model_copy(update=changes)
        return definition.model_copy(update={"lifecycles": {**definition.lifecycles, changed.lifecycle: changed}})

    return change


def _own(one: Feasible, definition: Definition) -> Lifecycle:
    return definition.lifecycles[one.machine.lifecycle.lifecycle]


def of_item(name: str, item: Item) -> Change:
    """Return what puts another form of an item into a definition."""
    return lambda definition: definition.model_copy(update={"items": {**definition.items, name: item}})
