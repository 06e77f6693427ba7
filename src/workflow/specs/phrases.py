"""Phrases: how a step is said in Chinese and in English; one function answers to both."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import wraps
from typing import Any, Literal, TypeVar

from pytest_bdd import parsers, step

Keyword = Literal["given", "when", "then"]
StepFunction = TypeVar("StepFunction", bound=Callable[..., None])

_TIME = r"\d{4}(?:-\d{1,2}-\d{1,2}|年\d{1,2}月\d{1,2}日)(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?)?"
_FORMS = {"time": _TIME, "date": _TIME, "n": r"\d+"}
_TOKEN = re.compile(
    r'"\{(?P<quoted>\w+)\}"|\{(?P<name>\w+):(?P<form>[^}]+)\}|(?P<open>\[)|(?P<close>\])|(?P<gap>\s+)|(?P<comma>,)'
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A step of the library: its two wordings, and what it is for (the first line of its docstring)."""

    zh: str
    en: str
    keywords: tuple[Keyword, ...]
    meaning: str
    takes_table: bool
    patterns: tuple[re.Pattern[str], ...]

    def matches(self, keyword: str, text: str) -> bool:
        """Tell whether a step is this one."""
        return keyword in self.keywords and any(pattern.fullmatch(text) for pattern in self.patterns)


LIBRARY: list[Phrase] = []


def pattern_of(wording: str) -> str:
    """Return the regular expression of a wording.

    `"{name}"` is anything in quotes, `{at:time}` and `{n:n}` are a time and a number, `{unit:日|月}` one of these
    words, `[…]` may be left out. Commas may be of either width, and blanks around quotes do not matter.
    """
    parts, at = [], 0
    for found in _TOKEN.finditer(wording):
        parts.append(re.escape(wording[at : found.start()]))
        parts.append(_token(found))
        at = found.end()
    return "".join([*parts, re.escape(wording[at:]), r"\s*[:：]?"])


def _token(found: re.Match[str]) -> str:
    if found["quoted"]:
        return rf'\s*"(?P<{found["quoted"]}>[^"]*)"\s*'
    if found["name"]:
        return rf"\s*(?P<{found['name']}>{_FORMS.get(found['form'], found['form'])})\s*"
    if found["open"]:
        return "(?:"
    if found["close"]:
        return ")?"
    return r"\s*" if found["gap"] else r"\s*[,，]\s*"


def phrase(
    *, zh: str, en: str, keywords: tuple[Keyword, ...], settles: bool = False
) -> Callable[[StepFunction], StepFunction]:
    """Let a function answer to a Chinese and an English wording.

    Args:
        keywords: after which of Given, When and Then it may stand.
        settles: it speaks of a refusal, so one may be outstanding when it is reached.
    """

    def bind(function: StepFunction) -> StepFunction:
        if inspect.iscoroutinefunction(function):
            raise TypeError(function.__qualname__)
        wordings = [pattern_of(zh), pattern_of(en)]
        for keyword in keywords:
            performed = _performed(function, keyword, settles=settles)
            for wording in wordings:
                step(parsers.re(wording), type_=keyword, stacklevel=2)(performed)
        meaning = (function.__doc__ or "").strip().partition("\n")[0]
        takes_table = "datatable" in inspect.signature(function).parameters
        LIBRARY.append(Phrase(zh, en, keywords, meaning, takes_table, tuple(map(re.compile, wordings))))
        return function

    return bind


def _performed(function: Callable[..., None], keyword: Keyword, *, settles: bool) -> Callable[..., None]:
    @wraps(function)
    def performed(**said: Any) -> None:
        __tracebackhide__ = True
        said["world"].begin(keyword, settles=settles)
        function(**said)

    return performed


def matching(keyword: str, text: str) -> list[Phrase]:
    """Return the phrases of the library that a step matches: one, if the spec is sound."""
    return [known for known in LIBRARY if known.matches(keyword, text)]


def nearest(text: str, language: str) -> list[str]:
    """Return the three wordings that are most like a step nobody knows."""
    wordings = [known.zh if language == "zh-CN" else known.en for known in LIBRARY]
    return get_close_matches(text, wordings, n=3, cutoff=0.2)
