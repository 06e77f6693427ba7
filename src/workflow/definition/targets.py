"""Targets: how far each has come by what was reported, and whether it is met, in whole numbers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
FULL = 100


def reported(targets: Sequence[Row], progress: Sequence[Row]) -> list[dict[str, Any]]:
    """Return targets with what was reported of them.

    A report of an *increment* adds to what was reached; of a *level* or a *boolean* (1 for done) it is what there is
    now; of a *rate* it is so many of a `whole`. What is aimed at stays as it is.

    Raises:
        LookupError: a report names no target, or a rate without its whole.
    """
    rows = {row["metric"]: dict(row) for row in targets}
    for report in progress:
        row, value = rows[report["metric"]], report["value"]
        if row["kind"] == "increment":
            value += row.get("reached") or 0
        elif row["kind"] == "rate":
            row["whole"] = _whole_of(report)
        row["reached"] = value
    return list(rows.values())


def _whole_of(report: Row) -> int:
    whole = report.get("whole")
    if not whole:
        raise LookupError("whole")
    return int(whole)


def adjusted(targets: Sequence[Row], changes: Sequence[Row]) -> list[dict[str, Any]]:
    """Return targets as changes would have them: new aims, and new targets; what was reached stays, none is dropped.

    A target that becomes one of another kind has nothing reached yet.
    """
    rows = {row["metric"]: dict(row) for row in targets}
    for change in changes:
        before = rows.get(change["metric"], {})
        kept = before if before.get("kind") == change["kind"] else {}
        unit = change.get("unit") or before.get("unit")
        rows[change["metric"]] = {**change, "unit": unit, "reached": kept.get("reached"), "whole": kept.get("whole")}
    return list(rows.values())


def met(targets: Sequence[Row]) -> bool:
    """Tell whether every target is met; without any, none is."""
    return bool(targets) and all(map(is_met, targets))


def is_met(row: Row) -> bool:
    """Tell whether a target is met; the aim of a rate is per cent."""
    reached, whole = row.get("reached"), row.get("whole")
    if reached is None:
        return False
    if row["kind"] == "rate":
        return whole is not None and FULL * reached >= row["aim"] * whole
    return bool(reached >= row["aim"])


def percent(row: Row) -> int:
    """Return how much of the aim was reached, in whole per cent, rounded down; more than 100 is possible."""
    reached, aim = row.get("reached") or 0, row["aim"]
    if row["kind"] == "rate":
        reached, aim = FULL * reached, aim * (row.get("whole") or 0)
    return FULL * reached // aim if aim > 0 else FULL * is_met(row)
