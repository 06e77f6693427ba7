"""The part of JSON Schema that ours are written in, read two ways: does a value fit, and which values would."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

Schema = Mapping[str, Any]
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str, "boolean": bool, "integer": int, "array": list, "object": dict, "null": type(None),
}  # fmt: skip
_TOLD = {"$schema", "$defs", "title", "description", "default"}
_ASKED = {
    "$ref", "anyOf", "type", "const", "enum", "format", "minimum", "maximum", "items", "prefixItems", "minItems",
    "maxItems", "properties", "additionalProperties", "propertyNames", "pattern", "required", "minProperties",
}  # fmt: skip
_WORDS = st.sampled_from(["draft", "same", "x > 1", "3 working_days", "甲"])
_SCALARS: Mapping[str, st.SearchStrategy[Any]] = {
    "string": _WORDS,
    "boolean": st.booleans(),
    "integer": st.integers(0, 3),
    "null": st.none(),
}
_LEAF = 2


def fits(schema: Schema, value: Any, root: Schema) -> bool:
    """Tell whether a value is valid under a schema."""
    assert schema.keys() <= _TOLD | _ASKED, schema.keys() - _TOLD - _ASKED
    if "$ref" in schema:
        return fits(_named(schema, root), value, root)
    if "anyOf" in schema:
        return any(fits(one, value, root) for one in schema["anyOf"])
    chosen = schema.get("enum", [schema["const"]] if "const" in schema else [value])
    return _is_of(schema, value) and value in chosen and _fits_inside(schema, value, root)


def _named(schema: Schema, root: Schema) -> Schema:
    found: Schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return found


def _is_of(schema: Schema, value: Any) -> bool:
    kinds = schema.get("type", list(_TYPES))
    names = [kinds] if isinstance(kinds, str) else kinds
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, _TYPES[name]) for name in names)


def _fits_inside(schema: Schema, value: Any, root: Schema) -> bool:
    match value:
        case dict():
            return _fits_object(schema, value, root)
        case list():
            return _fits_array(schema, value, root)
        case str():
            return _FORMATS.get(schema.get("format", ""), _is_any)(value) and (
                "pattern" not in schema or re.search(schema["pattern"], value) is not None
            )
        case int() if not isinstance(value, bool):
            return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
        case _:
            return True


def _fits_object(schema: Schema, value: dict[str, Any], root: Schema) -> bool:
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    names = schema.get("propertyNames", {})
    return (
        value.keys() >= set(schema.get("required", ()))
        and len(value) >= schema.get("minProperties", 0)
        and all(fits(names, name, root) for name in value)
        and all(
            fits(properties[name], entry, root)
            if name in properties
            else more is True or (more is not False and fits(more, entry, root))
            for name, entry in value.items()
        )
    )


def _fits_array(schema: Schema, value: list[Any], root: Schema) -> bool:
    first = schema.get("prefixItems", [])
    return (
        schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        and all(fits(one, entry, root) for one, entry in zip(first, value, strict=False))
        and all(fits(schema.get("items", {}), entry, root) for entry in value[len(first) :])
    )


def _is_date(text: str) -> bool:
    return _is(date.fromisoformat, text)


def _is(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    return "T" in text and _is(datetime.fromisoformat, text)


def _is_any(_: str) -> bool:
    return True


_FORMATS = {"date": _is_date, "date-time": _is_time}


def values(schema: Schema, root: Schema, depth: int = 0) -> st.SearchStrategy[Any]:
    """Return values that are valid under a schema; deep down only what must be there."""
    if "$ref" in schema:
        return values(_named(schema, root), root, depth)
    if "anyOf" in schema:
        return st.one_of([values(one, root, depth) for one in schema["anyOf"]])
    if "const" in schema or "enum" in schema:
        return st.sampled_from([schema["const"]] if "const" in schema else schema["enum"])
    kinds = schema.get("type", list(_SCALARS))
    return st.one_of([_of(kind, schema, root, depth) for kind in ([kinds] if isinstance(kinds, str) else kinds)])


def _of(kind: str, schema: Schema, root: Schema, depth: int) -> st.SearchStrategy[Any]:
    if kind == "object":
        return _objects(schema, root, depth)
    if kind == "array":
        first = [values(one, root, depth + 1) for one in schema.get("prefixItems", [])]
        least = schema.get("minItems", 0) - len(first)
        most = 0 if first else max(least, 0 if depth > _LEAF else 2)
        rest = st.lists(values(schema.get("items", {}), root, depth + 1), min_size=max(least, 0), max_size=most)
        return st.tuples(st.tuples(*first), rest).map(lambda parts: [*parts[0], *parts[1]])
    if schema.get("format") == "date":
        return st.dates(date(2000, 1, 1), date(2030, 12, 31)).map(str)
    if schema.get("format") == "date-time":
        return st.datetimes(datetime(2000, 1, 1), datetime(2030, 12, 31)).map(datetime.isoformat)  # noqa: DTZ001
    if "minimum" in schema:
        return st.integers(schema["minimum"], min(schema["minimum"] + 2, schema.get("maximum", schema["minimum"] + 2)))
    return _SCALARS[kind]


def _objects(schema: Schema, root: Schema, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    properties, needed = schema.get("properties", {}), set(schema.get("required", ()))
    if not properties:
        more = schema.get("additionalProperties", True)
        names = st.from_regex(schema.get("propertyNames", {}).get("pattern", "^[a-z]{1,3}$"), fullmatch=True)
        entry = _WORDS if more is True else _later(more, root, depth)
        least = schema.get("minProperties", 0)
        return st.dictionaries(names, entry, min_size=least, max_size=max(least, 0 if depth > _LEAF else 1))
    there = {name: _later(one, root, depth) for name, one in properties.items()}
    must = {name: strategy for name, strategy in there.items() if name in needed}
    if depth > _LEAF:
        return st.fixed_dictionaries(must)
    return st.fixed_dictionaries(must, optional={name: there[name] for name in there if name not in needed})


def _later(schema: Schema, root: Schema, depth: int) -> st.SearchStrategy[Any]:
    return st.deferred(lambda: values(schema, root, depth + 1))
