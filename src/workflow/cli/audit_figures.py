"""`workflow audit figures`: what an office asks for, straight from the events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from workflow.audit.figures import Figures, figures
from workflow.audit.figures_told import ENDINGS, FiguresTold
from workflow.audit.hands import HANDS
from workflow.audit.subjects import subject
from workflow.cli.audit_check import as_of_option
from workflow.cli.audit_trail import instants, period_option
from workflow.cli.call import Call
from workflow.cli.paragraphs import wrapped
from workflow.cli.speaking import Command, argument, option, shared
from workflow.language.catalogue.words import both
from workflow.pictures.bars import Bars, draw_bars, draw_bars_svg
from workflow.pictures.printing import printed
from workflow.pictures.terminal import paint
from workflow.views.plain import by_the_clock


@click.command(
    "figures",
    cls=Command,
    words=both(
        "数据：时间在谁手里、来回几次、补正什么、期限是否遵守，直接从事件算出",
        "Figures: in whose hands the time was, rounds, deficiencies, deadlines kept; straight from the events.",
    ),
)
@argument("name", metavar="[ID]", required=False, zh="项目或案件（默认全部）", en="a project or a case (default: all)")
@period_option
@as_of_option
@option("--html", "target", type=click.Path(path_type=Path), zh="另写一份 HTML", en="write an HTML page as well")
@shared
@click.pass_obj
def figures_command(call: Call, /, name: str | None, **said: Any) -> None:
    """Count."""
    service = call.service()
    since, until = instants(said["period"])
    now = said["as_of"] or service.clock.now()
    as_of = min(now, until) if until else now
    counted = figures(service, subject(service, name) if name else None, Figures(as_of, since, until))
    told = FiguresTold(service, counted, call.language)
    head = _head(told, name, said["period"], counted)
    if said["target"]:
        said["target"].write_text(_page(told, head, call.language), encoding="utf-8")
    if call.json:
        call.data(told.json())
    else:
        _show(call, told, head)
    if said["target"]:
        call.note(call.word("written", path=said["target"]))


def _head(told: FiguresTold, name: str | None, period: tuple[date, date] | None, counted: Figures) -> str:
    what = told.word("subject", name=name) if name else told.word("subject_all")
    if period:
        what += " · " + told.word("subject_period", start=period[0], end=period[1])
    return told.word("counted", what=what, at=_to_the_minute(counted.as_of), cases=len(counted.cases))


def _to_the_minute(at: datetime) -> str:
    return by_the_clock(at)[: len("2021-05-19 09:00")]


def _show(call: Call, told: FiguresTold, head: str) -> None:
    for line in wrapped(head, call.columns):
        call.say(line)
    call.say("")
    for bars in (told.hands_bars(), told.deadline_bars()):
        if any(bar.value for bar in bars.bars):
            call.say(draw_bars(bars, columns=call.columns, colour=call.colour))
    items, _, rounds, deficiencies = _tables(told)
    _show_table(call, items.title, items.heads[1:], [row[1:] for row in items.rows])
    _show_broken(call, told)
    for table in (rounds, deficiencies):
        _show_table(call, table.title, table.heads, table.rows)


def _show_table(call: Call, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    call.say(paint(title, "strong", on=call.colour))
    call.table(heads, rows)
    call.say("")


def _show_broken(call: Call, told: FiguresTold) -> None:
    """Show the limits that were not always kept; the page and the JSON have them all."""
    rows = [list(row) for row in told.broken_rows()]
    if rows:
        heads = [told.word(head) for head in ("item", "clock", "limits", "on_time", "not_kept")]
        _show_table(call, told.word("not_always_kept"), heads, rows)
    else:
        call.say(told.word("always_kept") + "\n")


@dataclass(frozen=True)
class _Table:
    """A table, how many of its first columns are words, and the picture above it on a page."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    words: int
    bars: Bars | None = None


def _tables(told: FiguresTold) -> tuple[_Table, _Table, _Table, _Table]:
    """Return the tables: of items, of limits, of rounds, of deficiencies."""

    def heads(*keys: str) -> list[str]:
        return [told.word(key) for key in keys]

    rounds = [[told.word("rounds_n", n=n), str(cases)] for n, cases in told.json()["rounds"].items()]
    items, deadlines = list(told.item_rows()), list(told.deadline_rows())
    return (
        _Table(
            told.word("hands_in_days"), heads("body", "item", "cases", *HANDS, "mean_rounds"), items, 2,
            told.hands_bars() if items else None,
        ),
        _Table(
            told.word("deadlines"), heads("item", "clock", "body", "limits", *ENDINGS, "rate", "median"), deadlines, 4,
            told.deadline_bars() if deadlines else None,
        ),
        _Table(told.word("rounds"), heads("rounds", "rounds_cases"), rounds, 1),
        _Table(told.word("deficiencies"), heads("what", "item", "n", "cases"), list(told.deficiency_rows()), 2),
    )  # fmt: skip


def _page(told: FiguresTold, head: str, language: str) -> str:
    sections = [
        {
            "title": one.title,
            "heads": one.heads,
            "rows": one.rows,
            "words": one.words,
            "picture": draw_bars_svg(one.bars, paper=True) if one.bars else "",
            "nothing": told.word("nothing"),
        }
        for one in _tables(told)
    ]
    footer = told.word("footer")
    return printed(
        "workflow.audit",
        "figures.html",
        language=language,
        title=told.word("title"),
        subtitle=head,
        sections=sections,
        footer=footer,
    )
