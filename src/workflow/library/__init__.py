"""The texts that ship with the program: definitions, lifecycles, laws, policies, calendars, by their path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from workflow.errors import NotFound

_DEFINITION = re.compile(r"^definition:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


def paths() -> tuple[str, ...]:
    """Return the paths of all texts within the library, sorted, as `lifecycles/licence.yaml`."""
    return tuple(sorted(_walk(files(__name__), "")))


def text(path: str) -> str:
    """Return the text at a path of the library.

    Raises:
        NotFound: no text has that path.
    """
    if path not in _known():
        raise NotFound("no_such_text", path=path)
    return files(__name__).joinpath(*path.split("/")).read_text(encoding="utf-8")


def definitions() -> dict[str, str]:
    """Return the ids of the shipped definitions and the paths of their texts, sorted by id."""
    return dict(_definitions())


@cache
def _known() -> frozenset[str]:
    return frozenset(paths())


@cache
def _definitions() -> tuple[tuple[str, str], ...]:
    found = ((_DEFINITION.search(text(path)), path) for path in sorted(_known()) if _may_define(path))
    return tuple(sorted((named[1], path) for named, path in found if named))


def _may_define(path: str) -> bool:
    return path.partition("/")[0] not in {"lifecycles", "laws", "policies", "calendars", "scenarios", "datasets"}


def _walk(folder: Traversable, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield prefix + entry.name
