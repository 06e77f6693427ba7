"""The public format of a definition: what a procedure is, as data.

Nothing here decides anything; the models say which keys exist and what they mean, and their JSON Schema is the
one editors use. Expressions are kept as text (CEL); types of data are kept as text (`list[text]`).
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from workflow.definition.items import (
    AllOf,
    Allowance,
    AnyOf,
    Document,
    Item,
    ItemLimit,
    Lapse,
    Material,
    PreReview,
    Requirement,
    Requires,
    leaves,
    spell,
)
from workflow.definition.legal_limits import Demand, LegalLimit
from workflow.definition.lifecycles import (
    After,
    Also,
    Apart,
    AtMost,
    Bar,
    By,
    Clock,
    ClockActs,
    Conversion,
    Event,
    EventUpcast,
    Forbidden,
    Lifecycle,
    Named,
    Need,
    Opens,
    Part,
    State,
    Transition,
    When,
    Within,
)
from workflow.definition.order import ORDER, order_of
from workflow.definition.selection import WhichActs, WhichClocks, WhichItems, WhichLifecycles
from workflow.definition.terms import (
    Attribute,
    AttributeRelation,
    Authority,
    Cel,
    Conditional,
    Confidence,
    Day,
    Dependent,
    Edge,
    Expression,
    Late,
    Law,
    Limit,
    Model,
    Names,
    Parameter,
    RecordWithin,
    Role,
    Side,
    Source,
    Sourced,
    Sources,
    Standing,
    TypeText,
    canonical_json,
)
from workflow.definition.voting import CastVote, Majority, Outcome, Vote, Weigh
from workflow.language.text import Text

__all__ = [
    "After", "AllOf", "Allowance", "Also", "AnyOf", "Apart", "AppliedPolicy", "AtMost", "Attribute",
    "AttributeRelation", "Authority", "Bar", "By", "CastVote", "Cel", "Clock", "ClockActs", "Conditional",
    "Confidence", "Conversion", "Day", "Definition", "Demand", "Dependent", "Document", "Edge", "Event",
    "EventUpcast", "Expression", "Forbidden", "Item", "ItemLimit", "Lapse", "Late", "Law", "LegalLimit",
    "Lifecycle", "Limit", "Majority", "Material", "Measures", "Model", "Named", "Names", "Need", "Opens", "Outcome",
    "Parameter", "Part", "PreReview", "RecordWithin", "Requirement", "Requires", "Role", "Side", "Source",
    "Sourced", "Sources", "Stage", "Standing", "State", "Transition", "TypeText", "Vote", "Weigh", "When",
    "WhichActs", "WhichClocks", "WhichItems", "WhichLifecycles", "Within", "canonical_json", "leaves", "spell",
]  # fmt: skip


class Measures(Model):
    """What elapsed time is measured from and to: the trigger and the items that count as the result."""

    trigger: tuple[str, ...]
    targets: tuple[str, ...]


class Stage(Model):
    """A stage of the framework and its lead."""

    title: Text
    lead: str | None = None


class AppliedPolicy(Model):
    """A policy that this effective definition was rewritten by."""

    policy: str
    title: Text
    source: Sources = ()


class Definition(Model):
    """A workflow: everything needed to execute, check, draw, simulate and audit it."""

    definition: str
    version: str
    title: Text
    note: Text | None = None
    effective: Day | None = Field(default=None, description="the day whose law it states")
    calendar: str
    tables: Mapping[str, str] = Field(
        default={}, description="calendar → sha256 of its table; filled in when the definition is pinned"
    )
    lifecycle: str | None = Field(
        default=None, description="the lifecycle of the project; none where cases stand alone"
    )
    shadow: str | None = Field(default=None, description="the lifecycle of pre-reviews, where the policy allows them")
    enforce: tuple[Edge, ...] = ("hard", "policy", "commence")
    laws: Mapping[str, Law] = {}
    legal_limits: Mapping[str, LegalLimit] = {}
    roles: Mapping[str, Role] = {}
    authorities: Mapping[str, Authority] = {}
    parameters: Mapping[str, Parameter] = {}
    attributes: Mapping[str, Attribute] = {}
    stages: Mapping[str, Stage] = {}
    kinds: Mapping[str, str] = {}
    lifecycles: Mapping[str, Lifecycle] = {}
    items: Mapping[str, Item] = {}
    values: Mapping[str, Text] = Field(default={}, description="what values of enums and units are called")
    measures: Measures | None = None
    policies: tuple[AppliedPolicy, ...] = ()
    features: Names = ()

    @property
    def name(self) -> str:
        """Return `id@version`, with the policies that rewrote it in their order."""
        return "+".join([f"{self.definition}@{self.version}", *(applied.policy for applied in self.policies)])

    def calendars(self) -> dict[str, tuple[str, ...]]:
        """Return the calendars it counts by, its own, its authorities', its clocks', with the way to who names each."""
        named: list[tuple[str | None, tuple[str, ...]]] = [(self.calendar, ("calendar",))]
        named += ((body.calendar, ("authorities", name, "calendar")) for name, body in self.authorities.items())
        for name, lifecycle in self.lifecycles.items():
            at = ("lifecycles", name, "clocks")
            named += ((clock.calendar, (*at, key, "calendar")) for key, clock in lifecycle.clocks.items())
        return {name: way for name, way in reversed(named) if name and name != "authority"}

    @property
    def kept_of_project(self) -> Mapping[str, Attribute]:
        """Return what the lifecycle of the project keeps, which only its own acts change."""
        own = self.lifecycles.get(self.lifecycle) if self.lifecycle else None
        return own.attributes if own else {}

    def lifecycle_of(self, item: str) -> Lifecycle:
        """Return the lifecycle that handles an item: its own choice, or its kind's."""
        chosen = self.items[item]
        return self.lifecycles[chosen.lifecycle or self.kinds.get(chosen.kind, chosen.kind)]

    def canonical(self) -> bytes:
        """Return the canonical JSON of the effective definition: what is pinned, and what its identity hashes."""
        said = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        order = order_of(self)
        return canonical_json({**said, ORDER: order} if order else said)
