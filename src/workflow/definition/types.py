"""The types of data: what an attribute, a parameter or an act's data may be, and how a type is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

NAMES = ("person", "party", "authority", "role", "material", "item", "case")
SCALARS = ("bool", "int", "text", "ratio", "date", "time", "period", "money", "document", "any", *NAMES)
WHOLE = frozenset({"int", "money"})
WRITTEN = frozenset({"text", "enum", "ratio", "date", "period", *NAMES})
CONTAINERS = frozenset({"list", "set", "table"})
ORDERED = frozenset({"text", "date", "time", *WHOLE})
_FORMS = (*SCALARS, "enum", "list", "set", "map", "record", "table", "targets", "progress")
_WORD = re.compile(r"\s*([^\s,:?\[\]{}]+|[,:?\[\]{}]|$)")
_RANGE = re.compile(r"(-?\d+)?\.\.(-?\d+)?")
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DEEPEST = 20


class BadType(ValueError):
    """A type that cannot be read: the key of the message, its facts, and the offset in the text."""

    def __init__(self, key: str, at: int, /, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.at = at
        self.facts: Mapping[str, Any] = facts


@dataclass(frozen=True, slots=True)
class Type:
    """What a value may be.

    Attributes:
        kind: one of `SCALARS`, or `enum`, `list`, `set`, `map`, `record`, `table`, `null`.
        of: the type of the entries of a list, a set or a map.
        fields: the fields of a record or the columns of a table.
        values: what an enum allows; of a text, the only values it can have (a constant of an expression);
            of a name, those that exist.
        least: the smallest whole number, where bounded; `most` the greatest.
        which: the lifecycle a case must have.
        nullable: `null` (known to be none) is a value too, and absence means it.
    """

    kind: str
    of: Type | None = None
    fields: tuple[tuple[str, Type], ...] = ()
    values: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    which: str | None = None
    nullable: bool = False

    def __str__(self) -> str:
        named = next((name for name, known in NAMED.items() if self.certain == known), None)
        return (named or self._bare()) + ("?" if self.nullable and self.kind != "null" else "")

    def _bare(self) -> str:
        match self.kind:
            case "int" if self.least is not None or self.most is not None:
                return f"int[{_bound(self.least)}..{_bound(self.most)}]"
            case "enum":
                return f"enum[{','.join(self.values)}]"
            case "list" | "set" | "map":
                return f"{self.kind}[{self.of}]"
            case "record" | "table":
                inner = ", ".join(f"{name}: {kind}" for name, kind in self.fields)
                return ("" if self.kind == "record" else "table") + "{" + inner + "}"
            case "case" if self.which:
                return f"case[{self.which}]"
            case _:
                return self.kind

    @property
    def entry(self) -> Type:
        """Return the type of one entry of a list, set, map or table; `any` where it is not known."""
        if self.kind == "table":
            return Type("record", fields=self.fields)
        return self.of or ANY

    @property
    def certain(self) -> Type:
        """Return this type without null."""
        return replace(self, nullable=False) if self.nullable else self

    def field(self, name: str) -> Type | None:
        """Return the type of a field, or None where there is none of that name."""
        return dict(self.fields).get(name)


BOOL, INT, TEXT, RATIO, DATE, TIME, PERIOD, MONEY = map(Type, SCALARS[:8])
ANY = Type("any")
PERSON, PARTY, AUTHORITY, ROLE, MATERIAL, ITEM, CASE = map(Type, NAMES)
NULL = Type("null", nullable=True)


def list_of(entry: Type) -> Type:
    """Return the type of a list of entries."""
    return Type("list", of=entry)


def set_of(entry: Type) -> Type:
    """Return the type of a set of entries: no order, no doubles."""
    return Type("set", of=entry)


def map_of(entry: Type) -> Type:
    """Return the type of entries under names."""
    return Type("map", of=entry)


def record(fields: Mapping[str, Type]) -> Type:
    """Return the type of a record with these fields."""
    return Type("record", fields=tuple(fields.items()))


def enum_of(values: Sequence[str]) -> Type:
    """Return the type of one of these words."""
    return Type("enum", values=tuple(values))


def maybe(kind: Type) -> Type:
    """Return the type with null among its values."""
    return kind if kind.nullable else replace(kind, nullable=True)


TARGET_KINDS = ("increment", "level", "rate", "boolean")
TARGETS = Type(
    "table",
    fields=(
        ("metric", TEXT),
        ("kind", enum_of(TARGET_KINDS)),
        ("unit", maybe(TEXT)),
        ("aim", INT),
        ("reached", maybe(INT)),
        ("whole", maybe(INT)),
    ),
)
"""What is to be reached and how far it has come, one row a metric; `workflow.definition.targets` reckons with it."""
_AT_LEAST_NONE = Type("int", least=0)
PROGRESS = list_of(record({"metric": TEXT, "value": _AT_LEAST_NONE, "whole": maybe(_AT_LEAST_NONE)}))
"""What is reported of targets."""
NAMED: Mapping[str, Type] = {"targets": TARGETS, "progress": PROGRESS}


def parse_type(text: str) -> Type:
    """Return the type written as `list[text]`, `int[0..100]`, `enum[a,b]`, `{what: text}`, `time?`.

    Raises:
        BadType: it is not written so, or names a kind that does not exist.
    """
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def whole(self) -> Type:
        found = self._type(1)
        if self._peek():
            raise self._wrong("type_not_understood", found=self._peek())
        return found

    def _wrong(self, key: str, **facts: Any) -> BadType:
        return BadType(key, self._at, type=self._text, **facts)

    def _peek(self) -> str:
        found = _WORD.match(self._text, self._at)
        return found[1] if found else ""

    def _take(self, expected: str | None = None) -> str:
        found = _WORD.match(self._text, self._at)
        if found is None or not found[1] or (expected is not None and found[1] != expected):
            raise self._wrong("type_not_understood", found=found[1] if found else "")
        self._at = found.end()
        return found[1]

    def _type(self, depth: int) -> Type:
        if depth > _DEEPEST:
            raise self._wrong("type_too_deep", deepest=_DEEPEST)
        found = self._form(depth)
        while self._peek() == "?":
            self._take()
            found = maybe(found)
        return found

    def _form(self, depth: int) -> Type:
        if self._peek() == "{":
            return Type("record", fields=self._fields(depth))
        at, word = self._at, self._take()
        match word:
            case "record" | "table":
                return Type(word, fields=self._fields(depth))
            case "list" | "set" | "map":
                self._take("[")
                found = Type(word, of=self._type(depth + 1))
                self._take("]")
                return found
            case "enum":
                return Type("enum", values=self._words())
            case "int" | "case" if self._peek() == "[":
                return self._range() if word == "int" else Type("case", which=self._only())
            case _ if word in SCALARS or word in NAMED:
                return NAMED.get(word, Type(word))
            case _:
                self._at = at
                raise self._wrong("unknown_type", found=word, meant=nearest(word, _FORMS))

    def _words(self) -> tuple[str, ...]:
        self._take("[")
        found = [self._word()]
        while self._peek() == ",":
            self._take()
            found.append(self._word())
        self._take("]")
        if len(set(found)) < len(found):
            raise self._wrong("enum_repeats", found=next(word for word in found if found.count(word) > 1))
        return tuple(found)

    def _word(self) -> str:
        if self._peek() in {",", ":", "?", "[", "]", "{", "}"}:
            raise self._wrong("type_not_understood", found=self._peek())
        return self._take()

    def _only(self) -> str:
        words = self._words()
        if len(words) != 1:
            raise self._wrong("type_not_understood", found=words[1])
        return words[0]

    def _range(self) -> Type:
        self._take("[")
        found = _RANGE.fullmatch(self._take())
        if found is None:
            raise self._wrong("type_not_understood", found="[")
        self._take("]")
        least, most = (None if bound is None else int(bound) for bound in found.groups())
        if least is not None and most is not None and least > most:
            raise self._wrong("empty_range", least=least, most=most)
        return Type("int", least=least, most=most)

    def _fields(self, depth: int) -> tuple[tuple[str, Type], ...]:
        self._take("{")
        found: dict[str, Type] = {}
        while self._peek() != "}":
            name = self._word()
            if _FIELD.fullmatch(name) is None or name in {"in", "true", "false", "null"} or name in found:
                raise self._wrong("bad_field_name", found=name)
            self._take(":")
            found[name] = self._type(depth + 1)
            if self._peek() != "}":
                self._take(",")
        self._take("}")
        return tuple(found.items())


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the known word that was probably meant, or an empty text."""
    return next(iter(get_close_matches(word, known, n=1)), "")


def _bound(value: int | None) -> str:
    return "" if value is None else str(value)
