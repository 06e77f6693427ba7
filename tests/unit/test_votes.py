"""Votes: what is counted, when too few took part to decide anything, and which outcome an act wants."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office import CLERK, Office, small
from workflow.application.shelf import Procedure
from workflow.definition.model import Vote
from workflow.lifecycle.votes import NotOnTheRoll, tally

ROLL = """
      roll: {type: "table{unit: text, owner: text}", title: {zh-CN: 名册, en: Roll},
        default: [{unit: "0", owner: 甲}, {unit: "1", owner: 乙}, {unit: "2", owner: 丙}]}
      received_at: {type: time"""
VOTE = """
    votes:
      owners: {title: {zh-CN: 表决, en: Vote}, electorate: roll, unit: unit, weigh: {heads: {by: owner}},
        quorum: {heads: 2/3}, pass: [{measures: {heads: "> 1/2"}}], source: {law: law}}
    item_facts:"""
ACT = """
      count: {title: {zh-CN: 计票, en: Count}, from: draft, to: same, by: [clerk], event: VotesCounted,
        needs: {ballots: "list[{unit: text, choice: enum[yes,no,abstain]}]"}, vote: {rule: owners, wants: WANTED}}
      submit: {title"""


def voting(wants: str) -> Procedure:
    """Return the small procedure with a vote of three owners, in which an act wants one outcome."""
    return small(
        ("\n      received_at: {type: time", ROLL),
        ("\n    item_facts:", VOTE),
        ("\n      submit: {title", ACT.replace("WANTED", wants)),
    )


def owners() -> Vote:
    return Vote.model_validate(
        {
            "title": {"zh-CN": "表决", "en": "Vote"},
            "electorate": "roll",
            "unit": "unit",
            "weigh": {"heads": {"by": "owner"}},
            "quorum": {"heads": "2/3"},
            "pass": [{"measures": {"heads": "> 1/2"}}],
        }
    )


def count(roll: list[dict[str, str]], ballots: list[dict[str, str]]) -> Any:
    return tally(owners(), roll, ballots, holds=lambda text: text is None, ratio=lambda text: text)


def test_a_vote_of_nobody_passes_nothing() -> None:
    assert not count([], []).passed
    assert not count([{"unit": "1", "owner": "甲"}], []).passed


@pytest.mark.parametrize(
    ("yes", "no", "outcome"), [(2, 0, "pass"), (1, 1, "fail"), (1, 0, "no_quorum"), (0, 1, "no_quorum")]
)
def test_too_few_decide_nothing_neither_for_nor_against(yes: int, no: int, outcome: str) -> None:
    roll = [{"unit": str(number), "owner": str(number)} for number in range(3)]
    choices = ["yes"] * yes + ["no"] * no
    ballots = [{"unit": str(number), "choice": choice} for number, choice in enumerate(choices)]
    assert count(roll, ballots).outcome == outcome


@pytest.mark.parametrize(
    ("wants", "reasons"),
    [
        ("pass", ["no_quorum", "vote_failed", None]),
        ("fail", ["no_quorum", None, "vote_passed"]),
        ("no_quorum", [None, "quorum_reached", "quorum_reached"]),
    ],
)
def test_an_act_has_the_outcome_it_wants_or_is_refused(wants: str, reasons: list[str | None]) -> None:
    """Of three owners one, then two against, then three take part, where two thirds are asked for."""
    office = Office(procedure=voting(wants))
    office.open("c", "land", None)
    for choices, reason in zip((["yes"], ["yes", "no"], ["yes", "yes", "no"]), reasons, strict=True):
        ballots = [{"unit": str(number), "choice": choice} for number, choice in enumerate(choices)]
        if reason is None:
            office.act("c", "count", CLERK, ballots=ballots)
        else:
            assert office.refused("c", "count", CLERK, ballots=ballots) == [reason]


def test_a_roll_with_a_unit_twice_is_no_roll() -> None:
    twice = [{"unit": "1", "owner": "甲"}, {"unit": "1", "owner": "乙"}]
    with pytest.raises(NotOnTheRoll):
        count(twice, [{"unit": "1", "choice": "yes"}])
