"""Commands: the wishes that may be put to the office, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from workflow.language.ids import digest_of
from workflow.language.people import Actor


@dataclass(frozen=True, slots=True)
class RegisterProject:
    """Register a project under a pinned definition."""

    project: str
    title: str
    applicant: str
    definition: str
    actor: Actor
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """Change facts of a project."""

    project: str
    facts: Mapping[str, Any]
    actor: Actor
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DetermineNotApplicable:
    """Determine that an item does not apply to a project."""

    project: str
    item: str
    reason: str
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Open a case for an item: of a project, or on its own under a definition."""

    case: str
    item: str
    actor: Actor
    at: datetime
    project: str | None = None
    definition: str | None = None
    instance: str | None = None
    applicant: str | None = None
    authority: str | None = None
    shadow: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakeAct:
    """Take an act on a case."""

    case: str
    transition: str
    actor: Actor
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TakeProjectAct:
    """Take an act of a project's own lifecycle."""

    project: str
    transition: str
    actor: Actor
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RecordItem:
    """Record an item that is obtained in one step, as a contract or a payment: open its case and take the act."""

    project: str
    item: str
    case: str
    actor: Actor
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    instance: str | None = None


@dataclass(frozen=True, slots=True)
class ConvertPreReviews:
    """Turn passed pre-reviews into formal decisions, in the order that the prerequisites allow."""

    project: str
    actors: tuple[Actor, ...]
    at: datetime
    items: tuple[str, ...] = ()
    data: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Enter in the register that a person holds a role."""

    person: str
    role: str
    body: str | None
    actor: Actor
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EndRole:
    """Enter in the register that a person no longer holds a role."""

    person: str
    role: str
    body: str | None
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Delegate:
    """Enter in the register that one person lets another act in their role."""

    principal: str
    delegate: str
    role: str | None
    actor: Actor
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EndDelegation:
    """Enter in the register that a delegation ended."""

    principal: str
    delegate: str
    role: str | None
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class SweepCase:
    """Record every clock outcome of a case that is due by an instant."""

    case: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MoveCase:
    """Move a case to another pinned definition, if its history holds there.

    Attributes:
        state: where the present state has another name there; none where it has not.
    """

    case: str
    definition: str
    actor: Actor
    at: datetime
    state: str | None = None


@dataclass(frozen=True, slots=True)
class WaiveFinding:
    """Let a finding of an audit stand, for a reason.

    Attributes:
        stream: the case or project that it lies in.
        against: whose act it is about.
    """

    stream: str
    finding: str
    rule: str
    reason: str
    actor: Actor
    at: datetime
    against: str | None = None


Command = (
    RegisterProject
    | ChangeFacts
    | DetermineNotApplicable
    | OpenCase
    | TakeAct
    | TakeProjectAct
    | RecordItem
    | ConvertPreReviews
    | GrantRole
    | EndRole
    | Delegate
    | EndDelegation
    | SweepCase
    | MoveCase
    | WaiveFinding
)


def fingerprint(command: Command, *, dated: bool = True) -> str:
    """Return what tells one wish from another under the same id: sha256 (hex) of its content.

    Args:
        dated: the wish names its time; otherwise the time does not count.
    """
    said = {field.name: getattr(command, field.name) for field in fields(command) if dated or field.name != "at"}
    text = json.dumps([type(command).__name__, said], ensure_ascii=False, sort_keys=True, default=_plain)
    return digest_of(text.encode())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Actor):
        return [value.person, value.role, value.authority, value.on_behalf_of]
    return dict(value) if isinstance(value, Mapping) else str(value)
