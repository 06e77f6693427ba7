"""What no policy may loosen in the acts of a lifecycle: conditions, four eyes, clocks; silence grants nothing."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.definition.explicit import is_explicit
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Definition, Lifecycle, Transition, When
from workflow.definition.states import SAME, sources, written_targets
from workflow.errors import Problem

_CONDITIONS = ("to", "event", "at_most", "within", "after", "barred", "only", "bars", "vote", "if_")
_PAUSES = ("suspend", "extend", "restart", "reopen")


def loosened_acts(before: Definition, after: Definition, name: str) -> Iterator[Problem]:
    """Yield what a rewrite loosened in one lifecycle."""
    old, new = before.lifecycles[name], after.lifecycles[name]
    at: Path = ("lifecycles", name)
    yield from _persons(old, new, at)
    for act, transition in old.transitions.items():
        here: Path = (*at, "transitions", act)
        if act not in new.transitions:
            yield unplaced("act_dropped", here, transition=act)
        else:
            lost = (
                *_conditions(transition, new.transitions[act]),
                *_takers(transition, new.transitions[act], old, new),
            )
            for path, condition in lost:
                yield unplaced("condition_dropped", (*here, *path), condition=condition, transition=act)
    for act, transition in new.transitions.items():
        here = (*at, "transitions", act)
        yield from _clock_acts(old, old.transitions.get(act), transition, here)
        if act not in old.transitions:
            yield from _new_ways(after, new, transition, here)


def _persons(old: Lifecycle, new: Lifecycle, at: Path) -> Iterator[Problem]:
    """Yield the parts of which one person may now play what two had to."""
    for rule in old.apart:
        if rule not in new.apart:
            yield unplaced("four_eyes_dropped", (*at, "apart"), parts=list(rule.parts))
    for part, said in old.parts.items():
        other = new.parts.get(part)
        if other is None or not (set(said.by) <= set(other.by) and set(said.data) <= set(other.data)):
            yield unplaced("four_eyes_dropped", (*at, "parts", part), parts=[part])


def _conditions(old: Transition, new: Transition) -> Iterator[tuple[Path, str]]:
    """Yield the conditions of an act that are gone or changed: the path within it, and the name."""
    for key in _CONDITIONS:
        if getattr(old, key) not in (None, getattr(new, key)):
            yield (key.rstrip("_"),), key.rstrip("_")
    if old.when is not None and _unwatched(old.when, new.when or When()):
        yield ("when",), "when"
    yield from ((("guards", key), key) for key, text in old.guards.items() if new.guards.get(key) != text)
    for key, need in old.needs.items():
        if not need.type.endswith("?") and new.needs.get(key) != need:
            yield ("needs", key), key


def _unwatched(old: When, new: When) -> bool:
    """Tell whether the system would no longer act on what it acted on; it may record the overrun of more clocks."""
    return not set(old.breached) <= set(new.breached) or old.model_copy(update={"breached": new.breached}) != new


def _takers(old: Transition, new: Transition, before: Lifecycle, after: Lifecycle) -> Iterator[tuple[Path, str]]:
    """Yield the roles that may take an act on other conditions than before, and the states it may now begin from."""
    conditions = {by.role: by.if_ for by in old.by}
    for number, by in enumerate(new.by):
        if by.role in conditions and by.if_ != conditions[by.role]:
            yield ("by", number), by.role
    known = set(sources(before, old))
    yield from ((("from",), state) for state in sources(after, new) if state in before.states and state not in known)


def _clock_acts(known: Lifecycle, old: Transition | None, new: Transition, at: Path) -> Iterator[Problem]:
    """Yield the clocks of the law that an act newly holds up: suspended, extended, begun afresh, or stopped midway."""
    for key in _PAUSES:
        was = getattr(old.clocks, key) if old is not None else ()
        for clock in getattr(new.clocks, key):
            if clock in known.clocks and clock not in was:
                yield unplaced("clock_held_up", (*at, "clocks", key), clock=clock, transition=at[-1])
    was = old.clocks.stop if old is not None else ()
    for clock in new.clocks.stop if written_targets(new) == (SAME,) else ():
        if clock in {*known.clocks, "all"} and clock not in was:
            yield unplaced("clock_held_up", (*at, "clocks", "stop"), clock=clock, transition=at[-1])


def _new_ways(definition: Definition, lifecycle: Lifecycle, act: Transition, at: Path) -> Iterator[Problem]:
    """Yield what a new act grants by silence, or without asking for what the law puts first."""
    granted = {
        target
        for one in lifecycle.transitions.values()
        if "hard" in one.requires
        for target in written_targets(one)
        if target in lifecycle.states
    }
    force = {name for name, state in lifecycle.states.items() if state.standing == "in_force"}
    leads = [target for target in written_targets(act) if target in granted | force]
    if not leads or set(sources(lifecycle, act)) <= granted | force:
        return
    roles = {**definition.roles, **lifecycle.roles}
    silent = any(roles[by.role].side == "system" for by in act.by if by.role in roles)
    if silent and not is_explicit(act.source, definition.laws):
        yield unplaced("granted_by_silence", at, transition=at[-1], state=leads[0])
    if "hard" not in act.requires and granted:
        yield unplaced("grant_without_prerequisites", (*at, "requires"), transition=at[-1], state=leads[0])
