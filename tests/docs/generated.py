"""What stands between `<!-- generated: NAME -->` and `<!-- end -->` in the reference: tables the program itself gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from workflow.language.catalogue.problems import PROBLEMS
from workflow.language.catalogue.refusals import REFUSALS
from workflow.lifecycle.events import KERNEL
from workflow.specs import steps
from workflow.specs.phrases import LIBRARY
from workflow.store.codec import Envelope

SECTION = re.compile(r"(<!-- generated: (\w+) -->\n\n)(?:.*?\n\n)??(<!-- end -->)", re.DOTALL)
KEYWORDS = {"given": "假如 Given", "when": "当 When", "then": "那么 Then"}


def filled(page: str) -> str:
    """Return a page with its generated sections written anew."""
    return SECTION.sub(lambda found: found[1] + TABLES[found[2]]() + "\n\n" + found[3], page)


def _table(heads: str, rows: list[tuple[str, ...]]) -> str:
    cells = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    columns = heads.count("|") + 1
    return "\n".join([f"| {heads} |", "|" + "---|" * columns, *cells])


def _words(table: Mapping[str, Mapping[str, str]]) -> str:
    return _table("`key` | 中文 | English", [(f"`{key}`", words["zh-CN"], words["en"]) for key, words in table.items()])


def _events() -> str:
    rows = [
        (f"`{name}`", ", ".join(f"`{field}`" for field in kind.model_fields), str(kind.__doc__).partition("\n")[0])
        for name, kind in KERNEL.items()
    ]
    return _table("`event` | `data` | Meaning", rows)


def _envelope() -> str:
    return ", ".join(f"`{field}`" for field in Envelope.__struct_fields__)


def _steps() -> str:
    assert steps.MODULES
    parts = []
    for phrase in LIBRARY:
        keywords = " / ".join(KEYWORDS[keyword] for keyword in phrase.keywords)
        table = " · 表格 table" if phrase.takes_table else ""
        parts.append(f"- `{phrase.zh}`\n  `{phrase.en}`\n  {keywords}{table}. {phrase.meaning}")
    return "\n".join(parts)


TABLES: Mapping[str, Callable[[], str]] = {
    "refusals": lambda: _words(REFUSALS),
    "problems": lambda: _words(PROBLEMS),
    "events": _events,
    "envelope": _envelope,
    "steps": _steps,
}
