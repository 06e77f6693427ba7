"""What events pin and name: definitions and calendars by their content, documents by their digests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from workflow.errors import NotFound, StorageError
from workflow.language.ids import id_of
from workflow.store import Defect, FileStore
from workflow.store.codec import record_of
from workflow.store.content import PINNED, content_of
from workflow.store.integrity import Row

# A document as canonical bytes have it: keys in order, no blanks. Reading whole events would take three times as long.
_DOCUMENT = re.compile(
    rb'\{"digest":"([0-9a-f]{64})","media_type":"[^"\\]*(?:\\.[^"\\]*)*","name":("[^"\\]*(?:\\.[^"\\]*)*"),"size":[0-9]+\}'
)
_NAMES_A_DOCUMENT = b'{"digest":"'
_IN_SIZE = b"z"
"""A single byte is found ten times as fast as a word; every document has this one in its last key."""
_PINNING = frozenset(PINNED.values())


class Contents:
    """Looks at the rows of a ledger as they pass by.

    Attributes:
        defects: pinned contents that are something else than their address says.
        named: digest → name of every document met.
    """

    def __init__(self) -> None:
        self.defects: list[Defect] = []
        self.named: dict[str, str] = {}
        self._met: set[bytes] = set()

    def look(self, rows: Sequence[Row]) -> None:
        """Take rows in; those that cannot be read are others' concern."""
        for position, stream, *_, body, _, _ in [row for row in rows if row[3] in _PINNING]:
            self._pinned(position, stream, body)
        try:
            bodies = [row[4] for row in rows if _IN_SIZE in row[4]]
        except TypeError:
            bodies = [row[4] for row in rows if isinstance(row[4], bytes)]
        for body in bodies:
            self._names(body)

    def _names(self, body: bytes) -> None:
        at = -1
        while (at := body.find(_NAMES_A_DOCUMENT, at + 1)) >= 0:
            if (found := _DOCUMENT.match(body, at)) and found[1] not in self._met:
                with suppress(ValueError):
                    self.named[found[1].decode()] = json.loads(found[2])
                    self._met.add(found[1])

    def _pinned(self, position: int, stream: str, body: bytes) -> None:
        try:
            content_of(record_of(position, body), id_of(stream))
        except (StorageError, AttributeError):
            self.defects.append(Defect("content_differs", position, {"stream": stream}))

    def of_files(self, files: FileStore, *, only_named: bool) -> Iterator[Defect]:
        """Yield which documents were changed, and which are not there.

        Args:
            only_named: those that the events met name, and not all that are kept.
        """
        changed = set() if only_named else set(files.verify())
        for digest, name in self.named.items():
            try:
                if not files.has(digest):
                    yield Defect("file_missing", facts={"digest": digest, "name": name})
                elif only_named:
                    files.get(digest)
            except (NotFound, StorageError):
                changed.add(digest)
        for digest in sorted(changed):
            yield Defect("file_changed", facts={"digest": digest})
