"""`workflow sweep`: recording what every open clock has led to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

import click

from workflow.application.service import Service
from workflow.application.sweep import sweep as sweep_cases
from workflow.cli.asking import case_of
from workflow.cli.call import Call
from workflow.cli.failures import message_of
from workflow.cli.parameters import Moment
from workflow.cli.speaking import Command, option, shared
from workflow.language.catalogue.words import both
from workflow.language.ids import id_of, kind_of
from workflow.store import Record
from workflow.views.plain import iso, moment_text
from workflow.views.trail import trail


@click.command(
    cls=Command,
    words=both(
        "记录一切已届满时限的后果；可重复、可迟延、可由多台机器同时运行",
        "Record what every open clock has led to; safe twice, late, or from two machines at once.",
    ),
)
@option("--until", type=Moment(), zh="至此时为止（默认现在）", en="up to then (default: now)")
@shared
@click.pass_obj
def sweep(call: Call, until: datetime | None) -> None:
    """Sweep all cases."""

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done}/{of}", nl=done == of, err=True)

    service = call.service()
    swept = sweep_cases(service, until, progress)
    failures = [
        {"case": case, "key": wrong.key, "message": message_of(wrong, call.language)} for case, wrong in swept.failures
    ]
    if call.json:
        rows = trail(swept.records)
        call.data({"until": iso(swept.until), "cases": swept.cases, "recorded": rows, "failures": failures})
    else:
        _say_outcomes(call, service, swept.records)
        call.say(call.word("swept", cases=swept.cases, n=len(swept.records)))
    for failure in failures:
        call.note(f"{failure['case']}: {failure['message']}")
    if swept.failures:
        click.get_current_context().exit(swept.failures[0][1].exit_code)


def _say_outcomes(call: Call, service: Service, records: Sequence[Record]) -> None:
    """Write what was recorded on cases: which one, what, on account of which clock, and from when it holds."""
    rows = []
    for record in records:
        if kind_of(record.stream) == "case" and record.data.get("act"):
            titles = case_of(call, service, id_of(record.stream)).titles
            clock, held = record.data.get("clock"), moment_text(iso(record.effective_at))
            rows.append(
                [id_of(record.stream), titles.act(record.data["act"]), titles.clock(str(clock)) if clock else "", held]
            )
    if rows:
        call.table([call.word(head) for head in ("case", "act", "clock", "since")], rows)
        call.say("")
