"""When a checkpoint is signed, over what, by whom; and that nothing is signed that contradicts what was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.contract.material import RECEIVED, case_of_eight, fact
from workflow.application.checkpoints import Checkpoints, Schedule, successor_of
from workflow.application.clock import VirtualClock
from workflow.audit.integrity.signed import check, known_keys, read
from workflow.audit.integrity.verify import Trust, verify
from workflow.errors import StorageError, WorkflowError
from workflow.store import Ledger, open_ledger
from workflow.store.envelope import Signed
from workflow.store.seal_keys import LOG, SigningKey
from workflow.store.seal_note import parse_checkpoint, parse_note

KEY = SigningKey("office.example/log", LOG, b"k" * 32)
NEXT = SigningKey("office.example/log", LOG, b"n" * 32)
STRANGER = SigningKey("office.example/log", LOG, b"s" * 32)


@pytest.fixture
def ledger() -> Ledger:
    return open_ledger("memory:")


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(RECEIVED)


def record(ledger: Ledger, count: int) -> None:
    begun = ledger.position()
    ledger.append_bulk(fact(f"case:{number}", 1) for number in range(begun, begun + count))


def sizes(ledger: Ledger) -> list[int]:
    return [one.size for one in ledger.checkpoints()]


def test_a_checkpoint_says_the_root_of_what_is_recorded(ledger: Ledger, clock: VirtualClock) -> None:
    record(ledger, 5)
    signed = Checkpoints(ledger, KEY, clock).sign()
    assert signed is not None
    note = parse_note(signed.note)
    checkpoint = parse_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == (KEY.name, 5, ledger.frontier().root())
    assert KEY.public.signs(note)
    assert ledger.last_checkpoint() == signed


def test_one_is_due_after_so_many_events_so_long_or_a_significant_act(ledger: Ledger, clock: VirtualClock) -> None:
    signing = Checkpoints(ledger, KEY, clock, Schedule(events=10, seconds=60))
    record(ledger, 1)
    signing.recorded()
    record(ledger, 9)
    signing.recorded()
    record(ledger, 1)
    signing.recorded()
    record(ledger, 1)
    clock.put(clock.now() + timedelta(seconds=59))
    signing.recorded()
    clock.put(clock.now() + timedelta(seconds=1))
    signing.recorded()
    record(ledger, 1)
    signing.recorded()
    signing.recorded(significant=True)
    signing.recorded(significant=True)
    assert sizes(ledger) == [1, 11, 12, 13]


def test_time_alone_signs_nothing_twice(ledger: Ledger, clock: VirtualClock) -> None:
    signing = Checkpoints(ledger, KEY, clock, Schedule(seconds=60))
    record(ledger, 1)
    signing.recorded()
    clock.put(clock.now() + timedelta(days=1))
    assert signing.recorded() is None
    assert sizes(ledger) == [1]


def test_a_clock_that_went_back_keeps_nothing_from_being_signed(ledger: Ledger, clock: VirtualClock) -> None:
    signing = Checkpoints(ledger, KEY, clock, Schedule(seconds=60))
    record(ledger, 1)
    signing.recorded()
    clock.put(clock.now() - timedelta(days=1))
    record(ledger, 1)
    signing.recorded()
    assert sizes(ledger) == [1, 2]


def test_an_empty_ledger_is_not_signed(ledger: Ledger, clock: VirtualClock) -> None:
    assert Checkpoints(ledger, KEY, clock).recorded(significant=True) is None


def test_another_key_signs_nothing_unless_the_first_hands_over(ledger: Ledger, clock: VirtualClock) -> None:
    record(ledger, 3)
    signing = Checkpoints(ledger, KEY, clock)
    signing.sign()
    record(ledger, 3)
    with pytest.raises(StorageError) as refused:
        Checkpoints(ledger, STRANGER, clock).sign()
    assert refused.value.key == "not_the_current_key"
    handed = signing.rotate(NEXT)
    assert handed is not None
    assert successor_of(parse_checkpoint(parse_note(handed.note).text)) == NEXT.public
    record(ledger, 1)
    with pytest.raises(StorageError):
        Checkpoints(ledger, KEY, clock).sign()
    Checkpoints(ledger, NEXT, clock).sign()
    assert sizes(ledger) == [3, 6, 7]
    for trusted in (KEY, NEXT):
        assert verify(ledger, Trust([trusted.public])).defects == ()
    assert {one.key for one in verify(ledger, Trust([STRANGER.public])).defects} == {"checkpoint_key_unknown"}


def test_a_change_of_key_needs_no_new_event(ledger: Ledger, clock: VirtualClock) -> None:
    record(ledger, 3)
    signing = Checkpoints(ledger, KEY, clock)
    signing.sign()
    signing.rotate(NEXT)
    assert signing.sign() is None
    record(ledger, 1)
    signing.sign()
    assert sizes(ledger) == [3, 3, 4]
    assert verify(ledger, Trust([KEY.public])).defects == ()


def test_a_rewritten_ledger_is_not_signed(tmp_path: Path, clock: VirtualClock) -> None:
    with open_ledger(str(tmp_path / "workflow.db")) as ledger, open_ledger("memory:") as other:
        record(ledger, 5)
        Checkpoints(ledger, KEY, clock).sign()
        other.append(case_of_eight(1), {})
        forged = ledger.checkpoints()[0]
        with other._sealing(()) as sealing:
            sealing.keep([forged])
        with pytest.raises(StorageError) as refused:
            Checkpoints(other, KEY, clock).sign()
        assert refused.value.key == "ledger_contradicts_checkpoint"


def test_the_next_events_may_fail_to_be_published_and_are_signed_all_the_same(
    ledger: Ledger, clock: VirtualClock
) -> None:
    def publish(_: Signed) -> None:
        raise StorageError("witness_folder_gone", folder="shared")

    record(ledger, 3)
    with pytest.raises(WorkflowError):
        Checkpoints(ledger, KEY, clock, publish=publish).sign()
    assert sizes(ledger) == [3]


def test_a_key_that_signs_after_it_handed_over_is_found(ledger: Ledger, clock: VirtualClock) -> None:
    record(ledger, 2)
    signing = Checkpoints(ledger, KEY, clock)
    signing.rotate(NEXT)
    record(ledger, 1)
    other = open_ledger("memory:")
    ledger.copy_to(other)
    signing.sign()
    genuine = ledger.checkpoints()[-1]
    text = parse_note(genuine.note).text
    forged = genuine._replace(key=str(KEY.public), note=f"{text}\n{KEY.sign(text)}\n")
    kept, _ = read([*ledger.checkpoints()[:-1], forged])
    known = known_keys(kept, [KEY.public])
    roots = {size: ledger.tree(size).root() for size in (2, 3)}
    assert [defect.key for defect in check(kept, known, roots)] == ["checkpoint_key_changed"]
