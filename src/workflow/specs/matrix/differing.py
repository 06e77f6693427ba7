"""What changed between two versions of a definition: the cells whose verdict differs, for a change board to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from workflow.lifecycle.rules import Rules
from workflow.specs.matrix.cells import Cell, CellVerdict
from workflow.specs.matrix.enumerate import cells_of


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell whose verdict differs; None where one of the versions has no such cell."""

    cell: Cell
    before: CellVerdict | None
    after: CellVerdict | None

    def to_json(self) -> dict[str, Any]:
        """Return it as the JSON contract has it."""
        told = self.cell.to_json()
        del told["verdict"]
        return {**told, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since another version.

    Attributes:
        definition: the other version's name.
        digest: its sha256.
    """

    definition: str
    digest: str
    cells: Sequence[Changed]


def compared(old: Rules, new: Rules) -> Comparison:
    """Return what changed from one version to another."""
    return Comparison(old.definition.name, old.digest, changed(old, new))


def changed(old: Rules, new: Rules) -> list[Changed]:
    """Return the cells whose verdict changed from one version to another, in the order of the new one."""
    before, after = ({_bare(cell): cell for cell in cells_of(rules)} for rules in (old, new))
    found = []
    for key, cell in {**after, **{key: cell for key, cell in before.items() if key not in after}}.items():
        was, now = before.get(key), after.get(key)
        if was != now:
            found.append(Changed(cell, was.verdict if was else None, now.verdict if now else None))
    return found


def _bare(cell: Cell) -> Cell:
    return replace(cell, verdict="allowed")
