"""Mutants: a definition with one statement flipped. A spec that passes on one has not proven that statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.application.shelf import Procedure
from workflow.definition.model import By, Definition, Transition, spell
from workflow.lifecycle.rules import Machine
from workflow.specs.matrix.feasible import Feasible, feasible
from workflow.specs.matrix.flips import Change, Mutant, in_act, in_lifecycle, of_item
from workflow.specs.matrix.limit_mutants import limits_of


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
        yield from _prohibitions(one, act)
    yield from _apart(one)
    yield from _forbidden(one)
    yield from limits_of(one)


def _mutant(one: Feasible, act: str, kind: str, what: str, change: Change, *, state: str = "") -> Mutant:
    return Mutant(kind, one.machine.lifecycle.lifecycle, what, change, transition=act, state=state)


def _roles(one: Feasible, act: str) -> Iterator[Mutant]:
    transition = one.machine.lifecycle.transitions[act]
    if transition.only == "also":
        return
    for by in transition.by:
        if one.may(act, by.role):
            rest = tuple(other for other in transition.by if other is not by)
            yield _mutant(one, act, "drop_role", by.role, in_act(one, act, by=rest))
    for role, spec in one.machine.roles.items():
        # What the system may do it does when it is caused to; a role alone changes nothing.
        if spec.side != "system" and role not in {by.role for by in transition.by}:
            more = (*transition.by, By(role=role))
            yield _mutant(one, act, "add_role", role, in_act(one, act, by=more))


def _states(one: Feasible, act: str) -> Iterator[Mutant]:
    sources = one.machine.sources[act]
    for state in one.machine.lifecycle.states:
        if state not in one.states:
            continue
        if state in sources:
            rest = tuple(name for name in one.machine.lifecycle.states if name in sources and name != state)
            yield _mutant(one, act, "drop_state", state, in_act(one, act, from_=rest), state=state)
        else:
            more = tuple(name for name in one.machine.lifecycle.states if name in sources or name == state)
            yield _mutant(one, act, "add_state", state, in_act(one, act, from_=more), state=state)


def _guards(one: Feasible, act: str) -> Iterator[Mutant]:
    guards = one.machine.lifecycle.transitions[act].guards
    for key in guards:
        if one.breakable(act, key):
            rest = {name: text for name, text in guards.items() if name != key}
            yield _mutant(one, act, "drop_guard", key, in_act(one, act, guards=rest))


def _effects(one: Feasible, act: str) -> Iterator[Mutant]:
    lifecycle = one.machine.lifecycle
    transition = lifecycle.transitions[act]
    known = {*_written(one.machine, act), *one.machine.sources[act]}
    other = next((name for name in lifecycle.states if name not in known), None)
    if other is not None:
        yield _mutant(one, act, "swap_target", other, in_act(one, act, to=other))
    event = next((one.event for one in lifecycle.transitions.values() if one.event != transition.event), None)
    if event is not None:
        yield _mutant(one, act, "swap_event", event, in_act(one, act, event=event))
    if transition.effective is not None:
        change = in_act(one, act, effective=_other_instant(one, transition))
        yield _mutant(one, act, "swap_effective", transition.effective, change)


def _other_instant(one: Feasible, transition: Transition) -> str | None:
    """Return another effective time: that of the act, or, where an act at the end of a limit says just that, a fact."""
    causes = transition.when.expired if transition.when else ()
    if transition.effective not in {f"due.{clock}" for clock in causes}:
        return None
    attributes = one.machine.lifecycle.attributes.items()
    return next((name for name, attribute in attributes if attribute.type == "time"), None)


def _written(machine: Machine, act: str) -> list[str]:
    """Return the targets that an act names."""
    transition = machine.lifecycle.transitions[act]
    return [transition.to] if isinstance(transition.to, str) else [branch.is_ for branch in transition.to]


def _prohibitions(one: Feasible, act: str) -> Iterator[Mutant]:
    """Yield the mutants of what has a key only to refuse an act: how often, while barred, when late, unsaid."""
    transition = one.machine.lifecycle.transitions[act]
    if transition.at_most is not None:
        yield _mutant(one, act, "drop_prohibition", transition.at_most.refuse, in_act(one, act, at_most=None))
    if transition.barred is not None:
        yield _mutant(one, act, "drop_prohibition", transition.barred, in_act(one, act, barred=None))
    within = transition.within
    if within is not None and within.late == "refuse" and not _overtaken(one, act, within.clock):
        key = within.refuse or within.clock
        yield _mutant(one, act, "drop_prohibition", key, in_act(one, act, within=None))
    for name, need in transition.needs.items():
        if need.refuse:
            free = need.model_copy(update={"type": f"{need.type.rstrip('?')}?", "refuse": None})
            needs = {**transition.needs, name: free}
            yield _mutant(one, act, "drop_prohibition", need.refuse, in_act(one, act, needs=needs))


def _overtaken(one: Feasible, act: str, clock: str) -> bool:
    """Tell whether a clock's own outcome takes the case elsewhere before an act could be late."""
    machine = one.machine
    outcomes = [name for name in machine.expired.get(clock, ()) if "same" not in _written(machine, name)]
    return any(machine.sources[act] <= machine.sources[name] for name in outcomes)


def _forbidden(one: Feasible) -> Iterator[Mutant]:
    lifecycle = one.machine.lifecycle
    for act, known in lifecycle.forbidden.items():
        if known.unless is None or any(one.holds(known.unless, item, act) is not True for item in one.items):
            rest = {name: other for name, other in lifecycle.forbidden.items() if name != act}
            yield _mutant(one, act, "drop_prohibition", known.id, in_lifecycle(one, forbidden=rest))


def _apart(one: Feasible) -> Iterator[Mutant]:
    lifecycle = one.machine.lifecycle
    for rule in lifecycle.apart:
        if any(one.holds(rule.if_, item) is not False for item in one.items):
            rest = tuple(other for other in lifecycle.apart if other is not rule)
            change = in_lifecycle(one, apart=rest)
            yield Mutant("drop_apart", lifecycle.lifecycle, rule.refuse, change, mark=f"apart:{rule.refuse}=")


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
                    of_item(name, changed),
                    item=name,
                    mark=f"edge:{spell(requirement)}=",
                )
