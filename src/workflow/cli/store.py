"""`workflow store`: what a ledger holds, copying it, backing it up, checking it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from workflow.application.folding import check_cases
from workflow.bootstrap import open_store
from workflow.cli.call import Call
from workflow.cli.speaking import Group, argument, shared
from workflow.errors import StorageError, WorkflowError
from workflow.language.catalogue.defects import DEFECTS
from workflow.language.catalogue.words import both, say
from workflow.store import Defect, FileStore, FolderFiles, Ledger
from workflow.views.documents import documents

FINDINGS = 6


@click.group(cls=Group, words=both("账本", "The ledger."))
@shared
def store() -> None:
    """Group the commands on the ledger."""


@store.command("info", words=both("账本里有多少记录、项目、案件", "How many events, projects and cases it holds."))
@shared
@click.pass_obj
def info(call: Call) -> None:
    """Tell what a ledger holds."""
    with open_store(call.store) as ledger:
        found = ledger.info()
    if call.json:
        call.data(found)
        return
    call.facts({name: str(value) for name, value in found.items()})


@store.command(
    "copy",
    words=both(
        "把账本和文书复制到另一账本，只补其所缺", "Copy ledger and documents to another one; what it has is left out."
    ),
)
@argument("target", metavar="URL", zh="目标账本的地址", en="the address of the target")
@shared
@click.pass_obj
def copy(call: Call, target: str) -> None:
    """Copy a ledger to another."""
    with open_store(call.store) as ledger, open_store(target, create=True) as other:
        # The documents first: an event never names a paper that is still to come.
        files = ledger.files.copy_to(other.files)
        events = ledger.copy_to(other)
    if call.json:
        call.data({"target": target, "events": events, "documents": files})
    else:
        call.say(call.word("copied", events=events, files=files))


@store.command(
    "backup", words=both("把账本和文书备份为新的 SQLite 文件", "Write ledger and documents to a new SQLite file.")
)
@argument("target", metavar="PATH", zh="新文件", en="the new file", type=click.Path(path_type=Path))
@shared
@click.pass_obj
def backup(call: Call, target: Path) -> None:
    """Back a ledger up."""
    with open_store(call.store) as ledger:
        ledger.backup(target)
        try:
            files = ledger.files.copy_to(FolderFiles(Path(f"{target}.files")))
        except WorkflowError:
            target.unlink()  # a ledger without its documents is no backup
            raise
    if call.json:
        call.data({"target": str(target), "documents": files})
    else:
        call.say(call.word("backed_up", target=target))


@store.command(
    "check",
    words=both(
        "重算账本的结构、摘要和封印，还原每个案件；有问题时退出码为 6",
        "Derive structure, hashes and seal anew and rebuild every case; exit code 6 if anything is off.",
    ),
)
@shared
@click.pass_obj
def check(call: Call) -> None:
    """Check a ledger and its documents."""
    with open_store(call.store) as ledger:
        files = ledger.files
        # Cases are rebuilt from bytes that are sound: of others the check of the bytes says all there is to say.
        defects = [*ledger.check()] or [*check_cases(ledger)]
        findings = [_told(defect, call.language) for defect in [*defects, *_of_files(ledger, files)]]
        facts = {"events": ledger.position(), "files": sum(1 for _ in files.digests())}
    if call.json:
        call.data({"ok": not findings, "events": facts["events"], "documents": facts["files"], "findings": findings})
    elif not findings:
        call.say(call.word("store_sound", **facts))
    else:
        for finding in findings:
            call.say(finding["message"])
    if findings:
        click.get_current_context().exit(FINDINGS)


def _of_files(ledger: Ledger, files: FileStore) -> Iterator[Defect]:
    """Yield what is wrong with the documents: their bytes were changed, or the ledger names one that is not there."""
    for digest in files.verify():
        yield Defect("file_changed", facts={"digest": digest})
    with suppress(StorageError):
        # Events that cannot be read were found by the check of the ledger itself.
        for digest, name in documents(ledger.scan()).items():
            if not files.has(digest):
                yield Defect("file_missing", facts={"digest": digest, "name": name})


def _told(defect: Defect, language: str) -> dict[str, Any]:
    facts = {"position": defect.position, **defect.facts}
    return {
        "key": defect.key,
        "position": defect.position,
        "facts": dict(defect.facts),
        "message": say(DEFECTS, defect.key, language, facts),
    }
