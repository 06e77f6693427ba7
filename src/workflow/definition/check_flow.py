"""Dead ends: what cannot be reached, what leads nowhere, what nobody may do, where silence lasts for ever.

Guards and conditions are not looked into: what the structure allows is taken as possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from workflow.definition.check_silence import silent_states
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Conversion, Definition, Lifecycle, Transition
from workflow.definition.states import Step, sources, steps
from workflow.errors import Problem

_FALSE = "false"
RESTING = frozenset({"pre_passed", "in_force", "ended", "not_applicable"})


class Flow:
    """The ways through a lifecycle."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        self.lifecycle = lifecycle
        self.steps = steps(lifecycle)

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Return the states that some order of acts leads to."""
        return _closure({self.lifecycle.initial}, self._onwards)

    @cached_property
    def resting(self) -> frozenset[str]:
        """Return the states in which a case may stay: final ones, and those with a settled standing."""
        return frozenset(
            name for name, state in self.lifecycle.states.items() if state.terminal or state.standing in RESTING
        )

    @cached_property
    def settling(self) -> frozenset[str]:
        """Return the states from which a state of rest can be reached."""
        return _closure(self.resting, self._backwards)

    @cached_property
    def leaving(self) -> frozenset[str]:
        """Return the states that some transition leads out of."""
        return frozenset(step.source for step in self.steps if step.source != step.target)

    @cached_property
    def _onwards(self) -> Mapping[str, list[str]]:
        return _grouped((step.source, step.target) for step in self.steps)

    @cached_property
    def _backwards(self) -> Mapping[str, list[str]]:
        return _grouped((step.target, step.source) for step in self.steps)


def check_flow(definition: Definition, lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield the dead ends of a lifecycle."""
    if lifecycle.initial not in lifecycle.states:
        return
    flow = Flow(lifecycle)
    at: Path = ("lifecycles", lifecycle.lifecycle)
    yield from _states(flow, at)
    for name, transition in lifecycle.transitions.items():
        yield from _transition(definition, flow, transition, (*at, "transitions", name))
    silent = silent_states(lifecycle, flow.steps) if lifecycle.lifecycle != definition.lifecycle else ()
    for state in silent:
        yield unplaced("silence_for_ever", (*at, "states", state), state=state)


def _states(flow: Flow, at: Path) -> Iterator[Problem]:
    for name, state in flow.lifecycle.states.items():
        path = (*at, "states", name)
        if name not in flow.reachable:
            yield unplaced("unreachable_state", path, state=name)
        elif state.terminal and name in flow.leaving:
            left_by = sorted({s.transition for s in flow.steps if s.source == name != s.target})
            yield unplaced("final_state_left", path, state=name, transitions=left_by)
        elif not state.terminal and (name not in flow.leaving or name not in flow.settling):
            yield unplaced("no_way_out", path, state=name)


def _transition(definition: Definition, flow: Flow, transition: Transition, at: Path) -> Iterator[Problem]:
    from_states = sources(flow.lifecycle, transition)
    if not transition.from_ or (from_states and flow.reachable.isdisjoint(from_states)):
        yield unplaced("never_possible", at, transition=at[-1])
    roles = {**definition.roles, **flow.lifecycle.roles}
    sides = [roles[by.role].side for by in transition.by if by.role in roles]
    never = _FALSE in {transition.if_, *transition.guards.values()}
    never = never or bool(transition.by and all(by.if_ == _FALSE for by in transition.by))
    if never or (not transition.by and transition.only != "also"):
        yield unplaced("nobody_may_take", (*at, "by"), transition=at[-1])
    # What a conversion ends with is taken by the conversion itself.
    converts = flow.lifecycle.lifecycle == definition.shadow and transition.id == "convert"
    if transition.when is None and sides and all(side == "system" for side in sides) and not converts:
        yield unplaced("system_without_occasion", (*at, "by"), transition=at[-1])
    if transition.when is not None and "system" not in sides:
        yield unplaced("occasion_without_system", (*at, "when"), transition=at[-1])
    if transition.only == "also" and not _done_beside(definition, str(at[-1])):
        yield unplaced("nobody_may_take", (*at, "only"), transition=at[-1])


def _done_beside(definition: Definition, name: str) -> bool:
    acts = (act for lifecycle in definition.lifecycles.values() for act in lifecycle.transitions.values())
    return any(side.do == name for act in acts for side in act.also)


def check_conversion(lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield the steps of a conversion that break it, lack data, or end before the item is in force."""
    at: Path = ("lifecycles", lifecycle.lifecycle, "conversion")
    here = frozenset({lifecycle.initial})
    ways = steps(lifecycle)
    for number, step in enumerate(lifecycle.conversion):
        transition = lifecycle.transitions.get(step.do)
        if transition is None:
            yield unplaced("unknown_transition", (*at, number, "do"), name=step.do)
            return
        yield from _step_data(step, transition, (*at, number))
        reached = _taken(ways, step.do, here)
        if not reached:
            facts = {"transition": step.do, "state": ", ".join(sorted(here))}
            yield unplaced("conversion_breaks", (*at, number), **facts)
            return
        here = reached
    if lifecycle.conversion and not any(lifecycle.states[state].standing == "in_force" for state in here):
        yield unplaced("conversion_ends_early", at, state=", ".join(sorted(here)))


def _step_data(step: Conversion, transition: Transition, at: Path) -> Iterator[Problem]:
    for name, need in transition.needs.items():
        if name not in step.data and not need.type.strip().endswith("?"):
            yield unplaced("conversion_lacks_data", at, transition=step.do, need=name)
    for name in step.data:
        if name not in transition.needs:
            yield unplaced("unknown_need", (*at, "data", name), name=name)


def _taken(ways: Iterable[Step], transition: str, here: frozenset[str]) -> frozenset[str]:
    return frozenset(step.target for step in ways if step.transition == transition and step.source in here)


def _closure(start: Iterable[str], onwards: Mapping[str, list[str]]) -> frozenset[str]:
    found, open_states = set(start), list(start)
    while open_states:
        for state in onwards.get(open_states.pop(), ()):
            if state not in found:
                found.add(state)
                open_states.append(state)
    return frozenset(found)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped
