"""Targets: what each case aims at, how far it has come, and where an act moved the aim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from workflow.definition.targets import is_met, percent
from workflow.definition.types import TARGETS
from workflow.lifecycle.rules import Rules
from workflow.permit.case import PermitCase
from workflow.store import Record
from workflow.views.plain import iso
from workflow.views.titles import Titles
from workflow.views.worklist import next_due


def target_rows(
    cases: Iterable[PermitCase],
    history_of: Callable[[str], Sequence[Record]],
    rules_of: Callable[[str], Rules],
    language: str,
) -> list[dict[str, Any]]:
    """Return one row for each target of each case, in their order.

    Args:
        history_of: gives the records of a case by its id.
        rules_of: gives the pinned definition of an identity.
    """
    return [
        row
        for case in cases
        for row in _of_case(case, history_of, rules_of(case.definition), language)
    ]  # fmt: skip


def _of_case(
    case: PermitCase, history_of: Callable[[str], Sequence[Record]], rules: Rules, language: str
) -> Iterator[dict[str, Any]]:
    machine = rules.machine(case.lifecycle)
    held = [name for name, kind in machine.attribute_types.items() if kind.certain == TARGETS]
    if not any(case.course.attributes.get(name) for name in held):
        return
    titles = Titles(rules.definition, machine.lifecycle, language)
    history, due = history_of(case.id), next_due(case, rules)
    for name in held:
        moves = _moves(history, name)
        for row in case.course.attributes.get(name) or ():
            yield {
                "case": case.id,
                "project": case.project,
                "item": case.key,
                "title": titles.item(case.key),
                "state": case.course.state,
                "state_title": titles.state(case.course.state),
                "metric": row["metric"],
                "kind": row["kind"],
                "unit": row.get("unit"),
                "aim": row["aim"],
                "reached": row.get("reached"),
                "whole": row.get("whole"),
                "percent": percent(row),
                "met": is_met(row),
                "moved": moves.get(row["metric"], []),
                "due": iso(due[0]) if due else None,
            }


def _moves(history: Sequence[Record], attribute: str) -> Mapping[str, list[dict[str, Any]]]:
    """Return for each metric the acts that moved its aim, each with the aim before and after."""
    aims: dict[str, int] = {}
    moves: dict[str, list[dict[str, Any]]] = {}
    for record in history:
        rows = (record.data.get("set") or {}).get(attribute)
        for row in rows or ():
            before = aims.get(row["metric"], row["aim"])
            if before != row["aim"]:
                told = {"from": before, "to": row["aim"], "at": iso(record.effective_at), "by": record.actor.person}
                moves.setdefault(row["metric"], []).append({**told, "authority": record.actor.authority})
            aims[row["metric"]] = row["aim"]
    return moves
