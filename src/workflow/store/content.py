"""Pinned content: definitions and calendar tables, each a stream of one event addressed by its sha256."""

from __future__ import annotations

from datetime import datetime

from workflow.errors import InvalidInput, StorageError
from workflow.language.facts import Fact
from workflow.language.ids import content_stream, digest_of, kind_of
from workflow.language.people import system
from workflow.store.envelope import Record

PINNED = {"definition": "DefinitionPinned", "calendar": "CalendarPinned"}
_PINNING = system("ledger")


def content_fact(kind: str, content: bytes, recorded_at: datetime) -> Fact:
    """Return the fact that pins a content, to be appended with what first relies on it.

    Args:
        kind: `definition` or `calendar`.
        content: canonical JSON in UTF-8.
        recorded_at: aware, UTC.

    Raises:
        InvalidInput: another kind, or bytes that are not UTF-8.
    """
    digest = digest_of(content)
    if kind not in PINNED:
        raise InvalidInput("content_kind_unknown", kind=kind)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise InvalidInput("content_not_text", kind=kind, digest=digest) from error
    stream = content_stream(kind, digest)
    return Fact(
        stream=stream, version=1, event_id=stream, name=PINNED[kind], schema=1, definition=None,
        actor=_PINNING, basis=(), recorded_at=recorded_at, effective_at=recorded_at, data={"content": text},
    )  # fmt: skip


def is_content(stream: str) -> bool:
    """Tell whether a stream pins a content, and so never has more than its one event."""
    return kind_of(stream) in PINNED


def content_of(record: Record, digest: str) -> bytes:
    """Return the content a record pins.

    Raises:
        StorageError: it is not the content of that digest.
    """
    content = str(record.data.get("content")).encode()
    if digest_of(content) != digest:
        raise StorageError("content_damaged", position=record.position, digest=digest)
    return content
