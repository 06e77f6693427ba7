"""Values as people write them on a command line or in a table's cell, read by the type they must have."""

from __future__ import annotations

import json
import re
from datetime import tzinfo
from typing import Any

from workflow.definition.types import WHOLE, Type
from workflow.definition.values import NotOfType, validate
from workflow.language.periods import read_period

_YES = frozenset({"true", "yes", "是"})
_NO = frozenset({"false", "no", "否"})
_NUMBER = re.compile(r"[+-]?[0-9]{1,19}")
_SENTENCES = re.compile(r"[;；\n]")
_WORDS = re.compile(r"[,，、;；\n]")
_CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s*")
_HOUR = re.compile(r"\d:")


def parse_text(kind: Type, text: str, zone: tzinfo | None = None) -> Any:
    """Return the value that a written text means, in the form it is recorded in.

    Yes and no in both languages; dates as `2021-05-19` or `2021年5月19日`; periods as `20个工作日` or
    `20 working days`; lists as JSON, or with `;`
    between texts and `,`, `、` or `;` between names and numbers; records, maps, tables and documents as
    JSON. An empty text is null where the type allows it.

    Raises:
        NotOfType: it does not mean a value of the type.
    """
    return validate(kind, as_written(kind, text), zone)


def as_written(kind: Type, text: str) -> Any:
    """Return what a written text says before it is known to be of a type: a number, a list, a record, a text.

    Raises:
        NotOfType: it is to be JSON and is none.
    """
    text = text.strip()
    return None if not text and kind.nullable else _read(kind, text)


def _read(kind: Type, text: str) -> Any:
    if kind.kind in {"bool", "any"} and text.lower() in _YES | _NO:
        return text.lower() in _YES
    if kind.kind in {"any", *WHOLE} and _NUMBER.fullmatch(text):
        return int(text)
    match kind.kind:
        case "date" | "time" | "period":
            return _period(text) if kind.kind == "period" else _dated(text)
        case "list" | "set" if not text.startswith("["):
            sign = _SENTENCES if kind.entry.kind == "text" else _WORDS
            return [_read(kind.entry, part.strip()) for part in sign.split(text) if part.strip()]
        case "list" | "set" | "map" | "record" | "table" | "document":
            return _json(text)
        case _:
            return text


def _period(text: str) -> str:
    try:
        return str(read_period(text))
    except ValueError:
        return text


def _dated(text: str) -> str:
    found = _CHINESE_DATE.match(text)
    if found is not None:
        year, month, day = found.groups()
        text = f"{year}-{int(month):02}-{int(day):02} {text[found.end() :]}".strip()
    date, _, hour = text.partition(" ")
    return f"{date} 0{hour}" if _HOUR.match(hour) else text


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (json.JSONDecodeError, RecursionError) as unreadable:
        raise NotOfType("not_json", found=text[:80]) from unreadable


def _no_fraction(text: str) -> Any:
    raise NotOfType("number_with_fraction", found=text, allowed=sorted(WHOLE))
