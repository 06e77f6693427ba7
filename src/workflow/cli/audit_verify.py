"""`workflow audit verify`: has anything been changed since; who outside knows how much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from workflow.application.clock import SystemClock
from workflow.audit.integrity.findings import finding
from workflow.audit.integrity.folder import Folder
from workflow.audit.integrity.seen import Seen
from workflow.audit.integrity.telling import in_words, unwitnessed_minutes
from workflow.audit.integrity.verify import Report, Trust, verify
from workflow.bootstrap import open_store
from workflow.cli.audit_seal import FINDINGS, keys_of, log_key_option, witness_key_option, witness_option
from workflow.cli.call import Call
from workflow.cli.sealing import seal_of, witnesses
from workflow.cli.speaking import Command, option, shared
from workflow.errors import UsageError
from workflow.language.catalogue.words import both
from workflow.store import Ledger
from workflow.store.seal_keys import LOG, WITNESS, VerifierKey, public_of, read_keys
from workflow.views.plain import iso


@click.command(
    cls=Command,
    words=both(
        "核验账本是否被改动：全部重算，与检查点和见证逐一比对，列出全部发现；有发现时退出码为 6",
        "Has anything been changed: derive everything anew, compare with checkpoints and witnesses, list all findings; "
        "exit code 6 if there are any.",
    ),
)
@option(
    "--full/--incremental", default=True,
    zh="全部重算（默认），或只核验上次核验之后的部分",
    en="everything (default), or only what came after the last verification",
)  # fmt: skip
@log_key_option
@witness_option
@witness_key_option
@option(
    "--state", metavar="FILE", type=click.Path(path_type=Path),
    zh="记住核验到哪里的文件（默认 账本.verified）",
    en="the file that remembers how far it was verified (default: LEDGER.verified)",
)  # fmt: skip
@shared
@click.pass_obj
def verify_command(call: Call, /, *, full: bool, state: Path | None, **said: Any) -> None:
    """Verify a ledger."""
    now = SystemClock().now()
    with open_store(call.store, damaged=True) as ledger:
        trust = trust_of(call, **said)
        remembered = state or _state_of(ledger)
        if not full and remembered is None:
            raise UsageError("state_needed")
        report = verify(ledger, trust, None if full else remembered)
        findings = [finding(defect, ledger, call.language) for defect in report.defects]
    if report.to_remember is not None and remembered is not None:
        report.to_remember.write(remembered)
    if call.json:
        call.data(_as_json(report, findings, now))
    else:
        _tell(call, report, findings, now)
    if findings:
        click.get_current_context().exit(FINDINGS)


def trust_of(call: Call, log_keys: Sequence[str], folders: Sequence[Path], witness_keys: Sequence[str]) -> Trust:
    """Return whom a call trusts: by the keys and folders it names, else by those of its surroundings.

    Raises:
        NotFound: no key and no file.
        InvalidInput: no key.
    """
    trusted = keys_of(log_keys, LOG) or _own_key(call)
    shared_folders = [Folder(path) for path in folders or witnesses()]
    return Trust(trusted, keys_of(witness_keys, WITNESS), shared_folders)


def _own_key(call: Call) -> list[VerifierKey]:
    """Return the key that this call would sign with, as far as its public half is here."""
    seal = seal_of(call)
    if seal is None:
        return []
    public = public_of(seal.key)
    return read_keys(str(public if public.exists() else seal.key))


def _state_of(ledger: Ledger) -> Path | None:
    """Return where it is remembered how far a ledger was verified; None where it is no file of its own."""
    return None if ":" in ledger.url.partition("/")[0] else Path(f"{ledger.url}.verified")


def _as_json(report: Report, findings: list[dict[str, Any]], now: datetime) -> dict[str, Any]:
    return {
        "ok": not findings,
        "events": report.events,
        "checkpoints": report.checkpoints,
        "unwitnessed": report.events - report.witnessed,
        "root": report.root.hex(),
        "findings": findings,
        "unwitnessed_minutes": unwitnessed_minutes(report, now),
        "unsigned": report.events - report.signed,
        "log_key_trusted": report.trusted,
        "witnesses": [_witness(one) for one in report.witnesses],
        "verified_before": report.since,
    }


def _witness(one: Seen) -> dict[str, Any]:
    last = one.last
    size, at = (last.checkpoint.size, iso(last.at)) if last else (0, None)
    return {"name": one.name, "size": size, "at": at, "trusted": one.trusted}


def _tell(call: Call, report: Report, findings: list[dict[str, Any]], now: datetime) -> None:
    for one in findings:
        call.say(f"{one['rule']}: {one['explanation']}")
    for line in in_words(report, now, call.language):
        call.say(line)
