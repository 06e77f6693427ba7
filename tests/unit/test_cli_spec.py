"""`workflow spec`: what it writes and how it ends."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli import Terminal

SOUND = """# language: zh-CN
功能: 占道
  规则: 巡查
    场景: 发现
      假如采用流程"grid-incident"
      而且案件"占道"办理"网格事件"
      那么案件"占道"处于"已发现"
"""
FAILING = SOUND.replace("已发现", "已结案")
UNKNOWN = SOUND.replace("而且案件", "而且按键")


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize(
    ("text", "code", "word"), [(SOUND, 0, "√ 发现"), (FAILING, 6, "× 发现"), (UNKNOWN, 5, "? 发现"), ("甲", 5, "!")]
)
def test_how_a_run_ends(terminal: Terminal, text: str, code: int, word: str) -> None:
    answer = terminal("spec", "run", terminal.file("一.feature", text))
    assert answer.code == code
    assert word in answer.out


def test_a_failure_is_told_with_its_line_and_its_trail(terminal: Terminal) -> None:
    answer = terminal("spec", "run", terminal.file("一.feature", FAILING))
    assert '第 7 行 那么案件"占道"处于"已结案"：占道不是“已结案”，而是“已发现”' in answer.out
    assert "此前的经过" in answer.out
    assert "立案" in answer.out


def test_a_run_as_json_and_junit(terminal: Terminal) -> None:
    files = [terminal.file("一.feature", SOUND), terminal.file("二.feature", FAILING)]
    answer = terminal("spec", "run", *files, "--json", "--junit", "out.xml", "--lang", "en")
    assert (answer.data["passed"], answer.data["failed"], answer.code) == (1, 1, 6)
    assert answer.data["scenarios"][1]["message"].startswith("line 7, ")
    root = ET.fromstring((terminal.folder / "out.xml").read_text(encoding="utf-8"))  # noqa: S314 (our own)
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "1", "0")
    assert [case.get("name") for case in root.iter("testcase")] == ["发现", "发现"]


@pytest.mark.parametrize(("language", "title"), [("zh-CN", "规约核验报告"), ("en", "Report on specifications")])
def test_a_report_is_one_page_without_a_script_or_anything_from_elsewhere(
    terminal: Terminal, language: str, title: str
) -> None:
    evil = SOUND.replace("发现\n", "<script>alert(1)</script>\n", 1)
    answer = terminal("spec", "run", terminal.file("一.feature", evil), "--html", "r.html", "--lang", language)
    text = (terminal.folder / "r.html").read_text(encoding="utf-8")
    assert answer.code == 0
    assert title in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")
    assert "sha256:" in text
    assert "立案" in text or "Case opened" in text


def test_the_users_own_definition_is_tested(terminal: Terminal) -> None:
    text = SOUND.replace('采用流程"grid-incident"\n      而且', "")
    name = terminal.file("一.feature", text)
    assert terminal("spec", "run", name).code == 5
    assert terminal("spec", "run", name, "--definition", "grid-incident").code == 0
    assert terminal("spec", "run", name, "--definition", "nobody-has-it").code == 3
    assert terminal("spec", "run", name, "--definition", terminal.file("bad.yaml", "definition: [")).code == 5


def test_what_is_not_there_is_not_found(terminal: Terminal) -> None:
    assert terminal("spec", "run", "nowhere.feature").code == 3
    assert terminal("spec", "lint", "nowhere.feature").code == 3
    assert terminal("spec", "run").code == 2


def test_a_folder_without_features_never_passes(terminal: Terminal) -> None:
    (terminal.folder / "empty").mkdir()
    assert terminal("spec", "run", "empty").code == 5
    assert terminal("spec", "lint", "empty").code == 3


def test_lint_tells_every_flaw_with_its_line(terminal: Terminal) -> None:
    name = terminal.file("一.feature", UNKNOWN.replace("那么案件", "给定案件"))
    answer = terminal("spec", "lint", name, "--json")
    assert answer.code == 5
    assert [(one["code"], one["line"]) for one in answer.data["problems"]] == [("unexpected_line", 7)]
    assert terminal("spec", "lint", terminal.file("二.feature", SOUND)).code == 0


def test_a_warning_is_no_error(terminal: Terminal) -> None:
    name = terminal.file("一.feature", SOUND.replace("      那么", "      # 那么"))
    answer = terminal("spec", "lint", name, "--json")
    assert [one["code"] for one in answer.data["problems"]] == ["no_outcome"]
    assert (answer.code, answer.data["ok"]) == (0, True)


@pytest.mark.parametrize(("words", "found"), [("委托", "delegates to"), ("delegates", "委托")])
def test_steps_are_found_in_either_language(terminal: Terminal, words: str, found: str) -> None:
    answer = terminal("spec", "steps", words)
    assert answer.code == 0
    assert found in answer.out


def test_the_steps_as_json(terminal: Terminal) -> None:
    found = terminal("spec", "steps", "--json").data
    assert len(found) > 40
    assert set(found[0]) == {"keywords", "zh-CN", "en", "table", "about", "example"}
    assert terminal("spec", "steps", "没有这样的词").out.startswith("没有提到")
