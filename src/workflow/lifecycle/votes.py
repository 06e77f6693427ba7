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

from workflow.definition.model import Majority, Outcome, Vote, Weigh
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
    """The result of a vote.

    Attributes:
        quorum: enough took part; where too few did, nothing was decided.
        passed: enough took part, and enough of them are in favour.
    """

    measures: Mapping[str, Count]
    quorum: bool
    passed: bool

    @property
    def outcome(self) -> Outcome:
        """Return what the vote decided: for, against, or nothing."""
        if not self.quorum:
            return "no_quorum"
        return "pass" if self.passed else "fail"

    def stored(self) -> dict[str, Any]:
        """Return the result as it is recorded and as expressions see it."""
        measures = {
            name: {"electorate": c.electorate, "taking_part": c.taking_part, "in_favour": c.in_favour}
            for name, c in self.measures.items()
        }
        return {"measures": measures, "quorum": self.quorum, "passed": self.passed}


@dataclass(frozen=True, slots=True)
class Poll:
    """The ballots of a vote, each beside the row of the roll that it is cast for.

    Attributes:
        roll: the electorate, one row a unit.
        cast: the rows that a ballot was cast for, with its choice.
    """

    roll: Sequence[Row]
    cast: Sequence[tuple[Row, str]]

    def count(self, how: Weigh) -> Count:
        """Return one measure of the poll."""
        return Count(_weigh(how, self.roll), _weigh(how, (row for row, _ in self.cast)), self._in_favour(how))

    def _in_favour(self, how: Weigh) -> int:
        """Count what is in favour; a head with several votes is, only if none of them says otherwise."""
        rows = [row for row, choice in self.cast if choice == "yes"]
        head = how.by if how.sum is None else None
        if head is not None:
            split = {row[head] for row, choice in self.cast if choice != "yes"}
            rows = [row for row in rows if row[head] not in split]
        return _weigh(how, rows)


def poll_of(rule: Vote, roll: Sequence[Row], ballots: Sequence[Row]) -> Poll:
    """Return the poll that ballots make up.

    Raises:
        NotOnTheRoll: the roll has a unit twice, a ballot is for a unit that is not on it, or two are for one unit.
    """
    units = {row[rule.unit]: row for row in roll}
    listed = Counter(row[rule.unit] for row in roll)
    cast = Counter(ballot[rule.unit] for ballot in ballots)
    twice = (unit for counted in (listed, cast) for unit, times in counted.items() if times > 1)
    wrong = sorted({*twice, *(cast.keys() - units.keys())})
    if wrong:
        raise NotOnTheRoll(wrong)
    return Poll(roll, [(units[ballot[rule.unit]], ballot["choice"]) for ballot in ballots])


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
        NotOnTheRoll: the roll or the ballots name a unit twice, or a ballot one that has no vote.
    """
    poll = poll_of(rule, roll, ballots)
    measures = {name: poll.count(how) for name, how in rule.weigh.items()}
    # A vote of nobody is no vote, whatever the ratios say of nought.
    quorum = bool(poll.cast) and all(
        _reaches(measures[name].taking_part, measures[name].electorate, ">= " + ratio(share))
        for name, share in rule.quorum.items()
    )
    majority = next((branch for branch in rule.passes if holds(branch.if_)), None)
    return Tally(measures, quorum, quorum and majority is not None and _carried(majority, measures, ratio))


def _carried(majority: Majority, measures: Mapping[str, Count], ratio: Callable[[str], str]) -> bool:
    return all(
        _reaches(measures[name].in_favour, getattr(measures[name], majority.of), _spelt(comparison, ratio))
        for name, comparison in majority.measures.items()
    )


def _weigh(how: Weigh, rows: Iterable[Row]) -> int:
    if how.sum is not None:
        return sum(row[how.sum] for row in rows)
    return len({row[how.by] for row in rows}) if how.by else sum(1 for _ in rows)


def _spelt(comparison: str, ratio: Callable[[str], str]) -> str:
    found = _COMPARISON.fullmatch(comparison)
    return f"{found[1]} {ratio(found[2])}" if found else f">= {ratio(comparison)}"


def _reaches(part: int, whole: int, comparison: str) -> bool:
    sign, _, share = comparison.partition(" ")
    numerator, denominator = parse_ratio(share)
    left, right = denominator * part, numerator * whole
    return left > right if sign == ">" else left >= right
