"""`workflow audit export | manifest | import`: histories in the formats of others, and the histories of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from workflow.application.clock import SystemClock
from workflow.application.shelf import read_file
from workflow.audit.exchange.export import WRITERS, export
from workflow.audit.exchange.history import Scope
from workflow.audit.exchange.manifest import check_manifest, manifest_path, note_path
from workflow.audit.foreign.importing import READERS, import_log
from workflow.audit.foreign.mapping import Mapping, load_mapping, mapping_schema
from workflow.bootstrap import log_key, open_store
from workflow.cli.audit_seal import FINDINGS, keys_of, log_key_option
from workflow.cli.audit_trail import period_option
from workflow.cli.call import Call
from workflow.cli.sealing import seal_of
from workflow.cli.speaking import Command, argument, option, shared, shared_without_store
from workflow.errors import UsageError
from workflow.language.catalogue.exchange import EXCHANGE
from workflow.language.catalogue.words import both, say
from workflow.language.ids import is_id
from workflow.store.seal_keys import LOG


@click.command(
    "export",
    cls=Command,
    words=both(
        "导出历史：XES、OCEL 2.0、CloudEvents、CSV，附清单；同一账本导出的字节相同",
        "Export the history as XES, OCEL 2.0, CloudEvents or CSV, with a manifest; one ledger gives the same bytes.",
    ),
)
@option("--format", "form", type=click.Choice([*WRITERS]), required=True, zh="格式", en="the format")
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    zh="写入的文件",
    en="the file to write",
)
@option("--project", metavar="PROJECT", zh="只导出此项目及其案件", en="this project and its cases only")
@option("--case", metavar="CASE", zh="只导出此案件", en="this case only")
@period_option
@option(
    "--bom",
    is_flag=True,
    zh="CSV 以字节序标记开头，供 Excel 识别 UTF-8",
    en="begin a CSV with a byte order mark, for Excel",
)
@shared
@click.pass_obj
def export_history(call: Call, /, form: str, output: Path, **said: Any) -> None:
    """Export a history."""
    bom = said.pop("bom")
    if bom and form != "csv":
        raise UsageError("bom_is_for_csv")
    seal = seal_of(call)
    key = log_key(seal.key) if seal is not None else None
    with open_store(call.store) as ledger:
        manifest = export(ledger, form, Scope(**said), output, bom=bom, key=key)
    if call.json:
        call.data(manifest)
    else:
        facts = {"events": manifest["events"], "file": output, "manifest": manifest_path(output)}
        call.say(say(EXCHANGE, "exported", call.language, facts))
        if key is not None:
            call.say(say(EXCHANGE, "manifest_signed", call.language, {"note": note_path(manifest_path(output))}))


@click.command(
    "manifest",
    cls=Command,
    words=both(
        "核对导出的文件与其清单和签名；不符时退出码为 6",
        "Check an export against its manifest and signature; exit code 6 where they do not agree.",
    ),
)
@argument("path", metavar="MANIFEST", type=click.Path(path_type=Path), zh="清单文件", en="the manifest")
@log_key_option
@shared_without_store
@click.pass_obj
def check_export(call: Call, /, path: Path, log_keys: Sequence[str]) -> None:
    """Check an export."""
    checked = check_manifest(path, keys_of(log_keys, LOG))
    told = [
        {
            "rule": fault.key,
            "file": fault.file,
            "explanation": say(EXCHANGE, fault.key, call.language, {"file": fault.file}),
        }
        for fault in checked.faults
    ]
    if call.json:
        signed = {"signed": checked.signed, "signed_by": checked.signed_by}
        call.data({"ok": not told, "events": checked.manifest["events"], **signed, "findings": told})
    else:
        for one in told:
            call.say(one["explanation"])
        if not told:
            call.say(say(EXCHANGE, "manifest_agrees", call.language, {"events": checked.manifest["events"]}))
        key = "signed_by" if checked.signed_by else "signed_by_unknown" if checked.signed else "not_signed"
        call.say(say(EXCHANGE, key, call.language, {"name": checked.signed_by}))
    if told:
        click.get_current_context().exit(FINDINGS)


@click.command(
    "import",
    cls=Command,
    words=both(
        "导入他人的历史：XES、CSV、OCEL 2.0 JSON（可为 gzip）；与本机关的案件分开存放，全有或全无",
        "Import somebody else's history from XES, CSV or OCEL 2.0 JSON, gzip or not; kept apart from our cases, "
        "all or nothing.",
    ),
)
@argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path), zh="文件", en="the file")
@option(
    "--format", "form", type=click.Choice([*READERS]), zh="格式（默认看文件名）", en="the format (default: by the name)"
)
@option(
    "--mapping",
    metavar="MAP.yaml",
    type=click.Path(path_type=Path),
    zh="映射文件：案件、活动、时间等各是哪一列",
    en="which column is the case, the activity, the time and so on",
)
@option("--name", metavar="LOG", zh="在账本中的名称（默认取文件名）", en="its name in the ledger (default: the file's)")
@option("--schema", is_flag=True, zh="输出映射文件的 JSON Schema", en="print the JSON Schema of a mapping")
@shared
@click.pass_obj
def import_history(call: Call, /, file: Path | None, form: str | None, name: str | None, **said: Any) -> None:
    """Import somebody else's history."""
    if said["schema"]:
        call.data(mapping_schema())
        return
    if file is None:
        raise UsageError("file_or_schema")
    path = said["mapping"]
    mapping = load_mapping(read_file(str(path)), str(path)) if path else Mapping()
    log = name or file.name.partition(".")[0]
    if not is_id(log):
        raise UsageError("log_name_unfit", log=log)
    with open_store(call.store, create=True) as ledger:
        found = import_log(ledger, log, form or form_of(file), file, mapping, now=SystemClock().now())
    head = found.head
    told = {"log": log, "cases": head.cases, "events": head.events, "recorded": found.recorded}
    if call.json:
        call.data({**head.model_dump(mode="json", exclude={"attributes", "mapping"}), "recorded": found.recorded})
    else:
        call.say(say(EXCHANGE, "imported" if found.recorded else "imported_before", call.language, told))
    if head.stated_events not in {None, head.events}:
        facts = {"stated": head.stated_events, "events": head.events}
        call.note(say(EXCHANGE, "states_other_count", call.language, facts))


def form_of(file: Path) -> str:
    """Return the format that the name of a file tells.

    Raises:
        UsageError: it tells none.
    """
    name = file.name.lower().removesuffix(".gz")
    for ending, form in {".xes": "xes", ".csv": "csv", ".jsonocel": "ocel-json", ".json": "ocel-json"}.items():
        if name.endswith(ending):
            return form
    raise UsageError("log_format_unknown", file=file.name, known=[*READERS])
