"""Marking feature files: a person's name on every scenario that they have reviewed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from workflow.specs.lint import feature_files, lint
from workflow.specs.reading import EVERY, decoded
from workflow.specs.review import standing, with_marks


@dataclass(frozen=True, slots=True)
class Marking:
    """What came of marking: scenarios as `file:line name`, marked or too unsound for it."""

    marked: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)


def mark_files(paths: Iterable[Path], by: str, on: str, names: Collection[str] = ()) -> Marking:
    """Write a person's mark on the scenarios of feature files that were not reviewed, or were changed since.

    Args:
        by: the person.
        on: the date, as `2021-05-19`.
        names: only these scenarios; all where none is named.
    """
    outcome = Marking()
    for path in feature_files(paths):
        text, feature, flaws = lint(path)
        wrong = {flaw.scenario for flaw in flaws if not flaw.warning}
        chosen = [
            scenario
            for scenario in (feature.scenarios if feature else ())
            if standing(scenario) in {"unreviewed", "void"} and (not names or scenario.name in names)
        ]
        sound = [one for one in chosen if not wrong & {0, EVERY, one.line}]
        outcome.unsound.extend(f"{path}:{one.line} {one.name}" for one in chosen if one not in sound)
        outcome.marked.extend(f"{path}:{one.line} {one.name}" for one in sound)
        content = decoded(path.read_bytes())
        if sound and content is not None:
            path.write_text(with_marks(content, sound, by, on, text.language), encoding="utf-8")
    return outcome
