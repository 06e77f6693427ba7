"""Tables below steps: fields and values, rows under a heading, or one column of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.language.catalogue.words import joined
from workflow.specs.wording import Misspoken

Table = Sequence[Sequence[str]]
_PAIR = 2


def pairs(table: Table | None, language: str) -> dict[str, str]:
    """Return a table of two columns as fields and values.

    Raises:
        Misspoken: it has other columns, or names a field twice.
    """
    found: dict[str, str] = {}
    for row in table or ():
        if len(row) != _PAIR:
            raise Misspoken("two_columns", language, seen=len(row))
        if row[0] in found:
            raise Misspoken("said_twice", language, name=row[0])
        found[row[0]] = row[1]
    return found


def rows(
    table: Table | None, columns: Mapping[str, tuple[str, ...]], required: Sequence[str], language: str
) -> list[dict[str, str]]:
    """Return a table with a heading as rows by column.

    Args:
        columns: the columns it may have: name to how it may be headed.
        required: those it must have.

    Raises:
        Misspoken: there is no table, or its columns are others.
    """
    if not table:
        raise Misspoken("table_wanted", language)
    heads: list[str] = []
    for head in table[0]:
        found = next((name for name, words in columns.items() if head in {name, *words}), None)
        if found is None:
            known = joined((words[0 if language == "zh-CN" else -1] for words in columns.values()), language)
            raise Misspoken("unknown_column", language, name=head, known=known)
        if found in heads:
            raise Misspoken("said_twice", language, name=head)
        heads.append(found)
    for name in required:
        if name not in heads:
            raise Misspoken("missing_column", language, name=columns[name][0 if language == "zh-CN" else -1])
    return [dict(zip(heads, row, strict=True)) for row in table[1:]]


def names_in(table: Table | None, heads: Sequence[str], language: str) -> list[str]:
    """Return a table of one column as names; its heading is left out.

    Raises:
        Misspoken: there is no table, or it has more columns.
    """
    if not table:
        raise Misspoken("table_wanted", language)
    if len(table[0]) != 1:
        raise Misspoken("one_column", language, seen=len(table[0]))
    listed = [row[0] for row in table]
    return listed[1:] if listed[0] in heads else listed
