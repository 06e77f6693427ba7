"""The documents that people write: a definition, a fragment that others use, a policy that rewrites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from workflow.definition.model import (
    Attribute,
    Authority,
    Confidence,
    Definition,
    Item,
    Law,
    LegalLimit,
    Lifecycle,
    Model,
    Names,
    Parameter,
    Role,
    Sources,
    Stage,
    WhichActs,
    WhichItems,
    WhichLifecycles,
)
from workflow.language.text import Text

TABLES = (
    "laws",
    "legal_limits",
    "roles",
    "authorities",
    "parameters",
    "attributes",
    "stages",
    "kinds",
    "items",
    "lifecycles",
)

Uses = Annotated[
    Names,
    Field(description="files used: relative to this one, or `library:lifecycles/licence.yaml` for a shipped one"),
]


class DefinitionDocument(Definition):
    """A definition as it is written, with the files that it uses."""

    uses: Uses = ()


class LifecycleDocument(Lifecycle):
    """A lifecycle in a file of its own: it becomes the entry of that id among the `lifecycles`."""

    uses: Uses = ()


class Fragment(Model):
    """Tables that are merged into the definition that uses them; the same key twice must say the same."""

    uses: Uses = ()
    laws: Mapping[str, Law] = {}
    legal_limits: Mapping[str, LegalLimit] = {}
    roles: Mapping[str, Role] = {}
    authorities: Mapping[str, Authority] = {}
    parameters: Mapping[str, Parameter] = {}
    attributes: Mapping[str, Attribute] = {}
    stages: Mapping[str, Stage] = {}
    kinds: Mapping[str, str] = {}
    items: Mapping[str, Item] = {}
    lifecycles: Mapping[str, Lifecycle] = {}


def _nothing_said(value: Any) -> Any:
    return {} if value is None else value


Items = Annotated[WhichItems, BeforeValidator(_nothing_said, json_schema_input_type=WhichItems | None)]
Lifecycles = Annotated[WhichLifecycles, BeforeValidator(_nothing_said, json_schema_input_type=WhichLifecycles | None)]
Acts = Annotated[WhichActs, BeforeValidator(_nothing_said, json_schema_input_type=WhichActs | None)]


class Rewrite(Model):
    """What is rewritten in a part: `merge` first, then `add`, then `drop`."""

    merge: Mapping[str, Any] = Field(default={}, description="merged deeply; a list replaces the one before")
    add: Mapping[str, Any] = Field(default={}, description="merged deeply; a list is joined to the one before")
    drop: Names = Field(default=(), description="dotted keys to remove")


class Release(Model):
    """Which prerequisites by local rule are no longer waited for: those on items that fit."""

    policy: Items


class ItemRule(Rewrite):
    """A rewrite of every item that fits."""

    if_: Items = Field(default=WhichItems(), alias="if")
    release: Release | None = None
    narrow: str | None = Field(default=None, description="a mechanism: those whom it spares need not obtain the item")


class LifecycleRule(Rewrite):
    """A rewrite of every lifecycle that fits."""

    if_: Lifecycles = Field(default=WhichLifecycles(), alias="if")


class ActRule(Rewrite):
    """A rewrite of every transition that fits."""

    if_: Acts = Field(default=WhichActs(), alias="if")


class LaterPart(Rewrite):
    """What differs in a later part of an item from the item itself."""


class Split(Model):
    """An item that is obtained in parts, each resting on the one before: the first keeps its id, the others are new."""

    item: str
    mechanism: str
    into: Mapping[str, LaterPart] = Field(description="id of a new part → what differs, in the order of the parts")


class Join(Model):
    """Items that are decided as one: `into` takes over what the others require, and what required them."""

    items: Names
    into: str
    mechanism: str


class Policy(Rewrite):
    """A reform as a rewrite of a definition, applied to its text before it is validated."""

    policy: str
    title: Text
    source: Sources = ()
    confidence: Confidence = "C"
    note: Text | None = None
    combines: Names = Field(default=(), description="policies it consists of, applied before it")
    requires: Names = Field(default=(), description="policies that must have been applied before")
    after: Names = Field(default=(), description="policies that come before it where they are applied at all")
    before: Names = Field(default=(), description="policies that come after it where they are applied at all")
    excludes: Names = Field(default=(), description="policies that it cannot be applied together with")
    uses: Uses = ()
    join: tuple[Join, ...] = ()
    split: tuple[Split, ...] = ()
    items: tuple[ItemRule, ...] = ()
    lifecycles: tuple[LifecycleRule, ...] = ()
    acts: tuple[ActRule, ...] = ()
