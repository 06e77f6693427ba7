"""The matrix of what is proven, the mutants nobody notices, skeletons and review marks, on a small definition."""

from pathlib import Path

import pytest

from tests.cli import Terminal
from workflow.application.shelf import procedure
from workflow.specs.matrix.cells import Cell
from workflow.specs.matrix.differing import changed
from workflow.specs.matrix.enumerate import cells_of
from workflow.specs.matrix.mutants import mutants_of
from workflow.specs.matrix.proof import Coverage, Proven, prove
from workflow.specs.runner import Keep, run
from workflow.specs.setting import Workbench

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
HALL = str(EXAMPLES / "hall.yaml")
LAW = EXAMPLES / "hall.feature"
HEAD = """# language: zh-CN
功能: 借用
  背景:
    假如有下列人员:
      | 姓名 | 角色       | 代表     |
      | 林可 | 借用人     | 摄影协会 |
      | 何静 | 展厅管理员 |          |
    而且现在是 2025-03-03 09:00
    而且案件"甲"办理"展厅"
"""
ELSEWHERE = HEAD.replace("    而且现在是", '    而且参数"最长借期（天）"为"15"\n    而且现在是')


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


def covered(folder: Path, *scenarios: str, head: str = HEAD) -> Coverage:
    path = folder / "一.feature"
    told = "".join(f"  {scenario}\n" for scenario in scenarios)
    path.write_text(head + told, encoding="utf-8")
    report = run([path], bench=Workbench(HALL, only_its_own=True), keep=Keep(proofs=True))
    return prove(procedure(HALL).rules, report)


def proven(coverage: Coverage) -> set[Cell]:
    return {one.cell for one in coverage.cells if one.scenarios}


def permission(verdict: str, act: str, role: str, state: str = "applied") -> Cell:
    return Cell("permission", "hall_loan", verdict, state=state, transition=act, role=role)  # type: ignore[arg-type]


REFUSED_BY_BORROWER = '假如案件"甲"已依法走到"已申请"\n    当"林可"对案件"甲"办理"不同意"\n    '


def test_a_definition_has_a_cell_for_everything_it_says() -> None:
    cells = cells_of(procedure(HALL).rules)
    kinds = {cell.kind: sum(one.kind == cell.kind for one in cells) for cell in cells}
    assert kinds == {"structure": 6, "permission": 36, "guard": 4, "clock": 6, "apart": 3}
    assert len(set(cells)) == len(cells)


def test_an_act_whose_state_was_looked_at_proves_what_is_allowed(tmp_path: Path) -> None:
    act = '场景: 一\n    假如案件"甲"已依法走到"已申请"\n    当"何静"对案件"甲"办理"不同意"\n'
    assert permission("allowed", "refuse", "keeper") in proven(covered(tmp_path, act + '    那么案件"甲"处于"未同意"'))
    assert proven(covered(tmp_path, act)) == set()


def test_a_refusal_proves_what_is_forbidden_only_if_its_reason_is_named(tmp_path: Path) -> None:
    cell = permission("forbidden", "refuse", "applicant")
    assert proven(covered(tmp_path, f'场景: 一\n    {REFUSED_BY_BORROWER}那么只因"角色不符"被拒绝')) == {cell}
    assert proven(covered(tmp_path, f"场景: 一\n    {REFUSED_BY_BORROWER}那么没有新的记录")) == set()


def test_a_guard_is_proven_by_its_being_the_only_reason(tmp_path: Path) -> None:
    cell = Cell("guard", "hall_loan", "forbidden", transition="approve", detail="too_long=violated")
    fifteen = (
        '场景: 一\n    假如"林可"对案件"甲"办理"申请":\n      | 天数 | 15 |\n    当"何静"对案件"甲"办理"同意"\n    '
    )
    assert cell in proven(covered(tmp_path, f'{fifteen}那么只因"超过最长借期"被拒绝'))
    assert cell not in proven(covered(tmp_path, f'{fifteen}那么被拒绝,理由含"超过最长借期"'))


def test_a_complete_table_proves_the_whole_row_of_a_state(tmp_path: Path) -> None:
    row = '场景: 一\n    那么案件"甲"在此状态下仅下列办理可行:\n      | 办理 | 角色 |\n      | 申请 | 借用人 |'
    found = proven(covered(tmp_path, row))
    assert Cell("structure", "hall_loan", "forbidden", state="draft") in found
    assert {cell for cell in found if cell.kind == "permission"} == {
        permission("allowed" if role == "applicant" else "forbidden", "apply", role, "draft")
        for role in ("applicant", "keeper", "director", "clock")
    }


@pytest.mark.parametrize(
    "scenario",
    [
        f'@未审\n  场景: 一\n    {REFUSED_BY_BORROWER}那么只因"角色不符"被拒绝',
        f'@审定:周正:2025-03-03:000000000000\n  场景: 一\n    {REFUSED_BY_BORROWER}那么只因"角色不符"被拒绝',
        f'场景: 一\n    {REFUSED_BY_BORROWER}那么只因"状态不符"被拒绝',
    ],
    ids=["unreviewed", "void", "failed"],
)
def test_what_is_unreviewed_changed_or_failed_proves_nothing(tmp_path: Path, scenario: str) -> None:
    assert proven(covered(tmp_path, scenario)) == set()


def test_what_another_definition_judged_proves_nothing(tmp_path: Path) -> None:
    scenario = f'场景: 一\n    {REFUSED_BY_BORROWER}那么只因"角色不符"被拒绝'
    assert proven(covered(tmp_path, scenario)) != set()
    assert proven(covered(tmp_path, scenario, head=ELSEWHERE)) == set()


def test_the_example_proves_its_whole_definition_and_notices_every_flip(terminal: Terminal) -> None:
    answer = terminal("spec", "coverage", HALL, str(LAW), "--mutate", "--fail-under", "100", "--json")
    assert (answer.code, answer.data["proven"], answer.data["total"]) == (0, 55, 55)
    assert answer.data["mutants"]["survived"] == []
    assert answer.data["mutants"]["total"] == answer.data["mutants"]["killed"] > 80
    assert set(answer.data["cells"][0]) == {
        *("kind", "lifecycle", "item", "state", "transition", "role", "detail", "verdict"),
        *("proven", "scenarios", "why"),
    }


def test_flips_are_of_every_kind() -> None:
    """What a definition can say wrongly: whom, whence, whither, when, on what condition, after what, for how long."""
    shipped = (procedure(name) for name in ("four-certs-three-docs", "grid-incident", "old-neighbourhood-renovation"))
    kinds = {(mutant.kind, mutant.transition == "") for one in shipped for mutant in mutants_of(one)}
    roles_and_states = {(f"{how}_{what}", False) for how in ("add", "drop") for what in ("role", "state")}
    effects = {(f"swap_{what}", False) for what in ("target", "event", "effective")}
    rules = {("drop_guard", False), ("drop_prohibition", False), ("drop_edge", True), ("drop_apart", True)}
    assert kinds == roles_and_states | effects | rules | {("limit", True), ("limit", False)}


def test_every_period_that_a_limit_names_is_made_longer_and_shorter() -> None:
    founding = {(one.item, one.what) for one in mutants_of(procedure("four-certs-three-docs")) if one.kind == "limit"}
    assert founding >= {
        *(("eia", f"decision {days} calendar_days {by}") for days in (30, 60) for by in ("+1", "-1")),
        *(("", f"announced string(announced_days) {by}") for by in ("+1", "-1")),
        *(("", f"decision 10 working_days {by}") for by in ("+1", "-1")),
        *(
            ("construction_permit", f"{clock} {by}")
            for clock in ("decision", "decision:promised")
            for by in ("+1", "-1")
        ),
    }


def test_several_processes_come_to_the_same_survivors(terminal: Terminal) -> None:
    weak = LAW.read_text(encoding="utf-8").replace('而且案件"甲"最后的记录为', "# ").replace("hall.yaml", HALL)
    name = terminal.file("一.feature", weak)
    one, two = (
        terminal("spec", "coverage", HALL, name, "--mutate", "--json", "--jobs", jobs).data["mutants"]
        for jobs in ("1", "2")
    )
    assert one == two
    assert {flip["kind"] for flip in one["survived"]} == {"swap_event"}


def test_a_matrix_may_be_of_one_lifecycle_over_several_definitions(terminal: Terminal) -> None:
    text = Path(HALL).read_text(encoding="utf-8")
    terminal.file("same.yaml", text.replace("definition: hall-loan", "definition: other-hall"))
    terminal.file("other.yaml", text.replace("by: [keeper, director]", "by: [keeper]"))
    asked = ("spec", "coverage", HALL, str(LAW), "--json", "--lifecycle")
    answer = terminal(*asked, "hall_loan", "--also", "same.yaml")
    assert (answer.code, answer.data["proven"], answer.data["total"]) == (0, 55, 55)
    assert answer.data["definition"] == "hall_loan (hall-loan@1 + other-hall@1)"
    assert terminal(*asked, "hall_loan", "--also", "other.yaml").code == 5
    assert terminal(*asked, "hall").code == 5
    assert terminal("spec", "coverage", HALL, str(LAW), "--also", "same.yaml").code == 2


@pytest.mark.parametrize(
    ("head", "scenario", "why"),
    [
        (HEAD, '场景: 一\n    那么案件"甲"处于"准备中"', "never_tried"),
        (HEAD, f'场景: 一\n    {REFUSED_BY_BORROWER}那么被拒绝,理由含"角色不符"', None),
        (HEAD, f'@未审\n  场景: 一\n    {REFUSED_BY_BORROWER}那么只因"角色不符"被拒绝', "not_reviewed"),
        (HEAD, f'场景: 一\n    {REFUSED_BY_BORROWER}那么只因"状态不符"被拒绝', "did_not_pass"),
        (ELSEWHERE, f'场景: 一\n    {REFUSED_BY_BORROWER}那么只因"角色不符"被拒绝', "other_definition"),
    ],
)
def test_of_what_is_unproven_it_is_told_why(terminal: Terminal, head: str, scenario: str, why: str | None) -> None:
    assert _why(terminal, f"{head}  {scenario}\n", role="applicant") == why


def test_an_act_that_no_then_looked_at_is_told_of(terminal: Terminal) -> None:
    tried = '  场景: 一\n    假如案件"甲"已依法走到"已申请"\n    当"何静"对案件"甲"办理"不同意"\n'
    assert _why(terminal, f'{HEAD}{tried}    那么案件"甲"的"用途"为"用途"\n', role="keeper") == "nobody_looked"
    assert _why(terminal, f'{HEAD}{tried}    那么案件"甲"处于"未同意"\n', role="keeper") is None


def _why(terminal: Terminal, feature: str, **of: str) -> str | None:
    name = terminal.file("一.feature", feature)
    cells = terminal("spec", "coverage", HALL, name, "--json").data["cells"]
    told = {"state": "applied", "transition": "refuse", **of}
    (why,) = (one["why"] for one in cells if told.items() <= one.items())
    return why  # type: ignore[no-any-return]


def test_who_is_entitled_proves_what_the_others_may_not(tmp_path: Path) -> None:
    row = '场景: 一\n    那么案件"甲"在此状态下有权办理的仅为:\n      | 办理 | 角色 |\n      | 申请 | 借用人 |'
    found = proven(covered(tmp_path, row))
    assert Cell("structure", "hall_loan", "forbidden", state="draft") in found
    assert {cell.role for cell in found if cell.kind == "permission"} == {"keeper", "director", "clock"}


def test_what_is_not_all_is_never_told_as_a_hundred() -> None:
    cells = [Proven(Cell("guard", "a", "allowed", detail=str(number)), ("x",) * (number > 0)) for number in range(9000)]
    assert Coverage("a", "b", cells).told_percent == "99.9"


def test_a_flip_that_nobody_notices_survives(terminal: Terminal) -> None:
    text = LAW.read_text(encoding="utf-8").replace("| 15 ", "| 14 ").replace('只因"超过最长借期"被拒绝', "没有新的记录")
    weak = text.replace(",依据", "  #").replace("hall.yaml", HALL)
    answer = terminal("spec", "coverage", HALL, terminal.file("一.feature", weak), "--mutate", "--json")
    survived = {(one["kind"], one["transition"], one["what"]) for one in answer.data["mutants"]["survived"]}
    assert ("drop_guard", "approve", "too_long") in survived
    assert answer.code != 0


def test_coverage_below_what_is_asked_for_ends_with_6(terminal: Terminal) -> None:
    name = terminal.file("一.feature", HEAD + '  场景: 一\n    那么案件"甲"处于"准备中"\n')
    assert terminal("spec", "coverage", HALL, name).code == 0
    answer = terminal("spec", "coverage", HALL, name, "--fail-under", "50")
    assert answer.code == 6
    assert "50%" in answer.err


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_heat_map_is_one_page_without_a_script(terminal: Terminal, language: str) -> None:
    old = terminal.file(
        "old.yaml", Path(HALL).read_text(encoding="utf-8").replace("by: [keeper, director]", "by: [keeper]")
    )
    arguments = ("--html", "m.html", "--diff", old, "--lang", language)
    assert terminal("spec", "coverage", HALL, str(LAW), *arguments).code == 0
    text = (terminal.folder / "m.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "http" not in text
    assert 'class="all"' in text


def test_the_cells_whose_verdict_changed_are_told(tmp_path: Path) -> None:
    text = Path(HALL).read_text(encoding="utf-8").replace("by: [keeper, director]", "by: [keeper]")
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    old, new = procedure(str(tmp_path / "old.yaml")).rules, procedure(HALL).rules
    assert [(one.cell.state, one.cell.role, one.before, one.after) for one in changed(old, new)] == [
        ("applied", "director", "forbidden", "allowed"),
        ("with_director", "director", "forbidden", "allowed"),
    ]
    assert changed(new, new) == []


def test_a_skeleton_has_a_scenario_for_everything_unproven_and_no_verdict(terminal: Terminal) -> None:
    assert terminal("spec", "new", HALL, "--into", "new.feature").code == 0
    assert terminal("spec", "new", HALL, "--into", "new.feature").code == 2
    answer = terminal("spec", "run", "new.feature", "--json")
    assert answer.code == 5
    assert {one["status"] for one in answer.data["scenarios"]} == {"undefined"}
    assert terminal("spec", "new", HALL, str(LAW)).out.count("场景:") == 0


def test_a_skeleton_says_under_which_article_with_whom_and_what_is_to_be_said(terminal: Terminal) -> None:
    text = terminal("spec", "new", HALL).out
    alone = text.partition("同一人\n")[2].partition("那么")[0].splitlines()
    assert alone == [
        "      # 依据：展厅借用办法 第五条",
        "      假如有下列人员:",
        "        | 姓名 | 角色 |",
        "        | 某甲 | 借用人 |",
        "        | 某甲 | 展厅管理员 |",
        '      假如案件"甲"办理"展厅"',
        '      而且"某甲"以"借用人"身份对案件"甲"办理"申请"',
        '      当"某甲"以"展厅管理员"身份对案件"甲"办理"同意"',
        "      ",
    ]
    assert '      而且案件"甲"已依法走到"已申请"\n      而且时间到 ？\n' in text
    asked = terminal("spec", "new", "four-certs-three-docs").out
    assert '办理"一次性告知补正":\n        | 需要补正的全部内容 | ？ |\n      那么 ？' in asked


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_steps_of_a_skeleton_are_those_of_the_library(terminal: Terminal, language: str) -> None:
    terminal("spec", "new", "four-certs-three-docs", "--into", "new.feature", "--lang", language)
    problems = terminal("spec", "lint", "new.feature", "--json").data["problems"]
    assert {one["code"] for one in problems} == {"blank_verdict", "unreviewed", "no_outcome"} - {"no_outcome"}


def test_what_the_program_wrote_counts_once_a_person_has_filled_it_in_and_marked_it(terminal: Terminal) -> None:
    terminal("spec", "new", HALL, "--into", "new.feature")
    path = terminal.folder / "new.feature"
    assert terminal("spec", "review", "new.feature", "--by", "周正").code == 5
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("    @未审")
    first = ("    @未审" + rest).partition("    @未审\n    场景: 借用 · 已申请")[0]
    path.write_text(head + first.replace("| ？ | ？ |", "| 申请 | 借用人 |"), encoding="utf-8")
    before = terminal("spec", "coverage", HALL, "new.feature", "--json").data["proven"]
    marked = terminal("spec", "review", "new.feature", "--by", "周正", "--json")
    after = terminal("spec", "coverage", HALL, "new.feature", "--json").data["proven"]
    assert (before, marked.code, len(marked.data["marked"]), after) == (0, 0, 1, 5)
    edited = path.read_text(encoding="utf-8").replace("借用 · 准备中", "借用 · 尚未申请")
    path.write_text(edited, encoding="utf-8")
    assert terminal("spec", "coverage", HALL, "new.feature", "--json").data["proven"] == 0
    assert [one["code"] for one in terminal("spec", "lint", "new.feature", "--json").data["problems"]] == ["void_mark"]
    assert terminal("spec", "review", "new.feature", "--by", "周正").code == 0
    assert path.read_text(encoding="utf-8").count("@审定:") == 1
