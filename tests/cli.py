"""The command, called inside the test's own process."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workflow.cli.program import run

DEJIE = ("project", "register", "--definition", "four-certs-three-docs", "--policy", "pre_review", "--id", "dejie")
REGISTERED = (*DEJIE, "--name", "江苏德杰", "--on", "2021-02-01 09:00", "--data", "land_route=grant")


@dataclass(frozen=True)
class Answer:
    """What a call wrote, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Return what was written as JSON."""
        return json.loads(self.out)


class Terminal:
    """A place to call the command from: a folder with a store of its own, Chinese unless asked otherwise."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._capsys = capsys
        monkeypatch.chdir(folder)
        for name in [name for name in os.environ if name.startswith(("LC_", "WORKFLOW_"))]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("LANG", "zh_CN.UTF-8")
        monkeypatch.setenv("COLUMNS", "80")

    def __call__(self, *arguments: str) -> Answer:
        """Call the command."""
        self._capsys.readouterr()
        code = run(arguments)
        written = self._capsys.readouterr()
        return Answer(code, written.out, written.err)

    def file(self, name: str, content: str | bytes) -> str:
        """Write a file into the folder and return its name."""
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)
        return name
