"""Binding features to tests: every scenario becomes one that pytest-bdd plays, or one that tells what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_bdd import feature as bdd_features
from pytest_bdd.gherkin_parser import GherkinDocument
from pytest_bdd.parser import Feature, FeatureParser
from pytest_bdd.scenario import scenario as bdd_scenario

from workflow.specs.lint import UNDEFINED, lint, told
from workflow.specs.reading import EVERY, FeatureText, Flaw
from workflow.specs.scenarios import Scenario
from workflow.specs.wording import say

Play = Callable[..., None]
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Bound:
    """What a test stands for.

    Attributes:
        play: plays one row for `request` and `_pytest_bdd_example`, or raises what is wrong with the scenario.
        rows: the rows of its examples, each a test of its own; one without values where it is no outline.
        scenario: as it is written; None where the file as a whole is wrong.
    """

    feature: str
    name: str
    file: str
    line: int
    language: str
    play: Play
    rows: Rows = ({},)
    scenario: Scenario | None = None


class UnsoundSpec(Exception):
    """A scenario that cannot be run as it is written."""


class UndefinedStep(UnsoundSpec):
    """A scenario with a step that the library does not know, or whose verdict is still blank."""


class _Parser(FeatureParser):
    """Makes pytest-bdd's feature from a document that was read already."""

    def __init__(self, text: FeatureText) -> None:
        super().__init__(str(text.path.parent), text.path.name)
        self._document: Any = text.document

    def _parse_feature_file(self) -> GherkinDocument:
        document: GherkinDocument = GherkinDocument.from_dict(self._document)
        return document


def bind(path: Path, language: str | None = None) -> Iterator[Bound]:
    """Yield a test for every scenario of a feature file, and one for everything wrong where the file as a whole is.

    Args:
        language: the language to answer in; otherwise the file's own.
    """
    text, feature, flaws = lint(path, language)
    spoken = language or text.language
    errors = [flaw for flaw in flaws if not flaw.warning]
    # One flaw of the file as a whole may come from another: whoever mends them wants to see all.
    fatal = errors if any(not flaw.scenario for flaw in errors) else []
    title = feature.name if feature else path.stem
    for flaw in fatal:
        yield Bound(title, "", str(path), flaw.line, spoken, _unsound([flaw], flaw.line, spoken))
    if feature is None or fatal:
        return
    parsed = _Parser(text).parse()
    bdd_features.features[parsed.filename] = parsed
    for scenario in feature.scenarios:
        own = [flaw for flaw in errors if flaw.scenario in {scenario.line, EVERY}]
        play, rows = (
            (_unsound(own, scenario.line, spoken), ({},)) if own else (_played(parsed, scenario), scenario.rows)
        )
        yield Bound(title, scenario.name, str(path), scenario.line, spoken, play, rows, scenario)


def _played(feature: Feature, scenario: Scenario) -> Play:
    file = Path(feature.filename)

    @bdd_scenario(file.name, scenario.name, features_base_dir=str(file.parent))
    def played() -> None:
        """Nothing is left to do when the steps are done."""

    return played


def _unsound(flaws: Sequence[Flaw], line: int, language: str) -> Play:
    message = "\n".join(_placed(flaw, line, language) for flaw in flaws)
    undefined = all(flaw.key in UNDEFINED for flaw in flaws)

    def unsound(**_: Any) -> None:
        __tracebackhide__ = True
        raise (UndefinedStep if undefined else UnsoundSpec)(message)

    return unsound


def _placed(flaw: Flaw, line: int, language: str) -> str:
    message = told(flaw, language)
    return message if flaw.line == line else say("at_line", language, line=flaw.line, why=message)
