"""Canonical bytes of a fact, and back: what is written once, hashed, and validated whenever it is read.

The bytes are JSON in UTF-8, keys sorted, no blanks, no floats, times in UTC. They are kept as written and
never made again for a check, so a change in how they are made does not touch old evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import product
from types import NoneType
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

import msgspec
from pydantic_core import PydanticSerializationError, from_json, to_json

from workflow.errors import InvalidInput, NewerStore, StorageError
from workflow.language.facts import Fact
from workflow.language.people import Actor
from workflow.store.envelope import Entry, Record
from workflow.store.seal import leaf_hash

ENVELOPE = 1
NOT_READ = (msgspec.MsgspecError, UnicodeDecodeError, TypeError, RecursionError)
_SHALLOW = 100
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Data = TypeVar("Data")


class ActorSeen(msgspec.Struct, gc=False, frozen=True, forbid_unknown_fields=True):
    """Who acted, in canonical bytes."""

    authority: str | None
    on_behalf_of: str | None
    person: str
    role: str
    verified: bool


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the canonical bytes; `envelope` is the version of this shape."""

    actor: ActorSeen
    basis: list[dict[str, Any]]
    causation_id: str | None
    command_id: str | None
    correlation_id: str | None
    data: dict[str, Any]
    definition: str | None
    effective_at: Instant
    envelope: int
    event_id: str
    name: str
    previous: str | None
    recorded_at: Instant
    schema: int
    stream: str
    version: int


class Glance(msgspec.Struct, Generic[Data], gc=False):
    """What folding needs of an event; the rest of its envelope is skipped, not read.

    Attributes:
        data: what was asked for of the event's data, of the type that was asked for.
    """

    effective_at: Instant
    envelope: Literal[1]
    name: str
    schema: int
    stream: str
    version: int
    data: Data


class History(NamedTuple, Generic[Data]):
    """A stream's events in the order of their versions: what folding needs of each, and its canonical bytes."""

    stream: str
    glances: list[Glance[Data]]
    bodies: list[bytes]


class _Data(msgspec.Struct):
    data: dict[str, Any]


_TEXT, _NUMBER, _MAYBE = (str,), (int,), (str, NoneType)
_SHAPES = frozenset(
    product(
        *(_TEXT, _NUMBER, _TEXT, _TEXT, _NUMBER, _MAYBE, _MAYBE, _MAYBE, _MAYBE),
        *(_TEXT, _TEXT, _MAYBE, _MAYBE, (bool,)),
    )
)
"""The types a fact's fields and its actor's may have, in the order of `_types_of`."""
_SCALARS = frozenset({str, int, bool, NoneType})
_parse = msgspec.json.Decoder(Envelope).decode
_data = msgspec.json.Decoder(_Data).decode


def encode(fact: Fact, previous: bytes | None) -> bytes:
    """Return the canonical bytes of a fact that follows the event with the leaf hash `previous`.

    Raises:
        InvalidInput: the fact holds what has no canonical form, as a float or a time without its zone.
    """
    if _types_of(fact) not in _SHAPES:
        raise _unfit(fact, "envelope", "a field of another type")
    if "\0" in f"{fact.stream}{fact.name}{fact.command_id}":
        raise _unfit(fact, "envelope", "NUL in a name")
    try:
        body = to_json(_envelope(fact, previous))
        if body.count(b"{") + body.count(b"[") > _SHALLOW:
            from_json(body)  # what is nested too deeply to be read must not be written
    except (PydanticSerializationError, ValueError) as error:
        raise _unfit(fact, "text", str(error)) from error
    return body


def _envelope(fact: Fact, previous: bytes | None) -> dict[str, Any]:
    actor = fact.actor
    return {
        "actor": {
            "authority": actor.authority,
            "on_behalf_of": actor.on_behalf_of,
            "person": actor.person,
            "role": actor.role,
            "verified": actor.verified,
        },
        "basis": _plain(fact.basis, fact, "basis"),
        "causation_id": fact.causation_id,
        "command_id": fact.command_id,
        "correlation_id": fact.correlation_id,
        "data": _plain(fact.data, fact, "data"),
        "definition": fact.definition,
        "effective_at": _instant(fact.effective_at, fact, "effective_at"),
        "envelope": ENVELOPE,
        "event_id": fact.event_id,
        "name": fact.name,
        "previous": None if previous is None else previous.hex(),
        "recorded_at": _instant(fact.recorded_at, fact, "recorded_at"),
        "schema": fact.schema,
        "stream": fact.stream,
        "version": fact.version,
    }


def _types_of(fact: Fact) -> tuple[type, ...]:
    actor = fact.actor
    return (
        type(fact.stream), type(fact.version), type(fact.event_id), type(fact.name), type(fact.schema),
        type(fact.definition), type(fact.command_id), type(fact.causation_id), type(fact.correlation_id),
        type(actor.person), type(actor.role), type(actor.authority), type(actor.on_behalf_of),
        type(actor.verified),
    )  # fmt: skip


def _plain(value: Any, fact: Fact, path: str) -> Any:
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is dict or isinstance(value, Mapping):
        for key in value:
            if type(key) is not str:
                raise _unfit(fact, path, f"key {key!r}")
        return {key: _plain(value[key], fact, path) for key in sorted(value)}
    if kind is list or kind is tuple:
        return [_plain(inner, fact, path) for inner in value]
    if isinstance(value, str):
        return str.__str__(value)
    raise _unfit(fact, path, kind.__name__)


def _instant(value: datetime, fact: Fact, path: str) -> str:
    if value.tzinfo is None:
        raise _unfit(fact, path, "time without a zone")
    instant = value if value.tzinfo is UTC else value.astimezone(UTC)
    return instant.isoformat()[:-6] + "Z"


def _unfit(fact: Fact, path: str, found: str) -> InvalidInput:
    return InvalidInput("event_not_recordable", stream=fact.stream, event=fact.name, path=path, found=found)


def parse(body: object, position: int) -> Envelope:
    """Return the envelope within canonical bytes, validated; data and schema as they were written.

    Args:
        body: what a database gave; a foreign hand may have left something else than bytes there.
        position: the event's, for the facts of an error.

    Raises:
        StorageError: the bytes are no envelope.
        NewerStore: they are one of a later shape.
    """
    if not isinstance(body, bytes):
        raise StorageError("event_unreadable", position=position, reason="not bytes")
    try:
        envelope = _parse(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        _refuse_newer(body, position)
        raise StorageError("event_unreadable", position=position, reason=str(error)) from error
    if envelope.envelope != ENVELOPE:
        raise NewerStore("event_newer", position=position, envelope=envelope.envelope)
    return envelope


def glancing(data: type[Data]) -> Callable[[bytes], Glance[Data]]:
    """Return the function that gives what folding needs of an event from its canonical bytes.

    Whatever `NOT_READ` names, which it raises, is for `unreadable` to tell.

    Args:
        data: the type to read the event's data into; fields that it does not know are skipped.
    """
    return msgspec.json.Decoder(Glance[data]).decode  # type: ignore[valid-type]


def unreadable(position: int, body: object, error: Exception) -> StorageError:
    """Return what is to be told of bytes that no glance could be taken of.

    Raises:
        StorageError: the bytes are no envelope.
        NewerStore: they are one of a later shape.
    """
    parse(body, position)
    return StorageError("event_unreadable", position=position, reason=str(error))


def data_of(body: bytes) -> dict[str, Any]:
    """Return the data within canonical bytes of which a glance was taken."""
    return _data(body).data


def _refuse_newer(body: bytes, position: int) -> None:
    try:
        found = json.loads(body)["envelope"]
    except (ValueError, TypeError, KeyError):
        return
    if isinstance(found, int) and found > ENVELOPE:
        raise NewerStore("event_newer", position=position, envelope=found)


def decode(entry: Entry) -> Record:
    """Return the record of a row.

    Raises:
        StorageError: the bytes are no envelope, or the columns say something else than the bytes.
    """
    position, stream, version, name, body, leaf, _ = entry
    found = parse(body, position)
    if found.stream != stream or found.version != version or found.name != name:
        raise StorageError("event_misfiled", position=position, stream=stream, version=version, event=name)
    return _record(found, position, body, leaf)


def record_of(position: int, body: bytes) -> Record:
    """Return the record that canonical bytes are, its leaf hash derived.

    Raises:
        StorageError: the bytes are no envelope.
        NewerStore: they are one of a later shape.
    """
    found = parse(body, position)
    return _record(found, position, body, leaf_hash(body))


def _record(found: Envelope, position: int, body: bytes, leaf: object) -> Record:
    try:
        return Record(
            found.stream, found.version, found.event_id, found.name, found.schema, found.definition,
            _actor(found.actor), tuple(found.basis), found.recorded_at.astimezone(UTC),
            found.effective_at.astimezone(UTC), found.command_id, found.causation_id, found.correlation_id, found.data,
            position=position, leaf=_bytes(leaf), previous=_hash(found.previous), body=body,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError("event_unreadable", position=position, reason=repr(error)) from error


def _actor(found: ActorSeen) -> Actor:
    return Actor(found.person, found.role, found.authority, found.on_behalf_of, found.verified)


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(value)
    return value


def _hash(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)
