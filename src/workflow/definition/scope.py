"""The words that expressions of a definition may use, with their types: the one list for checking and for deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from workflow.definition.cel_functions import SIGNATURES, Signature
from workflow.definition.model import Attribute, Definition, Lifecycle, Parameter
from workflow.definition.types import (
    ANY,
    BOOL,
    INT,
    ITEM,
    PERIOD,
    RATIO,
    TEXT,
    TIME,
    Type,
    list_of,
    map_of,
    parse_type,
    record,
)
from workflow.definition.values import NotOfType, validate


def _counted(given: Sequence[Type]) -> Type | None:
    return INT if all(kind.kind in {"time", "date", "any"} for kind in given) else None


FUNCTIONS: Mapping[str, Signature] = {
    **SIGNATURES,
    "standing": Signature((TEXT,), TEXT),
    "other": Signature((TEXT,), map_of(ANY)),
    "working_days": Signature((ANY, ANY), _counted),
    "calendar_days": Signature((ANY, ANY), _counted),
    "year": Signature((ANY,), _counted),
    "back_from": Signature((TIME, PERIOD), TIME),
    "later": Signature((TIME, PERIOD), TIME),
}

SITUATED = frozenset(FUNCTIONS) - SIGNATURES.keys()
"""The functions that ask a project, another case or a calendar, and not their arguments alone."""

TALLY = record(
    {
        "measures": map_of(record({"electorate": INT, "taking_part": INT, "in_favour": INT})),
        "quorum": BOOL,
        "passed": BOOL,
    }
)


def scope_of(definition: Definition, lifecycle: Lifecycle, transition: str | None = None) -> dict[str, Type]:
    """Return name → type for the expressions of a lifecycle; with a transition, what its act says among them.

    Raises:
        BadType: an attribute or a need has a type that cannot be read.
    """
    attributes = types_of(lifecycle.attributes)
    needs = lifecycle.transitions[transition].needs if transition else {}
    words = {
        "attr": record(attributes),
        "data": record({name: parse_type(need.type) for name, need in needs.items()}),
        "project": project_type(definition),
        "param": record(_parameters({**definition.parameters, **lifecycle.parameters})),
        "item": item_type(lifecycle),
        "inputs": map_of(ANY),
        "fingerprint": TEXT,
        "state": TEXT,
        "case": record({"id": TEXT, "authority": TEXT, "applicant": TEXT}),
        "groups": record({name: list_of(TEXT) for name in lifecycle.groups}),
        "actor": record({"person": TEXT, "role": TEXT, "authority": TEXT, "principal": TEXT}),
        "effective": TIME,
        "now": TIME,
        "due": record(dict.fromkeys(lifecycle.clocks, TIME)),
        "count": record(dict.fromkeys(lifecycle.transitions, INT)),
        "tally": TALLY,
    }
    return {**attributes, **words}


def conversion_scope(definition: Definition, lifecycle: Lifecycle, shadow: Lifecycle) -> dict[str, Type]:
    """Return the words of a conversion step: the project's facts, and those of the pre-review (`shadow.x`)."""
    return {**scope_of(definition, lifecycle), "shadow": record(types_of(shadow.attributes))}


def project_scope(definition: Definition) -> dict[str, Type]:
    """Return the words of `applies_if`: the project's facts by their bare names, and parameters."""
    return {
        **types_of(definition.attributes),
        "applicant": TEXT,
        "param": record(_parameters(definition.parameters)),
    }


def project_type(definition: Definition) -> Type:
    """Return the type of `project`: its applicant, its facts, and what its own lifecycle keeps."""
    return record({"applicant": TEXT, **types_of(definition.kept_of_project), **types_of(definition.attributes)})


def item_type(lifecycle: Lifecycle) -> Type:
    """Return the type of `item`: what every item has, and the facts the lifecycle asks of it."""
    # Absent is unknown, not none: what reads it of an item that has none is optional, or asks `has(item.lapses)`.
    lapses = record({"within": PERIOD, "used_by": ITEM, "extensions": INT})
    own = {
        "id": TEXT,
        "kind": TEXT,
        "materials": list_of(TEXT),
        "key_materials": list_of(TEXT),
        "shared_materials": list_of(TEXT),
        "lapses": lapses,
        "contest": ITEM,
    }
    return record({**types_of(lifecycle.item_facts), **own})


def types_of(attributes: Mapping[str, Attribute]) -> dict[str, Type]:
    """Return name → type of declared facts."""
    return {name: parse_type(attribute.type) for name, attribute in attributes.items()}


def _parameters(parameters: Mapping[str, Parameter]) -> dict[str, Type]:
    return {name: parameter_type(parameter) for name, parameter in parameters.items()}


def parameter_type(parameter: Parameter) -> Type:
    """Return the type of a parameter: the declared one, or the one its value has."""
    return parse_type(parameter.type) if parameter.type else _type_of(parameter.value)


def _type_of(value: Any) -> Type:
    match value:
        case bool():
            return BOOL
        case int():
            return INT
        case str():
            return _written(value)
        case list():
            return list_of(_type_of(value[0]) if value else ANY)
        case Mapping():
            return map_of(_type_of(next(iter(value.values()))) if value else ANY)
        case _:
            return ANY


def _written(text: str) -> Type:
    for kind in (PERIOD, RATIO):
        try:
            validate(kind, text)
        except NotOfType:
            continue
        return kind
    return TEXT


def among(kind: Type, definition: Definition) -> Type:
    """Return a type of names narrowed to what the definition knows of that kind, if it knows any."""
    # Materials are left to the procedures: asking for one that is not listed is a wrong with a law of its own.
    known = _known(kind.kind, definition)
    entry = None if kind.of is None else among(kind.of, definition)
    fields = tuple((name, among(of, definition)) for name, of in kind.fields)
    return replace(kind, of=entry, fields=fields, values=known or kind.values)


def _known(kind: str, definition: Definition) -> tuple[str, ...]:
    match kind:
        case "item":
            return tuple(definition.items)
        case "authority":
            return tuple(definition.authorities)
        case "role":
            own = (name for lifecycle in definition.lifecycles.values() for name in lifecycle.roles)
            return tuple(dict.fromkeys([*definition.roles, *own]))
        case _:
            return ()
