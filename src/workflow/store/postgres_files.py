"""Documents in the database that holds their ledger, so that everybody who shares the one shares the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import LiteralString

from eventsourcing.postgres import PostgresDatastore
from psycopg.rows import TupleRow, tuple_row

from workflow.errors import InvalidInput, NotFound
from workflow.store.files import FileStore, checked, content_of

LARGEST = 512 * 1024 * 1024
"""PostgreSQL takes less than 1 GiB in one field; half of it leaves room for what the protocol adds."""
# A content that was changed behind our back is mended by putting the right one again.
_PUT: LiteralString = """INSERT INTO workflow.files AS kept VALUES (%s, %s)
    ON CONFLICT (digest) DO UPDATE SET content = excluded.content
    WHERE sha256(kept.content) <> sha256(excluded.content)"""
_GET: LiteralString = "SELECT content FROM workflow.files WHERE digest = %s"
_HAS: LiteralString = "SELECT 1 FROM workflow.files WHERE digest = %s"
_DIGESTS: LiteralString = "SELECT digest FROM workflow.files ORDER BY digest"
_CHANGED: LiteralString = """SELECT digest FROM workflow.files
    WHERE encode(sha256(content), 'hex') <> digest ORDER BY digest"""


class PostgresFiles(FileStore):
    """Contents in the table `workflow.files`."""

    def __init__(
        self, datastore: PostgresDatastore, place: str, translated: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self.place = place
        self._datastore = datastore
        self._translated = translated

    def put(self, source: bytes | Path) -> tuple[str, int]:
        """Keep a content in a row of its own; committed on return."""
        if isinstance(source, Path) and source.is_file() and source.stat().st_size > LARGEST:
            raise InvalidInput("file_too_large", path=str(source), most=LARGEST // 1024 // 1024)
        content = content_of(source)
        digest = sha256(content).hexdigest()
        self._execute(_PUT, digest, content)
        return digest, len(content)

    def has(self, digest: str) -> bool:
        """Tell whether there is a row of a digest."""
        return bool(self._select(_HAS, checked(digest)))

    def digests(self) -> Iterator[str]:
        """Yield the digest of every row, in order."""
        return (row[0] for row in self._select(_DIGESTS))

    def verify(self) -> list[str]:
        """Return the digests whose content is another one; the database reckons them, nothing is sent over."""
        return [row[0] for row in self._select(_CHANGED)]

    def _read(self, digest: str) -> bytes:
        found = self._select(_GET, digest)
        if not found:
            raise NotFound("file_not_found", digest=digest)
        return bytes(found[0][0])

    def _select(self, statement: LiteralString, *values: object) -> list[TupleRow]:
        with (
            self._translated(),
            self._datastore.get_connection() as connection,
            connection.cursor(row_factory=tuple_row, binary=True) as cursor,
        ):
            return cursor.execute(statement, values).fetchall()

    def _execute(self, statement: LiteralString, *values: object) -> None:
        with self._translated(), self._datastore.get_connection() as connection, connection.transaction():
            connection.execute(statement, values)
