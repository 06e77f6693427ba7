"""Documents: files kept by their content, beside the ledger that holds their digests."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from workflow.errors import InvalidInput, NotFound, StorageError
from workflow.store.disk import synchronise

_CHUNK = 1 << 20
_HEX = frozenset("0123456789abcdef")


class FileStore:
    """Files addressed by their sha256, as `ab/cdef…` under one folder; written once, never changed.

    Attributes:
        folder: where they are; made when the first one is put.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, source: bytes | Path) -> tuple[str, int]:
        """Keep a content and return its digest in hex and its size in bytes; durable on return.

        Raises:
            NotFound: the file to be kept is missing.
            StorageError: the folder cannot be written.
        """
        with self._writing("file_not_kept"):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".coming-")
            coming = Path(name)
            try:
                with os.fdopen(handle, "wb") as target:
                    digest, size = _copy(source, target)
                    target.flush()
                    os.fsync(target.fileno())
                self._settle(coming, digest)
            finally:
                coming.unlink(missing_ok=True)
        return digest, size

    def get(self, digest: str) -> bytes:
        """Return a content, checked against its digest.

        Raises:
            NotFound: nothing is kept under it.
            StorageError: what is kept has been changed, or cannot be read.
        """
        content = self._read(digest)
        if sha256(content).hexdigest() != digest:
            raise StorageError("file_changed", digest=digest, path=str(self.path(digest)))
        return content

    def has(self, digest: str) -> bool:
        """Tell whether something is kept under a digest."""
        return self.path(digest).is_file()

    def verify(self) -> list[str]:
        """Return the digests under which something else than their content is kept, sorted."""
        return sorted(digest for digest in self.digests() if sha256(self._read(digest)).hexdigest() != digest)

    def digests(self) -> Iterator[str]:
        """Yield the digest of every file kept, in order."""
        if not self.folder.is_dir():
            return
        for shelf in sorted(self.folder.iterdir()):
            if len(shelf.name) == 2 and shelf.is_dir():  # noqa: PLR2004 (ab/cdef…)
                for file in sorted(shelf.iterdir()):
                    yield shelf.name + file.name

    def copy_to(self, other: FileStore) -> int:
        """Put every file into another store and return how many were new there.

        Raises:
            StorageError: a file here has been changed, or the other folder cannot be written.
        """
        missing = [digest for digest in self.digests() if not other.has(digest)]
        for digest in missing:
            other.put(self.get(digest))
        return len(missing)

    def path(self, digest: str) -> Path:
        """Return where the content of a digest is or would be.

        Raises:
            InvalidInput: no sha256 in lower-case hex.
        """
        if len(digest) != 64 or not _HEX.issuperset(digest):  # noqa: PLR2004 (sha256)
            raise InvalidInput("digest_malformed", digest=digest)
        return self.folder / digest[:2] / digest[2:]

    def _read(self, digest: str) -> bytes:
        try:
            return self.path(digest).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("file_not_found", digest=digest) from error
        except OSError as error:
            raise StorageError("file_unreadable", digest=digest, reason=error.strerror) from error

    def _settle(self, coming: Path, digest: str) -> None:
        final = self.path(digest)
        final.parent.mkdir(exist_ok=True)
        coming.chmod(0o444)
        coming.replace(final)
        for folder in (final.parent, self.folder):
            synchronise(folder)

    @contextmanager
    def _writing(self, key: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(key, folder=str(self.folder), reason=error.strerror) from error


def file_store_of(url: str, folder: Path | None = None) -> FileStore:
    """Return the file store that belongs to a ledger.

    Args:
        url: the ledger's `url`.
        folder: where the files are; by default `<file>.files` beside a SQLite ledger, else `workflow-files`.
    """
    if folder is not None:
        return FileStore(folder)
    if url.startswith(("memory:", "postgresql:", "postgres:")):
        return FileStore(Path("workflow-files"))
    return FileStore(Path(f"{url}.files"))


def _copy(source: bytes | Path, target: IO[bytes]) -> tuple[str, int]:
    digest = sha256()
    size = 0
    for chunk in [source] if isinstance(source, bytes) else _chunks(source):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return digest.hexdigest(), size


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise NotFound("file_not_found", path=str(path), reason=error.strerror) from error
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
