"""Mutants: a definition with one statement flipped. A spec that passes on one has not proven that statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.application.shelf import Procedure
from workflow.definition.model import By, Conditional, Definition, Item, Lifecycle, Transition, spell
from workflow.specs.attempts import Attempt
from workflow.specs.matrix.feasible import Feasible, feasible

Change = Callable[[Definition], Definition]
_COUNT = re.compile(r"\d+")
_PARAMETER = re.compile(r"param\.(\w+)")


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

    def of(self, procedure: Procedure) -> Procedure:
        """Return a procedure with the flip."""
        return Procedure(self.change(procedure.definition), procedure.calendars)


def mutants_of(procedure: Procedure) -> list[Mutant]:
    """Return every mutant of a procedure that its items could make felt."""
    known = feasible(procedure.rules)
    found = [mutant for one in known.values() for mutant in _of_lifecycle(one)]
    return [*found, *_edges(procedure.definition, known)]


def _of_lifecycle(one: Feasible) -> Iterator[Mutant]:
    for act in one.live:
        yield from _roles(one, act)
        yield from _states(one, act)
        yield from _guards(one, act)
        yield from _effects(one, act)
    yield from _apart(one)
    yield from _limits(one)


def _in_act(one: Feasible, act: str, /, **changes: Any) -> Change:
    name = one.machine.lifecycle.lifecycle

    def change(definition: Definition) -> Definition:
        lifecycle = definition.lifecycles[name]
        transition = lifecycle.transitions[act].model_copy(update=changes)
        return _with(
            definition, lifecycle.model_copy(update={"transitions": {**lifecycle.transitions, act: transition}})
        )

    return change


def _with(definition: Definition, lifecycle: Lifecycle) -> Definition:
    return definition.model_copy(update={"lifecycles": {**definition.lifecycles, lifecycle.lifecycle: lifecycle}})


def _mutant(one: Feasible, act: str, kind: str, what: str, change: Change, *, state: str = "") -> Mutant:
    return Mutant(kind, one.machine.lifecycle.lifecycle, what, change, transition=act, state=state)


def _roles(one: Feasible, act: str) -> Iterator[Mutant]:
    transition = one.machine.lifecycle.transitions[act]
    if transition.only == "also":
        return
    for by in transition.by:
        if one.may(act, by.role):
            rest = tuple(other for other in transition.by if other is not by)
            yield _mutant(one, act, "drop_role", by.role, _in_act(one, act, by=rest))
    for role, spec in one.machine.roles.items():
        # What the system may do it does when it is caused to; a role alone changes nothing.
        if spec.side != "system" and role not in {by.role for by in transition.by}:
            more = (*transition.by, By(role=role))
            yield _mutant(one, act, "add_role", role, _in_act(one, act, by=more))


def _states(one: Feasible, act: str) -> Iterator[Mutant]:
    sources = one.machine.sources[act]
    for state in one.machine.lifecycle.states:
        if state not in one.states:
            continue
        if state in sources:
            rest = tuple(name for name in one.machine.lifecycle.states if name in sources and name != state)
            yield _mutant(one, act, "drop_state", state, _in_act(one, act, from_=rest), state=state)
        else:
            more = tuple(name for name in one.machine.lifecycle.states if name in sources or name == state)
            yield _mutant(one, act, "add_state", state, _in_act(one, act, from_=more), state=state)


def _guards(one: Feasible, act: str) -> Iterator[Mutant]:
    guards = one.machine.lifecycle.transitions[act].guards
    for key in guards:
        if one.breakable(act, key):
            rest = {name: text for name, text in guards.items() if name != key}
            yield _mutant(one, act, "drop_guard", key, _in_act(one, act, guards=rest))


def _effects(one: Feasible, act: str) -> Iterator[Mutant]:
    lifecycle = one.machine.lifecycle
    transition = lifecycle.transitions[act]
    other = next(
        (name for name in lifecycle.states if name not in {*_written(transition), *one.machine.sources[act]}), None
    )
    if other is not None:
        yield _mutant(one, act, "swap_target", other, _in_act(one, act, to=other))
    event = next((one.event for one in lifecycle.transitions.values() if one.event != transition.event), None)
    if event is not None:
        yield _mutant(one, act, "swap_event", event, _in_act(one, act, event=event))
    if transition.effective is not None:
        yield _mutant(one, act, "swap_effective", transition.effective, _in_act(one, act, effective=None))


def _written(transition: Transition) -> list[str]:
    return [transition.to] if isinstance(transition.to, str) else [branch.is_ for branch in transition.to]


def _apart(one: Feasible) -> Iterator[Mutant]:
    lifecycle = one.machine.lifecycle
    for rule in lifecycle.apart:
        if any(one.holds(rule.if_, item) is not False for item in one.items):
            rest = tuple(other for other in lifecycle.apart if other is not rule)

            def change(definition: Definition, rest: Any = rest) -> Definition:
                return _with(definition, definition.lifecycles[lifecycle.lifecycle].model_copy(update={"apart": rest}))

            yield Mutant("drop_apart", lifecycle.lifecycle, rule.refuse, change, mark=f"apart:{rule.refuse}=")


def _limits(one: Feasible) -> Iterator[Mutant]:
    lifecycle = one.machine.lifecycle
    for name, clock in lifecycle.clocks.items():
        users = [item for item in one.items if one.limits(name)]
        own = {item for item in one.items if (known := one.rules.item(item)) and name in known.limits}
        if clock.limit is not None and set(users) - own:
            for by in (1, -1):
                limit = _shifted(_spelled_out(one, clock.limit), by)
                if limit is not None:
                    change = _of_clock(one, name, limit)
                    yield Mutant("limit", lifecycle.lifecycle, f"{name} {by:+d}", change, mark=f"clock:{name}:")
        for item in sorted(own):
            yield from _own_limits(one, name, item)


def _spelled_out(one: Feasible, limit: Any) -> Any:
    """Return a limit with the value of the parameter it is."""
    named = _PARAMETER.fullmatch(limit) if isinstance(limit, str) else None
    known = {**one.rules.definition.parameters, **one.machine.lifecycle.parameters}
    return str(known[named[1]].value) if named is not None and named[1] in known else limit


def _of_clock(one: Feasible, name: str, limit: Any) -> Change:
    def change(definition: Definition) -> Definition:
        lifecycle = definition.lifecycles[one.machine.lifecycle.lifecycle]
        clock = lifecycle.clocks[name].model_copy(update={"limit": limit})
        return _with(definition, lifecycle.model_copy(update={"clocks": {**lifecycle.clocks, name: clock}}))

    return change


def _own_limits(one: Feasible, clock: str, item: str) -> Iterator[Mutant]:
    known: Item = one.rules.definition.items[item]
    for kind in ("statutory", "promised"):
        said = getattr(known.limits[clock], kind)
        if said is None:
            continue
        for by in (1, -1):
            limit = _shifted(said.limit, by)
            if limit is not None:
                own = known.limits[clock].model_copy(update={kind: said.model_copy(update={"limit": limit})})
                changed = known.model_copy(update={"limits": {**known.limits, clock: own}})
                name = clock if kind == "statutory" else f"{clock}:promised"
                yield Mutant(
                    "limit",
                    one.machine.lifecycle.lifecycle,
                    f"{name} {by:+d}",
                    _of_item(item, changed),
                    item=item,
                    mark=f"clock:{name}:",
                )


def _of_item(name: str, item: Item) -> Change:
    return lambda definition: definition.model_copy(update={"items": {**definition.items, name: item}})


def _shifted(limit: Any, by: int) -> Any:
    """Return a limit longer or shorter by one of its units; None where it is no number."""
    if isinstance(limit, str):
        count = _COUNT.match(limit)
        if count is None or int(count[0]) + by < 1:
            return None
        return f"{int(count[0]) + by}{limit[count.end() :]}"
    branches = [branch.model_copy(update={"is_": _shifted(branch.is_, by) or branch.is_}) for branch in limit]
    return tuple(branches) if any(isinstance(branch, Conditional) for branch in branches) else None


def _edges(definition: Definition, known: Mapping[str, Feasible]) -> Iterator[Mutant]:
    for name, item in definition.items.items():
        one = known[definition.lifecycle_of(name).lifecycle]
        asked = {edge for act in one.acts for edge in one.machine.lifecycle.transitions[act].requires}
        for edge in definition.enforce:
            for requirement in item.requires.of(edge) if edge in asked else ():
                rest = tuple(other for other in item.requires.of(edge) if other != requirement)
                changed = item.model_copy(update={"requires": item.requires.model_copy(update={edge: rest})})
                yield Mutant(
                    "drop_edge",
                    one.machine.lifecycle.lifecycle,
                    spell(requirement),
                    _of_item(name, changed),
                    item=name,
                    mark=f"edge:{spell(requirement)}=",
                )
