"""A witness cosigns what only grew, refuses what went back or forked, and keeps the proof of it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.contract.material import RECEIVED, fact
from workflow.application.checkpoints import Checkpoints
from workflow.application.clock import VirtualClock
from workflow.audit.integrity.folder import Folder
from workflow.audit.integrity.request import drop, parse_request
from workflow.audit.integrity.verify import Trust, verify
from workflow.audit.integrity.witness import Witness
from workflow.errors import InvalidInput, StorageError
from workflow.store import Ledger, open_ledger
from workflow.store.seal_keys import LOG, WITNESS, SigningKey
from workflow.store.seal_note import Checkpoint, Note

KEY = SigningKey("office.example/log", LOG, b"k" * 32)
NEXT = SigningKey("office.example/log", LOG, b"n" * 32)
SEEING = SigningKey("archives.example", WITNESS, b"w" * 32)
NOON = datetime(2021, 5, 20, 4, tzinfo=UTC)


class Exchange:
    """A log and its witness, with the folder between them."""

    def __init__(self, folder: Path) -> None:
        self.shared = folder / "shared"
        self.shared.mkdir()
        self.book = folder / "book"
        self.ledger = open_ledger("memory:")
        self.signing = Checkpoints(self.ledger, KEY, VirtualClock(RECEIVED))
        self.witness = Witness(SEEING, self.book)
        self.witness.trust([KEY.public])

    def record(self, count: int, ledger: Ledger | None = None) -> None:
        ledger = ledger or self.ledger
        begun = ledger.position()
        ledger.append_bulk(fact(f"case:{number}", 1) for number in range(begun, begun + count))

    def sign_and_drop(self) -> None:
        self.signing.sign()
        drop(self.ledger, self.shared)

    def answers(self) -> list[tuple[str, int]]:
        return [(answer.verdict, answer.size) for answer in self.witness.answer(self.shared, NOON)]

    def put(self, checkpoint: Checkpoint, key: SigningKey = KEY, old: int = 0) -> None:
        text = str(checkpoint)
        Folder(self.shared).put_request(checkpoint.origin, f"old {old}\n\n{Note(text, (key.sign(text),))}")

    def refused(self) -> list[Path]:
        return [path for kept in (self.book, self.shared) for path in (kept / "refused").rglob("*.txt")]


@pytest.fixture
def exchange(tmp_path: Path) -> Exchange:
    return Exchange(tmp_path)


def test_what_only_grew_is_cosigned_and_seen_by_the_auditor(exchange: Exchange) -> None:
    for count in (3, 300, 1):
        exchange.record(count)
        exchange.sign_and_drop()
        assert exchange.answers() == [("cosigned", exchange.ledger.position())]
    assert exchange.answers() == [("known", 304)]
    exchange.record(2)
    report = verify(exchange.ledger, Trust([KEY.public], [SEEING.public], [Folder(exchange.shared)]))
    assert (report.defects, report.witnessed, report.unwitnessed_since) == ((), 304, NOON)
    assert [sight.checkpoint.size for sight in report.witnesses[0].sights] == [304, 303, 3]


def test_a_log_that_went_back_is_refused_with_evidence(exchange: Exchange) -> None:
    exchange.record(5)
    exchange.sign_and_drop()
    exchange.answers()
    restored = open_ledger("memory:")
    exchange.record(4, restored)
    Checkpoints(restored, KEY, VirtualClock(RECEIVED)).sign()
    drop(restored, exchange.shared)
    assert exchange.answers() == [("rolled_back", 4)]
    assert len(exchange.refused()) == 2
    evidence = exchange.refused()[0].read_text()
    assert KEY.name in evidence
    assert SEEING.name in evidence


@pytest.mark.parametrize("more", [0, 3])
def test_a_fork_is_refused_with_evidence(exchange: Exchange, more: int) -> None:
    exchange.record(5)
    exchange.sign_and_drop()
    exchange.answers()
    forged = open_ledger("memory:")
    forged.append_bulk(fact(f"case:{number}", 1, data={"fee_fen": 1}) for number in range(5 + more))
    Checkpoints(forged, KEY, VirtualClock(RECEIVED)).sign()
    drop(forged, exchange.shared)
    assert exchange.answers() == [("forked", 5 + more)]
    assert exchange.refused()
    report = verify(forged, Trust([KEY.public], [SEEING.public], [Folder(exchange.shared)]))
    assert {"cosigned_root_differs", "cosigned_not_here"} == {defect.key for defect in report.defects}


def test_a_folder_that_was_emptied_is_filled_again_and_the_log_goes_on(exchange: Exchange) -> None:
    exchange.record(5)
    exchange.sign_and_drop()
    exchange.answers()
    shutil.rmtree(exchange.shared)
    exchange.shared.mkdir()
    exchange.record(2)
    exchange.sign_and_drop()
    assert exchange.answers() == [("conflict", 7)]
    drop(exchange.ledger, exchange.shared)
    assert exchange.answers() == [("cosigned", 7)]


def test_a_folder_that_is_gone_is_told(exchange: Exchange) -> None:
    exchange.record(1)
    exchange.signing.sign()
    shutil.rmtree(exchange.shared)
    for asking in (lambda: drop(exchange.ledger, exchange.shared), exchange.answers):
        with pytest.raises(StorageError) as refused:
            asking()
        assert refused.value.key == "witness_folder_gone"
    report = verify(exchange.ledger, Trust([KEY.public], [SEEING.public], [Folder(exchange.shared)]))
    assert [defect.key for defect in report.defects] == ["witness_folder_gone"]
    assert report.events - report.witnessed == 1


def test_a_log_nobody_named_is_not_cosigned(exchange: Exchange) -> None:
    exchange.put(Checkpoint("tax.example/log", 3, bytes(32)))
    assert exchange.answers() == [("unknown_log", 3)]


def test_a_checkpoint_by_another_key_is_not_cosigned(exchange: Exchange) -> None:
    exchange.put(Checkpoint(KEY.name, 3, bytes(32)), NEXT)
    assert exchange.answers() == [("not_signed", 3)]


@pytest.mark.parametrize(
    "content", [b"", b"old 1\n\n", b"old x\n\nnote", b"\xff\xfe\n\n", b"old 0\nAAAA\n\na\n1\nx\n"], ids=repr
)
def test_what_is_no_request_is_refused(exchange: Exchange, content: bytes) -> None:
    (exchange.shared / "log").mkdir()
    (exchange.shared / "log" / "x.add-checkpoint").write_bytes(content)
    assert exchange.answers() == [("malformed", 0)]
    with pytest.raises(InvalidInput):
        parse_request(content)


def test_a_change_of_key_is_followed_even_if_it_was_missed(exchange: Exchange) -> None:
    exchange.record(3)
    exchange.sign_and_drop()
    exchange.answers()
    exchange.record(2)
    exchange.signing.rotate(NEXT)
    exchange.record(2)
    exchange.signing.sign()
    drop(exchange.ledger, exchange.shared, rotations=True)
    assert exchange.answers() == [("cosigned", 7)]
    exchange.put(Checkpoint(KEY.name, 9, bytes(32)), KEY, old=7)
    assert exchange.answers() == [("not_signed", 9)]


def test_a_stranger_cannot_hand_the_log_over_to_himself(exchange: Exchange) -> None:
    exchange.record(3)
    exchange.sign_and_drop()
    exchange.answers()
    text = str(Checkpoint(KEY.name, 3, exchange.ledger.frontier().root(), (f"key {NEXT.public}",)))
    note = Note(text, (NEXT.sign(text),))
    Folder(exchange.shared).put_rotation(Checkpoint(KEY.name, 3, bytes(32)), note)
    exchange.put(Checkpoint(KEY.name, 9, bytes(32)), NEXT, old=3)
    assert exchange.answers() == [("not_signed", 9)]


def test_the_book_takes_no_other_key_for_a_log_it_knows(exchange: Exchange) -> None:
    exchange.witness.trust([KEY.public])
    with pytest.raises(InvalidInput) as refused:
        exchange.witness.trust([NEXT.public])
    assert refused.value.key == "log_key_differs"


def test_a_cosignature_is_in_the_book_before_it_is_in_the_folder(exchange: Exchange) -> None:
    exchange.record(3)
    exchange.sign_and_drop()
    (exchange.shared / "cosigned").write_text("in the way")
    with pytest.raises(StorageError):
        exchange.answers()
    assert [seen.size for _, seen in Folder(exchange.book).cosigned(KEY.name)] == [3]
