"""Enumerating the cells of a definition: every statement that a spec would have to prove."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.definition.model import AllOf, AnyOf, Item, Requirement, leaves, spell
from workflow.lifecycle.rules import Rules
from workflow.specs.matrix.cells import Cell, CellVerdict
from workflow.specs.matrix.feasible import Feasible, feasible


def cells_of(rules: Rules) -> list[Cell]:
    """Return the cells of a definition, in the order of its lifecycles and items."""
    known = feasible(rules)
    found = [cell for one in known.values() for cell in _of_lifecycle(one)]
    return list(dict.fromkeys([*found, *_edges(rules, known)]))


def _of_lifecycle(one: Feasible) -> Iterator[Cell]:
    yield from _permissions(one)
    yield from _guards(one)
    yield from _clocks(one)
    yield from _apart(one)
    yield from _prohibitions(one)


def _permissions(one: Feasible) -> Iterator[Cell]:
    machine, name = one.machine, one.machine.lifecycle.lifecycle
    for state in machine.lifecycle.states:
        if state not in one.states:
            continue
        yield Cell("structure", name, "forbidden", state=state)
        for act in machine.lifecycle.transitions:
            if state in machine.sources[act]:
                for role in machine.roles:
                    verdict: CellVerdict = "allowed" if one.may(act, role) else "forbidden"
                    yield Cell("permission", name, verdict, state=state, transition=act, role=role)


def _guards(one: Feasible) -> Iterator[Cell]:
    name = one.machine.lifecycle.lifecycle
    for act, transition in one.machine.lifecycle.transitions.items():
        for key in transition.guards:
            if act in one.live:
                yield Cell("guard", name, "allowed", transition=act, detail=f"{key}=satisfied")
            # What holds for every item, whatever is said, nobody can break.
            if one.breakable(act, key):
                yield Cell("guard", name, "forbidden", transition=act, detail=f"{key}=violated")


def _clocks(one: Feasible) -> Iterator[Cell]:
    name, clocks = one.machine.lifecycle.lifecycle, one.machine.lifecycle.clocks
    bound: dict[str, None] = {}
    for act in one.live:
        transition = one.machine.lifecycle.transitions[act]
        when = transition.when
        named = [*(when.expired if when else ()), *(when.breached if when else ())]
        named += [transition.within.clock] if transition.within else []
        named += [transition.after.clock] if transition.after else []
        bound.update(dict.fromkeys(clock for clock in named if clock in clocks))
    for clock in (name for name in bound if name in one.started):
        for limit in one.limits(clock):
            yield Cell("clock", name, "allowed", detail=f"{clock}:{limit}=last")
            yield Cell("clock", name, "forbidden", detail=f"{clock}:{limit}=first")


def _apart(one: Feasible) -> Iterator[Cell]:
    lifecycle = one.machine.lifecycle
    for rule in lifecycle.apart:
        if any(one.holds(rule.if_, item) is not False for item in one.items):
            yield Cell("apart", lifecycle.lifecycle, "allowed", detail=f"{rule.refuse}=different")
            yield Cell("apart", lifecycle.lifecycle, "forbidden", detail=f"{rule.refuse}=same")
            yield Cell("apart", lifecycle.lifecycle, "forbidden", detail=f"{rule.refuse}=delegated")


def _prohibitions(one: Feasible) -> Iterator[Cell]:
    lifecycle = one.machine.lifecycle
    name = lifecycle.lifecycle
    for act, forbidden in lifecycle.forbidden.items():
        if forbidden.unless is None or any(one.holds(forbidden.unless, item, act) is not True for item in one.items):
            yield Cell("prohibition", name, "forbidden", transition=act, detail=forbidden.id)
    for act in one.live:
        transition = lifecycle.transitions[act]
        keys = [need.refuse for need in transition.needs.values() if need.refuse]
        keys += [transition.at_most.refuse] if transition.at_most else []
        keys += [transition.barred] if transition.barred else []
        keys += [transition.within.refuse] if transition.within and transition.within.refuse else []
        for key in dict.fromkeys(keys):
            yield Cell("prohibition", name, "forbidden", transition=act, detail=key)


def _edges(rules: Rules, known: dict[str, Feasible]) -> Iterator[Cell]:
    definition = rules.definition
    for name, item in definition.items.items():
        one = known[definition.lifecycle_of(name).lifecycle]
        asked = {edge for act in one.acts for edge in one.machine.lifecycle.transitions[act].requires}
        for edge in definition.enforce:
            for requirement in item.requires.of(edge) if edge in asked else ():
                yield from _of_requirement(rules, known, one, name, requirement)


def _of_requirement(
    rules: Rules, known: dict[str, Feasible], one: Feasible, item: str, requirement: Requirement
) -> Iterator[Cell]:
    name, words = one.machine.lifecycle.lifecycle, spell(requirement)
    yield Cell("edge", name, "allowed", item=item, detail=f"{words}=in_force")
    if not _implied(rules, item, requirement):
        yield Cell("edge", name, "forbidden", item=item, detail=f"{words}=absent")
    items = {leaf: rules.definition.items[leaf] for leaf in leaves(requirement)}
    if any(can_be_lost(known, rules, leaf) for leaf in items):
        yield Cell("edge", name, "forbidden", item=item, detail=f"{words}=lost")
    if _may_not_apply(requirement, items):
        yield Cell("edge", name, "allowed", item=item, detail=f"{words}=not_applicable")


def _implied(rules: Rules, item: str, requirement: Requirement) -> bool:
    """Tell whether a requirement is needed for another one of the same item: it is never all that is absent."""
    definition, wanted = rules.definition, set(leaves(requirement))
    others = [r for edge in definition.enforce for r in definition.items[item].requires.of(edge) if r != requirement]
    seen: set[str] = set()
    pending = [leaf for other in others for leaf in leaves(other)]
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            requires = definition.items[name].requires
            pending += [leaf for edge in definition.enforce for r in requires.of(edge) for leaf in leaves(r)]
    return bool(wanted & seen)


def _may_not_apply(requirement: Requirement, items: dict[str, Item]) -> bool:
    match requirement:
        case str():
            return items[requirement].applies_if is not None
        case AnyOf(any=parts) | AllOf(all=parts):
            return all(_may_not_apply(part, items) for part in parts)


def can_be_lost(known: dict[str, Feasible], rules: Rules, item: str) -> bool:
    """Tell whether an item that is in force can leave it."""
    one = known[rules.definition.lifecycle_of(item).lifecycle]
    states = one.machine.lifecycle.states
    holding = {name for name in one.states if states[name].standing == "in_force"}
    return any(
        state in one.machine.sources[act] and any(states[to].standing == "ended" for to in _targets(one, act))
        for act, items in one.acts.items()
        if item in items
        for state in holding
    )


def _targets(one: Feasible, act: str) -> Iterator[str]:
    to = one.machine.lifecycle.transitions[act].to
    named = [to] if isinstance(to, str) else [branch.is_ for branch in to]
    yield from (name for name in named if name in one.machine.lifecycle.states)
