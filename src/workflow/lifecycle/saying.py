"""Second stage of a decision: what the act says, and whether it says all it must."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workflow.definition.model import Need, Transition
from workflow.definition.types import Type
from workflow.definition.values import validate
from workflow.errors import Refusal
from workflow.lifecycle.rules import basis
from workflow.lifecycle.situation import Act, Situation

_SHOWN = 60


def sayings(situation: Situation, transition: Transition, act: Act) -> list[Refusal]:
    """Return the reasons against an act's data: absent, of the wrong kind, or nothing it may say."""
    refusals = []
    for name, need in transition.needs.items():
        refusal = _need(situation, transition, act, name, need)
        if refusal is not None:
            refusals.append(refusal)
    unknown = sorted(act.data.keys() - transition.needs.keys())
    known = sorted(transition.needs)
    return refusals + [Refusal(f"unknown_data:{name}", {"name": name, "known": known}) for name in unknown]


def normalised(situation: Situation, act: Act) -> Act:
    """Return the act with its data in the form in which they are recorded; what is not of its type stays as it is."""
    types = situation.machine.need_types[act.transition]
    said = {name: _in_form(types[name], value) if name in types else value for name, value in act.data.items()}
    return replace(act, data=said)


def _in_form(kind: Type, value: Any) -> Any:
    try:
        return validate(kind, value)
    except ValueError:
        return value


def _need(situation: Situation, transition: Transition, act: Act, name: str, need: Need) -> Refusal | None:
    kind = situation.machine.need_types[act.transition][name]
    value = act.data.get(name)
    if value is None or value == "":
        if act.asked:
            return None
        if kind.nullable and value is None:
            return None
        return _refusal(situation, transition, need, f"missing_data:{name}", {"name": name, "type": need.type})
    try:
        validate(kind, value)
    except ValueError as error:
        facts = {"name": name, "type": need.type, "seen": _short(value), "why": str(error)}
        return _refusal(situation, transition, need, f"wrong_data:{name}", facts)
    return None


def _refusal(situation: Situation, transition: Transition, need: Need, key: str, facts: dict[str, Any]) -> Refusal:
    if need.refuse is not None:
        return Refusal(need.refuse, facts, situation.machine.refusal_basis(need.refuse))
    return Refusal(key, facts, basis(transition.source))


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
