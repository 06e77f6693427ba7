"""`workflow project targets`: how far every target has come, and where an act moved one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from workflow.application.service import Service
from workflow.cli.call import Call
from workflow.cli.speaking import Command, argument, option, shared
from workflow.language.catalogue.targets import TARGETS
from workflow.language.catalogue.words import both, say
from workflow.language.ids import case_stream, id_of
from workflow.views.plain import moment_text
from workflow.views.targets import target_rows

CELLS = 10
FULL = 100


@click.command(
    "targets",
    cls=Command,
    words=both(
        "目标的进度：目标、已达到、是否调整过",
        "Progress against targets: what is aimed at, what was reached, what was moved.",
    ),
)
@argument(
    "name", metavar="[PROJECT]", required=False, zh="项目编号（默认全部案件）", en="the project (default: all cases)"
)
@option("--short", is_flag=True, zh="只列未达到的", en="only those not met")
@shared
@click.pass_obj
def targets(call: Call, name: str | None, *, short: bool) -> None:
    """Show targets."""
    service = call.service()
    cases = [service.case(case) for case in _cases(service, name)]
    every = target_rows(cases, lambda case: service.history(case_stream(case)), service.rules, call.language)
    rows = [row for row in every if not (short and row["met"])]
    if call.json:
        call.data(rows)
        return
    if not rows:
        call.say(_say(call, "none"))
        return
    heads = [
        call.word("item"),
        *(_say(call, head) for head in ("metric", "aim", "reached", "progress")),
        call.word("state"),
    ]
    call.table(heads, _table(call, rows))
    met = sum(row["met"] for row in rows)
    facts = {"cases": len({row["case"] for row in rows}), "n": len(rows), "met": met, "short": len(rows) - met}
    call.say(_say(call, "summary", **facts))
    for line in _moves(call, rows):
        call.say(line)


def _cases(service: Service, name: str | None) -> Sequence[str]:
    """Return the cases of a project, in the order in which they were opened; of all where none is named.

    Raises:
        NotFound: nobody registered it.
    """
    if name is not None:
        return list(service.project(name).cases)
    return [id_of(stream) for stream in service.ledger.streams("case")]


def _table(call: Call, rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    table, before = [], None
    for row in rows:
        first = row["case"] != before
        before = row["case"]
        table.append(
            [
                row["title"] if first else "",
                row["metric"],
                _aim(call, row, row["aim"]),
                _reached(call, row),
                f"{_bar(row['percent'])} {row['percent']}%",
                row["state_title"] if first else "",
            ]
        )
    return table


def _aim(call: Call, row: Mapping[str, Any], aim: int) -> str:
    if row["kind"] == "boolean":
        return _say(call, "boolean")
    return _say(call, "rate", aim=aim) if row["kind"] == "rate" else _counted(aim, row)


def _reached(call: Call, row: Mapping[str, Any]) -> str:
    reached = row["reached"]
    if reached is None:
        return ""
    if row["kind"] == "boolean":
        return _say(call, "yes" if reached else "no")
    return (
        _say(call, "of_whole", reached=f"{reached:,}", whole=row["whole"]) if row["kind"] == "rate" else f"{reached:,}"
    )


def _counted(number: int, row: Mapping[str, Any]) -> str:
    return f"{number:,} {row['unit'] or ''}".rstrip()


def _bar(percent: int) -> str:
    filled = min(percent * CELLS // FULL, CELLS)
    return "█" * filled + "·" * (CELLS - filled)


def _moves(call: Call, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        _say(
            call,
            "moved",
            date=moment_text(move["at"])[:10],
            title=row["title"],
            metric=row["metric"],
            before=_aim(call, row, move["from"]),
            after=_aim(call, row, move["to"]),
            who="@".join(filter(None, (move["by"], move["authority"]))),
        )
        for row in rows
        for move in row["moved"]
    ]


def _say(call: Call, key: str, **facts: Any) -> str:
    return say(TARGETS, key, call.language, facts)
