"""Limits: how long a clock runs for an item, by its own limit or by the one its lifecycle gives."""

from __future__ import annotations

from workflow.definition.expressions import FactMissing
from workflow.definition.model import ItemLimit
from workflow.lifecycle.situation import Situation
from workflow.lifecycle.words import Words

_NOTHING_SAID = ItemLimit()


def of_item(situation: Situation, clock: str) -> ItemLimit:
    """Return what the item says of a clock."""
    return situation.item.limits.get(clock, _NOTHING_SAID) if situation.item else _NOTHING_SAID


def statutory(words: Words, clock: str) -> str | None:
    """Return the statutory limit of a clock as a period's text; None where the item gives an optional clock none.

    Raises:
        FactMissing: the limit depends on a fact that is not known.
    """
    situation = words.situation
    defined = situation.machine.lifecycle.clocks[clock]
    said = of_item(situation, clock).statutory
    limit = said.limit if said else defined.limit
    if limit is None:
        return None
    try:
        return words.period(limit)
    except FactMissing as lacking:
        if defined.optional and all(path.startswith("item.") for path in lacking.paths):
            return None
        raise
