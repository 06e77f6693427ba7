"""Constructs that do not go together: in a project's own lifecycle, or with a branch that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Conditional, Definition, Lifecycle, Majority, Transition
from workflow.errors import Problem


def check_shape(definition: Definition, lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield what a project's lifecycle cannot do, and choices that may end in nothing."""
    at: Path = ("lifecycles", lifecycle.lifecycle)
    for name, act in lifecycle.transitions.items():
        here = (*at, "transitions", name)
        if lifecycle.lifecycle == definition.lifecycle:
            yield from _of_project(act, here)
        yield from _rest(act.to, (*here, "to"))
        for clock, extension in act.clocks.extend.items():
            yield from _rest(extension, (*here, "clocks", "extend", clock))
    for clock, defined in lifecycle.clocks.items():
        yield from _rest(defined.limit, (*at, "clocks", clock, "limit"))
    for vote, rule in lifecycle.votes.items():
        yield from _rest(rule.passes, (*at, "votes", vote, "pass"))


def _of_project(act: Transition, at: Path) -> Iterator[Problem]:
    """A project has standings and facts; clocks, other cases and prerequisites are matters of its cases."""
    cannot = {
        "clocks": act.clocks.model_fields_set,
        "also": act.also,
        "opens": act.opens,
        "bars": act.bars,
        "requires": act.requires,
        "vote": act.vote,
    }
    for key, said in cannot.items():
        if said:
            yield unplaced("not_in_a_project", (*at, key), key=key)


def _rest(branches: str | Sequence[Conditional | Majority] | None, at: Path) -> Iterator[Problem]:
    if branches is not None and not isinstance(branches, str) and (not branches or branches[-1].if_ is not None):
        yield unplaced("no_rest", at)
