"""Signed notes and the checkpoints they carry: text that an outsider can keep on paper. Parsing is strict.

Source: C2SP signed-note and tlog-checkpoint, v1.0.0.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from workflow.errors import InvalidInput
from workflow.store.seal import is_hash

LARGEST_NOTE = 65_536
MOST_SIGNATURES = 64
_KEY_ID_BYTES = 4
_SIGNATURE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who signed, with which key, and what.

    Attributes:
        key_id: four bytes that point at a key; not a proof of it.
        value: the signature itself, in the form of its kind.
    """

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64(self.key_id + self.value)}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the signatures under it.

    Attributes:
        text: ends with a line end, which is signed too.
    """

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n" + "".join(f"{signature}\n" for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its name, how many events it has, and the root over them.

    Attributes:
        extensions: further lines; ours say which key signs from here on.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in (self.origin, self.size, base64(self.root), *self.extensions))


def parse_note(content: str | bytes) -> Note:
    """Return the note that a content is, letter for letter: printed again it is the same content.

    Raises:
        InvalidInput: it is none.
    """
    try:
        said = content.decode() if isinstance(content, bytes) else content
        said.encode()
    except UnicodeError as error:
        raise _malformed("utf-8") from error
    if len(said) > LARGEST_NOTE:
        raise _malformed("size")
    text, blank, rest = said.rpartition("\n\n")
    if not blank or not text.strip("\n") or not rest.endswith("\n"):
        raise _malformed("form")
    if _CONTROL.search(said):
        raise _malformed("control character")
    lines = rest[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise _malformed("signatures")
    return Note(f"{text}\n", tuple(map(_signature, lines)))


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that the text of a note is.

    Raises:
        InvalidInput: it is none.
    """
    if not text.endswith("\n"):
        raise _malformed("checkpoint")
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines) or not _SIZE.fullmatch(lines[1]):  # noqa: PLR2004 (origin, size, root)
        raise _malformed("checkpoint")
    origin, size, root, *extensions = lines
    found = unbase64(root)
    if not is_hash(found):
        raise _malformed("root")
    return Checkpoint(origin, int(size), found, tuple(extensions))


def is_name(name: str) -> bool:
    """Tell whether a text may name a key: not empty, no blanks of any kind, no plus, nothing unseen."""
    return name.isprintable() and bool(name) and not re.search(r"[\s+]", name)


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """Return the id of a key.

    Source: C2SP signed-note, "Signatures".
    """
    return sha256(f"{name}\n".encode() + bytes([kind]) + public).digest()[:_KEY_ID_BYTES]


def base64(content: bytes) -> str:
    """Return a content in the standard alphabet, padded."""
    return b64encode(content).decode()


def unbase64(text: str) -> bytes:
    """Return what a text says in the standard alphabet, if it is the one way to say it.

    Raises:
        InvalidInput: it is not.
    """
    try:
        content = b64decode(text, validate=True)
    except ValueError as error:
        raise _malformed("base64") from error
    if base64(content) != text:
        raise _malformed("base64")
    return content


def _signature(line: str) -> Signature:
    found = _SIGNATURE.fullmatch(line)
    if found is None or not is_name(found[1]):
        raise _malformed("signature")
    content = unbase64(found[2])
    if len(content) <= _KEY_ID_BYTES:
        raise _malformed("signature")
    return Signature(found[1], content[:_KEY_ID_BYTES], content[_KEY_ID_BYTES:])


def _malformed(what: str) -> InvalidInput:
    return InvalidInput("note_malformed", what=what)
