"""Review marks: a scenario that the program wrote counts for nothing until a person has put their name to it.

A person's mark holds a digest of what they saw; after any change to it the mark is void.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Literal

from workflow.specs.reading import Flaw
from workflow.specs.scenarios import Scenario, Step

Standing = Literal["written", "unreviewed", "reviewed", "void"]
UNREVIEWED = ("未审", "unreviewed")
REVIEWED = ("审定", "reviewed")
SHOWN = 12
_WORDS = "|".join(REVIEWED)
_MARK = re.compile(rf"(?:{_WORDS}):(?P<by>[^:]+):(?P<on>\d{{4}}-\d{{2}}-\d{{2}}):(?P<digest>[0-9a-f]{{{SHOWN}}})")


def mark(by: str, on: str, scenario: Scenario, language: str) -> str:
    """Return the tag by which a person marks a scenario as reviewed.

    Args:
        by: the person; blanks become `_`, for a tag has none.
        on: the date, as `2021-05-19`.
    """
    word = REVIEWED[0 if language == "zh-CN" else 1]
    return f"@{word}:{'_'.join(by.replace(':', '_').split())}:{on}:{digest(scenario)}"


def standing(scenario: Scenario) -> Standing:
    """Return whether a person wrote a scenario, reviewed it, has yet to, or must do so again.

    A scenario without any mark is taken for one that a person wrote.
    """
    if any(tag in UNREVIEWED for tag in scenario.tags):
        return "unreviewed"
    marks = [found for tag in scenario.tags if (found := _MARK.fullmatch(tag))]
    if marks:
        return "reviewed" if marks[-1]["digest"] == digest(scenario) else "void"
    return "void" if any(tag.partition(":")[0] in REVIEWED for tag in scenario.tags) else "written"


def counts(scenario: Scenario) -> bool:
    """Tell whether a scenario may prove anything."""
    return standing(scenario) in {"written", "reviewed"}


def digest(scenario: Scenario) -> str:
    """Return what a scenario says, its backgrounds and examples included, as the first signs of a sha256."""
    examples = [[list(table.heading), *(list(cells) for _, cells in table.rows)] for table in scenario.examples]
    said = [scenario.rule, scenario.name, [_said(step) for step in (*scenario.before, *scenario.steps)], examples]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:SHOWN]


def _said(step: Step) -> list[object]:
    return [step.keyword, step.text, [list(row) for row in step.table or ()], step.docstring]


def flaw_of_mark(scenario: Scenario) -> Flaw | None:
    """Return what a reader must know of a scenario's marks; None where it counts."""
    key = {"unreviewed": "unreviewed", "void": "void_mark"}.get(standing(scenario))
    return Flaw(key, scenario.line, {"name": scenario.name}, scenario.line, warning=True) if key else None


def with_marks(text: str, scenarios: Sequence[Scenario], by: str, on: str, language: str) -> str:
    """Return the text of a feature file in which a person has marked scenarios as reviewed.

    Args:
        by: the person.
        on: the date, as `2021-05-19`.
    """
    lines = text.splitlines()
    for scenario in sorted(scenarios, key=lambda one: -one.line):
        heading = scenario.line - 1
        at = heading
        while at and (not lines[at - 1].strip() or lines[at - 1].lstrip()[0] in "@#＠"):
            at -= 1
            lines[at] = _without_marks(lines[at])
        indent = lines[heading][: len(lines[heading]) - len(lines[heading].lstrip())]
        lines.insert(heading, indent + mark(by, on, scenario, language))
    return "\n".join(line for line in lines if line != _GONE) + "\n"


_GONE = "\0"


def _without_marks(line: str) -> str:
    """Return a line of tags without those of a review; nothing is left of one that had no other."""
    tags = line.split()
    if not tags or not tags[0].startswith(("@", "＠")):
        return line
    kept = [tag for tag in tags if tag[1:] not in UNREVIEWED and tag[1:].partition(":")[0] not in REVIEWED]
    indent = line[: len(line) - len(line.lstrip())]
    return indent + " ".join(kept) if kept else _GONE
