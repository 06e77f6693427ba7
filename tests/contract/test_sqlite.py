"""What the ledger does with files: its own, foreign ones, later ones and those it may not write."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.contract.material import DECIDED, case_of_eight, fact
from workflow.errors import NewerStore, NotFound, NotOurStore, StorageError, UsageError
from workflow.store import Ledger, open_ledger
from workflow.store.opening import sqlite_path

NOBODY = 65_534
APPEND_TWENTY = """
import sys
from tests.contract.material import fact
from workflow.errors import ConcurrentChange
from workflow.store import open_ledger
url, own = sys.argv[1:]
with open_ledger(url) as ledger:
    for number in range(1, 21):
        while True:
            shared = ledger.version("project:1")
            try:
                ledger.append([fact(own, number), fact("project:1", shared + 1)], {"project:1": shared})
            except ConcurrentChange:
                continue
            break
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workflow.db"


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act without the rights of the administrator, as an office does."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder everybody can reach, unlike the private ones of the test run."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def tree(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def database(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_commits_wait_for_the_disk(path: Path) -> None:
    with open_ledger(str(path)) as ledger:
        assert ledger._select("PRAGMA synchronous") == [(2,)]  # type: ignore[attr-defined]
        assert ledger._select("PRAGMA journal_mode") == [("wal",)]  # type: ignore[attr-defined]


def test_a_foreign_database_is_refused_and_untouched(path: Path) -> None:
    database(path, "CREATE TABLE stored_events (x)", "INSERT INTO stored_events VALUES (1)")
    before = tree(path.parent)
    with pytest.raises(NotOurStore):
        open_ledger(str(path))
    assert tree(path.parent) == before


@pytest.mark.parametrize("content", ["definition: x\n", "SQLite format 3\0 but short"], ids=["text", "short"])
def test_a_file_that_is_no_database_is_refused_and_untouched(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(NotOurStore):
        open_ledger(str(path))
    assert tree(path.parent) == {"workflow.db": content.encode()}


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        open_ledger(str(tmp_path))
    assert refused.value.key == "store_unreachable"


def test_a_ledger_of_a_later_format_is_refused_and_untouched(path: Path) -> None:
    open_ledger(str(path)).close()
    database(path, "PRAGMA user_version = 3")
    before = tree(path.parent)
    with pytest.raises(NewerStore) as refused:
        open_ledger(str(path))
    assert refused.value.facts["format"] == 3
    assert tree(path.parent) == before


def test_a_ledger_of_the_first_format_gets_its_tiles_when_it_is_opened(path: Path) -> None:
    with open_ledger(str(path)) as ledger:
        ledger.append_bulk(fact(f"case:{number}", 1) for number in range(600))
        tiles = ledger.tile(1, 0)
    database(path, "DROP TABLE seal_nodes", "DROP TABLE seal_checkpoints", "PRAGMA user_version = 1")
    with open_ledger(str(path)) as ledger:
        assert ledger.tile(1, 0) == tiles
        assert len(tiles) == 2
        assert ledger.check() == []
        assert ledger.checkpoints() == []


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    with open_ledger(str(path)) as ledger:
        assert ledger.append([fact("case:1", 1)], {})[0].position == 1


def test_a_ledger_that_must_exist_is_not_begun(path: Path) -> None:
    with pytest.raises(NotFound):
        open_ledger(str(path), create=False)
    assert not path.exists()


def test_a_ledger_in_a_missing_folder_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_ledger(str(tmp_path / "missing" / "workflow.db"))


def test_names_with_signs_of_an_address_are_plain_names(tmp_path: Path) -> None:
    path = tmp_path / "100% 项目?mode=ro#1.db"
    with open_ledger(str(path)) as ledger:
        ledger.append([fact("case:1", 1)], {})
    assert path.exists()


def test_an_address_names_a_path() -> None:
    assert sqlite_path("sqlite:///a/b.db") == Path("a/b.db")
    assert sqlite_path("sqlite:////a/b%20c.db") == Path("/a/b c.db")
    assert sqlite_path("a/b.db") == Path("a/b.db")


@pytest.mark.parametrize("url", ["", "sqlite:", "sqlite:///", "mysql://host/name", "a\0b"], ids=repr)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        open_ledger(url)


def test_where_nobody_may_write_a_ledger_can_be_read_and_says_why_it_cannot_be_written(open_folder: Path) -> None:
    path = open_folder / "workflow.db"
    with open_ledger(str(path)) as ledger:
        recorded = ledger.append(case_of_eight(1), {})
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with as_nobody(), open_ledger(str(path)) as ledger:
        assert ledger.read("case:1") == recorded
        assert ledger.check() == []
        with pytest.raises(StorageError) as refused:
            ledger.append([fact("case:1", 9)], {})
        assert refused.value.key == "store_read_only"


def test_a_ledger_cannot_be_begun_where_nobody_may_write(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(StorageError) as refused:
        open_ledger(str(open_folder / "workflow.db"))
    assert refused.value.key == "store_unreachable"
    assert list(open_folder.iterdir()) == []


def test_processes_that_begin_and_write_one_ledger_at_once_lose_nothing(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", APPEND_TWENTY, str(path), f"case:{number}"]) for number in range(2)
    ]
    assert [writer.wait(30) for writer in writers] == [0, 0]
    with open_ledger(str(path)) as ledger:
        assert ledger.check() == []
        assert ledger.version("project:1") == 40
        assert [record.position for record in ledger.scan()] == list(range(1, 81))


@pytest.fixture
def recorded(path: Path) -> Path:
    with open_ledger(str(path)) as ledger:
        ledger.put_content("definition", b"{}", recorded_at=DECIDED)
        ledger.append_bulk([*case_of_eight(1), *case_of_eight(2)])
    return path


def change_fourth(path: Path, change: str) -> None:
    database(path, f"UPDATE stored_events SET {change} WHERE rowid = 4")  # noqa: S608 (the test's own words)


MUTATIONS = {
    "a word in the data": (
        "UPDATE stored_events SET state = CAST(replace(state, '12345', '12346') AS BLOB) WHERE rowid = 4",
        {"leaf_differs", "chain_broken", "seal_differs"},
    ),
    "another body and another leaf": (
        "UPDATE stored_events SET state = x'7b7d', leaf = zeroblob(32) WHERE rowid = 4",
        {"leaf_differs", "event_unreadable", "chain_broken", "seal_differs"},
    ),
    "the name in the column": (
        "UPDATE stored_events SET topic = 'PermitGranted' WHERE rowid = 4",
        {"event_misfiled"},
    ),
    "the command in the column": (
        "UPDATE stored_events SET command_id = 'c-1' WHERE rowid = 4",
        {"event_misfiled"},
    ),
    "another case": (
        "UPDATE stored_events SET originator_id = 'case:3' WHERE rowid = 4",
        {"event_misfiled", "version_out_of_order", "chain_broken"},
    ),
    "an event gone": (
        "DELETE FROM stored_events WHERE rowid = 4",
        {"position_missing", "version_out_of_order", "chain_broken", "seal_differs"},
    ),
    "the last event gone": ("DELETE FROM stored_events WHERE rowid = 17", {"seal_differs"}),
    "an event before the first": (
        "INSERT INTO stored_events SELECT 0, 'case:9', 1, topic, state, leaf, NULL FROM stored_events WHERE rowid = 4",
        {"rows_out_of_order"},
    ),
    "no JSON": (
        "UPDATE stored_events SET state = x'7b' WHERE rowid = 4",
        {"leaf_differs", "event_unreadable", "chain_broken", "seal_differs"},
    ),
    "text for bytes": (
        "UPDATE stored_events SET state = CAST(state AS TEXT), leaf = 'leaf' WHERE rowid = 4",
        {"leaf_differs", "event_unreadable", "chain_broken", "seal_differs"},
    ),
    "another head": ("UPDATE seal_head SET size = 16, frontier = zeroblob(32)", {"seal_differs"}),
    "an entry in a tile": ("INSERT INTO seal_nodes VALUES (1, 0, zeroblob(32))", {"tiles_miscounted"}),
    "no head": ("DELETE FROM seal_head", {"seal_differs"}),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_check_names_what_was_changed(recorded: Path, mutation: str) -> None:
    statement, expected = MUTATIONS[mutation]
    with open_ledger(str(recorded)) as ledger:
        assert ledger.check() == []
        database(recorded, statement)
        assert {defect.key for defect in ledger.check()} == expected


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("state = x'7b'", "event_unreadable"),
        ("state = x'5b5d'", "event_unreadable"),
        ("state = 7", "event_unreadable"),
        ("leaf = 'leaf'", "event_unreadable"),
        ("state = CAST(state AS TEXT)", "event_unreadable"),
        ('state = CAST(replace(state, \'"schema":1\', \'"schema":"1"\') AS BLOB)', "event_unreadable"),
        ("state = CAST(replace(state, '\"schema\":1', '\"shape\":1') AS BLOB)", "event_unreadable"),
        ("state = CAST(replace(state, '2021-05-19T', '2021-15-19T') AS BLOB)", "event_unreadable"),
        ("state = CAST(replace(state, '\"envelope\":1', '\"envelope\":2') AS BLOB)", "event_newer"),
        ("topic = 'PermitGranted'", "event_misfiled"),
    ],
)
def test_an_event_that_cannot_be_read_is_named_by_its_position(recorded: Path, change: str, key: str) -> None:
    change_fourth(recorded, change)
    with open_ledger(str(recorded)) as ledger:
        with pytest.raises(StorageError) as refused:
            ledger.read("case:1")
        assert (refused.value.key, refused.value.facts["position"]) == (key, 4)
        with pytest.raises(StorageError) as refused:
            list(ledger.scan())
        assert (refused.value.key, refused.value.facts["position"]) == (key, 4)


@pytest.mark.parametrize("change", ["state = x'7b'", "state = x'5b5d'", "state = 7"])
def test_a_glance_names_an_unreadable_event_too(recorded: Path, change: str) -> None:
    change_fourth(recorded, change)
    with open_ledger(str(recorded)) as ledger, pytest.raises(StorageError) as refused:
        list(ledger.histories("case", dict))
    assert refused.value.facts["position"] == 4


def test_pinned_content_that_was_changed_is_refused(recorded: Path) -> None:
    with open_ledger(str(recorded)) as ledger:
        digest = ledger.streams("definition")[0].partition(":")[2]
        database(recorded, "UPDATE stored_events SET state = replace(state, '{}', '[]') WHERE rowid = 1")
        with pytest.raises(StorageError) as refused:
            ledger.content("definition", digest)
    assert refused.value.key in {"content_damaged", "event_unreadable"}


def test_a_damaged_event_is_not_copied(recorded: Path) -> None:
    statement, _ = MUTATIONS["a word in the data"]
    database(recorded, statement)
    with open_ledger(str(recorded)) as ledger, open_ledger("memory:") as other:
        with pytest.raises(StorageError) as refused:
            ledger.copy_to(other)
        assert (refused.value.key, refused.value.facts["position"]) == ("leaf_differs", 4)
        assert other.position() == 0


def test_a_ledger_without_its_head_is_not_opened(recorded: Path) -> None:
    database(recorded, "DELETE FROM seal_head")
    with pytest.raises(StorageError) as refused:
        open_ledger(str(recorded))
    assert refused.value.key == "store_damaged"


def test_a_file_cut_short_is_damaged_and_says_so(recorded: Path) -> None:
    size = recorded.stat().st_size
    with recorded.open("r+b") as file:
        file.truncate(size // 2)

    def look(ledger: Ledger) -> None:
        if ledger.check():
            raise StorageError("store_damaged")

    with pytest.raises(StorageError) as refused, open_ledger(str(recorded)) as ledger:
        look(ledger)
    assert refused.value.key == "store_damaged"
