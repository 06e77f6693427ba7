"""Legal limits: what the law asks of a procedure however it is reformed, as data that the check holds against it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from workflow.definition.selection import WhichActs, WhichClocks, WhichItems
from workflow.definition.terms import Model, Names, Sourced, Truth
from workflow.language.text import Text


class Demand(Model):
    """What a legal limit asks of each part that it is about; all that is given."""

    never: Truth = Field(default=False, description="there may be no such part")
    has: Names = Field(default=(), description="keys that the part must have, dotted")
    lacks: Names = Field(default=(), description="keys that it must not have, dotted")
    is_: Mapping[str, str] = Field(default={}, alias="is", description="key → the value it must have")
    by: Names = Field(default=(), description="nobody but these roles may take the act")
    at_most: Mapping[str, str] = Field(
        default={}, description="key or `param.x` → the longest period it may be, or the key of that period"
    )
    explicit: Names = Field(
        default=(), description="keys whose sources must name an article of a law whose date in force is known"
    )


class LegalLimit(Sourced):
    """A limit that the law sets to reforms: which parts it is about, and what it asks of them."""

    title: Text
    items: WhichItems | None = None
    acts: WhichActs | None = None
    clocks: WhichClocks | None = None
    must: Demand
