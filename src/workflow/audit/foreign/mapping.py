"""The mapping: what in a foreign file is the case, the activity, the time, and which of its dates are deadlines."""

from __future__ import annotations

from collections.abc import Mapping as Named
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workflow.definition.lines import parse
from workflow.definition.mistakes import validated
from workflow.definition.schema import DIALECT
from workflow.language.text import Text

LAST_EVENT = "last_event"


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Deadline(_Written):
    """A date of the file by which something had to be done.

    Attributes:
        of: each `case` has one, or each `event`.
        due: the attribute that says by when.
        done: the attribute that says when it was done; by default the time of the event, or of the case's last one.
    """

    title: Text | None = Field(default=None, description="What it is called, in both languages.")
    of: Literal["case", "event"] = Field(default="case", description="Who has one: each case, or each event.")
    due: str = Field(description="The attribute that says by when.")
    done: str | None = Field(
        default=None,
        description="The attribute that says when it was done; by default the time of the event, or of the last event.",
    )


class Replay(_Written):
    """Which of our procedures the file's cases are held against."""

    definition: str = Field(description="A definition: its id, or a file.")
    lifecycle: str = Field(description="The lifecycle of the cases.")
    activities: dict[str, str] = Field(description="Activity of the file → act of the lifecycle; others are left out.")


class Mapping(_Written):
    """What is taken for what in a foreign file; what is not said is as the format has it."""

    mapping: Literal["1"] = Field(default="1", description="The version of this form.")
    case: str | None = Field(
        default=None,
        description="CSV: a column. XES: an attribute of the trace. OCEL: the type of object that is the case.",
    )
    activity: str | list[str] | None = Field(default=None, description="An attribute or column, or several joined.")
    time: str | None = Field(default=None, description="When it happened.")
    resource: str | None = Field(default=None, description="Who did it; in OCEL also a qualifier.")
    transition: str | None = Field(default=None, description="Which step of the activity: start, complete, …")
    id: str | None = Field(default=None, description="The id of the event; no two may be the same.")
    case_columns: list[str] = Field(
        default=[], description="CSV: columns that say something of the whole case (those named `case:…` always do)."
    )
    zone: str | None = Field(default=None, description="The time zone of times without one, as Europe/Amsterdam.")
    time_format: str | None = Field(default=None, description="How times are written, as %d/%m/%Y %H:%M.")
    encoding: str | None = Field(default=None, description="The encoding of the file, as gb18030.")
    delimiter: str | None = Field(default=None, min_length=1, max_length=1, description="CSV: between the cells.")
    guarded: bool = Field(default=False, description="CSV: an apostrophe before a formula was put there as a guard.")
    none: list[str] = Field(default=[], description="Texts that mean that there is nothing, as EMPTY.")
    without_case: Literal["refuse", "keep"] = Field(
        default="refuse", description="What to do with events of no case: refuse the file, or keep them apart."
    )
    deadlines: dict[str, Deadline] = Field(default={}, description="The deadlines that the file's dates make.")
    replay: Replay | None = Field(default=None, description="A procedure of ours to hold the cases against.")

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None:
            try:
                ZoneInfo(zone)
            except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
                raise ValueError(f"no time zone {zone}") from unknown
        return zone

    @property
    def zone_info(self) -> ZoneInfo | None:
        """Return the zone of times that do not say theirs."""
        return ZoneInfo(self.zone) if self.zone else None

    def as_stored(self) -> dict[str, Any]:
        """Return what was said, as the ledger keeps it."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def load_mapping(text: bytes, file: str) -> Mapping:
    """Return the mapping that a YAML text is.

    Raises:
        InvalidDefinition: what is wrong with it, with file, line and path.
    """
    return validated(Mapping, parse(text, file))


def mapping_schema() -> Named[str, Any]:
    """Return the JSON Schema of a mapping, for editors."""
    return {"$schema": DIALECT, **Mapping.model_json_schema(by_alias=True)}
