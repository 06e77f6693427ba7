"""Evidence: what a scenario's ledger holds, in the words of the definition that judged it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from workflow.language.ids import id_of, kind_of
from workflow.specs.report import RecordedEvent, Tested
from workflow.specs.world import World
from workflow.store import Record
from workflow.views.timeline import moment
from workflow.views.titles import Titles

_TOLD = {"case", "project"}


def events_of(world: World) -> tuple[RecordedEvent, ...]:
    """Return what was recorded of cases and projects, in order; nothing where nothing was handled."""
    return tuple(_events(world)) if world.is_open else ()


def _events(world: World) -> Iterator[RecordedEvent]:
    @cache
    def titles_of(stream: str) -> Titles:
        definition, lifecycle = world.rules.definition, None
        if kind_of(stream) == "case":
            permit = world.draft().case(id_of(stream))
            definition = world.service.rules(permit.definition).definition
            lifecycle = definition.lifecycles[permit.lifecycle]
        return Titles(definition, lifecycle, world.language)

    for record in world.service.ledger.scan():
        if kind_of(record.stream) in _TOLD:
            yield _event(world, record, titles_of(record.stream))


def _event(world: World, record: Record, titles: Titles) -> RecordedEvent:
    told = moment(record, titles)
    return RecordedEvent(
        at=_wall(world, record.effective_at),
        recorded_at=_wall(world, record.recorded_at),
        subject=id_of(record.stream),
        what=told.what,
        who=told.who,
        change=tuple(told.change),
        basis=tuple(told.basis),
    )


def _wall(world: World, instant: datetime) -> datetime:
    return world.calendar.local(instant)


def tested_by(world: World) -> Tested | None:
    """Return the definition that a scenario was judged by; none where nothing was handled or simulated."""
    if world.is_open:
        return Tested(world.rules.definition.name, world.rules.digest)
    return world.simulated.tested if world.simulated is not None else None


def timelines_of(world: World) -> tuple[str, ...]:
    """Return what was simulated, in words; nothing where nothing was."""
    return world.simulated.told() if world.simulated is not None else ()
