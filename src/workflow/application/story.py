"""Stories: histories told in a file, played through the service as they happened, refusals included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from workflow import library
from workflow.application.clock import VirtualClock
from workflow.application.service import Service
from workflow.application.shelf import Procedure, procedure
from workflow.errors import Refused
from workflow.language.people import Actor, parse_actor
from workflow.language.text import Text
from workflow.proceedings.commands import (
    Command,
    ConvertPreReviews,
    DetermineNotApplicable,
    OpenCase,
    RecordItem,
    RegisterProject,
    TakeAct,
)
from workflow.store import FileStore, Record

ZONE = ZoneInfo("Asia/Shanghai")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Part):
    """One thing that happened, or was tried and refused."""

    at: datetime
    by: str | None = None
    by_whom: tuple[str, ...] = ()
    begin: bool = False
    record: str | None = None
    not_applicable: str | None = None
    reason: str = ""
    open: str | None = None
    item: str | None = None
    do: str | None = None
    case: str | None = None
    pre_review: str | None = None
    passed: datetime | None = None
    document: str | None = None
    convert: tuple[str, ...] = ()
    data: Mapping[str, Any] = {}
    documents: Mapping[str, str] = {}
    refused: Text | None = None


class Chapter(_Part):
    """Steps that belong together."""

    title: Text
    steps: tuple[Step, ...]


class StoryProject(_Part):
    """The project that a story is about."""

    id: str
    title: str
    applicant: str
    facts: Mapping[str, Any] = {}


class Serial(_Part):
    """Items handled one after the other at their statutory limits, for comparison."""

    order: tuple[str, ...]
    clock: str
    from_: date

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"))


class PreReview(_Part):
    """How a pre-review goes: its acts by their ids, and the data that name the papers handed in and the opinion."""

    asked: str
    papers: str
    begun: str
    passed: str
    opinion: str


class Story(_Part):
    """A history told in a file.

    Attributes:
        trail: the case whose whole record is shown.
        open_case: a case that is still open at the end.
        lifecycle: the lifecycle that is drawn.
    """

    story: str
    title: Text
    uses: str
    policies: tuple[str, ...] = ()
    project: StoryProject
    people: Mapping[str, str]
    pre_review: PreReview
    chapters: tuple[Chapter, ...]
    trail: str
    open_case: str
    lifecycle: str
    serial: Serial


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a step: what was recorded, or the refusal that the story expects."""

    step: Step
    at: datetime
    records: tuple[Record, ...] = ()
    refused: Refused | None = None


def shipped_story(name: str) -> Story:
    """Return a story that ships with the program.

    Raises:
        NotFound: none goes by that name.
    """
    return TypeAdapter(Story).validate_python(yaml.safe_load(library.text(f"stories/{name}.yaml")))


class Player:
    """Plays a story on a service whose clock it puts, step by step."""

    def __init__(self, story: Story, service: Service, clock: VirtualClock, files: FileStore) -> None:
        self.story = story
        self.service = service
        self.procedure: Procedure = procedure(story.uses, story.policies)
        self._clock = clock
        self._files = files
        self._definition = ""

    def play(self, chapter: Chapter) -> Iterator[Played]:
        """Play a chapter and yield what became of each step.

        Raises:
            Refused: a step is refused that the story says went through.
            AssertionError: a step went through that the story says was refused.
        """
        for rehearsed, together in groupby(chapter.steps, key=lambda step: step.pre_review is not None):
            steps = list(together)
            yield from self._rehearse(steps) if rehearsed else map(self._play, steps)

    def _play(self, step: Step) -> Played:
        at = step.at.replace(tzinfo=ZONE)
        self._clock.put(at)
        if not self._definition:
            self._definition = self.service.pin(self.procedure)
        try:
            records = tuple(self.service.handle(self._command(step, at)).records)
        except Refused as refused:
            if step.refused is None:
                raise
            return Played(step, at, refused=refused)
        if step.refused is not None:
            raise AssertionError(f"{step.at}: the story says this was refused")
        return Played(step, at, records)

    def _command(self, step: Step, at: datetime) -> Command:
        makers: tuple[tuple[object, Callable[[Step, datetime], Command]], ...] = (
            (step.begin, self._register),
            (step.record, self._record),
            (step.not_applicable, self._determine),
            (step.open, self._open),
            (step.do, self._act),
            (step.convert, self._convert),
        )
        return next(make(step, at) for asked, make in makers if asked)

    def _register(self, step: Step, at: datetime) -> Command:
        told = self.story.project
        return RegisterProject(
            told.id, told.title, told.applicant, self._definition, self._who(step.by), at, dict(told.facts)
        )

    def _record(self, step: Step, at: datetime) -> Command:
        item = step.record or ""
        project = self.story.project.id
        return RecordItem(project, item, f"{project}.{item}", self._who(step.by), at, self._said(step))

    def _determine(self, step: Step, at: datetime) -> Command:
        item = step.not_applicable or ""
        return DetermineNotApplicable(self.story.project.id, item, step.reason, self._who(step.by), at)

    def _open(self, step: Step, at: datetime) -> Command:
        return OpenCase(step.open or "", step.item or "", self._who(step.by), at, self.story.project.id)

    def _act(self, step: Step, at: datetime) -> Command:
        return TakeAct(step.case or "", step.do or "", self._who(step.by), at, self._said(step), step.reason or None)

    def _convert(self, step: Step, at: datetime) -> Command:
        actors = tuple(self._who(name) for name in step.by_whom)
        return ConvertPreReviews(self.story.project.id, actors, at, step.convert, step.data)

    def _rehearse(self, steps: Sequence[Step]) -> Iterator[Played]:
        """Ask for pre-reviews with every paper their items want, see them passed, and yield them; all in due time."""
        records: dict[int, list[Record]] = {number: [] for number in range(len(steps))}
        acts = [(at, number, act) for number, step in enumerate(steps) for at, act in self._acts_of(step)]
        for at, number, act in sorted(acts, key=lambda one: one[0]):
            self._clock.put(at)
            records[number] += self.service.handle(act).records
        for number, step in enumerate(steps):
            yield Played(step, step.at.replace(tzinfo=ZONE), tuple(records[number]))

    def _acts_of(self, step: Step) -> tuple[tuple[datetime, Command], ...]:
        """Return what a pre-review consists of, each with its time."""
        item = step.pre_review or ""
        case = f"pre.{item}"
        reviewer, approver = (self._who(name) for name in step.by_whom)
        chosen = self.procedure.definition.items[item]
        own = [name for name, material in chosen.materials.items() if not material.shared]
        asked, passed = step.at.replace(tzinfo=ZONE), (step.passed or step.at).replace(tzinfo=ZONE)
        applicant = self._who(step.by)
        how = self.story.pre_review
        opinion = {how.opinion: self._keep(step.document or "")}
        return (
            (asked, OpenCase(case, item, applicant, asked, self.story.project.id, shadow=True)),
            (asked, TakeAct(case, how.asked, applicant, asked, {how.papers: own})),
            (asked, TakeAct(case, how.begun, reviewer, asked)),
            (passed, TakeAct(case, how.passed, approver, passed, {**opinion, **step.data})),
        )

    def _said(self, step: Step) -> dict[str, Any]:
        return {**step.data, **{name: self._keep(file) for name, file in step.documents.items()}}

    def _keep(self, name: str) -> dict[str, Any]:
        """Keep a paper that stands for the real one, and return what the ledger says of it."""
        content = f"{self.story.project.title}\n{name}\n".encode()
        digest, size = self._files.put(content)
        return {"digest": digest, "name": name, "media_type": "application/pdf", "size": size}

    def _who(self, name: str | None) -> Actor:
        return parse_actor(self.story.people[name or ""])
