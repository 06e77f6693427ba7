"""Items: what is to be obtained, what must be in force first, which limits, papers and lapses it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from workflow.definition.terms import Cel, Edge, Limit, Model, Names, Sourced, Sources, Truth, Whole
from workflow.language.text import Text


class AnyOf(Model):
    """A prerequisite met by one of several items."""

    any: tuple[str | AllOf, ...] = Field(min_length=1)


class AllOf(Model):
    """A prerequisite met by all of several items."""

    all: tuple[str | AnyOf, ...] = Field(min_length=1)


Requirement = str | AnyOf | AllOf


class Requires(Model):
    """What must be in force first: forbidden otherwise by statute, by local rule, or only for the start."""

    hard: tuple[Requirement, ...] = ()
    policy: tuple[Requirement, ...] = ()
    commence: tuple[Requirement, ...] = ()
    sources: Mapping[str, Sources] = Field(
        default={}, description="item → the articles this requirement rests on, where they are not the item's own"
    )

    def of(self, edge: Edge) -> tuple[Requirement, ...]:
        """Return the requirements along one kind of edge."""
        return {"hard": self.hard, "policy": self.policy, "commence": self.commence}[edge]


class ItemLimit(Model):
    """What an item says of a clock of its lifecycle."""

    statutory: Limit | None = None
    promised: Limit | None = None
    start: str | None = Field(default=None, description="the attribute the clock starts from, instead of the act")


class Material(Model):
    """A document that an application consists of."""

    title: Text
    key: Truth = True
    shared: Truth = Field(default=False, description="obtainable by data sharing: it may not be asked for")
    source: Sources = ()


class Lapse(Sourced):
    """When a permit ends by itself unless it is used."""

    within: Cel
    used_by: str
    extensions: Whole = Field(default=0, ge=0)


class Allowance(Sourced):
    """By which articles an item may be handled by a mechanism that relaxes what is asked elsewhere."""

    spares_if: Cel | None = Field(
        default=None,
        description="a CEL expression: the projects that need not obtain the item where the mechanism is used",
    )


class PreReview(Model):
    """What a pre-review of an item depends on, what releases its conversion, and what ends it."""

    inputs: tuple[str, ...]
    trigger: tuple[Requirement, ...]
    contest: str | None = Field(default=None, description="the item whose loss ends the pre-review")


class Document(Model):
    """The paper an item yields."""

    title: Text


class Item(Sourced):
    """An approval item: one thing to be obtained."""

    title: Text
    kind: str
    authority: str
    lifecycle: str | None = None
    cardinality: Literal["one", "many"] = "one"
    stage: str | None = None
    part_of: str | None = Field(default=None, description="the item that this one is merged into")
    requires: Requires = Requires()
    applies_if: Cel | None = None
    materials: Mapping[str, Material] = {}
    document: Document | None = None
    limits: Mapping[str, ItemLimit] = {}
    lapses: Lapse | None = None
    pre_review: PreReview | None = None
    concerns: Names = Field(default=(), description="what it bears on, as `public_safety`")
    allows: Mapping[str, Allowance] = Field(
        default={}, description="mechanism → the articles by which this item may be handled so"
    )
    facts: Mapping[str, Any] = {}
    note: Text | None = None


def leaves(requirement: Requirement) -> Iterator[str]:
    """Yield the items that a requirement names, in order."""
    match requirement:
        case str():
            yield requirement
        case AnyOf(any=parts) | AllOf(all=parts):
            for part in parts:
                yield from leaves(part)


def spell(requirement: Requirement) -> str:
    """Return a requirement as an expression: `a and (b or c)`."""
    match requirement:
        case str():
            return requirement
        case AnyOf(any=parts):
            return "(" + " or ".join(map(spell, parts)) + ")"
        case AllOf(all=parts):
            return "(" + " and ".join(map(spell, parts)) + ")"
