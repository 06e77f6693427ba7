"""Values of acts: what a spec's table says, read by the declared type, and examples for what it leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from workflow.application.examples import document_of
from workflow.definition.types import Type
from workflow.definition.values import NotOfType
from workflow.definition.written_values import parse_text
from workflow.specs.names import Names

_STAND_IN = re.compile(r"(.+?)\s*[(（](?:受(.+?)委托|for (.+?))[)）]")
_ENTRIES = re.compile(r"[;；]")
_NAMES = re.compile(r"[,，、;；]")
_FIELD = re.compile(r"[:：]")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cells of a table for one case."""

    names: Names
    item: str
    zone: tzinfo

    def read(self, kind: Type, text: str) -> Any:
        """Return the value a cell means; what is not of its type is given as written, for the judge to refuse."""
        text = text.strip()
        if text[:1] in {"[", "{"}:
            return self._parsed(kind, text)
        named = self._named(kind, text)
        if named is not None:
            return named
        match kind.kind:
            case "record":
                return self._record(kind, text)
            case "list" | "set":
                sign = _ENTRIES if kind.entry.kind in {"text", "record"} else _NAMES
                return [self.read(kind.entry, part) for part in sign.split(text) if part.strip()]
            case _:
                return self._parsed(kind, text)

    def _named(self, kind: Type, text: str) -> Any:
        """Return what goes by a name; none for other types."""
        names = self.names
        resolve: dict[str, Callable[[str], Any]] = {
            "document": document_of,
            "person": _person,
            "material": lambda name: names.material(self.item, name),
            "item": names.item,
            "authority": names.authority,
            "role": names.role,
        }
        known = resolve.get(kind.kind)
        return known(text) if known is not None else None

    def _record(self, kind: Type, text: str) -> dict[str, Any]:
        parts = _FIELD.split(text, maxsplit=max(len(kind.fields) - 1, 0))
        return {name: self.read(of, part) for (name, of), part in zip(kind.fields, parts, strict=False)}

    def _parsed(self, kind: Type, text: str) -> Any:
        try:
            return parse_text(kind, text, self.zone)
        except NotOfType:
            return text


def _person(text: str) -> str:
    """Return a person as data names them; `王芳(受陈刚委托)` is 王芳 standing in for 陈刚."""
    found = _STAND_IN.fullmatch(text)
    return f"{found[1]}/{found[2] or found[3]}" if found else text
