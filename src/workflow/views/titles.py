"""The titles of a definition's parts in one language, and the facts of a message told by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from workflow.definition.model import Attribute, Definition, Lifecycle, Need
from workflow.definition.type_words import type_words
from workflow.definition.types import ANY, Type, parse_type
from workflow.language.catalogue.kinds import place_words
from workflow.language.catalogue.labels import CHOICES, label
from workflow.language.catalogue.units import UNITS
from workflow.language.catalogue.values import VALUES
from workflow.language.catalogue.words import joined, say, template_of
from workflow.language.text import Text
from workflow.views.plain import by_the_clock

_PROMISED = ":promised"
_KINDS = frozenset({"type", "found"})
_STEP = re.compile(r"\[\d+\]|[^.\[\]]+")


class Titles:
    """What the parts of a definition are called; an unknown id is its own title.

    Args:
        lifecycle: the one that is looked in first; the others follow.
        needs: what the act in question must say.
    """

    def __init__(
        self,
        definition: Definition,
        lifecycle: Lifecycle | None,
        language: str,
        needs: Mapping[str, Need] | None = None,
    ) -> None:
        self.definition = definition
        self.language = language
        self._needs = needs or {}
        self._lifecycle = lifecycle
        rest = (other for other in definition.lifecycles.values() if other is not lifecycle)
        self._lifecycles = [*([lifecycle] if lifecycle else []), *rest]

    def state(self, name: str) -> str:
        """Return the title of a state."""
        return self._among((own.states for own in self._lifecycles), name)

    def role(self, name: str) -> str:
        """Return the title of a role."""
        found = self._among((*(own.roles for own in self._lifecycles), self.definition.roles), name)
        return label(name, self.language) if found == name else found

    def authority(self, name: str) -> str:
        """Return the title of an authority."""
        return self._among((self.definition.authorities,), name)

    def act(self, name: str) -> str:
        """Return the title of an act, forbidden ones included."""
        acts = [table for own in self._lifecycles for table in (own.transitions, own.forbidden)]
        return self._among(acts, name)

    def event(self, name: str) -> str:
        """Return the title of an event; where it has none, that of the first act it records."""
        for own in self._lifecycles:
            if name in own.events:
                return own.events[name].title.within(self.language)
        acts = (act for own in self._lifecycles for act in own.transitions.values() if act.event == name)
        return next((act.title.within(self.language) for act in acts), name)

    def clock(self, name: str) -> str:
        """Return the title of a clock; of a promised one with that word."""
        title = self._among((own.clocks for own in self._lifecycles), name.removesuffix(_PROMISED))
        promised = "（承诺）" if self.language == "zh-CN" else " (promised)"
        return title + promised if name.endswith(_PROMISED) else title

    def item(self, key: str) -> str:
        """Return the title of an item, of an instance of it, or of alternatives (`a|b`)."""
        if "|" in key or "&" in key:
            either, both = ("或", "和") if self.language == "zh-CN" else (" or ", " and ")
            return either.join(both.join(map(self.item, part.split("&"))) for part in key.split("|"))
        item, _, instance = key.partition("/")
        title = self._among((self.definition.items,), item)
        return f"{title} {instance}" if instance else title

    def lack(self, reason: str) -> str:
        """Return what another definition lacks for a case to be moved there: an act, a clock, an item, a calendar."""
        kind, _, name = reason.partition(" ")
        tell = {"act": self.act, "clock": self.clock, "item": self.item}.get(kind, str)
        return label(f"lacks_{kind}", self.language).format(name=tell(name))

    def within_act(self, needs: Mapping[str, Need]) -> Titles:
        """Return the same titles, data named as an act names it."""
        return Titles(self.definition, self._lifecycle, self.language, needs)

    def attribute(self, path: str) -> str:
        """Return the title of a fact or of a piece of data, as `attr.x`, `project.x`, `data.x` or `x`."""
        name = path.rpartition(".")[2]
        need = self._needs.get(name)
        if need is not None and need.title is not None:
            return need.title.within(self.language)
        tables = (*(own.attributes for own in self._lifecycles), self.definition.attributes)
        found = self._among(tables, name)
        return label(name, self.language) if found == name else found

    def unit(self, name: str) -> str | None:
        """Return the unit that a fact is counted in, by its title; none where it has none."""
        tables = (*(own.attributes for own in self._lifecycles), self.definition.attributes)
        unit = next((table[name].unit for table in tables if name in table), None)
        return unit and self.value(unit)

    def value(self, name: str) -> str:
        """Return the title of a value of an enum."""
        return self._word(name) or name

    def choice(self, name: str) -> str:
        """Return a value of an enum as it is written and its title: `tender（招标）`."""
        found = self._word(name)
        if found in {None, name}:
            return name
        return f"{name}（{found}）" if self.language == "zh-CN" else f"{name} ({found})"

    def kind(self, kind: str | Type) -> str:
        """Return a type in words, the values of enums as they are written and by their titles."""
        return type_words(kind, self.language, self.choice)

    def told_value(self, name: str, value: Any) -> Any:
        """Return what a fact or a piece of data says, its names and the values of enums by their titles."""
        tables: Iterable[Mapping[str, Need | Attribute]]
        tables = (self._needs, *(own.attributes for own in self._lifecycles), self.definition.attributes)
        found = next((table[name].type for table in tables if name in table), None)
        return value if found is None else self._valued(parse_type(found), value)

    def _valued(self, kind: Type, value: Any) -> Any:
        if isinstance(value, str):
            return _VALUED[kind.kind](self, value) if kind.kind in _VALUED else value
        if isinstance(value, Mapping):
            inner = dict(kind.fields)
            return {name: self._valued(kind.of or inner.get(name, ANY), one) for name, one in value.items()}
        return [self._valued(kind.entry, one) for one in value] if isinstance(value, (list, tuple)) else value

    def _word(self, name: str) -> str | None:
        tables = (*(own.values for own in self._lifecycles), self.definition.values)
        found = next((table[name].within(self.language) for table in tables if name in table), None)
        return found or template_of({**CHOICES, **UNITS}, name, self.language)

    def setting_aside(self, clock: str) -> str:
        """Return the acts that set a clock's recorded outcome aside, by their titles; nothing where there are none."""
        known = self._lifecycle.transitions.values() if self._lifecycle else ()
        acts = (act for act in known if clock in act.sets_aside)
        return joined((act.title.within(self.language) for act in acts), self.language)

    def refusal(self, key: str) -> str | None:
        """Return the words that the definition has for a refusal; nothing where it is the engine's own."""
        for own in self._lifecycles:
            if key in own.refusals:
                return own.refusals[key].title.within(self.language)
        for own in self._lifecycles:
            for act in own.forbidden.values():
                if act.id == key:
                    return act.title.within(self.language)
        return None

    def told(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return the facts of a message as a reader is told them: by titles, times by the wall clock."""
        told = {name: self._fact(name, value) for name, value in facts.items()}
        if "why" in facts and "expected" in facts:
            told["why"] = self._why(str(facts["why"]), self._allowed(str(facts["type"]), facts["expected"]))
        return told

    def _allowed(self, kind: str, expected: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was expected with what is allowed by its titles."""
        if "allowed" not in expected:
            return expected
        teller = self.authority if "authority" in kind else self.item if "item" in kind else self.choice
        return {**expected, "allowed": [teller(name) for name in expected["allowed"]]}

    def _why(self, why: str, expected: Mapping[str, Any]) -> str:
        """Return why a value is not of its type, after the way to the part that is not right."""
        path, _, key = why.rpartition(": ")
        told = {name: self.kind(str(fact)) for name, fact in expected.items() if name in _KINDS}
        if key != "wrong_type":
            told.pop("found", None)
        place = "".join(place_words(step, self.language) for step in _STEP.findall(path)).strip()
        colon = "：" if self.language == "zh-CN" else ": "
        return (place + colon if place else "") + say(VALUES, key, self.language, {**expected, **told})

    def _fact(self, name: str, value: Any) -> Any:
        if isinstance(value, datetime):
            return by_the_clock(value)
        if name == "type":
            return self.kind(str(value))
        teller = _TELLERS.get(name)
        if teller is None or value is None:
            return value
        if isinstance(value, Mapping):
            return {teller(self, key): inner for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return joined((teller(self, str(entry)) for entry in value), self.language)
        return teller(self, str(value))

    def _among(self, tables: Iterable[Mapping[str, Any]], name: str) -> str:
        for table in tables:
            if name in table:
                title: Text = table[name].title
                return title.within(self.language) or name
        return name


_VALUED: Mapping[str, Callable[[Titles, str], str]] = {
    "enum": Titles.value,
    "authority": Titles.authority,
    "item": Titles.item,
    "role": Titles.role,
}
_TELLERS: Mapping[str, Callable[[Titles, str], str]] = {
    "state": Titles.state,
    "from": Titles.state,
    "role": Titles.role,
    "by": Titles.role,
    "authority": Titles.authority,
    "competent": Titles.authority,
    "body": Titles.authority,
    "transition": Titles.act,
    "clock": Titles.clock,
    "item": Titles.item,
    "name": Titles.attribute,
    "known": Titles.attribute,
    "facts": Titles.attribute,
    "reasons": Titles.lack,
}
