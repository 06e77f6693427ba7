"""Exporting: the file, whole or not at all, and the manifest that says what is in it and how far it goes.

The same ledger gives the same bytes: neither holds the time of the export, nor where the ledger lives.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from workflow.audit.exchange.cloudevents import write_cloudevents
from workflow.audit.exchange.csv_writer import write_csv
from workflow.audit.exchange.history import History, Scope
from workflow.audit.exchange.ocel_json import write_ocel_json
from workflow.audit.exchange.ocel_sqlite import write_ocel_sqlite
from workflow.audit.exchange.tally import Tally
from workflow.audit.exchange.xes_writer import write_xes
from workflow.errors import StorageError
from workflow.store import Ledger, new_file

MANIFEST = 1
Writer = Callable[[History, Path], Tally]
WRITERS: Mapping[str, Writer] = {
    "xes": write_xes,
    "ocel-json": write_ocel_json,
    "ocel-sqlite": write_ocel_sqlite,
    "cloudevents": write_cloudevents,
    "csv": write_csv,
}


def export(ledger: Ledger, form: str, scope: Scope, path: Path, *, bom: bool = False) -> dict[str, Any]:
    """Write a history and its manifest, and return the manifest.

    Args:
        form: one of `WRITERS`.
        path: the file to write; the manifest is written beside it (`manifest_path`).
        bom: begin a CSV with a byte order mark.

    Raises:
        NotFound: there is no such project or case.
        StorageError: the ledger cannot be read, or a file exists or cannot be written; nothing is written then.
    """
    beside = manifest_path(path)
    if beside.exists():
        raise StorageError("target_exists", target=str(beside))
    history = History(ledger, scope)
    write = partial(write_csv, bom=bom) if form == "csv" else WRITERS[form]
    with new_file(path) as partial_file:
        tally = write(history, partial_file)
        manifest = _manifest(history, form, tally, partial_file, path.name)
        with new_file(beside) as partial_manifest:
            partial_manifest.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return manifest


def manifest_path(path: Path) -> Path:
    """Return where the manifest of an export is."""
    return path.with_name(f"{path.name}.manifest.json")


def _manifest(history: History, form: str, tally: Tally, written: Path, name: str) -> dict[str, Any]:
    with written.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    return {
        "manifest": MANIFEST,
        "format": form,
        "scope": history.scope.as_json(),
        "ledger": {"events": history.size, "root": history.root.hex(), "first_leaf": history.origin},
        "events": tally.events,
        "objects": tally.objects if form.startswith("ocel") else None,
        "first_position": tally.first,
        "last_position": tally.last,
        "files": [{"name": name, "sha256": digest, "bytes": size}],
    }
