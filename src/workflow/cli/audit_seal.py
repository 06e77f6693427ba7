"""`workflow audit key | checkpoint | witness | receipt`: signing, having it seen, and giving it away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from workflow.application.clock import SystemClock
from workflow.audit.integrity.folder import Folder
from workflow.audit.integrity.receipt import receipt as receipt_of
from workflow.audit.integrity.receipt import verifier
from workflow.audit.integrity.request import drop
from workflow.audit.integrity.seen import look
from workflow.audit.integrity.witness import AGAINST, REFUSED, Answer, Witness
from workflow.bootstrap import checkpoints_of, log_key, open_store
from workflow.cli.call import Call
from workflow.cli.sealing import seal_of, witnesses
from workflow.cli.speaking import Command, argument, option, shared, shared_without_store
from workflow.errors import UsageError
from workflow.language.catalogue.audit import AUDIT
from workflow.language.catalogue.words import both, say
from workflow.store.disk import new_file
from workflow.store.seal_keys import LOG, WITNESS, VerifierKey, new_key, read_keys, read_signing_key
from workflow.store.seal_note import parse_note

FINDINGS = 6
witness_option = option(
    "--witness", "folders", metavar="DIR", multiple=True, type=click.Path(path_type=Path),
    zh="与见证方共用的文件夹，可重复（默认 WORKFLOW_WITNESS）",
    en="a folder shared with a witness, repeatable (default: WORKFLOW_WITNESS)",
)  # fmt: skip
log_key_option = option(
    "--log-key", "log_keys", metavar="KEY", multiple=True,
    zh="记录方的公钥，或存有公钥的文件，可重复", en="a verifier key of the log, or a file of them, repeatable",
)  # fmt: skip
witness_key_option = option(
    "--witness-key", "witness_keys", metavar="KEY", multiple=True,
    zh="见证方的公钥，或存有公钥的文件，可重复", en="a verifier key of a witness, or a file of them, repeatable",
)  # fmt: skip


def keys_of(references: Sequence[str], kind: int) -> list[VerifierKey]:
    """Return the verifier keys that are named, those of a kind.

    Raises:
        NotFound: no key and no file.
        InvalidInput: no key.
    """
    return [key for reference in references for key in read_keys(reference) if key.kind == kind]


@click.command(
    cls=Command,
    words=both(
        "生成密钥（--name），或显示已有密钥的公钥；密钥文件只有本人可读，不得与账本放在一起",
        "Make a key (--name), or show the public half of one; the file is its owner's alone and belongs elsewhere than "
        "the ledger.",
    ),
)
@argument("path", metavar="FILE", zh="密钥文件", en="the key file", type=click.Path(path_type=Path))
@option("--name", metavar="NAME", zh="生成新密钥，用此名称，如 changzhou.example/permits", en="make a key of this name")
@option("--for-witness", is_flag=True, zh="见证方的密钥", en="a witness's key")
@shared_without_store
@click.pass_obj
def key(call: Call, path: Path, name: str | None, *, for_witness: bool) -> None:
    """Make or show a key."""
    found = new_key(path, name, WITNESS if for_witness else LOG) if name else read_signing_key(path)
    if call.json:
        call.data({"name": found.name, "key": str(found.public), "witness": found.kind == WITNESS})
    else:
        call.say(str(found.public))


@click.command(
    cls=Command,
    words=both(
        "立即签署检查点；也可更换密钥，或把检查点交给见证方",
        "Sign a checkpoint now; change the key; hand it to a witness.",
    ),
)
@option(
    "--rotate", metavar="FILE", type=click.Path(path_type=Path),
    zh="换用此密钥：新旧密钥同签一个检查点", en="change to this key: both keys sign one checkpoint",
)  # fmt: skip
@witness_option
@shared
@click.pass_obj
def checkpoint(call: Call, rotate: Path | None, folders: Sequence[Path]) -> None:
    """Sign a checkpoint."""
    seal = seal_of(call)
    if seal is None:
        raise UsageError("seal_key_needed")
    signing = log_key(seal.key)
    with open_store(call.store) as ledger:
        signer = checkpoints_of(ledger, signing, SystemClock(), seal)
        made = signer.rotate(log_key(rotate)) if rotate else signer.sign()
        last = ledger.last_checkpoint()
        for folder in folders or witnesses():
            drop(ledger, folder, rotations=True)
    if call.json:
        call.data({"signed": made is not None, "size": last.size if last else 0, "note": last.note if last else None})
    elif last is None:
        call.say(say(AUDIT, "nothing_to_sign", call.language, {}))
    else:
        call.say(say(AUDIT, "signed" if made else "signed_already", call.language, {"size": last.size}))
        call.say(last.note.rstrip("\n"))


@click.command(
    cls=Command,
    words=both(
        "作为见证方：查收共用文件夹里的检查点，只增不改的予以签认，回退和分叉的拒绝并留证",
        "Be a witness: take the checkpoints in a shared folder, cosign what only grew, refuse what went back or "
        "forked, and keep the evidence.",
    ),
)
@argument(
    "folder",
    metavar="DIR",
    zh="与记录方共用的文件夹",
    en="the folder shared with logs",
    type=click.Path(path_type=Path),
)
@option(
    "--key", "path", metavar="FILE", required=True, type=click.Path(path_type=Path),
    envvar="WORKFLOW_WITNESS_KEY", zh="见证方的密钥文件（或用 WORKFLOW_WITNESS_KEY）",
    en="the witness's key file (or WORKFLOW_WITNESS_KEY)",
)  # fmt: skip
@log_key_option
@option(
    "--book", metavar="DIR", type=click.Path(path_type=Path),
    zh="见证簿，记录方不得触及（默认 密钥文件.book）",
    en="the witness's own book, out of the logs' reach (default: FILE.book)",
)  # fmt: skip
@shared_without_store
@click.pass_obj
def witness(call: Call, folder: Path, path: Path, log_keys: Sequence[str], book: Path | None) -> None:
    """Answer what logs ask."""
    signing = read_signing_key(path, WITNESS)
    seeing = Witness(signing, book or path.with_name(f"{path.name}.book"))
    seeing.trust(keys_of(log_keys, LOG))
    answers = seeing.answer(folder, SystemClock().now())
    if call.json:
        call.data({"witness": str(signing.public), "answers": [_answer(answer, call.language) for answer in answers]})
    else:
        for answer in answers:
            call.say(_answer(answer, call.language)["message"])
        if not answers:
            call.say(say(AUDIT, "no_requests", call.language, {}))
    if any(answer.verdict in REFUSED for answer in answers):
        click.get_current_context().exit(FINDINGS)


def _answer(answer: Answer, language: str) -> dict[str, Any]:
    facts = {"origin": answer.origin, "size": answer.size, "latest": answer.latest}
    message = say(AUDIT, f"witness_{answer.verdict}", language, facts)
    return {**facts, "verdict": answer.verdict, "evidence_kept": answer.verdict in AGAINST, "message": message}


@click.command(
    cls=Command,
    words=both(
        "案件回执：申请人留存的 JSON 文件，本系统不在之后仍可脱机核对",
        "A receipt of a case: a JSON file for the applicant, to be checked offline even after this system is gone.",
    ),
)
@argument("case", metavar="[CASE]", required=False, zh="案件编号", en="the id of the case")
@option(
    "--output", metavar="FILE", type=click.Path(path_type=Path),
    zh="写入此文件（默认标准输出）", en="write it to this file (default: stdout)",
)  # fmt: skip
@option(
    "--verifier", "program", metavar="FILE", type=click.Path(path_type=Path),
    zh="写出核对程序：一个 Python 文件，不依赖其他程序", en="write the program that checks receipts: one Python file",
)  # fmt: skip
@witness_option
@witness_key_option
@shared
@click.pass_obj
def receipt(call: Call, /, case: str | None, output: Path | None, program: Path | None, **said: Any) -> None:
    """Give a receipt."""
    if case is None and program is None:
        raise UsageError("receipt_of_what")
    if program is not None:
        _write(program, verifier())
        call.note(call.word("written", path=program))
    if case is not None:
        _receipt(call, case, output, said)


def _receipt(call: Call, case: str, output: Path | None, said: dict[str, Any]) -> None:
    service = call.service()
    service.case(case)
    if service.checkpoints is not None:
        service.checkpoints.sign()
    last = service.ledger.last_checkpoint()
    origin = parse_note(last.note).text.partition("\n")[0] if last else ""
    trusted = keys_of(said["witness_keys"], WITNESS)
    folders = [Folder(path) for path in said["folders"] or witnesses()]
    seen = [one for folder in folders for one in look(folder, trusted, origin, 0)[0]]
    keys = list(dict.fromkeys(one.key for one in seen if one.key is not None))
    made = receipt_of(service.ledger, case, _now(), seen, keys)
    if output is None:
        call.data(made)
        return
    _write(output, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    call.note(call.word("written", path=output))


def _now() -> datetime:
    return SystemClock().now()


def _write(path: Path, text: str) -> None:
    with new_file(path) as coming:
        coming.write_text(text, encoding="utf-8")
