"""Phrases: how a step is said in Chinese and in English, and which phrase a step is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Literal

from workflow.language.periods import PERIOD_WORDS

Keyword = Literal["given", "when", "then"]
Table = Literal["none", "may", "must"]

_TIME = r"\d{4}(?:-\d{1,2}-\d{1,2}|年\d{1,2}月\d{1,2}日)(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?)?"
_FORMS = {"time": _TIME, "date": _TIME, "n": r"\d+", "period": PERIOD_WORDS}
_TOKEN = re.compile(
    r'"\{(?P<quoted>\w+)\}"|\{(?P<name>\w+):(?P<form>[^}]+)\}|(?P<open>\[)|(?P<close>\])|(?P<gap>\s+)|(?P<comma>[,，])'
)
_OPTIONAL = re.compile(r"\[[^\]]*\]")
_PLAIN_QUOTED = r'[^"]*'
_ANY_QUOTED = r".*?"


@dataclass(frozen=True, eq=False)
class Phrase:
    """A step of the library.

    Attributes:
        zh, en: its wordings. `"{name}"` is anything in quotes; `{at:time}`, `{on:date}`, `{n:n}` and `{length:period}`
            are a time, a day, a number and a length of time; `{how:至少|至多}` is one of these words, and `[…]` may be
            left out. Commas may be of either width, and blanks around quotes do not matter.
        keywords: after which of Given, When and Then it may stand.
        about: what it does, in Chinese and in English.
        example: the step as an author writes it, in Chinese and in English; the rows of its table follow, one a line.
        table: whether a table follows it.
        settles: it speaks of a refusal, so one may be outstanding when it is reached.
    """

    zh: str
    en: str
    keywords: tuple[Keyword, ...]
    about: tuple[str, str]
    example: tuple[str, str]
    table: Table = "none"
    settles: bool = False

    def wording(self, language: str) -> str:
        """Return the wording in a language."""
        return self.zh if language == "zh-CN" else self.en

    def arguments(self, text: str) -> dict[str, str | None] | None:
        """Return what a step says at the places of the wording; None where it is another step.

        A quotation may itself hold quotes, where the step can be read in no other way.
        """
        found = self.found(text) or self.found(text, tolerant=True)
        return found.groupdict() if found is not None else None

    def found(self, text: str, *, tolerant: bool = False) -> re.Match[str] | None:
        """Return how a step says this phrase; None where it is another one."""
        for fixed, (strict, loose) in self._forms:
            if all(word in text for word in fixed):
                found = _compiled(loose if tolerant else strict).fullmatch(text)
                if found is not None:
                    return found
        return None

    @cached_property
    def _forms(self) -> tuple[tuple[tuple[str, ...], tuple[str, str]], ...]:
        """Return of each wording the words that it never lacks, and its patterns: plain quotations, and any."""
        return tuple(
            (fixed_words(wording), (pattern_of(wording), pattern_of(wording, _ANY_QUOTED)))
            for wording in (self.zh, self.en)
        )


# Most phrases of the book occur in no step of a run, so their patterns are compiled when they are needed.
_compiled = cache(re.compile)


def fixed_words(wording: str) -> tuple[str, ...]:
    """Return the words that every step of a wording holds as they are."""
    return tuple(filter(None, _TOKEN.sub("\n", _OPTIONAL.sub("\n", wording)).split("\n")))


def pattern_of(wording: str, quoted: str = _PLAIN_QUOTED) -> str:
    """Return the regular expression of a wording.

    Args:
        quoted: what may stand in quotes.
    """
    parts, at = [], 0
    for found in _TOKEN.finditer(wording):
        parts.append(re.escape(wording[at : found.start()]))
        parts.append(_token(found, quoted))
        at = found.end()
    return "".join([*parts, re.escape(wording[at:]), r"\s*[:：]?"])


def _token(found: re.Match[str], quoted: str) -> str:
    if found["quoted"]:
        return rf'\s*"(?P<{found["quoted"]}>{quoted})"\s*'
    if found["name"]:
        return rf"\s*(?P<{found['name']}>{_FORMS.get(found['form'], found['form'])})\s*"
    if found["open"]:
        return "(?:"
    if found["close"]:
        return ")?"
    return r"\s*" if found["gap"] else r"\s*[,，]\s*"


@lru_cache(maxsize=16_384)
def matching(keyword: str, text: str) -> tuple[Phrase, ...]:
    """Return the phrases that a step may be: one, if the spec is sound."""
    return _matching(keyword, text, tolerant=False) or (
        _matching(keyword, text, tolerant=True) if text.count('"') > 2 else ()  # noqa: PLR2004 (one pair is plain)
    )


def _matching(keyword: str, text: str, *, tolerant: bool) -> tuple[Phrase, ...]:
    from workflow.specs.phrasebook import LIBRARY  # noqa: PLC0415 (the book is made of phrases)

    return tuple(known for known in LIBRARY if keyword in known.keywords and known.found(text, tolerant=tolerant))
