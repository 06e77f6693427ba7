"""The demonstration: what it says fits a terminal, and what it advises can be pasted."""

import shlex
import sys
from pathlib import Path

import pytest

from tests.cli import Terminal
from workflow.cli.demo_advice import called_as, continued
from workflow.cli.paragraphs import cells


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


def test_the_demonstration_in_english_fits_80_columns_and_tells_what_each_step_led_to(workflow: Terminal) -> None:
    answer = workflow("demo", "--lang", "en")
    assert answer.code == 0, answer.err
    assert max(map(cells, answer.out.splitlines())) <= 80
    assert "Construction land planning permit  → Effective\n" in answer.out
    assert "from the land contract to the last document: 1 h 50 min\n" in answer.out
    assert "1 working days" not in answer.out
    advised = answer.out.partition("What to try next\n")[2].replace("\\\n", "").splitlines()
    for words in (shlex.split(line) for line in advised if "--store" in line):
        assert (words[0], workflow(*words[1:]).code) == ("workflow", 0)


@pytest.mark.parametrize(
    ("called", "advised"),
    [(".venv/bin/workflow", ".venv/bin/workflow"), ("/usr/bin/python", "workflow"), ("-c", "workflow")],
)
def test_the_command_is_advised_as_it_was_called(called: str, advised: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [called, "demo"])
    monkeypatch.setenv("PATH", "/nowhere")
    assert called_as() == advised


def test_a_command_found_by_the_shell_is_advised_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "workflow"
    own.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(own), "demo"])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert called_as() == "workflow"


def test_a_long_command_goes_on_in_the_next_line() -> None:
    lines = continued(
        ".venv/bin/workflow definition draw " + "x" * 30 + " --lifecycle licence --output licence.svg", 80
    )
    assert lines == [
        "  .venv/bin/workflow definition draw " + "x" * 30 + " \\", "      --lifecycle licence --output licence.svg",
    ]  # fmt: skip
