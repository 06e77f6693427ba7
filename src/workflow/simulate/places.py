"""Where the cases of a replication stand: at a node, or in a line for an officer."""

from __future__ import annotations

from collections import deque

from workflow.simulate.draws import BRANCH, word
from workflow.simulate.plan import NOWHERE


class Token:
    """Where one track of one project stands.

    Attributes:
        held: it waits at a gate.
        key, word: what all its draws have in common.
        turn: how often it came to a node; what was foreseen in an earlier turn is void.
        visit: how often it came to a node where something passes; a part of the key of its draws.
    """

    __slots__ = ("branch", "held", "key", "number", "officer", "place", "project", "since", "started", "track",
                 "turn", "visit", "word", "work")  # fmt: skip

    def __init__(self, number: int, project: int, track: int, key: int) -> None:
        self.number, self.project, self.track, self.key = number, project, track, key
        self.word = word(track, 0, BRANCH)
        self.place = self.officer = NOWHERE
        self.held = False
        self.turn = self.visit = self.branch = self.since = self.started = self.work = 0


class Queue:
    """Officers of a pool and who waits for them."""

    def __init__(self, officers: int, discipline: str) -> None:
        self.free = list(range(officers))
        self.officers = officers
        self.line: deque[tuple[Token, int]] = deque()
        self.heap: list[tuple[int, int, Token, int]] = []
        self.ordered = discipline != "first_come"
        self.wakes_at = NOWHERE
