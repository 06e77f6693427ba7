"""Help, languages, completion and what a call costs before it does anything."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli import Terminal
from workflow.cli.call import spoken
from workflow.cli.paragraphs import cells, wrapped
from workflow.cli.program import program

COMMANDS = [
    "demo",
    "definition",
    "project",
    "case",
    "load",
    "calendar",
    "spec",
    "register",
    "sweep",
    "audit",
    "simulate",
    "forecast",
    "store",
]
CALL = "import sys; from workflow.cli.program import run"
HEAVY = ["pydantic", "eventsourcing", "yaml", "rich", "cel", "numpy", "sqlite3", "psycopg", "pytest"]


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


def test_help_imports_click_and_nothing_heavy() -> None:
    asked = f"{CALL}; run(['--help']); print([m for m in {HEAVY} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_help_lists_every_command_and_no_other(workflow: Terminal, language: str) -> None:
    answer = workflow("--help", "--lang", language)
    listed = answer.out.partition("命令：" if language == "zh-CN" else "Commands:")[2]
    assert answer.code == 0
    assert [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "] == COMMANDS


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "demo"])
def test_every_page_of_help_speaks_both_languages_within_80_columns(workflow: Terminal, command: str) -> None:
    for language, usage in (("zh-CN", "用法："), ("en", "Usage:")):
        answer = workflow(command, "--help", "--lang", language)
        assert answer.code == 0
        assert answer.out.startswith(usage)
        assert max(map(cells, answer.out.splitlines())) <= 80


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name)


def test_every_command_explains_itself_and_all_its_options_in_both_languages(workflow: Terminal) -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    for path in leaves(program):
        for language in ("zh-CN", "en"):
            answer = workflow(*path, "--help", "--lang", language)
            assert answer.code == 0
            assert max(map(cells, answer.out.splitlines())) <= 80, path
            assert bool(chinese.search(answer.out)) == (language == "zh-CN"), path


def test_the_language_may_be_chosen_before_and_after_the_subcommand(workflow: Terminal) -> None:
    assert workflow("--lang", "en", "case", "--help").out.startswith("Usage:")
    assert workflow("case", "--help", "--lang=en").out.startswith("Usage:")
    assert workflow("case", "--help").out.startswith("用法：")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-CN"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh-CN"),
        ({}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh-CN"),
    ],
)
def test_the_locale_chooses_the_language_where_nobody_does(environment: dict[str, str], language: str) -> None:
    assert spoken([], environment) == language


def test_what_follows_a_double_dash_chooses_no_language() -> None:
    assert spoken(["--", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}) == "zh-CN"


def test_completion_offers_the_commands_without_loading_them() -> None:
    names = [
        item.value
        for item in program.shell_complete(program.make_context("workflow", ["x"], resilient_parsing=True), "c")
    ]
    assert names == ["case", "calendar"]


def test_a_shell_gets_its_completion(workflow: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_WORKFLOW_COMPLETE", "bash_source")
    answer = workflow()
    assert answer.code == 0
    assert "_WORKFLOW_COMPLETE=bash_complete" in answer.out


def test_the_version_is_told(workflow: Terminal) -> None:
    answer = workflow("--version")
    assert (answer.code, answer.out) == (0, "workflow 0.1.0\n")


def test_no_command_at_all_shows_the_help_as_wrong_usage(workflow: Terminal) -> None:
    answer = workflow()
    assert (answer.code, answer.out) == (2, "")
    assert "命令：" in answer.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["definitoin"], "没有命令“definitoin”"),
        (["case", "nxt"], "没有命令“nxt”"),
        (["case", "next"], "缺少 CASE"),
        (["case", "next", "x", "--bogus"], "没有选项“--bogus”"),
        (["case", "next", "x", "y", "z"], "多出了：y z。"),
        (["case", "next", "x", "--as"], "选项“--as”后面要写内容，或者不能写内容。"),
        (["case", "next", "x", "--lang", "fr"], "“fr”不在可选之列：zh-CN、en"),
        (["calendar", "due", "--start", "2021-02-30", "--limit", "5 working_days"], "没有“2021-02-30”这一天"),
        (
            ["calendar", "due", "--start", "2021-05-19T25:00", "--limit", "5 working_days"],
            "没有“2021-05-19T25:00”这个时间",
        ),
        (["calendar", "due", "--start", "gestern", "--limit", "5 working_days"], "不是时间"),
        (["calendar", "due", "--start", "2021-05-19", "--limit", "5 moons"], "“5 moons”不是期限"),
        (["calendar", "days", "--from", "2021-06-31", "--to", "2021-07-01"], "没有“2021-06-31”这一天"),
        (["calendar", "days", "--from", "2021-07-02", "--to", "2021-07-01"], "2021-07-02 晚于 2021-07-01"),
        (["case", "do", "x", "y", "--as", "nobody"], "“nobody”不是办理人"),
        (["case", "do", "x", "y", "--as", "a:b", "--data", "z"], "“z”应写作 名称=内容"),
        (["case", "open", "x"], "须指明 --project 或 --definition 之一"),
        (["case", "open", "x", "--definition", "grid-incident"], "须用 --id 编号"),
        (["case", "open", "incident", "--definition", "grid-incident", "--id", "g"], "须指明 --applicant 或 --as"),
        (["definition", "list", "--store", "x.db"], "没有选项“--store”"),
        (["--store", "mysql://x", "project", "list"], "不是存储地址"),
    ],
)
def test_wrong_words_are_told_in_chinese_with_exit_code_2(workflow: Terminal, arguments: list[str], words: str) -> None:
    answer = workflow(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_wrong_words_are_told_in_english_too(workflow: Terminal) -> None:
    answer = workflow("calendar", "due", "--start", "2021-02-30", "--limit", "5 working_days", "--lang", "en")
    assert answer.err.splitlines() == [
        "--start is not right: there is no day “2021-02-30”.",
        "For help: workflow calendar due --help",
    ]


def test_chinese_wraps_by_cells_and_no_line_begins_with_a_comma() -> None:
    lines = wrapped("起算的日期或时间，不写时区为北京时间，只写日期为当日零时", 16)
    assert max(map(cells, lines)) <= 18
    assert not any(line.startswith("，") for line in lines)


def test_a_reader_that_goes_away_ends_the_call_quietly() -> None:
    source = f"{CALL}; sys.exit(run(['definition', 'schema']))"
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen([sys.executable, "-c", source], stdout=writing, stderr=subprocess.PIPE, text=True) as process:
        os.close(writing)
        _, err = process.communicate()
    assert (process.returncode, err) == (141, "")


def test_a_narrow_terminal_encoding_never_breaks_a_call() -> None:
    source = f"{CALL}; sys.exit(run(['calendar', 'days', '--from', '2021-06-10', '--to', '2021-06-15']))"
    for encoding in ("gbk", "ascii"):
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "LANG": "zh_CN.GBK"}
        shown = subprocess.run([sys.executable, "-c", source], capture_output=True, env=environment, check=True)
        assert b"2021-06-15" in shown.stdout
        assert ("端午" in shown.stdout.decode("gbk")) == (encoding == "gbk")


def test_an_interrupted_call_ends_with_130(workflow: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workflow.cli.definition.library.definitions", interrupted)
    answer = workflow("definition", "list")
    assert (answer.code, answer.err) == (130, "已中断。\n")


def test_an_error_nobody_meant_is_a_sentence_and_exit_code_1(
    workflow: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("workflow.cli.definition.library.definitions", broken)
    answer = workflow("definition", "list")
    assert (answer.code, answer.err) == (1, "程序出错：RuntimeError: boom。\n")


def test_the_parts_that_click_writes_speak_chinese_too(workflow: Terminal) -> None:
    assert workflow("case", "--help").out.startswith("用法：workflow case [选项] 命令 [参数]...\n")
    page = workflow("calendar", "due", "--help").out
    assert "起算的日期或时间（必填）" in page
    assert "required" not in page
    assert "(required)" in workflow("calendar", "due", "--help", "--lang", "en").out


def test_a_group_without_a_command_says_so_in_the_readers_language(workflow: Terminal) -> None:
    assert workflow("--lang", "zh-CN").err.startswith("缺少命令。\n")
    assert workflow("--lang", "en").err.startswith("A command is missing.\n")
