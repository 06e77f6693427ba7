"""Constructs that do not go together: in a project's own lifecycle, with a vote, or with a branch that is missing."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Conditional, Definition, Lifecycle, Transition
from workflow.definition.narrow_scope import known_type
from workflow.errors import Problem

BALLOTS = "ballots"


def check_shape(definition: Definition, lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield what a project's lifecycle cannot do, votes without ballots, and choices that may end in nothing."""
    at: Path = ("lifecycles", lifecycle.lifecycle)
    for name, act in lifecycle.transitions.items():
        here = (*at, "transitions", name)
        if lifecycle.lifecycle == definition.lifecycle:
            yield from _of_project(act, here)
        yield from _vote(act, here)
        if isinstance(act.to, tuple):
            yield from _rest(act.to, (*here, "to"))
    for clock, defined in lifecycle.clocks.items():
        if isinstance(defined.limit, tuple):
            yield from _rest(defined.limit, (*at, "clocks", clock, "limit"))


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


def _vote(act: Transition, at: Path) -> Iterator[Problem]:
    if act.vote is None:
        return
    need = act.needs.get(BALLOTS)
    kind = known_type(need.type) if need else None
    if kind is None or kind.kind != "list" or kind.nullable:
        yield unplaced("vote_without_ballots", (*at, "needs"), key=BALLOTS)


def _rest(branches: tuple[Conditional, ...], at: Path) -> Iterator[Problem]:
    if not branches or branches[-1].if_ is not None:
        yield unplaced("no_rest", at)
