"""Reading XES (IEEE 1849-2016 and 1.0) with the parser of the standard library; what no log needs is refused.

A document type, and with it every entity, ends the reading before anything is expanded. Read is trace by trace.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from workflow.audit.foreign.events import ForeignCaseImported, Item
from workflow.audit.foreign.mapping import Mapping
from workflow.audit.foreign.opening import chunks, encoding_of, texts
from workflow.audit.foreign.problems import Problems
from workflow.audit.foreign.reading import Events, Head, Once, text_of

KINDS = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})
_LISTS = frozenset({"list", "container", "values"})
_FRAME = frozenset({"log", "trace", "event", "global", "values"})
DEEPEST = 50
_LONGEST = 64_000_000
_HEAD = 1024
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# What expat reads by itself; anything else is decoded first.
_KNOWN = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1"})
_STATED = "meta_concept:named_events_total"
_NAMES = {
    "activity": "concept:name",
    "time": "time:timestamp",
    "resource": "org:resource",
    "transition": "lifecycle:transition",
    "id": "identity:id",
}


class _Node:
    """An element that is still open."""

    __slots__ = ("attributes", "events", "inner", "key", "line", "tag", "value")

    def __init__(self, tag: str, said: dict[str, str], line: int) -> None:
        self.tag = tag
        self.key = said.get("scope", "") if tag == "global" else said.get("key")
        self.value = said.get("value")
        self.line = line
        self.attributes: dict[str, Any] = {}
        self.inner: list[list[Any]] = []
        self.events: list[_Node] = []

    def take(self, key: str, value: Any) -> None:
        """Keep an attribute; one whose key is there already beside the other."""
        if self.tag in _LISTS:
            self.inner.append([key, value])
        elif key in self.attributes:
            before = self.attributes[key]
            many = before["many"] if isinstance(before, dict) and "many" in before else [before]
            self.attributes[key] = {"many": [*many, value]}
        else:
            self.attributes[key] = value


class XesReader:
    """Reads XES."""

    order = "file"

    def __call__(self, path: Path, mapping: Mapping, problems: Problems, head: Head) -> Iterator[Item]:
        """Yield the cases of a file, each with its events after it."""
        override, parts = _source(path, mapping, problems)
        log = _Log(mapping, problems, head)
        parser = _parser(log, override, problems)
        fed = 0
        part = b""
        try:
            for part in parts:
                fed += len(part)
                parser.Parse(part, False)  # noqa: FBT003 (expat names nothing)
                if parser.CurrentByteIndex + _LONGEST < fed:
                    raise problems.fatal("log_part_too_long", parser.CurrentLineNumber, at_most=_LONGEST)
                yield from log.given()
            parser.Parse(b"", True)  # noqa: FBT003 (as above)
        except expat.ExpatError as wrong:
            if override is None and not _is_utf_8(part):
                raise problems.fatal("log_encoding_wrong", wrong.lineno, encoding="utf-8") from wrong
            raise problems.fatal("log_not_xml", wrong.lineno, reason=expat.ErrorString(wrong.code)) from wrong
        yield from log.given()
        if not log.seen:
            raise problems.fatal("log_not_xes", 1)


class _Log:
    """A log as it is read: what is open, and what is finished and waits to be given out."""

    def __init__(self, mapping: Mapping, problems: Problems, head: Head) -> None:
        self.parser: Any = None
        self.seen = False
        self._problems = problems
        self._head = head
        self._mapping = mapping
        self._events = Events(mapping, problems, _NAMES)
        self._case_key = mapping.case or "concept:name"
        self._cases = Once("log_case_twice", problems)
        self._ids = Once("log_event_twice", problems)
        self._open: list[_Node] = []
        self._leaf: tuple[str, dict[str, str]] | None = None
        self._ready: list[Item] = []

    def given(self) -> Iterator[Item]:
        """Yield what is finished, once."""
        ready, self._ready = self._ready, []
        yield from ready

    def begin(self, tag: str, said: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self._leaf is not None:
            self._push(*self._leaf)  # it holds something, so it is no leaf
            self._leaf = None
        kind = tag.rpartition(":")[2] if ":" in tag else tag
        if kind in KINDS and self._open:
            if "key" not in said or ("value" not in said and kind not in _LISTS):
                self._problems.add("log_attribute_incomplete", self.line, tag=kind)
            self._leaf = (kind, said)
        else:
            self._frame(kind, said)

    def end(self, _: str) -> None:
        """Take the end of an element."""
        if self._leaf is not None:
            kind, said = self._leaf
            self._leaf = None
            value: Any = said.get("value", "")
            if kind != "string":
                value = {kind: [] if kind in _LISTS else value}
            self._open[-1].take(said.get("key", ""), value)
            return
        node = self._open.pop()
        if not self._open:
            self._whole(node)
        else:
            self._close(node, self._open[-1])

    @property
    def line(self) -> int:
        """Return the line that is being read."""
        line: int = self.parser.CurrentLineNumber
        return line

    def _frame(self, tag: str, said: dict[str, str]) -> None:
        if not self._open and tag != "log":
            raise self._problems.fatal("log_not_xes", self.line)
        self.seen = True
        if tag in {"extension", "classifier"}:
            self._head.attributes.setdefault(tag, []).append(dict(sorted(said.items())))
        elif tag not in _FRAME:
            self._problems.add("log_element_unknown", self.line, tag=tag)
        self._push(tag, said)

    def _push(self, tag: str, said: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise self._problems.fatal("log_too_deep", self.line, at_most=DEEPEST)
        self._open.append(_Node(tag, said, self.line))

    def _close(self, node: _Node, parent: _Node) -> None:
        match node.tag:
            case "trace":
                self._trace(node)
            case "event" if parent.tag == "trace":
                parent.events.append(node)
            case "event":
                self._loose(node)
            case "values":
                parent.inner += node.inner
            case "global":
                parent.take(f"global:{node.key}", {"global": node.attributes})
            case tag if tag in KINDS:
                parent.take(node.key or "", _encoded(node))
            case _:
                pass

    def _trace(self, node: _Node) -> None:
        case = text_of(node.attributes.get(self._case_key))
        if case is None or not case.strip():
            self._problems.add("log_case_missing", node.line, name=self._case_key)
            return
        self._cases.check(case, node.line)
        found = ForeignCaseImported.model_construct(case=case, line=node.line, attributes=node.attributes, related=[])
        self._ready.append(found)
        for event in node.events:
            self._event(event, [case])

    def _loose(self, node: _Node) -> None:
        if self._mapping.without_case == "keep":
            self._event(node, [])
        else:
            self._problems.add("log_event_without_case", node.line)

    def _event(self, node: _Node, cases: list[str]) -> None:
        made = self._events.event(node.attributes, cases, node.line)
        if made is None:
            return
        self._ready.append(made)
        if isinstance(made, tuple) and made[0].id is not None:
            self._ids.check(made[0].id, node.line)

    def _whole(self, node: _Node) -> None:
        self._head.attributes["log"] = node.attributes
        stated = text_of(node.attributes.get(_STATED))
        self._head.stated_events = int(stated) if stated is not None and stated.isdecimal() else None


def _encoded(node: _Node) -> Any:
    if node.tag in _LISTS:
        return {node.tag: node.inner}
    value = node.value or ""
    if node.tag == "string" and not node.attributes:
        return value
    return {node.tag: value, **({"attributes": node.attributes} if node.attributes else {})}


def _source(path: Path, mapping: Mapping, problems: Problems) -> tuple[str | None, Iterator[bytes]]:
    """Return the bytes of a file as the parser can read them, and the encoding it must take them for, if not its own.

    Raises:
        InvalidLog: there is no such encoding.
    """
    parts = chunks(path, problems)
    first = next(parts, b"")
    whole = chain([first], parts)
    marked = encoding_of(first[:4])
    declared = _DECLARED.search(first[:_HEAD])
    encoding = mapping.encoding or (declared[1].decode("ascii") if declared else marked)
    if mapping.encoding is None and (encoding.lower() in _KNOWN or marked != "utf-8"):
        return None, whole
    try:
        codecs.lookup(encoding)
    except LookupError as wrong:
        raise problems.fatal("log_encoding_unknown", 1, encoding=encoding) from wrong
    return "utf-8", (text.encode() for text in texts(whole, encoding, problems))


def _parser(log: _Log, encoding: str | None, problems: Problems) -> Any:
    parser = expat.ParserCreate(encoding)
    log.parser = parser
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(*_: object) -> NoReturn:
        raise problems.fatal("log_document_type", parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = log.begin
    parser.EndElementHandler = log.end
    return parser


def _is_utf_8(part: bytes) -> bool:
    """Tell whether bytes are UTF-8, a character that was cut at either end aside."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(part.lstrip(bytes(range(0x80, 0xC0))))
    except UnicodeDecodeError:
        return False
    return True
