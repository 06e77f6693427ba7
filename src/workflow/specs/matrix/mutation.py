"""Mutation: every flip of a definition is played against the scenarios that depend on it; some go unnoticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.application.shelf import Procedure
from workflow.specs.matrix.mutants import Mutant, mutants_of
from workflow.specs.matrix.replay import still_passes
from workflow.specs.report import Report, ScenarioResult
from workflow.specs.setting import Workbench

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Survivors:
    """What came of the mutants of a definition.

    Attributes:
        total: how many there were.
        survived: those that no scenario noticed.
    """

    total: int
    survived: Sequence[Mutant]

    @property
    def killed(self) -> int:
        """Return how many mutants a scenario noticed."""
        return self.total - len(self.survived)

    def to_json(self) -> dict[str, Any]:
        """Return what came of them, as the JSON contract has it."""
        survived = [mutant.to_json() for mutant in self.survived]
        return {"total": self.total, "killed": self.killed, "survived": survived}


def survivors(procedure: Procedure, report: Report, bench: Workbench, progress: Progress) -> Survivors:
    """Return the mutants of a procedure that the scenarios of a run do not notice.

    Args:
        report: of a run that kept proofs.
        bench: what that run tested.
        progress: is told how many mutants were played, of how many.
    """
    mutants = mutants_of(procedure)
    touching = _Index(procedure.rules.digest, report)
    survived = []
    for number, mutant in enumerate(mutants, start=1):
        progress(number, len(mutants))
        if not _noticed(mutant, touching.of(mutant), procedure, bench):
            survived.append(mutant)
    return Survivors(len(mutants), tuple(survived))


def _noticed(mutant: Mutant, results: Iterable[ScenarioResult], procedure: Procedure, bench: Workbench) -> bool:
    flipped = Workbench(
        bench.reference, bench.policies, bench.only_its_own, {procedure.rules.digest: mutant.of(procedure)}
    )
    return any(not still_passes(result, flipped) for result in results)


class _Index:
    """The scenarios that count, by what they tried."""

    def __init__(self, digest: str, report: Report) -> None:
        self._results = [result for result in report.scenarios if result.status == "passed" and result.counts]
        self._acts: dict[tuple[str, str], dict[int, bool]] = defaultdict(dict)
        self._states: dict[tuple[str, str, str], dict[int, bool]] = defaultdict(dict)
        self._marks: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        for place, result in enumerate(self._results):
            for attempt in result.attempts:
                if attempt.definition == digest:
                    self._acts[attempt.lifecycle, attempt.act][place] = attempt.asked
                    self._states[attempt.lifecycle, attempt.act, attempt.state][place] = attempt.asked
                    for mark in attempt.marks:
                        self._marks[attempt.lifecycle, mark][place] = attempt.item

    def of(self, mutant: Mutant) -> list[ScenarioResult]:
        """Return the scenarios that depend on what a mutant flips, the quickest to tell first."""
        found = sorted(self._places(mutant), key=lambda place: self._results[place].seconds)
        return [self._results[place] for place in found]

    def _places(self, mutant: Mutant) -> Mapping[int, object] | set[int]:
        if mutant.mark:
            return {
                place
                for (lifecycle, mark), places in self._marks.items()
                if lifecycle == mutant.lifecycle and mark.startswith(mutant.mark)
                for place, item in places.items()
                if not mutant.item or item == mutant.item
            }
        if mutant.state:
            return self._states.get((mutant.lifecycle, mutant.transition, mutant.state), {})
        return self._acts.get((mutant.lifecycle, mutant.transition), {})
