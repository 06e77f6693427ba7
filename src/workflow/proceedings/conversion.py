"""Conversion of pre-reviews (预审转正): each passed pre-review becomes a formal application, acceptance and decision.

Source: DOMAIN §3.1, rules R1-R9. The order is a topological order of the prerequisites even within one minute (R4);
changed inputs refuse it (R5); the formal acts are judged as any other, so a pre-review binds nobody (R8).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.definition.model import Conversion
from workflow.errors import Refusal, Refused
from workflow.lifecycle.rules import Rules, basis, missing
from workflow.lifecycle.situation import Act
from workflow.lifecycle.words import Words
from workflow.permit.case import PermitCase
from workflow.proceedings.acts import judge
from workflow.proceedings.commands import ConvertPreReviews, OpenCase
from workflow.proceedings.draft import Draft
from workflow.proceedings.opening import free_id, known_item, open_case
from workflow.proceedings.situations import situate
from workflow.proceedings.taking import take


def convert(draft: Draft, wish: ConvertPreReviews) -> None:
    """Convert pre-reviews, all those named or all that passed, in the order that the prerequisites allow.

    Raises:
        NotFound: no such project or item.
        Refused: a trigger is missing, inputs changed, nobody named may take a step, or a formal act is refused.
    """
    project = draft.known_project(wish.project)
    rules = draft.rules(project.definition)
    for item in wish.items:
        known_item(rules, item)
    chosen = wish.items or tuple(
        item
        for item in rules.definition.items
        if project.shadow(item).standing == "pre_passed" and project.standing(item).standing != "in_force"
    )
    if not chosen:
        raise Refused([Refusal("nothing_to_convert", {"project": wish.project})])
    for item in rules.in_order(chosen):
        _convert_item(draft, wish, rules, item)


def _convert_item(draft: Draft, wish: ConvertPreReviews, rules: Rules, item: str) -> None:
    shadow = _passed_shadow(draft, wish, rules, item)
    case_id = f"{wish.project}.{item}"
    opened = open_case(
        draft,
        OpenCase(free_id(draft, case_id), item, wish.actors[0], wish.at, wish.project, authority=shadow.authority),
    )
    for step in rules.machine_of(item).lifecycle.conversion:
        data = _said_in_step(draft, wish, opened.id, shadow, step)
        _take_as_somebody(draft, wish, opened.id, step.do, data)
    of_shadow = rules.machine(shadow.lifecycle).lifecycle.transitions
    act = next((name for name, transition in of_shadow.items() if transition.id == "convert"), "convert")
    _take_as_somebody(draft, wish, shadow.id, act, {"case": opened.id})


def _passed_shadow(draft: Draft, wish: ConvertPreReviews, rules: Rules, item: str) -> PermitCase:
    project = draft.project(wish.project)
    chosen = rules.definition.items[item]
    sources = basis(chosen.source)
    shadows = [draft.case(case) for case in project.cases_of(item)]
    shadow = next((case for case in reversed(shadows) if case.shadow), None)
    if shadow is None or chosen.pre_review is None:
        raise Refused([Refusal("no_pre_review", {"item": item}, sources)])
    refusals = []
    standing = project.shadow(item).standing
    if standing != "pre_passed":
        fingerprint = shadow.course.attributes.get("input_hash")
        words = Words(situate(draft, shadow), Act("", wish.actors[0], wish.at))
        changed = fingerprint is not None and fingerprint != words["fingerprint"]
        key = "R5_input_changed" if changed or shadow.course.state == "stale" else "not_pre_passed"
        refusals.append(Refusal(key, {"item": item, "state": shadow.course.state}, _basis_of(rules, shadow, key)))
    lacks = [lack for requirement in chosen.pre_review.trigger for lack in missing(requirement, project.held)]
    refusals.extend(Refusal(f"R3_trigger:{lack}", {"item": lack}, sources) for lack in lacks)
    if refusals:
        raise Refused(refusals)
    return shadow


def _basis_of(rules: Rules, shadow: PermitCase, key: str) -> tuple[Mapping[str, Any], ...]:
    return rules.machine(shadow.lifecycle).refusal_basis(key)


def _said_in_step(
    draft: Draft, wish: ConvertPreReviews, case_id: str, shadow: PermitCase, step: Conversion
) -> dict[str, Any]:
    """Return what a formal act says: filled in from the pre-review, and what the command adds to it."""
    situation = situate(draft, draft.case(case_id))
    words = Words(situation, Act(step.do, wish.actors[0], wish.at), {"shadow": shadow.course.attributes})
    needs = situation.machine.lifecycle.transitions[step.do].needs
    own = {name: value for name, value in wish.data.get(situation.item_id, {}).items() if name in needs}
    return {**{name: words.evaluate(text) for name, text in step.data.items()}, **own}


def _take_as_somebody(
    draft: Draft, wish: ConvertPreReviews, case_id: str, transition: str, data: Mapping[str, Any]
) -> None:
    """Take an act as the first of the people named who may; the reasons told are those of the last one's role."""
    case = draft.known_case(case_id)
    may = situate(draft, case).machine.lifecycle.transitions[transition].by
    roles = {by.role for by in may}
    able = [actor for actor in wish.actors if actor.role in roles]
    if not able:
        raise Refused([Refusal("nobody_for_step", {"transition": transition, "by": sorted(roles)})])
    acts = [Act(transition, actor, wish.at, data) for actor in able]
    take(draft, case_id, next((act for act in acts if judge(draft, case, act).allowed), acts[0]))
