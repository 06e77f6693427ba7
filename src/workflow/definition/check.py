"""Whether a definition is sound: what would fail, or leave somebody without an answer, when it runs."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.definition.check_clocks import check_clocks, check_promises
from workflow.definition.check_effects import check_effects
from workflow.definition.check_events import check_events
from workflow.definition.check_flow import check_conversion, check_flow
from workflow.definition.check_legal_limits import check_legal_limits
from workflow.definition.check_lifecycle import check_lifecycle
from workflow.definition.check_names import check_names
from workflow.definition.check_prerequisites import check_pre_review, check_prerequisites
from workflow.definition.check_references import check_references
from workflow.definition.check_shape import check_shape
from workflow.definition.check_titles import check_sources, check_titles
from workflow.definition.check_values import check_values
from workflow.definition.check_votes import check_votes
from workflow.definition.check_words import check_words
from workflow.definition.lines import unplaced
from workflow.definition.model import Definition
from workflow.errors import Problem


def check(definition: Definition) -> list[Problem]:
    """Return everything unsound about a definition, with paths; who loaded it knows files and lines."""
    return list(_problems(definition))


def _problems(definition: Definition) -> Iterator[Problem]:
    yield from check_names(definition)
    yield from check_references(definition)
    yield from check_titles(definition)
    yield from check_values(definition)
    yield from check_sources(definition)
    yield from check_words(definition)
    yield from check_prerequisites(definition)
    yield from check_pre_review(definition)
    yield from check_promises(definition)
    yield from check_events(definition)
    yield from check_legal_limits(definition)
    for name, lifecycle in definition.lifecycles.items():
        if name != lifecycle.lifecycle:
            yield unplaced("lifecycle_under_other_name", ("lifecycles", name), name=name, lifecycle=lifecycle.lifecycle)
        yield from check_lifecycle(definition, lifecycle)
        yield from check_effects(definition, lifecycle)
        yield from check_votes(definition, lifecycle)
        yield from check_flow(definition, lifecycle)
        yield from check_shape(definition, lifecycle)
        yield from check_clocks(definition, lifecycle)
        yield from check_conversion(lifecycle)
