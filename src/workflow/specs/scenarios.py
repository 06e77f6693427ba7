"""Scenarios as an author wrote them: steps with their backgrounds, one scenario for each row of an outline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from workflow.specs.phrases import Keyword
from workflow.specs.reading import FeatureText

_TYPES: Mapping[str, Keyword] = {"Context": "given", "Action": "when", "Outcome": "then"}
_PLACE = re.compile(r"<([^<>|]+)>")
_ANY_PLACE = re.compile(r"[<＜]([^<>＜＞|｜]+)[>＞]")
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        keyword: what kind of step it is; None where it only goes on and nothing stands before it.
        words: the whole step as its author wrote it.
        line: 1-based, in its file.
        table: the rows below it; none where there are none.
    """

    keyword: Keyword | None
    words: str
    text: str
    line: int
    table: Rows | None = None
    docstring: str | None = None

    def with_values(self, values: Mapping[str, str]) -> Step:
        """Return the step with the values of a row of examples in their places."""
        if not values:
            return self

        def filled(text: str) -> str:
            return _ANY_PLACE.sub(lambda found: values.get(found[1], found[0]), text)

        table = tuple(tuple(map(filled, row)) for row in self.table) if self.table is not None else None
        return replace(self, words=filled(self.words), text=filled(self.text), table=table)

    @property
    def places(self) -> set[str]:
        """Return the names of examples that the step has a place for."""
        cells = [cell for row in self.table or () for cell in row]
        return {name for text in (self.text, *cells) for name in _PLACE.findall(text)}


@dataclass(frozen=True, slots=True)
class Examples:
    """One table of examples: its heading and its rows, each with its line."""

    heading: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Scenario:
    """A scenario, or an outline with its examples.

    Attributes:
        rule: the rule it stands under; empty where there is none.
        tags: its own, without `@`.
        before: the steps of the backgrounds.
        description: the lines between its heading and its first step, each with its line.
    """

    name: str
    line: int
    rule: str = ""
    tags: tuple[str, ...] = ()
    before: tuple[Step, ...] = ()
    steps: tuple[Step, ...] = ()
    examples: tuple[Examples, ...] = ()
    is_outline: bool = False
    description: tuple[tuple[int, str], ...] = ()

    @cached_property
    def rows(self) -> tuple[Mapping[str, str], ...]:
        """Return the values of each row of its examples; one row without values where it is no outline."""
        if not self.is_outline:
            return ({},)
        tables = ((dict(zip(table.heading, row, strict=False)) for _, row in table.rows) for table in self.examples)
        return tuple(values for table in tables for values in table)

    def played(self, values: Mapping[str, str]) -> list[Step]:
        """Return every step of one row, those of the backgrounds first."""
        return [*self.before, *(step.with_values(values) for step in self.steps)]


@dataclass(frozen=True)
class Feature:
    """A feature file's scenarios, in order.

    Attributes:
        prose: every line that Gherkin takes for a description of the feature, a rule or a background.
    """

    name: str
    line: int
    scenarios: tuple[Scenario, ...]
    prose: tuple[tuple[int, str], ...] = ()
    description: str = ""
    tags: tuple[str, ...] = field(default=())


def feature_of(text: FeatureText) -> Feature:
    """Return the feature of a file that could be parsed."""
    told = text.document["feature"]  # type: ignore[index]
    return Feature(
        name=told["name"],
        line=told["location"]["line"],
        scenarios=tuple(_scenarios(told, "", (), text)),
        prose=tuple(_prose(told, text.lines)),
        description="\n".join(line.strip() for line in told.get("description", "").splitlines()),
        tags=_tags(told),
    )


def _scenarios(part: Any, rule: str, before: tuple[Step, ...], text: FeatureText) -> Iterator[Scenario]:
    for child in part["children"]:
        if "background" in child:
            before = (*before, *_steps(child["background"], text))
        elif "rule" in child:
            yield from _scenarios(child["rule"], child["rule"]["name"], before, text)
        else:
            yield _scenario(child["scenario"], rule, before, text)


def _scenario(told: Any, rule: str, before: tuple[Step, ...], text: FeatureText) -> Scenario:
    return Scenario(
        name=told["name"],
        line=told["location"]["line"],
        rule=rule,
        tags=_tags(told),
        before=before,
        steps=tuple(_steps(told, text)),
        examples=tuple(map(_examples, told["examples"])),
        is_outline=bool(told["examples"]) or "大纲" in told["keyword"] or "大綱" in told["keyword"] or _outline(told),
        description=tuple(_described(told, text.lines)),
    )


def _outline(told: Any) -> bool:
    return told["keyword"].strip() in {"Scenario Outline", "Scenario Template"}


def _tags(told: Any) -> tuple[str, ...]:
    return tuple(tag["name"].removeprefix("@") for tag in told.get("tags", ()))


def _steps(told: Any, text: FeatureText) -> Iterator[Step]:
    keyword: Keyword | None = None
    for step in told["steps"]:
        keyword = _TYPES.get(step["keywordType"], keyword)
        table = step.get("dataTable")
        rows = tuple(_cells(row) for row in table["rows"]) if table else None
        docstring = step["docString"]["content"] if step.get("docString") else None
        line = step["location"]["line"]
        yield Step(keyword, text.written[line - 1].strip(), step["text"], line, rows, docstring)


def _cells(row: Any) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _examples(told: Any) -> Examples:
    heading = _cells(told["tableHeader"]) if told.get("tableHeader") else ()
    rows = tuple((row["location"]["line"], _cells(row)) for row in told.get("tableBody", ()))
    return Examples(heading, rows)


def _prose(part: Any, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    yield from _described(part, lines)
    for child in part["children"]:
        if "rule" in child:
            yield from _prose(child["rule"], lines)
        elif "background" in child:
            yield from _described(child["background"], lines)


def _described(part: Any, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a description; Gherkin tells what they say, not where they stand."""
    at = part["location"]["line"]
    for described in part.get("description", "").splitlines():
        while described.strip() and lines[at].strip() != described.strip():
            at += 1
        if described.strip():
            at += 1
            yield at, described.strip()
