"""Titles in both languages and told apart, sources that name laws in force, types that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from workflow.definition.lines import Path, unplaced
from workflow.definition.mistakes import nearest_name
from workflow.definition.model import Definition, Item, Lifecycle, Source
from workflow.errors import Problem
from workflow.language.text import Text


def check_titles(definition: Definition) -> Iterator[Problem]:
    """Yield missing languages, titles that two parts share, unknown laws and laws not in force."""
    for path, part in walk(definition, ()):
        if isinstance(part, Text):
            for language in part.missing:
                yield unplaced("missing_title", path, language=language)
        elif isinstance(part, Source):
            yield from _law(definition, path, part)
    yield from _shared(definition.items, ("items",))
    yield from _shared(definition.authorities, ("authorities",))
    for name, lifecycle in definition.lifecycles.items():
        for table in ("states", "transitions", "clocks"):
            yield from _shared(getattr(lifecycle, table), ("lifecycles", name, table))
        for table in ("roles", "attributes", "parameters"):
            outer = (
                {} if definition.lifecycle == name and table == "attributes" else _outer(definition, lifecycle, table)
            )
            yield from _shared({**outer, **getattr(lifecycle, table)}, ("lifecycles", name, table))
        yield from _shared(lifecycle.refusals, ("lifecycles", name, "refusals"))


def walk(part: Any, path: Path) -> Iterator[tuple[Path, BaseModel]]:
    """Yield every model within a part with its path, outermost first."""
    entries: Iterable[tuple[str | int, Any]] = ()
    if isinstance(part, BaseModel):
        yield path, part
        fields = type(part).model_fields
        entries = ((fields[name].alias or name, getattr(part, name)) for name in part.model_fields_set)
    elif isinstance(part, dict):
        entries = part.items()
    elif isinstance(part, tuple):
        entries = enumerate(part)
    for key, value in entries:
        if isinstance(value, (BaseModel, dict, tuple)):
            yield from walk(value, (*path, key))


def _outer(definition: Definition, lifecycle: Lifecycle, table: str) -> Mapping[str, Any]:
    """Return what a lifecycle sees of the definition's roles: those its own acts name."""
    if table != "roles":
        return {}
    named = {by.role for transition in lifecycle.transitions.values() for by in transition.by}
    return {name: role for name, role in definition.roles.items() if name in named}


def _shared(parts: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for name, part in parts.items():
        for language, title in (("zh-CN", part.title.zh), ("en", part.title.en)):
            first = seen.setdefault((language, title.strip().casefold()), name)
            if title.strip() and first != name:
                yield unplaced("shared_title", (*path, name, "title"), language=language, title=title, other=first)


def _law(definition: Definition, path: Path, source: Source) -> Iterator[Problem]:
    law = definition.laws.get(source.law)
    if law is None:
        near = nearest_name(source.law, definition.laws)
        yield unplaced("unknown_law", path, law=source.law, **({"nearest": near} if near else {}))
    elif definition.effective is not None:
        if law.in_force is not None and law.in_force > definition.effective:
            facts = {"law": source.law, "in_force": str(law.in_force), "effective": str(definition.effective)}
            yield unplaced("law_not_yet_in_force", path, **facts)
        if law.until is not None and law.until < definition.effective:
            facts = {"law": source.law, "until": str(law.until), "effective": str(definition.effective)}
            yield unplaced("law_no_longer_in_force", path, **facts)


def check_sources(definition: Definition) -> Iterator[Problem]:
    """Yield limits and parameters that do not say where they come from."""
    for path, parameters in _parameters(definition):
        for name, parameter in parameters.items():
            if not parameter.source:
                yield unplaced("parameter_without_source", (*path, name), parameter=name)
    for name, item in definition.items.items():
        yield from _limit_sources(item, ("items", name))
    for name, lifecycle in definition.lifecycles.items():
        yield from _clock_sources(lifecycle, ("lifecycles", name, "clocks"))


def _limit_sources(item: Item, at: Path) -> Iterator[Problem]:
    for clock, limit in item.limits.items():
        for kind, given in (("statutory", limit.statutory), ("promised", limit.promised)):
            if given is not None and not given.source:
                yield unplaced("limit_without_source", (*at, "limits", clock, kind), clock=clock)
    if item.lapses is not None and not item.lapses.source:
        yield unplaced("limit_without_source", (*at, "lapses"), clock="lapses")


def _parameters(definition: Definition) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    yield ("parameters",), definition.parameters
    for name, lifecycle in definition.lifecycles.items():
        yield ("lifecycles", name, "parameters"), lifecycle.parameters


def _clock_sources(lifecycle: Lifecycle, path: Path) -> Iterator[Problem]:
    for name, clock in lifecycle.clocks.items():
        limits = clock.limit if isinstance(clock.limit, tuple) else ()
        if not clock.source and not (limits and all(branch.source for branch in limits)):
            yield unplaced("limit_without_source", (*path, name), clock=name)
