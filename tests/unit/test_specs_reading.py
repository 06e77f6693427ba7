"""Feature files as people write them, and everything that pytest-bdd would pass in silence."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from workflow.specs import run
from workflow.specs.lint import lint
from workflow.specs.phrasebook import LIBRARY
from workflow.specs.phrases import Phrase, matching
from workflow.specs.reading import normalised
from workflow.specs.signs import with_known_signs
from workflow.specs.steps import MODULES
from workflow.specs.steps.binding import FUNCTIONS, performs

SOUND = """# language: zh-CN
功能: 日历
  场景: 调休
    假如采用流程"grid-incident"
    那么 2021-05-08 是工作日
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "规约.feature"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def verdict(folder: Path, text: str | bytes, language: str | None = None) -> tuple[str, str]:
    report = run([written(folder, text)], language=language)
    (only,) = report.scenarios
    return only.status, only.message


@pytest.mark.parametrize(
    "text",
    [
        SOUND.encode(),
        SOUND.encode("utf-8-sig"),
        SOUND.encode("gb18030"),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("功能:", "功能：").replace("场景:", "场景：").encode(),
        SOUND.replace('"grid-incident"', "“grid-incident”").encode(),
        SOUND.replace("2021-05-08", "２０２１-０５-０８").encode(),
        SOUND.replace("# language: zh-CN\n", "").encode(),
        SOUND.replace("zh-CN", "zh").encode(),
    ],
    ids=["utf8", "bom", "gb18030", "crlf", "colon", "quotes", "digits", "headless", "zh"],
)
def test_a_file_is_read_as_people_write_it(tmp_path: Path, text: bytes) -> None:
    assert verdict(tmp_path, text) == ("passed", "")


def test_lines_stay_where_they_are() -> None:
    text, language = normalised("功能：一\n  场景：二\n")
    assert (text.splitlines(), language) == (["功能:一", "  场景:二"], "zh-CN")


def test_a_scenario_without_steps_is_an_error_that_names_the_line_taken_for_a_step(tmp_path: Path) -> None:
    status, message = verdict(tmp_path, '# language: zh-CN\n功能: 一\n  场景: 二\n    给定项目"甲"已登记\n')
    assert status == "error"
    assert "没有步骤" in message
    assert "第 4 行" in message


def test_a_heading_without_its_colon_is_an_error(tmp_path: Path) -> None:
    _, _, flaws = lint(written(tmp_path, "# language: zh-CN\n功能: 一\n  场景 二\n" + SOUND.split("\n", 2)[2]))
    assert [(flaw.key, flaw.line) for flaw in flaws] == [("swallowed", 3)]


def test_two_scenarios_of_one_name_are_an_error_with_both_lines(tmp_path: Path) -> None:
    again = SOUND + SOUND.split("\n", 2)[2]
    status, message = verdict(tmp_path, again)
    assert status == "error"
    assert "第 3 行" in message


def test_an_unknown_step_is_told_with_the_nearest_ones(tmp_path: Path) -> None:
    status, message = verdict(tmp_path, SOUND.replace("采用流程", "采纳流程"))
    assert status == "undefined"
    assert "采用流程" in message


def test_an_unknown_step_in_any_row_of_an_outline_is_found(tmp_path: Path) -> None:
    text = """# language: zh-CN
功能: 一
  场景大纲: 二
    假如采用流程"grid-incident"
    那么 2021-05-08 是<什么>
    例子:
      | 什么   |
      | 工作日 |
      | 好日子 |
"""
    assert verdict(tmp_path, text)[0] == "undefined"


TRAPS = {
    "a step with a word that is none": (
        "    那么 2021",
        '    给定采用流程"grid-incident"\n    那么 2021',
        "给定采用流程",
    ),
    "a heading that is none": ("  场景: 调休", "  情景: 调休", "情景: 调休"),
    "a step before any scenario": ("  场景: 调休", '    假如采用流程"grid-incident"\n  场景: 调休', "不在任何场景之中"),
    "examples misnamed": ("日\n", "日\n    示例:\n      | 甲 |\n      | 乙 |\n", "示例:"),
    "an english keyword": ("    假如采用", "    Given 采用", "Given 采用"),
    "a place without a column": ("2021-05-08", "<哪天>", "没有“哪天”这一列"),
    "a step that stands elsewhere": ("    那么 2021", '    当采用流程"grid-incident"\n    那么 2021', "用错了关键词"),
    "a text block nobody reads": ("是工作日\n", '是工作日\n      """\n      注\n      """\n', "不带文段"),
    "a table left out": ("    那么 2021", "    而且有下列人员\n    那么 2021", "缺少表格"),
    "a verdict left blank": ("那么 2021-05-08 是工作日", "那么 ？", "还没有填写"),
    "nothing to go on from": ("    假如采用", "    而且采用", "没有步骤可承接"),
    "an unknown language": ("zh-CN", "tlh", "不认识语言“tlh”"),
    "a ragged table": (
        "    那么 2021",
        "    而且有下列人员:\n      | 一 | 二 |\n      | 三 |\n    那么 2021",
        "列数不同",
    ),
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_what_would_pass_in_silence_is_an_error_with_a_suggestion(tmp_path: Path, trap: tuple[str, str, str]) -> None:
    was, becomes, word = trap
    text = SOUND.replace(was, becomes, 1)
    assert text != SOUND
    if "<" in text:
        text = text.replace("场景:", "场景大纲:") + "    例子:\n      | 日子 |\n      | 2021-05-08 |\n"
    report = run([written(tmp_path, text)])
    assert not report.ok
    assert not report.is_sound
    told = " ".join(scenario.message for scenario in report.scenarios)
    assert word in told
    assert all(scenario.line > 0 for scenario in report.scenarios)


def test_plain_pytest_bdd_passes_what_is_an_error_here(tmp_path: Path) -> None:
    """The reason why there is a lint at all."""
    written(tmp_path, '# language: zh-CN\n功能: 一\n  场景: 二\n    给定项目"甲"已登记\n  场景: 二\n    给定什么\n')
    (tmp_path / "test_plain.py").write_text(
        "from pytest_bdd import scenarios\nscenarios('规约.feature')\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "1 passed" in done.stdout
    assert not run([tmp_path]).ok


def test_quotes_inside_a_quotation_stay_what_they_are(tmp_path: Path) -> None:
    text = SOUND.replace("grid-incident", "甲“乙”丙")
    (only,) = run([written(tmp_path, text)]).scenarios
    assert "甲“乙”丙" in only.message
    straight = '项目"德杰"认定"环评"不适用,理由"企业称"不适用""'
    (found,) = matching("when", straight)
    assert (found.arguments(straight) or {})["reason"] == '企业称"不适用"'


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("“王芳”对案件”甲”办理「受理」", '"王芳"对案件"甲"办理"受理"'),
        ('只因"缺少“申请书”"被拒绝', '只因"缺少“申请书”"被拒绝'),
        ("“外‘内’外”", '"外‘内’外"'),
        ("the applicant’s case", "the applicant's case"),
        ("“没有配对", '"没有配对'),
        ("｜ ＜甲＞ ｜", "| <甲> |"),
    ],
)
def test_signs_are_read_as_they_are_meant(typed: str, read: str) -> None:
    assert with_known_signs(typed) == read


def test_a_table_that_a_step_would_ignore_is_an_error(tmp_path: Path) -> None:
    status, message = verdict(tmp_path, SOUND + "      | 一 | 二 |\n")
    assert status == "error"
    assert "不带表格" in message


def test_an_outline_without_examples_is_an_error(tmp_path: Path) -> None:
    text = SOUND.replace("场景:", "场景大纲:") + "    例子:\n      | 一 |\n"
    assert verdict(tmp_path, text)[0] == "error"


@pytest.mark.parametrize(
    "text",
    [b"\x00\x01\x02", b"", b"# language: zh-CN\n", "功能: 一\n".encode()],
    ids=["binary", "empty", "header", "heading"],
)
def test_what_holds_no_scenario_never_passes(tmp_path: Path, text: bytes) -> None:
    assert verdict(tmp_path, text)[0] == "error"


def test_a_path_that_leads_nowhere_never_passes(tmp_path: Path) -> None:
    report = run([tmp_path / "nowhere.feature"])
    assert not report.ok
    assert report.to_json()["errors"] == 1


def test_an_empty_folder_is_not_a_pass(tmp_path: Path) -> None:
    assert not run([tmp_path]).ok


def test_messages_come_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    assert "no such step" in verdict(tmp_path, SOUND.replace("采用流程", "采纳流程"), language="en")[1]


@pytest.mark.parametrize("language", [None, "zh-CN", "en"])
def test_a_file_without_a_header_is_in_the_language_of_its_headings(tmp_path: Path, language: str | None) -> None:
    english = 'Feature: days\n  Scenario: make-up day\n    Given the procedure "grid-incident"\n'
    assert verdict(tmp_path, english + "    Then 2021-05-08 is a working day\n", language) == ("passed", "")
    assert verdict(tmp_path, SOUND.replace("# language: zh-CN\n", ""), language) == ("passed", "")


def test_every_step_is_worded_in_both_languages_and_explained() -> None:
    assert [known.en for known in LIBRARY if not (known.zh and known.en and all(known.about))] == []


def test_every_step_has_a_function() -> None:
    assert MODULES
    assert [known.en for known in LIBRARY if known not in FUNCTIONS] == []


def test_no_wording_is_given_to_two_steps() -> None:
    wordings = [wording for known in LIBRARY for wording in (known.zh, known.en)]
    assert len(wordings) == len(set(wordings))


@pytest.mark.parametrize("known", LIBRARY, ids=lambda known: known.en)
def test_the_examples_of_a_step_are_that_step_alone(known: Phrase) -> None:
    for example in known.example:
        step, *rows = example.splitlines()
        assert bool(rows) <= (known.table != "none")
        assert bool(rows) >= (known.table == "must")
        assert [matching(keyword, step) for keyword in known.keywords] == [(known,)] * len(known.keywords)


async def never_awaited(world: object) -> None:
    raise AssertionError(world)


async def never_run(world: object) -> AsyncIterator[None]:
    yield
    raise AssertionError(world)


@pytest.mark.parametrize("function", [never_awaited, never_run])
def test_an_asynchronous_step_cannot_be_added(function: Any) -> None:
    waiting = Phrase(zh="等待", en="waiting", keywords=("given",), about=("等", "Wait."), example=("等待", "waiting"))
    with pytest.raises(TypeError):
        performs(waiting)(function)
