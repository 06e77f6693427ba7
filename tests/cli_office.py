"""An office of the small procedure, worked from the command line: a project, a case, and its people."""

from pathlib import Path

import pytest

from tests.cli import Answer, Terminal
from tests.office import SMALL

APPLICANT = ("--as", "赵强:applicant/江苏德杰")
CLERK = ("--as", "李梅:窗口人员@规划局")
REVIEWER = ("--as", "王芳:reviewer@bureau")
APPROVER = ("--as", "陈刚:决定人@bureau")


def office(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal in a folder with the small procedure and a project registered under it."""
    terminal = Terminal(folder, capsys, monkeypatch)
    terminal.file("small.yaml", SMALL)
    register = ("project", "register", "--definition", "small.yaml", "--id", "dejie", "--name", "德杰新建")
    assert terminal(*register, "--applicant", "江苏德杰", "--on", "2021-04-23 09:00").code == 0
    return terminal


def do(workflow: Terminal, act: str, *more: str, case: str = "dejie.land", on: str = "2021-04-26 09:00") -> Answer:
    """Take an act and see that it was allowed."""
    answer = workflow("case", "do", case, act, *more, "--on", on)
    assert answer.code == 0, answer.err
    return answer


def to_accepted(workflow: Terminal) -> None:
    """Open a case for the land permit and take it to acceptance."""
    assert workflow("case", "open", "用地许可", "--project", "dejie", "--on", "2021-04-25").code == 0
    do(workflow, "递交申请", *APPLICANT)
    do(workflow, "accept", *CLERK)


def to_granted(workflow: Terminal) -> None:
    """Open a case for the land permit and take it to the grant."""
    to_accepted(workflow)
    workflow.file("决定书.pdf", "准予")
    do(workflow, "review", *REVIEWER)
    do(workflow, "grant", *APPROVER, "--document", "document=决定书.pdf")
