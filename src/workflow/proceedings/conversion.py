"""Conversion of pre-reviews (预审转正): each passed pre-review becomes a formal application, acceptance and decision.

Source: DOMAIN §3.1, rules R1-R9. The order is a topological order of the prerequisites even within one minute (R4);
changed inputs refuse it (R5); the formal acts are judged as any other, so a pre-review binds nobody (R8).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from workflow.definition.model import Conversion, leaves
from workflow.errors import Refusal, Refused
from workflow.language.people import Actor
from workflow.lifecycle.decide import reasons_against
from workflow.lifecycle.rules import Machine, Rules, basis, missing
from workflow.lifecycle.situation import Act
from workflow.lifecycle.words import Words
from workflow.permit.case import PermitCase
from workflow.proceedings.acts import judge
from workflow.proceedings.commands import ConvertPreReviews, OpenCase
from workflow.proceedings.draft import Draft
from workflow.proceedings.opening import free_id, known_item, open_case
from workflow.proceedings.situations import situate
from workflow.proceedings.taking import run_all, take


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
        run_clocks_behind(draft, wish, item)
        _convert_item(draft, wish, rules, item)


def run_clocks_behind(draft: Draft, wish: ConvertPreReviews, item: str) -> None:
    """Record what the clocks of an item's pre-reviews, and of what triggers them, have led to: the first step."""
    project = draft.project(wish.project)
    review = draft.rules(project.definition).definition.items[item].pre_review
    items = [item, *(leaf for requirement in (review.trigger if review else ()) for leaf in leaves(requirement))]
    run_all(draft, (case for name in items for case in project.cases_of(name)), wish.at)


def _convert_item(draft: Draft, wish: ConvertPreReviews, rules: Rules, item: str) -> None:
    shadow = passed_shadow(draft, wish, rules, item)
    case_id = f"{wish.project}.{item}"
    opened = open_case(
        draft,
        OpenCase(free_id(draft, case_id), item, wish.actors[0], wish.at, wish.project, authority=shadow.authority),
    )
    for step in rules.machine_of(item).lifecycle.conversion:
        data = _said_in_step(draft, wish, opened.id, shadow, step)
        _take_as_somebody(draft, wish, opened.id, step.do, data)
    _take_as_somebody(draft, wish, shadow.id, conversion_act(rules, shadow), {"case": opened.id})


def passed_shadow(draft: Draft, wish: ConvertPreReviews, rules: Rules, item: str) -> PermitCase:
    """Return the pre-review of an item that is ready to be converted: the second step.

    Raises:
        Refused: there is none, its trigger is missing, or its lifecycle does not allow it.
    """
    project = draft.project(wish.project)
    chosen = rules.definition.items[item]
    sources = basis(chosen.source)
    shadows = [draft.case(case) for case in project.cases_of(item)]
    shadow = next((case for case in reversed(shadows) if case.shadow), None)
    if shadow is None or chosen.pre_review is None:
        raise Refused([Refusal("no_pre_review", {"item": item}, sources)])
    _refuse_unready(draft, wish, rules, shadow)
    return shadow


def _refuse_unready(draft: Draft, wish: ConvertPreReviews, rules: Rules, shadow: PermitCase) -> None:
    """Refuse a conversion that the pre-review's own lifecycle does not allow, or whose trigger is not in force."""
    situation = situate(draft, shadow)
    item = rules.definition.items[shadow.item]
    act = conversion_act(rules, shadow)
    able = _able(situation.machine, act, wish.actors)
    refusals = min((list(reasons_against(situation, Act(act, actor, wish.at, asked=True))) for actor in able), key=len)
    project = draft.project(wish.project)
    triggers = item.pre_review.trigger if item.pre_review else ()
    moments = [partial(project.held, at=when) for when in (wish.at, draft.now)]
    lacks = dict.fromkeys(lack for one in triggers for held in moments for lack in missing(one, held))
    ground = situation.machine.refusal_basis("trigger_missing") or basis(item.source)
    refusals += [Refusal(f"trigger_missing:{lack}", {"item": lack}, ground) for lack in lacks]
    if refusals:
        raise Refused(refusals)


def conversion_act(rules: Rules, shadow: PermitCase) -> str:
    """Return the act by which a pre-review becomes formal: the one whose id is `convert`.

    Raises:
        Refused: its lifecycle has none.
    """
    found = rules.machine(shadow.lifecycle).lifecycle.act_with_id("convert")
    if found is None:
        raise Refused([Refusal("no_pre_review", {"item": shadow.item})])
    return found


def _able(machine: Machine, transition: str, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return those of the people named who have a role that may take a step.

    Raises:
        Refused: nobody has.
    """
    roles = {by.role for by in machine.lifecycle.transitions[transition].by}
    able = tuple(actor for actor in actors if actor.role in roles)
    if not able:
        raise Refused([Refusal("nobody_for_step", {"transition": transition, "by": sorted(roles)})])
    return able


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
    """Take an act as the first of the people named who may; where none may, the reasons are the first one's."""
    case = draft.known_case(case_id)
    machine = situate(draft, case).machine
    able = _able(machine, transition, wish.actors)
    acts = [Act(transition, actor, wish.at, data) for actor in able]
    take(draft, case_id, next((act for act in acts if judge(draft, case, act).allowed), acts[0]))
