"""Studies: the answers of scenarios, and what was asked of them besides, as data and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.language.quantities import Period
from workflow.simulate.answers import Answer, answered, day
from workflow.simulate.departments import departments
from workflow.simulate.meeting import statutory_days, within_days, within_period
from workflow.simulate.sensitivity import Sensitivity, Staffed
from workflow.simulate.tables import csv_text, tables
from workflow.simulate.weekly import WEEK


@dataclass(frozen=True)
class Study:
    """An answer, and what was varied to understand it.

    Attributes:
        tornado: what moves P80; None where nobody asked.
        staffing: pool → P90 for each number of officers.
    """

    answer: Answer
    tornado: Sensitivity | None = None
    staffing: Mapping[int, list[Staffed]] = field(default_factory=dict)


def studied(studies: Sequence[Study], engine: str, wanted: Period | None) -> dict[str, Any]:
    """Return all studies as data.

    Args:
        engine: which engine ran.
        wanted: the time within which projects are wanted to be done.
    """
    view = answered([study.answer for study in studies], engine)
    for study, scenario in zip(studies, view["scenarios"], strict=True):
        scenario.update(_more(study, wanted))
    return view


def _more(study: Study, wanted: Period | None) -> dict[str, Any]:
    simulation, result = study.answer.simulation, study.answer.result
    days, weeks = statutory_days(simulation), result.weekly.weeks()
    found: dict[str, Any] = {
        "statutory": {"working_days": days, **within_days(result, days).json()} if days is not None else None,
        "first_week": day(study.answer, weeks[0] * WEEK).isoformat() if weeks else None,
        "departments": departments(simulation, result),
    }
    if wanted is not None:
        found["within"] = {"period": str(wanted), **within_period(result, wanted).json()}
    if study.tornado is not None:
        found["tornado"] = study.tornado.json()
    if study.staffing:
        pools = simulation.plan.pools
        found["staff_curve"] = {pools[pool].name: [one.json() for one in row] for pool, row in study.staffing.items()}
    return found


def all_tables(studies: Sequence[Study]) -> dict[str, str]:
    """Return the name of each file and its text, as CSV."""
    found = tables([study.answer for study in studies])
    if any(study.tornado for study in studies):
        found["tornado.csv"] = csv_text(TORNADO, (row for study in studies for row in _tornado(study)))
    if any(study.staffing for study in studies):
        found["staff_curve.csv"] = csv_text(STAFF_CURVE, (row for study in studies for row in _staff_curve(study)))
    return found


TORNADO = ("scenario", "kind", "subject", "part", "way", "measure", "moved", "low", "high", "p80", "steady")
STAFF_CURVE = ("scenario", "pool", "officers", "measure", "p90", "moved", "low", "high", "offered_load", "steady")
MEASURES = ("working_days", "first_work_working_days")


def _tornado(study: Study) -> Iterator[Sequence[Any]]:
    for one in study.tornado.json()["varied"] if study.tornado else ():
        for measure in MEASURES:
            moved = one[measure]
            what = [one[key] for key in ("kind", "subject", "part", "way")]
            yield study.answer.name, *what, measure, moved["moved"], *_ends(moved), moved["to"], one["steady"]


def _staff_curve(study: Study) -> Iterator[Sequence[Any]]:
    for pool, row in study.staffing.items():
        name = study.answer.simulation.plan.pools[pool].name
        for one in (staffed.json() for staffed in row):
            for measure in MEASURES:
                moved = one["p90"][measure]
                numbers = moved["to"], moved["moved"], *_ends(moved), one["offered_load"], one["steady"]
                yield study.answer.name, name, one["officers"], measure, *numbers


def _ends(moved: Mapping[str, Any]) -> Sequence[Any]:
    return moved["interval"] or ("", "")
