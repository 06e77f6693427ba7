"""Rules: a definition made ready to be asked, with its calendars and its expressions compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from workflow.calendars.calendar import Calendar
from workflow.definition.expressions import Expression, compile_expression
from workflow.definition.model import (
    AllOf,
    AnyOf,
    Definition,
    Edge,
    Item,
    Lifecycle,
    Model,
    Requirement,
    Role,
    Source,
    Transition,
    leaves,
)
from workflow.definition.scope import FUNCTIONS, among, conversion_scope, project_scope, scope_of, types_of
from workflow.definition.states import members, sources
from workflow.definition.types import Type, parse_type
from workflow.language.ids import digest_of

_EDGES: tuple[Edge, ...] = ("hard", "policy", "commence")
Basis = tuple[Mapping[str, Any], ...]
Held = Callable[[str], str | None]
"""Tells how an item meets a requirement: `met`, `not_applicable`, or not at all."""


def _asks_for_standings(part: Model) -> bool:
    return "standing(" in part.model_dump_json()


class Machine:
    """A lifecycle of a definition with what decisions look up in it at every step."""

    def __init__(self, definition: Definition, lifecycle: Lifecycle) -> None:
        self.definition = definition
        self.lifecycle = lifecycle
        self.roles: dict[str, Role] = {**definition.roles, **lifecycle.roles}
        self.groups = {name: list(members(lifecycle, f"${name}")) for name in lifecycle.groups}
        self.sources = {
            name: frozenset(sources(lifecycle, transition)) for name, transition in lifecycle.transitions.items()
        }
        self.attribute_types = types_of(lifecycle.attributes)
        self._expressions: dict[tuple[str | None, str], Expression] = {}
        self._scopes: dict[str | None, dict[str, Type]] = {}
        self.need_types = {
            name: {need: among(parse_type(spec.type), definition) for need, spec in transition.needs.items()}
            for name, transition in lifecycle.transitions.items()
        }
        self.asks_for_bars = any(transition.barred for transition in lifecycle.transitions.values())
        self.expired = self._automatic("expired")
        self.breached = self._automatic("breached")
        self.on_project = [
            name
            for name, transition in lifecycle.transitions.items()
            if (when := transition.when) and (when.changed or when.lost or when.in_force or when.ended)
        ]

    @cached_property
    def first_roles(self) -> frozenset[str]:
        """Return the roles that may take an act in the state in which everything begins."""
        begun = self.lifecycle.initial
        first = (self.lifecycle.transitions[name] for name, states in self.sources.items() if begun in states)
        by = (by.role for transition in first for by in transition.by)
        return frozenset(role for role in by if self.roles[role].side != "system")

    @cached_property
    def reads_standings(self) -> frozenset[str]:
        """Return the acts in whose conditions and effects the standing of any item may be read."""
        lifecycle, items = self.lifecycle, self.definition.items.values()
        limits = (limit for item in items for limit in item.limits.values())
        shared = (*lifecycle.clocks.values(), *lifecycle.votes.values(), *lifecycle.apart, *limits)
        everywhere = any(map(_asks_for_standings, shared))
        acts = lifecycle.transitions.items()
        return frozenset(name for name, act in acts if everywhere or _asks_for_standings(act))

    @cached_property
    def resting_outcomes(self) -> frozenset[str]:
        """Return what clocks lead to that rests on the standing of other items."""
        outcomes = {name for causes in (self.expired, self.breached) for names in causes.values() for name in names}
        asking = {name for name in outcomes if self.lifecycle.transitions[name].requires}
        return frozenset(asking | (outcomes & self.reads_standings))

    def _automatic(self, cause: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, transition in self.lifecycle.transitions.items():
            for clock in getattr(transition.when, cause) if transition.when else ():
                found.setdefault(clock, []).append(name)
        return found

    def transition(self, name: str) -> Transition | None:
        """Return a transition by its name, or none."""
        return self.lifecycle.transitions.get(name)

    def expression(self, text: str, transition: str | None = None) -> Expression:
        """Return an expression compiled once, in the scope of a transition's data."""
        found = self._expressions.get((transition, text))
        if found is None:
            known = transition if transition in self.lifecycle.transitions else None
            found = compile_expression(text, self._scope(known), FUNCTIONS)
            self._expressions[transition, text] = found
        return found

    def _scope(self, transition: str | None) -> dict[str, Type]:
        if transition not in self._scopes:
            shadow = self.definition.lifecycles.get(self.definition.shadow or "")
            scope = scope_of(self.definition, self.lifecycle, transition)
            more = conversion_scope(self.definition, self.lifecycle, shadow) if shadow else {}
            self._scopes[transition] = {**more, **scope}
        return self._scopes[transition]

    def resolve(self, words: str) -> str | None:
        """Return the name of the transition or forbidden act that is called so: by name or by title."""
        acts: Mapping[str, Any] = {**self.lifecycle.transitions, **self.lifecycle.forbidden}
        if words in acts:
            return words
        return next((name for name, act in acts.items() if act.title.matches(words)), None)

    def system_role(self, transition: Transition) -> str | None:
        """Return the system's role in a transition that it takes by itself."""
        roles = (by.role for by in transition.by)
        return next((role for role in roles if self.roles[role].side == "system"), None)

    def standing(self, state: str) -> str | None:
        """Return the standing that a state gives its item; none where it says nothing."""
        known = self.lifecycle.states.get(state)
        return known.standing if known else None

    def refusal_basis(self, key: str) -> Basis:
        """Return the articles of a refusal that the lifecycle names."""
        named = self.lifecycle.refusals.get(key)
        return basis(named.source) if named else ()


class Rules:
    """An effective definition with its identity, its machines and its calendars."""

    def __init__(self, definition: Definition, calendars: Mapping[str, Calendar]) -> None:
        self.definition = definition
        self.calendars = calendars
        self._machines: dict[str, Machine] = {}
        self._applies: dict[str, Expression] = {}

    @cached_property
    def canonical(self) -> bytes:
        """Return the canonical JSON of the effective definition."""
        return self.definition.canonical()

    @cached_property
    def digest(self) -> str:
        """Return the identity: sha256 of the canonical JSON of the effective definition."""
        return digest_of(self.canonical)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Return every role that the definition knows, those of its lifecycles too."""
        own = (lifecycle.roles for lifecycle in self.definition.lifecycles.values())
        return {name: role for roles in (*own, self.definition.roles) for name, role in roles.items()}

    def machine(self, lifecycle: str) -> Machine:
        """Return a lifecycle made ready."""
        machine = self._machines.get(lifecycle)
        if machine is None:
            machine = self._machines[lifecycle] = Machine(self.definition, self.definition.lifecycles[lifecycle])
        return machine

    def machine_of(self, item: str, *, shadow: bool = False) -> Machine:
        """Return the machine that handles an item, or its pre-review."""
        chosen = self.definition.shadow if shadow else None
        return self.machine(chosen or self.definition.lifecycle_of(item).lifecycle)

    @cached_property
    def project_machine(self) -> Machine | None:
        """Return the machine of the project; none where cases stand alone."""
        return self.machine(self.definition.lifecycle) if self.definition.lifecycle else None

    @cached_property
    def kept_of_project(self) -> Mapping[str, Any]:
        """Return what the project's own lifecycle keeps, as it is before any act."""
        kept = self.definition.kept_of_project.items()
        return {name: attribute.default for name, attribute in kept if attribute.default is not None}

    @cached_property
    def project_types(self) -> Mapping[str, Type]:
        """Return the types of the project's facts."""
        return types_of(self.definition.attributes)

    def applicability(self, text: str) -> Expression:
        """Return the condition under which an item applies, over the project's facts."""
        found = self._applies.get(text)
        if found is None:
            found = self._applies[text] = compile_expression(text, project_scope(self.definition))
        return found

    def calendar(self, name: str | None, authority: str) -> Calendar:
        """Return the calendar that a clock counts by: its own, the authority's, or the definition's."""
        if name in {None, "authority"}:
            body = self.definition.authorities.get(authority)
            name = (body.calendar if body else None) or self.definition.calendar
        return self.calendars[name or self.definition.calendar]

    def parameters(self, machine: Machine, authority: str) -> dict[str, Any]:
        """Return the values of all parameters as an authority sets them."""
        named = {**self.definition.parameters, **machine.lifecycle.parameters}
        return {name: p.by_authority.get(authority, p.value) for name, p in named.items()}

    def item(self, item: str) -> Item | None:
        """Return an item by its id, or none."""
        return self.definition.items.get(item)

    def in_order(self, items: Iterable[str]) -> list[str]:
        """Return items in an order in which each comes after those it requires, hard edges before other ones."""
        pending, ordered = list(items), list[str]()
        while pending:
            free = next((item for item in pending if not self._needs(item, _EDGES) & set(pending)), None)
            free = free or next(item for item in pending if not self._needs(item, ("hard",)) & set(pending))
            pending.remove(free)
            ordered.append(free)
        return ordered

    def _needs(self, item: str, edges: tuple[Edge, ...]) -> set[str]:
        requires = self.definition.items[item].requires
        return {other for edge in edges for requirement in requires.of(edge) for other in leaves(requirement)} - {item}

    def resolve_item(self, words: str) -> str | None:
        """Return the id of the item that is called so: by id, by title, or by the title of its paper."""
        items = self.definition.items
        if words in items:
            return words
        for name, item in items.items():
            if item.title.matches(words) or (item.document and item.document.title.matches(words)):
                return name
        return None


@lru_cache(maxsize=4096)
def _source(source: Source) -> Mapping[str, Any]:
    return source.model_dump(mode="json", exclude_none=True)


def basis(sources: tuple[Source, ...]) -> Basis:
    """Return sources as the objects that every JSON output carries."""
    return tuple(map(_source, sources))


def missing(requirement: Requirement, held: Held) -> list[str]:
    """Return what a requirement lacks: items, and alternatives as `a|b`; empty where it is met.

    An item that does not apply is nothing to wait for; but it is no substitute either: among alternatives one that
    applies must be met, unless none of them applies.
    """
    match requirement:
        case str():
            return [] if held(requirement) else [requirement]
        case AllOf(all=parts):
            return [lack for part in parts for lack in missing(part, held)]
        case AnyOf(any=parts):
            applying = [part for part in parts if any(held(item) != "not_applicable" for item in leaves(part))]
            lacks = [missing(part, held) for part in applying]
            return ["|".join("&".join(lack) for lack in lacks)] if lacks and all(lacks) else []


def met_by(requirement: Requirement, held: Held) -> list[str]:
    """Return the items that a requirement is met by."""
    return [item for item in leaves(requirement) if held(item)]
