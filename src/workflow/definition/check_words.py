"""Types and expressions of a definition: names resolve, operations are typed, values fit their types."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from typing import Any

from workflow.definition.cel_functions import SIGNATURES
from workflow.definition.cel_syntax import BadExpression
from workflow.definition.check_references import handler, unknown
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Attribute, Definition, Item, Lifecycle, Parameter, Transition
from workflow.definition.narrow_scope import Scope, act_scope, case_scope, items_named, known_type
from workflow.definition.scope import conversion_scope, parameter_type, project_scope
from workflow.definition.types import ANY, BOOL, CASE, INT, ITEM, TEXT, TIME, BadType, Type, list_of, maybe, parse_type
from workflow.definition.typing_problems import parsed, periods, wrong
from workflow.definition.values import NotOfType, validate
from workflow.errors import Problem

_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
WORDS = frozenset({
    "attr", "data", "project", "param", "item", "inputs", "fingerprint", "state", "case", "groups", "actor",
    "effective", "now", "due", "count", "tally", "shadow",
})  # fmt: skip


def check_words(definition: Definition) -> Iterator[Problem]:
    """Yield what is wrong with the types, the values and the expressions of a definition.

    Where a type cannot be read, the expressions that might use it are not judged: the type comes first.
    """
    yield from _attributes(definition.attributes, ("attributes",))
    yield from _parameters(definition.parameters, ("parameters",))
    with suppress(BadType):
        applies = project_scope(definition)
        for name, item in definition.items.items():
            # Whether an item applies is asked of the project's facts alone: no case is at hand, and no calendar.
            yield from wrong(item.applies_if, BOOL, applies, ("items", name, "applies_if"), functions=SIGNATURES)
            for mechanism, allowed in item.allows.items():
                at = ("items", name, "allows", mechanism, "spares_if")
                yield from wrong(allowed.spares_if, BOOL, applies, at, functions=SIGNATURES)
    for name, lifecycle in definition.lifecycles.items():
        yield from _lifecycle(definition, lifecycle, ("lifecycles", name))


def _lifecycle(definition: Definition, lifecycle: Lifecycle, at: Path) -> Iterator[Problem]:
    yield from _attributes(lifecycle.attributes, (*at, "attributes"))
    yield from _attributes(lifecycle.item_facts, (*at, "item_facts"))
    yield from _parameters(lifecycle.parameters, (*at, "parameters"))
    for name, transition in lifecycle.transitions.items():
        for need, spec in transition.needs.items():
            yield from _type(spec.type, (*at, "transitions", name, "needs", need))
    with suppress(BadType):
        case = case_scope(definition, lifecycle)
        yield from _case_expressions(lifecycle, case, at)
        yield from _items(definition, lifecycle, case)
        for name, transition in lifecycle.transitions.items():
            here = (*at, "transitions", name)
            yield from _transition(lifecycle, transition, act_scope(definition, case, transition), here)
            yield from _named_items(definition, lifecycle, transition, here)
        yield from _conversion(definition, lifecycle, at)


def _named_items(definition: Definition, lifecycle: Lifecycle, transition: Transition, at: Path) -> Iterator[Problem]:
    expressions = [*conditions_of(transition), *((path, text) for path, text, _ in values_of(lifecycle, transition))]
    for path, text in expressions:
        if text is not None and "standing" in text:
            with suppress(BadExpression):
                for name in items_named(parsed(text)):
                    yield from unknown("item", name, definition.items, (*at, *path))
    for key in ("in_force", "ended"):
        literal = _LITERAL.fullmatch(getattr(transition.when, key, None) or "")
        if literal is not None:
            yield from unknown("item", literal[1] or literal[2], definition.items, (*at, "when", key))


def _attributes(attributes: Mapping[str, Attribute], at: Path) -> Iterator[Problem]:
    for name, attribute in attributes.items():
        if name in WORDS and at[-1] == "attributes":
            yield unplaced("word_taken", (*at, name), name=name)
        kind = yield from _type(attribute.type, (*at, name, "type"))
        # An empty text is nothing that anybody may say, but it may stand for nothing said yet.
        if kind is not None and attribute.default is not None and attribute.default != "":
            yield from _value(kind, attribute.default, (*at, name, "default"))


def _parameters(parameters: Mapping[str, Parameter], at: Path) -> Iterator[Problem]:
    for name, parameter in parameters.items():
        if parameter.type is not None:
            kind = yield from _type(parameter.type, (*at, name, "type"))
            if kind is None:
                continue
            yield from _value(kind, parameter.value, (*at, name, "value"))
        for authority, value in parameter.by_authority.items():
            yield from _value(parameter_type(parameter), value, (*at, name, "by_authority", authority))


def _type(text: str, at: Path) -> Generator[Problem, None, Type | None]:
    try:
        return parse_type(text)
    except BadType as wrong:
        yield unplaced(wrong.key, at, **{"type": text, **wrong.facts})
    return None


def _value(kind: Type, value: Any, at: Path) -> Iterator[Problem]:
    try:
        validate(kind, value)
    except NotOfType as wrong:
        yield unplaced("value_not_of_type", at, type=str(kind), value=str(value), reason=wrong.key)


def _case_expressions(lifecycle: Lifecycle, case: Scope, at: Path) -> Iterator[Problem]:
    for name, clock in lifecycle.clocks.items():
        yield from periods(clock.limit, case, (*at, "clocks", name, "limit"))
    for name, act in lifecycle.forbidden.items():
        yield from wrong(act.unless, BOOL, case, (*at, "forbidden", name, "unless"))
    for number, rule in enumerate(lifecycle.apart):
        yield from wrong(rule.if_, BOOL, case, (*at, "apart", number, "if"))
    for name, vote in lifecycle.votes.items():
        for number, majority in enumerate(vote.passes):
            yield from wrong(majority.if_, BOOL, case, (*at, "votes", name, "pass", number, "if"))


def _items(definition: Definition, lifecycle: Lifecycle, case: Scope) -> Iterator[Problem]:
    for name, item in definition.items.items():
        if handler(definition, item) != lifecycle.lifecycle:
            continue
        for path, limit in _limits(item):
            yield from periods(limit, case, ("items", name, *path))
        if item.lapses is not None:
            # What an item says of its lapse is a word of `item` itself.
            without = {word: kind for word, kind in case.items() if word != "item"}
            yield from periods(item.lapses.within, without, ("items", name, "lapses", "within"))
        for fact, value in item.facts.items():
            if fact in lifecycle.item_facts:
                kind = known_type(lifecycle.item_facts[fact].type)
                yield from _value(kind, value, ("items", name, "facts", fact))


def _limits(item: Item) -> Iterator[tuple[Path, str]]:
    for clock, limits in item.limits.items():
        for kind, limit in (("statutory", limits.statutory), ("promised", limits.promised)):
            if limit is not None:
                yield ("limits", clock, kind, "limit"), limit.limit


def _transition(lifecycle: Lifecycle, transition: Transition, scope: Scope, at: Path) -> Iterator[Problem]:
    for path, text in conditions_of(transition):
        yield from wrong(text, BOOL, scope, (*at, *path))
    for path, text, expected in values_of(lifecycle, transition):
        yield from wrong(text, expected, scope, (*at, *path))
    for path, text, expected in _facts(scope["attr"], transition):
        yield from wrong(text, expected, scope, (*at, *path), nullable=True)
    for clock, extension in transition.clocks.extend.items():
        yield from periods(extension, scope, (*at, "clocks", "extend", clock))


def conditions_of(transition: Transition) -> Iterator[tuple[Path, str | None]]:
    """Yield the expressions of a transition that are true or false, with their paths."""
    yield ("if",), transition.if_
    for key, guard in transition.guards.items():
        yield ("guards", key), guard
    for number, by in enumerate(transition.by):
        yield ("by", number, "if"), by.if_
    if not isinstance(transition.to, str):
        for number, branch in enumerate(transition.to):
            yield ("to", number, "if"), branch.if_
    for name, part in (("bars", transition.bars), ("vote", transition.vote)):
        if part is not None:
            yield (name, "if"), part.if_


def values_of(lifecycle: Lifecycle, transition: Transition) -> Iterator[tuple[Path, str | None, Type]]:
    """Yield the expressions of a transition that must yield a value of some type, with their paths."""
    yield ("effective",), transition.effective, TIME
    if transition.at_most is not None:
        yield ("at_most", "n"), transition.at_most.n, INT
    if transition.within is not None and transition.within.clock not in lifecycle.clocks:
        yield ("within", "clock"), transition.within.clock, TEXT
    if transition.when is not None:
        # Null names no item: the occasion never comes.
        yield ("when", "in_force"), transition.when.in_force, maybe(ITEM)
        yield ("when", "ended"), transition.when.ended, maybe(ITEM)
    for clock, reason in transition.clocks.suspend.items():
        if is_expression(reason):
            yield ("clocks", "suspend", clock), reason, TEXT
    for number, side in enumerate(transition.also):
        yield ("also", number, "case"), side.case, CASE


def _facts(facts: Type, transition: Transition) -> Iterator[tuple[Path, str, Type]]:
    for name, text in transition.set_.items():
        yield ("set", name), text, facts.field(name) or ANY
    for name, text in transition.append.items():
        yield ("append", name), text, list_of((facts.field(name) or ANY).entry)


def is_expression(reason: str) -> bool:
    """Tell whether the ground of a suspension is an expression (`data.reason`) and not the word itself."""
    return "." in reason or "'" in reason


def _conversion(definition: Definition, lifecycle: Lifecycle, at: Path) -> Iterator[Problem]:
    shadow = definition.lifecycles.get(definition.shadow or "")
    if shadow is None or not lifecycle.conversion:
        return
    scope = conversion_scope(definition, lifecycle, shadow)
    for number, step in enumerate(lifecycle.conversion):
        transition = lifecycle.transitions.get(step.do)
        for name, text in step.data.items():
            need = transition.needs.get(name) if transition else None
            kind = known_type(need.type) if need else ANY
            yield from wrong(text, kind, scope, (*at, "conversion", number, "data", name), nullable=True)
