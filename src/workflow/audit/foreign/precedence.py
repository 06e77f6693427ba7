"""A model of precedence learnt from a history: what has to come before what, and how sure that is.

Two relations between activities a and b, counted over the occurrences of b (n of them) in all cases:

- a *precedes* b: some a comes before that b in its case. Confidence is the share of occurrences of b where it does.
- a *directly precedes* b: the event just before that b is an a. Confidence likewise.

Support is the share of the cases that hold a b. A relation becomes a rule when n, support and confidence reach their
thresholds. What two rules without exception imply is left out: where a always precedes b and b always precedes c, that
a precedes c is no news.

Source: the templates precedence and chain precedence of Declare (Pesic, Schonenberg and van der Aalst, EDOC 2007);
support and confidence counted by events as in Di Ciccio and Mecella, ACM TMIS 5(4), 2015.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Relation = Literal["precedes", "directly_precedes"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a model.

    Attributes:
        occurrences: of `after`, in the log it was learnt from.
        kept: in how many of them `before` came before.
        cases: in how many cases `after` occurred.
        of_cases: of how many.
    """

    relation: Relation
    before: str
    after: str
    occurrences: int
    kept: int
    cases: int
    of_cases: int

    @property
    def confidence(self) -> float:
        """Return the share of occurrences in which it was kept."""
        return self.kept / self.occurrences

    @property
    def support(self) -> float:
        """Return the share of the cases that it speaks of."""
        return self.cases / self.of_cases


class Deviation(NamedTuple):
    """An event before which something is missing.

    Attributes:
        at: its index in the trace.
        missing: what should have come before it, anywhere.
        directly: what should have come just before it; None where nothing in particular.
    """

    at: int
    missing: tuple[str, ...]
    directly: str | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What makes a relation a rule: so many occurrences, such a share of cases, such a confidence."""

    occurrences: int = 10
    support: float = 0.0
    confidence: float = 0.95


class Model:
    """Rules of precedence, ready to be checked."""

    def __init__(self, rules: Sequence[Rule], activities: Iterable[str] = ()) -> None:
        self.rules = tuple(rules)
        names = dict.fromkeys([*activities, *(name for rule in rules for name in (rule.before, rule.after))])
        self._index = {name: number for number, name in enumerate(names)}
        self._names = tuple(names)
        self._required = [0] * len(names)
        self._directly: list[int | None] = [None] * len(names)
        for rule in rules:
            before, after = self._index[rule.before], self._index[rule.after]
            if rule.relation == "precedes":
                self._required[after] |= 1 << before
            else:
                self._directly[after] = before

    def deviations(self, activities: Sequence[str]) -> list[Deviation]:
        """Return the events of a case before which something is missing, in their order.

        An activity that the model does not know asks for nothing and stands for nothing.
        """
        index, required, directly = self._index, self._required, self._directly
        found: list[Deviation] = []
        seen = 0
        last: int | None = None
        for at, activity in enumerate(activities):
            number = index.get(activity)
            if number is None:
                last = None
                continue
            missing = required[number] & ~seen
            wanted = directly[number]
            if missing or (wanted is not None and wanted != last):
                named = None if wanted is None or wanted == last else self._names[wanted]
                found.append(Deviation(at, tuple(self._in(missing)), named))
            seen |= 1 << number
            last = number
        return found

    def unknown(self, activities: Iterable[str]) -> set[str]:
        """Return the activities that the model does not know."""
        return set(activities) - self._index.keys()

    def _in(self, mask: int) -> Iterator[str]:
        while mask:
            lowest = mask & -mask
            yield self._names[lowest.bit_length() - 1]
            mask ^= lowest


def learn(ways: Iterable[Sequence[str]], thresholds: Thresholds | None = None) -> Model:
    """Return the model of a log.

    Args:
        ways: the activities of each case, in their order.
    """
    limits = thresholds or Thresholds()
    counted = _Counted()
    for way, times in Counter(tuple(way) for way in ways).items():
        counted.add(way, times)
    rules = [rule for rule in counted.rules() if _reaches(rule, limits)]
    return Model([*_needed(rules)], counted.occurrences)


class _Counted:
    """What is counted of a log."""

    def __init__(self) -> None:
        self.occurrences: Counter[str] = Counter()
        self._cases: Counter[str] = Counter()
        self._before: Counter[tuple[str, str]] = Counter()
        self._just_before: Counter[tuple[str, str]] = Counter()
        self._all = 0

    def add(self, way: tuple[str, ...], times: int) -> None:
        """Count a way that so many cases took."""
        seen: dict[str, None] = {}
        last = ""
        self._all += times
        for place, activity in enumerate(way):
            self.occurrences[activity] += times
            for before in seen:
                if before != activity:
                    self._before[before, activity] += times
            if place and last != activity:
                self._just_before[last, activity] += times
            seen[activity] = None
            last = activity
        for activity in seen:
            self._cases[activity] += times

    def rules(self) -> Iterator[Rule]:
        """Yield every relation there is, the surest first."""
        relations: list[tuple[Relation, Counter[tuple[str, str]]]]
        relations = [("precedes", self._before), ("directly_precedes", self._just_before)]
        for relation, counts in relations:
            for (before, after), kept in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
                occurrences, cases = self.occurrences[after], self._cases[after]
                yield Rule(relation, before, after, occurrences, kept, cases, self._all)


def _reaches(rule: Rule, limits: Thresholds) -> bool:
    return (
        rule.occurrences >= limits.occurrences
        and rule.support >= limits.support
        and rule.confidence >= limits.confidence
    )


def _needed(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the rules that no two others without exception imply; of activities that precede each other, all."""
    certain = {
        (rule.before, rule.after) for rule in rules if rule.relation == "precedes" and rule.kept == rule.occurrences
    }
    between: dict[str, set[str]] = {}
    for before, after in certain:
        between.setdefault(after, set()).add(before)
    for rule in rules:
        middle = between.get(rule.after, set()) if rule.relation == "precedes" else ()
        if not any((rule.before, one) in certain and (one, rule.before) not in certain for one in middle):
            yield rule
