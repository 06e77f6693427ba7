"""Searching the phrasebook: the steps nearest to one that nobody knows, and those that speak of something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from workflow.specs.phrasebook import LIBRARY
from workflow.specs.phrases import Phrase

KEYWORDS = {"given": ("假如", "Given"), "when": ("当", "When"), "then": ("那么", "Then")}
_QUOTED = re.compile(r'"[^"]*"')
_NUMBERS = re.compile(r"\d[\d:\- ]*")
_OPTIONAL = re.compile(r"\[[^\]]*\]")
_PLACE = re.compile(r"\{[^}]*\}")


def keywords_of(kinds: Iterable[str], language: str) -> str:
    """Return the keywords of kinds of steps."""
    return " / ".join(KEYWORDS[kind][0 if language == "zh-CN" else 1] for kind in kinds)


def nearest(text: str, language: str, count: int = 3) -> list[str]:
    """Return the wordings that are most like a step nobody knows, whatever stands in its quotes."""
    bare = _NUMBERS.sub("#", _QUOTED.sub('""', text))
    ranked = sorted(_bare_wordings(language), key=lambda known: -SequenceMatcher(None, bare, known[0]).ratio())
    return [phrase.wording(language) for _, phrase in ranked[:count]]


@cache
def _bare_wordings(language: str) -> tuple[tuple[str, Phrase], ...]:
    return tuple((_bare(phrase.zh if language == "zh-CN" else phrase.en), phrase) for phrase in LIBRARY)


def _bare(wording: str) -> str:
    return _PLACE.sub("#", _OPTIONAL.sub("", re.sub(r'"\{\w+\}"', '""', wording)))


def search(words: str) -> list[Phrase]:
    """Return the phrases in which every one of some words occurs, in their wordings, meanings or examples."""
    wanted = words.casefold().split()
    return [phrase for phrase in LIBRARY if all(word in _text_of(phrase) for word in wanted)]


def _text_of(phrase: Phrase) -> str:
    return "\n".join((phrase.zh, phrase.en, *phrase.about, *phrase.example)).casefold()
