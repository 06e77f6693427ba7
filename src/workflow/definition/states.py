"""From where to where a transition leads, with groups spelled out: read by the check and by the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workflow.definition.model import Conditional, Lifecycle, Transition

SAME = "same"
BACK = "back"
ANY = "any"


class Step(NamedTuple):
    """One way a transition may lead: from a state to a state."""

    transition: str
    source: str
    target: str


def members(lifecycle: Lifecycle, name: str) -> tuple[str, ...]:
    """Return the states a name in `from` means: a state, `$group`, or `$any` for all states.

    Names of unknown states and groups mean no state.
    """
    return tuple(dict.fromkeys(_members(lifecycle, name, ())))


def sources(lifecycle: Lifecycle, transition: Transition) -> tuple[str, ...]:
    """Return the states a transition may be taken from, without doubles, in the order they are written."""
    return tuple(dict.fromkeys(state for name in transition.from_ for state in members(lifecycle, name)))


def written_targets(transition: Transition) -> tuple[str, ...]:
    """Return the targets of a transition as they are written: states, `same`, `back`."""
    return (transition.to,) if isinstance(transition.to, str) else tuple(branch.is_ for branch in transition.to)


def steps(lifecycle: Lifecycle) -> tuple[Step, ...]:
    """Return every way every transition may lead; `back` leads to each state from which the source can be entered."""
    direct = [
        Step(name, source, source if target == SAME else target)
        for name, transition in lifecycle.transitions.items()
        for source in sources(lifecycle, transition)
        for target in written_targets(transition)
        if target == SAME or target in lifecycle.states
    ]
    entered: dict[str, list[str]] = {}
    for step in direct:
        if step.source != step.target:
            entered.setdefault(step.target, []).append(step.source)
    returning = [
        Step(name, source, target)
        for name, transition in lifecycle.transitions.items()
        if BACK in written_targets(transition)
        for source in sources(lifecycle, transition)
        for target in dict.fromkeys(entered.get(source, ()))
    ]
    return tuple(dict.fromkeys([*direct, *returning]))


def branches(value: str | tuple[Conditional, ...] | None) -> tuple[Conditional, ...]:
    """Return a value that may depend on data as its branches; a plain value is the one branch that always holds."""
    if value is None:
        return ()
    return (Conditional.model_construct(if_=None, is_=value),) if isinstance(value, str) else value


def _members(lifecycle: Lifecycle, name: str, within: tuple[str, ...]) -> Iterator[str]:
    group = name.removeprefix("$")
    if name == f"${ANY}" and ANY not in lifecycle.groups:
        yield from lifecycle.states
    elif name.startswith("$"):
        for member in () if group in within else lifecycle.groups.get(group, ()):
            yield from _members(lifecycle, member, (*within, group))
    elif name in lifecycle.states:
        yield name
