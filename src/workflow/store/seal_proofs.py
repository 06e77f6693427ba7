"""Proofs over the tree: that an event is in it, and that it only ever grew; and checking them, needing no ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from workflow.errors import StorageError
from workflow.store.seal import EMPTY_ROOT, TILE, TILE_HEIGHT, Frontier, fold, node_hash

Tile = Callable[[int, int], Sequence[bytes]]
"""(level, number) → the hashes of a tile, fewer than 256 for the last one of a level."""


class Tree:
    """The tree over the first `size` leaves, read through its tiles.

    Raises:
        StorageError: a tile that is needed is not there (`tile_missing`); from every method.
    """

    def __init__(self, size: int, tile: Tile) -> None:
        self.size = size
        self._tile = cache(tile)

    def root(self) -> bytes:
        """Return the root hash.

        Source: RFC 6962, section 2.1.
        """
        return self._hash(0, self.size) if self.size else EMPTY_ROOT

    def inclusion(self, index: int) -> list[bytes]:
        """Return the audit path of a leaf, from its sibling up; `index` counts from 0 and is below the size.

        Source: RFC 6962, section 2.1.1.
        """
        path: list[bytes] = []
        begin, end = 0, self.size
        while end - begin > 1:
            middle = begin + _left(end - begin)
            if index < middle:
                path.append(self._hash(middle, end))
                end = middle
            else:
                path.append(self._hash(begin, middle))
                begin = middle
        return path[::-1]

    def consistency(self, old: int) -> list[bytes]:
        """Return the proof that this tree begins with the one over the first `old` leaves, 0 < `old` <= size.

        Source: RFC 6962, section 2.1.2.
        """
        path: list[bytes] = []
        begin, end, whole = 0, self.size, True
        while old != end:
            middle = begin + _left(end - begin)
            if old <= middle:
                path.append(self._hash(middle, end))
                end = middle
            else:
                path.append(self._hash(begin, middle))
                begin, whole = middle, False
        if not whole:
            path.append(self._hash(begin, end))
        return path[::-1]

    def frontier(self) -> Frontier:
        """Return the roots of the perfect subtrees that the tree is made of."""
        hashes, begin = [], 0
        for height in reversed(range(self.size.bit_length())):
            if self.size >> height & 1:
                hashes.append(self._perfect(height, begin >> height))
                begin += 1 << height
        return Frontier(self.size, hashes)

    def _hash(self, begin: int, end: int) -> bytes:
        count = end - begin
        if count & count - 1 == 0:
            return self._perfect(count.bit_length() - 1, begin // count)
        middle = begin + _left(count)
        return node_hash(self._hash(begin, middle), self._hash(middle, end))

    def _perfect(self, height: int, number: int) -> bytes:
        """Return the root of the perfect subtree of a height with that number among its like."""
        level, rest = divmod(height, TILE_HEIGHT)
        tile, within = divmod(number << rest, TILE)
        hashes = list(self._tile(level, tile)[within : within + (1 << rest)])
        if len(hashes) != 1 << rest:
            raise StorageError("tile_missing", level=level, number=tile)
        return fold(hashes)


def included(index: int, size: int, leaf: bytes, root: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether an audit path proves that a leaf hash stands at an index in the tree of that size and root.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    at, last, derived = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            derived = node_hash(sibling, derived)
            at, last = _to_where_it_is_right(at, last)
        else:
            derived = node_hash(derived, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and derived == root


def consistent(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether a consistency proof shows that the tree of `size` and `root` begins with the old one, 0 < old.

    Source: RFC 9162, section 2.1.4.2.
    """
    if old == size:
        return not path and old_root == root
    if not 0 < old < size or not path:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first, *rest = path if at else (old_root, *path)
    before, after = first, first
    for sibling in rest:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            at, last = _to_where_it_is_right(at, last)
        else:
            after = node_hash(after, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def _to_where_it_is_right(at: int, last: int) -> tuple[int, int]:
    """Return the place of a node on the first level up on which it is a right child."""
    while not at & 1 and at:
        at, last = at >> 1, last >> 1
    return at, last


def _left(count: int) -> int:
    """Return how many leaves the left subtree of a tree has: the largest power of two below their number."""
    return 1 << (count - 1).bit_length() - 1
