"""Documents are kept by their content where their ledger lives, and come back as they were, or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from tests.contract.conftest import Opening
from tests.postgres import Server
from workflow.errors import InvalidInput, NotFound, StorageError
from workflow.store import FileStore, FolderFiles, Ledger, open_ledger
from workflow.store.files import MemoryFiles
from workflow.store.postgres_files import LARGEST, PostgresFiles

PLAN = "总平面图".encode()
DIGEST = sha256(PLAN).hexdigest()


@pytest.fixture
def store(ledger: Ledger) -> FileStore:
    return ledger.files


def change(store: FileStore, digest: str, content: bytes) -> None:
    """Change a content behind the store's back."""
    match store:
        case FolderFiles():
            store.path(digest).chmod(0o644)
            store.path(digest).write_bytes(content)
        case MemoryFiles():
            store.contents[digest] = content
        case PostgresFiles():
            store._execute("UPDATE workflow.files SET content = %s WHERE digest = %s", content, digest)
        case _:
            raise AssertionError(store)


def test_a_document_comes_back_as_it_was(store: FileStore, tmp_path: Path) -> None:
    drawing = tmp_path / "plan.dwg"
    drawing.write_bytes(PLAN * 500_000)
    assert store.put(PLAN) == (DIGEST, len(PLAN))
    digest, size = store.put(drawing)
    assert size == len(PLAN) * 500_000
    assert store.get(DIGEST) == PLAN
    assert store.get(digest) == drawing.read_bytes()
    assert store.verify() == []


def test_a_document_put_twice_is_kept_once(store: FileStore) -> None:
    store.put(PLAN)
    store.put(PLAN)
    assert list(store.digests()) == [DIGEST]


def test_a_document_that_was_changed_is_not_handed_out(store: FileStore) -> None:
    store.put(PLAN)
    change(store, DIGEST, b"other")
    with pytest.raises(StorageError) as refused:
        store.get(DIGEST)
    assert refused.value.key == "file_changed"
    assert store.verify() == [DIGEST]


def test_a_changed_document_is_mended_by_putting_it_again(store: FileStore) -> None:
    store.put(PLAN)
    change(store, DIGEST, b"torn")
    store.put(PLAN)
    assert store.get(DIGEST) == PLAN


def test_a_document_never_put_is_not_found(store: FileStore, tmp_path: Path) -> None:
    assert not store.has(DIGEST)
    with pytest.raises(NotFound):
        store.get(DIGEST)
    with pytest.raises(NotFound):
        store.put(tmp_path / "missing.pdf")
    assert list(store.digests()) == []


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_what_is_no_digest_reaches_no_file(store: FileStore, digest: str) -> None:
    with pytest.raises(InvalidInput):
        store.get(digest)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError) as refused:
        FolderFiles(tmp_path / "file" / "store").put(PLAN)
    assert refused.value.key == "file_not_kept"


def test_documents_go_along_with_a_copy(store: FileStore, tmp_path: Path) -> None:
    store.put(PLAN)
    other = FolderFiles(tmp_path / "copy.db.files")
    assert store.copy_to(other) == 1
    assert store.copy_to(other) == 0
    assert other.get(DIGEST) == PLAN


def test_the_next_officer_finds_the_document_wherever_they_work(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opening() as first:
        first.files.put(PLAN)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    with opening(create=False) as second:
        assert second.files.get(DIGEST) == PLAN
    assert list(elsewhere.iterdir()) == []


def test_documents_of_a_sqlite_ledger_lie_beside_it(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "office.db")) as ledger:
        ledger.files.put(PLAN)
    kept = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept == ["office.db", f"office.db.files/{DIGEST[:2]}/{DIGEST[2:]}"]


def test_a_ledger_of_the_time_before_documents_were_in_the_database_takes_them(postgres: Server) -> None:
    url = postgres.cleared()
    open_ledger(url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE workflow.files")
        connection.execute("UPDATE workflow.meta SET format = 1")
        connection.execute("DROP TABLE workflow.seal_nodes")
    with open_ledger(url, create=False) as ledger:
        assert ledger.files.put(PLAN) == (DIGEST, len(PLAN))


def test_a_document_too_large_for_the_database_is_refused_before_it_is_read(postgres: Server, tmp_path: Path) -> None:
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(LARGEST + 1)
    with open_ledger(postgres.cleared()) as ledger, pytest.raises(InvalidInput) as refused:
        ledger.files.put(tmp_path / "film.mp4")
    assert refused.value.facts["most"] == 512
