"""Manifests of exports: what is in a file and how far it goes, signed where a key is named, and checked afterwards.

The signature is a signed note (C2SP) beside the manifest, over its name and digest. Its first line is that of no
checkpoint, so neither can be taken for the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workflow.errors import InvalidInput, NotFound
from workflow.store.seal_keys import SigningKey, VerifierKey
from workflow.store.seal_note import Note, parse_note

MANIFEST = 1
SIGNED = "workflow export v1"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as a manifest says; `file` is the one meant."""

    key: str
    file: str


@dataclass(slots=True)
class CheckedManifest:
    """What a check of a manifest came to.

    Attributes:
        signed_by: the name of the trusted key whose signature it bears; None where it bears none of them.
        signed: there is a note beside it.
    """

    manifest: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    signed: bool = False
    signed_by: str | None = None


def manifest_path(path: Path) -> Path:
    """Return where the manifest of an export is."""
    return path.with_name(f"{path.name}.manifest.json")


def note_path(manifest: Path) -> Path:
    """Return where the signed note of a manifest is."""
    return manifest.with_name(f"{manifest.name}.note")


def file_entry(written: Path, name: str) -> dict[str, Any]:
    """Return what a manifest says of a file that is kept under a name."""
    with written.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"name": name, "sha256": digest, "bytes": file.tell()}


def signed_note(manifest: bytes, name: str, key: SigningKey) -> str:
    """Return the note that signs a manifest; the same for the same manifest and key."""
    text = _text(manifest, name)
    return str(Note(text, (key.sign(text),)))


def check_manifest(path: Path, trusted: Sequence[VerifierKey]) -> CheckedManifest:
    """Return what is not as a manifest and its note say.

    Raises:
        NotFound: there is no manifest.
        InvalidInput: it is none of ours.
    """
    try:
        content = path.read_bytes()
        manifest = json.loads(content)
        files = [(str(entry["name"]), entry) for entry in manifest["files"]]
        if manifest["manifest"] != MANIFEST:
            raise InvalidInput("manifest_malformed", path=str(path))
    except FileNotFoundError as missing:
        raise NotFound("no_such_file", path=str(path)) from missing
    except OSError as wrong:
        raise InvalidInput("unreadable_file", path=str(path), why=wrong.strerror or str(wrong)) from wrong
    except (ValueError, TypeError, LookupError, RecursionError) as wrong:
        raise InvalidInput("manifest_malformed", path=str(path)) from wrong
    checked = CheckedManifest(manifest)
    for name, entry in files:
        checked.faults += _of_file(path.parent / Path(name).name, name, entry)
    _check_note(path, content, trusted, checked)
    return checked


def _of_file(path: Path, name: str, entry: dict[str, Any]) -> Iterator[Fault]:
    if not path.is_file():
        yield Fault("export_missing", name)
    elif file_entry(path, name) != entry:
        yield Fault("export_changed", name)


def _check_note(path: Path, content: bytes, trusted: Sequence[VerifierKey], checked: CheckedManifest) -> None:
    beside = note_path(path)
    if not beside.is_file():
        return
    checked.signed = True
    try:
        note = parse_note(beside.read_bytes())
    except InvalidInput:
        checked.faults.append(Fault("note_malformed", beside.name))
        return
    if note.text != _text(content, path.name):
        checked.faults.append(Fault("note_of_another", beside.name))
        return
    checked.signed_by = next((key.name for key in trusted if key.signs(note)), None)
    if trusted and checked.signed_by is None:
        checked.faults.append(Fault("note_not_by_key", beside.name))


def _text(manifest: bytes, name: str) -> str:
    return f"{SIGNED}\n{name}\nsha256:{hashlib.sha256(manifest).hexdigest()}\n"
