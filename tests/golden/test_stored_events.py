"""What has been stored once is read for ever: one stored event per name and schema version."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.store.codec import decode, encode, parse
from workflow.store.envelope import Entry
from workflow.store.seal import leaf_hash

EVENTS = Path(__file__).parent / "events"
STORED = sorted(EVENTS.glob("*.json"))
LEAVES = dict(line.split()[::-1] for line in (EVENTS / "leaves.txt").read_text().splitlines())


def entry_of(path: Path) -> Entry:
    body = path.read_bytes()
    envelope = parse(body, 1)
    columns = (envelope.stream, envelope.version, envelope.name)
    return Entry(1, *columns, body, leaf_hash(body), envelope.command_id)


def test_every_stored_event_has_its_leaf_noted() -> None:
    assert sorted(LEAVES) == [path.name for path in STORED]


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_event_is_read_for_ever(path: Path) -> None:
    record = decode(entry_of(path))
    assert path.stem == f"{record.name}.{record.schema}"
    assert record.leaf.hex() == LEAVES[path.name]


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_event_would_be_written_the_same_today(path: Path) -> None:
    record = decode(entry_of(path))
    assert encode(record, record.previous) == record.body
