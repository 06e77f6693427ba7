"""What values of enums and units are called: each has a title in both languages, and every title is of one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress

from workflow.definition.check_references import unknown
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Attribute, Definition, Lifecycle, Need, Parameter
from workflow.definition.types import BadType, Type, parse_type
from workflow.errors import Problem
from workflow.language.catalogue.labels import CHOICES
from workflow.language.catalogue.units import UNITS

KNOWN = {**CHOICES, **UNITS}


def check_values(definition: Definition) -> Iterator[Problem]:
    """Yield values of enums and units without a title, and titles of what is neither."""
    own = [*_values(("attributes",), definition.attributes), *_values(("parameters",), definition.parameters)]
    yield from _untitled(own, {**definition.values, **KNOWN})
    named = {value for _, value in own}
    for name, lifecycle in definition.lifecycles.items():
        at = ("lifecycles", name)
        inner = list(values_of(lifecycle, at))
        yield from _untitled(inner, {**definition.values, **lifecycle.values, **KNOWN})
        used = {value for _, value in inner}
        for value in lifecycle.values:
            yield from unknown("value", value, used, (*at, "values", value))
        named |= used
    for value in definition.values:
        yield from unknown("value", value, named, ("values", value))


def values_of(lifecycle: Lifecycle, at: Path) -> Iterator[tuple[Path, str]]:
    """Yield every value of an enum and every unit in a lifecycle, with the path where it is written."""
    for key in ("attributes", "item_facts", "parameters"):
        yield from _values((*at, key), getattr(lifecycle, key))
    for name, transition in lifecycle.transitions.items():
        yield from _values((*at, "transitions", name, "needs"), transition.needs)


def _values(at: Path, typed: Mapping[str, Attribute | Parameter | Need]) -> Iterator[tuple[Path, str]]:
    for name, one in typed.items():
        if isinstance(one, Attribute) and one.unit is not None:
            yield (*at, name, "unit"), one.unit
        if one.type is not None:
            with suppress(BadType):
                yield from (((*at, name, "type"), value) for value in _within(parse_type(one.type)))


def _within(kind: Type) -> Iterator[str]:
    if kind.kind == "enum":
        yield from kind.values
    for inner in (*([kind.of] if kind.of else []), *(of for _, of in kind.fields)):
        yield from _within(inner)


def _untitled(found: Iterable[tuple[Path, str]], titled: Container[str]) -> Iterator[Problem]:
    for at, value in found:
        if value not in titled:
            yield unplaced("value_without_title", at, value=value)
