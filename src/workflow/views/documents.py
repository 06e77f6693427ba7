"""The documents that a ledger names: by their digests, wherever an act or a standing holds one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workflow.store import Record

_KEYS = frozenset({"digest", "name", "media_type", "size"})


def documents(records: Iterable[Record]) -> dict[str, str]:
    """Return the digest of every document that records name, and the name it first had."""
    named: dict[str, str] = {}
    for record in records:
        for document in within(record.data):
            named.setdefault(document["digest"], document["name"])
    return named


def within(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every document that a value names: digest, name, media type and size."""
    if isinstance(value, Mapping):
        if value.keys() == _KEYS:
            yield value
        else:
            for inner in value.values():
                yield from within(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from within(inner)
