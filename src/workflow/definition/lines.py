"""YAML text as plain data that remembers its lines, safe against hostile text.

What a definition may be written in is less than YAML: one document, no tags, no floats, no word or number that other
readers of YAML take for something else (`yes`, `on`, `1:30`, `010`). Dates stay text until a model reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from workflow.definition.scalars import ambiguity, read_scalar
from workflow.errors import InvalidDefinition, Problem
from workflow.language.text import unseen

MAX_BYTES = 2_000_000
MAX_DEPTH = 60
MAX_NODES = 200_000

Path = tuple[str | int, ...]

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Place(NamedTuple):
    """A file and a 1-based line of it; line 0 where the file as a whole is meant."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one or several texts, and where each part of it stands."""

    data: dict[str, Any]
    places: dict[Path, Place]

    def problem(self, code: str, path: Path, **facts: Any) -> Problem:
        """Return a problem of the part at a path, with the place of that part or of the nearest around it."""
        file, line = nearest(self.places, path)
        return Problem(code, file, line, spell_path(path), facts)


def nearest(places: Mapping[Path, Place], path: Path) -> Place:
    """Return the place of a path, or of the nearest part around it."""
    for length in range(len(path), -1, -1):
        found = places.get(path[:length])
        if found is not None:
            return found
    return Place("", 0)


def spell_path(path: Path) -> str:
    """Return a path as a reader writes it: `transitions.accept.by[0].role`."""
    spelled = ""
    for part in path:
        spelled += f"[{part}]" if isinstance(part, int) else f".{part}" if spelled else part
    return spelled


def unplaced(code: str, path: Path, **facts: Any) -> Problem:
    """Return a problem of the part at a path, whose file and line somebody else knows."""
    return Problem(code, "", 0, spell_path(path), facts)


def parse(text: str | bytes, file: str) -> Document:
    """Return the mapping that a YAML text is, with the line of every part.

    Args:
        text: UTF-8, with or without a byte order mark.
        file: the name that problems give to the text.

    Raises:
        InvalidDefinition: it is no such text; every problem that does not end the reading is told.
    """
    events = yaml.CSafeLoader(_decoded(text, file))
    builder = _Builder(file)
    try:
        while (event := events.get_event()) is not None:
            builder.take(event)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = min(mark.line + 1, _decoded(text, file).count("\n") + 1) if mark else 0
        raise _stop("yaml_syntax", file, line, reason=wrong.problem or wrong.context or "") from wrong
    except yaml.YAMLError as wrong:
        raise _stop("not_text", file, 0) from wrong
    finally:
        events.dispose()
    return builder.finish()


def _decoded(text: str | bytes, file: str) -> str:
    if len(text) > MAX_BYTES:
        raise _stop("too_large", file, 0, bytes=len(text), at_most=MAX_BYTES)
    if isinstance(text, str):
        decoded = text.removeprefix("\ufeff")
    else:
        try:
            decoded = text.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise _stop("wrong_encoding", file, text[: wrong.start].count(b"\n") + 1, byte=wrong.start) from wrong
    if (found := _NOT_TEXT.search(decoded)) is not None or not _encodable(decoded):
        line = decoded[: found.start()].count("\n") + 1 if found else 0
        raise _stop("not_text", file, line)
    return decoded


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _stop(code: str, file: str, line: int, **facts: Any) -> InvalidDefinition:
    return InvalidDefinition([Problem(code, file, line, "", facts)])


class _Key:
    """No key of a mapping is waiting for its value."""


_NO_KEY = _Key()


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being read."""

    value: Any
    path: Path
    anchor: str | None
    before: int
    key: str | _Key = _NO_KEY
    lines: dict[str, int] = field(default_factory=dict)


class _Builder:
    """Builds data from the events of a YAML text without recursion, counting what aliases expand to."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.nodes = 0
        self.documents = 0
        self.root: Any = None
        self.root_line = 1

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._count(event)
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._count(event)
                self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise self._stop("several_documents", event)
            case _:
                pass

    def finish(self) -> Document:
        if not isinstance(self.root, dict):
            code = "empty" if self.root is None else "not_a_mapping"
            self.problems.append(Problem(code, self.file, self.root_line, "", {}))
        if self.problems:
            raise InvalidDefinition(self.problems)
        self.places[()] = Place(self.file, self.root_line)
        return Document(self.root, self.places)

    def _count(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._stop("too_many_nodes", event, at_most=MAX_NODES)
        if event.tag is not None:
            self._problem("tag_not_allowed", _line(event), self._path_of_next(), tag=event.tag)

    def _scalar(self, event: Any) -> None:
        if (sign := unseen(event.value)) is not None:
            self._problem("control_character", _line(event), self._path_of_next(), found=f"U+{ord(sign):04X}")
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.value, dict) and top.key is _NO_KEY:
            self._key(top, event)
            return
        value = event.value
        if event.implicit[0]:
            value = self._plain(event)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        self._add(value, _line(event))

    def _plain(self, event: Any) -> Any:
        text: str = event.value
        value = read_scalar(text)
        if not isinstance(value, str):
            return value
        code = ambiguity(text)
        if code is not None:
            path = self._path_of_next()
            self._problem("unquoted_version" if path[-1:] == ("version",) else code, _line(event), path, text=text)
        return text

    def _key(self, top: _Open, event: Any) -> None:
        line = _line(event)
        key: str = event.value
        if key in top.lines:
            self._problem("duplicate_key", line, (*top.path, key), key=key, first_line=top.lines[key])
        top.lines.setdefault(key, line)
        top.key = key
        if event.anchor:
            self.anchors[event.anchor] = (key, 1)

    def _begin(self, value: Any, event: Any) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise _stop("too_deep", self.file, _line(event), at_most=MAX_DEPTH)
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.value, dict) and top.key is _NO_KEY:
            raise self._stop("wrong_key", event)
        path = self._path_of_next()
        self.places[path] = Place(self.file, _line(event))
        if not self.open:
            self.root_line = _line(event)
        self.open.append(_Open(value, path, event.anchor, self.nodes))

    def _end(self) -> None:
        done = self.open.pop()
        if done.anchor:
            self.anchors[done.anchor] = (done.value, self.nodes - done.before + 1)
        self._add(done.value, 0)

    def _alias(self, event: Any) -> None:
        found = self.anchors.get(event.anchor)
        if found is None:
            still_open = any(entry.anchor == event.anchor for entry in self.open)
            raise self._stop("recursive_alias" if still_open else "unknown_alias", event, alias=event.anchor)
        value, size = found
        self.nodes += size - 1
        self._count_alias(event)
        top = self.open[-1]
        if isinstance(top.value, dict) and top.key is _NO_KEY:
            raise self._stop("wrong_key", event)
        self._add(value, _line(event))

    def _count_alias(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._stop("too_many_nodes", event, at_most=MAX_NODES)

    def _add(self, value: Any, line: int) -> None:
        if not self.open:
            self.root, self.root_line = value, line or self.root_line
            return
        top = self.open[-1]
        if isinstance(top.value, list):
            if line:
                self.places[(*top.path, len(top.value))] = Place(self.file, line)
            top.value.append(value)
            return
        key = top.key
        if isinstance(key, str):
            self.places[(*top.path, key)] = Place(self.file, top.lines[key])
            top.value[key] = value
        top.key = _NO_KEY

    def _path_of_next(self) -> Path:
        if not self.open:
            return ()
        top = self.open[-1]
        if isinstance(top.value, list):
            return (*top.path, len(top.value))
        return (*top.path, top.key) if isinstance(top.key, str) else top.path

    def _problem(self, code: str, line: int, path: Path, **facts: Any) -> None:
        self.problems.append(Problem(code, self.file, line, spell_path(path), facts))

    def _stop(self, code: str, event: Any, **facts: Any) -> InvalidDefinition:
        self._problem(code, _line(event), self._path_of_next(), **facts)
        return InvalidDefinition(self.problems)


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1
