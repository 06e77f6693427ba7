"""Values of the types: checked and brought into the one form they are recorded in, or refused with a key."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from workflow.definition.types import NAMES, WHOLE, Type, nearest
from workflow.language.ids import is_id
from workflow.language.people import one_spelling
from workflow.language.quantities import Period, parse_period
from workflow.language.text import unseen

LONGEST_TEXT = 10_000
LONGEST_NAME = 200
GREATEST = 2**63 - 1
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}")
_RATIO = re.compile(r"\s*(\d{1,18})\s*/\s*(\d{1,18})\s*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_Form = Callable[[Type, Any, tzinfo | None], Any]
# What a value is called where it is something else than it must be; the narrower sort first.
_SORTS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "bool"), (int, "int"), (float, "fraction"), (str, "text"), (datetime, "time"), (date, "date"),
    ((list, tuple, set, frozenset), "list"), (Mapping, "map"),
)  # fmt: skip
_DOCUMENT = ("digest", "name", "media_type", "size")


class NotOfType(ValueError):
    """A value that is not of its type: the message's key, its facts, the way to it (`defects[0].what`)."""

    def __init__(self, key: str, /, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.facts: Mapping[str, Any] = facts
        self.path = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.key}" if self.path else self.key

    def under(self, step: str) -> NotOfType:
        """Return this error with a step put before its path."""
        self.path = step + ("" if not self.path or self.path.startswith("[") else ".") + self.path
        return self


def validate(kind: Type, value: Any, zone: tzinfo | None = None) -> Any:
    """Return a value in the form it is recorded in: JSON without floating-point numbers.

    Dates become `2021-05-19`, times `2021-05-19T01:00:00+00:00` (UTC), periods `20 working_days`, sets
    sorted lists without doubles; a nullable field left out of a record becomes null.

    Args:
        kind: what it must be.
        value: what was given, from JSON or YAML.
        zone: the place where a time without an offset is meant; without it such a time is refused.

    Raises:
        NotOfType: it is something else.
    """
    if value is None:
        if kind.nullable or kind.kind == "any":
            return None
        raise NotOfType("value_missing", type=str(kind))
    return _FORMS[kind.kind](kind, value, zone)


def parse_ratio(text: str) -> tuple[int, int]:
    """Return numerator and denominator of a ratio written as `2/3`.

    Raises:
        ValueError: it is not written so, or the denominator is 0.
    """
    found = _RATIO.fullmatch(text)
    if found is None or int(found[2]) == 0:
        raise ValueError(text)
    return int(found[1]), int(found[2])


def _expected(kind: Type | str, value: Any) -> NotOfType:
    found = next((name for known, name in _SORTS if isinstance(value, known)), "any")
    return NotOfType("wrong_type", type=str(kind), found=found)


def _null(kind: Type, value: Any, _zone: tzinfo | None) -> Any:
    raise _expected(kind, value)


def _bool(kind: Type, value: Any, _zone: tzinfo | None) -> bool:
    if type(value) is not bool:
        raise _expected(kind, value)
    return value


def _whole(kind: Type, value: Any, _zone: tzinfo | None) -> int:
    if type(value) is not int:
        raise _expected(kind, value)
    least = -GREATEST if kind.least is None else kind.least
    most = GREATEST if kind.most is None else kind.most
    if least <= value <= most:
        return value
    if kind.least is not None and kind.most is None:
        raise NotOfType("too_small", least=least, found=str(value))
    if kind.most is not None and kind.least is None:
        raise NotOfType("too_large", most=most, found=str(value))
    raise NotOfType("out_of_range", least=least, most=most, found=str(value))


def _text(kind: Type, value: Any, _zone: tzinfo | None) -> str:
    if not isinstance(value, str):
        raise _expected(kind, value)
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    if len(text) > LONGEST_TEXT:
        raise NotOfType("text_too_long", most=LONGEST_TEXT, found=len(text))
    if (sign := unseen(text)) is not None:
        raise NotOfType("control_character", found=f"U+{ord(sign):04X}")
    if not text.strip() and kind.kind != "any":
        raise NotOfType("text_blank")
    return text


def _name(kind: Type, value: Any, zone: tzinfo | None) -> str:
    name = _text(kind, value, zone).strip()
    if len(name) > LONGEST_NAME or "\n" in name or "\t" in name or (kind.kind == "case" and not is_id(name)):
        raise NotOfType("not_a_name", type=str(kind), found=name[:LONGEST_NAME])
    if kind.kind in {"person", "party"}:
        return one_spelling(name)
    return _one_of(kind, name) if kind.values else name


def _one_of(kind: Type, value: str) -> str:
    if value not in kind.values:
        raise NotOfType("not_one_of", found=value, allowed=list(kind.values), meant=nearest(value, kind.values))
    return value


def _enum(kind: Type, value: Any, _zone: tzinfo | None) -> str:
    if not isinstance(value, str):
        raise _expected(kind, value)
    return _one_of(kind, value)


def _date(kind: Type, value: Any, _zone: tzinfo | None) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise _expected(kind, value)
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError as impossible:
        raise NotOfType("no_such_date", found=value) from impossible
    raise NotOfType("not_a_date", found=value)


def _time(kind: Type, value: Any, zone: tzinfo | None) -> str:
    if not isinstance(value, (str, datetime)):
        raise _expected(kind, value)
    found = _written_time(value) if isinstance(value, str) else value
    if found.tzinfo is None:
        if zone is None:
            raise NotOfType("time_without_offset", found=str(value))
        found = found.replace(tzinfo=zone)
    try:
        return found.astimezone(UTC).isoformat()
    except OverflowError as beyond:
        raise NotOfType("no_such_time", found=str(value)) from beyond


def _written_time(text: str) -> datetime:
    if _TIME.match(text) is None:
        raise NotOfType("not_a_time", found=text)
    try:
        return datetime.fromisoformat(text)
    except ValueError as impossible:
        raise NotOfType("no_such_time", found=text) from impossible


def _period(kind: Type, value: Any, _zone: tzinfo | None) -> str:
    if isinstance(value, Period):
        return str(value)
    if not isinstance(value, str):
        raise _expected(kind, value)
    try:
        return str(parse_period(value))
    except ValueError as unreadable:
        raise NotOfType("not_a_period", found=value) from unreadable


def _ratio(kind: Type, value: Any, _zone: tzinfo | None) -> str:
    if not isinstance(value, str):
        raise _expected(kind, value)
    try:
        part, whole = parse_ratio(value)
    except ValueError as unreadable:
        raise NotOfType("not_a_ratio", found=value) from unreadable
    return f"{part}/{whole}"


def _document(kind: Type, value: Any, zone: tzinfo | None) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _expected(kind, value)
    if set(value) != set(_DOCUMENT):
        raise NotOfType("not_a_document", needs=list(_DOCUMENT), found=sorted(map(str, value)))
    if not isinstance(value["digest"], str) or _DIGEST.fullmatch(value["digest"]) is None:
        raise NotOfType("not_a_digest", found=str(value["digest"])[:LONGEST_NAME]).under("digest")
    return {
        "digest": value["digest"],
        "name": _at("name", _name, Type("text"), value["name"], zone),
        "media_type": _at("media_type", _name, Type("text"), value["media_type"], zone),
        "size": _at("size", _whole, Type("int", least=0), value["size"], zone),
    }


def _at(step: str, form: _Form, kind: Type, value: Any, zone: tzinfo | None) -> Any:
    try:
        return form(kind, value, zone)
    except NotOfType as wrong:
        raise wrong.under(step) from None


def _list(kind: Type, value: Any, zone: tzinfo | None) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise _expected(kind, value)
    return [_at(f"[{at}]", validate, kind.entry, entry, zone) for at, entry in enumerate(value)]


def _set(kind: Type, value: Any, zone: tzinfo | None) -> list[Any]:
    entries = list(value) if isinstance(value, (set, frozenset)) else value
    return in_order(_list(kind, entries, zone))


def in_order(entries: list[Any]) -> list[Any]:
    """Return the entries of a set in the one order in which sets are recorded, without doubles."""
    if all(type(entry) is str for entry in entries):
        return sorted(set(entries))
    keyed = {json.dumps(entry, sort_keys=True, ensure_ascii=False): entry for entry in entries}
    numbers = all(type(entry) is int for entry in entries)
    return sorted(keyed.values()) if numbers else [keyed[key] for key in sorted(keyed)]


def _map(kind: Type, value: Any, zone: tzinfo | None) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _expected(kind, value)
    for name in value:
        _at(str(name), _name, Type("text"), name, zone)
    return {name: _at(name, validate, kind.entry, value[name], zone) for name in value}


def _record(kind: Type, value: Any, zone: tzinfo | None) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _expected(kind, value)
    fields = dict(kind.fields)
    for name in value:
        if name not in fields:
            raise NotOfType("unknown_field", found=str(name), meant=nearest(str(name), list(fields)))
    return {name: _at(name, validate, of, value.get(name), zone) for name, of in fields.items()}


def _any(kind: Type, value: Any, zone: tzinfo | None) -> Any:
    match value:
        case bool():
            return value
        case str():
            return _text(kind, value, zone)
        case int():
            return _whole(Type("int"), value, zone)
        case Mapping():
            return _map(Type("map", of=Type("any")), value, zone)
        case list() | tuple():
            return _list(Type("list", of=Type("any")), value, zone)
        case _:
            raise _expected("any", value)


_FORMS: Mapping[str, _Form] = {
    "null": _null, "bool": _bool, "text": _text, "ratio": _ratio, "date": _date, "time": _time,
    "period": _period, "document": _document, "any": _any, "enum": _enum, "list": _list, "table": _list,
    "set": _set, "map": _map, "record": _record,
    **dict.fromkeys(WHOLE, _whole), **dict.fromkeys(NAMES, _name),
}  # fmt: skip
