"""Feature files as people write them, and everything that pytest-bdd would pass in silence."""

from pathlib import Path

import pytest

from workflow.specs import run
from workflow.specs.phrases import LIBRARY, phrase
from workflow.specs.reading import normalised, read_feature

SOUND = """# language: zh-CN
功能: 日历
  场景: 调休
    假如采用流程"grid-incident"
    那么 2021-05-08 是工作日
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "规格.feature"
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
    flaws = read_feature(written(tmp_path, "# language: zh-CN\n功能: 一\n  场景 二\n" + SOUND.split("\n", 2)[2])).flaws
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


def test_every_step_is_worded_in_both_languages_and_explained() -> None:
    assert [known for known in LIBRARY if not (known.zh and known.en and known.meaning)] == []


def test_no_wording_is_given_to_two_steps() -> None:
    wordings = [wording for known in LIBRARY for wording in (known.zh, known.en)]
    assert len(wordings) == len(set(wordings))


def test_an_asynchronous_step_cannot_be_added() -> None:
    async def never_awaited() -> None:
        raise AssertionError

    with pytest.raises(TypeError):
        phrase(zh="等待", en="waiting", keywords=("given",))(never_awaited)  # type: ignore[type-var]
