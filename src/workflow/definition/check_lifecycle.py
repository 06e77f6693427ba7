"""References within a lifecycle: states, groups, roles, clocks, attributes, refusals, parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.definition.check_references import moment, unknown
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Definition, Lifecycle, Transition
from workflow.definition.narrow_scope import known_type
from workflow.definition.states import ANY, BACK, SAME, branches
from workflow.definition.types import CONTAINERS, Type
from workflow.errors import Problem
from workflow.language.quantities import parse_period

_EVENT = re.compile(r"[A-Z][A-Za-z0-9]*")


def check_lifecycle(definition: Definition, lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield every name in a lifecycle that nothing goes by."""
    at: Path = ("lifecycles", lifecycle.lifecycle)
    yield from unknown("state", lifecycle.initial, lifecycle.states, (*at, "initial"))
    for group, names in lifecycle.groups.items():
        for number, name in enumerate(names):
            yield from _states(lifecycle, name, (*at, "groups", group, number))
    yield from _clocks(lifecycle, (*at, "clocks"))
    yield from _parts(lifecycle, at)
    for name, transition in lifecycle.transitions.items():
        yield from _transition(definition, lifecycle, transition, (*at, "transitions", name))


def _transition(definition: Definition, lifecycle: Lifecycle, transition: Transition, at: Path) -> Iterator[Problem]:
    roles = {*definition.roles, *lifecycle.roles}
    for number, by in enumerate(transition.by):
        yield from unknown("role", by.role, roles, (*at, "by", number))
    yield from _moves(lifecycle, transition, at)
    yield from _clock_names(lifecycle, transition, at)
    yield from _changes(lifecycle, transition, at)
    yield from _bar(transition, at)
    for key, path in refusals_of(transition):
        yield from unknown("refusal", key, lifecycle.refusals, (*at, *path))


def _clocks(lifecycle: Lifecycle, at: Path) -> Iterator[Problem]:
    for name, clock in lifecycle.clocks.items():
        for key, attribute in (("until", clock.until), ("start", clock.start)):
            yield from moment(lifecycle, attribute, (*at, name, key))


def refusals_of(transition: Transition) -> Iterator[tuple[str, Path]]:
    """Yield the refusal keys that a transition names, with the path of each within it."""
    for key in transition.guards:
        yield key, ("guards", key)
    for name, need in transition.needs.items():
        if need.refuse is not None:
            yield need.refuse, ("needs", name, "refuse")
    for part, path in (
        (transition.at_most, "at_most"),
        (transition.within, "within"),
        (transition.after, "after"),
    ):
        if part is not None and part.refuse is not None:
            yield part.refuse, (path, "refuse")
    if transition.barred is not None:
        yield transition.barred, ("barred",)


def _states(lifecycle: Lifecycle, name: str, at: Path) -> Iterator[Problem]:
    if name.startswith("$"):
        if name != f"${ANY}":
            yield from unknown("group", name[1:], lifecycle.groups, at)
    else:
        yield from unknown("state", name, lifecycle.states, at)


def _is(lifecycle: Lifecycle, attribute: str, kind: str, at: Path) -> Iterator[Problem]:
    found = known_type(lifecycle.attributes[attribute].type)
    if found.kind not in {kind, "any"}:
        yield unplaced("attribute_not_of_kind", at, name=attribute, expected=kind, found=str(found))


def _moves(lifecycle: Lifecycle, transition: Transition, at: Path) -> Iterator[Problem]:
    for number, name in enumerate(transition.from_):
        yield from _states(lifecycle, name, (*at, "from", number))
    for number, branch in enumerate(branches(transition.to)):
        path = (*at, "to") if isinstance(transition.to, str) else (*at, "to", number, "is")
        yield from unknown("state", branch.is_, {*lifecycle.states, SAME, BACK}, path)
    if _EVENT.fullmatch(transition.event) is None:
        yield unplaced("event_name_form", (*at, "event"), event=transition.event)
    if transition.document is not None:
        yield from unknown("need", transition.document, transition.needs, (*at, "document"))
        need = transition.needs.get(transition.document)
        if need is not None and known_type(need.type).kind not in {"document", "any"}:
            facts = {"name": transition.document, "expected": "document", "found": need.type}
            yield unplaced("attribute_not_of_kind", (*at, "document"), **facts)


def _clock_names(lifecycle: Lifecycle, transition: Transition, at: Path) -> Iterator[Problem]:
    acts = transition.clocks
    for key in ("start", "stop", "restart", "suspend", "resume", "extend", "reopen"):
        for name in getattr(acts, key):
            if (key, name) != ("stop", "all"):
                yield from unknown("clock", name, lifecycle.clocks, (*at, "clocks", key))
    for name in transition.sets_aside:
        yield from unknown("clock", name, lifecycle.clocks, (*at, "sets_aside"))
    if transition.after is not None:
        yield from unknown("clock", transition.after.clock, lifecycle.clocks, (*at, "after", "clock"))
    if transition.when is not None:
        for name in (*transition.when.expired, *transition.when.breached):
            yield from unknown("clock", name, lifecycle.clocks, (*at, "when"))


def _changes(lifecycle: Lifecycle, transition: Transition, at: Path) -> Iterator[Problem]:
    for key, names in (("set", transition.set_), ("add", transition.add), ("append", transition.append)):
        for name in names:
            yield from unknown("attribute", name, lifecycle.attributes, (*at, key, name))
    for name in transition.append:
        if name in lifecycle.attributes and known_type(lifecycle.attributes[name].type).kind not in {
            *CONTAINERS,
            "any",
        }:
            yield from _is(lifecycle, name, "list", (*at, "append", name))
    for name in transition.add:
        if name in lifecycle.attributes and known_type(lifecycle.attributes[name].type).kind != "money":
            yield from _is(lifecycle, name, "int", (*at, "add", name))


def _bar(transition: Transition, at: Path) -> Iterator[Problem]:
    if transition.bars is not None:
        try:
            parse_period(transition.bars.for_)
        except ValueError:
            yield unplaced("wrong_period", (*at, "bars", "for"), text=transition.bars.for_)


def _parts(lifecycle: Lifecycle, at: Path) -> Iterator[Problem]:
    for name, part in lifecycle.parts.items():
        for transition in part.by:
            yield from unknown("transition", transition, lifecycle.transitions, (*at, "parts", name, "by"))
        for named in part.data:
            act, _, field = named.partition(".")
            yield from unknown("transition", act, lifecycle.transitions, (*at, "parts", name, "data"))
            if act in lifecycle.transitions:
                yield from _person(lifecycle.transitions[act], field, (*at, "parts", name, "data"))
    for number, rule in enumerate(lifecycle.apart):
        for kept_apart in rule.parts:
            yield from unknown("part", kept_apart, lifecycle.parts, (*at, "apart", number, "parts"))
        yield from unknown("refusal", rule.refuse, lifecycle.refusals, (*at, "apart", number, "refuse"))


def _person(transition: Transition, field: str, at: Path) -> Iterator[Problem]:
    yield from unknown("need", field, transition.needs, at)
    if field in transition.needs:
        kind = known_type(transition.needs[field].type)
        if _named(kind).kind not in {"person", "any"}:
            yield unplaced("attribute_not_of_kind", at, name=field, expected="person", found=str(kind))


def _named(kind: Type) -> Type:
    return kind.entry if kind.kind in {"list", "set"} else kind
