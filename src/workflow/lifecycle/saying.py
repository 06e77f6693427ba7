"""Second stage of a decision: what the act says, and whether it says all it must."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from workflow.definition.model import Need, Transition
from workflow.definition.types import Type
from workflow.definition.values import NotOfType, validate
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
    except NotOfType as wrong:
        return _refusal(situation, transition, need, f"wrong_data:{name}", wrong_data(name, need.type, value, wrong))
    return None


def wrong_data(name: str, kind: str, value: Any, wrong: NotOfType) -> dict[str, Any]:
    """Return the facts of data that is not of its type: which, what it must be, what was said, where and why not."""
    seen = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    seen = seen if len(seen) <= _SHOWN else seen[: _SHOWN - 1] + "…"
    return {"name": name, "type": kind, "seen": seen, "why": str(wrong), "expected": dict(wrong.facts)}


def well_said(situation: Situation, act: Act) -> Act:
    """Return the act without what it says wrongly: that was refused already, and no condition can be judged by it."""
    types = situation.machine.need_types[act.transition]
    data = {name: value for name, value in act.data.items() if name not in types or _fits(types[name], value)}
    return act if len(data) == len(act.data) else replace(act, data=data)


def _fits(kind: Type, value: Any) -> bool:
    try:
        validate(kind, value)
    except NotOfType:
        return False
    return True


def _refusal(situation: Situation, transition: Transition, need: Need, key: str, facts: dict[str, Any]) -> Refusal:
    if need.refuse is not None:
        return Refusal(need.refuse, facts, situation.machine.refusal_basis(need.refuse))
    return Refusal(key, facts, basis(transition.source))
