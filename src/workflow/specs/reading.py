"""Reading feature files as people write them: any usual encoding, full-width signs, curly quotes, no language header.

Line numbers are those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gherkin.dialect import DIALECTS
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.token_matcher import TokenMatcher
from gherkin.token_scanner import TokenScanner

from workflow.specs.signs import with_known_signs

CHINESE, ENGLISH = "zh-CN", "en"
EVERY = -1
"""The scenario that a flaw of a background concerns: each of the file's."""
DIALECT_NAMES = (CHINESE, "zh-TW", ENGLISH)
_HEADINGS = ("feature", "background", "rule", "scenario", "scenarioOutline", "examples")
_HEADER = re.compile(r"^[ \t]*#[ \t]*language[ \t]*[:：][ \t]*(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r"[^:：]*[:：]\s*(.*?)\s*$")
_WHERE = re.compile(r"^\((\d+):\d+\):\s*")
_GOT = re.compile(r"got '(.*)'$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a feature file.

    Attributes:
        key: of the message; its facts fill it in.
        scenario: the line of the scenario it concerns; `EVERY` for all; 0 where the file as a whole is meant.
        warning: the scenario can be carried out all the same.
    """

    key: str
    line: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    scenario: int = 0
    warning: bool = False


@dataclass(frozen=True, slots=True)
class FeatureText:
    """A feature file as read.

    Attributes:
        language: in which its author is answered: zh-CN or en.
        document: the Gherkin document as plain data; None where it cannot be parsed, with the flaw that says why.
        lines: the file's, with the signs that Gherkin knows.
        written: the same as their author wrote them.
    """

    path: Path
    language: str
    document: Any | None = None
    flaw: Flaw | None = None
    lines: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


def _words(kinds: tuple[str, ...]) -> list[str]:
    dialects: list[Mapping[str, Any]] = [{**DIALECTS[name]} for name in DIALECT_NAMES]
    found = {word.strip() for dialect in dialects for kind in kinds for word in dialect[kind]}
    return sorted(found - {"*"}, key=len, reverse=True)


_HEADING = re.compile(rf"^(\s*)({'|'.join(map(re.escape, _words(_HEADINGS)))})\s*[:：]")
_CHINESE_HEADING = re.compile(r"^\s*(功能|特性|背景|规则|場景|场景|剧本):", re.MULTILINE)


def read_feature(path: Path, language: str | None = None) -> FeatureText:
    """Return a feature file as read.

    Args:
        language: of a file without a header, where its headings do not tell.
    """
    spoken = language or CHINESE
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        return FeatureText(path, spoken, flaw=Flaw("unreadable", 1, {"why": error.strerror or str(error)}))
    if text is None:
        return FeatureText(path, spoken, flaw=Flaw("not_text", 1))
    written = tuple(text.splitlines())
    text, dialect = normalised(text, language)
    spoken = ENGLISH if dialect == ENGLISH else CHINESE
    if dialect not in DIALECT_NAMES:
        line = text[: _HEADER.search(text).start()].count("\n") + 1  # type: ignore[union-attr]
        return FeatureText(path, spoken, flaw=Flaw("unknown_language", line, {"name": dialect}))
    try:
        document = Parser().parse(TokenScanner(text), TokenMatcher(dialect))
    except (CompositeParserException, ParserException) as error:
        return FeatureText(path, spoken, flaw=_not_gherkin(getattr(error, "errors", [error])[0]))
    if document.get("feature") is None:
        return FeatureText(path, spoken, flaw=Flaw("no_scenarios", 1))
    _name_as_written(document["feature"], written)
    return FeatureText(path, spoken, document, lines=tuple(text.splitlines()), written=written)


def _name_as_written(part: Any, written: Sequence[str]) -> None:
    """Give features, rules and scenarios the names that stand in the file: readers are shown them."""
    found = _NAME.match(written[part["location"]["line"] - 1])
    part["name"] = found[1] if found else part["name"]
    for child in part.get("children", ()):
        for inner in child.values():
            _name_as_written(inner, written)


def _not_gherkin(error: Any) -> Flaw:
    line = int(error.location["line"]) if error.location else 1
    why = _WHERE.sub("", str(error))
    got = _GOT.search(why)
    if got is not None:
        return Flaw("unexpected_line", line, {"text": got[1].strip()})
    known = {"unexpected end of file": "unexpected_end", "inconsistent cell count": "ragged_table"}
    key = next((key for words, key in known.items() if words in why), "not_gherkin")
    return Flaw(key, line, {"why": why})


def decoded(content: bytes) -> str | None:
    """Return the text of a file, in UTF-8 with or without a mark, or in GB18030; None where it is no text."""
    if b"\0" in content:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def normalised(text: str, language: str | None = None) -> tuple[str, str]:
    """Return a text with the signs Gherkin knows, line for line, and the name of the dialect it is written in."""
    lines = [_HEADING.sub(r"\1\2:", with_known_signs(line)) for line in text.splitlines()]
    text = "\n".join(lines) + "\n"
    header = _HEADER.search(text)
    if header is None:
        return text, CHINESE if _CHINESE_HEADING.search(
            text
        ) else ENGLISH if "Feature:" in text else language or ENGLISH
    named = header[1]
    dialect = next((known for known in DIALECT_NAMES if known.lower() == named.lower().replace("_", "-")), named)
    if dialect == named and named not in DIALECT_NAMES and named.lower().startswith("zh"):
        dialect = CHINESE
    if dialect in DIALECT_NAMES:
        text = text.replace(header[0], f"# language: {dialect}", 1)
    return text, dialect
