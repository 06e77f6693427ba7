"""`workflow audit as-of` and `diff`: what was known when, and what changed since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from workflow.audit.asof import Changed, as_json, changes, in_words, known, net
from workflow.audit.subjects import subject
from workflow.audit.trail import Trail
from workflow.cli.call import Call
from workflow.cli.paragraphs import wrapped
from workflow.cli.parameters import Moment
from workflow.cli.speaking import Command, argument, option, shared
from workflow.errors import UsageError
from workflow.language.catalogue.audit import AUDIT
from workflow.language.catalogue.labels import label
from workflow.language.catalogue.words import both, say, shown
from workflow.views.plain import by_the_clock, iso
from workflow.views.titles import Titles
from workflow.views.trail import row

_OF_A_DIGEST = 12
_TO_THE_MINUTE = len("2021-05-19 09:00")
name_argument = argument("name", metavar="ID", zh="项目或案件的编号", en="the id of a project or a case")


@click.command(
    "as-of",
    cls=Command,
    words=both(
        "某时所知：在 --recorded 之时，就 --effective 之时知道什么；其后的记录不改变答案",
        "What was known at one time about another; what is recorded later never changes the answer.",
    ),
)
@name_argument
@option("--recorded", type=Moment(), zh="何时所知（默认现在）", en="when it was known (default: now)")
@option(
    "--effective", type=Moment(), zh="所知的是何时的事（默认同上）", en="about when it was known (default: the same)"
)
@shared
@click.pass_obj
def as_of(call: Call, name: str, recorded: datetime | None, effective: datetime | None) -> None:
    """Tell what was known."""
    service = call.service()
    recorded = recorded or service.clock.now()
    answer = known(service, subject(service, name), recorded, effective or recorded)
    if call.json:
        call.data(as_json(service, answer, call.language))
        return
    facts = {"recorded": by_the_clock(answer.recorded), "effective": by_the_clock(answer.effective)}
    lines = [say(AUDIT, "known_then", call.language, {**facts, "n": answer.events, "position": answer.position})]
    lines += (
        in_words(service, answer, call.language) if answer.exists else [say(AUDIT, "unknown_then", call.language, {})]
    )
    for line in (part for one in lines for part in wrapped(one, call.columns)):
        call.say(line)
    if answer.exists:
        _facts(
            call, as_json(service, answer, call.language)["known"], service.rules(answer.matter.definition).definition
        )


def _facts(call: Call, view: dict[str, Any], definition: Any) -> None:
    titles = Titles(
        definition, definition.lifecycles.get(view.get("lifecycle") or definition.lifecycle or ""), call.language
    )
    rows = [
        [titles.attribute(name), _short(titles.told_value(name, value), call.language)]
        for name, value in view["facts"].items()
    ]
    if rows:
        call.say("")
        call.table([call.word("fact"), call.word("value")], rows)


@click.command(
    "diff",
    cls=Command,
    words=both(
        "两个时间之间所知有何变化，由哪些记录引起",
        "What changed between what was known at two times, and through which events.",
    ),
)
@name_argument
@argument("start", metavar="T1", type=Moment(), zh="先前的时间", en="the earlier time")
@argument("end", metavar="T2", type=Moment(), zh="后来的时间", en="the later time")
@shared
@click.pass_obj
def diff(call: Call, name: str, start: datetime, end: datetime) -> None:
    """Tell what changed."""
    if end < start:
        raise UsageError("span_backwards", start=by_the_clock(start), end=by_the_clock(end))
    service = call.service()
    found = list(changes(service, subject(service, name), start, end))
    if call.json:
        call.data(
            {
                "id": name,
                "from": iso(start),
                "to": iso(end),
                "changes": [_change(one) for one in found],
                "net": {path: {"before": before, "after": after} for path, (before, after) in net(found).items()},
            }
        )
        return
    if not found:
        call.say(say(AUDIT, "nothing_changed", call.language, {}))
        return
    told = Trail(service, call.language)
    rows = []
    before: Changed | None = None
    for one in (
        one for one in found if one.before or one.after or (one.before is not None and one.part != "definition")
    ):
        same = before is not None and before.record.position == one.record.position
        what = told.what(one.record)
        head = (
            ""
            if same
            else "\n".join(
                [by_the_clock(one.record.recorded_at)[:_TO_THE_MINUTE], *([one.within] * bool(one.within)), what]
            )
        )
        rows.append([head, *_told(one, told.titles(one.record), call.language)])
        before = one
    call.table([call.word(head) for head in ("recorded_when", "part", "before", "after")], rows)


def _told(one: Changed, titles: Titles | None, language: str) -> list[str]:
    """Return what changed, from what and to what, as a reader is told it."""
    kind, _, name = one.part.partition(".")
    part, values = one.part, [_short(one.before, language), _short(one.after, language)]
    if titles is not None and kind == "facts":
        part = titles.attribute(name)
        values = [_short(titles.told_value(name, value), language) for value in (one.before, one.after)]
    elif titles is not None and kind == "clocks":
        clock, _, what = name.rpartition(".")
        part = f"{titles.clock(clock)} · {label(what, language)}"
    elif titles is not None and kind in {"items", "pre_reviews"}:
        part = titles.item(name) + (f" · {label('pre_review', language)}" if kind == "pre_reviews" else "")
        values = [label(value, language) for value in values]
    elif kind == "definition":
        part, values = label(part, language), [f"{value[:_OF_A_DIGEST]}…" if value else "" for value in values]
    elif titles is not None and kind == "state":
        part, values = label(kind, language), [*map(titles.state, values)]
    else:
        part = label(part, language)
    return [part, *values]


def _change(one: Changed) -> dict[str, Any]:
    return {"path": one.path, "before": one.before, "after": one.after, **row(one.record)}


def _short(value: Any, language: str) -> str:
    if isinstance(value, dict) and "digest" in value:
        return str(value.get("name"))
    if isinstance(value, str) and "T" in value and value[4:5] == "-":
        try:
            return by_the_clock(datetime.fromisoformat(value))
        except ValueError:
            return value
    return shown(value, language)
