"""Targets: what was reached of each kind, whether it is met, and that a report moves no aim."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office import small
from workflow.definition.expressions import ExpressionFailed, compile_expression
from workflow.definition.targets import adjusted, met, percent, reported
from workflow.definition.type_words import type_words
from workflow.definition.types import PROGRESS, TARGETS, parse_type
from workflow.errors import InvalidDefinition

COUNTS = st.integers(min_value=0, max_value=10**9)


def target(kind: str, aim: int, **more: int) -> dict[str, Any]:
    return {"metric": "m", "kind": kind, "aim": aim, **more}


def report(value: int, whole: int | None = None) -> dict[str, Any]:
    return {"metric": "m", "value": value} | ({"whole": whole} if whole is not None else {})


@pytest.mark.parametrize(
    ("kind", "aim", "reports", "reached", "is_met"),
    [
        ("increment", 81, [report(30), report(51)], 81, True),
        ("increment", 81, [report(30), report(50)], 80, False),
        ("level", 100, [report(120), report(99)], 99, False),
        ("level", 100, [report(99), report(100)], 100, True),
        ("rate", 70, [report(7, 10)], 7, True),
        ("rate", 70, [report(699, 1000)], 699, False),
        ("rate", 100, [report(12, 12)], 12, True),
        ("boolean", 1, [report(0)], 0, False),
        ("boolean", 1, [report(0), report(1)], 1, True),
    ],
)
def test_each_kind_of_target_adds_up_in_its_own_way(
    kind: str, aim: int, reports: list[dict[str, Any]], reached: int, *, is_met: bool
) -> None:
    rows = reported([target(kind, aim)], reports)
    assert rows[0]["reached"] == reached
    assert met(rows) is is_met


def test_what_nobody_reported_on_is_not_met_even_if_nothing_is_aimed_at() -> None:
    assert not met([target("level", 0)])
    assert not met([])


@given(aim=COUNTS, values=st.lists(COUNTS, max_size=5), kind=st.sampled_from(["increment", "level", "rate", "boolean"]))
def test_a_report_moves_no_aim_and_changes_nothing_it_was_given(aim: int, values: list[int], kind: str) -> None:
    before = [target(kind, aim)]
    after = reported(before, [report(value, 100) for value in values])
    assert [row["aim"] for row in after] == [aim]
    assert before == [target(kind, aim)]


@given(aim=st.integers(min_value=1, max_value=10**6), value=COUNTS)
def test_a_target_is_met_exactly_from_a_hundred_per_cent_on(aim: int, value: int) -> None:
    rows = reported([target("level", aim)], [report(value)])
    assert met(rows) == (percent(rows[0]) >= 100)


def test_an_adjustment_moves_aims_and_drops_nothing() -> None:
    rows = reported([target("increment", 50), {**target("level", 9), "metric": "n"}], [report(20)])
    moved = adjusted(rows, [{"metric": "m", "kind": "increment", "aim": 40, "reached": 40}])
    assert [(row["metric"], row["aim"], row.get("reached")) for row in moved] == [("m", 40, 20), ("n", 9, None)]


def test_a_target_of_another_kind_begins_anew_and_a_new_one_is_added() -> None:
    rows = reported([target("increment", 50)], [report(20)])
    moved = adjusted(rows, [target("level", 60), {**target("boolean", 1), "metric": "n"}])
    assert [(row["kind"], row["reached"]) for row in moved] == [("level", None), ("boolean", None)]


def test_the_share_of_a_rate_is_of_what_it_aims_at() -> None:
    assert percent(target("rate", 70, reached=35, whole=100)) == 50
    assert percent(target("rate", 70)) == 0
    assert percent(target("increment", 200)) == 0


def test_a_report_of_no_target_and_a_rate_of_no_whole_have_no_outcome() -> None:
    types = {"targets": TARGETS, "progress": PROGRESS}
    expression = compile_expression("reported(targets, progress)", types)
    for wrong in ([{"metric": "other", "value": 1}], [report(1)], [report(1, 0)]):
        with pytest.raises(ExpressionFailed):
            expression.evaluate({"targets": [target("rate", 70)], "progress": wrong})


def test_both_types_are_read_and_told_by_their_names() -> None:
    assert parse_type("targets") == TARGETS
    assert parse_type("progress?").certain == PROGRESS
    assert (str(TARGETS), str(PROGRESS)) == ("targets", "progress")
    assert type_words("targets", "zh-CN") == "目标表"
    assert type_words(PROGRESS, "en") == "a report on targets"


VOTE = """
    votes:
      owners: {title: {zh-CN: 表决, en: Vote}, electorate: ROLL, unit: unit, weigh: {heads: {by: unit}},
        pass: [{measures: {heads: "> 1/2"}}], source: {law: law}}
    item_facts:"""


@pytest.mark.parametrize(("roll", "code"), [("project.nobody", "unknown_attribute"), ("nobody", "unknown_attribute")])
def test_a_roll_of_the_project_is_looked_up_among_the_projects_facts(roll: str, code: str) -> None:
    with pytest.raises(InvalidDefinition) as wrong:
        small(("\n    item_facts:", VOTE.replace("ROLL", roll)))
    assert code in {problem.code for problem in wrong.value.problems}
