"""Lifecycles: state machines as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from workflow.definition.terms import (
    Attribute,
    Cel,
    Dependent,
    Edge,
    Late,
    Model,
    Names,
    Parameter,
    Role,
    Sourced,
    Sources,
    Standing,
    Truth,
    TypeText,
    Whole,
    as_tuple,
)
from workflow.definition.voting import CastVote, Vote
from workflow.language.text import Text


class Clock(Sourced):
    """A legal time limit: budget, whom it runs for, which calendar it counts by."""

    title: Text
    limit: Dependent | None = None
    until: str | None = Field(default=None, description="the attribute that holds the instant of expiry")
    start: str | None = Field(default=None, description="the attribute it starts from; else the act's effective time")
    runs_for: Literal["authority", "applicant", "holder", "contractor", "owners", "public", "nobody"] | None = None
    calendar: str | None = None
    optional: Truth = Field(default=False, description="it does not start where the item gives no limit")


class State(Model):
    """A state of a lifecycle and the standing it gives the item."""

    title: Text
    standing: Standing | None = None
    terminal: Truth = False


class Need(Model):
    """Something an act must say: its type, and the refusal that its absence or wrong kind means."""

    type: TypeText
    title: Text | None = None
    refuse: str | None = None
    personal: Truth = False


def _as_need(value: Any) -> Any:
    return {"type": value} if isinstance(value, str) else value


class By(Model):
    """Who may take a transition; with `if`, only then."""

    role: str
    if_: Cel | None = Field(default=None, alias="if")


def _as_by(value: Any) -> Any:
    return {"role": value} if isinstance(value, str) else value


Entitled = Annotated[By, BeforeValidator(_as_by, json_schema_input_type=str | By)]
Roles = Annotated[
    tuple[Entitled, ...], BeforeValidator(as_tuple, json_schema_input_type=Entitled | tuple[Entitled, ...])
]


class Within(Model):
    """The clock inside which an act is lawful, and what lateness means."""

    clock: Cel
    late: Late = "refuse"
    refuse: str | None = None


class After(Model):
    """The clock that must have run out before the act."""

    clock: str
    refuse: str | None = None


class AtMost(Model):
    """How often an act may be taken in one case."""

    n: Cel
    refuse: str


class When(Model):
    """What makes the system take a transition by itself."""

    expired: Names = ()
    breached: Names = ()
    changed: Literal["inputs"] | None = None
    lost: Edge | None = None
    in_force: Cel | None = Field(default=None, description="an expression that yields an item of the project")
    ended: Cel | None = Field(default=None, description="an expression that yields an item of the project")


class ClockActs(Model):
    """What an act does to clocks."""

    start: Names = ()
    stop: Names = ()
    restart: Names = ()
    suspend: Mapping[str, Cel] = {}
    resume: Names = ()
    extend: Mapping[str, Dependent] = {}
    reopen: Names = ()


class Also(Model):
    """An act on another case that belongs to this one: recorded in the same append or not at all."""

    case: Cel
    do: str
    data: Mapping[str, Cel] = {}


class Opens(Model):
    """A case that this act opens."""

    item: str
    data: Mapping[str, Cel] = {}


class Bar(Sourced):
    """A bar that the act lays on the applicant for this item."""

    for_: str = Field(alias="for")
    if_: Cel | None = Field(default=None, alias="if")


class Transition(Sourced):
    """An act: who may take it from which states, what it needs, what it changes and which event it is."""

    id: str | None = None
    title: Text
    from_: Names = Field(alias="from")
    to: Dependent
    by: Roles
    event: str
    needs: Mapping[str, Annotated[Need, BeforeValidator(_as_need, json_schema_input_type=str | Need)]] = {}
    if_: Cel | None = Field(default=None, alias="if")
    guards: Mapping[str, Cel] = {}
    at_most: AtMost | None = None
    within: Within | None = None
    after: After | None = None
    requires: tuple[Edge, ...] = ()
    barred: str | None = Field(default=None, description="the refusal while a bar lies on the applicant")
    when: When | None = None
    only: Literal["also"] | None = None
    effective: Cel | None = None
    set_: Mapping[str, Cel] = Field(default={}, alias="set")
    add: Mapping[str, Whole] = {}
    append: Mapping[str, Cel] = {}
    clocks: ClockActs = ClockActs()
    also: tuple[Also, ...] = ()
    opens: tuple[Opens, ...] = ()
    vote: CastVote | None = None
    bars: Bar | None = None
    sets_aside: Names = Field(default=(), description="clocks whose recorded outcome this act sets aside")
    document: str | None = Field(default=None, description="which of its data is the paper the item yields")
    significant: Truth = Field(default=False, description="a checkpoint is signed as soon as it is recorded")


class Forbidden(Sourced):
    """An act with a name that exists only to be refused, with its article."""

    id: str
    title: Text
    unless: Cel | None = None


class Named(Sourced):
    """The words and the article of a refusal that the definition names."""

    title: Text


class Part(Model):
    """A part people play in one case: whoever takes these transitions, or whom this data names."""

    by: Names = ()
    data: Names = ()


class Apart(Model):
    """Parts that must be different persons."""

    parts: tuple[str, str]
    refuse: str
    if_: Cel | None = Field(default=None, alias="if")


class EventUpcast(Model):
    """How an older form of an event becomes the next one."""

    renamed: Mapping[str, str] = {}
    default: Mapping[str, Any] = {}


class Event(Model):
    """What an event of this lifecycle is called, and the forms it had."""

    title: Text
    version: Whole = Field(default=1, ge=1)
    upcasts: Mapping[int, EventUpcast] = Field(
        default={}, json_schema_extra={"propertyNames": {"pattern": "^[0-9]{1,9}$"}}
    )


class Conversion(Model):
    """One step by which a passed pre-review becomes a formal decision."""

    do: str
    data: Mapping[str, Cel] = {}


class Lifecycle(Model):
    """A state machine as data."""

    lifecycle: str
    title: Text
    initial: str
    source: Sources = ()
    roles: Mapping[str, Role] = {}
    parameters: Mapping[str, Parameter] = {}
    attributes: Mapping[str, Attribute] = {}
    item_facts: Mapping[str, Attribute] = {}
    parts: Mapping[str, Part] = {}
    apart: tuple[Apart, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = {}
    states: Mapping[str, State]
    clocks: Mapping[str, Clock] = {}
    transitions: Mapping[str, Transition]
    forbidden: Mapping[str, Forbidden] = {}
    refusals: Mapping[str, Named] = {}
    events: Mapping[str, Event] = {}
    votes: Mapping[str, Vote] = {}
    values: Mapping[str, Text] = Field(default={}, description="what values of enums and units are called")
    conversion: tuple[Conversion, ...] = ()
    note: Text | None = None

    def act_with_id(self, wanted: Literal["record", "convert"]) -> str | None:
        """Return the act that obtains an item in one step (`record`), or that makes a pre-review formal (`convert`)."""
        return next((name for name, act in self.transitions.items() if act.id == wanted), None)
