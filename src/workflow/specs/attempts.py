"""Attempts: what a scenario really tried, and what its outcomes said of it; the raw material of every proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

OUTCOME = "outcome"
ROW = "row"
ENTITLED = "entitled"
EVENT = "event"


@dataclass(slots=True)
class Attempt:
    """One act that was tried, or asked about (`asked`), in one state and one role.

    Attributes:
        definition: the sha256 of the definition it was judged by.
        act: empty where only time passed.
        refusals: the keys of the reasons against it; empty where it was allowed.
        marks: what it shows besides: of prerequisites, of persons kept apart, of instants at the edge of a clock.
        by_system: nobody tried it, it came with an act or of itself.
        by_time: it came because time passed.
        unchanged: nothing was recorded by it, which is what a refusal must mean.
        asserted: what outcomes said of it: `outcome` that its state or event was looked at (`event` where it was the
            event), `row` that a complete table of what is possible agreed, `entitled` that one of who is entitled to
            what did, or the key of a reason it was refused for.
        alone: the only reason it was refused for, where an outcome said so.
    """

    lifecycle: str
    item: str
    state: str
    act: str
    role: str
    refusals: tuple[str, ...] = ()
    asked: bool = False
    case: str = ""
    definition: str = ""
    event: str = ""
    marks: frozenset[str] = frozenset()
    unchanged: bool = True
    by_system: bool = False
    by_time: bool = False
    asserted: set[str] = field(default_factory=set)
    alone: str | None = None

    @property
    def allowed(self) -> bool:
        """Tell whether nothing stood against it."""
        return not self.refusals


def look_at(attempts: Sequence[Attempt], case: str, event: str | None = None) -> None:
    """Note that an outcome looked at the state of a case, or at the last event of a name.

    What is looked at is what happened last: one act, or what time has led to since.
    """
    own = [attempt for attempt in reversed(attempts) if attempt.case == case and not attempt.asked]
    if event is not None:
        own = [attempt for attempt in own if attempt.event == event][:1]
    before: Attempt | None = None
    for attempt in own:
        if before is not None and (not before.by_system or before.by_time is not attempt.by_time):
            break
        attempt.asserted |= {OUTCOME} if event is None else {OUTCOME, EVENT}
        before = attempt


def look_at_all(attempts: Iterable[Attempt], case: str) -> None:
    """Note that an outcome looked at everything recorded of a case."""
    for attempt in attempts:
        if attempt.case == case and attempt.allowed and not attempt.asked:
            attempt.asserted |= {OUTCOME, EVENT}
