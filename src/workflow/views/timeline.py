"""The history of a case or project as moments for a reader, idle stretches told in working days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from workflow.calendars.calendar import Calendar
from workflow.definition.wording import period_text, source_text
from workflow.language.catalogue.labels import label
from workflow.language.quantities import Period
from workflow.pictures.timeline import Idle, Moment
from workflow.store import Record
from workflow.views.plain import ZONE, by_the_clock
from workflow.views.titles import Titles

FOLLOWING = frozenset({"PrerequisitesRelied", "StandingChanged", "CaseEntered"})
"""What only follows from an act and is recorded beside it."""


def timeline(records: Iterable[Record], titles: Titles, calendar: Calendar) -> list[Moment | Idle]:
    """Return what happened in the order it was recorded, with the idle working days between.

    What only follows from an act (a standing that changed, prerequisites relied on) is left to the trail.
    """
    told = ((record.effective_at, moment(record, titles)) for record in records if record.name not in FOLLOWING)
    return list(with_idle(told, calendar, titles.language))


def with_idle(told: Iterable[tuple[datetime, Moment]], calendar: Calendar, language: str) -> Iterator[Moment | Idle]:
    """Yield moments, each with the instant at which it held, and the idle working days between them."""
    before: datetime | None = None
    for at, happened in told:
        if before is not None and before < at:
            days = calendar.working_days_between(calendar.local_date(before), calendar.local_date(at))
            if days > 1:
                yield Idle(period_text(Period(days, "working_days"), language))
        yield happened
        before = at


def moment(record: Record, titles: Titles) -> Moment:
    """Return a record as a moment."""
    data = record.data
    before, after = data.get("from"), data.get("to")
    moved = (titles.state(before), titles.state(after)) if before and after and before != after else ()
    articles = tuple(source_text(source, titles.definition.laws, titles.language) for source in record.basis)
    return Moment(
        at=record.effective_at.astimezone(ZONE),
        what=_what(record, titles),
        who=who(record, titles),
        change=moved,
        basis=articles,
        notes=tuple(_notes(record, titles)),
        automatic=record.actor.is_system,
    )


def who(record: Record, titles: Titles) -> str:
    """Return who acted, in which role, at which authority and on whose behalf."""
    actor = record.actor
    role = titles.role(actor.role)
    if actor.is_system:
        return role
    body = f" @ {titles.authority(actor.authority)}" if actor.authority else ""
    behalf = f" / {actor.on_behalf_of}" if actor.on_behalf_of else ""
    claimed = "" if actor.verified else label("unverified", titles.language)
    return f"{actor.person} ({role}{body}{behalf}){claimed}"


def _what(record: Record, titles: Titles) -> str:
    act = record.data.get("act")
    return titles.act(act) if act else label(record.name, titles.language)


def _notes(record: Record, titles: Titles) -> Iterator[str]:
    data: Mapping[str, object] = record.data
    language = titles.language
    if data.get("reason"):
        yield f"{label('reason', language)}{_colon(language)}{data['reason']}"
    if data.get("clock"):
        yield f"{label('clock', language)}{_colon(language)}{titles.clock(str(data['clock']))}"
    late = data.get("late")
    if isinstance(late, list):
        yield from (f"{label('late_for', language)}{_colon(language)}{titles.clock(str(clock))}" for clock in late)
    if record.recorded_at.astimezone(ZONE).date() != record.effective_at.astimezone(ZONE).date():
        yield f"{label('recorded_at', language)}{_colon(language)}{by_the_clock(record.recorded_at)}"


def _colon(language: str) -> str:
    return "：" if language == "zh-CN" else ": "
