"""Files that are there whole or not at all, and stay once they are there."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workflow.errors import NotFound, StorageError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BESIDE = ("-journal", "-wal", "-shm")


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to that becomes `path`, synchronised, once all went well."""
    if path.exists():
        raise StorageError("target_exists", target=str(path))
    if not path.parent.is_dir():
        raise NotFound("no_such_folder", folder=str(path.parent))
    partial = path.with_name(f"{path.name}.partial")
    try:
        yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.rename(path)
        synchronise(path.parent)
    except OSError as error:
        raise failure("target_not_written", error, str(path)) from error
    finally:
        _remove(partial)


@contextmanager
def nothing_left_of(path: Path) -> Iterator[None]:
    """Take away what a failure leaves of a file that is to be made: an empty file, and SQLite's files beside it."""
    try:
        yield
    except BaseException:
        if path.exists() and path.stat().st_size == 0:
            _remove(path)
        raise


def _remove(path: Path) -> None:
    for end in ("", *_BESIDE):
        path.with_name(path.name + end).unlink(missing_ok=True)


def failure(key: str, error: OSError, url: str, **facts: Any) -> StorageError:
    """Return what a failed system call on a place means: that the disk is full, else what the key says."""
    return StorageError("store_full" if error.errno in _FULL else key, url=url, **facts, reason=error.strerror)


def is_full(folder: Path) -> bool:
    """Tell whether the disk of a folder has no room left."""
    return os.statvfs(folder).f_bavail == 0


def synchronise(folder: Path) -> None:
    """Make the names in a folder durable: a file is there after a crash only if its folder says so."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
