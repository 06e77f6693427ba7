"""Loading datasets, and the dashboard of targets that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import Terminal
from workflow.application.dataset import dataset_named, datasets
from workflow.errors import InvalidDefinition

LIVELIHOOD = "changzhou-livelihood-2021"
HOUSING = "住建:lead@housing_bureau"
COMMITTEE = "常委会:decider@municipal_party_committee"
OLD = "changzhou-2021.old-neighbourhoods"
PEOPLE = "people: {office: '街道:sub_district@sub_district', nobody: nobody}\n"
HEAD = "dataset: mine\ntitle: {zh-CN: 我的, en: Mine}\ndefinition: old-neighbourhood-renovation\n" + PEOPLE
ROWS = """steps:
  - each: rows.csv
    steps:
      - {at: 2021-09-01 09:00, by: office, open: "{id}", item: renovation, data: {households: "{households}"}}
"""


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


def test_every_shipped_dataset_loads_and_loading_it_again_records_nothing(workflow: Terminal) -> None:
    for name in datasets():
        assert workflow("load", name, "--json").data["repeated"] == 0
        events = workflow("store", "info", "--json").data["events"]
        again = workflow("load", name, "--json").data
        assert again["repeated"] == again["projects"] + again["cases"] + again["acts"]
        assert workflow("store", "info", "--json").data["events"] == events


def test_the_twenty_projects_have_every_target_of_the_page(workflow: Terminal) -> None:
    workflow("load", LIVELIHOOD)
    rows = workflow("project", "targets", "changzhou-2021", "--json").data
    assert len({row["case"] for row in rows}) == 20
    assert {row["kind"] for row in rows} == {"increment", "level", "rate", "boolean"}
    assert sum(row["aim"] for row in rows if row["unit"] == "户") == 53_000
    assert not any(row["met"] for row in rows)


def test_progress_and_a_moved_target_show_on_the_dashboard(workflow: Terminal) -> None:
    workflow("load", LIVELIHOOD)
    on = ("--on", "2021-07-01 09:00")
    progress = '[{"metric":"改造老旧小区","value":40},{"metric":"受益户数","value":53000}]'
    moved = '[{"metric":"改造老旧小区","kind":"increment","unit":"个","aim":80}]'
    assert workflow("case", "do", OLD, "begin", "--as", HOUSING, *on).code == 0
    assert workflow("case", "do", OLD, "报告进度", "--as", HOUSING, "--data", f"progress={progress}", *on).code == 0
    done = workflow(
        "case", "do", OLD, "调整目标", "--as", COMMITTEE, "--data", f"targets={moved}", "--reason", "合并", *on
    )
    assert done.code == 0, done.err
    rows = [row for row in workflow("project", "targets", "changzhou-2021", "--json").data if row["case"] == OLD]
    assert [(row["reached"], row["percent"], row["aim"]) for row in rows] == [(40, 50, 80), (53000, 100, 53000)]
    assert [(move["from"], move["to"]) for move in rows[0]["moved"]] == [(81, 80)]
    told = workflow("project", "targets", "changzhou-2021").out
    assert "█████·····" in told
    assert "目标由 81 个 调整为 80 个" in told
    assert (
        "the aim was moved from 81 个 to 80 个" in workflow("project", "targets", "changzhou-2021", "--lang", "en").out
    )


def test_the_wrong_body_cannot_move_a_target(workflow: Terminal) -> None:
    workflow("load", LIVELIHOOD)
    aims = '[{"metric":"改造老旧小区","kind":"increment","aim":1}]'
    for actor, key in ((HOUSING, "wrong_role"), ("人大:decider@municipal_congress", "wrong_authority")):
        said = ("--data", f"targets={aims}", "--reason", "来不及", "--on", "2021-07-01 09:00", "--json")
        answer = workflow("case", "do", OLD, "adjust_targets", "--as", actor, *said)
        assert answer.code == 7
        assert key in {refusal["key"] for refusal in answer.data["refused"]}
    assert workflow("project", "targets", "--json").data[8]["aim"] != 1


def test_a_dataset_of_ones_own_takes_a_csv_table_and_leaves_empty_cells_unsaid(workflow: Terminal) -> None:
    workflow.file("rows.csv", "\ufeffid,households\nR1,120\nR2,\n")
    workflow.file("mine.yaml", HEAD + ROWS)
    assert "立案 2 件" in workflow("load", "mine.yaml").out
    facts = [workflow("case", "show", case, "--json").data["facts"].get("households") for case in ("R1", "R2")]
    assert facts == [120, None]


def test_a_step_that_is_refused_is_told_with_its_line_and_those_before_it_stay(workflow: Terminal) -> None:
    more = """steps:
  - {at: 2021-09-01 09:00, by: office, open: R1, item: renovation}
  - {at: 2021-09-01 09:00, by: office, case: R1, do: evaluate}
"""
    workflow.file("mine.yaml", HEAD + more)
    answer = workflow("load", "mine.yaml")
    assert answer.code == 7
    assert "mine.yaml:7" in answer.err
    assert workflow("case", "show", "R1").code == 0


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ("steps: [{at: soon, by: office, open: R1}]", "wrong_instant"),
        ("steps: [{at: 2021-09-01, by: who, open: R1}]", "unknown_person"),
        ("steps: [{at: 2021-09-01, by: nobody, open: R1}]", "wrong_person"),
        ("steps: [{at: 2021-09-01, by: office}]", "one_of_many"),
        ("steps: [{at: 2021-09-01, by: office, open: R1, do: begin}]", "one_of_many"),
        ('steps: [{each: [{id: 1}], steps: [{at: 2021-09-01, by: office, open: "{name}"}]}]', "unknown_cell"),
        ("steps: [{at: 2021-09-01, by: office, opens: R1}]", "unknown_key"),
    ],
)
def test_what_is_wrong_with_a_dataset_is_told_before_anything_is_recorded(
    workflow: Terminal, steps: str, code: str
) -> None:
    workflow.file("mine.yaml", HEAD + steps)
    answer = workflow("load", "mine.yaml")
    assert answer.code == 5, answer.err
    assert "mine.yaml:" in answer.err
    assert not Path("workflow.db").exists()
    assert code in _codes("mine.yaml")


def _codes(file: str) -> set[str]:
    with pytest.raises(InvalidDefinition) as wrong:
        dataset_named(file)
    return {problem.code for problem in wrong.value.problems}


def test_a_dataset_that_is_not_there_is_answered_with_those_that_are(workflow: Terminal) -> None:
    answer = workflow("load", "nothing")
    assert answer.code == 3
    assert LIVELIHOOD in answer.err
