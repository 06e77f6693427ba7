"""Steps about audits and simulated timelines: what does not hold, and what cannot be carried out."""

from pathlib import Path

import pytest

from workflow.specs import run
from workflow.specs.runner import Keep

HEAD = """# language: zh-CN
功能: 核查和模拟
  背景:
    假如采用流程"four-certs-three-docs"
    而且现在是 2021-04-23 09:00
    而且案件"甲"办理"建设用地规划许可证"
    而且案件"甲"已依法走到"已收件"
  场景: 一
"""
SERIAL = '当以情景"statutory-serial"模拟\n'


def told(folder: Path, steps: str) -> tuple[str, str]:
    path = folder / "一.feature"
    path.write_text(HEAD + "".join(f"    {line}\n" for line in steps.splitlines()), encoding="utf-8")
    (only,) = run([path]).scenarios
    return only.status, only.message


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ('那么核查案件"甲"没有发现问题', "逾期不作为|“受理期限”于 2021-04-29 届满|silence:intake|行政许可法"),
        ('那么核查案件"甲"发现"超期:决定期限"', "没有发现“超期:决定期限”|silence:intake"),
        ('那么核查案件"甲"发现"逾期不作为:决定期限"', "没有发现“逾期不作为:决定期限”"),
        ('那么核查案件"甲"发现"逾期不作为"，依据"行政许可法 第四十二条"', "而是|行政许可法 第三十二条第一款第四项"),
        ("那么核查恰好发现:\n  | 发现 |\n  | 超期 |", "没有发现“超期”"),
        ("那么核查恰好发现:\n  | 发现 | 何处 |\n  | 逾期不作为 | 乙 |", "没有发现“逾期不作为 · 乙”"),
        ("那么核查恰好发现:\n  | 发现 |\n  | 逾期不作为 |\n  | 逾期不作为 |", "没有发现“逾期不作为”"),
    ],
)
def test_an_audit_that_finds_otherwise_fails_and_tells_what_it_found(tmp_path: Path, steps: str, words: str) -> None:
    status, message = told(tmp_path, f"当时间到 2021-05-06 09:00\n{steps}")
    assert status == "failed"
    assert [word for word in words.split("|")[1:] if word not in message] == []


def test_what_an_audit_finds_is_told_whether_it_counts_or_not(tmp_path: Path) -> None:
    assert told(tmp_path, '当时间到 2021-04-26 09:00\n那么核查发现"身份未经核实"') == ("passed", "")
    assert told(tmp_path, "当时间到 2021-04-26 09:00\n那么核查没有发现问题") == ("passed", "")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("那么模拟自触发到最后一件的 P90 不超过 111 个工作日", "112个工作日"),
        ("那么模拟自触发到最后一件的 P50 至少一百一十三个工作日", "112个工作日"),
        ("那么模拟自触发到最后一件的 P50 恰为 112 日", "163日"),
        ("那么模拟的 P90 不晚于 2021-10-28 办结", "2021-10-29"),
        ("那么模拟的 P90 恰在 2021-10-30 办结", "2021-10-29"),
    ],
)
def test_a_simulation_that_comes_to_something_else_fails(tmp_path: Path, steps: str, words: str) -> None:
    status, message = told(tmp_path, SERIAL + steps)
    assert (status, words in message) == ("failed", True), message


def test_a_limit_that_is_not_kept_often_enough_fails(tmp_path: Path) -> None:
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")
    steps = '当以情景"slow.yaml"模拟，共 20 次\n那么模拟中"建设用地规划许可证"的时限"决定期限"按期的不低于 {}%'
    assert told(tmp_path, steps.format(30))[0] == "passed"
    status, message = told(tmp_path, steps.format(90))
    assert (status, "低于 90%" in message) == ("failed", True)


def test_what_never_ends_is_no_timeline(tmp_path: Path) -> None:
    (tmp_path / "slow.yaml").write_text(SLOW.replace("[1, 30]", "[300]") + "horizon: 1\n", encoding="utf-8")
    status, message = told(tmp_path, '当以情景"slow.yaml"模拟，共 2 次\n那么模拟的 P50 不晚于 2030-12-31 办结')
    assert (status, "2 个没有办结" in message) == ("failed", True), message


SLOW = """scenario: slow
base: statutory-serial
title: {zh-CN: 慢, en: Slow}
definition: four-certs-three-docs
target: [land_planning_permit]
order: []
lifecycles:
  licence:
    accepted: start_review
    under_review: {take: grant, wait: {empirical: [1, 30], unit: working_days}}
"""


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("那么模拟的 P50 恰在 2021-10-29 办结", "还没有模拟过"),
        ('当以情景"没有的"模拟\n那么没有新的记录', "没有情景“没有的”"),
        ('当以情景"park-year"模拟\n那么没有新的记录', "park-settlement"),
        ('当以情景"statutory-serial"模拟，共 0 次\n那么没有新的记录', "1 至"),
        ('当以情景"statutory-serial"模拟，自 2021-02-30 起\n那么没有新的记录', "没有这样的日期"),
        (f"{SERIAL}那么模拟自触发到最后一件的 P90 不超过 3 个月", "不能与“3 个月”比较"),
        (f'{SERIAL}那么模拟中"施工许可证"的时限"决定"按期的不低于 1%', "决定期限"),
        ('那么核查项目"无名"没有发现问题', "无名"),
        ("那么核查恰好发现:\n  | 问题 |\n  | 超期 |", "没有“问题”这一列"),
    ],
)
def test_what_cannot_be_audited_or_simulated_so_is_an_error(tmp_path: Path, steps: str, words: str) -> None:
    status, message = told(tmp_path, steps)
    assert (status, words in message) == ("error", True), message


def test_a_simulation_is_evidence_with_the_definition_it_was_made_of(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    steps = f'    假如采用流程"four-certs-three-docs"\n    {SERIAL}    那么模拟的 P50 恰在 2021-10-29 办结\n'
    path.write_text(f"功能: 一\n  场景: 二\n{steps}", encoding="utf-8")
    (only,) = run([path], keep=Keep(events=True)).scenarios
    assert only.timelines[1] == "P50：112个工作日，2021-10-29 办结"
    assert only.tested is not None
    assert only.tested.name == "four-certs-three-docs@2021.05+hard_edges_only"


def test_a_finding_looks_at_the_record_it_rests_on(tmp_path: Path) -> None:
    path = tmp_path / "一.feature"
    steps = '    当时间到 2021-05-06 09:00\n    那么核查案件"甲"发现"逾期不作为:受理期限"\n'
    path.write_text(HEAD + steps, encoding="utf-8")
    attempts = run([path], keep=Keep(proofs=True)).attempts
    assert [one.act for one in attempts if "outcome" in one.asserted] == ["deem_accepted"]
