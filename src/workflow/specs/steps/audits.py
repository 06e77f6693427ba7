"""Steps about audits: what the record shows that should not be, and that nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.specs.phrasebook import audits
from workflow.specs.steps.binding import performs
from workflow.specs.tables import Table, rows
from workflow.specs.world import World

if TYPE_CHECKING:
    from workflow.specs.auditing import Audited

COLUMNS = {"finding": ("发现", "finding"), "where": ("何处", "where"), "article": ("依据", "under")}


@performs(audits.FIND)
def find(world: World, *, kind: str | None, name: str | None, finding: str, article: str | None) -> None:
    """See that an audit has a finding."""
    __tracebackhide__ = True
    audited = _audited(world, kind, name)
    found = audited.called(finding)
    if not found:
        world.unmet("not_found", expected=finding, seen=audited.told())
    if article is not None and not any(article in audited.articles(one) for one in found):
        world.unmet("other_basis", expected=article, seen=audited.told(found))
    for one in found:
        audited.looked_at(one)


@performs(audits.FIND_ONLY)
def find_only(world: World, *, kind: str | None, name: str | None, datatable: Table | None = None) -> None:
    """See that an audit has these findings and no others."""
    __tracebackhide__ = True
    audited = _audited(world, kind, name)
    left = list(audited.counting)
    for row in rows(datatable, COLUMNS, ("finding",), world.language):
        named = [one for one in audited.called(row["finding"]) if audited.fits(one, row)]
        fitting = next((one for one in named if one in left), None)
        if fitting is None:
            world.unmet("not_found", expected=" · ".join(filter(None, row.values())), seen=audited.told())
        left.remove(fitting)
        audited.looked_at(fitting)
    if left:
        world.unmet("also_found", seen=audited.told(left))


@performs(audits.FIND_NOTHING)
def find_nothing(world: World, *, kind: str | None, name: str | None) -> None:
    """See that an audit finds no violation and nothing to doubt."""
    __tracebackhide__ = True
    audited = _audited(world, kind, name)
    if audited.counting:
        world.unmet("also_found", seen=audited.told(audited.counting))


def _audited(world: World, kind: str | None, name: str | None) -> Audited:
    from workflow.specs.auditing import audit  # noqa: PLC0415 (for the specs that audit)

    if name is not None and kind in {"案件", "case"}:
        name = world.case(name).id
    return audit(world, name)
