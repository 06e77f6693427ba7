"""`workflow calendar`: due dates with their derivation, and working days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import click

from workflow.application.shelf import calendar as calendar_named
from workflow.application.shelf import calendar_of, read_file
from workflow.calendars.calendar import Calendar
from workflow.cli.call import Call
from workflow.cli.parameters import Day, Length, Moment, Span
from workflow.cli.speaking import Group, option, shared_without_store
from workflow.errors import UsageError
from workflow.language.catalogue.derivations import WHY
from workflow.language.catalogue.words import both, say
from workflow.language.quantities import Period
from workflow.lifecycle.clocks import Run, suspension_of_days
from workflow.lifecycle.derivation import derive
from workflow.views.clocks import day_view
from workflow.views.plain import by_the_clock, iso

_TIMED = {"working_hours", "hours", "minutes"}
calendar_option = option(
    "--calendar",
    "name",
    metavar="CALENDAR",
    default="cn",
    zh="日历：编号或文件（默认 cn）",
    en="the calendar, by id or file (default: cn)",
)


@click.group(cls=Group, words=both("日历", "Calendars."))
@shared_without_store
def calendar() -> None:
    """Group the commands on calendars."""


@calendar.command("due", words=both("推算截止日，逐日说明", "Reckon a due date, day by day."))
@option("--start", type=Moment(), required=True, zh="起算的日期或时间", en="the day or time it runs from")
@option(
    "--limit",
    type=Length(),
    required=True,
    zh="期限，如 20个工作日、三个月、15日",
    en="the limit, as “20 working days”, “3 months”",
)
@option(
    "--suspend",
    "pauses",
    type=Span(),
    multiple=True,
    zh="中止的起止日，含两端，可重复",
    en="days suspended, both ends included, repeatable",
)
@option("--extend", "extensions", type=Length(), multiple=True, zh="延长，可重复", en="an extension, repeatable")
@option(
    "--deemed",
    is_flag=True,
    zh="届满视为受理：何日发生、自何日起算",
    en="silence counts as acceptance: on which day, from which day",
)
@calendar_option
@shared_without_store
@click.pass_obj
def due(call: Call, /, start: datetime, limit: Period, **said: Any) -> None:
    """Reckon a due date."""
    found = _calendar(said["name"])
    pauses = tuple(suspension_of_days(first, last, "", found) for first, last in said["pauses"])
    run = Run("due", start, limit, found.id, pauses, said["extensions"])
    derivation = derive(run, found)
    last_day, expires_at = derivation.due.last_day, derivation.due.expires_at
    timed = any(period.unit in _TIMED for period in run.budget)
    ends = last_day is not None and said["deemed"]
    view = {
        "due": iso(expires_at) if timed else str(last_day),
        "expires_at": iso(expires_at),
        "provisional": derivation.provisional,
        "deemed_on": str(last_day + timedelta(days=1)) if ends and last_day else None,
        "deemed_from": str(found.local_date(start)) if ends else None,
        "derivation": [day_view(day, call.language) for day in derivation.days],
    }
    if call.json:
        call.data(view)
    else:
        _show_due(call, view)


def _calendar(name: str) -> Calendar:
    """Return a calendar by its name, or the one that a file describes."""
    is_file = name.endswith((".yaml", ".yml"))
    return calendar_of(read_file(name), name) if is_file else calendar_named(name)


def _show_due(call: Call, view: Mapping[str, Any]) -> None:
    heads = [call.word(head) for head in ("date", "counts", "why")]
    rows = [
        [day["date"], str(day["number"] or "") if day["counts"] else "", day["message"]] for day in view["derivation"]
    ]
    call.table(heads, rows)
    due = view["due"]
    shown = by_the_clock(datetime.fromisoformat(due)) if "T" in due else due
    call.say(call.word("due_on", due=shown))
    if view["deemed_on"]:
        call.say(call.word("deemed_on", on=view["deemed_on"], since=view["deemed_from"]))
    if view["provisional"]:
        call.say(call.word("provisional"))


@calendar.command("days", words=both("两日之间的工作日，逐日说明", "The working days between two days, day by day."))
@option("--from", "start", type=Day(), required=True, zh="起始日（含）", en="the first day (included)")
@option("--to", "end", type=Day(), required=True, zh="终止日（含）", en="the last day (included)")
@calendar_option
@shared_without_store
@click.pass_obj
def days(call: Call, start: date, end: date, name: str) -> None:
    """Count working days."""
    if end < start:
        raise UsageError("span_backwards", start=start, end=end)
    found = _calendar(name)
    rows = [_reason(found, start + timedelta(days=n), call.language) for n in range((end - start).days + 1)]
    working = sum(row["works"] for row in rows)
    if call.json:
        provisional = found.is_provisional(end)
        call.data(
            {
                "calendar": found.id,
                "from": str(start),
                "to": str(end),
                "working_days": working,
                "provisional": provisional,
                "days": rows,
            }
        )
        return
    call.table(
        [call.word(head) for head in ("date", "counts", "why")],
        [[r["date"], call.word("yes") if r["works"] else "", r["message"]] for r in rows],
    )
    call.say(call.word("working_days_are", n=working))
    if found.is_provisional(end):
        call.say(call.word("provisional"))


def _reason(found: Calendar, day: date, language: str) -> dict[str, Any]:
    reason = found.why(day)
    words = say(WHY, reason.key, language, {})
    name = reason.name.within(language) if reason.name else ""
    return {
        "date": day.isoformat(),
        "works": reason.works,
        "why": reason.key,
        "message": f"{words} · {name}" if name else words,
    }
