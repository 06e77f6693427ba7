"""A recorded fact as it is read, and the rows a database keeps of it and of what is signed over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from workflow.language.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Fact):
    """A fact that has been recorded.

    Attributes:
        position: its place in the order of the whole ledger, from 1 without gaps; its leaf index is one less.
        leaf: its leaf hash (RFC 6962).
        previous: the leaf hash of the event before it in the same stream; None for the first.
        body: the canonical bytes that were hashed.
    """

    position: int
    leaf: bytes
    previous: bytes | None
    body: bytes


class Entry(NamedTuple):
    """One row of the events table, in the order of its columns: an index over the body, the evidence."""

    position: int
    stream: str
    version: int
    name: str
    body: bytes
    leaf: bytes
    command_id: str | None


class Signed(NamedTuple):
    """A checkpoint as a ledger keeps it.

    Attributes:
        number: from 1 without gaps.
        size: how many events it covers; an index over the note, which says so itself.
        signed_at: when it was signed, ISO 8601 in UTC; nobody vouches for it.
        key: the verifier key it was signed with, as text; the note names it by its id only.
        note: the signed note.
    """

    number: int
    size: int
    signed_at: str
    key: str
    note: str


class Tail(NamedTuple):
    """Where a stream ends: its last version and that event's leaf hash."""

    version: int
    leaf: bytes | None


NO_TAIL = Tail(0, None)
