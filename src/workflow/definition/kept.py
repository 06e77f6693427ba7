"""What no policy may loosen, whatever it is called: the law that a definition carries is still in it after a rewrite.

Both sides are read as they are effective. Items that a policy joined or split, by a mechanism they allow, are
compared after that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from workflow.definition.check_clocks import within
from workflow.definition.check_references import handler
from workflow.definition.kept_acts import loosened_acts
from workflow.definition.kept_words import redefined
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import (
    AllOf,
    AnyOf,
    Clock,
    Definition,
    Dependent,
    Edge,
    Item,
    ItemLimit,
    Lifecycle,
    Parameter,
    Requirement,
)
from workflow.definition.states import branches
from workflow.errors import Problem

_STATUTORY: tuple[Edge, ...] = ("hard", "commence")
_OF_A_CLOCK = ("until", "start", "calendar", "runs_for", "optional")
_PARAMETER = re.compile(r"\bparam\.(\w+)")


def loosened(before: Definition, after: Definition, narrowed: Collection[str], *, explicit: bool) -> Iterator[Problem]:
    """Yield what a rewrite loosened, with the path of it in the definition rewritten.

    Args:
        narrowed: the items whose condition was narrowed by a mechanism that they allow.
        explicit: the policy rests on an article of a law known to be in force, so that it may move an item to another
            lifecycle or authority.
    """
    yield from _edges(before, after)
    yield from redefined(before, after)
    yield from _changed(before.legal_limits, after.legal_limits, ("legal_limits",))
    clocks = _limited(before)
    yield from _parameters(before.parameters, after.parameters, clocks, ("parameters",))
    for name, item in before.items.items():
        if name in after.items:
            new = after.items[name]
            yield from _item(name, (item, new), narrowed, before.lifecycles.get(handler(before, item)))
            moved = (handler(before, item), item.authority) != (handler(after, new), new.authority)
            if moved and not explicit:
                yield unplaced("handled_otherwise", ("items", name), item=name)
    for name, lifecycle in before.lifecycles.items():
        if name in after.lifecycles:
            at: Path = ("lifecycles", name)
            other = after.lifecycles[name]
            yield from _clocks(lifecycle, other, at)
            yield from _changed(lifecycle.forbidden, other.forbidden, (*at, "forbidden"))
            yield from _parameters(lifecycle.parameters, other.parameters, clocks, (*at, "parameters"))
            yield from loosened_acts(before, after, name)


def _edges(before: Definition, after: Definition) -> Iterator[Problem]:
    kept = set(_demands(after))
    for holder, requirement in _demands(before):
        if (holder, requirement) not in kept:
            yield unplaced("hard_edge_dropped", (), holder=holder, requirement=requirement)


def _demands(definition: Definition) -> Iterator[tuple[str, str]]:
    """Yield what is demanded by statute: the prerequisites of items, and the acts that check them."""
    for name, item in definition.items.items():
        yield from ((name, _spelled(one)) for edge in _STATUTORY for one in item.requires.of(edge))
    acts = {
        f"{name}.{act}": transition
        for name, lifecycle in definition.lifecycles.items()
        for act, transition in lifecycle.transitions.items()
    }
    for edge in _STATUTORY:
        yield from ((act, edge) for act, transition in acts.items() if edge in transition.requires)
        if edge in definition.enforce:
            yield "enforce", edge


def _spelled(requirement: Requirement) -> str:
    """Return a requirement as it is compared: the order of alternatives is no difference."""
    match requirement:
        case str():
            return requirement
        case AnyOf(any=parts):
            return f"({' or '.join(sorted(map(_spelled, parts)))})"
        case AllOf(all=parts):
            return f"({' and '.join(sorted(map(_spelled, parts)))})"


def _changed(before: Mapping[str, Any], after: Mapping[str, Any], at: Path) -> Iterator[Problem]:
    for name, said in before.items():
        if after.get(name) != said:
            yield unplaced("prohibition_changed", (*at, name), name=name)


def _parameters(
    before: Mapping[str, Parameter], after: Mapping[str, Parameter], clocks: Mapping[str, set[str | None]], at: Path
) -> Iterator[Problem]:
    """Yield the certain parameters that a policy changes, unless by them an authority only has less time.

    Args:
        clocks: parameter → for whom the clocks run that it limits.
    """
    for name, parameter in before.items():
        other = after.get(name)
        if parameter.confidence != "C" or other == parameter:
            continue
        shorter = clocks.get(name) == {"authority"} and other is not None and _all_within(other, parameter)
        if not shorter:
            yield unplaced("certain_parameter_changed", (*at, name), parameter=name)


def _all_within(new: Parameter, old: Parameter) -> bool:
    bodies = {None, *new.by_authority, *old.by_authority}
    values = [[str(one.by_authority.get(body or "", one.value)) for one in (new, old)] for body in bodies]
    return all(within(changed, kept) for changed, kept in values)


def _limited(definition: Definition) -> dict[str, set[str | None]]:
    """Return parameter → for whom the clocks run that it limits."""
    found: dict[str, set[str | None]] = {}
    for lifecycle in definition.lifecycles.values():
        for clock in lifecycle.clocks.values():
            _note(found, clock.limit, clock)
    for item in definition.items.values():
        known = definition.lifecycles.get(handler(definition, item))
        for name, limit in item.limits.items():
            if known is not None and name in known.clocks and limit.statutory is not None:
                _note(found, limit.statutory.limit, known.clocks[name])
    return found


def _note(found: dict[str, set[str | None]], written: Dependent | None, clock: Clock) -> None:
    texts = [branch.is_ for branch in branches(written)]
    for name in {name for text in texts for name in _PARAMETER.findall(text)}:
        found.setdefault(name, set()).add(clock.runs_for)


def _item(
    name: str, items: tuple[Item, Item], narrowed: Collection[str], lifecycle: Lifecycle | None
) -> Iterator[Problem]:
    at: Path = ("items", name)
    old, new = items
    if old.applies_if != new.applies_if and name not in narrowed:
        yield unplaced("duty_changed", (*at, "applies_if"), item=name)
    if not set(old.concerns) <= set(new.concerns):
        yield unplaced("fact_changed", (*at, "concerns"), item=name, fact="concerns")
    for fact in lifecycle.item_facts if lifecycle else ():
        if old.facts.get(fact) != new.facts.get(fact):
            yield unplaced("fact_changed", (*at, "facts", fact), item=name, fact=fact)
    if old.lapses is not None and old.lapses.confidence == "C" and old.lapses != new.lapses:
        yield unplaced("limit_loosened", (*at, "lapses"), limit="lapses")
    for clock in dict.fromkeys([*old.limits, *new.limits]):
        general = lifecycle.clocks.get(clock) if lifecycle else None
        if not _limit_kept(old.limits.get(clock, ItemLimit()), new.limits.get(clock, ItemLimit()), general):
            yield unplaced("limit_loosened", (*at, "limits", clock), limit=clock)


def _limit_kept(old: ItemLimit, new: ItemLimit, clock: Clock | None) -> bool:
    """Tell whether what an item says of a clock leaves nobody less than the law gave them."""
    if old.start is not None and new.start != old.start:
        return False
    runs_for = clock.runs_for if clock else None
    if old.statutory is not None:
        said = new.statutory.limit if new.statutory else None
        return old.statutory.confidence != "C" or (said is not None and _no_worse(said, old.statutory.limit, runs_for))
    general = [branch.is_ for branch in branches(clock.limit)] if clock else []
    return new.statutory is None or all(_no_worse(new.statutory.limit, one, runs_for) for one in general)


def _no_worse(new: str, old: str, runs_for: str | None) -> bool:
    """Tell whether a limit gives an authority no more time than another, or anybody else no less."""
    return new == old or (within(new, old) if runs_for == "authority" else within(old, new))


def _clocks(before: Lifecycle, after: Lifecycle, at: Path) -> Iterator[Problem]:
    for name, clock in before.clocks.items():
        other = after.clocks.get(name)
        if other is None or clock.confidence != "C":
            continue
        old, new = clock.limit, other.limit
        kept = old == new or (isinstance(old, str) and isinstance(new, str) and _no_worse(new, old, clock.runs_for))
        if not kept or any(getattr(clock, key) != getattr(other, key) for key in _OF_A_CLOCK):
            yield unplaced("limit_loosened", (*at, "clocks", name), limit=name)
