"""Files that are there whole or not at all, and stay once they are there."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow.errors import StorageError


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to that becomes `path`, synchronised, once all went well."""
    if path.exists():
        raise StorageError("target_exists", target=str(path))
    if not path.parent.is_dir():
        raise StorageError("target_not_written", target=str(path), reason=os.strerror(errno.ENOENT))
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.rename(path)
        synchronise(path.parent)
    except OSError as error:
        raise StorageError("target_not_written", target=str(path), reason=error.strerror) from error
    finally:
        partial.unlink(missing_ok=True)


def synchronise(folder: Path) -> None:
    """Make the names in a folder durable: a file is there after a crash only if its folder says so."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
