"""What there is to show of a definition: items with their limits and sources, lifecycles, roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from workflow.definition.cel_words import expression_words
from workflow.definition.check_titles import walk
from workflow.definition.model import (
    Clock,
    Confidence,
    Definition,
    Edge,
    Item,
    ItemLimit,
    Law,
    Lifecycle,
    Source,
    Sources,
)
from workflow.definition.wording import period_text, requirements_text, source_texts


class LimitRow(NamedTuple):
    """One limit of an item: of which clock, statutory or promised, how long, under which condition, from where."""

    clock: str
    title: str
    kind: str
    limit: str
    condition: str
    sources: tuple[str, ...]
    confidence: Confidence


class ItemRow(NamedTuple):
    """One item as `definition show` tells it; `requires` holds the edges that are not empty, spelled out.

    Attributes:
        applies_if: the condition as it is written.
        applies: the condition in words.
    """

    id: str
    title: str
    kind: str
    authority: str
    stage: str
    part_of: str
    requires: Mapping[str, str]
    applies_if: str
    applies: str
    limits: tuple[LimitRow, ...]
    sources: tuple[str, ...]
    document: str


class LawRow(NamedTuple):
    """A law that a rule of the definition cites, and the time for which its text stands."""

    id: str
    title: str
    number: str
    in_force: str
    until: str
    note: str


class Description(NamedTuple):
    """A definition as a reader is told of it."""

    name: str
    title: str
    note: str
    effective: str
    policies: tuple[str, ...]
    stages: tuple[tuple[str, str, str], ...]
    items: tuple[ItemRow, ...]
    lifecycles: tuple[tuple[str, str, int, int], ...]
    roles: tuple[tuple[str, str, str], ...]
    laws: tuple[LawRow, ...]


def describe(definition: Definition, language: str) -> Description:
    """Return what there is to show of a definition.

    Beside its items with their limits and sources: its stages (id, title, lead), its lifecycles (id, title, number
    of states, number of transitions), its roles (id, title, side) and the laws it cites.
    """
    cited = {part.law for _, part in walk(definition, ()) if isinstance(part, Source)}
    return Description(
        name=definition.name,
        title=definition.title.within(language),
        note=definition.note.within(language) if definition.note else "",
        effective=str(definition.effective or ""),
        policies=tuple(applied.title.within(language) for applied in definition.policies),
        stages=tuple(
            (name, stage.title.within(language), _authority(definition, stage.lead or "", language))
            for name, stage in definition.stages.items()
        ),
        items=tuple(_item_row(definition, name, item, language) for name, item in definition.items.items()),
        lifecycles=tuple(
            (name, one.title.within(language), len(one.states), len(one.transitions))
            for name, one in definition.lifecycles.items()
        ),
        roles=tuple((name, role.title.within(language), role.side) for name, role in definition.roles.items()),
        laws=tuple(_law_row(name, law, language) for name, law in definition.laws.items() if name in cited),
    )


def _law_row(name: str, law: Law, language: str) -> LawRow:
    days = (str(law.in_force or ""), str(law.until or ""))
    return LawRow(name, law.title.within(language), law.number or "", *days, law.note or "")


def _authority(definition: Definition, name: str, language: str) -> str:
    known = definition.authorities.get(name)
    return known.title.within(language) if known else name


def _item_row(definition: Definition, name: str, item: Item, language: str) -> ItemRow:
    stage = definition.stages.get(item.stage or "")
    edges: tuple[Edge, ...] = ("hard", "policy", "commence")
    return ItemRow(
        id=name,
        title=item.title.within(language),
        kind=item.kind,
        authority=_authority(definition, item.authority, language),
        stage=stage.title.within(language) if stage else item.stage or "",
        part_of=definition.items[item.part_of].title.within(language) if item.part_of else "",
        requires={
            edge: requirements_text(item.requires.of(edge), definition.items, language)
            for edge in edges
            if item.requires.of(edge)
        },
        applies_if=item.applies_if or "",
        applies=_words(definition, item, language)(item.applies_if) if item.applies_if else "",
        limits=tuple(_limit_rows(definition, name, item, language)),
        sources=source_texts(item.source, definition.laws, language),
        document=item.document.title.within(language) if item.document else "",
    )


def _limit_rows(definition: Definition, name: str, item: Item, language: str) -> Iterable[LimitRow]:
    lifecycle = definition.lifecycle_of(name)
    values = _values(definition, lifecycle, item.authority)
    words = _words(definition, item, language, lifecycle)
    for clock in dict.fromkeys([*item.limits, *lifecycle.clocks]):
        said = item.limits.get(clock, ItemLimit())
        known = lifecycle.clocks.get(clock)
        title = known.title.within(language) if known else clock
        for kind, limit in (("statutory", said.statutory), ("promised", said.promised)):
            if limit is not None:
                text = _limit_words(values.get(limit.limit, limit.limit), words, language)
                sources = source_texts(limit.source, definition.laws, language)
                yield LimitRow(clock, title, kind, text, "", sources, limit.confidence)
        if said.statutory is None and known is not None:
            for text, condition, source, confidence in _clock_limits(known):
                sources = source_texts(source, definition.laws, language)
                told = _limit_words(values.get(text, text), words, language)
                yield LimitRow(clock, title, "lifecycle", told, condition, sources, confidence)


def _values(definition: Definition, lifecycle: Lifecycle, authority: str) -> dict[str, str]:
    parameters = {**definition.parameters, **lifecycle.parameters}
    return {f"param.{name}": str(one.by_authority.get(authority, one.value)) for name, one in parameters.items()}


def _clock_limits(clock: Clock) -> Iterable[tuple[str, str, Sources, Confidence]]:
    if isinstance(clock.limit, str):
        yield clock.limit, "", clock.source, clock.confidence
        return
    for branch in clock.limit or ():
        yield branch.is_, branch.if_ or "", branch.source or clock.source, branch.confidence


def _limit_words(text: str, words: Callable[[str], str], language: str) -> str:
    period = period_text(text, language)
    return period if period != text else words(text)


def _words(
    definition: Definition, item: Item, language: str, lifecycle: Lifecycle | None = None
) -> Callable[[str], str]:
    """Return what tells an expression over the facts of a project, a case and an item in words."""
    facts = {f"project.{name}": one for name, one in definition.attributes.items()} | dict(definition.attributes)
    parameters = dict(definition.parameters)
    if lifecycle is not None:
        facts |= {f"attr.{name}": one for name, one in lifecycle.attributes.items()} | dict(lifecycle.attributes)
        facts |= {f"item.{name}": one for name, one in lifecycle.item_facts.items()}
        parameters |= lifecycle.parameters
    titles = {name: one.title for name, one in facts.items()}
    values = {f"param.{name}": str(one.by_authority.get(item.authority, one.value)) for name, one in parameters.items()}

    def named(name: str) -> str | None:
        if name in values:
            title = parameters[name.removeprefix("param.")].title.within(language)
            told = period_text(values[name], language)
            return f"{title}（{told}）" if language == "zh-CN" else f"{title} ({told})"
        return titles[name].within(language) if name in titles else None

    words = {**definition.values, **(lifecycle.values if lifecycle else {})}
    called = {value: title.within(language) for value, title in words.items()}
    return lambda text: expression_words(text, named, language, called)
