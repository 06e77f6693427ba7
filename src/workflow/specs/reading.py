"""Reading feature files as people write them: any usual encoding, full-width signs, curly quotes, no language header.

Line numbers are those of the file. What pytest-bdd would silently pass is told as a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gherkin.dialect import DIALECTS
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.token_matcher import TokenMatcher
from gherkin.token_scanner import TokenScanner

_CHINESE, _ENGLISH = "zh-CN", "en"
_HEADINGS = ("feature", "background", "rule", "scenario", "scenarioOutline", "examples")
_SIGNS = str.maketrans("０１２３４５６７８９“”「」『』｜＜＞＃＠\u3000‘’", '0123456789""""""|<>#@ \'\'')
_HEADER = re.compile(r"^\s*#\s*language\s*:\s*([A-Za-z-]+)\s*$", re.IGNORECASE | re.MULTILINE)
_WHERE = re.compile(r"^\((\d+):\d+\):\s*")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a feature file: the key of the message, the line, and its facts."""

    key: str
    line: int
    facts: dict[str, Any] = field(default_factory=dict)
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class FeatureText:
    """A feature file as read.

    Attributes:
        document: the Gherkin document as plain data; None where it cannot be parsed.
        flaws: what is wrong with the file as a whole, and with single scenarios.
    """

    path: Path
    language: str
    document: Any | None
    flaws: tuple[Flaw, ...]

    @property
    def fatal(self) -> tuple[Flaw, ...]:
        """Return the flaws that concern the file as a whole."""
        return tuple(flaw for flaw in self.flaws if not flaw.scenario)


def _words(kinds: tuple[str, ...]) -> list[str]:
    dialects: list[Mapping[str, Any]] = [{**DIALECTS[name]} for name in (_CHINESE, _ENGLISH)]
    found = {word.strip() for dialect in dialects for kind in kinds for word in dialect[kind]}
    return sorted(found - {"*"}, key=len, reverse=True)


_HEADING = re.compile(rf"^(\s*)({'|'.join(map(re.escape, _words(_HEADINGS)))})\s*[:：]")
_BARE = re.compile(r"^\s*(功能|背景|规则|场景大纲|场景|剧本|例子|示例|Scenario|Rule|Examples|Background)\b")
_LIKE_STEP = re.compile(r"^\s*(给定|如果|假|当|那|并|而|但|Given|When|Then|And|But)", re.IGNORECASE)


def read_feature(path: Path) -> FeatureText:
    """Return a feature file as read, with all that is wrong with it."""
    text = _decoded(path.read_bytes())
    if text is None:
        return FeatureText(path, _ENGLISH, None, (Flaw("not_text", 1),))
    text, language = normalised(text)
    document: Any
    try:
        document = Parser().parse(TokenScanner(text), TokenMatcher(language))
    except (CompositeParserException, ParserException) as error:
        first = getattr(error, "errors", [error])[0]
        line = int(first.location["line"]) if first.location else 1
        return FeatureText(path, language, None, (Flaw("not_gherkin", line, {"why": _WHERE.sub("", str(first))}),))
    feature = document.get("feature")
    if feature is None:
        return FeatureText(path, language, None, (Flaw("no_scenarios", 1),))
    return FeatureText(path, feature["language"], document, tuple(_flaws(feature)))


def _decoded(content: bytes) -> str | None:
    if b"\0" in content:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def normalised(text: str) -> tuple[str, str]:
    """Return a text with the signs Gherkin knows, line for line, and the language it is written in."""
    lines = [_HEADING.sub(r"\1\2:", line.translate(_SIGNS)) for line in text.splitlines()]
    text = "\n".join(lines) + "\n"
    header = _HEADER.search(text)
    if header is None:
        return text, _CHINESE if re.search(r"^\s*功能:", text, re.MULTILINE) else _ENGLISH
    named = header[1]
    if named not in DIALECTS and named.lower().startswith("zh"):
        return text.replace(header[0], header[0].replace(named, _CHINESE), 1), _CHINESE
    return text, named if named in DIALECTS else _ENGLISH


def _flaws(feature: Any) -> Iterator[Flaw]:
    yield from _swallowed(feature)
    first_lines: dict[str, int] = {}
    for scenario in scenarios_of(feature):
        name, line = scenario["name"], scenario["location"]["line"]
        if name in first_lines:
            yield Flaw("duplicate_scenario", line, {"name": name, "first": first_lines[name]})
        first_lines.setdefault(name, line)
        if not scenario["steps"]:
            yield Flaw("no_steps", line, {"name": name, "hint": _hint(scenario)}, name)
        elif scenario["examples"] and not any(example.get("tableBody") for example in scenario["examples"]):
            yield Flaw("no_examples", line, {"name": name}, name)
    if not first_lines:
        yield Flaw("no_scenarios", feature["location"]["line"])


def _swallowed(part: Any) -> Iterator[Flaw]:
    """Yield headings that Gherkin took for description."""
    for holder in (part, *(child["rule"] for child in part["children"] if "rule" in child)):
        for offset, line in enumerate(holder.get("description", "").splitlines(), start=1):
            if _BARE.match(line):
                at = holder["location"]["line"] + offset
                yield Flaw("swallowed", at, {"line": at, "text": line.strip()})


def _hint(scenario: Any) -> dict[str, Any]:
    for offset, line in enumerate(scenario.get("description", "").splitlines(), start=1):
        if _LIKE_STEP.match(line):
            return {"line": scenario["location"]["line"] + offset, "text": line.strip()}
    return {}


def scenarios_of(part: Any) -> Iterator[Any]:
    """Yield the scenarios of a feature, in order, those of its rules included."""
    for child in part["children"]:
        if "scenario" in child:
            yield child["scenario"]
        elif "rule" in child:
            yield from scenarios_of(child["rule"])
