"""The seal: a Merkle tree over every event, after RFC 6962, kept as the tree's right-hand frontier."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of a leaf.

    Source: RFC 6962, section 2.1.
    """
    return sha256(b"\x00" + content).digest()


def matches(content: object, leaf: object) -> bool:
    """Tell whether what a database gave is a content in bytes and its leaf hash."""
    return isinstance(content, bytes) and leaf_hash(content) == leaf


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node.

    Source: RFC 6962, section 2.1.
    """
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the perfect subtrees that make up a tree, the largest first.

    A tree of n leaves has one for every bit set in n, so a leaf is added in O(log n) and needs no other.

    Attributes:
        size: how many leaves the tree has.
        hashes: the subtree roots, 32 bytes each.
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)

    def add(self, leaf: bytes) -> None:
        """Add a leaf hash at the right."""
        hashes = self.hashes
        carried = self.size
        while carried & 1:
            leaf = sha256(b"\x01" + hashes.pop() + leaf).digest()
            carried >>= 1
        hashes.append(leaf)
        self.size += 1

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
