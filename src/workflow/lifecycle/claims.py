"""Claims: whether somebody is who they say, by the register of roles; and who may never be claimed to be."""

from __future__ import annotations

from datetime import datetime

from workflow.definition.model import Role
from workflow.errors import Refusal
from workflow.language.people import ANYBODY, SYSTEM, Actor
from workflow.lifecycle.register import Register

_NOBODY = frozenset({ANYBODY, SYSTEM, ""})


def pretence(actor: Actor) -> list[Refusal]:
    """Return the reason against a wish of somebody who is nobody: the system takes its acts by itself."""
    claimed = {actor.person.strip(), (actor.on_behalf_of or "-").strip()}
    return [Refusal("not_a_person", {"person": actor.person})] if claimed & _NOBODY else []


def acts_for(register: Register, actor: Actor, applicant: str, at: datetime) -> bool:
    """Tell whether somebody of the applicant's side acts for this applicant.

    Who stands in for a person acts for the applicant only if that person does, as the register knows.
    """
    principal = actor.on_behalf_of
    known = principal is not None and register.holds(principal, actor.role, applicant, at)
    return principal in {None, applicant} or known


def claim(
    register: Register, actor: Actor, role: Role | None, applicant: str, at: datetime
) -> tuple[list[Refusal], bool]:
    """Judge a claim by the register, and tell whether it knew it.

    While no register is kept a claim is accepted unverified, and so marked; the public needs none.

    Args:
        role: the role claimed; None where the definition does not know it.
        applicant: whom the applicant's side acts for.
        at: when the act was done.
    """
    side = role.side if role else "authority"
    if side != "authority" and actor.authority is not None:
        return [Refusal("role_of_no_authority", {"role": actor.role, "authority": actor.authority})], False
    if not register.is_kept or side == "public":
        return [], False
    body = applicant if side == "applicant" else actor.authority
    if register.knows(actor, body, at):
        return [], True
    return [Refusal("unregistered_claim", {"person": actor.person, "role": actor.role, "body": body or ""})], False
