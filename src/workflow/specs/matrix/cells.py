"""Cells: the single statements a definition makes on what is allowed and what is forbidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["permission", "structure", "guard", "clock", "edge", "apart", "prohibition"]
CellVerdict = Literal["allowed", "forbidden"]
KINDS: tuple[Kind, ...] = ("permission", "structure", "guard", "clock", "edge", "apart", "prohibition")


@dataclass(frozen=True, slots=True)
class Cell:
    """One statement of a definition.

    Attributes:
        kind: *permission* is a state, an act that may be taken from it, and a role; *structure* is a state and every
            act that may not be taken from it; *guard* a condition met or broken; *clock* the last lawful and the first
            unlawful instant of a limit; *edge* a prerequisite in force, absent, lost or not applicable; *apart* two
            parts played by the same person, by different ones or through delegation; *prohibition* what has a key or
            a name only to be refused.
        item: where the statement is the item's own; else empty, for it is the lifecycle's.
        detail: which guard, limit, prerequisite or pair of parts, and in which way.
    """

    kind: Kind
    lifecycle: str
    verdict: CellVerdict
    item: str = ""
    state: str = ""
    transition: str = ""
    role: str = ""
    detail: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as the JSON contract has it."""
        return {
            "kind": self.kind,
            "lifecycle": self.lifecycle,
            "item": self.item,
            "state": self.state,
            "transition": self.transition,
            "role": self.role,
            "detail": self.detail,
            "verdict": self.verdict,
        }
