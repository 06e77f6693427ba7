"""Effects on other cases: the act or item meant exists, and is told what it asks for, in the types it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from workflow.definition.cel_syntax import BadExpression
from workflow.definition.check_references import handler, unknown
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Also, Definition, Lifecycle, Opens, Transition
from workflow.definition.narrow_scope import Scope, act_scope, case_scope, known_type
from workflow.definition.types import BadType, Type
from workflow.definition.typing_problems import wrong, yielded
from workflow.errors import Problem


def check_effects(definition: Definition, lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield what acts do to other cases that those cases would refuse whatever happens."""
    with suppress(BadType):
        case = case_scope(definition, lifecycle)
        for name, act in lifecycle.transitions.items():
            at: Path = ("lifecycles", lifecycle.lifecycle, "transitions", name)
            scope = act_scope(definition, case, act)
            for number, side in enumerate(act.also):
                yield from _also(definition, side, scope, (*at, "also", number))
            for number, opened in enumerate(act.opens):
                yield from _opens(definition, opened, scope, (*at, "opens", number))


def _also(definition: Definition, side: Also, scope: Scope, at: Path) -> Iterator[Problem]:
    there = _acts_meant(definition, side, scope)
    if not there:
        known = {name for lifecycle in definition.lifecycles.values() for name in lifecycle.transitions}
        yield from unknown("transition", side.do, known - {side.do}, (*at, "do"))
        return
    # The case may be of any of several lifecycles: what the nearest of them would say is told.
    yield from min((list(_told(side, act, scope, at)) for act in there), key=len)


def _acts_meant(definition: Definition, side: Also, scope: Scope) -> list[Transition]:
    """Return the acts of that name in the lifecycles that the other case may have."""
    which = None
    with suppress(BadExpression):
        which = yielded(side.case, scope).which
    lifecycles = definition.lifecycles.values()
    return [
        one.transitions[side.do] for one in lifecycles if side.do in one.transitions and which in {None, one.lifecycle}
    ]


def _told(side: Also, act: Transition, scope: Scope, at: Path) -> Iterator[Problem]:
    for name, text in side.data.items():
        yield from unknown("need", name, act.needs, (*at, "data", name))
        if name in act.needs:
            yield from wrong(text, known_type(act.needs[name].type), scope, (*at, "data", name))
    for name, need in act.needs.items():
        if name not in side.data and not known_type(need.type).nullable:
            yield unplaced("effect_lacks_data", at, transition=side.do, need=name)


def _opens(definition: Definition, opened: Opens, scope: Scope, at: Path) -> Iterator[Problem]:
    yield from unknown("item", opened.item, definition.items, (*at, "item"))
    item = definition.items.get(opened.item)
    begun = definition.lifecycles.get(handler(definition, item)) if item else None
    if begun is None:
        return
    open_to = _open_to(begun)
    for name, text in opened.data.items():
        here = (*at, "data", name)
        if name in begun.attributes and name not in open_to:
            yield unplaced("not_at_opening", here, name=name, item=opened.item)
        else:
            yield from unknown("attribute", name, open_to, here)
        if name in open_to:
            yield from wrong(text, open_to[name], scope, here)


def _open_to(lifecycle: Lifecycle) -> Mapping[str, Type]:
    """Return the facts that may be given when a case is opened, with their types."""
    return {name: known_type(fact.type) for name, fact in lifecycle.attributes.items() if fact.opening}
