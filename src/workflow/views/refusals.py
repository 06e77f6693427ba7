"""Refusals as a reader is told them: key, facts, articles and a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from workflow.definition.wording import source_text
from workflow.errors import Refusal
from workflow.language.catalogue.labels import label
from workflow.language.catalogue.refusals import REFUSALS
from workflow.language.catalogue.words import say
from workflow.views.plain import by_the_clock, plain
from workflow.views.titles import Titles


def message_of(refusal: Refusal, titles: Titles | None, language: str) -> str:
    """Return why an act is refused, in a sentence."""
    named = titles.refusal(refusal.key) if titles else None
    if named is not None:
        return named
    facts = titles.told(refusal.facts) if titles else _untitled(refusal.facts)
    said = say(REFUSALS, refusal.key, language, facts)
    ways = titles.setting_aside(refusal.facts["clock"]) if titles and refusal.key == "overtaken_by_clock" else ""
    return said + label("set_aside_first", language).format(acts=ways) if ways else said


def _untitled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a refusal that no definition is at hand for, times by the wall clock all the same."""
    return {name: by_the_clock(told) if isinstance(told, datetime) else plain(told) for name, told in facts.items()}


def articles_of(refusal: Refusal, titles: Titles | None, language: str) -> list[str]:
    """Return the articles a refusal rests on, as they are cited."""
    laws = titles.definition.laws if titles else {}
    return [source_text(source, laws, language) for source in refusal.basis]


def refusals_view(refusals: Iterable[Refusal], titles: Titles | None, language: str) -> list[dict[str, Any]]:
    """Return refusals as the JSON contract has them: `key, facts, basis, message`."""
    return [
        {
            "key": refusal.key,
            "facts": plain(refusal.facts),
            "basis": plain(refusal.basis),
            "message": message_of(refusal, titles, language),
        }
        for refusal in refusals
    ]
