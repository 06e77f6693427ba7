"""Examples: values that an act in good order might give, for those who only want to see where a case can go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from workflow.definition.types import PROGRESS, TARGETS, Type
from workflow.language.ids import digest_of
from workflow.lifecycle.situation import Situation


def document_of(name: str) -> dict[str, Any]:
    """Return the document that goes by a name: its digest is that of the name, as a spec holds no files."""
    content = name.encode()
    return {"name": name, "media_type": "text/plain", "digest": digest_of(content), "size": len(content)}


def examples(kind: Type, name: str, situation: Situation, at: datetime) -> list[Any]:
    """Return values of a type that an act in good order might give; the likeliest first.

    They fill what nobody spoke of: all materials of the item, two officers, a document of the act's
    own name. The judge, not this list, says whether the act is allowed with them.
    """
    simple = _SIMPLE.get(kind.kind)
    if simple is not None:
        return simple(kind, name)
    if kind.certain in {TARGETS, PROGRESS}:
        return [_targets(name) if kind.certain == TARGETS else _progress(situation)]
    if kind.kind in {"list", "set", "table"}:
        return _several(kind, name, situation, at)
    if kind.kind == "record":
        firsts = {field: examples(of, field, situation, at) for field, of in kind.fields}
        return [{field: values[0] for field, values in firsts.items() if values}]
    if kind.kind in {"time", "date"}:
        days = [(at + timedelta(days=shift)) for shift in (0, 30, 365, 3650)]
        return [day.isoformat() if kind.kind == "time" else day.date().isoformat() for day in days]
    return [name, *_listed_in_facts(situation)] if kind.kind == "text" else list(_of_definition(kind, situation))


def _numbers(kind: Type, _: str) -> list[Any]:
    least = kind.least if kind.least is not None else 0
    most = kind.most if kind.most is not None else 10**9
    return [number for number in (5, max(least, 1), 100, most, least) if least <= number <= most]


def _words_of(kind: Type, _: str) -> list[Any]:
    return list(kind.values)


_SIMPLE: Mapping[str, Callable[[Type, str], list[Any]]] = {
    "bool": lambda _, __: [False, True],
    "int": _numbers,
    "money": lambda _, __: [100],
    "ratio": lambda _, __: ["1/2"],
    "period": lambda _, __: ["5 working_days"],
    "any": lambda _, name: [name],
    "document": lambda _, name: [document_of(name)],
    "person": lambda _, name: [f"{name}-1"],
    "party": lambda _, name: [name],
    "enum": _words_of,
}


def _listed_in_facts(situation: Situation) -> Iterator[str]:
    """Yield the texts that the item's own facts list, as the outcomes a decision may have."""
    for fact in situation.item.facts.values() if situation.item else ():
        if isinstance(fact, (list, tuple)):
            yield from (entry for entry in fact if isinstance(entry, str))


def _several(kind: Type, name: str, situation: Situation, at: datetime) -> list[Any]:
    item = situation.item
    match kind.entry.kind:
        case "material":
            return [list(item.materials) if item else []]
        case "person":
            return [[f"{name}-1", f"{name}-2"]]
        case "role":
            return [sorted(situation.machine.roles)]
        case "enum":
            return [list(kind.entry.values), *([value] for value in kind.entry.values)]
        case "record" if "choice" in {field for field, _ in kind.entry.fields}:
            return list(_ballots(situation))
        case _:
            entries = examples(kind.entry, name, situation, at)
            return [entries[:1]] if entries else [[]]


def _ballots(situation: Situation) -> Iterator[list[dict[str, Any]]]:
    for rule in situation.machine.lifecycle.votes.values():
        roll = situation.roll(rule)
        if roll:
            yield [{rule.unit: row[rule.unit], "choice": "yes"} for row in roll]
            yield [{rule.unit: row[rule.unit], "choice": "no"} for row in roll]


def _targets(name: str) -> list[dict[str, Any]]:
    return [{"metric": name, "kind": "increment", "aim": 100}]


def _progress(situation: Situation) -> list[dict[str, Any]]:
    """Return a report by which every target of the case is met."""
    kinds = situation.machine.attribute_types
    known = (value for name, value in situation.course.attributes.items() if kinds.get(name) == TARGETS)
    return [{"metric": row["metric"], "value": row["aim"], "whole": 100} for targets in known for row in targets]


def _of_definition(kind: Type, situation: Situation) -> Iterator[Any]:
    item, definition = situation.item, situation.rules.definition
    match kind.kind:
        case "material" if item:
            yield from (name for name, material in item.materials.items() if not material.shared)
        case "item":
            yield from (name for name in definition.items if name != situation.item_id)
        case "authority":
            yield from (body for body in definition.authorities if body != situation.authority)
            yield situation.authority
        case "role":
            yield from situation.machine.roles
        case "case" if situation.project is not None:
            lifecycles = {name: definition.lifecycle_of(name).lifecycle for name in definition.items}
            for case, key in situation.project.cases.items():
                if case != situation.case and kind.which in {"", None, lifecycles[key.partition("/")[0]]}:
                    yield case
        case _:
            return
