"""Mutation: every flip of a definition is played against the scenarios that depend on it; some go unnoticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workflow.application.shelf import Procedure
from workflow.specs.attempts import ENTITLED, EVENT, OUTCOME, ROW, Attempt
from workflow.specs.matrix.flipping import flipped
from workflow.specs.matrix.flips import Mutant
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


class Killers:
    """The scenarios of a run that may notice a flip of a procedure.

    Args:
        report: of a run that kept proofs.
        bench: what that run tested.
    """

    def __init__(self, procedure: Procedure, report: Report, bench: Workbench) -> None:
        self._procedure = procedure
        self._bench = bench
        self._index = _Index(procedure.rules.digest, report)

    def notice(self, mutant: Mutant) -> bool:
        """Tell whether a scenario that passed does not pass with a flip."""
        changed = {self._procedure.rules.digest: flipped(self._procedure, mutant)}
        bench = replace(self._bench, instead=changed)
        return any(not still_passes(result, bench) for result in self._index.of(mutant))


class _Index:
    """The scenarios that count, by what they tried: those first that are likely to tell a flip, then the quick ones."""

    def __init__(self, digest: str, report: Report) -> None:
        self._results = [result for result in report.scenarios if result.status == "passed" and result.counts]
        self._acts: dict[tuple[str, str], list[tuple[int, Attempt]]] = defaultdict(list)
        self._marks: dict[str, list[tuple[int, Attempt]]] = defaultdict(list)
        for place, result in enumerate(self._results):
            for attempt in result.attempts:
                if attempt.definition == digest:
                    self._acts[attempt.lifecycle, attempt.act].append((place, attempt))
                    if attempt.marks:
                        self._marks[attempt.lifecycle].append((place, attempt))

    def of(self, mutant: Mutant) -> list[ScenarioResult]:
        """Return the scenarios that depend on what a mutant flips, in the order in which to play them."""
        known = self._marks[mutant.lifecycle] if mutant.mark else self._acts[mutant.lifecycle, mutant.transition]
        ranks: dict[int, int] = {}
        for place, attempt in known:
            if mutant.touches(attempt):
                ranks[place] = min(_rank(mutant, attempt), ranks.get(place, _LAST))
        found = sorted(ranks, key=lambda place: (ranks[place], self._results[place].seconds))
        return [self._results[place] for place in found]


_LAST = 3
_LOOKED_AT: Mapping[str, str] = {"swap_event": EVENT, "swap_effective": EVENT, "swap_target": OUTCOME}


def _rank(mutant: Mutant, attempt: Attempt) -> int:
    """Return how likely an attempt tells a flip: 0 most."""
    said = attempt.asserted
    match mutant.kind:
        case "add_role" | "add_state" | "drop_role" | "drop_state":
            about = not mutant.kind.endswith("role") or attempt.role == mutant.what
            likely, perhaps = about and ENTITLED in said, about and ROW in said
        case "swap_event" | "swap_effective" | "swap_target":
            likely, perhaps = _LOOKED_AT[mutant.kind] in said and not attempt.asked, OUTCOME in said
        case "limit":
            likely, perhaps = attempt.alone is not None or attempt.by_time, bool(said) or attempt.asked
        case _:
            likely, perhaps = attempt.alone is not None or mutant.what in said, bool(said)
    return 0 if likely else 1 if perhaps else 2
