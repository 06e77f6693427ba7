"""One lifecycle over several definitions that use it: what none of them has an item for, another may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.application.shelf import Procedure
from workflow.definition.model import canonical_json
from workflow.errors import InvalidInput
from workflow.language.ids import digest_of
from workflow.specs.matrix.cells import Cell, CellVerdict
from workflow.specs.matrix.flips import Mutant
from workflow.specs.matrix.missing import Why, why_unproven
from workflow.specs.matrix.mutants import mutants_of
from workflow.specs.matrix.mutation import Killers, Progress, Survivors
from workflow.specs.matrix.proof import Coverage, Proven, prove
from workflow.specs.matrix.spreading import spread
from workflow.specs.report import Report
from workflow.specs.setting import Workbench

Key = tuple[str, ...]


def _silent(number: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Play:
    """How mutants are played.

    Attributes:
        jobs: in how many processes.
        progress: is told how many were played, of how many.
    """

    jobs: int = 1
    progress: Progress = _silent


ALONE = Play()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a matrix is about: a definition; or one lifecycle of it, with others that use the same.

    Attributes:
        procedures: the definition first.
        lifecycle: the one that the matrix is limited to; None for all of a single definition's.
    """

    procedures: Sequence[Procedure]
    lifecycle: str | None = None

    def check(self) -> None:
        """See that every definition has the lifecycle, and each the same.

        Raises:
            InvalidInput: one has not.
        """
        if self.lifecycle is None:
            return
        digests = {}
        for one in self.procedures:
            if self.lifecycle not in one.definition.lifecycles:
                raise InvalidInput("no_such_lifecycle", lifecycle=self.lifecycle, definition=one.definition.name)
            digests[one.definition.name] = self._digest_in(one)
        other = next((name for name, digest in digests.items() if digest != self.digest), None)
        if other is not None:
            raise InvalidInput("other_lifecycle", lifecycle=self.lifecycle, definition=other)

    @property
    def name(self) -> str:
        """Return how the matrix is headed."""
        names = " + ".join(one.definition.name for one in self.procedures)
        return f"{self.lifecycle} ({names})" if self.lifecycle else names

    @property
    def digest(self) -> str:
        """Return the sha256 of what is proven: of the definition, or of the lifecycle."""
        first = self.procedures[0]
        return self._digest_in(first) if self.lifecycle else first.rules.digest

    @property
    def digests(self) -> frozenset[str]:
        """Return the sha256 that scenarios may have been judged by."""
        return frozenset(one.rules.digest for one in self.procedures)

    def _digest_in(self, one: Procedure) -> str:
        said = one.definition.lifecycles[self.lifecycle or ""].model_dump(mode="json", exclude_defaults=True)
        return digest_of(canonical_json(said))

    def covered(self, report: Report) -> Coverage:
        """Return what a run proves of it."""
        coverages = [prove(one.rules, report) for one in self.procedures]
        if self.lifecycle is None:
            return coverages[0]
        found: dict[Cell, dict[CellVerdict, Proven]] = {}
        for one in (cell for coverage in coverages for cell in coverage.cells if self._holds(cell.cell)):
            verdicts = found.setdefault(replace(one.cell, verdict="allowed"), {})
            known = verdicts.get(one.cell.verdict)
            names = dict.fromkeys([*(known.scenarios if known else ()), *one.scenarios])
            verdicts[one.cell.verdict] = Proven(one.cell, tuple(names))
        # What one definition forbids only for want of an item, another that has the item allows.
        cells = [verdicts.get("allowed") or verdicts["forbidden"] for verdicts in found.values()]
        return Coverage(self.name, self.digest, cells)

    def why(self, report: Report, coverage: Coverage) -> Mapping[Cell, Why]:
        """Return why each cell that is unproven is."""
        return why_unproven([one.rules for one in self.procedures], report, coverage.unproven)

    def flips(self) -> dict[Key, Mutant]:
        """Return its mutants, each once, whichever definition has it."""
        found = (mutant for one in self.procedures for mutant in mutants_of(one))
        return {mutant.key: mutant for mutant in found if self._holds(mutant)}

    def survivors(self, report: Report, bench: Workbench, flips: Mapping[Key, Mutant], play: Play = ALONE) -> Survivors:
        """Return the mutants that no scenario of a run notices.

        Args:
            report: of a run that kept proofs.
            bench: what that run tested.
            flips: the mutants to play.
        """
        killers = [Killers(one, report, bench) for one in self.procedures]

        def noticed(key: Key) -> bool:
            return any(each.notice(flips[key]) for each in killers)

        survived = []
        for number, (key, found) in enumerate(spread(noticed, list(flips), play.jobs), start=1):
            play.progress(number, len(flips))
            if not found:
                survived.append(flips[key])
        return Survivors(len(flips), tuple(survived))

    def _holds(self, part: Cell | Mutant) -> bool:
        """Tell whether a cell or a flip is of the lifecycle itself, where the matrix is limited to one."""
        return self.lifecycle is None or (part.lifecycle == self.lifecycle and not part.item)
