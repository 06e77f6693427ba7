"""Figures an office asks for, from the events alone: in whose hands the time was, rounds, deficiencies, deadlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from statistics import median

from workflow.application.service import Service
from workflow.audit.hands import HANDS, Ended, Ending, Hand, Stretch, endings, stretches
from workflow.audit.subjects import Subject
from workflow.calendars.calendar import Calendar
from workflow.language.ids import kind_of
from workflow.permit.case import PermitCase
from workflow.store import Record


@dataclass(slots=True)
class Time:
    """Time in one pair of hands: minutes by the clock, and working days."""

    minutes: int = 0
    working_days: int = 0

    def add(self, other: Time) -> None:
        """Add other time to it."""
        self.minutes += other.minutes
        self.working_days += other.working_days


@dataclass(slots=True)
class Handled:
    """How an authority handled an item by a lifecycle: formally, or as a pre-review.

    Attributes:
        definition: in whose words it is told.
        hands: hand → the time it had the cases.
        rounds: case → how often it came to the authority: once, and again after every return to the applicant.
    """

    authority: str
    item: str
    lifecycle: str
    definition: str
    hands: dict[Hand, Time] = field(default_factory=lambda: {hand: Time() for hand in HANDS})
    rounds: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Kept:
    """How an authority kept a time limit of an item.

    Attributes:
        endings: how many ended on time, late, or by the law's own consequence; how many run on, and are overdue.
        used: the working days taken by those that ended.
        limits: the budgets they had, as `20 working_days`.
    """

    authority: str
    item: str
    lifecycle: str
    clock: str
    definition: str
    endings: Counter[Ending] = field(default_factory=Counter)
    used: list[int] = field(default_factory=list)
    limits: Counter[str] = field(default_factory=Counter)

    @property
    def due(self) -> int:
        """Return how many have ended, or should have."""
        return self.endings.total() - self.endings["running"]

    @property
    def rate(self) -> float | None:
        """Return the share of those due that were kept; None where none was due yet."""
        return self.endings["on_time"] / self.due if self.due else None

    @property
    def median(self) -> float | None:
        """Return the median of the working days taken; None where none has ended."""
        return median(self.used) if self.used else None


@dataclass(slots=True)
class Deficiency:
    """What applicants were asked to correct, a material or a text: how often, and in which cases."""

    kind: str
    item: str
    definition: str
    lifecycle: str
    n: int = 0
    cases: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Figures:
    """Everything counted up to `as_of`, within [since, until) where a period is given."""

    as_of: datetime
    since: datetime | None = None
    until: datetime | None = None
    cases: set[str] = field(default_factory=set)
    handled: dict[tuple[str, str, str], Handled] = field(default_factory=dict)
    kept: dict[tuple[str, str, str, str], Kept] = field(default_factory=dict)
    deficiencies: dict[tuple[str, str], Deficiency] = field(default_factory=dict)

    def total(self) -> dict[Hand, Time]:
        """Return hand → time, of everything together."""
        total = {hand: Time() for hand in HANDS}
        for handled in self.handled.values():
            for hand, time in handled.hands.items():
                total[hand].add(time)
        return total

    def rounds(self) -> Counter[int]:
        """Return number of rounds → how many cases took so many."""
        return Counter(n for handled in self.handled.values() for n in handled.rounds.values())

    def count(self, case: PermitCase, stretch: Stretch, calendar: Calendar) -> None:
        """Count a stretch of a case, as far as it lies in the period."""
        start = max(stretch.start, self.since) if self.since else stretch.start
        end = min(stretch.end, self.until) if self.until else stretch.end
        if end < start or (end == start and start != stretch.start):
            return
        self.cases.add(case.id)
        key = case.authority, case.item, case.lifecycle
        handled = self.handled.setdefault(key, Handled(*key, case.definition))
        days = calendar.working_days_between(calendar.local_date(start), calendar.local_date(end))
        handled.hands[stretch.hand].add(Time(int((end - start).total_seconds()) // 60, days))
        handled.rounds[case.id] += stretch.begins_round
        for kind in stretch.asked if start == stretch.start else ():
            one = Deficiency(kind, case.item, case.definition, case.lifecycle)
            one = self.deficiencies.setdefault((case.item, kind), one)
            one.n += 1
            one.cases.add(case.id)

    def count_ended(self, case: PermitCase, ended: Ended) -> None:
        """Count a run of a clock of a case that ended in the period, or had not by its end."""
        if (self.since and ended.at < self.since) or (self.until and ended.at >= self.until and ended.used is not None):
            return
        key = case.authority, case.item, case.lifecycle, ended.clock
        kept = self.kept.setdefault(key, Kept(*key, case.definition))
        kept.endings[ended.ending] += 1
        if ended.used is not None:
            kept.used.append(ended.used)
        if ended.limit:
            kept.limits[ended.limit] += 1


def figures(service: Service, about: Subject | None, found: Figures) -> Figures:
    """Return the figures of a project, a case or the whole ledger, read case by case, holding one of them."""
    for records in _histories(service, about):
        told = [record for record in records if record.effective_at <= found.as_of]
        if told and told[0].version == 1:
            _count(service, told, found)
    return found


def _histories(service: Service, about: Subject | None) -> Iterator[list[Record]]:
    if about is not None:
        yield from (service.ledger.read(stream) for stream in about.streams if kind_of(stream) == "case")
        return
    for _, records in groupby(service.ledger.by_stream("case"), key=lambda record: record.stream):
        yield list(records)


def _count(service: Service, records: Sequence[Record], found: Figures) -> None:
    opened = records[0].data
    case = PermitCase(
        records[0].stream.partition(":")[2], opened["item"], lifecycle=opened["lifecycle"],
        authority=opened["authority"], definition=opened["definition"],
    )  # fmt: skip
    rules = service.rules(case.definition)
    calendar = rules.calendar(None, case.authority)
    for stretch in stretches(records, rules, found.as_of):
        found.count(case, stretch, calendar)
    for ended in endings(records, rules, found.as_of):
        found.count_ended(case, ended)
