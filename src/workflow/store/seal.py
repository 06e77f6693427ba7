"""The seal: a Merkle tree over every event, after RFC 6962, kept as its right-hand frontier and its closed tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from operator import add
from typing import Any, NamedTuple

HASH_BYTES = 32
TILE_HEIGHT = 8
TILE = 1 << TILE_HEIGHT
"""How many hashes make a tile, whose root is one hash of the tile above it."""
EMPTY_ROOT = sha256(b"").digest()
# A copy of a hash that has begun costs half of beginning one anew.
_begun_leaf, _begun_node = sha256(b"\x00").copy, sha256(b"\x01").copy


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of a leaf.

    Source: RFC 6962, section 2.1.
    """
    hashing = _begun_leaf()
    hashing.update(content)
    return hashing.digest()


def leaf_hashes(contents: Iterable[bytes]) -> list[bytes]:
    """Return the hashes of leaves.

    Raises:
        TypeError: a content is no bytes.
    """
    return _digests(_begun_leaf, contents)


def matches(content: object, leaf: object) -> bool:
    """Tell whether what a database gave is a content in bytes and its leaf hash."""
    return isinstance(content, bytes) and leaf_hash(content) == leaf


def is_hash(found: object) -> bool:
    """Tell whether what a database gave is a hash."""
    return isinstance(found, bytes) and len(found) == HASH_BYTES


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node.

    Source: RFC 6962, section 2.1.
    """
    hashing = _begun_node()
    hashing.update(left + right)
    return hashing.digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of hashes."""
    while len(hashes) > 1:
        hashes = _digests(_begun_node, map(add, hashes[::2], hashes[1::2]))
    return hashes[0]


def _digests(begun: Callable[[], Any], contents: Iterable[bytes]) -> list[bytes]:
    digests = []
    for content in contents:
        hashing = begun()
        hashing.update(content)
        digests.append(hashing.digest())
    return digests


class Node(NamedTuple):
    """One hash of a tile above the leaves: the root of the full tile with that number on the level below.

    Source: C2SP tlog-tiles, "Merkle Tree". The tiles of level 0 are the leaf hashes that the events carry.
    """

    level: int
    number: int
    hash: bytes


class Frontier:
    """The roots of the perfect subtrees that make up a tree, the largest first.

    A tree of n leaves has one for every bit set in n, so a leaf is added in O(log n) and needs no other.

    Attributes:
        size: how many leaves the tree has.
        hashes: the subtree roots, 32 bytes each.
        closed: the roots of the tiles that were filled since the frontier was read, in the order in which they were.
    """

    __slots__ = ("closed", "hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        self.closed: list[Node] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf hash at the right."""
        hashes = self.hashes
        carried = self.size
        if carried & TILE - 1 == TILE - 1:
            leaf = self._close(leaf)
        else:
            while carried & 1:
                leaf = node_hash(hashes.pop(), leaf)
                carried >>= 1
        hashes.append(leaf)
        self.size += 1

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add many leaf hashes; as large subtrees as fit are folded at once, which is faster."""
        at = 0
        while at < len(leaves):
            height = min(TILE_HEIGHT, (len(leaves) - at).bit_length() - 1)
            while self.size & (1 << height) - 1:
                height -= 1
            root = fold(leaves[at : at + (1 << height)])
            if height == TILE_HEIGHT:
                self.closed.append(Node(1, self.size >> height, root))
            self.hashes.append(self._close(root, height))
            self.size += 1 << height
            at += 1 << height

    def _close(self, root: bytes, height: int = 0) -> bytes:
        """Return the root of the perfect subtree that one of a height completes, and note every tile that it fills."""
        carried = self.size >> height
        while carried & 1:
            root = node_hash(self.hashes.pop(), root)
            height += 1
            carried >>= 1
            if height % TILE_HEIGHT == 0:
                self.closed.append(Node(height // TILE_HEIGHT, carried, root))
        return root

    def root(self) -> bytes:
        """Return the root hash of the tree; that of no leaves is the hash of nothing.

        Source: RFC 6962, section 2.1.
        """
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root

    def to_bytes(self) -> bytes:
        """Return the hashes one after the other, as a store keeps them beside the size."""
        return b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, size: int, content: bytes) -> Frontier:
        """Return the frontier a store kept.

        Raises:
            ValueError: not as many hashes as a tree of this size has.
        """
        if size < 0 or len(content) != HASH_BYTES * size.bit_count():
            raise ValueError(size, len(content))
        return cls(size, (content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)))


def closed_by(leaves: Iterable[object]) -> list[Node]:
    """Return the roots of all tiles that leaf hashes fill; what is no hash counts as an empty one."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf if isinstance(leaf, bytes) else b"")
    return frontier.closed


def tiles_above(size: int) -> int:
    """Return how many hashes all tiles above the leaves of a tree hold together."""
    count = 0
    while size := size >> TILE_HEIGHT:
        count += size
    return count
