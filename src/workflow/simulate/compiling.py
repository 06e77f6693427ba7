"""Compiling: a definition and a scenario become a plan, by putting every act to the judge once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import product

from workflow.application.clock import VirtualClock
from workflow.application.rehearsal import Rehearsal
from workflow.application.service import Service
from workflow.application.shelf import Procedure
from workflow.calendars.calendar import Calendar
from workflow.definition.lines import Document
from workflow.definition.model import AllOf, AnyOf, Requirement, leaves
from workflow.errors import InvalidDefinition
from workflow.language.quantities import Period, parse_period
from workflow.lifecycle.rules import Rules
from workflow.proceedings.conduct import conduct
from workflow.proceedings.draft import Draft
from workflow.simulate.exploring import Explorer
from workflow.simulate.fitting import check_names
from workflow.simulate.office import Office, Unobtainable
from workflow.simulate.plan import NOWHERE, OBTAINED, Branch, Node, Plan, Track
from workflow.simulate.scenario import Scenario
from workflow.simulate.timing import Timing
from workflow.simulate.worktime import DAY, seconds_since
from workflow.store import open_ledger

MOST_TRACKS = 60
BEFORE = timedelta(days=30)


def compile_plan(procedure: Procedure, scenario: Scenario, document: Document, start: datetime | date) -> Plan:
    """Return the tables of a scenario, its projects beginning at a start.

    Raises:
        InvalidDefinition: the scenario does not fit the definition; with file, line and path.
        InvalidInput: the start lies outside the calendar.
    """
    check_names(procedure.definition, scenario, document)
    trigger = instant_at(start, procedure.rules.calendars[procedure.definition.calendar])
    clock = VirtualClock(trigger - BEFORE)
    service = Service(open_ledger("memory:"), clock)
    digest = service.pin(procedure)
    rehearsal = Rehearsal(service.draft(), clock)
    office = Office(rehearsal, clock, digest, scenario)
    office.begin("project")
    tables = tables_around(trigger, procedure.rules, scenario, document)
    return Compiler(office, rehearsal, scenario, document, trigger=trigger, tables=tables).plan()


def instant_at(start: datetime | date, calendar: Calendar) -> datetime:
    """Return an instant; of a day alone, its opening."""
    if isinstance(start, datetime):
        return start if start.tzinfo else calendar.instant(start)
    opening = calendar.hours[0][0]
    return calendar.instant(datetime.combine(start, time(opening // 60, opening % 60)))


@dataclass(frozen=True)
class Tables:
    """What plans that run together have in common."""

    timing: Timing
    nodes: list[Node] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)


def tables_around(
    trigger: datetime, rules: Rules, scenario: Scenario, document: Document, since: datetime | None = None
) -> Tables:
    """Return empty tables whose time reaches from before a trigger, and what was since, to the horizon."""
    calendar = rules.calendars[rules.definition.calendar]
    days = int(365.25 * scenario.horizon) + 900
    late = calendar.local_date(trigger) - timedelta(500)
    first = min(late, calendar.local_date(since)) if since else late
    monday = first - timedelta(first.weekday())
    timing = Timing(rules, scenario, document, monday, days + (late - monday).days)
    timing.table(calendar)
    return Tables(timing)


class Compiler:
    """Compiles the tracks of one project, beside those that are compiled already."""

    def __init__(
        self,
        office: Office,
        rehearsal: Rehearsal,
        scenario: Scenario,
        document: Document,
        *,
        trigger: datetime,
        tables: Tables,
    ) -> None:
        self.office = office
        self.rehearsal = rehearsal
        self.scenario = scenario
        self.document = document
        self.trigger = trigger
        self.definition = office.rules.definition
        self.calendar = office.rules.calendars[self.definition.calendar]
        self.timing, self.nodes, self.tracks = tables.timing, tables.nodes, tables.tracks
        self.formal: dict[str, int] = {}
        self.shadow: dict[str, int] = {}
        self.explorer = Explorer(office, scenario, document, self.timing, self.nodes)

    @property
    def looks_ahead(self) -> bool:
        """Tell whether a case may come before what its item waits for."""
        return bool(self.scenario.ahead)

    def plan(self) -> Plan:
        """Return the plan."""
        early, given = self.compile()
        return self.as_plan(early, given)

    def as_plan(self, early: Sequence[str] = (), given: Sequence[str] = ()) -> Plan:
        """Return the plan of what is compiled.

        Args:
            early, given: as `compile` returns them.
        """
        start = seconds_since(self.timing.origin, self.calendar, self.trigger)
        target = sum(1 << self.formal[item] for item in self.scenario.target if item in self.formal)
        lead = parse_period(self.scenario.lead) if self.scenario.lead else Period(0, "working_days")
        return Plan(
            definition=f"{self.definition.definition}@{self.definition.version}",
            scenario=self.scenario.scenario, origin=self.timing.origin, start=start, lead=lead.count,
            lead_works=lead.unit == "working_days",
            horizon=start + int(365.25 * self.scenario.horizon) * DAY, tracks=self.tracks, nodes=self.nodes,
            clocks=self.timing.clocks, pools=self.timing.pools, spreads=self.timing.spreads,
            tables=self.timing.tables, target=target,
            early=tuple(early), given=tuple(given), absent=tuple(sorted(self.office.absent)),
            warnings=[("loops_cut", {"act": act}) for act in sorted(self.explorer.cut)],
        )  # fmt: skip

    def compile(self) -> tuple[list[str], list[str]]:
        """Add the tracks; return the given items that are in force before the trigger, and those that come with it."""
        office, wanted = self.office, self._wanted()
        triggers = self._triggers()
        known = set(office.given)
        taken = [item for item in self._closure(self.scenario.given) if item not in known]
        early = [item for item in taken if item not in triggers]
        self._obtain(self.office, early)
        self.bare = office.beside(Rehearsal(self.rehearsal.fork(), office.clock), office.clock)
        given = [item for item in taken if item in triggers]
        reviewed = [item for item in wanted if self._is_reviewed(item)]
        for item in wanted if reviewed else ():
            if item in reviewed or item not in triggers:
                self.add(item, shadow=item in reviewed, early=True)
        office.clock.put(self.trigger)
        for one in (office, self.bare) if self.looks_ahead else (office,):
            self._obtain(one, given)
        for item in wanted:
            if item not in self.formal:
                self.add(item, converts=item in reviewed)
        return early, given

    def _closure(self, items: Iterable[str]) -> list[str]:
        """Return items and what they need, each after what it needs itself."""
        ordered: dict[str, None] = {}
        for item in items:
            ordered.update(dict.fromkeys([*self.office.needed([item]), item]))
        return list(ordered)

    def _wanted(self) -> list[str]:
        """Return the items to be obtained, each after what it needs, without what is given or does not apply."""
        given = {*self._closure(self.scenario.given), *self.office.given}
        asked = self._closure((*self.scenario.order, *self.scenario.target))
        return [item for item in asked if item not in given and not self.office.settle(item)]

    def _triggers(self) -> set[str]:
        """Return the items that come into force at the start: what sets off conversions, and what rests on that."""
        own = {leaf for item in self.definition.items.values() if item.pre_review
               for requirement in item.pre_review.trigger for leaf in leaves(requirement)}  # fmt: skip
        own |= set(self.definition.measures.trigger if self.definition.measures else ())
        return {item for item in self.definition.items if item in own or own & set(self.office.needed([item]))}

    def _is_reviewed(self, item: str) -> bool:
        return self.definition.shadow is not None and self.definition.items[item].pre_review is not None

    def _obtain(self, office: Office, items: Iterable[str]) -> None:
        for item in items:
            try:
                office.obtain(item)
            except Unobtainable as error:
                raise InvalidDefinition([self.document.problem(
                    "never_obtained", ("given",), item=item, why=", ".join(error.reasons))]) from error  # fmt: skip

    def add(self, item: str, *, shadow: bool = False, converts: bool = False, early: bool = False) -> None:
        """Add a track, explored, and let its item be obtained where tracks may rest on it."""
        number = len(self.tracks)
        if len(self.formal) + len(self.shadow) >= MOST_TRACKS:
            raise InvalidDefinition([self.document.problem("too_many_items", ("target",), most=MOST_TRACKS)])
        ahead = item in self.scenario.ahead and not (shadow or converts)
        gate = self._ready(item, shadow=shadow, ordered=not ahead)
        ready = (0,) if ahead else gate
        (self.shadow if shadow else self.formal)[item] = number
        self.tracks.append(Track(item, shadow, NOWHERE))
        try:
            if converts:
                entry = self._convert(number, item)
                ready = tuple(mask | 1 << self.shadow[item] for mask in ready)
            else:
                bare = self._bare(item) if ahead else None
                case = self.office.open(item, shadow=shadow)
                entry = self.explorer.explore(number, item, case, shadow=shadow, bare=bare)
                if shadow or self._is_relied_on(item):
                    self.office.lead(case, item, shadow=shadow)
        except Unobtainable as error:
            raise InvalidDefinition([self.document.problem(
                "never_obtained", ("target",), item=item, why=", ".join(error.reasons))]) from error  # fmt: skip
        target = not shadow and item in self.scenario.target
        self.tracks[number] = Track(item, shadow, entry, ready, target, converts, early, gate)

    def _is_relied_on(self, item: str) -> bool:
        """Tell whether any item needs it; a case that nothing rests on may have to wait for a limit to end."""
        return any(item in self.office.needed([other]) for other in self.definition.items)

    def _bare(self, item: str, *, shadow: bool = False) -> Draft:
        """Return where the case of an item, opened if it is not, stands while nothing that is to be obtained is."""
        draft = self.bare.desk.draft()
        if (item, shadow) not in self.bare.known:
            conduct(self.bare.opening(item, shadow=shadow), draft)
        return draft

    def _convert(self, track: int, item: str) -> int:
        """Add the two nodes of a conversion: it becomes formal at once, and is in force."""
        self.office.convert(item)
        end = Node(track, "in_force", end=OBTAINED)
        begin = Node(track, "pre_passed", table=self.timing.table(self.calendar), shares=[1.0])
        begin.branches.append(Branch("convert", len(self.nodes) + 1))
        self.nodes += [begin, end]
        return len(self.nodes) - 2

    def _ready(self, item: str, *, shadow: bool, ordered: bool) -> tuple[int, ...]:
        """Return the sets of tracks of which one must be obtained before an item can begin."""
        edges = [edge for edge in self.office.edges if not shadow or edge == "hard"]
        requirements = [one for edge in edges for one in self.definition.items[item].requires.of(edge)]
        found = _every([self._masks(requirement, shadow=shadow) for requirement in requirements])
        if ordered and not shadow and item in self.scenario.order:
            found = {mask | self._before(item) for mask in found}
        return tuple(sorted(_least(found)))

    def _before(self, item: str) -> int:
        """Return the tracks of the items that an order puts before an item."""
        place = self.scenario.order.index(item)
        late = [one for one in self.scenario.order[:place] if one not in self.formal and one not in self.office.given]
        if late:
            raise InvalidDefinition([self.document.problem("order_against_prerequisites", ("order", place),
                                                           item=item, before=late[0])])  # fmt: skip
        return _union(1 << self.formal[one] for one in self.scenario.order[:place] if one in self.formal)

    def _masks(self, requirement: Requirement, *, shadow: bool) -> set[int]:
        match requirement:
            case str():
                track = (
                    self.shadow.get(requirement, self.formal.get(requirement))
                    if shadow
                    else self.formal.get(requirement)
                )
                return {0 if track is None else 1 << track}
            case AllOf(all=parts):
                return _every([self._masks(part, shadow=shadow) for part in parts])
            case AnyOf(any=parts):
                known = [part for part in parts if set(leaves(part)) <= self.office.given | self.formal.keys()]
                return {mask for part in known or parts[:1] for mask in self._masks(part, shadow=shadow)}


def _every(alternatives: list[set[int]]) -> set[int]:
    """Return the ways in which one alternative of each is met."""
    return {_union(masks) for masks in product(*alternatives)}


def _union(masks: Iterable[int]) -> int:
    """Return the union of sets of tracks."""
    union = 0
    for mask in masks:
        union |= mask
    return union


def _least(masks: set[int]) -> set[int]:
    """Return the sets that hold no other one."""
    return {mask for mask in masks if not any(other != mask and other & mask == other for other in masks)}
