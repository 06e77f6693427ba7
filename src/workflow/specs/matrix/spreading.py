"""Spreading questions over processes, each of which knows what this one knew when it was started."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

Key = TypeVar("Key")
_ASKED: list[Callable[[Any], bool]] = []


def spread(ask: Callable[[Key], bool], keys: Sequence[Key], jobs: int) -> Iterator[tuple[Key, bool]]:
    """Yield the answer to each question, in their order; in this process alone where no other can be forked."""
    if jobs <= 1 or "fork" not in get_all_start_methods():
        yield from ((key, ask(key)) for key in keys)
        return
    # A question is a closure over thousands of scenarios: a forked process has it already, and needs only the place.
    _ASKED.append(ask)
    try:
        with get_context("fork").Pool(jobs) as pool:
            yield from zip(keys, pool.imap(partial(_answer, len(_ASKED) - 1), keys, chunksize=4), strict=True)
    finally:
        _ASKED.pop()


def _answer(place: int, key: Any) -> bool:
    return _ASKED[place](key)
