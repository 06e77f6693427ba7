"""What a run tells of scenarios that do not hold, that cannot be carried out, and of refusals nobody asked for."""

from pathlib import Path

import pytest

from workflow.specs import Report, run
from workflow.specs.runner import Keep

HEAD = """# language: zh-CN
功能: 受理
  背景:
    假如采用流程"four-certs-three-docs"
    而且有下列人员:
      | 姓名 | 角色     | 代表     |
      | 赵强 | 申请人   | 江苏德杰 |
      | 李梅 | 窗口人员 |          |
    而且项目"德杰"已登记
    而且现在是 2021-04-23 09:00
    而且案件"甲"办理项目"德杰"的"建设用地规划许可证"
  场景: 一
"""


def told(folder: Path, steps: str) -> tuple[str, str]:
    path = folder / "一.feature"
    path.write_text(HEAD + "".join(f"    {line}\n" for line in steps.splitlines()), encoding="utf-8")
    (only,) = run([path]).scenarios
    return only.status, only.message


def test_an_expectation_that_does_not_hold_fails_in_business_words(tmp_path: Path) -> None:
    status, message = told(tmp_path, '当"赵强"对案件"甲"办理"提交申请"\n那么案件"甲"处于"已受理"')
    assert status == "failed"
    assert "第 14 行" in message
    assert "而是“已收件”" in message


@pytest.mark.parametrize(
    "after",
    [
        '那么案件"甲"处于"准备中"',
        '而且"赵强"对案件"甲"办理"提交申请"\n那么案件"甲"处于"已收件"',
        "而且时间到 2021-05-06 09:00",
    ],
)
def test_a_refusal_that_nobody_asked_for_fails_the_scenario(tmp_path: Path, after: str) -> None:
    status, message = told(tmp_path, f'当"李梅"对案件"甲"办理"提交申请"\n{after}')
    assert status == "failed"
    assert "wrong_role" in message


def test_a_refusal_at_the_very_end_fails_the_scenario(tmp_path: Path) -> None:
    assert told(tmp_path, '当"李梅"对案件"甲"办理"提交申请"')[0] == "failed"


def test_a_refused_act_that_is_given_fails_at_once(tmp_path: Path) -> None:
    assert told(tmp_path, '假如"李梅"对案件"甲"办理"提交申请"\n那么没有新的记录')[0] == "failed"


def test_another_reason_than_expected_is_told_with_its_article(tmp_path: Path) -> None:
    status, message = told(tmp_path, '当"李梅"对案件"甲"办理"提交申请"\n那么只因"状态不符"被拒绝')
    assert status == "failed"
    assert "行政许可法 第二十九条" in message


def test_another_article_than_expected_fails(tmp_path: Path) -> None:
    steps = '当"李梅"对案件"甲"办理"提交申请"\n那么只因"角色不符"被拒绝,依据"行政许可法 第三十条"'
    assert told(tmp_path, steps)[0] == "failed"


def test_an_act_that_was_allowed_is_not_refused(tmp_path: Path) -> None:
    assert told(tmp_path, '当"赵强"对案件"甲"办理"提交申请"\n那么只因"角色不符"被拒绝')[0] == "failed"


def test_a_list_of_all_that_is_possible_must_be_complete(tmp_path: Path) -> None:
    steps = '那么案件"甲"在此状态下仅下列办理可行:\n  | 办理 | 角色 |\n  | 提交申请 | 申请人 |'
    status, message = told(tmp_path, steps)
    assert status == "failed"
    assert "撤回申请" in message


@pytest.mark.parametrize(
    ("steps", "word"),
    [
        ('当"赵强"对案件"甲"办理"提交申情"', "提交申请"),
        ('当"赵强"对案件"乙"办理"提交申请"', "甲"),
        ('当"钱强"对案件"甲"办理"提交申请"', "赵强"),
        ('那么案件"甲"处于"已收"', "已收件"),
        ('那么案件"甲"的时限"决定"于 2021-05-24 届满', "决定期限"),
        ('那么项目"德杰"的"施工许可"为"有效"', "施工许可证"),
        ("当时间到 2021-02-30 09:00", "2021-02-30"),
        ("当时间到 2021-04-22 09:00", "2021-04-23"),
        ('假如采用政策"pre_review"', "pre_review"),
        ('假如案件"甲"已依法走到"已届满"', "已届满"),
        ("假如有下列人员:\n  | 姓名 | 职务 |\n  | 甲 | 乙 |", "职务"),
    ],
)
def test_what_cannot_be_carried_out_is_an_error_that_names_what_was_meant(
    tmp_path: Path, steps: str, word: str
) -> None:
    status, message = told(tmp_path, steps)
    assert status == "error"
    assert word in message


def test_a_procedure_that_nobody_has_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    path.write_text('功能: 一\n  场景: 二\n    假如采用流程"没有的流程"\n    那么项目"甲"处于"乙"\n', encoding="utf-8")
    assert run([path]).scenarios[0].status == "error"


def test_a_definition_given_to_the_run_serves_features_that_name_none(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    path.write_text(
        '功能: 一\n  场景: 二\n    假如案件"占道"办理"网格事件"\n    那么案件"占道"处于"已发现"\n', encoding="utf-8"
    )
    assert run([path]).scenarios[0].status == "error"
    assert run([path], definition="grid-incident").ok


def test_the_report_keeps_its_contract(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    path.write_text(HEAD + '    当"赵强"对案件"甲"办理"提交申请"\n    那么案件"甲"处于"已收件"\n', encoding="utf-8")
    report: Report = run([path])
    assert report.to_json() == {
        "passed": 1,
        "failed": 0,
        "undefined": 0,
        "errors": 0,
        "scenarios": [
            {
                "feature": "受理",
                "rule": "",
                "name": "一",
                "file": str(path),
                "line": 12,
                "status": "passed",
                "message": "",
                "trail": [],
            }
        ],
    }
    assert [(one.act, one.state, one.role, one.allowed) for one in report.attempts] == [
        ("submit", "draft", "applicant", True)
    ]


def test_a_failure_tells_what_was_recorded_until_then(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    path.write_text(HEAD + '    当"赵强"对案件"甲"办理"提交申请"\n    那么案件"甲"处于"已受理"\n', encoding="utf-8")
    (only,) = run([path]).scenarios
    assert [line.partition(" · ")[2].partition(" · ")[0] for line in only.trail] == [
        "项目登记",
        "立案",
        "案件归入项目",
        "提交申请",
        "事项状态变更",
    ]
    assert [step.status for step in only.steps] == ["passed"] * 6 + ["failed"]


def test_a_definition_given_to_the_run_is_tested_whatever_the_features_name(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    path.write_text(HEAD + '    那么案件"甲"处于"准备中"\n', encoding="utf-8")
    (only,) = run([path], definition="grid-incident").scenarios
    assert only.status == "error"


def test_what_is_looked_at_is_the_last_thing_that_happened(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    steps = '当"赵强"对案件"甲"办理"提交申请"\n    而且时间到 2021-04-30 00:00\n    那么案件"甲"处于"已受理"\n'
    path.write_text(HEAD + f"    {steps}", encoding="utf-8")
    told = {one.act: one.asserted for one in run([path], keep=Keep(proofs=True)).attempts}
    assert told["submit"] == set()
    assert told["deem_accepted"] == {"outcome"}


@pytest.mark.parametrize("table", ["  | 一 | 二 | 三 |", "  | materials | 申请表 |\n  | materials | 宗地图 |"])
def test_a_table_of_other_columns_is_an_error(tmp_path: Path, table: str) -> None:
    assert told(tmp_path, f'当"赵强"对案件"甲"办理"提交申请":\n{table}')[0] == "error"


def test_a_project_may_be_ended_by_its_applicant_alone(tmp_path: Path) -> None:
    steps = '当"赵强"对项目"德杰"办理"终止项目"\n那么项目"德杰"处于"已终止"'
    assert told(tmp_path, steps) == ("passed", "")
    assert told(tmp_path, steps.replace("赵强", "李梅"))[0] == "failed"
    row = '那么项目"德杰"在此状态下仅下列办理可行:\n  | 办理 | 角色 |\n  | 终止项目 | 申请人 |'
    status, message = told(tmp_path, row)
    assert status == "failed"
    assert "取得土地" in message


def test_a_delegation_ends(tmp_path: Path) -> None:
    steps = '假如"赵强"委托"李梅"\n而且"赵强"终止对"李梅"的委托\n当"李梅"以"申请人"身份对案件"甲"办理"提交申请"'
    assert told(tmp_path, f'{steps}\n那么只因"未经登记的身份"被拒绝') == ("passed", "")


def test_names_and_steps_are_told_as_their_author_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    path.write_text(
        "功能： “拿地”，即开工\n  规则： 第３条：五日内\n    场景大纲： 甲（１），“乙”\n"
        "      假如采用流程“grid-incident”\n      而且案件“占道”办理“网格事件”\n"
        "      那么案件“占道”处于“＜状态＞”\n      例子：\n        ｜状态｜\n        ｜已结案｜\n",
        encoding="utf-8",
    )
    (only,) = run([path]).scenarios
    assert (only.feature, only.rule, only.name) == ("“拿地”，即开工", "第３条：五日内", "甲（１），“乙” [已结案]")
    assert "那么案件“占道”处于“已结案”：占道不是" in only.message
    assert only.steps[0].words == "假如采用流程“grid-incident”"


def test_single_curly_quotes_are_quotes_and_apostrophes_stay(tmp_path: Path) -> None:
    path = tmp_path / "one.feature"
    path.write_text(
        "Feature: one\n  Scenario: the office’s own\n    Given the procedure ‘grid-incident’\n"
        '    And case ‘the worker’ handles “Grid incident”\n    Then case "the worker" is ‘Discovered’\n',
        encoding="utf-8",
    )
    (only,) = run([path]).scenarios
    assert (only.status, only.name) == ("error", "the office’s own")
    assert "Grid incident" in only.message


def test_every_flaw_of_a_file_is_told_where_one_makes_it_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    path.write_text(
        '功能: 一\n  场景: 二\n    给定采用流程"grid-incident"\n    而且 2021-05-08 是工作日\n', encoding="utf-8"
    )
    assert [(one.line, one.status) for one in run([path]).scenarios] == [(3, "error"), (4, "error")]


def test_what_is_wrong_with_a_procedure_is_told_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("definition: bad\nversion: 1\n", encoding="utf-8")
    path = tmp_path / "一.feature"
    path.write_text(
        '功能: 一\n  场景: 二\n    假如采用流程"bad.yaml"\n    那么 2021-05-08 是工作日\n', encoding="utf-8"
    )
    (only,) = run([path]).scenarios
    assert only.status == "error"
    assert only.message.startswith("第 3 行")
    assert "bad.yaml:2" in only.message
