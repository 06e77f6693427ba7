"""Derivations of due dates in words: day by day, or stretch by stretch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from workflow.language.catalogue.derivations import WHY
from workflow.language.catalogue.words import pick_words, say
from workflow.lifecycle.derivation import DerivedDay


def why_words(day: DerivedDay, language: str) -> str:
    """Return why a day counts or does not, with the name of a holiday and the reason of a suspension."""
    words = say(WHY, day.why, language, day.facts)
    name = day.facts.get("name")
    if isinstance(name, Mapping):
        words += f" · {pick_words(name, language)}"
    reason = day.facts.get("reason")
    return f"{words} · {reason}" if reason else words


def stretches(days: Iterable[DerivedDay], language: str) -> Iterator[str]:
    """Yield the days of a derivation, neighbours that count or do not for one reason told as one stretch."""
    for _, together in groupby(days, key=lambda day: (day.counts, why_words(day, language))):
        stretch = list(together)
        first, last = stretch[0], stretch[-1]
        dates = f"{first.date:%m-%d}" if len(stretch) == 1 else f"{first.date:%m-%d}–{last.date:%m-%d}"
        yield f"{dates} {why_words(first, language)}{_numbers(first.number, last.number)}"


def _numbers(first: int | None, last: int | None) -> str:
    """Return which days of the budget a stretch used up; nothing where none."""
    if first is None:
        return ""
    return f" ({first})" if first == last else f" ({first}–{last})"
