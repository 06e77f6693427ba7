"""Rows of tables about an answer, in a reader's language: for a terminal and for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.definition.wording import period_text
from workflow.language.quantities import Period
from workflow.simulate.answers import varies
from workflow.simulate.told import Told

ALWAYS = 0.9995


def item_rows(told: Told) -> list[list[str]]:
    """Return each item: its title, in how many projects the finish depended on it, its rank correlation.

    Without the correlation where there is but one project.
    """
    result = told.answer.result
    criticality, drivers = result.criticality(), result.drivers()
    known = {track for one in result.outcomes for track in one.stays}
    several = len(result.outcomes) > 1
    return [
        [told.item(track), f"{criticality[track]:.0%}", *([f"{drivers[track]:+.2f}"] if several else [])]
        for track in range(len(told.plan.tracks))
        if track in known
    ]


def limit_rows(told: Told, *, only_missed: bool = False) -> list[list[str]]:
    """Return each limit: the item, the limit, how often it was kept; where wanted, only those not always kept."""
    return [
        [told.item(track), told.titles.clock(clock), f"{kept / total:.1%}"]
        for (track, clock), (kept, total) in sorted(told.answer.result.clocks.items())
        if not only_missed or kept / total < ALWAYS
    ]


def officer_rows(told: Told, found: Mapping[str, Any]) -> list[list[str]]:
    """Return each pool that has work: its title, how many officers, load, offered load, cases waiting on the mean."""
    return [
        [
            told.pool(number),
            str(known["officers"]),
            f"{known['load']:.0%}",
            "" if known["offered_load"] is None else f"{known['offered_load']:.0%}",
            f"{known['waiting']:.1f}",
        ]
        for number, known in enumerate(found["departments"].values())
        if number in told.pools
    ]


def chance_rows(told: Told, found: Mapping[str, Any], wanted: Period | None) -> Iterator[list[str]]:
    """Yield how surely the limits of the whole project are met: scenario, limit, share, interval."""
    if not found["finished"]:
        return
    law, within = found["statutory"], found.get("within")
    if within is not None and wanted is not None:
        yield [told.title, told.word("within", period=period_text(wanted, told.language)), *_chance(within)]
    if law is not None and varies(told.answer.result):
        yield [told.title, told.word("statutory", days=law["working_days"]), *_chance(law)]


def _chance(found: Mapping[str, Any]) -> list[str]:
    ends = found["interval"]
    return [f"{found['probability']:.0%}", f"{ends[0]:.0%} … {ends[1]:.0%}" if ends else ""]
