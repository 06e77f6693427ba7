"""A change of a definition as a row for a reader: what it is called, and what it was and is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workflow.definition.diff import TABLE_OF, Change
from workflow.definition.model import Definition
from workflow.definition.wording import period_text
from workflow.language.catalogue.changes import PARTS
from workflow.language.catalogue.labels import label
from workflow.language.catalogue.words import shown, template_of
from workflow.language.text import Text
from workflow.views.titles import Titles


def difference(change: Change, sides: Iterable[Definition], language: str) -> list[str]:
    """Return the cells of a row: the kind of part, its title over its id, how it changed, what it was and what it is.

    Args:
        sides: the definitions to look titles up in, the first first.
    """
    title = next(filter(None, (_title(side, change, language) for side in sides)), "")
    name = ".".join(part for part in (change.within, change.name, change.field) if part)
    values = [_value(value, language) for value in (change.before, change.after)]
    part = template_of(PARTS, change.part, language) or change.part
    return [part, f"{title}\n{name}" if title else name, label(change.kind, language), *values]


def _value(value: Any, language: str) -> str:
    return period_text(value, language) if isinstance(value, str) else shown(value, language)


def _title(definition: Definition, change: Change, language: str) -> str:
    """Return the title of what changed within its owner, or nothing where it has none there."""
    lifecycle = definition.lifecycles.get(change.within)
    owner = lifecycle or definition.items.get(change.within)
    if change.part.endswith("_edge"):
        own = Titles(definition, lifecycle, language).item(change.name)
        own = "" if own == change.name else own
    else:
        own = _own_title(definition, change, language)
    return " · ".join([*([owner.title.within(language)] if owner else []), *([own] if own else [])]) if own else ""


def _own_title(definition: Definition, change: Change, language: str) -> str:
    holder: Any = definition.lifecycles.get(change.within) or definition
    table = TABLE_OF.get(change.part, "")
    if change.within in definition.items:
        is_limit = change.part.startswith(("statutory", "promised", "limit"))
        holder = definition.lifecycle_of(change.within) if is_limit else definition.items[change.within]
        table = "clocks" if is_limit else "materials"
    known = getattr(holder, table, {}).get(change.name)
    title = getattr(known, "title", known)
    return title.within(language) if isinstance(title, Text) else ""
