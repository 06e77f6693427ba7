"""Keys of logs and witnesses: kept in files outside every database, and the signatures made with them.

Source: C2SP signed-note ("Verifier keys", "Ed25519 signatures") and tlog-cosignature ("Ed25519 signed message").
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.errors import InvalidInput, NotFound, StorageError
from workflow.store.disk import synchronise
from workflow.store.seal_note import Note, Signature, base64, is_name, key_id, unbase64

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LOG, WITNESS = 1, 4
"""Kinds of keys: one signs checkpoints, the other says when it saw them."""
_PRIVATE = "PRIVATE+KEY"
_KEY_BYTES = 32
_TIME_BYTES = 8
_SIGNATURE_BYTES = 64
_OTHERS = 0o077


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a key.

    Attributes:
        name: of the log or witness.
        kind: `LOG` or `WITNESS`.
    """

    name: str
    kind: int
    public: bytes

    @cached_property
    def id(self) -> bytes:
        """Return the four bytes by which signatures name it."""
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64(bytes([self.kind]) + self.public)}"

    def signs(self, note: Note) -> bool:
        """Tell whether a note carries a signature of this key that is right, and none that is wrong."""
        named = [one for one in note.signatures if (one.name, one.key_id) == (self.name, self.id)]
        return bool(named) and all(self._holds(one.value, note.text) for one in named)

    def seen_at(self, note: Note) -> int | None:
        """Return when this witness saw a note, in seconds since 1970; None where it did not sign it rightly."""
        times = [
            int.from_bytes(one.value[:_TIME_BYTES])
            for one in note.signatures
            if (one.name, one.key_id) == (self.name, self.id) and self._holds(one.value, note.text)
        ]
        return max(times, default=None)

    def _holds(self, value: bytes, text: str) -> bool:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (loaded where something is signed)
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

        message = text.encode()
        if self.kind == WITNESS:
            if len(value) != _TIME_BYTES + _SIGNATURE_BYTES:
                return False
            message = _cosigned(text, int.from_bytes(value[:_TIME_BYTES]))
            value = value[_TIME_BYTES:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(value, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A key with its secret half."""

    name: str
    kind: int
    seed: bytes

    @cached_property
    def public(self) -> VerifierKey:
        """Return the half that others may know."""
        return VerifierKey(self.name, self.kind, self._ed25519.public_key().public_bytes_raw())

    @cached_property
    def _ed25519(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 (as above)

        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, text: str) -> Signature:
        """Return this log's signature under a text."""
        return Signature(self.name, self.public.id, self._ed25519.sign(text.encode()))

    def cosign(self, text: str, seconds: int) -> Signature:
        """Return this witness's word that it saw a checkpoint, `seconds` after 1970."""
        value = seconds.to_bytes(_TIME_BYTES) + self._ed25519.sign(_cosigned(text, seconds))
        return Signature(self.name, self.public.id, value)

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"


def parse_key(text: str) -> VerifierKey:
    """Return the verifier key that a text is.

    Raises:
        InvalidInput: it is none.
    """
    name, _, rest = text.strip().partition("+")
    named, _, coded = rest.partition("+")
    found = _content(coded)
    if found is None or not is_name(name):
        raise InvalidInput("key_malformed", key=name[:80])
    key = VerifierKey(name, *found)
    if key.id.hex() != named:
        raise InvalidInput("key_malformed", key=name[:80])
    return key


def read_keys(reference: str) -> list[VerifierKey]:
    """Return the verifier keys of a file, one a line, or the one that the text itself is.

    Raises:
        NotFound: no key and no file.
        InvalidInput: the file holds something else.
    """
    if reference.count("+") >= 2 and not Path(reference).exists():  # noqa: PLR2004 (name, id, key)
        return [parse_key(reference)]
    lines = _read(Path(reference)).splitlines()
    if lines and lines[0].startswith(_PRIVATE):
        return [read_signing_key(Path(reference)).public]
    return [parse_key(line) for line in lines if line.strip()]


def new_key(path: Path, name: str, kind: int) -> SigningKey:
    """Make a key in a file that only its owner can read, its public half in `PATH.pub` beside it, and return it.

    Raises:
        InvalidInput: no name of a key.
        StorageError: the file exists, or cannot be written.
    """
    if not is_name(name):
        raise InvalidInput("key_name_malformed", name=name)
    key = SigningKey(name, kind, secrets.token_bytes(_KEY_BYTES))
    secret = f"{_PRIVATE}+{name}+{key.public.id.hex()}+{base64(bytes([kind]) + key.seed)}\n"
    try:
        for target, text, mode in ((path, secret, 0o600), (public_of(path), f"{key.public}\n", 0o644)):
            with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        synchronise(path.absolute().parent)
    except FileExistsError as error:
        raise StorageError("target_exists", target=error.filename) from error
    except OSError as error:
        raise StorageError("target_not_written", target=str(path), reason=error.strerror) from error
    return key


def read_signing_key(path: Path, kind: int | None = None) -> SigningKey:
    """Return the key in a file.

    Args:
        kind: `LOG` or `WITNESS`, where only that will do.

    Raises:
        NotFound: there is no such file.
        StorageError: others than its owner can read it, or nobody can.
        InvalidInput: it holds no key, or one of another kind.
    """
    text = _read(path)
    if path.stat().st_mode & _OTHERS:
        raise StorageError("key_open_to_others", path=str(path))
    head, _, rest = text.strip().partition(f"{_PRIVATE}+")
    name, _, rest = rest.partition("+")
    named, _, coded = rest.partition("+")
    found = _content(coded)
    if head or found is None or not is_name(name):
        raise InvalidInput("key_file_malformed", path=str(path))
    key = SigningKey(name, *found)
    if key.public.id.hex() != named:
        raise InvalidInput("key_file_malformed", path=str(path))
    if kind not in {None, key.kind}:
        raise InvalidInput("key_of_another_kind", path=str(path), name=key.name)
    return key


def public_of(path: Path) -> Path:
    """Return where the public half of a key file stands."""
    return path.with_name(f"{path.name}.pub")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound("key_not_found", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise InvalidInput("key_file_malformed", path=str(path)) from error
    except OSError as error:
        raise StorageError("key_unreadable", path=str(path), reason=error.strerror) from error


def _content(coded: str) -> tuple[int, bytes] | None:
    """Return the kind and the 32 bytes of a key as it is written; None where it is not."""
    try:
        content = unbase64(coded)
    except InvalidInput:
        return None
    if len(content) != 1 + _KEY_BYTES or content[0] not in {LOG, WITNESS}:
        return None
    return content[0], content[1:]


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
