"""Why a cell is not proven: how near the scenarios of a run came to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from workflow.lifecycle.rules import Rules
from workflow.specs.attempts import OUTCOME, Attempt
from workflow.specs.matrix.cells import Cell
from workflow.specs.matrix.proof import proven_by
from workflow.specs.report import Report, ScenarioResult

Why = Literal["other_reasons", "nobody_looked", "did_not_pass", "not_reviewed", "other_definition", "never_tried"]
# The nearest first: what is said of a cell is the least that is missing.
_NEAREST: Sequence[Why] = ("nobody_looked", "other_reasons", "not_reviewed", "did_not_pass", "other_definition")


def why_unproven(tested: Iterable[Rules], report: Report, cells: Sequence[Cell]) -> Mapping[Cell, Why]:
    """Return of each cell what stands between it and its proof.

    Args:
        tested: the definitions that may prove them.
        cells: those that are unproven.
    """
    known = {rules.digest: rules for rules in tested}
    found: dict[Cell, set[Why]] = {cell: set() for cell in cells}
    for result in report.scenarios:
        for attempt in result.attempts:
            rules = known.get(attempt.definition)
            for cell, why in _nearly(rules or next(iter(known.values())), result, attempt):
                if cell in found:
                    found[cell].add(why if rules else "other_definition")
    return {cell: next((why for why in _NEAREST if why in whys), "never_tried") for cell, whys in found.items()}


def _nearly(rules: Rules, result: ScenarioResult, attempt: Attempt) -> Iterable[tuple[Cell, Why]]:
    """Yield what an attempt would prove if outcomes had said all that could be said of it, and why it does not."""
    if attempt.lifecycle not in rules.definition.lifecycles:
        return
    lonely = len(attempt.refusals) == 1
    why: Why = "nobody_looked" if lonely or attempt.allowed else "other_reasons"
    if result.status != "passed":
        why = "did_not_pass"
    elif not result.counts:
        why = "not_reviewed"
    said = {OUTCOME, *attempt.refusals}
    for alone in attempt.refusals or (None,):
        for cell in proven_by(rules, replace(attempt, asserted=said, alone=alone)):
            yield cell, why
