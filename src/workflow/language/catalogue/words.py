"""Looking words up: a table from keys to templates in both languages, and their facts filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Words = Mapping[str, Mapping[str, str]]


def both(zh: str, en: str) -> Mapping[str, str]:
    """Return words in both languages."""
    return {"zh-CN": zh, "en": en}


def template_of(table: Words, key: str, language: str) -> str | None:
    """Return the template of a key, or of what stands before its colon (`late:decision` is a `late`)."""
    found = table.get(key) or table.get(key.partition(":")[0])
    return (found.get(language) or found["en"]) if found else None


def say(table: Words, key: str, language: str, facts: Mapping[str, Any]) -> str:
    """Return a message with its facts filled in; a key without words is told as it is, with all its facts."""
    template = template_of(table, key, language)
    told = _Told({name: shown(value, language) for name, value in facts.items()})
    if template is not None:
        return template.format_map(told)
    listed = ", ".join(f"{name}={value}" for name, value in told.items())
    return f"{key} ({listed})" if listed else key


def shown(value: Any, language: str) -> str:
    """Return a fact as text: lists joined, nothing for what is unset, yes and no in words."""
    match value:
        case None:
            return ""
        case bool():
            return {"zh-CN": ("否", "是")}.get(language, ("no", "yes"))[value]
        case Mapping():
            return joined((f"{name}={shown(inner, language)}" for name, inner in value.items()), language)
        case list() | tuple() | set() | frozenset():
            return joined((shown(inner, language) for inner in value), language)
        case _:
            return str(value)


def pick_words(words: Mapping[str, str], language: str) -> str:
    """Return words in a language, or in the other one where they are missing."""
    return words.get(language) or next((word for word in words.values() if word), "")


def joined(parts: Iterable[str], language: str) -> str:
    """Return parts as a list within a sentence."""
    return ("、" if language == "zh-CN" else ", ").join(parts)


class _Told(dict[str, str]):
    """Facts by name; one that was not given leaves a gap instead of hiding the message."""

    def __missing__(self, name: str) -> str:
        return "…"
