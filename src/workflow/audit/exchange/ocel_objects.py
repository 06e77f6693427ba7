"""OCEL 2.0: which objects an event touches, and what is known of each object, as the log goes on.

What is known is kept in a temporary file, so that a long ledger needs no more memory than a short one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, NamedTuple, Self

from workflow.language.ids import case_stream, kind_of, project_stream
from workflow.store import Record
from workflow.views.documents import within

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "authority": (),
    "case": ("item", "instance", "lifecycle", "authority", "applicant", "definition", "shadow", "state"),
    "document": ("name", "media_type", "size"),
    "party": (),
    "person": (),
    "project": ("title", "applicant", "definition", "state"),
}
"""Type of object → its attributes, in the order of the columns of a table."""
ALWAYS = "1970-01-01T00:00:00Z"
"""The time that OCEL gives to what has held from the first."""

_TABLES = """
CREATE TABLE object (id TEXT PRIMARY KEY, type TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE said (id TEXT, time TEXT, name TEXT, value TEXT, PRIMARY KEY (id, time, name)) WITHOUT ROWID;
CREATE TABLE relation (source TEXT, target TEXT, qualifier TEXT, PRIMARY KEY (source, target, qualifier)) WITHOUT ROWID;
"""
_OBJECTS = "SELECT id, type FROM object ORDER BY type, id"
_SAID = "SELECT time, name, value FROM said WHERE id = ? ORDER BY time, name"
_RELATED = "SELECT target, qualifier FROM relation WHERE source = ? ORDER BY target, qualifier"
_PROJECT = "SELECT target FROM relation WHERE source = ? AND qualifier = 'project'"
_RECENT = 20_000


class Relation(NamedTuple):
    """An object that an event touches, or that another object belongs to, and as what."""

    target: str
    qualifier: str


class Said(NamedTuple):
    """The value of an attribute of an object, from a time on."""

    time: str
    name: str
    value: str


class Known(NamedTuple):
    """An object and what is known of it, in the order of time."""

    id: str
    type: str
    said: list[Said]
    related: list[Relation]


class Objects:
    """The objects of a log, gathered event by event."""

    def __init__(self) -> None:
        # SQLite keeps a database without a name in a file of its own, and removes it at the end.
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.executescript(_TABLES)
        self._file.execute("BEGIN")
        self._recent: set[str] = set()

    def touched(self, record: Record) -> list[Relation]:
        """Return what an event touches, each relation once."""
        relations = list(dict.fromkeys(self._relations(record)))
        for relation in relations:
            self._know(relation.target)
        return relations

    def learn(self, record: Record) -> None:
        """Keep what an event says about objects."""
        data, stream = record.data, record.stream
        if record.name in {"CaseOpened", "ProjectRegistered"}:
            self._say(stream, {name: data.get(name) for name in ATTRIBUTES[kind_of(stream)] if name != "state"})
            if project := data.get("project"):
                self._relate(stream, project_stream(project), "project")
        state = data.get("to") or data.get("state")
        if isinstance(state, str) and state != data.get("from"):
            self._say(stream, {"state": state}, utc(record.effective_at))
        for paper in within(data):
            self._say(f"document:{paper['digest']}", {name: paper[name] for name in ATTRIBUTES["document"]})

    def __iter__(self) -> Iterator[Known]:
        """Yield every object that was touched or related to, by type and id."""
        for id_, kind in self._file.execute(_OBJECTS):
            said = [Said._make(row) for row in self._file.execute(_SAID, (id_,))]
            yield Known(id_, kind, said, [Relation._make(row) for row in self._file.execute(_RELATED, (id_,))])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _relations(self, record: Record) -> Iterator[Relation]:
        actor, data = record.actor, record.data
        own = kind_of(record.stream)
        if own in ATTRIBUTES:
            yield Relation(record.stream, own)
        if own == "case":
            yield from (Relation(row[0], "project") for row in self._file.execute(_PROJECT, (record.stream,)))
        if isinstance(case := data.get("case"), str):
            yield Relation(case_stream(case), "case")
        yield Relation(f"person:{actor.person}", "actor")
        if actor.authority:
            yield Relation(f"authority:{actor.authority}", "authority")
        if actor.on_behalf_of:
            yield Relation(f"party:{actor.on_behalf_of}", "on_behalf_of")
        yield from (Relation(f"document:{paper['digest']}", "document") for paper in within(data))

    def _know(self, id_: str) -> None:
        if id_ in self._recent:
            return
        if len(self._recent) >= _RECENT:
            self._recent.clear()
        self._recent.add(id_)
        self._file.execute("INSERT OR IGNORE INTO object VALUES (?, ?)", (id_, kind_of(id_)))

    def _relate(self, source: str, target: str, qualifier: str) -> None:
        self._file.execute("INSERT OR IGNORE INTO relation VALUES (?, ?, ?)", (source, target, qualifier))

    def _say(self, id_: str, said: Mapping[str, Any], time: str = ALWAYS) -> None:
        for name, value in said.items():
            if value is not None:
                text = str(value).lower() if isinstance(value, bool) else str(value)
                self._file.execute("INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?)", (id_, time, name, text))


def utc(instant: datetime) -> str:
    """Return an instant in UTC with its microseconds, so that instants as texts are in the order of time."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
