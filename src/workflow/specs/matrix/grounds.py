"""The articles that a cell rests on, for whoever has to say what the law wants of it."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.definition.model import Source
from workflow.definition.wording import source_texts
from workflow.lifecycle.rules import Rules
from workflow.specs.matrix.cells import Cell


def articles_of(rules: Rules, cell: Cell, language: str) -> list[str]:
    """Return the articles that a cell rests on, as a reader is told of them, each once."""
    return list(source_texts(_sources(rules, cell), rules.definition.laws, language))


def _sources(rules: Rules, cell: Cell) -> Iterator[Source]:
    lifecycle = rules.definition.lifecycles[cell.lifecycle]
    key = cell.detail.rpartition("=")[0] or cell.detail
    item = rules.definition.items.get(cell.item)
    if item is not None:
        yield from item.requires.sources.get(key, item.source)
    elif cell.kind == "clock":
        yield from lifecycle.clocks[key.partition(":")[0]].source
    elif key in lifecycle.refusals:
        yield from lifecycle.refusals[key].source
    elif cell.transition in lifecycle.forbidden:
        yield from lifecycle.forbidden[cell.transition].source
    elif cell.transition:
        yield from lifecycle.transitions[cell.transition].source
