"""Opening cases, and the facts that projects and cases begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workflow.definition.model import Attribute, Item
from workflow.definition.types import Type, nearest
from workflow.definition.values import NotOfType, validate
from workflow.errors import NotFound, Refusal, Refused
from workflow.language.ids import case_stream, is_id, project_stream
from workflow.lifecycle.events import (
    CaseEntered,
    CaseOpened,
)
from workflow.lifecycle.rules import Machine, Rules, basis
from workflow.lifecycle.saying import wrong_data
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import (
    OpenCase,
)
from workflow.proceedings.draft import Draft
from workflow.proceedings.entitled import entitled
from workflow.project.project import Project


def open_case(draft: Draft, wish: OpenCase, *, by_act: bool = False) -> PermitCase:
    """Open a case; opening the same one again changes nothing. Return it as it will be.

    Raises:
        NotFound: no such project, or no such item.
        Refused: the id is taken or no id, the item is being handled or obtained already, pre-reviews are not
            allowed for it, or facts are unknown or of the wrong kind.
    """
    known = draft.case(wish.case)
    project = draft.known_project(wish.project) if wish.project else None
    digest = project.definition if project else wish.definition
    if digest is None:
        raise NotFound("unknown_definition", definition=None)
    rules = draft.rules(digest)
    item = known_item(rules, wish.item)
    machine = rules.machine_of(wish.item, shadow=wish.shadow)
    own = project.applicant if project else wish.actor.on_behalf_of or wish.actor.person
    applicant = wish.applicant or own
    # Whoever took the act that opens a case was judged with it.
    actor = wish.actor if by_act else entitled(draft, rules, wish.actor, applicant, wish.at, beginning=machine)
    if known.exists:
        if _is_the_one(known, wish, over=_is_over(draft, known)):
            return known
        raise Refused([Refusal("case_exists", {"case": wish.case})])
    _may_open(draft, wish, project, rules, item)
    if not by_act:
        _choose_nobody_else(draft, wish, project, item, rules)
    _plan_opening(draft, replace(wish, actor=actor, applicant=applicant), rules, machine)
    return draft.case(wish.case)


def _is_the_one(known: PermitCase, wish: OpenCase, *, over: bool) -> bool:
    """Tell whether a case is the very one that a wish would open, and still open."""
    asked = (wish.project, wish.item, wish.instance, wish.shadow)
    chosen = ((known.authority, wish.authority), (known.applicant, wish.applicant))
    facts = known.course.attributes
    return (
        not over
        and (known.project, known.item, known.instance, known.shadow) == asked
        and all(other in {None, own} for own, other in chosen)
        and all(facts.get(name) == value for name, value in wish.facts.items())
    )


def _choose_nobody_else(draft: Draft, wish: OpenCase, project: Project | None, item: Item, rules: Rules) -> None:
    """Refuse an opening in another's name, or before an authority that the competent one did not name.

    Raises:
        Refused: the applicant is not the project's; or the authority is another one that handles nothing of the item
            yet, and neither the competent authority nor its superior says so (指定管辖).
    """
    if project is not None and wish.applicant not in {None, project.applicant}:
        raise Refused([Refusal("not_the_applicant", {"for": wish.applicant})])
    handling = [draft.case(case).authority for case in project.cases_of(wish.item)] if project else []
    if wish.authority in {None, item.authority, *handling}:
        return
    bodies = rules.definition.authorities
    superior = bodies[item.authority].superior if item.authority in bodies else None
    if wish.actor.authority is None or wish.actor.authority not in {item.authority, superior}:
        facts = {"authority": wish.authority, "competent": item.authority}
        raise Refused([Refusal("wrong_authority", facts, basis(item.source))])


def _may_open(draft: Draft, wish: OpenCase, project: Project | None, rules: Rules, item: Item) -> None:
    sources = basis(item.source)
    begun = project.registered_at if project else None
    reasons = (
        (not is_id(wish.case), Refusal("not_an_id", {"id": wish.case})),
        (begun is not None and wish.at < begun, Refusal("before_opening", {"at": wish.at, "opened_at": begun})),
        (
            wish.shadow and (rules.definition.shadow is None or item.pre_review is None),
            Refusal("no_pre_review", {"item": wish.item}, sources),
        ),
        (
            item.cardinality == "one" and wish.instance is not None,
            Refusal("only_one_instance", {"item": wish.item}, sources),
        ),
        (
            wish.authority is not None and wish.authority not in rules.definition.authorities,
            Refusal("unknown_authority", {"authority": wish.authority}),
        ),
        (
            project is not None and is_handled(draft, project, wish.item, wish.instance, shadow=wish.shadow),
            Refusal("already_handled", {"item": wish.item}, sources),
        ),
    )
    refusals = [refusal for against, refusal in reasons if against]
    if refusals:
        raise Refused(refusals)


def is_handled(draft: Draft, project: Project, item: str, instance: str | None, *, shadow: bool) -> bool:
    """Tell whether an open case already handles an item (and instance), or it has been obtained."""
    key = f"{item}/{instance}" if instance else item
    if key in project.standings and project.standings[key].standing in {"in_force", "not_applicable"}:
        return True
    handling = [draft.case(case) for case, other in project.cases.items() if other == key]
    return any(case.shadow == shadow and not _is_over(draft, case) for case in handling)


def _is_over(draft: Draft, case: PermitCase) -> bool:
    lifecycle = draft.rules(case.definition).machine(case.lifecycle).lifecycle
    state = lifecycle.states.get(case.course.state)
    return state is not None and (state.terminal or state.standing == "ended")


def _plan_opening(draft: Draft, wish: OpenCase, rules: Rules, machine: Machine) -> None:
    lifecycle = machine.lifecycle
    open_to_wishes = {name: attribute for name, attribute in lifecycle.attributes.items() if attribute.opening}
    types = {name: machine.attribute_types[name] for name in open_to_wishes}
    facts = checked(wish.facts, types, open_to_wishes)
    event = CaseOpened(
        lifecycle=lifecycle.lifecycle,
        state=lifecycle.initial,
        item=wish.item,
        authority=wish.authority or rules.definition.items[wish.item].authority,
        applicant=wish.applicant or "",
        definition=rules.digest,
        project=wish.project,
        instance=wish.instance,
        shadow=wish.shadow,
        attributes={**defaults(lifecycle.attributes), **facts},
    )
    draft.plan(case_stream(wish.case), event, wish.actor, wish.at, definition=rules.digest)
    if wish.project is not None:
        entered = CaseEntered(case=wish.case, item=wish.item, instance=wish.instance, shadow=wish.shadow)
        draft.plan(project_stream(wish.project), entered, wish.actor, wish.at, definition=rules.digest)


def free_id(draft: Draft, wanted: str) -> str:
    """Return an id that no case has: the wanted one, or it with a number behind."""
    number, free = 1, wanted
    while draft.case(free).exists:
        number += 1
        free = f"{wanted}.{number}"
    return free


def known_item(rules: Rules, item: str) -> Item:
    """Return an item of a definition.

    Raises:
        NotFound: it has none of that id; with the nearest one.
    """
    found = rules.item(item)
    if found is None:
        known = list(rules.definition.items)
        raise NotFound("unknown_item", item=item, nearest=nearest(item, known))
    return found


def defaults(attributes: Mapping[str, Attribute]) -> dict[str, Any]:
    """Return the facts that hold from the beginning."""
    return {name: attribute.default for name, attribute in attributes.items() if attribute.default is not None}


def checked(facts: Mapping[str, Any], types: Mapping[str, Type], declared: Mapping[str, Attribute]) -> dict[str, Any]:
    """Return facts in the form in which they are recorded.

    Raises:
        Refused: some are unknown or of the wrong kind; all of them.
    """
    refusals, checked = [], {}
    for name, value in facts.items():
        if name not in types:
            known = sorted(declared)
            refusals.append(Refusal(f"unknown_data:{name}", {"name": name, "known": known}))
            continue
        try:
            checked[name] = validate(types[name], value)
        except NotOfType as wrong:
            refusals.append(Refusal(f"wrong_data:{name}", wrong_data(name, str(types[name]), value, wrong)))
    if refusals:
        raise Refused(refusals)
    return checked
