"""Heaps, compiled: what is foreseen, who is free, who waits."""

from __future__ import annotations

from workflow.simulate.kernel.compiled import inner
from workflow.simulate.kernel.views import Array, Record, events
from workflow.simulate.plan import NOWHERE


@inner
def foresee(now: Record, at: int, what: int, turn: int, whom: int) -> None:
    """Foresee an event; those of one instant come in the order in which they were foreseen."""
    heap, place = events(now), now.event_count
    now.event_count += 1
    while place > 0:
        parent = (place - 1) >> 1
        if heap[parent].at <= at:
            break
        heap[place] = heap[parent]
        place = parent
    event = heap[place]
    event.at, event.number, event.what, event.turn, event.whom = at, now.number, what, turn, whom
    now.number += 1


@inner
def drop_first(now: Record) -> None:
    """Take the first event off the heap."""
    heap = events(now)
    now.event_count -= 1
    last = now.event_count
    place, child = 0, 1
    while child < last:
        if child + 1 < last and _sooner(heap, child + 1, child):
            child += 1
        if not _sooner(heap, child, last):
            break
        heap[place] = heap[child]
        place, child = child, 2 * child + 1
    heap[place] = heap[last]


@inner
def _sooner(heap: Array, one: int, other: int) -> bool:
    if heap[one].at != heap[other].at:
        return heap[one].at < heap[other].at
    return heap[one].number < heap[other].number


@inner
def give_back(free: Array, first: int, count: int, officer: int) -> None:
    """Add an officer to a heap of so many that begins at a place."""
    place = count
    while place > 0:
        parent = (place - 1) >> 1
        if free[first + parent] <= officer:
            break
        free[first + place] = free[first + parent]
        place = parent
    free[first + place] = officer


@inner
def take_free(free: Array, first: int, count: int) -> int:
    """Return the officer with the lowest number, taken off a heap of so many that begins at a place."""
    found, last = free[first], free[first + count - 1]
    count -= 1
    place, child = 0, 1
    while child < count:
        if child + 1 < count and free[first + child + 1] < free[first + child]:
            child += 1
        if free[first + child] >= last:
            break
        free[first + place] = free[first + child]
        place, child = child, 2 * child + 1
    free[first + place] = last
    return found


@inner
def merged(waiting: Array, one: int, other: int) -> int:
    """Return the first of two skew heaps put together (Sleator and Tarjan 1986)."""
    if one == NOWHERE:
        return other
    if other == NOWHERE:
        return one
    if _before(waiting, other, one):
        one, other = other, one
    first = one
    while True:
        right = waiting[one].right
        waiting[one].right = waiting[one].left
        if right == NOWHERE:
            waiting[one].left = other
            return first
        if _before(waiting, other, right):
            right, other = other, right
        waiting[one].left = right
        one = right


@inner
def _before(waiting: Array, one: int, other: int) -> bool:
    if waiting[one].rank != waiting[other].rank:
        return waiting[one].rank < waiting[other].rank
    return waiting[one].number < waiting[other].number
