"""Turning facts into rows at the end of the ledger, within the transaction that holds its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from workflow.errors import ConcurrentChange, StorageError
from workflow.language.facts import Fact
from workflow.store.codec import encode
from workflow.store.content import is_content
from workflow.store.envelope import NO_TAIL, Entry, Signed, Tail
from workflow.store.seal import Frontier, leaf_hash, matches


class Sealing(Protocol):
    """One open transaction that holds the head of the seal: nobody else can append before it ends.

    Attributes:
        frontier: the tree as it is, to be moved on by what is written.
        tails: where the streams asked for end; a stream nobody wrote to is missing.
    """

    frontier: Frontier
    tails: dict[str, Tail]

    def write(self, entries: Iterable[Entry]) -> None:
        """Write rows and then the seal: tiles and head; they are durable once the transaction has ended."""

    def keep(self, checkpoints: Sequence[Signed]) -> None:
        """Write checkpoints over what is recorded already."""


def sealed(facts: Iterable[Fact], sealing: Sealing) -> Iterator[Entry]:
    """Yield the rows of facts, chained to their streams and added to the frontier.

    Raises:
        ConcurrentChange: a version is not the next one of its stream.
        InvalidInput: a fact has no canonical form.
    """
    tails, frontier = sealing.tails, sealing.frontier
    for fact in facts:
        stream = fact.stream
        version, previous = tails.get(stream, NO_TAIL)
        pinned = version > 0 and is_content(stream)
        if pinned and fact.version == 1:
            continue
        if pinned or fact.version != version + 1:
            raise ConcurrentChange("stream_moved_on", stream=stream, expected=fact.version - 1, found=version)
        body = encode(fact, previous)
        leaf = leaf_hash(body)
        frontier.add(leaf)
        tails[stream] = Tail(fact.version, leaf)
        yield Entry(frontier.size, stream, fact.version, fact.name, body, leaf, fact.command_id)


def add_as_they_are(entries: Iterable[Entry], frontier: Frontier) -> None:
    """Add rows of another ledger to a frontier.

    Raises:
        StorageError: a row does not match its leaf hash.
    """
    for entry in entries:
        if not matches(entry.body, entry.leaf):
            raise StorageError("leaf_differs", position=entry.position)
        frontier.add(entry.leaf)
