"""What a definition can bring about at all: reachable states, and acts and conditions that some item makes possible.

A lifecycle is written for many items. Where none of a definition's items has the trait that an act is about, nothing
can prove that act there, and no cell asks for it. Conditions are evaluated on what is fixed, the item and the
parameters; what depends on anything else counts as possible both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NoReturn

from workflow.definition.expressions import ExpressionFailed, FactMissing
from workflow.definition.model import Clock, Item, Transition
from workflow.definition.scope import SITUATED
from workflow.definition.states import steps
from workflow.language.people import ANYBODY, Actor
from workflow.lifecycle.course import Course
from workflow.lifecycle.rules import Machine, Rules
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.words import Words

_NEVER = datetime(2021, 1, 1, tzinfo=UTC)


class Feasible:
    """What one lifecycle of a definition can bring about, over all items that use it."""

    def __init__(self, rules: Rules, machine: Machine, items: tuple[str, ...]) -> None:
        self.rules = rules
        self.machine = machine
        self.items = items

    @cached_property
    def acts(self) -> Mapping[str, frozenset[str]]:
        """Return every act that is possible, with the items for which it is; a project's own stands for itself."""
        every = self.machine.lifecycle.transitions
        found = {name: frozenset(i for i in self.items if self._possible(name, i)) for name in every}
        return {name: items for name, items in found.items() if items}

    @cached_property
    def states(self) -> frozenset[str]:
        """Return the states that a case of some item can reach."""
        lifecycle = self.machine.lifecycle
        reached, grown = {lifecycle.initial}, True
        ways = [step for step in steps(lifecycle) if step.transition in self.acts]
        while grown:
            new = {step.target for step in ways if step.source in reached and step.target in lifecycle.states}
            grown = not new <= reached
            reached |= new
        return frozenset(reached)

    @cached_property
    def live(self) -> tuple[str, ...]:
        """Return the acts that are possible from a state that can be reached."""
        return tuple(act for act in self.acts if self.machine.sources[act] & self.states)

    @cached_property
    def started(self) -> tuple[str, ...]:
        """Return the clocks that an act starts which some case can take."""
        acts = [self.machine.lifecycle.transitions[act].clocks for act in self.live]
        started = {clock for one in acts for clock in (*one.start, *one.restart)}
        return tuple(clock for clock in self.machine.lifecycle.clocks if clock in started)

    def may(self, act: str, role: str) -> bool:
        """Tell whether a role may take an act in a case of some item."""
        transition = self.machine.lifecycle.transitions[act]
        if transition.only == "also":
            return False
        own = [by for by in transition.by if by.role == role]
        return any(self.holds(by.if_, item, act) is not False for item in self.acts.get(act, ()) for by in own)

    def holds(self, text: str | None, item: str, act: str | None = None) -> bool | None:
        """Return what a condition comes to for an item, whatever happens in its case; None where that depends."""
        if text is None:
            return True
        try:
            return bool(self.machine.expression(text, act).evaluate(self._fixed(item), _functions()))
        except (FactMissing, ExpressionFailed):
            return None

    def limits(self, clock: str) -> dict[str, frozenset[str]]:
        """Return the distinct limits of a clock, each with the items it is for; `until` where it ends at an instant.

        A limit that depends on what happens in the case is told by its expression.
        """
        found: dict[str, set[str]] = {}
        for item in self.items:
            for limit in self.limits_for(clock, item):
                found.setdefault(limit, set()).add(item)
        return {limit: frozenset(items) for limit, items in found.items()}

    def limits_for(self, clock: str, item: str) -> list[str]:
        """Return the limits that a clock has for an item."""
        return list(self._limits(clock, item))

    def _limits(self, clock: str, item: str) -> Iterator[str]:
        defined = self.machine.lifecycle.clocks[clock]
        known = self.rules.item(item)
        own = known.limits.get(clock) if known else None
        if own is not None and own.promised is not None:
            yield f"promised:{self._period(own.promised.limit, item) or own.promised.limit}"
        said = own.statutory.limit if own is not None and own.statutory is not None else defined.limit
        if said is not None:
            limit = self._period(said, item)
            if limit is not None or not defined.optional:
                yield limit or str(said)
        elif defined.until is not None:
            yield "until"

    def _period(self, said: Any, item: str) -> str | None:
        """Return a limit as a period's text; None where it depends on the case, or on what the item lacks."""
        branches = [(None, said)] if isinstance(said, str) else [(branch.if_, branch.is_) for branch in said]
        for condition, text in branches:
            holds = self.holds(condition, item)
            if holds is None:
                return None
            if holds:
                return text if text[:1].isdigit() else self._evaluated(text, item)
        return None

    def _evaluated(self, text: str, item: str) -> str | None:
        try:
            return str(self.machine.expression(text).evaluate(self._fixed(item), _functions()))
        except (FactMissing, ExpressionFailed):
            return None

    def breakable(self, act: str, key: str) -> bool:
        """Tell whether a guard can be the only thing that an act offends against, for some item."""
        text = self.machine.lifecycle.transitions[act].guards[key]
        items = [item for item in self.items if self.holds(text, item, act) is not True]
        reachable = bool(self.machine.sources[act] & self.states)
        return reachable and any(self._possible(act, item, but=key) for item in items)

    def _possible(self, act: str, item: str, but: str = "") -> bool:
        transition = self.machine.lifecycle.transitions[act]
        conditions = [transition.if_, *(text for key, text in transition.guards.items() if key != but)]
        if any(self.holds(text, item, act) is False for text in conditions):
            return False
        if transition.only != "also" and not any(self.holds(by.if_, item, act) is not False for by in transition.by):
            return False
        return self._in_time(transition, item) and self._caused(transition, self.rules.item(item))

    def _in_time(self, transition: Transition, item: str) -> bool:
        clocks = self.machine.lifecycle.clocks
        within, when = transition.within, transition.when
        named = [within.clock] if within and within.late != "record" and within.clock in clocks else []
        causes = [*(when.expired if when else ()), *(when.breached if when else ())]
        waited = [transition.after.clock] if transition.after else []
        return all(map(self._runs(item), [*named, *waited])) and (not causes or any(map(self._runs(item), causes)))

    def _runs(self, item: str) -> Any:
        clocks: Mapping[str, Clock] = self.machine.lifecycle.clocks

        def runs(clock: str) -> bool:
            return not clocks[clock].optional or next(self._limits(clock, item), None) is not None

        return runs

    def _caused(self, transition: Transition, item: Item | None) -> bool:
        """Tell whether what makes the system take an act can happen to an item."""
        when = transition.when
        if when is None or item is None:
            return True
        if when.lost is not None and not item.requires.of(when.lost):
            return False
        return not any(
            cause and "item.lapses" in cause and item.lapses is None for cause in (when.in_force, when.ended)
        )

    def _fixed(self, item: str) -> Mapping[str, Any]:
        if item not in self._known:
            known = self.rules.item(item)
            authority = known.authority if known else ""
            course = Course(self.machine.lifecycle.initial)
            situation = Situation(self.rules, self.machine, course, "", item, authority, "", _NEVER)
            words = Words(situation, Act("", Actor(ANYBODY, ""), _NEVER))
            fixed = {"param": words["param"]}
            self._known[item] = {**fixed, "item": words["item"]} if known else fixed
        return self._known[item]

    @cached_property
    def _known(self) -> dict[str, Mapping[str, Any]]:
        return {}


def _functions() -> Mapping[str, Any]:
    return dict.fromkeys(SITUATED, _unknown)


def _unknown(*_: Any) -> NoReturn:
    raise FactMissing("case")


def feasible(rules: Rules) -> dict[str, Feasible]:
    """Return what every lifecycle that is in use can bring about, by name; the project's own is used by `""`."""
    definition = rules.definition
    users: dict[str, list[str]] = {}
    for name in definition.items:
        users.setdefault(definition.lifecycle_of(name).lifecycle, []).append(name)
    if definition.lifecycle is not None:
        users.setdefault(definition.lifecycle, []).append("")
    if definition.shadow is not None:
        users.setdefault(definition.shadow, []).extend(n for n, item in definition.items.items() if item.pre_review)
    return {name: Feasible(rules, rules.machine(name), tuple(items)) for name, items in users.items() if items}
