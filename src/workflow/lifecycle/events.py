"""Events: the kernel's own, closed and frozen; and `Recorded`, the one class of all lifecycle events.

The names are the storage format. A kernel event may gain optional fields; nothing in it is ever renamed,
retyped or removed: that is a new version with an upcaster in `UPCASTS` and a golden file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import msgspec
from pydantic import BaseModel, ConfigDict

from workflow.language.people import Actor


class Kernel(BaseModel):
    """An event the engine itself knows, whatever the procedure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: ClassVar[int] = 1

    @property
    def name(self) -> str:
        """Return the stored name."""
        return type(self).__name__

    def stored(self) -> dict[str, Any]:
        """Return the data as it is stored: what is unset is left out."""
        return {name: value for name, value in self.__dict__.items() if value is not None}


class ProjectRegistered(Kernel):
    """A project entered the office under a pinned definition."""

    title: str
    applicant: str
    definition: str
    state: str | None = None
    attributes: dict[str, Any] = {}


class ProjectFactsChanged(Kernel):
    """Facts of a project changed."""

    set: dict[str, Any]
    reason: str | None = None


class CaseEntered(Kernel):
    """A case of one of its items joined a project."""

    case: str
    item: str
    instance: str | None = None
    shadow: bool = False


class StandingChanged(Kernel):
    """What a project knows of an item changed."""

    item: str
    standing: str
    case: str
    shadow: bool = False
    document: dict[str, Any] | None = None


class PrerequisitesRelied(Kernel):
    """An act relied on the standing of other items; written so that nobody changes them unseen."""

    case: str
    act: str
    standings: dict[str, str]


class ItemDeterminedNotApplicable(Kernel):
    """Somebody determined that an item does not apply, on which fact."""

    item: str
    facts: dict[str, Any]
    reason: str


class ItemDeterminationEnded(Kernel):
    """A determination that an item does not apply no longer holds: a fact it rested on changed."""

    item: str
    facts: dict[str, Any]


class CaseOpened(Kernel):
    """A case began."""

    lifecycle: str
    state: str
    item: str
    authority: str
    applicant: str
    definition: str
    project: str | None = None
    instance: str | None = None
    shadow: bool = False
    attributes: dict[str, Any] = {}


class CaseMoved(Kernel):
    """A case was moved to another version of its definition, with the report that preceded it."""

    definition: str
    lifecycle: str
    state: str
    was: str
    attributes: dict[str, Any] = {}


class BarImposed(Kernel):
    """An applicant may not apply for an item until a day."""

    item: str
    until: datetime
    case: str
    act: str

    def stored(self) -> dict[str, Any]:
        """Return the data as it is stored, the instant as text."""
        return {**super().stored(), "until": self.until.isoformat()}


class RoleGranted(Kernel):
    """A person holds a role at a body (an authority, or the applicant they act for)."""

    person: str
    role: str
    body: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def stored(self) -> dict[str, Any]:
        """Return the data as it is stored, instants as text."""
        return _with_instants(super().stored())


class RoleEnded(Kernel):
    """A person no longer holds a role."""

    person: str
    role: str
    body: str | None = None


class Delegated(Kernel):
    """A person lets another act in their role."""

    principal: str
    delegate: str
    role: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def stored(self) -> dict[str, Any]:
        """Return the data as it is stored, instants as text."""
        return _with_instants(super().stored())


class DelegationEnded(Kernel):
    """A delegation ended."""

    principal: str
    delegate: str
    role: str | None = None


class FindingWaived(Kernel):
    """An authority let a finding of an audit stand: it is known, and nothing follows from it."""

    finding: str
    rule: str
    reason: str
    against: str | None = None


def _with_instants(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in data.items()}


class Change(msgspec.Struct, gc=False, rename={"before": "from"}):
    """What folding reads of a recorded act's data; the rest of the data is for readers of the history.

    Attributes:
        act: the act; empty where the data is no act's, as a kernel event's.
        before: the state before it.
        to: the state after it.
    """

    act: str = ""
    before: str = ""
    to: str = ""
    set: dict[str, Any] | None = None
    clocks: tuple[dict[str, str], ...] = ()
    parts: dict[str, tuple[str, ...]] | None = None
    sets_aside: tuple[str, ...] = ()
    clock: str = ""
    expired_at: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act of a lifecycle, under the name its definition gives it.

    `data` holds the act and what it changed, so that folding needs no definition:
    `act, from, to, given, set, clocks, parts, vote, clock, expired_at, late, sets_aside, reason`.
    """

    name: str
    schema: int
    data: Mapping[str, Any]

    @property
    def schema_version(self) -> int:
        """Return the version of the event's form."""
        return self.schema

    @property
    def change(self) -> Change:
        """Return what folding reads of the data.

        Raises:
            ValueError: the data is no act's.
        """
        try:
            change = msgspec.convert(self.data, Change)
        except msgspec.ValidationError as wrong:
            raise ValueError(str(wrong)) from wrong
        if not (change.act and change.to):
            raise ValueError("neither act nor target")
        return change

    def stored(self) -> Mapping[str, Any]:
        """Return the data as it is stored."""
        return self.data


Event = Kernel | Recorded


KERNEL: dict[str, type[Kernel]] = {
    kind.__name__: kind
    for kind in (
        ProjectRegistered, ProjectFactsChanged, CaseEntered, StandingChanged, PrerequisitesRelied,
        ItemDeterminedNotApplicable, ItemDeterminationEnded, CaseOpened, CaseMoved, BarImposed, RoleGranted,
        RoleEnded, Delegated, DelegationEnded, FindingWaived,
    )
}  # fmt: skip

UPCASTS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(name, version) → the function that turns that version's data into the next one's."""


def read_event(name: str, schema: int, data: Mapping[str, Any]) -> Event:
    """Return the event that a stored name, version and data stand for.

    Raises:
        ValueError: data that is not of its event's form.
    """
    kind = KERNEL.get(name)
    if kind is None:
        recorded = Recorded(name, schema, data)
        recorded.change  # noqa: B018 - what cannot be folded is told when it is read
        return recorded
    newest = data
    for version in range(schema, kind.schema_version):
        newest = UPCASTS[name, version](dict(newest))
    return kind.model_validate(newest)


@dataclass(frozen=True, slots=True)
class Planned:
    """An event that a decision yields, before it has a place in the ledger.

    Attributes:
        stream: where it belongs.
        effective_at: when it holds, aware.
        basis: the articles it rests on.
        definition: sha256 of the definition it was decided under.
    """

    stream: str
    event: Event
    actor: Actor
    effective_at: datetime
    basis: tuple[Mapping[str, Any], ...] = ()
    definition: str | None = None
