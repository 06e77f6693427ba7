"""The matrix as a page: a heat map for each lifecycle, and every cell that is not a permission with what proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.specs.matrix.cells import KINDS, Cell
from workflow.specs.matrix.differing import Comparison
from workflow.specs.matrix.missing import Why
from workflow.specs.matrix.mutation import Survivors
from workflow.specs.matrix.proof import Coverage, Proven
from workflow.specs.matrix.telling import Teller, word
from workflow.specs.matrix.together import Scope
from workflow.specs.page import page


@dataclass(frozen=True, slots=True)
class Matrix:
    """What is told of a run: what is proven and why the rest is not, the flips nobody noticed, what differs.

    Attributes:
        arguments: how the command that made it was called, as far as another may be called so.
    """

    scope: Scope
    coverage: Coverage
    why: Mapping[Cell, Why]
    flips: Survivors | None = None
    since: Comparison | None = None
    arguments: str = ""


def unproven_lines(matrix: Matrix, teller: Teller, language: str) -> Iterator[str]:
    """Yield what is unproven and why, a line for the permissions of each state and for every other cell."""
    for (kind, lifecycle, state, why), cells in _grouped(matrix).items():
        told = teller.full(cells[0])
        if len(cells) > 1:
            acts = list(dict.fromkeys(teller.act(lifecycle, cell.transition) for cell in cells))
            listed = "、".join(acts[:SHOWN]) if language == "zh-CN" else ", ".join(acts[:SHOWN])
            if len(acts) > SHOWN:
                listed = word("acts_more", language, acts=listed, count=len(acts))
            facts = {"state": teller.state(lifecycle, state), "acts": listed, "count": len(cells)}
            row = word("unproven_in_state", language, **facts)
            told = f"{word(kind, language)} · {teller.lifecycle(lifecycle)} · {row}"
        yield word("because", language, told=told, why=word(why, language))


SHOWN = 3
"""How many acts of a state are named where more are unproven."""


def _grouped(matrix: Matrix) -> dict[tuple[str, str, str, Why], list[Cell]]:
    groups: dict[tuple[str, str, str, Why], list[Cell]] = {}
    for number, cell in enumerate(matrix.coverage.unproven):
        own = cell.state if cell.kind == "permission" else str(number)
        groups.setdefault((cell.kind, cell.lifecycle, own, matrix.why[cell]), []).append(cell)
    return groups


@dataclass(frozen=True, slots=True)
class Spot:
    """One state and one act on a heat map: how many of its cells are proven; of 0 where the act starts elsewhere.

    Attributes:
        told: every cell with its verdict, for whoever points at the spot.
    """

    proven: int
    total: int
    told: str = ""

    @property
    def heat(self) -> str:
        """Return the class of its colour."""
        if not self.total:
            return "no"
        return "all" if self.proven == self.total else "some" if self.proven else "none"


@dataclass(frozen=True, slots=True)
class Map:
    """The heat map of one lifecycle: a row for each act, a column for each state."""

    title: str
    states: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Spot]]]
    structure: Sequence[Spot]

    @property
    def height(self) -> float:
        """Return how high the longest title of a state stands, in widths of a Chinese character."""
        return max(sum(1.1 if sign > "\u2e7f" else 0.6 for sign in title) for title in self.states) + 1


def heat_map(matrix: Matrix, teller: Teller, language: str, made_at: datetime) -> str:
    """Return the matrix as a self-contained page without a script.

    Args:
        made_at: when it is made, by the reader's wall clock.
    """
    coverage = matrix.coverage
    lists = [(kind, coverage.of(kind)) for kind in KINDS if kind not in {"permission", "structure"}]
    survived = [teller.mutant(mutant) for mutant in matrix.flips.survived] if matrix.flips else []
    return page(
        "coverage.html.j2",
        language,
        said=lambda key, **facts: word(key, language, **facts),
        coverage=coverage,
        maps=list(_maps(matrix, teller, language)),
        lists=[(kind, [(teller.cell(one.cell), one) for one in found]) for kind, found in lists if found],
        flips=matrix.flips,
        survived=survived,
        since=matrix.since,
        differing=[(teller.full(one.cell), one) for one in matrix.since.cells] if matrix.since else [],
        unproven=list(unproven_lines(matrix, teller, language)),
        made_at=made_at,
    )


def _maps(matrix: Matrix, teller: Teller, language: str) -> Iterator[Map]:
    spots: dict[tuple[str, str, str], list[Proven]] = {}
    for one in [*matrix.coverage.of("permission"), *matrix.coverage.of("structure")]:
        spots.setdefault((one.cell.lifecycle, one.cell.transition, one.cell.state), []).append(one)
    for name in dict.fromkeys(lifecycle for lifecycle, _, _ in spots):
        lifecycle = matrix.scope.procedures[0].definition.lifecycles[name]
        states = [state for state in lifecycle.states if (name, "", state) in spots]
        rows = [
            (teller.act(name, act), [_spot(spots.get((name, act, state), []), teller, language) for state in states])
            for act in lifecycle.transitions
        ]
        structure = [_spot(spots[name, "", state], teller, language) for state in states]
        yield Map(teller.lifecycle(name), [teller.state(name, state) for state in states], rows, structure)


def _spot(cells: Sequence[Proven], teller: Teller, language: str) -> Spot:
    told = "\n".join(
        f"{'√' if one.scenarios else '×'} {teller.cell(one.cell)}: {word(one.cell.verdict, language)}" for one in cells
    )
    return Spot(sum(bool(one.scenarios) for one in cells), len(cells), told)
