"""What a foreign history is made of, and how it is kept: a stream of its own, in event classes of its own.

`foreign:LOG` begins with what was imported and by which mapping; the cases, objects and events follow in the order of
the file. Nothing of it is a case, a project or a person of ours: no other room reads these streams.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

Attributes = Mapping[str, Any]
"""Attributes by their keys. A text is itself; any other kind is `{kind: text as it was written}`, as `{"int": "5"}`;
what is nested in an attribute stands beside it under `attributes`."""


class _Foreign(BaseModel):
    """Something that was read from somebody else's file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: ClassVar[int] = 1

    def stored(self) -> dict[str, Any]:
        """Return the data as it is stored: what is unset is left out."""
        return {name: value for name, value in self.__dict__.items() if value not in (None, [], {})}


class ForeignLogImported(_Foreign):
    """A file of somebody else's history was taken in, whole.

    Attributes:
        sha256: of the file as it came, compressed or not.
        mapping: what was taken for case, activity, time and so on.
        order: the events of a case happened in the order of the `file`, or of `time`.
        stated_events: how many events the file itself says it holds.
    """

    log: str
    format: str
    file: str
    sha256: str
    bytes: int
    order: str
    events: int
    cases: int = 0
    mapping: dict[str, Any] = {}
    objects: int = 0
    stated_events: int | None = None
    attributes: dict[str, Any] = {}


class ForeignCaseImported(_Foreign):
    """A case of a foreign history, with what is said of it as a whole."""

    case: str
    line: int
    attributes: dict[str, Any] = {}
    related: list[list[str]] = []


class ForeignObjectImported(_Foreign):
    """An object of a foreign history that is no case of it."""

    id: str
    type: str
    line: int
    attributes: dict[str, Any] = {}
    related: list[list[str]] = []


class ForeignEventImported(_Foreign):
    """An event of a foreign history; when it happened is the time of effect of its envelope.

    Attributes:
        cases: the cases it belongs to; several only where the format knows that.
        line: where it begins in the file, from 1.
        attributes: all that the file says of it.
        related: the objects it touches and as what, where the format knows that.
    """

    activity: str
    line: int
    cases: list[str] = []
    resource: str | None = None
    transition: str | None = None
    id: str | None = None
    attributes: dict[str, Any] = {}
    related: list[list[str]] = []


Item = ForeignCaseImported | ForeignObjectImported | tuple[ForeignEventImported, datetime]
"""What a reader of files yields; an event with when it happened, aware."""
