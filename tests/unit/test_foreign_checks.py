"""Checking somebody else's history: order learnt from it, deadlines it states, a procedure it is held against."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli import Answer, Terminal
from tests.office import SMALL, Office
from tests.unit.test_foreign_imports import event, trace, xes
from workflow.audit.foreign.precedence import Deviation, Model, Rule, Thresholds, learn
from workflow.cli.paragraphs import cells
from workflow.store import open_ledger

EVERYTHING = Thresholds(occurrences=1, support=0, confidence=0)


def rules(model: Model) -> set[tuple[str, str, str]]:
    return {(rule.relation, rule.before, rule.after) for rule in model.rules}


# Precedence.


def test_what_always_comes_before_is_a_rule_with_its_counts() -> None:
    model = learn([["a", "b"], ["a", "c", "b"], ["a"], ["a", "b", "b"]], Thresholds(occurrences=3))
    assert model.rules == (Rule("precedes", "a", "b", occurrences=4, kept=4, cases=3, of_cases=4),)
    assert (model.rules[0].confidence, model.rules[0].support) == (1.0, 0.75)


def test_what_comes_just_before_is_a_rule_of_its_own() -> None:
    model = learn([["a", "b"], ["c", "a", "b"]], Thresholds(occurrences=2))
    assert rules(model) == {("precedes", "a", "b"), ("directly_precedes", "a", "b")}


@pytest.mark.parametrize(
    ("thresholds", "kept"),
    [
        (Thresholds(occurrences=4, confidence=0.75), True),
        (Thresholds(occurrences=5, confidence=0.75), False),
        (Thresholds(occurrences=4, confidence=0.76), False),
        (Thresholds(occurrences=4, confidence=0.75, support=0.8), True),
        (Thresholds(occurrences=4, confidence=0.75, support=0.81), False),
    ],
)
def test_a_relation_becomes_a_rule_at_its_thresholds(thresholds: Thresholds, kept: bool) -> None:  # noqa: FBT001
    model = learn([["a", "x", "b"], ["a", "y", "b"], ["a", "z", "b"], ["b"], ["a"]], thresholds)
    assert (("precedes", "a", "b") in rules(model)) == kept


def test_what_two_certain_rules_imply_is_left_out() -> None:
    assert ("precedes", "a", "c") not in rules(learn([["a", "b", "c"]] * 10))
    assert {("precedes", "a", "b"), ("precedes", "b", "c")} <= rules(learn([["a", "b", "c"]] * 10))


def test_a_deviation_names_what_is_missing() -> None:
    model = learn([["a", "b", "c", "d"]] * 10)
    assert model.deviations(["a", "b", "c", "d"]) == []
    assert model.deviations(["a", "c", "b"]) == [Deviation(1, ("b",), "b"), Deviation(2, (), "a")]
    assert model.deviations(["c"]) == [Deviation(0, ("b",), "b")]


def test_an_activity_the_model_does_not_know_asks_for_nothing() -> None:
    model = learn([["a", "b"]] * 10)
    assert model.deviations(["x", "a", "x", "b"]) == [Deviation(3, (), "a")]
    assert model.unknown(["a", "x"]) == {"x"}


WAYS = st.lists(st.lists(st.sampled_from("abcde"), max_size=7), min_size=1, max_size=8)


def counted(ways: Sequence[Sequence[str]], relation: str, before: str, after: str) -> tuple[int, int]:
    """Return occurrences of an activity, and those with another one before them, straight from the definition."""
    places = [(way, at) for way in ways for at, activity in enumerate(way) if activity == after]
    kept = sum(before in way[:at] if relation == "precedes" else at > 0 and way[at - 1] == before for way, at in places)
    return len(places), kept


@given(WAYS)
def test_counts_are_those_of_the_definition(ways: list[list[str]]) -> None:
    for rule in learn(ways, EVERYTHING).rules:
        assert (rule.occurrences, rule.kept) == counted(ways, rule.relation, rule.before, rule.after)
        assert rule.cases == sum(rule.after in way for way in ways)


@given(WAYS, st.lists(st.sampled_from("abcde"), max_size=7))
def test_a_case_deviates_where_a_rule_is_broken_and_nowhere_else(ways: list[list[str]], case: list[str]) -> None:
    model = learn(ways, Thresholds(occurrences=1, confidence=0.6))
    known = {activity for way in ways for activity in way}
    broken = {
        (at, rule.relation, rule.before)
        for rule in model.rules
        for at, activity in enumerate(case)
        if activity == rule.after
        and counted([case[: at + 1]], rule.relation, rule.before, activity)[1] < case[: at + 1].count(activity)
        and not (rule.before in case[:at] if rule.relation == "precedes" else at > 0 and case[at - 1] == rule.before)
    }
    found = {
        (deviation.at, relation, before)
        for deviation in model.deviations(case)
        for relation, names in (("precedes", deviation.missing), ("directly_precedes", [deviation.directly]))
        for before in names
        if before is not None
    }
    assert found == broken
    assert model.unknown(case) == set(case) - known


@given(WAYS)
def test_rules_without_exception_are_never_broken_by_the_log_they_were_learnt_from(ways: list[list[str]]) -> None:
    model = learn(ways, Thresholds(occurrences=1, confidence=1))
    assert [model.deviations(way) for way in ways] == [[] for _ in ways]


# The command.


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


def dated(key: str, at: str) -> str:
    return f'<date key="{key}" value="{at}"/>'


def check(workflow: Terminal, log: str, mapping: str = "mapping: '1'\n", *said: str) -> Answer:
    assert workflow("audit", "import", workflow.file("log.xes", log)).code == 0
    return workflow("audit", "check", "--foreign", "log", "--mapping", workflow.file("map.yaml", mapping), *said)


LATE = """
deadlines:
  answer: {title: {zh-CN: 答复期限, en: Answer}, of: event, due: due}
  closing: {due: by, done: closed}
"""


def test_what_was_done_after_it_was_due_is_a_violation_and_at_that_instant_not(workflow: Terminal) -> None:
    on_time = event(at="2021-05-20T09:00:00+08:00", more=dated("due", "2021-05-20T01:00:00Z"))
    too_late = event("答复", at="2021-05-20T09:00:01+08:00", more=dated("due", "2021-05-20T01:00:00Z"))
    closed = dated("by", "2021-05-20T00:00:00Z") + dated("closed", "2021-05-21T12:00:00Z")
    log = xes(
        f'<trace><string key="concept:name" value="甲"/>{closed}{on_time}{too_late}</trace>', trace("乙", event())
    )
    answer = check(workflow, log, LATE, "--json")
    assert answer.code == 6
    found = answer.data
    assert (found["ok"], found["cases"], found["events"]) == (False, 2, 3)
    assert {name: (kept["late"], kept["known"]) for name, kept in found["deadlines"].items()} == {
        "answer": (1, 2),
        "closing": (1, 1),
    }
    told = [(f["rule"], f["case"], f["event"], f["severity"], f["expected"], f["seen"]) for f in found["findings"]]
    assert told == [
        ("deadline:answer", "甲", "答复", "violation", "2021-05-20T09:00:00+08:00", "2021-05-20T09:00:01+08:00"),
        ("deadline:closing", "甲", None, "violation", "2021-05-20T08:00:00+08:00", "2021-05-21T20:00:00+08:00"),
    ]
    assert found["findings"][1]["explanation"] == (
        "“closing”截止于 2021-05-20 08:00 (+0800)，实际完成于 2021-05-21 20:00 (+0800)，晚了 1.5 天。"
    )


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [
        ("2021-05-20", "2021-05-20T23:59:59+08:00", False),
        ("2021-05-20", "2021-05-21T00:00:00+08:00", True),
        ("2021年5月20日", "2021-05-20T23:59:59+08:00", False),
        ("2021/5/20 17:00", "2021-05-20T17:00:01+08:00", True),
        ("2021-05-20T00:00:00", "2021-05-20T00:00:01+08:00", True),
    ],
)
def test_a_day_alone_ends_with_that_day(workflow: Terminal, due: str, done: str, late: bool) -> None:  # noqa: FBT001
    mapping = "zone: Asia/Shanghai\ndeadlines: {d: {of: event, due: due}}\n"
    log = xes(trace("甲", event(at=done, more=f'<string key="due" value="{due}"/>')))
    assert check(workflow, log, mapping).code == (6 if late else 0)


def test_findings_are_the_same_in_every_run(workflow: Terminal) -> None:
    log = xes(trace("甲", event(more=dated("due", "2020-01-01T00:00:00Z"))))
    first = check(workflow, log, LATE, "--json").data
    assert workflow("audit", "check", "--foreign", "log", "--mapping", "map.yaml", "--json").data == first
    assert first["findings"][0]["finding"].startswith("F-")


def test_a_history_is_checked_by_what_another_one_taught(workflow: Terminal) -> None:
    way = [event(name) for name in ("收件", "受理", "决定")]
    workflow("audit", "import", workflow.file("usual.xes", xes(*(trace(str(n), *way) for n in range(10)))))
    log = xes(trace("甲", event("收件"), event("决定"), event("公告")))
    answer = check(workflow, log, "mapping: '1'\n", "--learn-from", "usual", "--lang", "en")
    assert answer.code == 0  # a hint is no violation
    assert "“决定” usually comes after: 受理; not in this case." in answer.out.replace("\n" + " " * 12, " ")
    assert "Activities that the model does not know: 公告." in answer.out


REPLAY = """
replay:
  definition: small.yaml
  lifecycle: licence
  activities: {收件: submit, 受理: accept, 审查: review, 决定: grant, 补正: ask}
"""


def by(name: str, person: str) -> str:
    return event(name, more=f'<string key="org:resource" value="{person}"/>')


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (["收件 赵强", "受理 李梅", "审查 王芳", "决定 陈刚"], []),
        (["收件 赵强", "审查 王芳", "决定 陈刚"], [("审查", "state_mismatch", "order")]),
        (["决定 陈刚"], [("决定", "state_mismatch", "order")]),
        (["收件 赵强", "受理 李梅", "受理 李梅", "决定 陈刚"], [("受理", "state_mismatch", "order")]),
        (["收件 赵强", "受理 李梅", "审查 王芳", "决定 王芳"], [("决定", "four_eyes", "sod")]),
        (["收件 赵强", "公告 李梅", "受理 李梅"], []),
    ],
)
def test_a_history_is_held_against_a_procedure_of_ours(
    workflow: Terminal, steps: list[str], found: list[tuple[str, str, str]]
) -> None:
    workflow.file("small.yaml", SMALL)
    log = xes(trace("甲", *(by(*step.split()) for step in steps)))
    answer = check(workflow, log, REPLAY, "--json")
    told = [(f["event"], f["rule"], f["kind"]) for f in answer.data["findings"]]
    assert told == found
    assert answer.code == (6 if found else 0)
    assert answer.data["replay"]["left_out"] == sum(step.startswith("公告") for step in steps)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (REPLAY.replace("licence", "nix"), 5),
        (REPLAY.replace("grant", "nix"), 5),
        (REPLAY.replace("small.yaml", "nix.yaml"), 3),
        ("deadlines: 1", 5),
    ],
)
def test_a_mapping_that_names_what_is_not_there_is_refused(workflow: Terminal, mapping: str, code: int) -> None:
    workflow.file("small.yaml", SMALL)
    assert check(workflow, xes(trace("甲", event())), mapping).code == code


@pytest.mark.parametrize(
    "said",
    [
        ["--foreign", "log", "--all"],
        ["--foreign", "log", "c1"],
        ["--foreign", "log", "--as-of", "2021-05-19"],
        ["--all", "--mapping", "map.yaml"],
        ["--all", "--confidence", "0.9"],
        ["--foreign", "log", "--confidence", "0.4"],
    ],
)
def test_what_does_not_go_together_is_refused(workflow: Terminal, said: list[str]) -> None:
    check(workflow, xes(trace("甲", event())))
    assert workflow("audit", "check", *said).code == 2


def test_our_own_histories_are_checked_without_the_foreign_ones(workflow: Terminal) -> None:
    with open_ledger("workflow.db") as ledger:
        office = Office(ledger=ledger)
        office.project()
        office.granted("c1")
    as_of = ("--as-of", "2021-04-23 10:00", "--json")
    before = workflow("audit", "check", "--all", *as_of).data
    check(workflow, xes(trace("c1", event("CaseOpened", at="2020-01-01T00:00:00Z"))))
    assert workflow("audit", "check", "--all", *as_of).data == before


def test_findings_may_be_asked_for_by_their_kind(workflow: Terminal) -> None:
    log = xes(trace("甲", event(more=dated("due", "2020-01-01T00:00:00Z"))))
    assert check(workflow, log, LATE, "--kind", "order").code == 0
    assert workflow("audit", "check", "--foreign", "log", "--mapping", "map.yaml", "--kind", "deadline").code == 6


def test_an_unknown_history_is_told_with_those_that_are_there(workflow: Terminal) -> None:
    workflow("audit", "import", workflow.file("甲.xes", xes(trace("甲", event()))))
    answer = workflow("audit", "check", "--foreign", "乙")
    assert (answer.code, answer.err) == (3, "没有名为“乙”的外部历史；现有：甲。\n")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_report_fits_a_terminal(workflow: Terminal, language: str) -> None:
    log = xes(
        *(trace(str(n), event("收件"), event("受理", more=dated("due", "2020-01-01T00:00:00Z"))) for n in range(12))
    )
    answer = check(workflow, log, LATE, "--lang", language)
    assert answer.code == 6
    assert max(map(cells, answer.out.splitlines())) <= 80
    assert ("另有 2 项" if language == "zh-CN" else "and 2 more") in answer.out


def test_figures_tell_a_log(workflow: Terminal) -> None:
    log = xes(trace("甲", by("收件", "李梅"), by("受理", "李梅")), trace("乙", by("收件", "陈刚")), trace("丙"))
    found: dict[str, Any] = check(workflow, log, "mapping: '1'\n", "--json").data["figures"]
    assert json.loads(json.dumps(found)) == {
        "cases": 3, "events": 3, "without_case": 0, "activities": 2, "persons": 2, "variants": 3, "largest_variant": 1,
        "pairs": 1, "pairs_in_all": 1, "cases_without_events": 1, "cases_of_one_event": 1, "cases_of_one_person": 2,
        "first": "2021-05-19T09:00:00+08:00", "last": "2021-05-19T09:00:00+08:00",
    }  # fmt: skip
