"""Binding features to tests: every scenario becomes a test function, or one that tells what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import feature as bdd_features
from pytest_bdd.gherkin_parser import GherkinDocument
from pytest_bdd.parser import FeatureParser, ScenarioTemplate, render_string
from pytest_bdd.scenario import scenario as bdd_scenario

from workflow.specs import phrases
from workflow.specs.reading import FeatureText, Flaw, read_feature
from workflow.specs.wording import say, step_text


@dataclass(frozen=True, slots=True)
class Bound:
    """What a test function stands for."""

    feature: str
    name: str
    file: str
    line: int
    language: str


class _Parser(FeatureParser):
    """Makes pytest-bdd's feature from a document that was read already."""

    def __init__(self, text: FeatureText) -> None:
        super().__init__(str(text.path.parent), text.path.name)
        self._document: Any = text.document

    def _parse_feature_file(self) -> GherkinDocument:
        document: GherkinDocument = GherkinDocument.from_dict(self._document)
        return document


def told(flaw: Flaw, language: str) -> str:
    """Return a flaw in words."""
    facts = dict(flaw.facts)
    if flaw.key == "no_steps":
        facts["hint"] = say("not_a_keyword", language, **facts["hint"]) if facts["hint"] else ""
    return say(flaw.key, language, **facts)


def feature_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the feature files at paths; those of a folder in the order of their names."""
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.feature")) if path.is_dir() else [path]


def bind(namespace: dict[str, Any], path: Path, language: str | None = None, prefix: str = "") -> None:
    """Put a test function for every scenario of a feature file into a module's namespace.

    Args:
        language: the language to answer in; otherwise the file's own.
        prefix: what the names of the functions begin with.
    """
    text = read_feature(path)
    spoken = language or text.language
    module = _Module(namespace, prefix)
    fatal = text.fatal
    if text.document is None or fatal:
        bound = Bound(path.stem, "", str(path), fatal[0].line, spoken)
        module.place(_unsound(bound, told(fatal[0], spoken)), bound)
        return
    feature = _Parser(text).parse()
    bdd_features.features[feature.filename] = feature
    flaws = {flaw.scenario: flaw for flaw in text.flaws}
    for template in feature.scenarios.values():
        bound = Bound(feature.name, template.name, str(path), template.line_number, spoken)
        module.place(_test_of(template, bound, flaws.get(template.name)), bound)


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


def _test_of(template: ScenarioTemplate, bound: Bound, flaw: Flaw | None) -> Callable[..., None]:
    if flaw is not None:
        return _unsound(bound, told(flaw, bound.language))
    wrong = _wrong_step(template, bound.language)
    if wrong is not None:
        return _unsound(bound, wrong[0], undefined=wrong[1])
    file = Path(template.feature.filename)

    @bdd_scenario(file.name, template.name, features_base_dir=str(file.parent))
    def played() -> None:
        """Nothing is left to do when the steps are done."""

    return played


def _wrong_step(template: ScenarioTemplate, language: str) -> tuple[str, bool] | None:
    """Return what is wrong with the first unsound step in any of a scenario's rows, and whether it is unknown."""
    contexts = [context for examples in template.examples for context in examples.as_contexts()]
    for context in contexts or [{}]:
        for step in template.steps:
            text = render_string(step.name, context)
            wrong = _wrong(step.type, text, language, has_table=step.datatable is not None)
            if wrong is not None:
                where = {"line": step.line_number, "step": step_text(step.keyword, text)}
                return say("at_step", language, why=wrong[0], **where), wrong[1]
    return None


def _wrong(keyword: str, text: str, language: str, *, has_table: bool) -> tuple[str, bool] | None:
    found = phrases.matching(keyword, text)
    if not found:
        nearest = " / ".join(phrases.nearest(text, language))
        return say("undefined_step", language, step=text, nearest=nearest), True
    if len(found) > 1:
        patterns = " / ".join(known.zh if language == "zh-CN" else known.en for known in found)
        return say("ambiguous_step", language, step=text, patterns=patterns), False
    if has_table and not found[0].takes_table:
        return say("table_not_wanted", language, step=text), False
    return None


def _unsound(bound: Bound, message: str, *, undefined: bool = False) -> Callable[..., None]:
    def unsound() -> None:
        __tracebackhide__ = True
        raise (UndefinedStep if undefined else UnsoundSpec)(f"{bound.file}:{bound.line}: {message}")

    return unsound


class UnsoundSpec(Exception):
    """A scenario that cannot be run as it is written."""


class UndefinedStep(UnsoundSpec):
    """A scenario with a step that the library does not know."""


def bound_of(item: pytest.Item) -> Bound | None:
    """Return the scenario that a test stands for; none for other tests."""
    found = getattr(getattr(item, "obj", None), "bound", None)
    return found if isinstance(found, Bound) else None
