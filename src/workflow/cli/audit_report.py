"""`workflow audit report`: one printable page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from workflow.audit.integrity.verify import verify
from workflow.audit.report import Asked, report
from workflow.audit.subjects import subject
from workflow.cli.audit_check import as_of_option
from workflow.cli.audit_seal import log_key_option, witness_key_option, witness_option
from workflow.cli.audit_trail import instants, period_option
from workflow.cli.audit_verify import trust_of
from workflow.cli.call import Call
from workflow.cli.speaking import Command, argument, lang_option, option, store_option
from workflow.errors import UsageError
from workflow.language.catalogue.words import both


@click.command(
    "report",
    cls=Command,
    words=both(
        "核查报告：一份可打印的 HTML，含发现、经过、期限推算、未核查的事项和自行核对的方法",
        "The report: one printable HTML page with findings, histories, deadlines reckoned, what was not checked, and\n"
        "how to verify it yourself.",
    ),
)
@argument("name", metavar="[ID]", required=False, zh="项目或案件的编号", en="the id of a project or a case")
@period_option
@as_of_option
@option(
    "--output",
    "target",
    type=click.Path(path_type=Path),
    zh="写入此文件（默认标准输出）",
    en="the file (default: stdout)",
)
@log_key_option
@witness_option
@witness_key_option
@store_option
@lang_option
@click.pass_obj
def report_command(call: Call, /, name: str | None, **said: Any) -> None:
    """Write a report."""
    if name is None and said["period"] is None:
        raise UsageError("report_of_what")
    service = call.service()
    since, until = instants(said["period"])
    about = subject(service, name) if name else None
    as_of = said["as_of"] or service.clock.now()
    trust = trust_of(call, said["log_keys"], said["folders"], said["witness_keys"])
    verified = verify(service.ledger, trust)
    text = report(service, Asked(about, as_of, call.language, said["period"], since, until), verified)
    if said["target"] is None:
        call.say(text.rstrip("\n"))
    else:
        said["target"].write_text(text, encoding="utf-8")
        call.note(call.word("written", path=said["target"]))
