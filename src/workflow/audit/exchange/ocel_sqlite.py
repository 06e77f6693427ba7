"""OCEL 2.0 as a SQLite database: a table for each type of event and of object, as the standard lays them out."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from workflow.audit.exchange.fields import fields
from workflow.audit.exchange.history import History
from workflow.audit.exchange.ocel_json import OF_EVENTS, of_objects, told
from workflow.audit.exchange.ocel_objects import ALWAYS, ATTRIBUTES, Known, Objects, Relation, Said, utc
from workflow.audit.exchange.tally import Tally
from workflow.store import Record

_COLUMNS = {"integer": "INTEGER", "boolean": "TEXT", "time": "TIMESTAMP", "string": "TEXT"}
_TABLES = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES event_map_type(ocel_type));
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES object_map_type(ocel_type));
CREATE TABLE event_object (ocel_event_id TEXT REFERENCES event(ocel_id), ocel_object_id TEXT REFERENCES object(ocel_id),
  ocel_qualifier TEXT, PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
CREATE TABLE object_object (ocel_source_id TEXT REFERENCES object(ocel_id), ocel_target_id TEXT
  REFERENCES object(ocel_id), ocel_qualifier TEXT, PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier));
"""


def write_ocel_sqlite(history: History, path: Path) -> Tally:
    """Write a history and return what was written."""
    tally = Tally()
    with Objects() as objects, closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is nobody's until it is finished and renamed: nothing needs to be undone in it.
        database.execute("PRAGMA journal_mode = OFF")
        database.executescript(_TABLES)
        database.execute("BEGIN")
        file = _File(database)
        for record, touched in told(history, objects, tally):
            file.event(record, touched)
        for kind in ATTRIBUTES:
            file.type_of_object(kind)
        for known in objects:
            tally.objects += 1
            file.object(known)
        database.execute("COMMIT")
    return tally


class _File:
    """An OCEL database that is being written."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._write = database.execute
        self._tables: dict[str, str] = {}

    def event(self, record: Record, touched: Iterable[Relation]) -> None:
        table = self._tables.get(record.name) or self._type_of_event(record.name)
        said = fields(record)
        self._write("INSERT INTO event VALUES (?, ?)", (record.event_id, record.name))
        values = [record.event_id, utc(record.effective_at), *(said.get(name) for name in OF_EVENTS)]
        self._add(table, values)
        for target, qualifier in touched:
            self._write("INSERT INTO event_object VALUES (?, ?, ?)", (record.event_id, target, qualifier))

    def object(self, known: Known) -> None:
        self._write("INSERT INTO object VALUES (?, ?)", (known.id, known.type))
        names = ATTRIBUTES[known.type]
        first = {said.name: said.value for said in known.said if said.time == ALWAYS}
        self._object_row(known, ALWAYS, [first.get(name) for name in names], None)
        for said in known.said:
            if said.time != ALWAYS:
                self._change(known, said, names)
        for target, qualifier in known.related:
            self._write("INSERT INTO object_object VALUES (?, ?, ?)", (known.id, target, qualifier))

    def type_of_object(self, name: str) -> None:
        self._write("INSERT INTO object_map_type VALUES (?, ?)", (name, name))
        columns = [f'"{column}" TEXT' for column in of_objects(name)]
        head = ["ocel_id TEXT REFERENCES object(ocel_id)", "ocel_time TIMESTAMP", "ocel_changed_field TEXT"]
        self._write(f"CREATE TABLE object_{name} ({', '.join([*head, *columns])})")

    def _type_of_event(self, name: str) -> str:
        table = _table_name(name, self._tables.values())
        self._tables[name] = table
        self._write("INSERT INTO event_map_type VALUES (?, ?)", (name, table.removeprefix("event_")))
        columns = [f'"{column}" {_COLUMNS[kind]}' for column, kind in OF_EVENTS.items()]
        head = ["ocel_id TEXT PRIMARY KEY REFERENCES event(ocel_id)", "ocel_time TIMESTAMP"]
        self._write(f"CREATE TABLE {table} ({', '.join([*head, *columns])})")
        return table

    def _change(self, known: Known, said: Said, names: tuple[str, ...]) -> None:
        self._object_row(known, said.time, [said.value if name == said.name else None for name in names], said.name)

    def _object_row(self, known: Known, time: str, values: list[str | None], changed: str | None) -> None:
        row = [known.id, time, changed, *values]
        self._add(f"object_{known.type}", row)

    def _add(self, table: str, row: list[str | None]) -> None:
        marks = ", ".join("?" * len(row))
        self._write(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 (a name that this module made)


def _table_name(event: str, taken: Iterable[str]) -> str:
    """Return a name for the table of a type of event: letters and digits only, and no other's."""
    known = {name.lower() for name in taken}
    plain = name = f"event_{re.sub('[^A-Za-z0-9]', '', event)}"
    number = 1
    while name.lower() in known or name.lower() in {"event_map_type", "event_object"}:
        number += 1
        name = f"{plain}{number}"
    return name
