"""The register: entering who holds which role, and who lets whom act for them."""

from __future__ import annotations

from datetime import datetime

from workflow.errors import Refusal, Refused
from workflow.language.ids import REGISTER
from workflow.language.people import Actor
from workflow.lifecycle.events import Delegated, DelegationEnded, Kernel, RoleEnded, RoleGranted
from workflow.lifecycle.register import REGISTRAR
from workflow.proceedings.commands import Delegate, EndDelegation, EndRole, GrantRole
from workflow.proceedings.draft import Draft, verified


def grant_role(draft: Draft, wish: GrantRole) -> None:
    """Enter that a person holds a role; where just that is so already, nothing changes.

    Raises:
        Refused: it would end before it begins.
    """
    _in_time(wish)
    known = draft.register().entry(wish.person, wish.role, wish.body, wish.at)
    if known is None or known.until != wish.until:
        event = RoleGranted(person=wish.person, role=wish.role, body=wish.body, since=wish.at, until=wish.until)
        _enter(draft, event, wish)


def _in_time(wish: GrantRole | Delegate) -> None:
    if wish.until is not None and wish.until <= wish.at:
        raise Refused([Refusal("ends_before_it_begins", {"since": wish.at, "until": wish.until})])


def end_role(draft: Draft, wish: EndRole) -> None:
    """Enter that a person no longer holds a role.

    Raises:
        Refused: they hold it nowhere, or by an entry for another body.
    """
    if draft.register().entry(wish.person, wish.role, wish.body, wish.at) is None:
        facts = {"person": wish.person, "role": wish.role, "body": wish.body or ""}
        raise Refused([Refusal("not_registered", facts)])
    _enter(draft, RoleEnded(person=wish.person, role=wish.role, body=wish.body), wish)


def delegate(draft: Draft, wish: Delegate) -> None:
    """Enter that one person lets another act for them; where just that is so already, nothing changes.

    Raises:
        Refused: it would end before it begins, or somebody would stand in for themselves.
    """
    _in_time(wish)
    if wish.principal == wish.delegate:
        raise Refused([Refusal("delegates_to_themselves", {"person": wish.principal})])
    known = draft.register().delegation(wish.principal, wish.delegate, wish.role, wish.at)
    if known is None or known.until != wish.until:
        event = Delegated(
            principal=wish.principal, delegate=wish.delegate, role=wish.role, since=wish.at, until=wish.until
        )
        _enter(draft, event, wish)


def end_delegation(draft: Draft, wish: EndDelegation) -> None:
    """Enter that a delegation ended.

    Raises:
        Refused: there is none of that kind.
    """
    if draft.register().delegation(wish.principal, wish.delegate, wish.role, wish.at) is None:
        facts = {"person": wish.delegate, "role": wish.role or "", "body": wish.principal}
        raise Refused([Refusal("not_registered", facts)])
    _enter(draft, DelegationEnded(principal=wish.principal, delegate=wish.delegate, role=wish.role), wish)


def _enter(draft: Draft, event: Kernel, wish: GrantRole | EndRole | Delegate | EndDelegation) -> None:
    """Plan an entry; only a registrar may make one. Whoever begins the register as one is its first."""
    if not draft.register().is_kept and wish.actor.role == REGISTRAR:
        _begin(draft, wish.actor, wish.at)
    known = _is_registrar(draft, wish.actor)
    if not known:
        facts = {"person": wish.actor.person, "role": REGISTRAR, "body": wish.actor.authority or ""}
        raise Refused([Refusal("unregistered_claim", facts)])
    draft.plan(REGISTER, event, verified(wish.actor, known=known), wish.at)


def _begin(draft: Draft, actor: Actor, at: datetime) -> None:
    first = RoleGranted(person=actor.person, role=REGISTRAR, body=actor.authority, since=at, until=None)
    draft.plan(REGISTER, first, verified(actor, known=False), at)


def _is_registrar(draft: Draft, actor: Actor) -> bool:
    # Who keeps the register today; the wish's own time only tells from when the entry holds.
    return actor.role == REGISTRAR and draft.register().knows(actor, actor.authority, draft.now)
