"""What counts as an explicit basis: an article of a law whose date in force is known, not a practice in general."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflow.definition.terms import Law, Source


def is_explicit(sources: Iterable[Source], laws: Mapping[str, Law]) -> bool:
    """Tell whether one of some sources names an article of a law whose date in force is known."""
    return any(one.article is not None and one.law in laws and laws[one.law].in_force is not None for one in sources)
