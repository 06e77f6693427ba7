"""Counting ballots: heads, areas and rows, quorum and majorities, in whole numbers."""

from __future__ import annotations

from typing import Any

import pytest

from workflow.definition.model import Vote
from workflow.lifecycle.votes import Count, NotOnTheRoll, Tally, tally

ROLL = [
    {"flat": "101", "owner": "甲", "area": 100},
    {"flat": "102", "owner": "甲", "area": 50},
    {"flat": "201", "owner": "乙", "area": 80},
    {"flat": "202", "owner": "丙", "area": 70},
]
WEIGH = {"heads": {"by": "owner"}, "area": {"sum": "area"}, "flats": {}}


def count(roll: list[dict[str, Any]], *ballots: str, **rule: Any) -> Tally:
    """Count ballots written as `101 yes`, by a rule of which only what matters is said."""
    said: dict[str, Any] = {"weigh": WEIGH, "pass": [{"measures": {"heads": "> 1/2"}}], **rule}
    vote = Vote.model_validate({"title": {"zh-CN": "表决", "en": "Vote"}, "electorate": "roll", "unit": "flat", **said})
    cast = [dict(zip(("flat", "choice"), ballot.split(), strict=True)) for ballot in ballots]
    return tally(vote, roll, cast, holds=lambda text: text in {None, "true"}, ratio=lambda text: text)


def test_each_measure_is_counted_in_its_own_way() -> None:
    assert count(ROLL, "101 yes", "102 yes", "201 no").measures == {
        "heads": Count(electorate=3, taking_part=2, in_favour=1),
        "area": Count(electorate=300, taking_part=230, in_favour=150),
        "flats": Count(electorate=4, taking_part=3, in_favour=2),
    }


def test_a_head_that_says_yes_and_no_is_not_in_favour() -> None:
    split = count(ROLL, "101 yes", "102 abstain", "201 yes").measures
    assert (split["heads"].taking_part, split["heads"].in_favour) == (2, 1)
    assert split["area"].in_favour == 180


def test_a_vote_of_nobody_passes_nothing() -> None:
    nothing_asked = {"quorum": {"heads": "0/1"}, "pass": [{"measures": {"heads": ">= 0/1"}}]}
    assert not count([], **nothing_asked).passed
    assert not count(ROLL, **nothing_asked).quorum


@pytest.mark.parametrize(("ballots", "wrong"), [(("101 yes", "101 yes"), "101"), (("999 yes",), "999")])
def test_a_unit_votes_once_and_only_if_it_is_on_the_roll(ballots: tuple[str, ...], wrong: str) -> None:
    with pytest.raises(NotOnTheRoll) as refused:
        count(ROLL, *ballots)
    assert refused.value.args == ([wrong],)


def test_the_quorum_is_of_every_measure_it_names() -> None:
    quorum = {"heads": "2/3", "area": "2/3"}
    assert count(ROLL, "101 no", "201 no", quorum={"heads": "2/3"}).quorum
    assert not count(ROLL, "101 no", "201 no", quorum=quorum).quorum
    assert count(ROLL, "101 no", "102 no", "201 no", quorum=quorum).quorum


@pytest.mark.parametrize(
    ("comparison", "passed"), [("> 1/2", False), (">= 1/2", True), ("1/2", True), ("> 49/100", True)]
)
def test_a_half_is_reached_and_not_exceeded(comparison: str, passed: bool) -> None:  # noqa: FBT001
    found = count(ROLL, "101 yes", "201 no", **{"pass": [{"measures": {"heads": comparison}}]})
    assert found.passed == passed


def test_all_measures_must_pass_and_none_without_a_quorum() -> None:
    both = [{"measures": {"heads": ">= 1/2", "area": ">= 2/3"}}]
    assert not count(ROLL, "101 yes", "201 no", **{"pass": both}).passed
    assert count(ROLL, "101 yes", "102 yes", "202 no", **{"pass": both}).passed
    assert not count(ROLL, "101 yes", "102 yes", "202 no", **{"pass": both, "quorum": {"area": "1/1"}}).passed


def test_a_majority_may_be_of_the_whole_electorate() -> None:
    of_all = [{"of": "electorate", "measures": {"heads": "> 1/2"}}]
    assert not count(ROLL, "101 yes", **{"pass": of_all}).passed
    assert count(ROLL, "101 yes", "201 yes", **{"pass": of_all}).passed


def test_the_first_branch_that_holds_decides() -> None:
    branches = [
        {"if": "false", "measures": {"heads": "0/1"}},
        {"if": "true", "measures": {"heads": "1/1"}},
        {"measures": {"heads": "0/1"}},
    ]
    assert not count(ROLL, "101 yes", "201 no", **{"pass": branches}).passed
    assert not count(ROLL, "101 yes", **{"pass": branches[:1]}).passed
