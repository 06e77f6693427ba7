"""The trail: who did what, when, under which authority and article; filtered, and read one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workflow.application.service import Service
from workflow.audit.subjects import Handling, Subject
from workflow.language.catalogue.audit import AUDIT
from workflow.language.catalogue.words import say
from workflow.language.ids import FOREIGN, kind_of
from workflow.language.people import one_spelling
from workflow.pictures.timeline import Idle, Moment
from workflow.store import Record
from workflow.views.timeline import FOLLOWING, moment, with_idle
from workflow.views.titles import Titles
from workflow.views.trail import row


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records a trail is to show.

    Attributes:
        person: who acted, was stood in for, or plays a part by what the act says.
        authority: for which authority.
        event: the name of the event, or of the act.
        since, until: [since, until) of the time at which it held.
        recorded: the period is that of recording instead.
    """

    person: str | None = None
    authority: str | None = None
    event: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    recorded: bool = False

    def fits(self, record: Record) -> bool:
        """Tell whether a record is among them."""
        at = record.recorded_at if self.recorded else record.effective_at
        return (
            (self.since is None or self.since <= at)
            and (self.until is None or at < self.until)
            and (self.authority is None or record.actor.authority == self.authority)
            and (self.event is None or self.event in {record.name, record.data.get("act")})
            and (self.person is None or one_spelling(self.person) in _persons(record))
        )


def _persons(record: Record) -> set[str | None]:
    """Return everybody a record names as acting: who did it, for whom, and whom its data gives a part."""
    parts = record.data.get("parts")
    named = parts.values() if isinstance(parts, Mapping) else ()
    entered = (record.data.get(key) for key in ("person", "principal", "delegate"))
    people = {person for group in named for person in group}
    return people | {record.actor.person, record.actor.on_behalf_of} | {str(one) for one in entered if one}


def records(service: Service, about: Subject | None, wanted: Wanted) -> Iterator[Record]:
    """Yield the records wanted, of a subject or of the office's own history, in order, holding one page."""
    own = (record for record in service.ledger.scan() if kind_of(record.stream) != FOREIGN)
    everything = about.records(service) if about else own
    return (_without_content(record) for record in everything if wanted.fits(record))


def _without_content(record: Record) -> Record:
    """Return a record without the text of a pinned definition or calendar, which is asked for by its digest."""
    return replace(record, data={}) if kind_of(record.stream) in {"definition", "calendar"} else record


class Trail:
    """Records as a reader sees them, in one language."""

    def __init__(self, service: Service, language: str) -> None:
        self._service = service
        self._handling = Handling(service)
        self._language = language
        self._titles: dict[tuple[str | None, str | None], Titles | None] = {}

    def rows(self, wanted: Iterable[Record]) -> Iterator[dict[str, Any]]:
        """Yield each record as the JSON contract has it, with its title, and whether it is automatic or minor."""
        for record in wanted:
            yield {
                **row(record),
                "event_id": record.event_id,
                "title": self.what(record),
                "automatic": record.actor.is_system,
                "minor": record.name in FOLLOWING,
            }

    def what(self, record: Record) -> str:
        """Return what happened, by its title."""
        titles = self.titles(record)
        return moment(record, titles).what if titles else record.name

    def moments(self, wanted: Iterable[Record], *, minor: bool, name_cases: bool) -> Iterator[Moment | Idle]:
        """Yield what happened, idle stretches told in working days.

        Args:
            minor: show what only follows from an act as well; otherwise it is counted beside the act.
            name_cases: say of which matter each is.
        """
        told = self._folded(wanted, minor=minor, name_cases=name_cases)
        calendar = self._handling.calendar
        return with_idle(told, calendar, self._language) if calendar else (happened for _, happened in told)

    def _folded(self, wanted: Iterable[Record], *, minor: bool, name_cases: bool) -> Iterator[tuple[datetime, Moment]]:
        held: tuple[Record, int] | None = None
        for record in wanted:
            if held is not None and record.name in FOLLOWING and not minor:
                held = held[0], held[1] + 1
                continue
            if held is not None:
                yield self._moment(*held, name_cases=name_cases)
            held = record, 0
        if held is not None:
            yield self._moment(*held, name_cases=name_cases)

    def _moment(self, record: Record, followers: int, *, name_cases: bool) -> tuple[datetime, Moment]:
        titles = self.titles(record)
        if titles is None:
            shown = Moment(record.effective_at, record.name, record.actor.person)
        else:
            shown = moment(record, titles)
        if name_cases:
            shown = replace(shown, what=self._say("of_matter", matter=record.stream.partition(":")[2], what=shown.what))
        if followers:
            shown = replace(shown, notes=(*shown.notes, self._say("with_minor", n=followers)))
        return record.effective_at, shown

    def titles(self, record: Record) -> Titles | None:
        """Return the words for a record, of the definition and lifecycle it was decided under."""
        lifecycle = self._handling.lifecycle(record.stream)
        known = (record.definition, lifecycle)
        if known not in self._titles:
            rules = self._handling.rules(record)
            own = rules.definition.lifecycles.get(lifecycle or rules.definition.lifecycle or "") if rules else None
            self._titles[known] = Titles(rules.definition, own, self._language) if rules else None
        return self._titles[known]

    def _say(self, key: str, **facts: object) -> str:
        return say(AUDIT, key, self._language, facts)
