"""`workflow sweep`: recording what every open clock has led to."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from workflow.application.sweep import sweep as sweep_cases
from workflow.cli.call import Call
from workflow.cli.failures import message_of
from workflow.cli.parameters import Moment
from workflow.cli.speaking import Command, option, shared
from workflow.language.catalogue.words import both
from workflow.views.plain import iso
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

    swept = sweep_cases(call.service(), until, progress)
    failures = [
        {"case": case, "key": wrong.key, "message": message_of(wrong, call.language)} for case, wrong in swept.failures
    ]
    if call.json:
        rows = trail(swept.records)
        call.data({"until": iso(swept.until), "cases": swept.cases, "recorded": rows, "failures": failures})
    else:
        call.say(call.word("swept", cases=swept.cases, n=len(swept.records)))
    for failure in failures:
        call.note(f"{failure['case']}: {failure['message']}")
    if swept.failures:
        click.get_current_context().exit(swept.failures[0][1].exit_code)
