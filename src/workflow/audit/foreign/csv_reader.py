"""Reading CSV (RFC 4180, and what people make of it): one row for each event, cases in any order."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from workflow.audit.exchange.csv_writer import as_it_was
from workflow.audit.foreign.events import ForeignCaseImported, Item
from workflow.audit.foreign.mapping import Mapping
from workflow.audit.foreign.opening import chunks, encoding_of, lines, texts
from workflow.audit.foreign.problems import Problems
from workflow.audit.foreign.reading import SHOWN, Events, Head, Once

OF_THE_CASE = "case:"
_CASE = f"{OF_THE_CASE}concept:name"
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 64_000_000
_NAMES = {
    "activity": "concept:name",
    "time": "time:timestamp",
    "resource": "org:resource",
    "transition": "lifecycle:transition",
    "id": None,
}


class CsvReader:
    """Reads CSV."""

    order = "time"

    def __call__(self, path: Path, mapping: Mapping, problems: Problems, head: Head) -> Iterator[Item]:
        """Yield the events of a file in its order, each case before its first event."""
        parts = chunks(path, problems)
        first = next(parts, b"")
        encoding = mapping.encoding or encoding_of(first[:4])
        coming = lines(texts(chain([first], parts), encoding, problems))
        names = next(coming, "").removeprefix("\ufeff")
        delimiter = mapping.delimiter or max(_DELIMITERS, key=names.count)
        csv.field_size_limit(_LONGEST_CELL)
        rows = csv.reader(chain([names], coming), delimiter=delimiter, strict=True)
        try:
            yield from _Table(next(rows, []), mapping, problems, head).items(rows)
        except csv.Error as wrong:
            raise problems.fatal("log_not_csv", rows.line_num, reason=str(wrong)) from wrong


class _Table:
    """A table with its columns settled."""

    def __init__(self, columns: list[str], mapping: Mapping, problems: Problems, head: Head) -> None:
        self._columns = [column.strip() for column in columns]
        self._problems = problems
        self._mapping = mapping
        head.attributes["columns"] = self._columns
        self._case = mapping.case or _CASE
        self._check_columns()
        self._of_case = {name for name in self._columns if name.startswith(OF_THE_CASE)} | set(mapping.case_columns)
        self._events = Events(mapping, problems, _NAMES)
        self._id = mapping.id
        self._ids = Once("log_event_twice", problems)
        self._cases: dict[str, dict[str, str]] = {}

    def items(self, rows: Any) -> Iterator[Item]:
        """Yield what the rows say."""
        before = rows.line_num
        for row in rows:
            line, before = before + 1, rows.line_num
            if not row:
                continue
            if len(row) != len(self._columns):
                self._problems.add("log_row_of_other_length", line, found=len(row), expected=len(self._columns))
                continue
            cells = map(as_it_was, row) if self._mapping.guarded else row
            yield from self._row({name: cell for name, cell in zip(self._columns, cells, strict=True) if cell}, line)

    def _row(self, told: dict[str, str], line: int) -> Iterator[Item]:
        case = told.get(self._case, "").strip()
        attributes = {name: text for name, text in told.items() if name not in self._of_case or name == self._case}
        if case:
            yield from self._case_of(case, told, line)
        elif self._mapping.without_case == "refuse":
            self._problems.add("log_event_without_case", line)
            return
        made = self._events.event(attributes, [case] if case else [], line)
        if made is not None:
            if self._id and self._id in told:
                self._ids.check(told[self._id], line)
            yield made

    def _case_of(self, case: str, told: dict[str, str], line: int) -> Iterator[Item]:
        said = {name.removeprefix(OF_THE_CASE): told[name] for name in sorted(self._of_case & told.keys())}
        known = self._cases.get(case)
        if known is None:
            self._cases[case] = said
            yield ForeignCaseImported.model_construct(case=case, line=line, attributes=said, related=[])
        elif known != said:
            other = sorted(name for name in known.keys() | said.keys() if known.get(name) != said.get(name))
            self._problems.add("log_case_differs", line, case=case[:SHOWN], names=", ".join(other))

    def _check_columns(self) -> None:
        wanted = [self._case, *_listed(self._mapping.activity or _NAMES["activity"])]
        wanted += [self._mapping.time or str(_NAMES["time"]), *self._mapping.case_columns]
        wanted += [name for name in (self._mapping.resource, self._mapping.transition, self._mapping.id) if name]
        for name in dict.fromkeys(wanted):
            if name not in self._columns:
                self._problems.add("log_column_missing", 1, name=name, found=", ".join(self._columns)[:500])
        repeated = sorted({name for name in self._columns if self._columns.count(name) > 1})
        if repeated:
            self._problems.add("log_column_twice", 1, names=", ".join(repeated))
        self._problems.stop()


def _listed(names: str | Sequence[str] | None) -> Sequence[str]:
    return [names] if isinstance(names, str) else names or ()
