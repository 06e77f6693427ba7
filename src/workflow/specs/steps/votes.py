"""Steps about votes: the roll, the ballots, and the result."""

from __future__ import annotations

import re

from workflow.language.ids import case_stream
from workflow.specs.phrasebook import acts, outcomes
from workflow.specs.steps.binding import performs
from workflow.specs.tables import Table, rows
from workflow.specs.world import World

_SPAN = re.compile(r"(.*?)(\d+)\.\.(\d+)")
BALLOTS = {"unit": ("单元", "unit"), "choice": ("选择", "choice")}
ROLL = {"unit": ("单元", "unit"), "owner": ("业主", "owner"), "area_cm2": ("面积", "area")}
CHOICES = {"赞成": "yes", "反对": "no", "弃权": "abstain"}
RESULT = {
    "measure": ("计量", "measure"),
    "electorate": ("全体", "electorate"),
    "taking_part": ("参加", "taking part"),
    "in_favour": ("赞成", "in favour"),
}
MEASURES = {"人数": "heads", "面积": "area"}


@performs(acts.HAVE_BALLOTS)
def have_ballots(world: World, *, case: str, datatable: Table | None = None) -> None:
    """Lay ballots ready for the next act that counts them; `1-101..1-120` is one row for each unit."""
    listed = [row for entry in rows(datatable, BALLOTS, tuple(BALLOTS), world.language) for row in _spread(entry)]
    unit = _unit_of(world, case)
    ballots = [{unit: row["unit"], "choice": CHOICES.get(row["choice"], row["choice"])} for row in listed]
    world.tables.setdefault(case, {})["ballots"] = ballots


def _unit_of(world: World, case: str) -> str:
    """Return the column by which the votes of a case know a unit."""
    known = world.case(case)
    votes = world.service.rules(known.definition).machine(known.lifecycle).lifecycle.votes
    return next((vote.unit for vote in votes.values()), "unit")


@performs(acts.HAVE_ROLL)
def have_roll(world: World, *, case: str, datatable: Table | None = None) -> None:
    """Lay the roll ready for the act that takes it; areas are in square centimetres, `*` is the number of the row."""
    listed = rows(datatable, ROLL, tuple(ROLL), world.language)
    world.tables.setdefault(case, {})["register"] = [row for entry in listed for row in _spread(entry)]


def _spread(entry: dict[str, str]) -> list[dict[str, str]]:
    """Return a row for each number of a span such as `1..120`; `*` in the other cells stands for the number."""
    span = _SPAN.fullmatch(entry["unit"])
    if span is None:
        return [entry]
    numbers = range(int(span[2]), int(span[3]) + 1)
    return [
        {**{name: cell.replace("*", str(n)) for name, cell in entry.items()}, "unit": f"{span[1]}{n}"} for n in numbers
    ]


@performs(outcomes.VOTE_IS)
def vote_is(world: World, *, case: str, datatable: Table | None = None) -> None:
    """See the result of the last vote of a case: heads and area, of all, taking part, in favour."""
    __tracebackhide__ = True
    votes = [
        record.data["vote"]
        for record in world.service.history(case_stream(world.case(case).id))
        if record.data.get("vote")
    ]
    if not votes:
        world.unmet("no_vote", case=case)
    for row in rows(datatable, RESULT, ("measure",), world.language):
        said = row.pop("measure")
        measure = MEASURES.get(said, said)
        counted = votes[-1]["measures"].get(measure, {})
        for column, text in row.items():
            if str(counted.get(column)) != text.replace(",", ""):
                world.unmet("differs", what=f"{measure} {column}", expected=text, seen=counted.get(column))
