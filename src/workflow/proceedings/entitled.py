"""Who may put a wish that no act of a lifecycle stands for: opening, recording facts, determining, moving."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from workflow.errors import Refusal, Refused
from workflow.language.people import Actor
from workflow.lifecycle.claims import acts_for, claim
from workflow.lifecycle.late import recorded_too_late
from workflow.lifecycle.rules import Machine, Rules
from workflow.proceedings.draft import Draft, verified

EITHER_SIDE = frozenset({"applicant", "authority"})
OFFICE = frozenset({"authority"})


def entitled(  # noqa: PLR0913 (what a claim consists of)
    draft: Draft,
    rules: Rules,
    actor: Actor,
    applicant: str,
    at: datetime,
    *,
    sides: Collection[str] = EITHER_SIDE,
    beginning: Machine | None = None,
) -> Actor:
    """Return the actor of such a wish, marked as the register knows them.

    The applicant's side acts for the applicant only, an office only as an authority that the definition knows.

    Args:
        sides: whose roles may put it.
        beginning: of a case to be opened: whoever may take a first act in it may open it, the public too.

    Raises:
        Refused: the role may not, it acts for somebody else, or a register is kept and does not know the claim.
    """
    first = beginning.first_roles if beginning else frozenset()
    may = first | {name for name, role in rules.roles.items() if role.side in sides}
    role = rules.roles.get(actor.role)
    if role is None or actor.role not in may:
        raise Refused([Refusal("wrong_role", {"role": actor.role, "by": sorted(may)})])
    refusals, known = claim(draft.register(), actor, role, applicant, at)
    refusals += recorded_too_late(role, rules.calendar(None, actor.authority or ""), at, draft.now)
    if role.side == "applicant" and not acts_for(draft.register(), actor, applicant, at):
        refusals.append(Refusal("not_the_applicant", {"for": actor.on_behalf_of}))
    if role.side == "authority" and actor.authority is None:
        refusals.append(Refusal("without_authority", {"role": actor.role}))
    elif role.side == "authority" and actor.authority not in rules.definition.authorities:
        refusals.append(Refusal("unknown_authority", {"authority": actor.authority}))
    if refusals:
        raise Refused(refusals)
    return verified(actor, known=known)
