"""OCEL 2.0 as JSON: the events in the order of the ledger, then the objects they touch, then the types of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from workflow.audit.exchange.fields import KINDS, fields, json_text
from workflow.audit.exchange.history import History
from workflow.audit.exchange.ocel_objects import ATTRIBUTES, Known, Objects, Relation, utc
from workflow.audit.exchange.tally import Tally
from workflow.store import Record

OF_EVENTS = {name: kind for name, kind in KINDS.items() if name not in {"event", "effective_at", "event_id"}}
"""The attributes of every event; its type, time and id have places of their own in OCEL."""


def write_ocel_json(history: History, path: Path) -> Tally:
    """Write a history and return what was written."""
    tally = Tally()
    with Objects() as objects, path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"events":')
        types: set[str] = set()
        _array(file, _events(history, objects, tally, types))
        file.write(',"objects":')
        _array(file, _objects(objects, tally))
        file.write(',"eventTypes":')
        _array(file, ({"name": name, "attributes": _declared(OF_EVENTS)} for name in sorted(types)))
        file.write(',"objectTypes":')
        _array(file, ({"name": name, "attributes": _declared(of_objects(name))} for name in ATTRIBUTES))
        file.write("}\n")
    return tally


def of_objects(kind: str) -> dict[str, str]:
    """Return the attributes of a type of object with their kinds."""
    return dict.fromkeys(ATTRIBUTES[kind], "string")


def told(history: History, objects: Objects, tally: Tally) -> Iterator[tuple[Record, list[Relation]]]:
    """Yield what is to be written of a history, with what each event touches; objects learn from all of it."""
    within = history.within
    for record in history.in_order():
        objects.learn(record)
        if within(record):
            tally.count(record)
            yield record, objects.touched(record)


def _events(history: History, objects: Objects, tally: Tally, types: set[str]) -> Iterator[dict[str, Any]]:
    for record, touched in told(history, objects, tally):
        types.add(record.name)
        said = fields(record)
        yield {
            "id": record.event_id,
            "type": record.name,
            "time": utc(record.effective_at),
            "attributes": [{"name": name, "value": said[name]} for name in OF_EVENTS if name in said],
            "relationships": _relationships(touched),
        }


def _objects(objects: Objects, tally: Tally) -> Iterator[dict[str, Any]]:
    for known in objects:
        tally.objects += 1
        yield _object(known)


def _object(known: Known) -> dict[str, Any]:
    return {
        "id": known.id,
        "type": known.type,
        "attributes": [{"name": said.name, "time": said.time, "value": said.value} for said in known.said],
        "relationships": _relationships(known.related),
    }


def _relationships(relations: Iterable[Relation]) -> list[dict[str, str]]:
    return [{"objectId": relation.target, "qualifier": relation.qualifier} for relation in relations]


def _declared(kinds: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": kind} for name, kind in kinds.items()]


def _array(file: IO[str], entries: Iterable[dict[str, Any]]) -> None:
    file.write("[")
    for number, entry in enumerate(entries):
        file.write(",\n" if number else "\n")
        file.write(json_text(entry))
    file.write("\n]")
