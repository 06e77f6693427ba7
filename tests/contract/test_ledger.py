"""What every ledger promises, whichever database is under it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import ProgrammingError, StoredEvent

from tests.contract.conftest import Opening
from tests.contract.material import ARTICLE_32, CLERK, DECIDED, RECEIVED, case_of_eight, fact
from workflow.errors import ConcurrentChange, InvalidInput, NotFound, StorageError
from workflow.language.facts import Fact
from workflow.language.people import Actor
from workflow.store import Defect, Ledger, content_fact, data_of, open_ledger
from workflow.store.envelope import Signed
from workflow.store.integrity import Inspection, Row
from workflow.store.seal import Frontier
from workflow.store.seal_proofs import consistent, included

CONTENT = '{"definition":"并联审批"}'.encode()


def merkle_root(leaves: list[bytes]) -> bytes:
    """Return the root as RFC 6962, section 2.1, defines it, by halves."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + merkle_root(leaves[:split]) + merkle_root(leaves[split:])).digest()


def told(record: Fact) -> dict[str, Any]:
    """Return what a fact says, by field."""
    return {name: getattr(record, name) for name in Fact.__dataclass_fields__}


def test_a_recorded_fact_reads_as_it_was_told(ledger: Ledger) -> None:
    said = fact("case:1", 1, command_id="c-1", causation_id="e-0", correlation_id="matter-1")
    [recorded] = ledger.append([said], {"case:1": 0})
    [read] = ledger.read("case:1")
    assert read == recorded
    assert told(read) == told(said)
    assert (read.actor, read.basis) == (CLERK, (ARTICLE_32,))
    assert (read.recorded_at, read.effective_at) == (DECIDED, RECEIVED)
    assert (read.position, read.previous) == (1, None)
    assert read.leaf == sha256(b"\x00" + read.body).digest()


def test_an_empty_ledger_has_nothing(ledger: Ledger) -> None:
    assert ledger.position() == 0
    assert [*ledger.streams(), *ledger.read("case:1"), *ledger.follow(), *ledger.scan()] == []
    assert ledger.version("case:1") == 0
    assert ledger.frontier().root() == sha256(b"").digest()


def test_each_event_names_the_leaf_before_it_in_its_stream(ledger: Ledger) -> None:
    ledger.append([fact("case:1", 1), fact("case:2", 1), fact("case:1", 2)], {})
    ledger.append([fact("case:1", 3)], {"case:1": 2})
    first, second, third = ledger.read("case:1")
    assert (first.previous, second.previous, third.previous) == (None, first.leaf, second.leaf)
    assert ledger.read("case:2")[0].previous is None


def test_a_stream_is_read_between_versions(ledger: Ledger) -> None:
    ledger.append(case_of_eight(1), {"case:1": 0})
    assert [record.version for record in ledger.read("case:1", after=2, until=5)] == [3, 4, 5]
    assert [record.version for record in ledger.read("case:1", after=6)] == [7, 8]
    assert ledger.version("case:1") == 8


@pytest.mark.parametrize("version", [1, 3])
def test_a_version_that_is_not_the_next_is_refused(ledger: Ledger, version: int) -> None:
    ledger.append([fact("case:1", 1)], {"case:1": 0})
    with pytest.raises(ConcurrentChange) as refused:
        ledger.append([fact("case:1", version)], {})
    assert refused.value.key == "stream_moved_on"
    assert ledger.position() == 1


def test_an_append_over_several_streams_is_whole_or_absent(ledger: Ledger) -> None:
    ledger.append([fact("case:2", 1)], {"case:2": 0})
    with pytest.raises(ConcurrentChange):
        ledger.append([fact("case:1", 1), fact("project:1", 1), fact("case:2", 1)], {"case:1": 0})
    assert ledger.streams() == ["case:2"]
    assert ledger.position() == 1


def test_what_was_read_but_not_written_is_guarded_too(ledger: Ledger) -> None:
    ledger.append([fact("project:1", 1)], {"project:1": 0})
    read = ledger.version("project:1")
    ledger.append([fact("project:1", 2, name="LicenceRevoked")], {"project:1": read})
    with pytest.raises(ConcurrentChange) as refused:
        ledger.append([fact("case:1", 1, name="PermitGranted")], {"case:1": 0, "project:1": read})
    assert refused.value.facts == {"stream": "project:1", "expected": 1, "found": 2}
    assert ledger.read("case:1") == []


def test_a_stream_expected_to_be_new_must_be_new(ledger: Ledger) -> None:
    ledger.append([fact("register", 1)], {"register": 0})
    with pytest.raises(ConcurrentChange):
        ledger.append([fact("case:1", 1)], {"register": 0})


def test_nothing_to_record_still_checks_what_was_expected(ledger: Ledger) -> None:
    assert ledger.append([], {"case:1": 0}) == []
    with pytest.raises(ConcurrentChange):
        ledger.append([], {"case:1": 1})


def test_positions_have_no_gaps_after_a_refused_append(ledger: Ledger) -> None:
    ledger.append([fact("case:1", 1)], {})
    with pytest.raises(ConcurrentChange):
        ledger.append([fact("case:2", 1), fact("case:1", 1)], {})
    ledger.append([fact("case:2", 1)], {})
    assert [record.position for record in ledger.follow()] == [1, 2]


def test_following_goes_on_from_the_last_position_seen(ledger: Ledger) -> None:
    ledger.append(case_of_eight(1), {})
    first = ledger.follow(limit=5)
    rest = ledger.follow(after=first[-1].position, limit=5)
    assert [record.position for record in first + rest] == list(range(1, 9))
    assert ledger.follow(after=8) == []


def test_what_was_known_at_an_instant_ends_before_the_first_event_recorded_later(ledger: Ledger) -> None:
    assert ledger.known_at(DECIDED) == 0
    for version, hour in enumerate((0, 1, 1, 4), start=1):
        ledger.append([fact("case:1", version, recorded_at=DECIDED + timedelta(hours=hour))], {})
    assert [ledger.known_at(DECIDED + timedelta(hours=hour)) for hour in (-1, 0, 1, 3, 4, 9)] == [0, 1, 3, 3, 4, 4]


def test_every_way_through_the_whole_ledger_sees_the_same(ledger: Ledger) -> None:
    ledger.append_bulk(event for number in range(3) for event in case_of_eight(number))
    records = list(ledger.scan(page=5))
    assert records == ledger.follow()
    assert list(ledger.scan(page=5, after=20)) == records[20:]
    by_stream = sorted(records, key=lambda r: (r.stream, r.version))
    glances = [
        (stream, seen.version, seen.data, data_of(body))
        for stream, events, bodies in ledger.histories("case", dict, page=7)
        for seen, body in zip(events, bodies, strict=True)
    ]
    assert glances == [(r.stream, r.version, r.data, r.data) for r in by_stream]
    assert list(ledger.by_stream("case", page=7)) == by_stream


def test_a_glance_at_one_kind_of_stream_sees_no_other(ledger: Ledger) -> None:
    ledger.append([fact("case:1", 1), fact("casework:1", 1), fact("project:1", 1), fact("case:1", 2)], {})
    assert [(told.stream, len(told.bodies)) for told in ledger.histories("case", dict, page=1)] == [("case:1", 2)]


def test_streams_are_listed_by_kind_and_code_point(ledger: Ledger) -> None:
    names = ["project:1", "case:乙", "case:B", "case:a", "register", "casework:1"]
    ledger.append([fact(name, 1) for name in names], {})
    assert ledger.streams() == sorted(names)
    assert ledger.streams("case") == ["case:B", "case:a", "case:乙"]
    assert ledger.streams("register") == ["register"]
    assert ledger.streams("calendar") == []


def test_info_counts_what_is_there(ledger: Ledger) -> None:
    ledger.append([fact("project:1", 1), fact("case:1", 1), fact("case:1", 2), fact("case:2", 1)], {})
    info = ledger.info()
    counts = {"events": 4, "streams": 3, "projects": 1, "cases": 2, "checkpoints": 0}
    assert info.pop("size_bytes") > 0
    assert info == {"url": ledger.url, **counts}


def test_a_command_is_found_with_all_it_led_to(ledger: Ledger) -> None:
    ledger.append([fact("case:1", 1)], {})
    ledger.append([fact("case:1", 2, command_id="c-7"), fact("project:1", 1, command_id="c-7")], {})
    assert [(r.stream, r.version) for r in ledger.find_command("c-7")] == [("case:1", 2), ("project:1", 1)]
    assert ledger.find_command("c-8") == []


def test_pinned_content_is_kept_once(ledger: Ledger) -> None:
    digest = ledger.put_content("definition", CONTENT, recorded_at=DECIDED)
    assert digest == sha256(CONTENT).hexdigest()
    assert ledger.put_content("definition", CONTENT, recorded_at=RECEIVED) == digest
    assert ledger.content("definition", digest) == CONTENT
    assert ledger.position() == 1


def test_content_is_pinned_with_what_first_relies_on_it(ledger: Ledger) -> None:
    pinned = content_fact("calendar", CONTENT, DECIDED)
    first = ledger.append([pinned, fact("case:1", 1)], {"case:1": 0})
    second = ledger.append([pinned, fact("case:2", 1)], {"case:2": 0})
    assert [record.name for record in first] == ["CalendarPinned", "ApplicationAccepted"]
    assert [record.name for record in second] == ["ApplicationAccepted"]


def test_pinned_content_never_gets_a_second_event(ledger: Ledger) -> None:
    digest = ledger.put_content("definition", CONTENT, recorded_at=DECIDED)
    with pytest.raises(ConcurrentChange):
        ledger.append([fact(f"definition:{digest}", 2)], {})
    assert ledger.position() == 1


def test_content_never_pinned_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.content("definition", "0" * 64)


@pytest.mark.parametrize(("kind", "content"), [("law", CONTENT), ("definition", b"\xff")], ids=["kind", "text"])
def test_content_of_another_kind_or_not_text_is_refused(ledger: Ledger, kind: str, content: bytes) -> None:
    with pytest.raises(InvalidInput):
        ledger.put_content(kind, content, recorded_at=DECIDED)


@pytest.mark.parametrize(
    "changes",
    [
        {"data": {"area": 1.5}},
        {"data": {"areas": [{"plot": float("nan")}]}},
        {"data": {1: "one"}},
        {"data": {"when": DECIDED}},
        {"data": {"note": "\ud800"}},
        {"data": {"plots": {"a", "b"}}},
        {"basis": ({"article": 1.0},)},
        {"recorded_at": datetime(2021, 5, 19, 9, 30)},  # noqa: DTZ001 (that is the point)
        {"version": True},
        {"event_id": 7},
        {"actor": Actor("张三", "window_officer", verified=1)},  # type: ignore[arg-type]
        {"command_id": "c\0"},
    ],
)
def test_what_has_no_canonical_form_is_never_recorded(ledger: Ledger, changes: dict[str, Any]) -> None:
    for record in (lambda facts: ledger.append(facts, {}), ledger.append_bulk):
        with pytest.raises(InvalidInput) as refused:
            record([fact("case:2", 1), fact("case:1", **{"version": 1, **changes})])
        assert refused.value.key == "event_not_recordable"
        assert ledger.position() == 0


def test_data_nested_too_deeply_to_be_read_is_never_recorded(ledger: Ledger) -> None:
    nested: list[Any] = []
    for _ in range(220):
        nested = [nested]
    with pytest.raises(InvalidInput):
        ledger.append_bulk([fact("case:1", 1, data={"nested": nested})])
    assert ledger.position() == 0


def test_in_bulk_the_same_bytes_are_recorded_as_one_by_one(ledger: Ledger) -> None:
    facts = [event for number in range(5) for event in case_of_eight(number)]
    assert ledger.append_bulk(facts, per_transaction=7) == 40
    with open_ledger("memory:") as other:
        for event in facts:
            other.append([event], {})
        assert ledger.frontier().root() == other.frontier().root()
        assert list(ledger.entries()) == list(other.entries())


def test_a_bulk_that_fails_keeps_whole_transactions(ledger: Ledger) -> None:
    facts = [*case_of_eight(1), *case_of_eight(2)]
    with pytest.raises(ConcurrentChange):
        ledger.append_bulk([*facts, fact("case:1", 1)], per_transaction=8)
    assert [record.stream for record in ledger.scan()] == ["case:1"] * 8 + ["case:2"] * 8


def test_the_seal_is_the_root_of_all_leaves(ledger: Ledger) -> None:
    leaves: list[bytes] = []
    for number in range(1, 18):
        leaves += [record.leaf for record in ledger.append([fact(f"case:{number}", 1)], {})]
        assert ledger.frontier().size == number
        assert ledger.frontier().root() == merkle_root(leaves)


def test_tiles_close_with_the_events_they_hold_however_they_are_appended(ledger: Ledger) -> None:
    leaves: list[bytes] = []
    for bulk in (250, 0, 300, 600):
        begun = len(leaves)
        ledger.append_bulk((fact(f"case:{number}", 1) for number in range(begun, begun + bulk)), per_transaction=90)
        ledger.append([fact(f"case:{number}", 1) for number in range(begun + bulk, begun + bulk + 4)], {})
        leaves = [record.leaf for record in ledger.scan()]
        assert ledger.tree(len(leaves)).root() == ledger.frontier().root() == merkle_root(leaves)
        assert ledger.tree(len(leaves)).frontier().hashes == ledger.frontier().hashes
    assert len(leaves) == 1166
    assert ledger.tile(0, 4) == leaves[1024:]
    assert ledger.tile(1, 0) == [merkle_root(leaves[begin : begin + 256]) for begin in (0, 256, 512, 768)]
    assert ledger.tile(2, 0) == ledger.tile(0, 5) == []


def test_every_event_and_every_past_can_be_proven(ledger: Ledger) -> None:
    ledger.append_bulk(fact(f"case:{number}", 1) for number in range(600))
    leaves = [record.leaf for record in ledger.scan()]
    tree, root = ledger.tree(600), merkle_root(leaves)
    for index in (0, 1, 255, 256, 511, 512, 598, 599):
        assert included(index, 600, leaves[index], root, tree.inclusion(index))
    for old in (1, 255, 256, 257, 512, 599, 600):
        assert consistent(old, merkle_root(leaves[:old]), 600, root, tree.consistency(old))


def test_a_refused_append_closes_no_tile(ledger: Ledger) -> None:
    ledger.append_bulk(fact(f"case:{number}", 1) for number in range(255))
    with pytest.raises(ConcurrentChange):
        ledger.append_bulk([fact("case:1", 2), fact("case:2", 9)])
    assert ledger.tile(1, 0) == []
    ledger.append([fact("case:1", 2)], {})
    assert ledger.tile(1, 0) == [ledger.frontier().root()]


def checkpoint_over(frontier: Frontier, last: Signed | None) -> Signed:
    number = last.number + 1 if last else 1
    return Signed(number, frontier.size, "2021-05-19T01:30:00+00:00", "key", f"检查点 {frontier.size}\n")


def test_checkpoints_are_kept_in_their_order_over_what_is_recorded(opening: Opening) -> None:
    with opening() as ledger:
        assert ledger.last_checkpoint() is None
        for number in (1, 2, 3):
            ledger.append(case_of_eight(number), {})
            ledger.add_checkpoint(checkpoint_over)
        assert ledger.add_checkpoint(lambda *_: None) is None
    with opening() as ledger:
        assert [(one.number, one.size) for one in ledger.checkpoints()] == [(1, 8), (2, 16), (3, 24)]
        assert ledger.checkpoints(after=2) == [ledger.last_checkpoint()]
        assert ledger.info()["checkpoints"] == 3


def test_a_checkpoint_that_fails_is_not_kept_and_work_goes_on(ledger: Ledger) -> None:
    def failing(*_: object) -> Signed:
        raise StorageError("seal_key_unreadable")

    ledger.append(case_of_eight(1), {})
    with pytest.raises(StorageError):
        ledger.add_checkpoint(failing)
    ledger.append(case_of_eight(2), {})
    assert ledger.checkpoints() == []


def test_checkpoints_are_copied_with_what_they_cover(ledger: Ledger) -> None:
    ledger.append(case_of_eight(1), {})
    ledger.add_checkpoint(checkpoint_over)
    with open_ledger("memory:") as copy:
        ledger.copy_to(copy)
        ledger.append(case_of_eight(2), {})
        ledger.add_checkpoint(checkpoint_over)
        ledger.copy_to(copy)
        assert copy.checkpoints() == ledger.checkpoints()
        ledger.copy_to(copy)
        assert [one.size for one in copy.checkpoints()] == [8, 16]


def test_a_ledger_that_grows_while_it_is_checked_is_sound(ledger: Ledger) -> None:
    ledger.append_bulk(fact(f"case:{number}", 1) for number in range(400))
    growing = Inspection()
    seen = growing.see
    coming = iter(range(400, 410))

    def see(rows: Sequence[Row]) -> Iterator[Defect]:
        if (number := next(coming, None)) is not None:
            ledger.append_bulk(fact(f"case:{number}.{each}", 1) for each in range(300))
        yield from seen(rows)

    growing.see = see  # type: ignore[method-assign]
    assert list(ledger.inspect(growing)) == []
    assert growing.tree.size == ledger.position() == 3400


def test_roots_are_derived_for_the_sizes_asked_for_from_wherever_a_walk_begins(ledger: Ledger) -> None:
    ledger.append_bulk(fact(f"case:{number}", 1) for number in range(700))
    sizes = [0, 1, 3, 256, 300, 511, 512, 700, 2_000]
    walk = Inspection(sizes)
    assert list(ledger.inspect(walk)) == []
    assert walk.roots == {size: ledger.tree(size).root() for size in sizes[:-1]}
    ledger.append([*case_of_eight(0)[1:], *case_of_eight(900)], {})
    later = Inspection(sizes, ledger.tree(300).frontier())
    assert list(ledger.inspect(later)) == []
    assert later.roots == {size: walk.roots[size] for size in (300, 511, 512, 700)}


def test_a_copy_is_the_same_byte_for_byte_and_goes_on(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(case_of_eight(1), {})
    with open_ledger(str(tmp_path / "copy.db")) as copy:
        assert ledger.copy_to(copy) == 8
        ledger.append(case_of_eight(2), {})
        assert ledger.copy_to(copy) == 8
        assert ledger.copy_to(copy) == 0
        assert list(copy.entries()) == list(ledger.entries())
        assert copy.check() == []
        back = open_ledger("memory:")
        assert copy.copy_to(back) == 16
        assert back.frontier().root() == ledger.frontier().root()


def test_a_ledger_of_another_history_is_no_target(ledger: Ledger) -> None:
    ledger.append([fact("case:1", 1), fact("case:1", 2)], {})
    for other_history in ([fact("case:2", 1)], case_of_eight(1)):
        with open_ledger("memory:") as other:
            other.append(other_history, {})
            with pytest.raises(StorageError) as refused:
                ledger.copy_to(other)
            assert refused.value.key == "target_not_a_beginning"


def test_a_backup_is_a_whole_ledger_in_one_file(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(case_of_eight(1), {})
    target = tmp_path / "backup.db"
    ledger.backup(target)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("backup")] == ["backup.db"]
    with open_ledger(str(target), create=False) as copy:
        assert list(copy.scan()) == list(ledger.scan())
        assert copy.check() == []
        copy.append([fact("case:2", 1)], {"case:2": 0})


def test_a_backup_never_replaces_a_file(ledger: Ledger, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.write_text("mine")
    with pytest.raises(StorageError) as refused:
        ledger.backup(target)
    assert refused.value.key == "target_exists"
    assert target.read_text() == "mine"


def write_eight(ledger: Ledger, own: str) -> None:
    """Record eight facts of a stream, each together with one of a stream that others write to as well."""
    number = 1
    while number <= 8:
        shared = ledger.version("project:1")
        facts = [fact(own, number), fact("project:1", shared + 1)]
        with suppress(ConcurrentChange):
            ledger.append(facts, {own: number - 1, "project:1": shared})
            number += 1


def follow_until(ledger: Ledger, done: threading.Event, seen: list[int]) -> None:
    """Follow in small pages until all is done, and once more."""
    last_round = False
    while not last_round:
        last_round = done.is_set()
        while page := ledger.follow(after=seen[-1] if seen else 0, limit=3):
            seen.extend(record.position for record in page)


def test_a_backup_into_a_missing_folder_is_told(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        ledger.backup(tmp_path / "missing" / "backup.db")
    assert refused.value.key == "no_such_folder"


def test_writers_at_once_leave_one_history_and_a_follower_misses_nothing(ledger: Ledger) -> None:
    done = threading.Event()
    seen: list[int] = []
    follower = threading.Thread(target=follow_until, args=(ledger, done, seen))
    writers = [threading.Thread(target=write_eight, args=(ledger, f"case:{number}")) for number in range(3)]
    for thread in (follower, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    follower.join()
    assert seen == list(range(1, 49))
    assert [record.version for record in ledger.read("project:1")] == list(range(1, 25))


def test_what_was_recorded_is_there_when_opened_again(opening: Opening) -> None:
    with opening() as ledger:
        recorded = ledger.append(case_of_eight(1), {"case:1": 0})
    with opening() as ledger:
        assert ledger.read("case:1") == recorded
        ledger.append([fact("case:1", 9)], {"case:1": 8})
        assert ledger.check() == []


def test_two_openings_see_each_others_events(opening: Opening) -> None:
    with opening() as one, opening() as other:
        one.append([fact("case:1", 1)], {"case:1": 0})
        with pytest.raises(ConcurrentChange):
            other.append([fact("case:1", 1)], {"case:1": 0})
        other.append([fact("case:1", 2)], {"case:1": 1})
        assert [record.position for record in one.read("case:1")] == [1, 2]


def test_a_closed_ledger_says_so(opening: Opening) -> None:
    for closed in (open_ledger("memory:"), opening()):
        closed.close()
        with pytest.raises(StorageError):
            closed.append([fact("case:1", 1)], {})
        with pytest.raises(StorageError):
            closed.read("case:1")


def test_the_library_reads_what_was_recorded_but_cannot_write_past_the_seal(ledger: Ledger) -> None:
    ledger.append(case_of_eight(1), {})
    recorder = ledger.recorder  # type: ignore[attr-defined]
    notifications = recorder.select_notifications(start=1, limit=3)
    assert [notification.id for notification in notifications] == [1, 2, 3]
    assert notifications[0].topic == "ApplicationAccepted"
    assert recorder.select_events("case:1", gt=6)[0].state == ledger.read("case:1")[6].body
    assert recorder.max_notification_id() == 8
    with pytest.raises(ProgrammingError):
        recorder.insert_events([StoredEvent("case:1", 9, "Forged", b"{}")])


def test_positions_chain_and_leaves_agree_over_random_appends(ledger: Ledger) -> None:
    for number in range(12):
        stream = f"case:{number * 7 % 4}"
        ledger.append([fact(stream, ledger.version(stream) + 1)], {})
    records = list(ledger.scan())
    for before, after in pairwise(records):
        assert after.position == before.position + 1
    for stream in ledger.streams():
        chain = [record for record in records if record.stream == stream]
        assert all(after.previous == before.leaf for before, after in pairwise(chain))


def test_a_bulk_of_nothing_records_nothing(ledger: Ledger) -> None:
    assert ledger.append_bulk(iter(())) == 0
    assert ledger.position() == 0


def test_a_whole_is_recorded_as_it_comes_or_not_at_all(ledger: Ledger) -> None:
    facts = [fact("foreign:1", version) for version in range(1, 41)]

    def breaking_off() -> Iterator[Fact]:
        yield from facts
        raise InvalidInput("not_yaml", file="log.csv", why="")

    with pytest.raises(InvalidInput):
        ledger.append_whole(breaking_off(), ["foreign:1"])
    assert ledger.position() == 0
    assert ledger.append_whole(iter(facts), ["foreign:1"]) == 40
    with pytest.raises(ConcurrentChange):
        ledger.append_whole(facts, ["foreign:1"])
    assert [record.version for record in ledger.read("foreign:1")] == list(range(1, 41))
