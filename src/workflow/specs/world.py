"""The world of one scenario: an office of its own on a fresh ledger in memory, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from workflow.application.clock import VirtualClock
from workflow.application.examples import examples
from workflow.application.reaching import Fill
from workflow.application.service import Service
from workflow.application.sweep import sweep
from workflow.calendars.calendar import Calendar
from workflow.errors import Refusal, Refused
from workflow.lifecycle.rules import Machine, Rules
from workflow.lifecycle.situation import Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import Command, RegisterProject
from workflow.proceedings.draft import Draft
from workflow.specs.attempts import Attempt, look_at
from workflow.specs.cast import Cast
from workflow.specs.names import Names, unknown
from workflow.specs.setting import FIRST_INSTANT, Setting, Workbench
from workflow.specs.times import read_instant, write_instant
from workflow.specs.values import Reader
from workflow.specs.wording import Misspoken, Unmet
from workflow.store import Record, open_ledger
from workflow.views.refusals import articles_of, message_of
from workflow.views.titles import Titles

if TYPE_CHECKING:
    from workflow.specs.simulating import Timeline


@dataclass(slots=True)
class Tried:
    """What the last command led to.

    Attributes:
        machine: the lifecycle it was about, whose refusals have titles.
        grown: by how many events the ledger grew.
        settled: a Then has spoken of it.
        attempt: what was kept of it.
    """

    records: Sequence[Record] = ()
    refused: Refused | None = None
    machine: Machine | None = None
    grown: int = 0
    settled: bool = True
    attempt: Attempt | None = None


class World:
    """What the steps of a scenario share.

    Args:
        folder: where the feature stands; procedures are found beside it.
        observing: keep what a proof needs of every attempt.
    """

    def __init__(self, language: str, folder: Path, bench: Workbench | None = None, *, observing: bool = False) -> None:
        self.language = language
        self.observing = observing
        self.begun = 0
        self.setting = Setting(language, folder, bench)
        self.clock = VirtualClock(FIRST_INSTANT)
        self.cast = Cast(language, lambda: self.names)
        self.projects: dict[str, Mapping[str, str]] = {}
        self.tables: dict[str, dict[str, list[dict[str, str]]]] = {}
        self.attempts: list[Attempt] = []
        self.tried: Tried | None = None
        self.last_command: tuple[Command, str] | None = None
        self.simulated: Timeline | None = None
        self.keyword = "given"
        self._office: tuple[Service, Names] | None = None
        self._commands = 0

    def begin(self, keyword: str, *, settles: bool) -> None:
        """Begin a step; a refusal that no step has spoken of ends the scenario."""
        __tracebackhide__ = True
        self.begun += 1
        self.keyword = keyword
        if not settles:
            self.close()

    def close(self) -> None:
        """Tell of a refusal that nobody asked for.

        Raises:
            Unmet: there is one.
        """
        __tracebackhide__ = True
        tried = self.tried
        if tried is not None and tried.refused is not None and not tried.settled:
            self.unmet("refused_unasked", reasons=self.reasons(tried.refused.refusals, tried.machine))

    def unmet(self, key: str, /, **facts: Any) -> NoReturn:
        """Say that the procedure does not do what the spec says."""
        __tracebackhide__ = True
        raise Unmet(key, self.language, **facts)

    def misspoken(self, key: str, /, **facts: Any) -> Misspoken:
        """Return the mistake of a spec that cannot be carried out."""
        return Misspoken(key, self.language, **facts)

    @property
    def is_open(self) -> bool:
        """Tell whether anything was handled yet."""
        return self._office is not None

    def before_opening(self, what: str) -> None:
        """Make sure that the setting may still change.

        Raises:
            Misspoken: something was handled already.
        """
        if self.is_open:
            raise self.misspoken("said_too_late", what=what)

    @property
    def service(self) -> Service:
        """Return the office, opened when it is first needed: the procedure pinned, the projects registered."""
        return self._opened[0]

    @property
    def names(self) -> Names:
        """Return what goes by which name."""
        return self._opened[1]

    @property
    def _opened(self) -> tuple[Service, Names]:
        if self._office is None:
            procedure = self.setting.ready()
            self.clock.put(self.setting.now or FIRST_INSTANT)
            service = Service(open_ledger("memory:"), self.clock)
            self._office = service, Names(service.rules(service.pin(procedure)), self.language)
        while self.projects:
            self._register(*self.projects.popitem())
        return self._office

    @property
    def rules(self) -> Rules:
        """Return the procedure made ready."""
        return self.names.rules

    @property
    def calendar(self) -> Calendar:
        """Return the calendar by whose wall clock the scenario tells the time."""
        return self.setting.calendar()

    @property
    def now(self) -> datetime:
        """Return the instant it is."""
        _ = self.service
        return self.clock.now()

    def instant(self, text: str) -> datetime:
        """Return the instant that a text means."""
        return read_instant(text, self.calendar, self.language)

    def written(self, instant: datetime) -> str:
        """Return an instant as specs write it."""
        return write_instant(instant, self.calendar)

    def put_clock(self, at: datetime) -> list[Record]:
        """Let it be a later instant, and record what clocks have led to by then."""
        if at < self.now:
            raise self.misspoken("time_runs_back", now=self.written(self.now))
        self.clock.put(at)
        swept = sweep(self.service)
        for _, error in swept.failures:
            raise error
        return list(swept.records)

    def timeline(self) -> Timeline:
        """Return what was simulated last.

        Raises:
            Misspoken: nothing was.
        """
        if self.simulated is None:
            raise self.misspoken("nothing_simulated")
        return self.simulated

    def saw(self, case: str, event: str | None = None) -> None:
        """Keep that an outcome looked at the state of a case, or at its last event of a name."""
        if self.keyword == "then":
            look_at(self.attempts, case, event)

    def case(self, name: str) -> PermitCase:
        """Return a case: by its name, or the last one of an item of a project, as `德杰.施工许可证`.

        Raises:
            Misspoken: nobody opened it.
        """
        draft = self.draft()
        found, (project, _, words) = draft.case(name), name.partition(".")
        item = self.rules.resolve_item(words)
        if not found.exists and item is not None:
            cases = draft.project(project).cases_of(item)
            found = draft.case(cases[-1]) if cases else found
        if not found.exists:
            known = [stream.removeprefix("case:") for stream in self.service.ledger.streams("case")]
            raise unknown("case", name, known, self.language)
        return found

    def draft(self) -> Draft:
        """Return a draft over what is recorded now."""
        return self.service.draft()

    def machine_of(self, permit: PermitCase) -> Machine:
        """Return the lifecycle of a case."""
        return self.service.rules(permit.definition).machine(permit.lifecycle)

    def reader(self, item: str) -> Reader:
        """Return what reads the cells of tables for a case of an item."""
        return Reader(self.names, item, self.setting.zone())

    def examples(self, situation: Situation, act: str, need: str, at: datetime) -> list[Any]:
        """Return values that an act in good order might give for what it has to say."""
        spec = situation.machine.lifecycle.transitions[act].needs[need]
        title = spec.title.within(self.language) if spec.title else need
        return examples(situation.machine.need_types[act][need], title, situation, at)

    @property
    def fill(self) -> Fill:
        """Return what fills in what a spec does not speak of."""
        return Fill(self.examples)

    def put(self, command: Command, machine: Machine | None = None) -> Tried:
        """Put a command to the office. A refusal is kept for the next step if this is a When, else told at once."""
        __tracebackhide__ = True
        self._commands += 1
        command_id = f"command-{self._commands}"
        self.last_command = (command, command_id)
        return self.send(partial(self.service.handle, command, command_id), machine)

    def send(self, handle: Any, machine: Machine | None = None) -> Tried:
        """Carry something out, and keep what came of it."""
        __tracebackhide__ = True
        before = self.service.ledger.position()
        try:
            self.tried = Tried(records=handle().records, machine=machine)
        except Refused as refused:
            self.tried = Tried(refused=refused, machine=machine, settled=False)
        finally:
            grown = self.service.ledger.position() - before
        self.tried.grown = grown
        if self.tried.refused is not None and self.keyword != "when":
            self.close()
        return self.tried

    def reasons(self, refusals: Sequence[Refusal], machine: Machine | None = None) -> str:
        """Return refusals as a reader is told of them, with their keys and articles."""
        titles = Titles(self.rules.definition, machine.lifecycle if machine else None, self.language)
        return ("；" if self.language == "zh-CN" else "; ").join(
            f"{message_of(refusal, titles, self.language)} "
            f"[{'; '.join([refusal.key, *articles_of(refusal, titles, self.language)])}]"
            for refusal in refusals
        )

    def _register(self, project: str, said: Mapping[str, str]) -> None:
        facts = dict(said)
        applicant = facts.pop("申请人", None) or facts.pop("applicant", None) or self.cast.applicant()
        reader = self.reader("")
        types = self.rules.project_types
        named = {self.names.project_attribute(name): text for name, text in facts.items()}
        values = {name: reader.read(types[name], text) for name, text in named.items()}
        by, now = self.cast.clerk(), self.clock.now()
        self.service.handle(RegisterProject(project, project, applicant, self.rules.digest, by, now, values))
