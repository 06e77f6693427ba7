"""Canonical bytes and the tree over them: laws that hold for any fact and any number of leaves."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.material import fact
from tests.contract.test_ledger import merkle_root, told
from workflow.language.facts import Fact
from workflow.language.people import Actor
from workflow.store.codec import decode, encode, glancing
from workflow.store.envelope import Entry, Record
from workflow.store.seal import Frontier, leaf_hash

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
maybe = st.none() | names
moments = st.datetimes(timezones=st.just(UTC))
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(words, values, max_size=4)
facts = st.builds(
    Fact,
    stream=names,
    version=st.integers(1, 2**62),
    event_id=words,
    name=names,
    schema=st.integers(1, 9),
    definition=maybe,
    actor=st.builds(Actor, words, words, maybe, maybe, st.booleans()),
    basis=st.lists(objects, max_size=2).map(tuple),
    recorded_at=moments,
    effective_at=moments,
    command_id=maybe,
    causation_id=maybe,
    correlation_id=maybe,
    data=objects,
)


def as_read(said: Fact, previous: bytes | None = None) -> Record:
    body = encode(said, previous)
    return decode(Entry(1, said.stream, said.version, said.name, body, leaf_hash(body), said.command_id))


@given(facts, st.none() | st.binary(min_size=32, max_size=32))
def test_any_fact_reads_as_it_was_told(said: Fact, previous: bytes | None) -> None:
    read = as_read(said, previous)
    assert told(read) == told(said)
    assert read.previous == previous


@given(facts)
def test_canonical_bytes_are_compact_sorted_json(said: Fact) -> None:
    body = encode(said, None)
    again = json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert body == again.encode()


@given(facts)
def test_a_glance_reads_the_same_as_a_whole_reading(said: Fact) -> None:
    body = encode(said, None)
    seen = glancing(dict)(body)
    assert (seen.data, seen.schema) == (said.data, said.schema)
    assert seen.effective_at == said.effective_at


@given(facts, st.data())
def test_any_changed_byte_changes_the_leaf(said: Fact, data: st.DataObject) -> None:
    body = encode(said, None)
    at = data.draw(st.integers(0, len(body) - 1))
    changed = body[:at] + bytes([body[at] ^ data.draw(st.integers(1, 255))]) + body[at + 1 :]
    assert leaf_hash(changed) != leaf_hash(body)


def test_the_order_in_which_data_was_told_does_not_matter() -> None:
    one = encode(fact("case:1", 1, data={"a": 1, "b": {"c": 2, "d": 3}}), None)
    other = encode(fact("case:1", 1, data={"b": {"d": 3, "c": 2}, "a": 1}), None)
    assert one == other


def test_a_moment_is_kept_in_universal_time() -> None:
    beijing = timezone(timedelta(hours=8))
    read = as_read(fact("case:1", 1, recorded_at=datetime(2021, 5, 19, 9, 30, tzinfo=beijing)))
    assert read.recorded_at == datetime(2021, 5, 19, 1, 30, tzinfo=UTC)
    assert read.recorded_at.tzinfo is UTC


@given(st.integers(0, 70))
def test_the_frontier_gives_the_root_of_any_number_of_leaves(size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
        frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes())
    assert frontier.root() == merkle_root(leaves)


def test_the_hashes_are_those_of_the_published_example() -> None:
    """The test vectors of the Certificate Transparency reference implementation."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    roots = {
        0: sha256(b"").hexdigest(),
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    frontier = Frontier()
    for size, content in enumerate(inputs):
        if size in roots:
            assert frontier.root().hex() == roots[size]
        frontier.add(leaf_hash(bytes.fromhex(content)))
    assert frontier.root().hex() == roots[8]


@pytest.mark.parametrize(("size", "hashes"), [(1, 0), (3, 1), (-1, 0), (4, 2)])
def test_a_frontier_of_another_size_is_refused(size: int, hashes: int) -> None:
    with pytest.raises(ValueError, match=str(size)):
        Frontier.from_bytes(size, bytes(32 * hashes))
