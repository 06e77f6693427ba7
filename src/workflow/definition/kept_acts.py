"""What no policy may loosen in the acts of a lifecycle: conditions, four eyes, clocks; silence grants nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.definition.explicit import is_explicit
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Definition, Lifecycle, Transition, When
from workflow.definition.states import SAME, sources, written_targets
from workflow.errors import Problem

_EXACT = ("to", "event", "effective", "only")
_CONDITIONS = ("at_most", "within", "after", "barred", "bars", "vote", "if_", "document", "also", "opens", "sets_aside")
_EFFECTS = ("set_", "add", "append")
_RUNS = ("start", "restart", "resume")
_PAUSES = ("suspend", "extend", "restart", "reopen")
Sides = Mapping[str, str]
"""Role → the side it stands on."""


def loosened_acts(before: Definition, after: Definition, name: str) -> Iterator[Problem]:
    """Yield what a rewrite loosened in one lifecycle."""
    old, new = before.lifecycles[name], after.lifecycles[name]
    at: Path = ("lifecycles", name)
    sides = {role: said.side for role, said in {**after.roles, **new.roles}.items()}
    yield from _persons(old, new, at)
    for act in old.transitions:
        here: Path = (*at, "transitions", act)
        if act not in new.transitions:
            yield unplaced("act_dropped", here, transition=act)
            continue
        for path, condition in _lost(old, new, act, sides):
            yield unplaced("condition_dropped", (*here, *path), condition=condition, transition=act)
    for act, transition in new.transitions.items():
        here = (*at, "transitions", act)
        known = old.transitions.get(act)
        yield from _clock_acts(old, known, transition, here)
        if known is None or (known.when is None and transition.when is not None):
            yield from _new_ways(after, new, transition, here)


def _lost(old: Lifecycle, new: Lifecycle, act: str, sides: Sides) -> Iterator[tuple[Path, str]]:
    """Yield what an act asked for or did and does no more: the path within it, and the name."""
    was, now = old.transitions[act], new.transitions[act]
    yield from _conditions(was, now)
    yield from _effects(was, now)
    yield from _takers(was, now, sides)
    known = set(sources(old, was))
    yield from ((("from",), state) for state in sources(new, now) if state in old.states and state not in known)


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
    """Yield the conditions of an act that are gone or changed."""
    for key in _EXACT:
        if getattr(old, key) != getattr(new, key):
            yield (key,), key
    for key in _CONDITIONS:
        if getattr(old, key) not in (None, (), getattr(new, key)):
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


def _effects(old: Transition, new: Transition) -> Iterator[tuple[Path, str]]:
    """Yield the facts that an act no longer records, and the clocks that it no longer lets run."""
    for key in _EFFECTS:
        was, now = getattr(old, key), getattr(new, key)
        yield from (((key.rstrip("_"), name), name) for name in was if now.get(name) != was[name])
    for key in _RUNS:
        was, now = getattr(old.clocks, key), getattr(new.clocks, key)
        yield from ((("clocks", key), clock) for clock in was if clock not in now)
    for clock, by in old.clocks.extend.items():
        if new.clocks.extend.get(clock) != by:
            yield ("clocks", "extend", clock), clock


def _takers(old: Transition, new: Transition, sides: Sides) -> Iterator[tuple[Path, str]]:
    """Yield the roles that may take an act on other conditions, that no longer may though it is theirs, or now may."""
    conditions = {by.role: by.if_ for by in old.by}
    known = {sides.get(role) for role in conditions}
    for number, by in enumerate(new.by):
        changed = by.role in conditions and by.if_ != conditions[by.role]
        foreign = by.role not in conditions and sides.get(by.role) not in {"authority", *known}
        if changed or foreign:
            yield ("by", number), by.role
    kept = {by.role for by in new.by}
    yield from ((("by",), role) for role in conditions if role not in kept and sides.get(role) != "authority")


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
