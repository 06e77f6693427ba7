"""What lies around the command: disks that are full, folders that are not there, readers that have gone."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli import Terminal

SOURCES = Path(__file__).parents[2] / "src"
GRANT = ("register", "grant", "李梅", "registrar", "--as", "周正:registrar")


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


@contextmanager
def no_file_may_grow() -> Iterator[None]:
    """Live for a while where the disk is full: no file may be longer than a kilobyte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_ledger_on_a_full_disk_says_so(workflow: Terminal) -> None:
    assert workflow(*GRANT).code == 0
    with no_file_may_grow():
        answer = workflow("store", "info")
    assert (answer.code, answer.err[:5]) == (8, "磁盘已满，")


def test_what_cannot_be_begun_or_backed_up_leaves_nothing_behind(workflow: Terminal) -> None:
    with no_file_may_grow():
        assert workflow(*GRANT).code == 8
    assert list(workflow.folder.iterdir()) == []
    assert workflow(*GRANT).code == 0
    before = {file.name for file in workflow.folder.iterdir()}
    for call in (("backup", "saved.db"), ("copy", "saved.db")):
        with no_file_may_grow():
            assert workflow("store", *call).code == 8
        assert {file.name for file in workflow.folder.iterdir()} - before <= {"workflow.db-shm", "workflow.db-wal"}


def test_a_backup_whose_documents_cannot_be_kept_is_no_backup(workflow: Terminal) -> None:
    workflow.file("paper.pdf", "准予")
    workflow.file("saved.db.files", "in the way")
    workflow(
        "case", "open", "incident", "--definition", "grid-incident", "--id", "i", "--as", "小李:网格员@grid_station"
    )
    workflow("case", "do", "i", "report", "--as", "小李:网格员@grid_station", "--document", "photo=paper.pdf")
    answer = workflow("store", "backup", "saved.db")
    assert answer.code == 8
    assert not (workflow.folder / "saved.db").exists()


def test_a_folder_that_is_not_there_is_told_apart_from_a_ledger_that_is_not_there(workflow: Terminal) -> None:
    assert workflow("--store", "x.db", "project", "list").err == f"“{workflow.folder}/x.db”处没有账本。\n"
    answer = workflow("--store", "nosuch/x.db", "project", "list")
    assert (answer.code, answer.err) == (3, f"没有文件夹“{workflow.folder}/nosuch”。\n")
    assert workflow(*GRANT).code == 0
    assert workflow("store", "backup", "nosuch/saved.db").err == "没有文件夹“nosuch”。\n"


def test_a_demonstration_that_cannot_write_says_where_and_what_to_do(workflow: Terminal) -> None:
    workflow.file("file", "in the way")
    answer = workflow("demo", "--into", "file/demo")
    assert answer.code == 8
    assert answer.err == "写不了“file/demo”（路径中有一段不是文件夹）；请用 --into 另选文件夹。\n"


def test_a_file_that_cannot_be_written_is_a_storage_error_in_the_readers_words(workflow: Terminal) -> None:
    draw = ("definition", "draw", "grid-incident", "--output", "nosuch/picture.svg")
    answer = workflow(*draw)
    assert (answer.code, answer.err) == (8, "“nosuch/picture.svg”：没有这个文件或文件夹。\n")
    assert workflow(*draw, "--lang", "en").err == "“nosuch/picture.svg”: there is no such file or folder.\n"


@pytest.mark.parametrize("command", ["demo", "definition", "calendar"])
def test_a_ledger_named_for_a_command_that_asks_none_is_wrong_usage(workflow: Terminal, command: str) -> None:
    answer = workflow("--store", "x.db", command, "--help")
    assert (answer.code, answer.err) == (2, f"“{command}”不用账本，不能给 --store。\n")


@pytest.mark.parametrize(
    ("words", "ends"),
    [("--help | head -1", (0, 1, "")), ("--help >&-", (0, 0, "")), ("nosuch >&- 2>&-", (2, 0, ""))],
)
def test_a_reader_who_has_gone_ends_the_command_quietly(words: str, ends: tuple[int, int, str]) -> None:
    program = f'"{sys.executable}" -c "from workflow.cli import main; main()" {words}'
    env = {**os.environ, "PYTHONPATH": str(SOURCES)}
    done = subprocess.run(["/bin/sh", "-c", program], capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == ends
