"""Waiving a finding: an authority lets it stand, on record, for a reason; never whoever it is about."""

from __future__ import annotations

from datetime import datetime

from workflow.errors import Refusal, Refused
from workflow.language.ids import id_of, kind_of
from workflow.language.people import one_spelling
from workflow.lifecycle.events import FindingWaived
from workflow.lifecycle.persons import behind
from workflow.lifecycle.rules import Rules
from workflow.proceedings.commands import WaiveFinding
from workflow.proceedings.draft import Draft
from workflow.proceedings.entitled import OFFICE, entitled


def waive(draft: Draft, wish: WaiveFinding) -> None:
    """Record that an authority lets a finding stand: the one whose case it is, or its superior.

    Raises:
        NotFound: there is no such case or project.
        Refused: the authority is not the one, the claim is not known, or the finding is about the same person.
    """
    rules, applicant, authority, begun = _matter(draft, wish.stream)
    actor = entitled(draft, rules, wish.actor, applicant, wish.at, sides=OFFICE)
    refusals = []
    if wish.at > draft.now:
        refusals.append(Refusal("in_the_future", {"at": wish.at, "now": draft.now}))
    if begun is not None and wish.at < begun:
        refusals.append(Refusal("before_opening", {"at": wish.at, "opened_at": begun}))
    if wish.against is not None and one_spelling(wish.against) in behind(actor):
        refusals.append(Refusal("own_finding", {"person": actor.person}))
    own = rules.definition.authorities.get(authority)
    if authority and actor.authority not in {authority, own.superior if own else None}:
        refusals.append(Refusal("wrong_authority", {"authority": actor.authority, "competent": authority}))
    if refusals:
        raise Refused(refusals)
    event = FindingWaived(finding=wish.finding, rule=wish.rule, reason=wish.reason, against=wish.against)
    draft.plan(wish.stream, event, actor, wish.at, definition=rules.digest)


def _matter(draft: Draft, stream: str) -> tuple[Rules, str, str, datetime | None]:
    """Return the definition, the applicant, the authority (none of a project) and the beginning of a matter."""
    name = id_of(stream)
    if kind_of(stream) == "project":
        project = draft.known_project(name)
        return draft.rules(project.definition), project.applicant, "", project.registered_at
    case = draft.known_case(name)
    return draft.rules(case.definition), case.applicant, case.authority, case.opened_at
