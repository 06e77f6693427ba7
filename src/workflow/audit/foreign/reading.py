"""What readers of all formats share: what they yield, and how what a file says becomes an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Named
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from workflow.audit.foreign.events import ForeignEventImported, Item
from workflow.audit.foreign.mapping import Mapping
from workflow.audit.foreign.problems import Problems
from workflow.audit.foreign.times import NoTime, Times

SHOWN = 60


@dataclass(slots=True)
class Head:
    """What a file says of itself, as far as it has been read.

    Attributes:
        attributes: of the log as a whole.
        stated_events: how many events it says it holds.
    """

    attributes: dict[str, Any] = field(default_factory=dict)
    stated_events: int | None = None


class Reader(Protocol):
    """Reads the files of one format."""

    order: str

    def __call__(self, path: Path, mapping: Mapping, problems: Problems, head: Head) -> Iterator[Item]:
        """Yield what a file holds; what is wrong is added to the problems, with its line."""


def text_of(value: Any) -> str | None:
    """Return an attribute as text, whatever its kind; None where it is not there or a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        kind, inner = next(iter(value.items()))
        return inner if isinstance(inner, str) and kind != "list" else text_of(inner[0]) if kind == "many" else None
    return None


class Events:
    """Makes events of what a file says, by its mapping."""

    def __init__(self, mapping: Mapping, problems: Problems, names: Named[str, str | None]) -> None:
        """Settle which attribute is what.

        Args:
            names: `activity`, `time`, `resource`, `transition`, `id` as the format has them.
        """
        self._problems = problems
        self._none = frozenset(["", *mapping.none])
        self._times = Times(mapping)
        said = mapping.activity or names["activity"]
        self._activity: Sequence[str] = [said] if isinstance(said, str) else said or ()
        self._time = mapping.time or names["time"]
        self._resource = mapping.resource or names["resource"]
        self._transition = mapping.transition or names["transition"]
        self._id = mapping.id or names["id"]

    def event(
        self, attributes: Named[str, Any], cases: list[str], line: int, related: Sequence[Sequence[str]] = ()
    ) -> Item | None:
        """Return an event; None where something is wrong with it, which is told."""
        activity = self._named(attributes, self._activity)
        if activity is None:
            self._problems.add("log_activity_missing", line, names=" + ".join(self._activity))
        written = self._plain(attributes, self._time)
        if written is None:
            self._problems.add("log_time_missing", line, name=self._time)
        if activity is None or written is None:
            return None
        try:
            at = self._times.read(written)
        except NoTime as wrong:
            self._problems.add(wrong.code, line, name=self._time, text=written[:SHOWN])
            return None
        event = ForeignEventImported.model_construct(
            cases=cases,
            activity=activity,
            line=line,
            resource=self._plain(attributes, self._resource) or _qualified(related, self._resource),
            transition=self._plain(attributes, self._transition),
            id=self._plain(attributes, self._id),
            attributes=dict(attributes),
            related=[list(pair) for pair in related],
        )
        return event, at

    def _named(self, attributes: Named[str, Any], names: Sequence[str]) -> str | None:
        parts = [self._plain(attributes, name) for name in names]
        return "+".join(map(str, parts)) if parts and None not in parts else None

    def _plain(self, attributes: Named[str, Any], name: Any) -> str | None:
        text = text_of(attributes.get(name))
        return None if text is None or text.strip() in self._none else text


def _qualified(related: Sequence[Sequence[str]], qualifier: Any) -> str | None:
    return next((target for target, as_what in related if as_what == qualifier), None)


class Once:
    """Ids that may be met once only."""

    def __init__(self, code: str, problems: Problems) -> None:
        self._code = code
        self._problems = problems
        self._seen: dict[str, int] = {}

    def check(self, id_: str, line: int) -> None:
        """Tell where an id is met again."""
        first = self._seen.setdefault(id_, line)
        if first != line:
            self._problems.add(self._code, line, id=id_[:SHOWN], first_line=first)
