"""Exporting: the file, whole or not at all, and the manifest that says what is in it and how far it goes.

The same ledger gives the same bytes: neither holds the time of the export, nor where the ledger lives.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from workflow.audit.exchange.cloudevents import write_cloudevents
from workflow.audit.exchange.csv_writer import write_csv
from workflow.audit.exchange.history import History, Scope
from workflow.audit.exchange.manifest import MANIFEST, file_entry, manifest_path, note_path, signed_note
from workflow.audit.exchange.ocel_json import write_ocel_json
from workflow.audit.exchange.ocel_sqlite import write_ocel_sqlite
from workflow.audit.exchange.tally import Tally
from workflow.audit.exchange.xes_writer import write_xes
from workflow.errors import StorageError
from workflow.store import Ledger, new_file
from workflow.store.seal_keys import SigningKey

Writer = Callable[[History, Path], Tally]
WRITERS: Mapping[str, Writer] = {
    "xes": write_xes,
    "ocel-json": write_ocel_json,
    "ocel-sqlite": write_ocel_sqlite,
    "cloudevents": write_cloudevents,
    "csv": write_csv,
}


def export(
    ledger: Ledger, form: str, scope: Scope, path: Path, *, bom: bool = False, key: SigningKey | None = None
) -> dict[str, Any]:
    """Write a history and its manifest, and return the manifest.

    Args:
        form: one of `WRITERS`.
        path: the file to write; the manifest is written beside it (`manifest_path`).
        bom: begin a CSV with a byte order mark.
        key: signs the manifest, in a note beside it (`note_path`).

    Raises:
        NotFound: there is no such project or case.
        StorageError: the ledger cannot be read, or a file exists or cannot be written; nothing is written then.
    """
    beside = manifest_path(path)
    for taken in (beside, *([note_path(beside)] if key else ())):
        if taken.exists():
            raise StorageError("target_exists", target=str(taken))
    history = History(ledger, scope)
    write = partial(write_csv, bom=bom) if form == "csv" else WRITERS[form]
    with new_file(path) as partial_file:
        tally = write(history, partial_file)
        manifest = _manifest(history, form, tally, file_entry(partial_file, path.name))
        content = json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n"
        with new_file(beside) as partial_manifest:
            partial_manifest.write_bytes(content)
            if key is not None:
                with new_file(note_path(beside)) as partial_note:
                    partial_note.write_text(signed_note(content, beside.name, key), encoding="utf-8")
    return manifest


def _manifest(history: History, form: str, tally: Tally, file: dict[str, Any]) -> dict[str, Any]:
    return {
        "manifest": MANIFEST,
        "format": form,
        "scope": history.scope.as_json(),
        "ledger": {"events": history.size, "root": history.root.hex(), "first_leaf": history.origin},
        "events": tally.events,
        "objects": tally.objects if form.startswith("ocel") else None,
        "first_position": tally.first,
        "last_position": tally.last,
        "files": [file],
    }
