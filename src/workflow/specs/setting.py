"""The setting of a scenario: procedure, policies, parameters, calendar days and time, until the office opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from workflow.application import shelf
from workflow.application.shelf import Procedure
from workflow.calendars.calendar import Calendar
from workflow.calendars.tables import overlay
from workflow.definition.model import Definition, Lifecycle, Parameter, canonical_json
from workflow.definition.types import Type, parse_type
from workflow.definition.values import NotOfType
from workflow.definition.written_values import parse_text
from workflow.language.ids import digest_of
from workflow.specs.names import resolve
from workflow.specs.wording import Misspoken

FIRST_INSTANT = datetime(2021, 1, 4, 1, 0, tzinfo=UTC)
"""When a scenario begins that says nothing of the time: Monday 2021-01-04, 09:00 in China."""


@lru_cache(maxsize=64)
def loaded(reference: str, policies: tuple[str, ...]) -> Procedure:
    """Return a procedure, loaded once for all scenarios that use it."""
    return shelf.procedure(reference, policies)


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a run tests, where it is told to.

    Attributes:
        reference: a shipped id or the path of a file; None where the features say.
        policies: that rewrite every procedure, before those that a scenario adopts.
        only_its_own: a scenario that names another procedure keeps it.
        instead: what a procedure of some identity is exchanged for.
    """

    reference: str | None = None
    policies: tuple[str, ...] = ()
    only_its_own: bool = False
    instead: Mapping[str, Procedure] = field(default_factory=dict)


class Setting:
    """What a scenario says before anything is handled.

    Attributes:
        now: the instant it is; None until something depends on it.
    """

    def __init__(self, language: str, folder: Path, bench: Workbench | None = None) -> None:
        self.language = language
        self.folder = folder
        self.bench = bench or Workbench()
        self.reference: str | None = self.bench.reference
        self.policies: list[str] = list(self.bench.policies)
        self.parameters: dict[str, str] = {}
        self.days: dict[str, bool] = {}
        self.now: datetime | None = None
        self._made: Procedure | None = None

    def use(self, reference: str) -> None:
        """Use a procedure, by id or by path (beside the feature file, or from here); a run may have chosen another.

        Raises:
            NotFound: nobody has it.
            InvalidDefinition: it is not sound.
        """
        chosen = self.bench.reference
        if chosen is not None:
            names_it = loaded(chosen, ()).definition.definition == reference or self.found(reference) == chosen
            if names_it or not self.bench.only_its_own:
                return
        self.reference = self.found(reference)
        self._made = None
        # What is wrong with it is told where it was named.
        loaded(self.reference, ())

    def adopt(self, policy: str) -> None:
        """Let a policy rewrite the procedure, once: by id, or by a path beside the feature file or from here."""
        found = self.found(policy)
        if found not in self.policies:
            self.policies.append(found)
            self._made = None

    def give(self, parameter: str, value: str) -> None:
        """Give a parameter another value."""
        self.parameters[parameter] = value
        self._made = None

    def rule(self, day: date, *, works: bool) -> None:
        """Let a day be worked or not."""
        self.days[day.isoformat()] = works
        self._made = None

    def found(self, reference: str) -> str:
        """Return the path of a procedure beside the feature file, or the reference as it is."""
        beside = self.folder / reference
        return str(beside) if beside.is_file() else reference

    def ready(self) -> Procedure:
        """Return the procedure as the scenario has set it.

        Raises:
            Misspoken: none was named, or a parameter is unknown.
            NotFound: nobody has it.
            InvalidDefinition: it is not sound.
        """
        if self._made is None:
            self._made = self.under(())
        return self._made

    def under(self, policies: Sequence[str]) -> Procedure:
        """Return the procedure as the scenario has set it, rewritten by more policies; raises as `ready`."""
        if self.reference is None:
            raise Misspoken("no_procedure", self.language)
        every = tuple(dict.fromkeys([*self.policies, *policies]))
        if not self.parameters and not self.days:
            procedure = loaded(self.reference, every)
            return self.bench.instead.get(procedure.rules.digest, procedure) if self.bench.instead else procedure
        return _changed(self.reference, every, tuple(self.parameters.items()), tuple(self.days.items()), self.language)

    def calendar(self) -> Calendar:
        """Return the calendar by whose wall clock the scenario tells the time."""
        if self.reference is None:
            return shelf.calendar("cn")
        procedure = self.ready()
        return procedure.calendars[procedure.definition.calendar]

    def zone(self) -> ZoneInfo:
        """Return the time zone of that calendar."""
        return ZoneInfo(self.calendar().zone)


@lru_cache(maxsize=256)
def _changed(
    reference: str,
    policies: tuple[str, ...],
    parameters: tuple[tuple[str, str], ...],
    days: tuple[tuple[str, bool], ...],
    language: str,
) -> Procedure:
    """Return a procedure with other parameters and days, made once for all scenarios that say the same."""
    procedure = loaded(reference, policies)
    definition = _with_parameters(procedure.definition, dict(parameters), language)
    calendars = {name: _with_days(calendar, dict(days)) for name, calendar in procedure.calendars.items()}
    tables = {name: digest_of(canonical_json(found.to_table())) for name, found in calendars.items()}
    return Procedure(definition.model_copy(update={"tables": tables}), calendars)


def _with_days(calendar: Calendar, days: Mapping[str, bool]) -> Calendar:
    if not days:
        return calendar
    own: dict[str, Any] = {
        "calendar": calendar.id,
        "base": calendar.id,
        "off": [day for day, works in days.items() if not works and calendar.is_working(date.fromisoformat(day))],
        "work": [day for day, works in days.items() if works and not calendar.is_working(date.fromisoformat(day))],
    }
    return overlay(own, {calendar.id: calendar})


def _with_parameters(definition: Definition, said: Mapping[str, str], language: str) -> Definition:
    for name, text in said.items():
        titles = {known: spec.title for known, spec in definition.parameters.items()}
        for lifecycle in definition.lifecycles.values():
            titles.update({known: spec.title for known, spec in lifecycle.parameters.items()})
        definition = _with_parameter(definition, resolve("parameter", name, titles, language), text, language)
    return definition


def _with_parameter(definition: Definition, name: str, text: str, language: str) -> Definition:
    def changed(parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
        spec = parameters[name]
        value = _value(spec, name, text, language)
        return {**parameters, name: spec.model_copy(update={"value": value, "by_authority": {}})}

    if name in definition.parameters:
        return definition.model_copy(update={"parameters": changed(definition.parameters)})
    lifecycles: dict[str, Lifecycle] = {
        known: one.model_copy(update={"parameters": changed(one.parameters)}) if name in one.parameters else one
        for known, one in definition.lifecycles.items()
    }
    return definition.model_copy(update={"lifecycles": lifecycles})


def _value(spec: Parameter, name: str, text: str, language: str) -> Any:
    kind = parse_type(spec.type) if spec.type else Type("any")
    try:
        return parse_text(kind, text)
    except NotOfType as wrong:
        raise Misspoken("wrong_value", language, name=name, type=str(kind), value=text) from wrong
