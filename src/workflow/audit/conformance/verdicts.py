"""What the judge said, as findings: of which kind a refusal is, what the rule expects, and what is seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.audit.findings import Finding, Kind
from workflow.definition.model import Lifecycle, Transition
from workflow.errors import Refusal
from workflow.language.catalogue.refusals import REFUSALS
from workflow.language.catalogue.words import template_of
from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Act
from workflow.store import Record

KINDS_OF_REFUSALS: Mapping[str, Kind] = {
    "unknown_transition": "definition",
    "wrong_role": "authority",
    "wrong_authority": "authority",
    "without_authority": "authority",
    "unknown_authority": "authority",
    "not_the_applicant": "authority",
    "not_a_person": "authority",
    "unregistered_claim": "authority",
    "not_registered": "authority",
    "only_automatic": "authority",
    "nobody_for_step": "authority",
    "in_the_future": "clock",
    "before_opening": "clock",
    "before_state": "clock",
    "overtaken_by_clock": "clock",
    "late": "deadline",
    "too_early": "deadline",
    "clock_not_running": "deadline",
    "missing_data": "data",
    "wrong_data": "data",
    "unknown_data": "data",
    "fact_missing": "data",
    "expression_failed": "data",
    "not_on_the_roll": "data",
    "not_an_id": "data",
}
"""The engine's own refusals that are not a matter of order."""

_SIDES: Mapping[str, tuple[str | None, str | None]] = {
    "state_mismatch": ("from", "state"),
    "wrong_role": ("by", "role"),
    "wrong_authority": ("competent", "authority"),
    "late": ("due", "at"),
    "too_early": ("due", "at"),
    "in_the_future": ("now", "at"),
    "before_opening": ("opened_at", "at"),
    "before_state": ("since", "at"),
    "overtaken_by_clock": ("at", None),
    "missing_data": ("name", None),
    "wrong_data": ("type", "seen"),
    "unknown_data": ("known", "name"),
    "fact_missing": ("facts", None),
    "prerequisite": ("item", None),
    "unregistered_claim": (None, "person"),
    "clock_not_running": ("clock", None),
}
"""Which facts of a refusal say what the rule expects, and what is seen."""


def kind_of(refusal: Refusal, lifecycle: Lifecycle | None, transition: Transition | None) -> Kind:
    """Return the kind of finding that a refusal is."""
    key = refusal.key.partition(":")[0]
    if template_of(REFUSALS, refusal.key, "en") is not None:
        return KINDS_OF_REFUSALS.get(key, "order")
    if lifecycle is not None and any(rule.refuse == key for rule in lifecycle.apart):
        return "sod"
    if transition is None:
        return "order"
    acts = transition.clocks
    named = {one.refuse for one in (transition.within, transition.after) if one is not None}
    # What an act must meet to let a clock stand still, or run longer, is a rule on time limits.
    if key in named or acts.suspend or (acts.extend and "extension" not in key):
        return "deadline"
    return "data" if any(need.refuse == key for need in transition.needs.values()) else "order"


def of_refusal(
    refusal: Refusal, record: Record, definition: str | None, machine: Machine | None, act: Act | None
) -> Finding:
    """Return the finding that an act was recorded against a refusal.

    Args:
        act: as it was judged; None where another wish than an act was.
    """
    transition = machine.transition(act.transition) if machine and act else None
    expected, seen = _sides(refusal, transition, act)
    return Finding(
        rule=refusal.key,
        kind=kind_of(refusal, machine.lifecycle if machine else None, transition),
        severity="violation",
        stream=record.stream,
        record=record,
        basis=refusal.basis,
        expected=expected,
        seen=seen,
        facts=refusal.facts,
        refusal=refusal,
        definition=definition,
    )


def _sides(refusal: Refusal, transition: Transition | None, act: Act | None) -> tuple[Any, Any]:
    key = refusal.key.partition(":")[0]
    if key in _SIDES:
        wanted, found = _SIDES[key]
        return (refusal.facts.get(wanted) if wanted else None), (refusal.facts.get(found) if found else None)
    if transition is not None and key in transition.guards:
        return transition.guards[key], dict(act.data) if act else None
    if transition is not None and transition.at_most and transition.at_most.refuse == key:
        return transition.at_most.n, None
    return None, dict(refusal.facts) or None
