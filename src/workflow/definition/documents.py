"""The documents that people write: a definition, a fragment that others use, a policy that rewrites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from workflow.definition.model import (
    Attribute,
    Authority,
    Definition,
    Item,
    Law,
    Lifecycle,
    Model,
    Names,
    Parameter,
    Role,
    Sources,
    Stage,
)
from workflow.language.text import Text

TABLES = (
    "laws",
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
    roles: Mapping[str, Role] = {}
    authorities: Mapping[str, Authority] = {}
    parameters: Mapping[str, Parameter] = {}
    attributes: Mapping[str, Attribute] = {}
    stages: Mapping[str, Stage] = {}
    kinds: Mapping[str, str] = {}
    items: Mapping[str, Item] = {}
    lifecycles: Mapping[str, Lifecycle] = {}


class Condition(Model):
    """Which items a rule of a policy rewrites: all conditions that are given must hold."""

    kind: Names = ()
    id: Names = ()
    has: Names = Field(default=(), description="keys that the item must have, dotted")


def _as_condition(value: Any) -> Any:
    return {} if value is None else value


class ItemRule(Model):
    """A rewrite of every item that fits: `merge` goes deep, `drop` removes keys."""

    if_: Annotated[Condition, BeforeValidator(_as_condition, json_schema_input_type=Condition | None)] = Field(
        default=Condition(), alias="if"
    )
    merge: Mapping[str, Any] = {}
    drop: Names = ()


class Policy(Model):
    """A reform as a rewrite of a definition, applied to its text before it is validated."""

    policy: str
    title: Text
    source: Sources = ()
    note: Text | None = None
    requires: Names = Field(default=(), description="policies that must have been applied before")
    uses: Uses = ()
    merge: Mapping[str, Any] = {}
    items: tuple[ItemRule, ...] = ()
    drop: Names = Field(default=(), description="dotted paths to remove")
