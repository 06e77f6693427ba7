"""Three intruders: A writes to the database, B also makes every hash anew, C also holds the key of the log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from tests.tamper.house import KEY, House
from workflow.store.seal import Frontier, leaf_hash
from workflow.store.seal_keys import SigningKey
from workflow.store.seal_note import Checkpoint, Note

INTRUDERS = "ABC"


@dataclass
class Row:
    """One event as it stands in the table."""

    position: Any
    stream: Any
    version: Any
    name: Any
    body: Any
    leaf: Any
    command: Any

    def edit(self, change: Callable[[dict[str, Any]], None], separators: tuple[str, str] = (",", ":")) -> None:
        """Change what the event says; hashes stay as they were."""
        said = json.loads(self.body)
        change(said)
        self.body = json.dumps(said, ensure_ascii=False, separators=separators, sort_keys=True).encode()

    def say(self, **fields: Any) -> None:
        """Let the event say these things, if it can be read and does not say them already."""
        with suppress(ValueError):
            said = json.loads(self.body)
            if {**said, **fields} != said:
                self.edit(lambda event: event.update(fields))


@dataclass
class Loot:
    """Everything in the database, in the hands of an intruder."""

    house: House
    events: list[Row]
    nodes: list[list[Any]]
    head: list[list[Any]]
    checkpoints: list[list[Any]]

    def at(self, position: int) -> Row:
        return self.events[position - 1]

    def renumber(self) -> None:
        """Give events positions and versions without gaps, in the order in which they are."""
        versions: dict[str, int] = {}
        for position, row in enumerate(self.events, start=1):
            versions[row.stream] = versions.get(row.stream, 0) + 1
            row.position, row.version = position, versions[row.stream]

    def rehash(self) -> None:
        """Make everything agree with the columns: bodies, chains, leaves, tiles, head."""
        self.renumber()
        tails: dict[str, bytes] = {}
        frontier = Frontier()
        for row in self.events:
            row.body = row.body.encode() if isinstance(row.body, str) else row.body
            before = tails.get(row.stream)
            row.say(
                stream=row.stream, version=row.version, name=row.name, command_id=row.command,
                previous=before.hex() if before else None,
            )  # fmt: skip
            row.leaf = tails[row.stream] = leaf_hash(row.body)
            frontier.add(row.leaf)
        self.nodes = [list(node) for node in frontier.closed]
        self.head = [[1, frontier.size, frontier.to_bytes()]]

    def resign(self, key: SigningKey = KEY) -> None:
        """Sign every checkpoint again over what is there now; those over more than there is go."""
        frontier = Frontier()
        roots = {}
        for row in self.events:
            frontier.add(leaf_hash(row.body))
            roots[frontier.size] = frontier.root()
        again = []
        for number, (_, size, at, *_) in enumerate((row for row in self.checkpoints if row[1] in roots), start=1):
            text = str(Checkpoint(key.name, size, roots[size]))
            again.append([number, size, at, str(key.public), str(Note(text, (key.sign(text),)))])
        self.checkpoints = again

    def says(self) -> list[Any]:
        """Return what the events say, byte for byte."""
        return [row.body for row in self.events]


def break_in(house: House) -> Loot:
    """Take everything out of a database."""
    with closing(sqlite3.connect(house.ledger)) as connection:
        events = [Row(*row) for row in connection.execute("SELECT * FROM stored_events ORDER BY rowid")]
        others = [
            [list(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]  # noqa: S608 (ours)
            for table in ("seal_nodes", "seal_head", "seal_checkpoints")
        ]
    return Loot(house, events, *others)


def put_back(loot: Loot) -> None:
    """Put everything back into the database as it is now."""
    events = [[e.position, e.stream, e.version, e.name, e.body, e.leaf, e.command] for e in loot.events]
    tables = {
        "stored_events": events, "seal_nodes": loot.nodes, "seal_head": loot.head, "seal_checkpoints": loot.checkpoints,
    }  # fmt: skip
    with closing(sqlite3.connect(loot.house.ledger)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for table, rows in tables.items():
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 (ours)
            for row in rows:
                connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608
        connection.commit()


def strike(house: House, mutation: Callable[[Loot], None], intruder: str) -> tuple[Loot, Loot]:
    """Let an intruder carry out a mutation; return the database before and after."""
    before, loot = break_in(house), break_in(house)
    mutation(loot)
    if intruder in "BC":
        loot.rehash()
    if intruder == "C":
        loot.resign()
    put_back(loot)
    return before, loot
