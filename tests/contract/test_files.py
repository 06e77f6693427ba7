"""Documents are kept by their content and come back as they were, or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from workflow.errors import InvalidInput, NotFound, StorageError
from workflow.store import FileStore, file_store_of

PLAN = "总平面图".encode()
DIGEST = sha256(PLAN).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "workflow.db.files")


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
    kept = [path.relative_to(store.folder).as_posix() for path in store.folder.rglob("*") if path.is_file()]
    assert kept == [f"{DIGEST[:2]}/{DIGEST[2:]}"]


def test_a_document_that_was_changed_is_not_handed_out(store: FileStore) -> None:
    store.put(PLAN)
    changed = store.path(DIGEST)
    changed.chmod(0o644)
    changed.write_bytes(b"other")
    with pytest.raises(StorageError) as refused:
        store.get(DIGEST)
    assert refused.value.key == "file_changed"
    assert store.verify() == [DIGEST]


def test_a_changed_document_is_mended_by_putting_it_again(store: FileStore) -> None:
    store.put(PLAN)
    store.path(DIGEST).unlink()
    store.path(DIGEST).write_bytes(b"torn")
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
        FileStore(tmp_path / "file" / "store").put(PLAN)
    assert refused.value.key == "file_not_kept"


def test_documents_go_along_with_a_copy(store: FileStore, tmp_path: Path) -> None:
    store.put(PLAN)
    other = FileStore(tmp_path / "copy.db.files")
    assert store.copy_to(other) == 1
    assert store.copy_to(other) == 0
    assert other.get(DIGEST) == PLAN


def test_documents_live_beside_their_ledger(tmp_path: Path) -> None:
    assert file_store_of("/office/workflow.db").folder == Path("/office/workflow.db.files")
    assert file_store_of("postgresql://clerk@host/office").folder == Path("workflow-files")
    assert file_store_of("memory:", tmp_path).folder == tmp_path
