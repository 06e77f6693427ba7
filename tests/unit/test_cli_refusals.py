"""What the command refuses or does not find: one clear reason each, in the reader's language."""

import re
from pathlib import Path

import pytest

from tests.cli import Answer, Terminal
from tests.cli_office import APPLICANT, APPROVER, CLERK, REVIEWER, do, office, to_accepted

LATER = ("--on", "2021-04-26 10:00")


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return office(tmp_path, capsys, monkeypatch)


def reasons(answer: Answer) -> list[str]:
    assert answer.code == 7
    return [re.sub("（[^（]*）$", "", line.removeprefix("  - ")) for line in answer.err.splitlines()[1:]]


def test_a_word_outside_the_list_is_refused_with_the_list(workflow: Terminal) -> None:
    to_accepted(workflow)
    pause = ("case", "do", "dejie.land", "pause", *REVIEWER, *LATER, "--data", "ground=lunch")
    assert reasons(workflow(*pause)) == [
        "“ground”的内容“lunch”不对：“lunch”不在可选之列：hearing（听证）、expert_review（专家评审）。"
    ]
    english = workflow(*pause, "--lang", "en").err
    assert "“ground” cannot be “lunch”: “lunch” is none of these: hearing, expert_review (expert review)." in english


def test_a_number_out_of_range_is_refused_with_the_range(workflow: Terminal) -> None:
    bounded = (
        (workflow.folder / "small.yaml").read_text(encoding="utf-8").replace('area: "int?"', 'area: "int[1..500]?"')
    )
    workflow.file("bounded.yaml", bounded.replace("needs: {ground: ", 'needs: {days: "int[1..]?", ground: '))
    opened = ("case", "open", "land", "--definition", "bounded.yaml", "--id", "c", "--applicant", "A")
    assert workflow(*opened, "--on", "2021-04-25").code == 0
    for act in (("submit", "--as", "A:applicant"), ("accept", *CLERK)):
        do(workflow, *act, case="c")
    answer = workflow("case", "do", "c", "review", *REVIEWER, *LATER, "--data", "area=501")
    assert reasons(answer) == ["“面积”的内容“501”不对：应当在 1 与 500 之间，而不是 501。"]
    answer = workflow("case", "do", "c", "pause", *REVIEWER, *LATER, "--data", "days=0", "--data", "ground=hearing")
    assert reasons(answer) == ["“days”的内容“0”不对：应当不小于 1，而不是 0。"]


def test_data_of_another_shape_is_refused_once_and_says_where(workflow: Terminal) -> None:
    workflow("case", "open", "land", "--project", "dejie", "--on", "2021-04-25")
    do(workflow, "submit", *APPLICANT)
    answer = workflow("case", "do", "dejie.land", "ask", *CLERK, *LATER, "--data", 'defects=["图", {"页": 3}]')
    seen = '["图", {"页": 3}]'
    why = "第 2 项：应当是文字，而不是记录（名称对内容）。"
    assert reasons(answer) == [f"“defects”的内容“{seen}”不对：{why}"]
    english = workflow("case", "do", "dejie.land", "ask", *CLERK, *LATER, "--data", "defects=[1]", "--lang", "en").err
    assert "“defects” cannot be “[1]”: entry 1: it must be text, not a whole number." in english


def test_a_condition_over_data_that_is_wrong_is_no_second_reason(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("case", "do", "dejie.land", "join", *CLERK, *LATER, "--data", "into=a b")
    assert reasons(answer) == ["“into”的内容“a b”不对：“a b”不能用作案件的名称。"]


@pytest.mark.parametrize(
    ("act", "meant"), [("review", None), ("reveiw", "审查（review）"), ("审查了", "审查（review）"), ("zzz", "")]
)
def test_an_act_of_no_such_name_is_not_found_and_the_nearest_are_named(
    workflow: Terminal, act: str, meant: str | None
) -> None:
    to_accepted(workflow)
    answer = workflow("case", "do", "dejie.land", act, *REVIEWER, *LATER)
    if meant is None:
        assert answer.code == 0
        return
    assert answer.code == 3
    assert answer.err.startswith(f"没有“{act}”这项行为。")
    assert (f"是否指：{meant}" in answer.err) if meant else ("是否指" not in answer.err)


def test_a_role_or_authority_that_nobody_knows_is_not_found(workflow: Terminal) -> None:
    to_accepted(workflow)
    review = ("case", "do", "dejie.land", "review", *LATER, "--as")
    answer = workflow(*review, "王芳:reviwer@bureau")
    assert (answer.code, answer.err) == (
        3,
        "没有“reviwer”这个角色。是否指：审查人员（reviewer）、决定人（approver）？\n",
    )
    answer = workflow(*review, "王芳:reviewer@buro")
    assert (answer.code, answer.err) == (3, "没有“buro”这个机关。是否指：规划局（bureau）？\n")
    assert workflow("case", "next", "dejie.land", "--as", "王芳:cook@bureau").code == 3


def test_an_officer_without_an_authority_is_asked_for_it(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("case", "do", "dejie.land", "review", *LATER, "--as", "王芳:reviewer")
    assert reasons(answer) == ["“审查人员”须写明所在机关，如 人员:角色@机关。"]


def test_a_role_of_no_authority_cannot_be_claimed_at_one(workflow: Terminal) -> None:
    workflow("case", "open", "land", "--project", "dejie", "--on", "2021-04-25")
    for role in ("applicant", "neighbour"):
        act = "submit" if role == "applicant" else "object"
        data = () if role == "applicant" else ("--data", "text=太吵")
        answer = workflow("case", "do", "dejie.land", act, "--as", f"李明:{role}@bureau", *LATER, *data)
        assert reasons(answer)[0].endswith("不属于任何机关，不应写 @规划局。")


def test_what_a_clock_has_overtaken_names_the_act_that_sets_it_aside(workflow: Terminal) -> None:
    workflow("case", "open", "land", "--project", "dejie", "--on", "2021-04-25")
    do(workflow, "submit", *APPLICANT)
    assert workflow("sweep", "--until", "2021-05-10").code == 0
    answer = workflow("case", "do", "dejie.land", "ask", *CLERK, "--on", "2021-04-28", "--data", "defects=图")
    assert reasons(answer)[0].endswith("此前的行为不能再补记。先办理“撤回视为受理”，才能再记。")


def test_a_forbidden_act_is_found_by_its_title(workflow: Terminal) -> None:
    to_accepted(workflow)
    assert reasons(workflow("case", "do", "dejie.land", "转让", *APPROVER, *LATER)) == ["转让"]
