"""Datasets: projects, cases and acts told in a file, with a table where many are alike; every step is judged."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from pydantic import Field

from workflow import library
from workflow.application.shelf import read_file
from workflow.definition.lines import Document, Path, parse, spell_path
from workflow.definition.mistakes import validated
from workflow.definition.model import Source
from workflow.definition.terms import Model, Names
from workflow.errors import InvalidDefinition, NotFound, Problem
from workflow.language.people import Actor, parse_actor
from workflow.language.text import Text

SHIPPED = "datasets/"
_HOLE = re.compile(r"\{(\w+)\}")
KINDS = ("register", "open", "do")


class Paper(Model):
    """A document of an act: its name, and its text."""

    name: str
    text: str


class Step(Model):
    """One thing to be put on record; exactly one of `register`, `open` and `do`.

    Attributes:
        at: when it was done, in China's time where no offset is said.
        by: whose act it is, a name of `people`.
        register: the id of a project; `open` that of a case; `do` an act on `case`, by id or title.
    """

    at: str
    by: str
    register_: str | None = Field(default=None, alias="register")
    title: str | None = None
    applicant: str | None = None
    open: str | None = None
    item: str | None = None
    instance: str | None = None
    project: str | None = None
    do: str | None = None
    case: str | None = None
    reason: str | None = None
    data: Mapping[str, Any] = {}
    documents: Mapping[str, Paper] = {}


class Each(Model):
    """Steps taken for every row of a table: rows written here, or a CSV file beside the dataset."""

    each: str | tuple[Mapping[str, Any], ...]
    steps: tuple[Step, ...]


class Dataset(Model):
    """What a dataset file says; `people` are written as `PERSON:ROLE@AUTHORITY[/FOR]`."""

    dataset: str
    title: Text
    note: Text | None = None
    source: tuple[Source, ...] = ()
    definition: str
    policies: Names = ()
    people: Mapping[str, str]
    steps: tuple[Step | Each, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A step with nothing left open, and where it stands in its file."""

    step: Step
    at: datetime
    actor: Actor
    file: str
    line: int


def datasets() -> tuple[str, ...]:
    """Return the names of the datasets that ship with the program, sorted."""
    return tuple(
        path.removeprefix(SHIPPED).removesuffix(".yaml") for path in library.paths() if path.startswith(SHIPPED)
    )


def dataset_named(reference: str) -> tuple[Dataset, list[Placed]]:
    """Return a dataset by its name or the path of its file, and its steps in order, those of every row among them.

    Raises:
        NotFound: there is none of that name, or no such table.
        InvalidDefinition: it is not right; with file, line and path.
    """
    text, file = _text_of(reference)
    document = parse(text, file)
    dataset = validated(Dataset, document)
    folder = reference.rpartition("/")[0]
    reader = _Reader(dataset, document, f"{folder}/" if folder else "")
    placed = list(reader.placed())
    if reader.problems:
        raise InvalidDefinition(sorted(reader.problems, key=lambda one: (one.line, one.path)))
    return dataset, placed


def _text_of(reference: str) -> tuple[bytes, str]:
    if reference.endswith((".yaml", ".yml")):
        return read_file(reference), reference
    if reference not in datasets():
        raise NotFound("no_such_dataset", name=reference, known=list(datasets()))
    return library.text(f"{SHIPPED}{reference}.yaml").encode(), f"{reference}.yaml"


class _Reader:
    """Fills the rows of its tables into steps, and tells what is wrong with them."""

    def __init__(self, dataset: Dataset, document: Document, folder: str) -> None:
        self.dataset = dataset
        self.document = document
        self.folder = folder
        self.problems: list[Problem] = []

    def placed(self) -> Iterator[Placed]:
        for number, step in enumerate(self.dataset.steps):
            at: Path = ("steps", number)
            if isinstance(step, Step):
                yield from self._place(step, at)
                continue
            rows = self._rows(step.each)
            for row in rows:
                for inner, one in enumerate(step.steps):
                    yield from self._place(one, (*at, "steps", inner), row)

    def _rows(self, each: str | tuple[Mapping[str, Any], ...]) -> list[Mapping[str, Any]]:
        if not isinstance(each, str):
            return list(each)
        text = read_file(f"{self.folder}{each}").decode("utf-8-sig", errors="replace")
        return [dict(row) for row in csv.DictReader(StringIO(text))]

    def _place(self, step: Step, path: Path, row: Mapping[str, Any] | None = None) -> Iterator[Placed]:
        found = len(self.problems)
        said = step.model_dump(by_alias=True, exclude_none=True)
        full = Step.model_validate(self._filled(said, row, path)) if row is not None else step
        if sum(getattr(full, kind if kind != "register" else "register_") is not None for kind in KINDS) != 1:
            self._wrong("one_of_many", path, names=list(KINDS))
        at, actor = self._instant(full.at, path), self._actor(full.by, path)
        if len(self.problems) == found and at is not None and actor is not None:
            place = self.document.problem("", path)
            yield Placed(full, at, actor, place.file, place.line)

    def _filled(self, value: Any, row: Mapping[str, Any], path: Path) -> Any:
        """Return a value with the row's cells in its holes; what an empty cell would say is left unsaid."""
        if isinstance(value, Mapping):
            filled = {key: self._filled(inner, row, path) for key, inner in value.items()}
            return {key: inner for key, inner in filled.items() if inner is not None}
        if isinstance(value, (list, tuple)):
            return [self._filled(inner, row, path) for inner in value]
        if not isinstance(value, str):
            return value
        for name in _HOLE.findall(value):
            if name not in row:
                self._wrong("unknown_cell", path, name=name)
                return value
        whole = _HOLE.fullmatch(value)
        if whole is not None:
            return row[whole[1]] if row[whole[1]] != "" else None
        return _HOLE.sub(lambda hole: str(row[hole[1]]), value)

    def _instant(self, text: str, path: Path) -> datetime | None:
        with suppress(ValueError):
            return datetime.fromisoformat(text)
        self._wrong("wrong_instant", (*path, "at"), found=text)
        return None

    def _actor(self, name: str, path: Path) -> Actor | None:
        written = self.dataset.people.get(name)
        if written is None:
            self._wrong("unknown_person", (*path, "by"), name=name)
            return None
        with suppress(ValueError):
            return parse_actor(written)
        self._wrong("wrong_person", ("people", name), found=written)
        return None

    def _wrong(self, code: str, path: Path, **facts: Any) -> None:
        problem = self.document.problem(code, path, **facts)
        if spell_path(path) not in {one.path for one in self.problems if one.code == code}:
            self.problems.append(problem)
