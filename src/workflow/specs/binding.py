"""Binding features to tests: every scenario becomes a test function, or one that tells what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import feature as bdd_features
from pytest_bdd.gherkin_parser import GherkinDocument
from pytest_bdd.parser import FeatureParser, ScenarioTemplate
from pytest_bdd.scenario import scenario as bdd_scenario

from workflow.specs.lint import UNDEFINED, feature_files, lint, told
from workflow.specs.reading import EVERY, FeatureText, Flaw
from workflow.specs.scenarios import Scenario
from workflow.specs.wording import say

__all__ = ["Bound", "UndefinedStep", "UnsoundSpec", "bind", "bound_of", "feature_files"]


@dataclass(frozen=True, slots=True)
class Bound:
    """What a test function stands for.

    Attributes:
        scenario: as it is written; None where the file as a whole is wrong.
    """

    feature: str
    name: str
    file: str
    line: int
    language: str
    scenario: Scenario | None = None


class _Parser(FeatureParser):
    """Makes pytest-bdd's feature from a document that was read already."""

    def __init__(self, text: FeatureText) -> None:
        super().__init__(str(text.path.parent), text.path.name)
        self._document: Any = text.document

    def _parse_feature_file(self) -> GherkinDocument:
        document: GherkinDocument = GherkinDocument.from_dict(self._document)
        return document


def bind(namespace: dict[str, Any], path: Path, language: str | None = None, prefix: str = "") -> None:
    """Put a test function for every scenario of a feature file into a module's namespace.

    Args:
        language: the language to answer in; otherwise the file's own.
        prefix: what the names of the functions begin with.
    """
    text, feature, flaws = lint(path, language)
    spoken = language or text.language
    module = _Module(namespace, prefix)
    errors = [flaw for flaw in flaws if not flaw.warning]
    fatal = [flaw for flaw in errors if not flaw.scenario]
    for flaw in fatal:
        bound = Bound(feature.name if feature else path.stem, "", str(path), flaw.line, spoken)
        module.place(_unsound(bound, [flaw]), bound)
    if feature is None or fatal:
        return
    parsed = _Parser(text).parse()
    bdd_features.features[parsed.filename] = parsed
    templates: Mapping[int, ScenarioTemplate] = {one.line_number: one for one in parsed.scenarios.values()}
    for scenario in feature.scenarios:
        bound = Bound(feature.name, scenario.name, str(path), scenario.line, spoken, scenario)
        own = [flaw for flaw in errors if flaw.scenario in {scenario.line, EVERY}]
        module.place(_unsound(bound, own) if own else _test_of(templates[scenario.line]), bound)


class _Module:
    """The module that the test functions are put into."""

    def __init__(self, namespace: dict[str, Any], prefix: str) -> None:
        self._namespace = namespace
        self._prefix = prefix

    def place(self, test: Callable[..., None], bound: Bound) -> None:
        """Put a test function under a name of its own."""
        test.__dict__["bound"] = bound
        kept = "".join(sign if sign.isalnum() else "_" for sign in f"{self._prefix}{bound.name}")
        name, number = f"test_{kept}", 1
        while name in self._namespace:
            number += 1
            name = f"test_{kept}_{number}"
        test.__name__ = name
        self._namespace[name] = test


def _test_of(template: ScenarioTemplate) -> Callable[..., None]:
    file = Path(template.feature.filename)

    @bdd_scenario(file.name, template.name, features_base_dir=str(file.parent))
    def played() -> None:
        """Nothing is left to do when the steps are done."""

    return played


def _unsound(bound: Bound, flaws: Sequence[Flaw]) -> Callable[..., None]:
    message = "\n".join(_placed(flaw, bound) for flaw in flaws)
    undefined = all(flaw.key in UNDEFINED for flaw in flaws)

    def unsound() -> None:
        __tracebackhide__ = True
        raise (UndefinedStep if undefined else UnsoundSpec)(message)

    return unsound


def _placed(flaw: Flaw, bound: Bound) -> str:
    message = told(flaw, bound.language)
    return message if flaw.line == bound.line else say("at_line", bound.language, line=flaw.line, why=message)


class UnsoundSpec(Exception):
    """A scenario that cannot be run as it is written."""


class UndefinedStep(UnsoundSpec):
    """A scenario with a step that the library does not know, or whose verdict is still blank."""


def bound_of(item: pytest.Item) -> Bound | None:
    """Return the scenario that a test stands for; none for other tests."""
    found = getattr(getattr(item, "obj", None), "bound", None)
    return found if isinstance(found, Bound) else None
