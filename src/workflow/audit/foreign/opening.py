"""Opening a foreign file: compressed or not, in whatever encoding, without trusting it."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from workflow.audit.foreign.problems import Problems
from workflow.errors import InvalidInput, NotFound

CHUNK = 1 << 18
SMALL = 200_000_000
SWELLS = 300
"""A file that unpacks to more than this many times its size, and to more than `SMALL` bytes, is no log."""
_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def digest_and_size(path: Path) -> tuple[str, int]:
    """Return the sha256 of a file in hex and its size in bytes.

    Raises:
        NotFound: there is none.
        InvalidInput: it cannot be read.
    """
    digest = hashlib.sha256()
    with _readable(path) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
        return digest.hexdigest(), file.tell()


def chunks(path: Path, problems: Problems) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked where it is compressed by gzip.

    Raises:
        InvalidLog: it is cut short or damaged, or swells beyond reason.
    """
    with _readable(path) as raw:
        packed = raw.read(len(_GZIP)) == _GZIP
        raw.seek(0)
        size = path.stat().st_size
        file = gzip.GzipFile(fileobj=raw) if packed else raw
        read = lines = 0
        try:
            while chunk := file.read(CHUNK):
                read += len(chunk)
                if packed and read > max(SMALL, size * SWELLS):
                    raise problems.fatal("log_swells", lines + 1, bytes=read)
                yield chunk
                lines += chunk.count(b"\n")
        except (EOFError, gzip.BadGzipFile, zlib.error) as wrong:
            raise problems.fatal("log_packed_badly", lines + 1, reason=str(wrong)) from wrong
        except OSError as wrong:
            raise InvalidInput("unreadable_file", path=str(path), why=wrong.strerror or str(wrong)) from wrong


def encoding_of(head: bytes) -> str:
    """Return the encoding that the mark at the beginning of a file tells; UTF-8 without one."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")


def texts(parts: Iterator[bytes], encoding: str, problems: Problems) -> Iterator[str]:
    """Yield bytes as text.

    Raises:
        InvalidLog: they are not of the encoding, with the line; or there is no such encoding.
    """
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as wrong:
        raise problems.fatal("log_encoding_unknown", 0, encoding=encoding) from wrong
    lines = 0
    for part in chain(parts, [b""]):
        try:
            text = decoder.decode(part, final=not part)
        except UnicodeDecodeError as wrong:
            before = bytes(wrong.object[: wrong.start])
            line = lines + before.count(b"\n") + 1
            raise problems.fatal("log_encoding_wrong", line, encoding=encoding) from wrong
        lines += text.count("\n")
        yield text


def lines(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a text with their ends; only a line feed ends a line."""
    rest = ""
    for piece in pieces:
        *whole, rest = (rest + piece).split("\n")
        yield from (f"{line}\n" for line in whole)
    if rest:
        yield rest


@contextmanager
def _readable(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except FileNotFoundError as wrong:
        raise NotFound("no_such_file", path=str(path)) from wrong
    except OSError as wrong:
        raise InvalidInput("unreadable_file", path=str(path), why=wrong.strerror or str(wrong)) from wrong
    with file:
        yield file
