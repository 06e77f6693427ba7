"""Events: one name means one thing in a whole definition, and older forms have a way to the newest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Definition, Event
from workflow.definition.narrow_scope import known_type
from workflow.definition.types import Type
from workflow.errors import Problem
from workflow.language.reserved import RESERVED_EVENTS


def check_events(definition: Definition) -> Iterator[Problem]:
    """Yield events with two titles, or with a field of two types, and upcasts that are missing."""
    titles: dict[str, tuple[str, tuple[str, str]]] = {}
    for lifecycle in definition.lifecycles.values():
        named = {act.event for act in lifecycle.transitions.values()}
        for name, event in lifecycle.events.items():
            at: Path = ("lifecycles", lifecycle.lifecycle, "events", name)
            title = (event.title.zh, event.title.en)
            where, first = titles.setdefault(name, (lifecycle.lifecycle, title))
            if first != title:
                yield unplaced("event_of_two_meanings", at, event=name, other=where, field="title")
            if name not in named:
                yield unplaced("unused_event", at, event=name)
            yield from _upcasts(name, event, at)
    yield from _fields(definition)
    yield from _reserved(definition)


def _upcasts(name: str, event: Event, at: Path) -> Iterator[Problem]:
    older = range(1, event.version)
    for version in older:
        if version not in event.upcasts:
            yield unplaced("missing_upcast", at, event=name, version=version)
    for version in event.upcasts:
        if version not in older:
            yield unplaced("upcast_of_no_version", (*at, "upcasts", version), event=name, version=version)


def _reserved(definition: Definition) -> Iterator[Problem]:
    for lifecycle in definition.lifecycles.values():
        for name, act in lifecycle.transitions.items():
            if act.event in RESERVED_EVENTS:
                at: Path = ("lifecycles", lifecycle.lifecycle, "transitions", name, "event")
                yield unplaced("reserved_event", at, event=act.event)


def _fields(definition: Definition) -> Iterator[Problem]:
    seen: dict[tuple[str, str], tuple[str, Type]] = {}
    for lifecycle in definition.lifecycles.values():
        for name, act in lifecycle.transitions.items():
            for field, need in act.needs.items():
                shape = _shape(known_type(need.type))
                here = f"{lifecycle.lifecycle}.{name}"
                where, first = seen.setdefault((act.event, field), (here, shape))
                if first != shape:
                    at: Path = ("lifecycles", lifecycle.lifecycle, "transitions", name, "needs", field)
                    facts = {"event": act.event, "other": where, "field": field}
                    yield unplaced("event_of_two_meanings", at, **facts)


def _shape(kind: Type) -> Type:
    """Return a type without what two acts may narrow differently: null, the bounds, the words of an enum."""
    return replace(
        kind,
        of=_shape(kind.of) if kind.of is not None else None,
        fields=tuple((name, _shape(field)) for name, field in kind.fields),
        values=(),
        least=None,
        most=None,
        nullable=False,
    )
