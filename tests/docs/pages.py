"""Pages of the documentation as they are read: their fenced blocks, written to files and played as commands.

A fence `yaml file=hall.yaml` is a file; `yaml from=../examples/hall.yaml` is part of one; `console` holds commands
after `$ ` with what they write (in a copy of the folder that the fence may name), `…` for anything, and `[7]` for
an exit code other than 0. Pages speak Chinese unless a command asks for English.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from workflow.cli.program import run

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ANYTHING = "…"
TEAM = "postgresql://office@db.example/office"
_FENCE = re.compile(r"^```(\w+)((?: +\w+=\S+)*) *$")
_SURROUNDINGS = {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "COLUMNS": "80", "NO_COLOR": "1"}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what the fence says besides, its lines, and where they begin (from 0)."""

    language: str
    said: Mapping[str, str]
    lines: tuple[str, ...]
    start: int

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True)
class Shown:
    """A command of a page, what the page says it writes, and its exit code; `at` and `end` are its lines."""

    command: str
    output: tuple[str, ...]
    code: int
    at: int
    end: int


def pages() -> list[Path]:
    """Return the pages that have something to play."""
    return [page for page in sorted(DOCS.rglob("*.md")) if any(block.language == "console" for block in blocks(page))]


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page."""
    found: list[Block] = []
    opened: tuple[str, dict[str, str], int] | None = None
    lines = page.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if opened is None and fence is not None:
            opened = (fence[1], dict(part.split("=", 1) for part in fence[2].split()), number + 1)
        elif opened is not None and line == "```":
            language, said, start = opened
            found.append(Block(language, said, tuple(lines[start:number]), start))
            opened = None
    return found


def shown(block: Block) -> Iterator[Shown]:
    """Yield the commands of a console block with what they are said to write."""
    starts = [number for number, line in enumerate(block.lines) if line.startswith("$ ")]
    for at, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        command, number = block.lines[at][2:], at + 1
        while command.endswith("\\"):
            command, number = command[:-1] + block.lines[number].strip(), number + 1
        output, code = list(block.lines[number:end]), 0
        if output and re.fullmatch(r"\[\d+\]", output[-1]):
            code = int(output.pop()[1:-1])
        yield Shown(command, tuple(output), code, block.start + number, block.start + end)


def fits(expected: tuple[str, ...], seen: list[str]) -> bool:
    """Tell whether what was written is what a page shows; a line `…` is any lines, within a line any text."""
    pattern = "".join(
        r"(?:[^\n]*\n)*" if line.strip() == ANYTHING else re.escape(line.rstrip()).replace(ANYTHING, "[^\n]*") + "\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in seen)) is not None


class Player:
    """A reader who works through a page in a folder of their own."""

    def __init__(self, folder: Path, addresses: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.addresses = addresses or {}
        self.surroundings = dict(_SURROUNDINGS)

    def prepare(self, page: Path, block: Block) -> None:
        """Write the file that a block is."""
        if "file" in block.said:
            target = self.folder / block.said["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
        if "folder" in block.said:
            shutil.copytree(page.parent / block.said["folder"], self.folder, dirs_exist_ok=True)

    def play(self, command: str) -> tuple[list[str], int]:
        """Carry out a command and return what it wrote, stdout first, and its exit code."""
        for written, real in self.addresses.items():
            command = command.replace(written, real)
        silent = command.endswith(" 2>/dev/null")
        command, _, target = command.removesuffix(" 2>/dev/null").partition(" > ")
        words = shlex.split(command)
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
            name, _, value = words.pop(0).partition("=")
            self.surroundings[name] = value
        if not words:
            return [], 0
        out, err, code = self._call(words)
        if target:
            (self.folder / target).write_text(out, encoding="utf-8")
            out = ""
        text = (out + ("" if silent else err)).replace(str(self.folder), ".")
        for written, real in self.addresses.items():
            text = text.replace(real, written)
        return text.splitlines(), code

    def _call(self, words: list[str]) -> tuple[str, str, int]:
        if words[0] != "workflow":
            program = {"python": sys.executable}.get(words[0], words[0])
            kept = {**os.environ, **self.surroundings, "PYTHONPATH": str(ROOT / "src")}
            done = subprocess.run(
                [program, *words[1:]], cwd=self.folder, env=kept, capture_output=True, text=True, check=False
            )
            return done.stdout, done.stderr, done.returncode
        before = dict(os.environ)
        os.environ.update(self.surroundings)
        out, err = StringIO(), StringIO()
        try:
            with chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
                code = run(words[1:])
        finally:
            os.environ.clear()
            os.environ.update(before)
        return out.getvalue(), err.getvalue(), code
