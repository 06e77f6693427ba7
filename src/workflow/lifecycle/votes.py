"""Votes: counting ballots by a named rule, in whole numbers and ratios only.

Source: Civil Code Art. 278 and the judicial interpretation on building ownership Arts. 8-9, for owners' votes;
the rule itself is data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.definition.model import Vote, Weigh
from workflow.definition.values import parse_ratio

_COMPARISON = re.compile(r"\s*(>=|>)\s*(.+?)\s*")
Row = Mapping[str, Any]


class NotOnTheRoll(ValueError):
    """Ballots or the roll name a unit twice, or ballots one that has no vote."""


@dataclass(frozen=True, slots=True)
class Count:
    """One measure of a vote: all there is, what took part, what is in favour."""

    electorate: int
    taking_part: int
    in_favour: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of a vote."""

    measures: Mapping[str, Count]
    quorum: bool
    passed: bool

    def stored(self) -> dict[str, Any]:
        """Return the result as it is recorded and as expressions see it."""
        measures = {
            name: {"electorate": c.electorate, "taking_part": c.taking_part, "in_favour": c.in_favour}
            for name, c in self.measures.items()
        }
        return {"measures": measures, "quorum": self.quorum, "passed": self.passed}


def tally(
    rule: Vote,
    roll: Sequence[Row],
    ballots: Sequence[Row],
    *,
    holds: Callable[[str | None], bool],
    ratio: Callable[[str], str],
) -> Tally:
    """Return the result of a vote.

    Args:
        roll: the electorate, one row a unit.
        ballots: rows with the unit and `choice` (`yes`, `no`, `abstain`).
        holds: tells whether the condition of a majority is true.
        ratio: gives the text of a ratio that a parameter holds.

    Raises:
        NotOnTheRoll: a ballot for a unit that is not on the roll, or two for one unit.
    """
    units = {row[rule.unit]: row for row in roll}
    if len(units) < len(roll):
        raise NotOnTheRoll(sorted(unit for unit in units if sum(row[rule.unit] == unit for row in roll) > 1))
    choices = {ballot[rule.unit]: ballot["choice"] for ballot in ballots}
    cast = Counter(ballot[rule.unit] for ballot in ballots)
    wrong = sorted(unit for unit, times in cast.items() if times > 1 or unit not in units)
    if wrong:
        raise NotOnTheRoll(wrong)
    taking_part = [units[unit] for unit in choices]
    in_favour = [units[unit] for unit, choice in choices.items() if choice == "yes"]
    measures = {
        name: Count(_weigh(how, roll), _weigh(how, taking_part), _weigh_unanimous(how, in_favour, units, choices))
        for name, how in rule.weigh.items()
    }
    # A vote of nobody is no vote, whatever the ratios say of nought.
    quorum = all(count.taking_part > 0 for count in measures.values()) and all(
        _reaches(measures[name].taking_part, measures[name].electorate, ">= " + ratio(share))
        for name, share in rule.quorum.items()
    )
    majority = next((m for m in rule.passes if holds(m.if_)), None)
    passed = (
        quorum
        and majority is not None
        and all(
            _reaches(measures[name].in_favour, getattr(measures[name], majority.of), _spelt(comparison, ratio))
            for name, comparison in majority.measures.items()
        )
    )
    return Tally(measures, quorum, passed)


def _weigh(how: Weigh, rows: Iterable[Row]) -> int:
    if how.sum is not None:
        return sum(row[how.sum] for row in rows)
    return len({row[how.by] for row in rows}) if how.by else sum(1 for _ in rows)


def _weigh_unanimous(how: Weigh, rows: Sequence[Row], units: Mapping[Any, Row], choices: Mapping[Any, str]) -> int:
    """Count heads in favour; a head that voted with several units counts as one only if none of them says otherwise."""
    if how.by is None or how.sum is not None:
        return _weigh(how, rows)
    split = {units[unit][how.by] for unit, choice in choices.items() if choice != "yes"}
    return len({row[how.by] for row in rows} - split)


def _spelt(comparison: str, ratio: Callable[[str], str]) -> str:
    found = _COMPARISON.fullmatch(comparison)
    return f"{found[1]} {ratio(found[2])}" if found else f">= {ratio(comparison)}"


def _reaches(part: int, whole: int, comparison: str) -> bool:
    sign, _, share = comparison.partition(" ")
    numerator, denominator = parse_ratio(share)
    left, right = denominator * part, numerator * whole
    return left > right if sign == ">" else left >= right
