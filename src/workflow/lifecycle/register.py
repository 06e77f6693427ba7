"""The register of roles and delegations: who may claim what, and since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from workflow.language.people import Actor
from workflow.lifecycle.events import Delegated, DelegationEnded, Event, RoleEnded, RoleGranted

REGISTRAR = "registrar"
Entry = TypeVar("Entry", RoleGranted, Delegated)


@dataclass(frozen=True, slots=True)
class Register:
    """Roles and delegations as recorded; while it is empty, claims are accepted unverified."""

    roles: tuple[RoleGranted, ...] = ()
    delegations: tuple[Delegated, ...] = ()
    version: int = 0

    @property
    def is_kept(self) -> bool:
        """Tell whether an office keeps a register at all."""
        return bool(self.roles or self.delegations)

    def holds(self, person: str, role: str, body: str | None, at: datetime) -> bool:
        """Tell whether a person holds a role at a body at an instant."""
        return any(
            entry.person == person and entry.role == role and entry.body in {None, body} and _covers(entry, at)
            for entry in self.roles
        )

    def delegates(self, principal: str, delegate: str, role: str, at: datetime) -> bool:
        """Tell whether one person lets another act in a role at an instant."""
        return any(
            entry.principal == principal
            and entry.delegate == delegate
            and entry.role in {None, role}
            and _covers(entry, at)
            for entry in self.delegations
        )

    def knows(self, actor: Actor, body: str | None, at: datetime) -> bool:
        """Return whether a claim is covered: held in person, or held by the one who delegated.

        Who says that they stand in for a person must be delegated by that person, whatever they hold themselves.
        """
        principal = actor.on_behalf_of
        if principal is None or principal == body:
            return self.holds(actor.person, actor.role, body, at)
        delegated = self.delegates(principal, actor.person, actor.role, at)
        return delegated and self.holds(principal, actor.role, body, at)

    def entry(self, person: str, role: str, body: str | None, at: datetime) -> RoleGranted | None:
        """Return the entry by which a person holds just this role at just this body at an instant."""
        return next(
            (e for e in self.roles if (e.person, e.role, e.body) == (person, role, body) and _covers(e, at)), None
        )

    def delegation(self, principal: str, delegate: str, role: str | None, at: datetime) -> Delegated | None:
        """Return the entry by which one person lets another act in just this role (or in all) at an instant."""
        wanted = (principal, delegate, role)
        return next(
            (e for e in self.delegations if (e.principal, e.delegate, e.role) == wanted and _covers(e, at)), None
        )


def _covers(entry: RoleGranted | Delegated, at: datetime) -> bool:
    return (entry.since is None or entry.since <= at) and (entry.until is None or at < entry.until)


def evolve(register: Register, event: Event, at: datetime) -> Register:
    """Return the register after an event that holds from an instant; what ended stays known for the time before."""
    register = replace(register, version=register.version + 1)
    match event:
        case RoleGranted():
            return replace(register, roles=(*register.roles, event))
        case RoleEnded(person=person, role=role, body=body):
            ended = (person, role, body)
            roles = (_until(e, at) if (e.person, e.role, e.body) == ended else e for e in register.roles)
            return replace(register, roles=tuple(roles))
        case Delegated():
            return replace(register, delegations=(*register.delegations, event))
        case DelegationEnded(principal=principal, delegate=delegate, role=role):
            over = (principal, delegate, role)
            rest = (_until(e, at) if (e.principal, e.delegate, e.role) == over else e for e in register.delegations)
            return replace(register, delegations=tuple(rest))
        case _:
            return register


def _until(entry: Entry, at: datetime) -> Entry:
    return entry.model_copy(update={"until": at}) if _covers(entry, at) else entry
