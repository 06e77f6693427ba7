"""Names: what a spec calls by id or by title, in either language, and what it probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from workflow.definition.model import Attribute
from workflow.language.catalogue.words import joined
from workflow.language.text import Text
from workflow.lifecycle.rules import Machine, Rules
from workflow.specs.wording import REASONS, STANDINGS, Misspoken

KINDS = {
    "act": ("办理", "act"),
    "state": ("状态", "state"),
    "clock": ("时限", "clock"),
    "role": ("角色", "role"),
    "authority": ("机关", "authority"),
    "item": ("事项", "item"),
    "attribute": ("事实", "fact"),
    "event": ("记录", "event"),
    "need": ("资料", "piece of data"),
    "parameter": ("参数", "parameter"),
    "standing": ("项目中的效力", "standing"),
    "case": ("案件", "case"),
    "project": ("项目", "project"),
}
_PROMISED = re.compile(r"\s*[(（](?:承诺|promised)[)）]$")


def resolve(kind: str, name: str, titles: Mapping[str, Text | None], language: str) -> str:
    """Return the id of what is called so, by id or by title.

    Raises:
        Misspoken: nothing goes by that name; with the nearest that does.
    """
    if name in titles:
        return name
    for known, title in titles.items():
        if title is not None and title.matches(name):
            return known
    raise unknown(kind, name, _all_names(titles), language)


def _all_names(titles: Mapping[str, Text | None]) -> list[str]:
    return [*titles, *(word for title in titles.values() if title for word in (title.zh, title.en) if word)]


def unknown(kind: str, name: str, known: Iterable[str], language: str) -> Misspoken:
    """Return the mistake of calling something by a name that nothing has."""
    close = get_close_matches(name, list(known), n=3, cutoff=0.3) or sorted(known)[:3]
    spoken = KINDS[kind][0 if language == "zh-CN" else 1]
    return Misspoken("unknown_name", language, kind=spoken, name=name, nearest=joined(close, language))


class Names:
    """What goes by which name in a definition."""

    def __init__(self, rules: Rules, language: str) -> None:
        self.rules = rules
        self.language = language
        self._roles: dict[str, str] = {}

    def item(self, name: str) -> str:
        """Return an item by its id, its title, or the title of its paper."""
        found = self.rules.resolve_item(name)
        if found is None:
            titles = {item: spec.title for item, spec in self.rules.definition.items.items()}
            return resolve("item", name, titles, self.language)
        return found

    def authority(self, name: str) -> str:
        """Return an authority."""
        titles = {body: spec.title for body, spec in self.rules.definition.authorities.items()}
        return resolve("authority", name, titles, self.language)

    def role(self, name: str) -> str:
        """Return a role: the definition's, or any lifecycle's."""
        if name not in self._roles:
            self._roles[name] = resolve("role", name, self._role_titles(), self.language)
        return self._roles[name]

    def _role_titles(self) -> dict[str, Text | None]:
        titles: dict[str, Text | None] = {role: spec.title for role, spec in self.rules.definition.roles.items()}
        for lifecycle in self.rules.definition.lifecycles.values():
            titles.update({role: spec.title for role, spec in lifecycle.roles.items()})
        return titles

    def act(self, machine: Machine, name: str) -> str:
        """Return a transition or a forbidden act."""
        lifecycle = machine.lifecycle
        acts: dict[str, Text | None] = {act: spec.title for act, spec in lifecycle.transitions.items()}
        acts.update({act: spec.title for act, spec in lifecycle.forbidden.items()})
        return resolve("act", name, acts, self.language)

    def state(self, machine: Machine, name: str) -> str:
        """Return a state."""
        titles = {state: spec.title for state, spec in machine.lifecycle.states.items()}
        return resolve("state", name, titles, self.language)

    def clock(self, machine: Machine, name: str) -> str:
        """Return a clock; `X:promised`, or `X（承诺）`, is the run of the promised limit."""
        plain, mark, promised = _PROMISED.sub(":promised", name).partition(":")
        titles = {clock: spec.title for clock, spec in machine.lifecycle.clocks.items()}
        return resolve("clock", plain, titles, self.language) + mark + promised

    def attribute(self, machine: Machine, name: str) -> str:
        """Return an attribute of a case."""
        titles = {fact: spec.title for fact, spec in machine.lifecycle.attributes.items()}
        return resolve("attribute", name, titles, self.language)

    def project_attribute(self, name: str) -> str:
        """Return an attribute of the project."""
        titles = {fact: spec.title for fact, spec in self.rules.definition.attributes.items()}
        return resolve("attribute", name, titles, self.language)

    def item_or_fact(self, name: str) -> tuple[str | None, str]:
        """Return what is told of a project: an item and nothing, or none and a fact."""
        item = self.rules.resolve_item(name)
        if item is not None:
            return item, ""
        definition = self.rules.definition
        titles = {fact: spec.title for fact, spec in definition.attributes.items()}
        items = {item: spec.title for item, spec in definition.items.items()}
        return None, resolve("item", name, {**items, **titles}, self.language)

    def need(self, machine: Machine, act: str, name: str) -> str:
        """Return what an act has to say."""
        transition = machine.transition(act)
        needs = transition.needs if transition else {}
        attributes = machine.lifecycle.attributes
        titles = {need: spec.title or _title_of(attributes.get(need)) for need, spec in needs.items()}
        return resolve("need", name, titles, self.language)

    def event(self, machine: Machine, name: str) -> str:
        """Return an event by its stable name or its title; without one it goes by the first act that records it."""
        acts = machine.lifecycle.transitions.values()
        titles: dict[str, Text | None] = {spec.event: spec.title for spec in reversed([*acts])}
        titles.update({event: spec.title for event, spec in machine.lifecycle.events.items()})
        return resolve("event", name, titles, self.language)

    def material(self, item: str, name: str) -> str:
        """Return a material of an item; a name that none has is taken as it is, for the procedure to judge."""
        materials = self.rules.definition.items[item].materials if item in self.rules.definition.items else {}
        return next((known for known, spec in materials.items() if spec.title.matches(name)), name)

    def reason(self, machine: Machine | None, name: str) -> str:
        """Return the key of a refusal: by key, by its title, or `前置未齐:事项` for keys with a tail."""
        head, mark, tail = name.partition(":")
        key = next((known for known, words in REASONS.items() if head in words), head)
        if mark:
            return f"{key}:{self._tail(machine, key, tail)}"
        lifecycles = [machine.lifecycle] if machine else list(self.rules.definition.lifecycles.values())
        for lifecycle in lifecycles:
            titles = {known: spec.title for known, spec in lifecycle.refusals.items()}
            titles.update({spec.id: spec.title for spec in lifecycle.forbidden.values()})
            found = next((known for known, title in titles.items() if title.matches(name)), None)
            if found is not None:
                return found
        return key

    def _tail(self, machine: Machine | None, key: str, tail: str) -> str:
        if key in {"prerequisite", "trigger_missing"}:
            return "|".join("&".join(map(self.item, part.split("&"))) for part in tail.split("|"))
        if key in {"late", "too_early", "clock_not_running"} and machine is not None:
            return self.clock(machine, tail)
        return tail

    def standing(self, name: str) -> str | None:
        """Return a standing by its words, or none."""
        return next((known for known, words in STANDINGS.items() if name in {known, *words}), None)


def _title_of(attribute: Attribute | None) -> Text | None:
    return attribute.title if attribute is not None else None
