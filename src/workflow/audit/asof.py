"""As of: what was known at one time about another; and what changed between two times, through which events.

A record counts as known from the moment it was recorded, and never earlier than what stands before it in the ledger:
so an answer about the past stays what it is, whatever is recorded later and whatever a machine's clock says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.application.service import Service
from workflow.application.snapshot import event_of
from workflow.audit.stands import case_in_words, project_in_words
from workflow.audit.subjects import Subject
from workflow.language.ids import id_of, kind_of
from workflow.lifecycle import clocks
from workflow.lifecycle.rules import Rules
from workflow.permit import case as cases
from workflow.permit.case import PermitCase
from workflow.project import project as projects
from workflow.project.project import Project
from workflow.store import Record
from workflow.views.case import case_view
from workflow.views.plain import iso, plain
from workflow.views.project import project_view
from workflow.views.titles import Titles

Matter = PermitCase | Project


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at one instant about another.

    Attributes:
        recorded: when it was known.
        effective: about when it was known.
        position: the last event of the ledger that was known then.
        events: how many events of the matter's own stream the answer rests on.
        matter: the project or case as it was known; of version 0 where nothing was known of it.
    """

    name: str
    recorded: datetime
    effective: datetime
    position: int
    events: int
    matter: Matter

    @property
    def exists(self) -> bool:
        """Tell whether the matter was known to exist."""
        return self.matter.exists


def known(service: Service, about: Subject, recorded: datetime, effective: datetime) -> Known:
    """Return what was known of a project or case at one instant about another."""
    position = service.ledger.known_at(recorded)
    records = service.ledger.read(about.streams[0])
    told = [record for record in records if record.position <= position and record.effective_at <= effective]
    matter = _new(about.streams[0])
    # What is about a matter before it began is about nothing.
    for record in told if told and told[0].version == 1 else ():
        matter = _absorbed(matter, record)
    return Known(about.name, recorded, effective, position, len(told) if matter.exists else 0, matter)


def as_json(service: Service, answer: Known, language: str) -> dict[str, Any]:
    """Return an answer: both times, what it rests on, and the project or case as its own view has it."""
    return {
        "id": answer.name,
        "recorded": iso(answer.recorded),
        "effective": iso(answer.effective),
        "position": answer.position,
        "events": answer.events,
        "exists": answer.exists,
        "known": _view(service, answer, language) if answer.exists else None,
    }


def _view(service: Service, answer: Known, language: str) -> dict[str, Any]:
    matter = answer.matter
    rules = service.rules(matter.definition)
    if isinstance(matter, Project):
        return project_view(matter, rules, language)
    titles = Titles(rules.definition, rules.machine(matter.lifecycle).lifecycle, language)
    return case_view(matter, rules, titles, answer.effective)


def in_words(service: Service, answer: Known, language: str) -> list[str]:
    """Return an answer in sentences."""
    rules = service.rules(answer.matter.definition)
    if isinstance(answer.matter, Project):
        return project_in_words(answer.matter, rules, language)
    return case_in_words(answer.matter, rules, answer.effective, language)


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that an event changed: where, from what, to what.

    Attributes:
        within: the case, where a project is told of; else empty.
        part: what of it, as `state`, `facts.area`, `clocks.decision.due`, `items.land`.
    """

    record: Record
    within: str
    part: str
    before: Any
    after: Any

    @property
    def path(self) -> str:
        """Return the part, with the case it is of."""
        return f"{self.within}.{self.part}" if self.within else self.part


def changes(service: Service, about: Subject, start: datetime, end: datetime) -> Iterator[Changed]:
    """Yield what changed between what was known at two instants, event by event; of a project in its cases too."""
    first, last = service.ledger.known_at(start), service.ledger.known_at(end)
    matters: dict[str, Matter] = {}
    seen: dict[str, dict[str, Any]] = {}
    for record in about.records(service):
        if record.position > last:
            return
        matter = matters[record.stream] = _absorbed(matters.get(record.stream) or _new(record.stream), record)
        if record.position <= first:
            continue
        before = seen.get(record.stream)
        if before is None:
            before = {} if record.version == 1 else _facts(service, _before(service, record))
        seen[record.stream] = after = _facts(service, matter)
        within = id_of(record.stream) if about.is_project and kind_of(record.stream) == "case" else ""
        for path in sorted(before.keys() | after.keys()):
            if before.get(path) != after.get(path):
                yield Changed(record, within, path, before.get(path), after.get(path))


def _before(service: Service, record: Record) -> Matter:
    matter = _new(record.stream)
    for earlier in service.ledger.read(record.stream, until=record.version - 1):
        matter = _absorbed(matter, earlier)
    return matter


def net(changed: Iterable[Changed]) -> dict[str, tuple[Any, Any]]:
    """Return path → (before, after) of what is different in the end."""
    found: dict[str, tuple[Any, Any]] = {}
    for one in changed:
        first = found[one.path][0] if one.path in found else one.before
        found[one.path] = first, one.after
    return {path: pair for path, pair in found.items() if pair[0] != pair[1]}


def _new(stream: str) -> Matter:
    return Project(id_of(stream)) if kind_of(stream) == "project" else PermitCase(id_of(stream))


def _absorbed(matter: Matter, record: Record) -> Matter:
    if isinstance(matter, Project):
        return projects.absorb(matter, event_of(record), record.effective_at)
    return cases.absorb(matter, event_of(record), record.effective_at)


def _facts(service: Service, matter: Matter) -> dict[str, Any]:
    """Return what a reader would compare of a matter: path → value."""
    common = {"state": matter.course.state, "definition": matter.definition}
    own = _of_project(matter) if isinstance(matter, Project) else _of_case(matter, service.rules(matter.definition))
    facts = {f"facts.{name}": plain(value) for name, value in matter.course.attributes.items()}
    return {path: value for path, value in {**common, **own, **facts}.items() if value not in (None, "")}


def _of_project(project: Project) -> dict[str, Any]:
    formal = {f"items.{key}": known.standing for key, known in project.standings.items()}
    return {**formal, **{f"pre_reviews.{key}": known.standing for key, known in project.shadows.items()}}


def _of_case(case: PermitCase, rules: Rules) -> Mapping[str, Any]:
    told: dict[str, Any] = {}
    for name, run in case.course.runs.items():
        due = clocks.due(run, rules.calendars[run.calendar])
        told[f"clocks.{name}.due"] = iso(due.expires_at)
        told[f"clocks.{name}.stopped"] = iso(run.stopped_at)
    return told
