"""The terms every part of a definition is written in: expressions, sources, people, parameters, attributes, limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from workflow.language.text import Text

Confidence = Literal["C", "L", "V"]
Edge = Literal["hard", "policy", "commence"]
Standing = Literal["not_started", "pending", "pre_passed", "in_force", "ended", "not_applicable"]
Side = Literal["applicant", "public", "authority", "system"]
Late = Literal["refuse", "breach", "record"]
_CEL = Field(description="a CEL expression")
Expression = Annotated[str, _CEL]
TypeText = Annotated[str, Field(description="a type, as `text`, `list[text]`, `enum[a,b]`, `time?`")]


def as_tuple(value: Any) -> Any:
    """Let a single entry stand for a list of one."""
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def _expression(value: Any) -> Any:
    """Let YAML's bare `true`, `false` and numbers stand as expressions."""
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else value


def _written_day(value: Any) -> Any:
    """Refuse numbers, which would be read as seconds since 1970."""
    if isinstance(value, (str, date)):
        return value
    raise PydanticCustomError("date_written", "a date is written as a text")


Cel = Annotated[Expression, BeforeValidator(_expression, json_schema_input_type=Annotated[bool | int | str, _CEL])]
Truth = StrictBool
Whole = StrictInt
Day = Annotated[date, BeforeValidator(_written_day)]
Names = Annotated[tuple[str, ...], BeforeValidator(as_tuple, json_schema_input_type=str | tuple[str, ...])]


class Model(BaseModel):
    """A frozen part of a definition that knows no other keys than its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Source(Model):
    """Where a rule comes from: a law of the `laws` table, and the place in it."""

    law: str
    article: Whole | str | None = None
    paragraph: Whole | None = None
    item: Whole | None = None
    note: str | None = None


Sources = Annotated[tuple[Source, ...], BeforeValidator(as_tuple, json_schema_input_type=Source | tuple[Source, ...])]


class Sourced(Model):
    """A part that says where it comes from and how sure we are of it (C certain, L likely, V to verify)."""

    source: Sources = ()
    confidence: Confidence = "C"


class Law(Model):
    """A law, regulation, standard or other document that rules rest on."""

    title: Text
    number: str | None = None
    in_force: Day | None = None
    until: Day | None = None
    note: str | None = None


class AttributeRelation(Model):
    """The authority is the one that an attribute of the case names."""

    attribute: str


class RecordWithin(Sourced):
    """How long after it was done an act may still be put on record, as `10 working_days`."""

    limit: str


class Role(Model):
    """A part people play: on whose side it stands, which authority it belongs to, how late it may record."""

    title: Text
    side: Side = "authority"
    relation: Literal["own", "superior", "subordinate", "government", "any"] | AttributeRelation = "own"
    record_within: RecordWithin | None = None


class Authority(Model):
    """A body that acts: its superior, the government it belongs to, the calendar it works by."""

    title: Text
    superior: str | None = None
    government: str | None = None
    calendar: str | None = None


class Parameter(Sourced):
    """A value that differs by place or is still to be verified."""

    title: Text
    value: Any
    type: TypeText | None = None
    by_authority: Mapping[str, Any] = {}


class Attribute(Model):
    """A fact that a project or case carries."""

    type: TypeText
    title: Text
    default: Any = None
    unit: str | None = None
    personal: Truth = False
    opening: Truth = Field(default=False, description="may be given when a case is opened; else only acts set it")


class Conditional(Model):
    """One branch of a value that depends on data: `{if: CEL, is: value}`; without `if` the rest."""

    if_: Cel | None = Field(default=None, alias="if")
    is_: str = Field(alias="is")
    source: Sources = ()
    confidence: Confidence = "C"


Dependent = str | tuple[Conditional, ...]


class Limit(Sourced):
    """A period with its source, as `20 working_days`; or an expression that yields such a text."""

    limit: Cel


def canonical_json(value: Any) -> bytes:
    """Return UTF-8 JSON with sorted keys and no blanks, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
