"""Documents: kept by their content where their ledger lives, whose events hold their digests."""

from __future__ import annotations

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from workflow.errors import InvalidInput, NotFound, StorageError
from workflow.store.disk import failure, synchronise

_CHUNK = 1 << 20
_HEX = frozenset("0123456789abcdef")


class FileStore(ABC):
    """Contents addressed by their sha256 in lower-case hex; written once, never changed.

    Attributes:
        place: where they are, as a reader is told.
    """

    place: str

    @abstractmethod
    def put(self, source: bytes | Path) -> tuple[str, int]:
        """Keep a content and return its digest and its size in bytes; durable on return.

        Raises:
            NotFound: the file to be kept is missing.
            InvalidInput: it is larger than this store takes.
            StorageError: it cannot be written.
        """

    def get(self, digest: str) -> bytes:
        """Return a content, checked against its digest.

        Raises:
            NotFound: nothing is kept under it.
            StorageError: what is kept has been changed, or cannot be read.
        """
        content = self._read(checked(digest))
        if sha256(content).hexdigest() != digest:
            raise StorageError("file_changed", digest=digest, url=self.place)
        return content

    @abstractmethod
    def has(self, digest: str) -> bool:
        """Tell whether something is kept under a digest."""

    @abstractmethod
    def digests(self) -> Iterator[str]:
        """Yield the digest of every content kept, in order."""

    def verify(self) -> list[str]:
        """Return the digests under which something else than their content is kept, sorted."""
        return sorted(digest for digest in self.digests() if sha256(self._read(digest)).hexdigest() != digest)

    def copy_to(self, other: FileStore) -> int:
        """Put every content into another store and return how many were new there.

        Raises:
            StorageError: a content here has been changed, or the other store cannot be written.
        """
        missing = [digest for digest in self.digests() if not other.has(digest)]
        for digest in missing:
            other.put(self.get(digest))
        return len(missing)

    @abstractmethod
    def _read(self, digest: str) -> bytes:
        """Return what is kept under a digest, unchecked."""


class FolderFiles(FileStore):
    """Files `ab/cdef…` under one folder.

    Attributes:
        folder: where they are; made when the first one is put.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = str(folder)

    def put(self, source: bytes | Path) -> tuple[str, int]:
        """Keep a content in a file that is there whole or not at all."""
        with self._writing():
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

    def has(self, digest: str) -> bool:
        """Tell whether there is a file of a digest."""
        return self.path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """Yield the digest of every file, in order."""
        if not self.folder.is_dir():
            return
        for shelf in sorted(self.folder.iterdir()):
            if len(shelf.name) == 2 and shelf.is_dir():  # noqa: PLR2004 (ab/cdef…)
                for file in sorted(shelf.iterdir()):
                    yield shelf.name + file.name

    def path(self, digest: str) -> Path:
        """Return where the content of a digest is or would be.

        Raises:
            InvalidInput: no sha256 in lower-case hex.
        """
        return self.folder / checked(digest)[:2] / digest[2:]

    def _read(self, digest: str) -> bytes:
        try:
            return self.path(digest).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("file_not_found", digest=digest) from error
        except OSError as error:
            raise failure("file_unreadable", error, self.place, digest=digest) from error

    def _settle(self, coming: Path, digest: str) -> None:
        final = self.path(digest)
        final.parent.mkdir(exist_ok=True)
        coming.chmod(0o444)
        coming.replace(final)
        for folder in (final.parent, self.folder):
            synchronise(folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise failure("file_not_kept", error, self.place) from error


class MemoryFiles(FileStore):
    """Contents in memory, gone with the process."""

    place = "memory:"

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def put(self, source: bytes | Path) -> tuple[str, int]:
        """Keep a content."""
        content = content_of(source)
        digest = sha256(content).hexdigest()
        self.contents[digest] = content
        return digest, len(content)

    def has(self, digest: str) -> bool:
        """Tell whether there is a content of a digest."""
        return checked(digest) in self.contents

    def digests(self) -> Iterator[str]:
        """Yield the digest of every content, in order."""
        yield from sorted(self.contents)

    def _read(self, digest: str) -> bytes:
        if digest not in self.contents:
            raise NotFound("file_not_found", digest=digest)
        return self.contents[digest]


def checked(digest: str) -> str:
    """Return a digest as it is.

    Raises:
        InvalidInput: no sha256 in lower-case hex.
    """
    if len(digest) != 64 or not _HEX.issuperset(digest):  # noqa: PLR2004 (sha256)
        raise InvalidInput("digest_malformed", digest=digest)
    return digest


def content_of(source: bytes | Path) -> bytes:
    """Return a content, whole.

    Raises:
        NotFound: there is no such file.
    """
    return source if isinstance(source, bytes) else b"".join(_chunks(source))


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
