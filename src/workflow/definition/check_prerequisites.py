"""Prerequisites that can never all be met or that nobody asks for, and pre-reviews that cannot be converted."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from workflow.definition.check_references import EDGES, handler
from workflow.definition.lines import unplaced
from workflow.definition.model import AllOf, AnyOf, Definition, Item, Lifecycle, Requirement, leaves
from workflow.definition.states import branches
from workflow.errors import Problem


def check_prerequisites(definition: Definition) -> Iterator[Problem]:
    """Yield each circle of items of which none can be obtained first, and what an item says in vain."""
    stuck = set(definition.items) - _obtainable(definition)
    told: set[frozenset[str]] = set()
    for name in definition.items:
        if name not in stuck:
            continue
        circle = _circle(definition, name, stuck)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            yield unplaced("prerequisite_cycle", ("items", circle[0], "requires"), items=[*circle, circle[0]])
    for name, item in definition.items.items():
        lifecycle = definition.lifecycles.get(handler(definition, item))
        if lifecycle is not None:
            yield from _unasked(name, item, lifecycle)


def _unasked(name: str, item: Item, lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield what an item says of itself and its lifecycle never asks."""
    asked = {edge for act in lifecycle.transitions.values() for edge in act.requires}
    for edge in EDGES:
        if item.requires.of(edge) and edge not in asked:
            yield unplaced("never_asked", ("items", name, "requires", edge), key=edge, lifecycle=lifecycle.lifecycle)
    limits = (branch.is_ for clock in lifecycle.clocks.values() for branch in branches(clock.limit))
    if item.lapses is not None and not any("item.lapses" in limit for limit in limits):
        yield unplaced("never_asked", ("items", name, "lapses"), key="lapses", lifecycle=lifecycle.lifecycle)


def _requirements(item: Item) -> tuple[Requirement, ...]:
    return (*item.requires.hard, *item.requires.policy, *item.requires.commence)


def _obtainable(definition: Definition) -> set[str]:
    """Return the items that can be obtained in some order."""
    found: set[str] = set()
    grown = True
    while grown:
        grown = False
        for name, item in definition.items.items():
            if name not in found and all(_met(part, found) for part in _requirements(item)):
                found.add(name)
                grown = True
    return found


def _met(requirement: Requirement, found: AbstractSet[str]) -> bool:
    match requirement:
        case str():
            return requirement in found
        case AnyOf(any=parts):
            return any(_met(part, found) for part in parts)
        case AllOf(all=parts):
            return all(_met(part, found) for part in parts)


def _circle(definition: Definition, start: str, stuck: AbstractSet[str]) -> list[str]:
    way: list[str] = []
    name: str | None = start
    while name is not None and name not in way:
        way.append(name)
        named = (leaf for part in _requirements(definition.items[name]) for leaf in leaves(part))
        name = next((leaf for leaf in named if leaf in stuck), None)
    return way[way.index(name) :] if name is not None else []


def check_pre_review(definition: Definition) -> Iterator[Problem]:
    """Yield what keeps pre-reviews from being passed and converted, where there is a lifecycle for them."""
    shadow = definition.lifecycles.get(definition.shadow or "")
    if shadow is None:
        return
    at = ("lifecycles", shadow.lifecycle)
    if shadow.act_with_id("convert") is None:
        yield unplaced("shadow_without_convert", (*at, "transitions"), lifecycle=shadow.lifecycle)
    if not any(state.standing == "pre_passed" for state in shadow.states.values()):
        yield unplaced("shadow_never_passes", (*at, "states"), lifecycle=shadow.lifecycle)
    for name, item in definition.items.items():
        formal = definition.lifecycles.get(handler(definition, item))
        if item.pre_review is not None and formal is not None and not formal.conversion:
            yield unplaced("no_conversion", ("items", name, "pre_review"), item=name, lifecycle=formal.lifecycle)
