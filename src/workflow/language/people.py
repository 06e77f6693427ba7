"""People: who acts, in which role, for which authority, on behalf of whom."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

SYSTEM = "system"
ANYBODY = "*"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts.

    Attributes:
        person: a natural person, or `system` for an automatic step.
        role: a role of the definition, as `approver`.
        authority: the authority acted for; None on the applicant's side.
        on_behalf_of: whom the person stands in for: a principal (an organisation) or a delegating person.
        verified: the register of roles knew the claim when the act was recorded.
    """

    person: str
    role: str
    authority: str | None = None
    on_behalf_of: str | None = None
    verified: bool = False

    @property
    def is_system(self) -> bool:
        """Tell whether this is an automatic step, which never carries a person's name."""
        return self.person == SYSTEM


def one_spelling(name: str) -> str:
    """Return a name in the one spelling in which persons are compared: NFKC, no invisible signs, single blanks."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf")
    return " ".join(seen.split())


def as_compared(actor: Actor) -> Actor:
    """Return an actor with their names in the one spelling."""
    behalf = one_spelling(actor.on_behalf_of) if actor.on_behalf_of is not None else None
    person = one_spelling(actor.person)
    if (person, behalf) == (actor.person, actor.on_behalf_of):
        return actor
    return replace(actor, person=person, on_behalf_of=behalf)


def system(role: str) -> Actor:
    """Return the system acting in an automatic role (`clock`, `project`)."""
    return Actor(person=SYSTEM, role=role, verified=True)


def parse_actor(text: str) -> Actor:
    """Return the actor written as `PERSON:ROLE[@AUTHORITY][/ON_BEHALF_OF]`.

    Raises:
        ValueError: no person or no role.
    """
    head, _, behalf = text.partition("/")
    head, _, authority = head.partition("@")
    person, _, role = head.partition(":")
    if not person.strip() or not role.strip():
        raise ValueError(text)
    return Actor(person.strip(), role.strip(), authority.strip() or None, behalf.strip() or None)
