"""XES (IEEE 1849-2016): one trace for each case, its events in the order they were recorded.

The keys of the standard extensions (concept, time, lifecycle, organizational) carry what they mean; our own keys have
no prefix, for they belong to no extension. An event's id is one of ours: the standard's is a UUID, which ours is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from workflow.audit.exchange.fields import KINDS, fields
from workflow.audit.exchange.history import History, case_of
from workflow.audit.exchange.tally import Tally
from workflow.store import Record

_STANDARD = {
    "event": "concept:name",
    "effective_at": "time:timestamp",
    "person": "org:resource",
    "role": "org:role",
    "authority": "org:group",
}
_TAGS = {"string": "string", "integer": "int", "time": "date", "boolean": "boolean"}
_ALWAYS = ("event", "effective_at", "person", "role", "event_id", "position", "version", "schema", "recorded_at")
_SAMPLES = {"string": "", "int": "0", "date": "1970-01-01T00:00:00Z", "boolean": "false"}
_OPENED = ("item", "instance", "lifecycle", "authority", "applicant", "project", "definition")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
# The rest of these XML 1.0 cannot carry at all, not even escaped (section 2.2).
_TO_ESCAPE = re.compile('[&<>"\x00-\x1f\ufffe\uffff]')
_EXTENSIONS = (
    ("Concept", "concept"),
    ("Time", "time"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
)


def write_xes(history: History, path: Path) -> Tally:
    """Write the cases of a history and return what was written; a case without an event in the period is left out."""
    tally = Tally()
    within = history.within
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_head())
        trace = _Traces(file)
        for record in history.case_by_case():
            trace.notice(record)
            if within(record):
                trace.event(record)
                tally.count(record)
        trace.end()
        file.write("</log>\n")
    return tally


class _Traces:
    """Traces as they are written, one after the other."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._case: str | None = None
        self._opening: list[str] = []
        self._open = False

    def notice(self, record: Record) -> None:
        """Begin another trace where a record is of another case; it is written with its first event."""
        case = case_of(record)
        if case != self._case:
            self.end()
            self._case = case
            self._opening = ["  <trace>\n", _attribute("string", "concept:name", case or "", 4)]
        if record.name == "CaseOpened":
            said = {name: record.data.get(name) for name in _OPENED}
            self._opening += [_attribute("string", name, str(text), 4) for name, text in said.items() if text]

    def event(self, record: Record) -> None:
        """Write an event into the trace it belongs to."""
        if not self._open:
            self._file.write("".join(self._opening))
            self._open = True
        self._file.write("".join(_event(record)))

    def end(self) -> None:
        """End the trace, if one was begun."""
        if self._open:
            self._file.write("  </trace>\n")
        self._open = False


def _event(record: Record) -> Iterator[str]:
    yield "    <event>\n"
    for name, text in fields(record).items():
        if name != "stream":
            yield f'{_BEGUN[name]}{_escaped(text)}"/>\n'
    yield _END_OF_EVENT


def _head() -> str:
    extensions = (
        f'  <extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
        for name, prefix in _EXTENSIONS
    )
    always = (_attribute(_tag(name), _STANDARD.get(name, name), _SAMPLES[_tag(name)], 4) for name in _ALWAYS)
    return "".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">\n',
            *extensions,
            '  <global scope="trace">\n',
            _attribute("string", "concept:name", "", 4),
            '  </global>\n  <global scope="event">\n',
            *always,
            _attribute("string", "lifecycle:transition", "complete", 4),
            "  </global>\n",
            '  <classifier name="Activity" keys="concept:name"/>\n',
            '  <classifier name="Resource" keys="org:resource"/>\n',
        ]
    )


def _tag(name: str) -> str:
    return _TAGS[KINDS[name]]


def _attribute(tag: str, key: str, value: str, indent: int) -> str:
    return f'{" " * indent}<{tag} key="{key}" value="{_escaped(value)}"/>\n'


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda sign: _ESCAPES.get(sign[0], "\ufffd"), text) if _TO_ESCAPE.search(text) else text


_BEGUN = {name: f'      <{_tag(name)} key="{_STANDARD.get(name, name)}" value="' for name in KINDS}
_END_OF_EVENT = _attribute("string", "lifecycle:transition", "complete", 6) + "    </event>\n"
