"""Proof: which cells the attempts of a run prove. Tags and names prove nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

from workflow.lifecycle.rules import Rules
from workflow.specs.attempts import ENTITLED, OUTCOME, ROW, Attempt
from workflow.specs.matrix.cells import Cell, Kind
from workflow.specs.matrix.enumerate import cells_of
from workflow.specs.report import Report, ScenarioResult

_PREREQUISITE = "prerequisite:"
_PERIOD = re.compile(r":(?:\d+ \w+|until)=")


@dataclass(frozen=True, slots=True)
class Proven:
    """A cell and the scenarios that prove it, as `file:line name`; none where it is unproven."""

    cell: Cell
    scenarios: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as the JSON contract has it."""
        return {**self.cell.to_json(), "proven": bool(self.scenarios), "scenarios": list(self.scenarios)}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a run proves of a definition.

    Attributes:
        definition: its name with version and policies.
        digest: the sha256 that scenarios must have been judged by.
    """

    definition: str
    digest: str
    cells: Sequence[Proven]

    @property
    def proven(self) -> int:
        """Return how many cells are proven."""
        return sum(bool(one.scenarios) for one in self.cells)

    @property
    def percent(self) -> float:
        """Return how many of a hundred cells are proven; 100 where there is none."""
        return 100 * self.proven / len(self.cells) if self.cells else 100.0

    @property
    def told_percent(self) -> str:
        """Return the percentage to a tenth, never rounded up: what is not all is not told as 100."""
        return f"{floor(10 * self.percent) / 10:.1f}"

    @property
    def unproven(self) -> list[Cell]:
        """Return the cells that nothing proves."""
        return [one.cell for one in self.cells if not one.scenarios]

    def of(self, kind: Kind) -> list[Proven]:
        """Return the cells of a kind."""
        return [one for one in self.cells if one.cell.kind == kind]

    def to_json(self, why: Mapping[Cell, str]) -> dict[str, Any]:
        """Return the JSON contract of `spec coverage`.

        Args:
            why: of each unproven cell what stands between it and its proof.
        """
        return {
            "definition": self.definition,
            "sha256": self.digest,
            "cells": [{**one.to_json(), "why": why.get(one.cell)} for one in self.cells],
            "proven": self.proven,
            "total": len(self.cells),
        }


def prove(rules: Rules, report: Report) -> Coverage:
    """Return what a run proves of a definition: by scenarios that count and passed, judged by that very definition."""
    cells = cells_of(rules)
    proofs: dict[Cell, dict[str, None]] = {cell: {} for cell in cells}
    open_ended = {_clock_of(cell): cell for cell in cells if cell.kind == "clock" and not _PERIOD.search(cell.detail)}
    for result in report.scenarios:
        if result.status == "passed" and result.counts:
            name = named(result)
            for attempt in result.attempts:
                if attempt.definition == rules.digest:
                    for shown in proven_by(rules, attempt):
                        cell = shown if shown in proofs else open_ended.get(_clock_of(shown), shown)
                        if cell in proofs:
                            proofs[cell].setdefault(name)
    return Coverage(rules.definition.name, rules.digest, [Proven(cell, tuple(names)) for cell, names in proofs.items()])


def _clock_of(cell: Cell) -> tuple[str, str, str]:
    """Return the lifecycle, the clock and the edge that a cell of a limit is about, whatever the limit."""
    head = cell.detail.partition(":")[0] if cell.kind == "clock" else cell.detail
    return cell.lifecycle, head, cell.detail.rpartition("=")[2]


def named(result: ScenarioResult) -> str:
    """Return how a scenario is called in a matrix."""
    return f"{result.file}:{result.line} {result.name}"


def proven_by(rules: Rules, attempt: Attempt) -> Iterator[Cell]:
    """Yield the cells that an attempt proves.

    What is allowed is proven by an act that was taken and whose state or event an outcome looked at; what is forbidden
    by a refusal that an outcome named, and that left the ledger as it was. Of guards, prerequisites, limits and persons
    kept apart the named reason must have been the only one.
    """
    seen = OUTCOME in attempt.asserted and attempt.allowed
    alone = attempt.alone if attempt.unchanged else None
    if attempt.act:
        yield from _permission(attempt, seen=seen)
        yield from _conditions(rules, attempt, seen=seen and not attempt.asked, alone=alone)
    for mark in attempt.marks:
        yield from _marked(attempt, mark, seen=seen, alone=alone)


def _permission(attempt: Attempt, *, seen: bool) -> Iterator[Cell]:
    name, state, act, role = attempt.lifecycle, attempt.state, attempt.act, attempt.role
    complete = ROW in attempt.asserted
    if complete or ENTITLED in attempt.asserted:
        yield Cell("structure", name, "forbidden", state=state)
    if seen or (complete and attempt.allowed):
        yield Cell("permission", name, "allowed", state=state, transition=act, role=role)
    elif attempt.refusals and attempt.unchanged and attempt.asserted:
        yield Cell("permission", name, "forbidden", state=state, transition=act, role=role)


def _conditions(rules: Rules, attempt: Attempt, *, seen: bool, alone: str | None) -> Iterator[Cell]:
    name, act = attempt.lifecycle, attempt.act
    transition = rules.definition.lifecycles[name].transitions.get(act)
    guards = transition.guards if transition is not None else {}
    if seen:
        yield from (Cell("guard", name, "allowed", transition=act, detail=f"{key}=satisfied") for key in guards)
    if alone in guards:
        yield Cell("guard", name, "forbidden", transition=act, detail=f"{alone}=violated")
    if attempt.unchanged:
        yield from (
            Cell("prohibition", name, "forbidden", transition=act, detail=key)
            for key in attempt.asserted & set(attempt.refusals)
        )


def _marked(attempt: Attempt, mark: str, *, seen: bool, alone: str | None) -> Iterator[Cell]:
    kind, _, detail = mark.partition(":")
    name, how = attempt.lifecycle, detail.rpartition("=")[2]
    if kind == "edge" and (seen if how in _ALLOWED else str(alone).startswith(_PREREQUISITE)):
        yield Cell("edge", name, "allowed" if how in _ALLOWED else "forbidden", item=attempt.item, detail=detail)
    if kind == "clock" and (seen or alone is not None):
        yield Cell("clock", name, "allowed" if how == "last" else "forbidden", detail=detail)
    if kind == "apart" and (seen if how in _ALLOWED else alone == detail.partition("=")[0]):
        yield Cell("apart", name, "allowed" if how in _ALLOWED else "forbidden", detail=detail)


_ALLOWED = {"in_force", "not_applicable", "different"}
