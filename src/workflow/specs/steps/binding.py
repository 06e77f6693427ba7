"""Binding a function to its phrase: one function answers to the Chinese and to the English wording."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from pytest_bdd import parsers, step

from workflow.specs.phrases import Keyword, Phrase, matching

StepFunction = TypeVar("StepFunction", bound=Callable[..., None])
FUNCTIONS: dict[Phrase, Callable[..., None]] = {}


class Spoken(parsers.StepParser):
    """Finds a phrase in a step, for pytest-bdd."""

    def __init__(self, phrase: Phrase, keyword: Keyword) -> None:
        super().__init__(phrase.en)
        self._phrase = phrase
        self._keyword = keyword

    def is_matching(self, name: str) -> bool:
        """Tell whether a step is this phrase."""
        return self._phrase in matching(self._keyword, name)

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """Return what the step says at the places of the phrase."""
        return self._phrase.arguments(name)


def performs(phrase: Phrase) -> Callable[[StepFunction], StepFunction]:
    """Let a function do what a phrase says.

    Raises:
        TypeError: the phrase has a function; the function is asynchronous, so nobody would wait for it; or it takes
            a table and the phrase has none, or the other way round.
    """

    def bind(function: StepFunction) -> StepFunction:
        takes_table = "datatable" in inspect.signature(function).parameters
        if phrase in FUNCTIONS or is_asynchronous(function) or takes_table is not (phrase.table != "none"):
            raise TypeError(function.__qualname__)
        for keyword in phrase.keywords:
            step(Spoken(phrase, keyword), type_=keyword, stacklevel=2)(_performing(phrase, function, keyword))
        FUNCTIONS[phrase] = function
        return function

    return bind


def _performing(phrase: Phrase, function: Callable[..., None], keyword: str) -> Callable[..., None]:
    """Return a function that begins a step in its world and then does it."""

    @wraps(function)
    def performed(**said: Any) -> None:
        __tracebackhide__ = True
        said["world"].begin(keyword, settles=phrase.settles)
        function(**said)

    # pytest-bdd asks for it at every step.
    performed.__dict__["__signature__"] = inspect.signature(function)
    return performed


def is_asynchronous(function: Callable[..., Any]) -> bool:
    """Tell whether a function is one that nobody would wait for."""
    return inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
