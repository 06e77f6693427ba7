"""`workflow audit trail`: who did what, when, under which authority and article."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import click

from workflow.application.service import Service
from workflow.audit.stands import standing_of
from workflow.audit.subjects import subject
from workflow.audit.trail import Trail, Wanted, records
from workflow.cli.call import Call
from workflow.cli.naming import known_as
from workflow.cli.paragraphs import wrapped
from workflow.cli.parameters import Span
from workflow.cli.speaking import Command, argument, option, shared
from workflow.errors import UsageError
from workflow.language.catalogue.audit import AUDIT
from workflow.language.catalogue.words import both, say
from workflow.language.ids import id_of
from workflow.pictures.timeline import timeline_lines
from workflow.views.plain import ZONE

period_option = option(
    "--period",
    type=Span(),
    zh="起止日期，含两端，如 2021-05-01..2021-05-31",
    en="days from one to another, both included",
)


@click.command(
    cls=Command,
    words=both(
        "经过：项目、案件、人员、机关或期间的全部记录；逐页读取，账本再大也可",
        "The trail of a project, case, person, authority or period; read page by page, however large the ledger.",
    ),
)
@argument("name", metavar="[ID]", required=False, zh="项目或案件的编号", en="the id of a project or a case")
@option("--person", metavar="PERSON", zh="此人所为、代其所为、文书中列明此人的", en="acted, was acted for, or is named")
@option("--authority", metavar="AUTHORITY", zh="以此机关名义的：编号或名称", en="for this authority, by id or title")
@option("--event", metavar="EVENT", zh="此事件或行为", en="this event or act")
@period_option
@option("--recorded", is_flag=True, zh="期间指记录的时间，而非发生的时间", en="the period is that of recording")
@option("--all", "minor", is_flag=True, zh="随附的记录也逐条展开", en="unfold what is recorded beside an act")
@option("--jsonl", is_flag=True, zh="每行一条 JSON", en="write one JSON object a line")
@shared
@click.pass_obj
def trail(call: Call, /, name: str | None, **said: Any) -> None:
    """Show a trail."""
    service = call.service()
    about = subject(service, name) if name else None
    if about is None and not any(said[key] for key in ("person", "authority", "event", "period")):
        raise UsageError("trail_of_what")
    since, until = instants(said["period"])
    authority = _authority(service, said["authority"])
    wanted = Wanted(said["person"], authority, said["event"], since, until, said["recorded"])
    found = records(service, about, wanted)
    shown = Trail(service, call.language)
    if call.json or said["jsonl"]:
        call.stream(shown.rows(found), lines=said["jsonl"])
        return
    if about is not None:
        told = standing_of(service, about, service.clock.now(), call.language)
        call.say("\n".join([*(line for one in told for line in wrapped(one, call.columns)), ""]))
    several = about is None or about.is_project
    entries = shown.moments(found, minor=said["minor"], name_cases=several)
    empty = True
    for line in timeline_lines(entries, columns=call.columns, colour=call.colour):
        call.say(line)
        empty = False
    if empty:
        call.say(say(AUDIT, "trail_empty", call.language, {}))


def _authority(service: Service, name: str | None) -> str | None:
    """Return the id of an authority that is named, whichever of the pinned definitions knows it.

    Raises:
        NotFound: none of them does; with the nearest ones.
    """
    pinned = [service.rules(id_of(stream)).definition.authorities for stream in service.ledger.streams("definition")]
    return known_as(name, "unknown_authority", *pinned) if name else None


def instants(period: tuple[date, date] | None) -> tuple[datetime | None, datetime | None]:
    """Return the first instant of a period of days and the first one after it, by China's time."""
    if period is None:
        return None, None
    first, last = period
    return datetime.combine(first, time(), ZONE), datetime.combine(last + timedelta(days=1), time(), ZONE)
