"""Telling, from its first hundred bytes, whether a file is a ledger of ours: others stay untouched."""

from __future__ import annotations

import os
from pathlib import Path

from workflow.errors import NewerStore, NotFound, NotOurStore
from workflow.store.disk import failure

APPLICATION_ID = 0x77666C67
"""`wflg`, in the field of the SQLite header meant for it."""
FORMAT = 2
"""1 had neither tiles nor checkpoints."""
_MAGIC = b"SQLite format 3\x00"
_HEADER, _VERSION_AT, _APPLICATION_AT = 100, 60, 68


def is_ledger(path: Path) -> bool:
    """Tell whether a file is a ledger (True) or is still to become one (False: missing or empty).

    Source: SQLite, "Database File Format", 1.3 (user version at offset 60, application id at 68).

    Raises:
        NotOurStore: it is something else.
        NewerStore: it is a ledger of a later format.
        StorageError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise failure("store_unreachable", error, str(path)) from error
    if not header:
        return False
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise NotOurStore("store_not_ours", url=str(path))
    if int.from_bytes(header[_APPLICATION_AT : _APPLICATION_AT + 4]) != APPLICATION_ID:
        raise NotOurStore("store_not_ours", url=str(path))
    version = int.from_bytes(header[_VERSION_AT : _VERSION_AT + 4])
    if version > FORMAT:
        raise NewerStore("store_newer", url=str(path), format=version, known=FORMAT)
    return True


def require(path: Path, *, create: bool) -> None:
    """See to it that a path is a ledger or may become one.

    Raises:
        NotFound: nothing is there and nothing may be created, or the folder is missing.
        StorageError: as `is_ledger`.
    """
    if is_ledger(path):
        return
    if not path.parent.is_dir():
        raise NotFound("no_such_folder", folder=str(path.parent))
    if not create:
        raise NotFound("store_not_found", url=str(path))


def opening_mode(path: Path) -> str:
    """Return how a ledger is opened: to write if file and folder allow it, else to read.

    Where nobody can write, a write-ahead log cannot be shared; without one the file cannot change either.
    """
    if os.access(path, os.W_OK, effective_ids=True) and os.access(path.parent, os.W_OK, effective_ids=True):
        return "mode=rw"
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
