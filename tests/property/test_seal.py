"""The tree, its tiles and its proofs: after the letter of RFC 6962, and as pymerkle has them."""

from __future__ import annotations

from hashlib import sha256
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from workflow.errors import StorageError
from workflow.store.seal import EMPTY_ROOT, TILE, Frontier, Node, leaf_hash, tiles_above
from workflow.store.seal_proofs import Tree, consistent, included

# Leaves and roots of the reference implementation of Certificate Transparency.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = st.one_of(st.integers(1, 40), st.integers(1, 1_200), st.sampled_from([255, 256, 257, 511, 512, 768, 1024]))
MANY = [leaf_hash(number.to_bytes(4)) for number in range(70_000)]


def frontier_of(leaves: list[bytes]) -> Frontier:
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier


def tree_of(leaves: list[bytes], size: int | None = None) -> Tree:
    """Return a tree read through the tiles that its frontier closed, and the leaves below them."""
    levels = {0: leaves}
    for level, _, each in frontier_of(leaves).closed:
        levels.setdefault(level, []).append(each)
    whole = len(leaves) if size is None else size
    return Tree(whole, lambda level, number: levels.get(level, [])[number * TILE :][:TILE])


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_vectors_hold(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]
    assert frontier_of(leaves).root().hex() == ROOTS[size - 1]
    assert tree_of(leaves).root().hex() == ROOTS[size - 1]


def test_published_paths_hold() -> None:
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]
    assert [step.hex()[:8] for step in tree_of(leaves).inclusion(0)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert [step.hex()[:8] for step in tree_of(leaves).inclusion(5)] == ["bc1a0643", "ca854ea1", "d37ee418"]
    assert [step.hex()[:8] for step in tree_of(leaves[:7]).consistency(3)] == [
        "0298d122",
        "07506a85",
        "fac54203",
        "837dbb15",
    ]
    assert tree_of(leaves).consistency(8) == []


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert tree_of([]).root() == EMPTY_ROOT == Frontier().root() == sha256(b"").digest()


@given(SIZES)
def test_the_root_is_that_of_another_implementation(size: int) -> None:
    oracle = InmemoryTree(algorithm="sha256")
    entries = [number.to_bytes(4) for number in range(size)]
    for entry in entries:
        oracle.append_entry(entry)
    leaves = [leaf_hash(entry) for entry in entries]
    assert tree_of(leaves).root() == frontier_of(leaves).root() == oracle.get_root()
    extended = Frontier()
    extended.extend(leaves)
    assert (extended.hashes, extended.closed) == (frontier_of(leaves).hashes, frontier_of(leaves).closed)


@given(SIZES, st.data())
def test_proofs_are_those_of_another_implementation(size: int, data: st.DataObject) -> None:
    oracle = InmemoryTree(algorithm="sha256")
    for number in range(size):
        oracle.append_entry(number.to_bytes(4))
    tree = tree_of(MANY[:size])
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    theirs = oracle.prove_inclusion(index + 1, size)
    assert included(index, size, MANY[index], tree.root(), tree.inclusion(index))
    verify_inclusion(MANY[index], tree.root(), theirs)
    verify_consistency(oracle.get_root(old), tree.root(), oracle.prove_consistency(old, size))
    assert consistent(old, oracle.get_root(old), size, tree.root(), tree.consistency(old))


@given(SIZES, st.data())
def test_no_other_leaf_and_no_other_past_has_a_proof(size: int, data: st.DataObject) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    tree, other = tree_of(MANY[:size]), MANY[size]
    assert not included(index, size, other, tree.root(), tree.inclusion(index))
    assert not consistent(old, other, size, tree.root(), tree.consistency(old))
    assert not consistent(old, tree_of(MANY[:old]).root(), size, other, tree.consistency(old))


@given(SIZES, st.data())
def test_a_path_of_the_wrong_length_is_none(size: int, data: st.DataObject) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    tree = tree_of(MANY[:size])
    root_then = tree_of(MANY[:old]).root()
    path, proof = tree.inclusion(index), tree.consistency(old)
    for wrong in (path[:-1], [*path, MANY[0]]):
        assert wrong == path or not included(index, size, MANY[index], tree.root(), wrong)
    for wrong in (proof[:-1], [*proof, MANY[0]]):
        assert wrong == proof or not consistent(old, root_then, size, tree.root(), wrong)
    assert not included(size, size, MANY[index], tree.root(), path)


@given(SIZES)
def test_an_older_tree_is_read_through_the_tiles_of_a_later_one(size: int) -> None:
    older = tree_of(MANY[:1_200], size)
    assert older.root() == frontier_of(MANY[:size]).root()
    assert older.frontier().hashes == frontier_of(MANY[:size]).hashes


def test_tiles_close_as_the_specification_says() -> None:
    frontier = Frontier()
    frontier.extend(MANY)
    counts = [sum(1 for node in frontier.closed if node.level == level) for level in (1, 2)]
    assert counts == [273, 1]
    assert len(frontier.closed) == tiles_above(70_000)
    assert frontier.closed[255:257] == [
        Node(1, 255, tree_of(MANY[255 * 256 : 256 * 256]).root()),
        Node(2, 0, tree_of(MANY[: 256 * 256]).root()),
    ]
    assert tree_of(MANY).root() == frontier.root()


def test_a_missing_tile_is_told() -> None:
    tree = Tree(600, lambda level, number: MANY[number * TILE :][: TILE if level == 0 else 0])
    with pytest.raises(StorageError) as refused:
        tree.inclusion(3)
    assert (refused.value.key, refused.value.facts) == ("tile_missing", {"level": 1, "number": 0})


@given(st.integers(0, 600), st.lists(st.integers(1, 300), max_size=6))
def test_extending_in_pieces_is_the_same_as_at_once(first: int, pieces: list[int]) -> None:
    whole, part = Frontier(), Frontier()
    ends = list(accumulate([first, *pieces]))
    for begin, end in zip([0, *ends], ends, strict=False):
        part.extend(MANY[begin:end])
    whole.extend(MANY[: ends[-1]])
    assert (whole.size, whole.hashes, whole.closed) == (part.size, part.hashes, part.closed)
