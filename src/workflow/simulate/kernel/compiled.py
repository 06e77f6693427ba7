"""How functions are compiled: without the interpreter's lock, and kept on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from importlib.resources import files
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


OPTIONS: Mapping[str, Any] = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}
INNER: Mapping[str, Any] = {**OPTIONS, "no_cpython_wrapper": True}
ENTRY: Mapping[str, Any] = {**OPTIONS, "cache": True}


def inner(function: F) -> F:
    """Return a function compiled as a part of what calls it."""
    return cast("F", numba.njit(**INNER)(function))


def entry(function: F) -> F:
    """Return a function compiled once and kept on disk; where no disk can be written, in each process anew."""
    try:
        return cast("F", numba.njit(**ENTRY)(function))
    except RuntimeError:  # numba found no folder to write to
        return cast("F", numba.njit(**OPTIONS)(function))


def digest() -> int:
    """Return a number that is another one whenever a source of this room changes.

    What is kept on disk is taken for outdated only if the file of the entry itself changed; so every entry holds
    this number.
    """
    found = blake2b(digest_size=7)
    sources = (file for file in files(__package__).iterdir() if file.name.endswith(".py"))
    for file in sorted(sources, key=lambda file: file.name):
        found.update(file.read_bytes())
    return int.from_bytes(found.digest(), "big")
