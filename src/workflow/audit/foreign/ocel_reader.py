"""Reading OCEL 2.0 JSON: the objects of one type are the cases; an event may belong to several."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from workflow.audit.foreign.events import ForeignCaseImported, ForeignObjectImported, Item
from workflow.audit.foreign.mapping import Mapping
from workflow.audit.foreign.opening import chunks, encoding_of, texts
from workflow.audit.foreign.problems import Problems
from workflow.audit.foreign.reading import SHOWN, Events, Head, Once

LARGEST = 1_000_000_000
_TYPE, _TIME, _ID = "ocel:type", "ocel:time", "ocel:id"
_NAMES = {"activity": _TYPE, "time": _TIME, "resource": "actor", "transition": "lifecycle", "id": _ID}
_BLANKS = re.compile(r"[ \t\r\n]*")


class OcelReader:
    """Reads OCEL 2.0 JSON."""

    order = "time"

    def __call__(self, path: Path, mapping: Mapping, problems: Problems, head: Head) -> Iterator[Item]:
        """Yield the objects of a file, then its events in their order."""
        parts = chunks(path, problems)
        first = next(parts, b"")
        pieces: list[str] = []
        size = 0
        for piece in texts(chain([first], parts), mapping.encoding or encoding_of(first[:4]), problems):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise problems.fatal("log_too_large", 0, at_most=LARGEST)
        yield from _Log(_Scan("".join(pieces).removeprefix("\ufeff"), problems), mapping, problems, head).items()


class _Scan:
    """The entries of the lists of a JSON document, one by one, with their lines."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=_Fraction, parse_constant=_Fraction
        )
        self._at = self._line = self._counted = 0

    def entries(self) -> Iterator[tuple[str, Any, int]]:
        """Yield the key of each list, an entry of it and the line that the entry begins in."""
        self._at, self._line, self._counted = 0, 1, 0
        self._one_of("{")
        going_on = self._peek() != "}"
        while going_on:
            key = self._value()
            self._one_of(":")
            if self._peek() == "[":
                yield from self._list(str(key))
            else:
                self._value()
            going_on = self._one_of(",}") == ","

    def here(self) -> int:
        """Return the line that is being read."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _list(self, key: str) -> Iterator[tuple[str, Any, int]]:
        self._one_of("[")
        going_on = self._peek() != "]"
        if not going_on:
            self._one_of("]")
        while going_on:
            self._peek()
            line = self.here()
            yield key, self._value(), line
            going_on = self._one_of(",]") == ","

    def _peek(self) -> str:
        found = _BLANKS.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _one_of(self, signs: str) -> str:
        sign = self._peek()
        if not sign or sign not in signs:
            raise self._problems.fatal("log_not_json", self.here(), reason=f"{' '.join(signs)} ≠ {sign or 'EOF'}")
        self._at += 1
        return sign

    def _value(self) -> Any:
        self._peek()
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError as wrong:
            raise self._problems.fatal("log_not_json", wrong.lineno, reason=wrong.msg) from wrong
        except RecursionError as wrong:
            raise self._problems.fatal("log_too_deep", self.here(), at_most="1000") from wrong
        return value

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
            self._problems.add("log_key_twice", self.here(), key=twice[:SHOWN])
        return found


class _Fraction(str):
    """A number that is not whole, as it is written."""

    __slots__ = ()


class _Log:
    """A log: its objects first, for they say which of what an event touches is its case."""

    def __init__(self, scan: _Scan, mapping: Mapping, problems: Problems, head: Head) -> None:
        self._scan = scan
        self._mapping = mapping
        self._problems = problems
        self._head = head
        self._events = Events(mapping, problems, _NAMES)
        self._types: dict[str, str] = {}
        self._case_type: str | None = mapping.case

    def items(self) -> Iterator[Item]:
        """Yield objects and events."""
        self._survey()
        self._case_type = self._settled()
        for key, entry, line in self._scan.entries():
            if key == "objects":
                yield self._object(entry, line)
        ids = Once("log_event_twice", self._problems)
        for key, entry, line in self._scan.entries():
            if key == "events":
                yield from self._event(entry, line, ids)

    def _survey(self) -> None:
        """Learn which objects there are; what is not as the standard has it ends the reading."""
        ids = Once("log_object_twice", self._problems)
        keys = set()
        for key, entry, line in self._scan.entries():
            keys.add(key)
            if key in {"eventTypes", "objectTypes"}:
                self._head.attributes.setdefault(key, []).append(_plain(entry))
            if key not in {"objects", "events"}:
                continue
            if not _well_formed(entry, with_time=key == "events"):
                self._problems.add("log_entry_malformed", line, list=key)
            elif key == "objects":
                ids.check(entry["id"], line)
                self._types[entry["id"]] = entry["type"]
        self._problems.stop()
        if "events" not in keys and "eventTypes" not in keys and "objects" not in keys:
            raise self._problems.fatal("log_not_ocel", 1)

    def _settled(self) -> str | None:
        """Return the type of object that is the case."""
        types = sorted(set(self._types.values()))
        wanted = self._case_type or ("case" if "case" in types else types[0] if len(types) == 1 else None)
        if types and wanted not in types:
            raise self._problems.fatal("log_case_type_unknown", 0, name=wanted or "", found=", ".join(types))
        return wanted

    def _object(self, entry: dict[str, Any], line: int) -> Item:
        attributes: dict[str, Any] = {}
        for said in entry.get("attributes") or []:
            attributes.setdefault(said["name"], []).append([said.get("time"), _typed(said.get("value"))])
        # What never changed is told by itself; what did, value by value with its times.
        told = {
            name: values[0][1] if len(values) == 1 else {"over_time": values} for name, values in attributes.items()
        }
        related = self._related(entry, line)
        if entry["type"] == self._case_type:
            return ForeignCaseImported.model_construct(case=entry["id"], line=line, attributes=told, related=related)
        return ForeignObjectImported.model_construct(
            id=entry["id"], type=entry["type"], line=line, attributes=told, related=related
        )

    def _event(self, entry: dict[str, Any], line: int, ids: Once) -> Iterator[Item]:
        ids.check(entry["id"], line)
        related = self._related(entry, line)
        cases = list(dict.fromkeys(id_ for id_, _ in related if self._types.get(id_) == self._case_type))
        if not cases and self._mapping.without_case == "refuse":
            self._problems.add("log_event_without_case", line)
            return
        attributes = {said["name"]: _typed(said.get("value")) for said in entry.get("attributes") or []}
        own = {_ID: entry["id"], _TYPE: entry["type"], _TIME: entry["time"]}
        made = self._events.event({**attributes, **own}, cases, line, related)
        if made is not None:
            yield made

    def _related(self, entry: dict[str, Any], line: int) -> list[list[str]]:
        related = [[each["objectId"], each["qualifier"]] for each in entry.get("relationships") or []]
        for id_, _ in related:
            if id_ not in self._types:
                self._problems.add("log_object_unknown", line, id=id_[:SHOWN])
        return related


def _well_formed(entry: Any, *, with_time: bool) -> bool:
    if not isinstance(entry, dict):
        return False
    texts = [entry.get("id"), entry.get("type"), entry.get("time") if with_time else ""]
    said, related = entry.get("attributes") or [], entry.get("relationships") or []
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(said, list)
        and isinstance(related, list)
        and all(isinstance(each, dict) and isinstance(each.get("name"), str) for each in said)
        and all(isinstance(each, dict) and _texts(each, "objectId", "qualifier") for each in related)
    )


def _texts(entry: dict[str, Any], *names: str) -> bool:
    return all(isinstance(entry.get(name), str) for name in names)


def _typed(value: Any) -> Any:
    """Return a value of JSON as an attribute."""
    match value:
        case _Fraction():
            return {"float": str(value)}
        case str():
            return value
        case bool():
            return {"boolean": "true" if value else "false"}
        case int():
            return {"int": str(value)}
        case _:
            return {"json": json.dumps(value, ensure_ascii=False)}


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value), parse_float=str, parse_constant=str)
