"""Types of data in words: `list[text]` is a list of texts, `int?` a whole number that may be left out."""

from __future__ import annotations

from collections.abc import Callable

from workflow.definition.types import PROGRESS, TARGETS, BadType, Type, parse_type
from workflow.language.catalogue.kinds import KINDS
from workflow.language.catalogue.words import joined

Valued = Callable[[str], str]


def type_words(kind: str | Type, language: str, valued: Valued = str) -> str:
    """Return a type as a reader says it; what cannot be read as one is told as it is written.

    Args:
        kind: a type, or its text.
        valued: how a value of an enum is told.
    """
    if isinstance(kind, Type):
        return _told(kind, language, valued)
    try:
        return _told(parse_type(kind), language, valued)
    except BadType:
        return _said(kind, language)


def _told(kind: Type, language: str, valued: Valued) -> str:
    if kind.certain in {TARGETS, PROGRESS}:
        return _said(str(kind.certain), language)
    match kind.kind:
        case "enum":
            of = joined(map(valued, kind.values), language)
        case "list" | "set" | "map" if kind.of is not None:
            of = _told(kind.of, language, valued)
        case "record" | "table":
            colon = "：" if language == "zh-CN" else ": "
            of = joined((f"{name}{colon}{_told(inner, language, valued)}" for name, inner in kind.fields), language)
        case "int" if kind.least is not None or kind.most is not None:
            return _range(kind, language)
        case _:
            return _said(kind.kind, language)
    return _said(f"{kind.kind}_of", language).format(of=of)


def _range(kind: Type, language: str) -> str:
    form = "int_up_to" if kind.least is None else "int_from" if kind.most is None else "int_between"
    return _said(form, language).format(least=kind.least, most=kind.most)


def _said(key: str, language: str) -> str:
    words = KINDS.get(key)
    return (words.get(language) or words["en"]) if words else key
