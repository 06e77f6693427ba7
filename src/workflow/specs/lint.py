"""Linting: everything wrong with a feature file that can be seen without playing it.

What pytest-bdd would pass in silence is an error here, with its line and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workflow.language.catalogue.words import joined
from workflow.specs.nearest import keywords_of, nearest
from workflow.specs.phrases import Keyword, Phrase, matching
from workflow.specs.reading import CHINESE, EVERY, FeatureText, Flaw, read_feature
from workflow.specs.review import flaw_of_mark
from workflow.specs.scenarios import Feature, Scenario, Step, feature_of
from workflow.specs.wording import say

_HEADINGS = "功能|特性|背景|前提|规则|规範|場景|场景|情景|情境|剧本|例子|示例|样例|实例|用例"
_LIKE_HEADING = re.compile(
    rf"^(?:(?:{_HEADINGS})(?:大纲|模板|概要)?\s*(?:\d+\s*)?(?::|\s|$)"
    r"|(?:Feature|Rule|Background|Scenario(?: Outline| Template)?|Examples?)\s*(?::|\s|$))",
    re.IGNORECASE,
)
_LIKE_STEP = re.compile(
    r"^(?:\*|给定|如果|假设|假設|假如|假定|假使|前提|当|當|那么|那麼|那就|然后|接着|则|并且|而且|同时|但是|且|并|"
    r"(?:Given|When|Then|And|But)\b)",
    re.IGNORECASE,
)


def feature_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the feature files at paths; those of a folder in the order of their names."""
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.feature")) if path.is_dir() else [path]


def lint(path: Path, language: str | None = None) -> tuple[FeatureText, Feature | None, list[Flaw]]:
    """Return a feature file as read, its feature where it has one, and all that is wrong with it, in order of lines."""
    text = read_feature(path, language)
    if text.document is None:
        return text, None, [text.flaw] if text.flaw else []
    feature = feature_of(text)
    return text, feature, sorted(flaws_of(feature, text.language), key=lambda flaw: flaw.line)


def flaws_of(feature: Feature, language: str) -> Iterator[Flaw]:
    """Yield what is wrong with a feature and its scenarios."""
    if not feature.scenarios:
        yield Flaw("no_scenarios", feature.line)
    yield from _taken_for_prose(feature)
    names: dict[str, int] = {}
    lines: set[int] = set()
    for scenario in feature.scenarios:
        if scenario.name in names:
            facts = {"name": scenario.name, "first": names[scenario.name]}
            yield Flaw("duplicate_scenario", scenario.line, facts)
        names.setdefault(scenario.name, scenario.line)
        yield from _of_scenario(scenario, language)
        for flaw in _of_background(scenario, language):
            if flaw.line not in lines:
                lines.add(flaw.line)
                yield flaw


def _taken_for_prose(feature: Feature) -> Iterator[Flaw]:
    for line, text in feature.prose:
        if _LIKE_HEADING.match(text):
            yield Flaw("swallowed", line, {"line": line, "text": text})
        elif _is_step(text):
            yield Flaw("step_outside", line, {"line": line, "text": text})


def _is_step(text: str) -> bool:
    """Tell whether a line of prose is a step of the library behind a word that might be meant as its keyword."""
    starts = _LIKE_STEP.match(text)
    rest = text[starts.end() :].strip() if starts else text
    return any(matching(keyword, rest) for keyword in ("given", "when", "then"))


def _of_scenario(scenario: Scenario, language: str) -> Iterator[Flaw]:
    at = scenario.line
    yield from _described(scenario)
    if not scenario.steps:
        yield Flaw("no_steps", at, {"name": scenario.name}, at)
    elif scenario.is_outline and not scenario.rows:
        yield Flaw("no_examples", at, {"name": scenario.name}, at)
    else:
        yield from _of_examples(scenario, language)
        yield from _of_steps(scenario, language)
    marked = flaw_of_mark(scenario)
    if marked is not None:
        yield marked


def _described(scenario: Scenario) -> Iterator[Flaw]:
    for line, text in scenario.description:
        if _LIKE_HEADING.match(text):
            yield Flaw("swallowed", line, {"line": line, "text": text}, scenario.line)
        elif _LIKE_STEP.match(text) or _is_step(text):
            yield Flaw("not_a_step", line, {"line": line, "text": text}, scenario.line)


def _of_examples(scenario: Scenario, language: str) -> Iterator[Flaw]:
    if not scenario.is_outline:
        return
    wanted = {name for step in scenario.steps for name in step.places}
    for examples in scenario.examples:
        for name in sorted(wanted - set(examples.heading)):
            facts = {"name": name, "known": joined(examples.heading, language)}
            yield Flaw("no_such_column", scenario.line, facts, scenario.line)
        for name in examples.heading:
            if name not in wanted or examples.heading.count(name) > 1:
                yield Flaw("idle_column", scenario.line, {"name": name}, scenario.line, warning=name not in wanted)


def _of_steps(scenario: Scenario, language: str) -> Iterator[Flaw]:
    seen: set[tuple[int, str]] = set()
    for values in scenario.rows:
        for step in scenario.steps:
            played = step.with_values(values)
            if (step.line, played.text) not in seen:
                seen.add((step.line, played.text))
                yield from _of_step(played, language, scenario.line)
    if not any(step.keyword == "then" for step in scenario.steps):
        yield Flaw("no_outcome", scenario.line, {"name": scenario.name}, scenario.line, warning=True)


def _of_background(scenario: Scenario, language: str) -> Iterator[Flaw]:
    for step in scenario.before:
        yield from _of_step(step, language, EVERY)


def _of_step(step: Step, language: str, scenario: int) -> Iterator[Flaw]:
    flaw = flaw_of_step(step, language)
    if flaw is not None:
        # Of a file in which nothing tells what kind of step it is, pytest-bdd makes no feature at all.
        yield Flaw(flaw[0], step.line, flaw[1], 0 if step.keyword is None else scenario)


def flaw_of_step(step: Step, language: str) -> tuple[str, dict[str, str]] | None:
    """Return the key and the facts of what is wrong with a step; None where it can be carried out."""
    if step.keyword is None:
        return "no_keyword", {"step": step.words}
    found = matching(step.keyword, step.text)
    if any(_is_blank(cell) and cell for row in step.table or () for cell in row):
        return "blank_verdict", {"step": step.words}
    if len(found) > 1:
        patterns = " / ".join(known.wording(language) for known in found)
        return "ambiguous_step", {"step": step.words, "patterns": patterns}
    return _attached(step, found[0], language) if found else _unknown(step, step.keyword, language)


def _attached(step: Step, phrase: Phrase, language: str) -> tuple[str, dict[str, str]] | None:
    """Return what is wrong with what stands below a step: what it would ignore, or cannot do without."""
    if step.table is not None and phrase.table == "none":
        return "table_not_wanted", {"step": step.words}
    if step.table is None and phrase.table == "must":
        return "table_missing", {"step": step.words, "example": phrase.example[language != CHINESE]}
    return ("docstring_not_wanted", {"step": step.words}) if step.docstring is not None else None


def _unknown(step: Step, keyword: Keyword, language: str) -> tuple[str, dict[str, str]]:
    elsewhere = [other for other in ("given", "when", "then") if other != keyword and matching(other, step.text)]
    if elsewhere:
        return "wrong_keyword", {"step": step.words, "keywords": keywords_of(elsewhere, language)}
    if _is_blank(step.text):
        return "blank_verdict", {"step": step.words}
    return "undefined_step", {"step": step.words, "nearest": " / ".join(nearest(step.text, language))}


_ENDS_BLANK = re.compile(r"\s[?？]$")


def _is_blank(text: str) -> bool:
    return not text.strip(" _＿?？…。.") or _ENDS_BLANK.search(text) is not None


def told(flaw: Flaw, language: str) -> str:
    """Return a flaw in words."""
    return say(flaw.key, language, **flaw.facts)


UNDEFINED = frozenset({"undefined_step", "wrong_keyword", "blank_verdict"})
