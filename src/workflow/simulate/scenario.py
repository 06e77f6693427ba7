"""Scenarios: what a simulation adds to a definition. A file that a lawyer and an analyst can both read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from workflow.definition.lines import Document, Path, parse
from workflow.definition.mistakes import validated
from workflow.definition.terms import Confidence, Day, Model, Names, Whole, as_tuple
from workflow.errors import InvalidDefinition, Problem
from workflow.language.quantities import Unit, parse_period
from workflow.language.text import Text

FULL = 100
KINDS = ("fixed", "triangular", "pert", "lognormal", "gamma", "empirical")
Hand = Literal["office", "applicant", "suspended"]
Discipline = Literal["first_come", "priority", "earliest_due"]
Count = Annotated[Whole, Field(ge=0)]
Positive = Annotated[Whole, Field(ge=1)]
Percent = Annotated[Whole, Field(ge=0, le=FULL)]


def _as_shares(value: Any) -> Any:
    """Let an act alone stand for all of the shares."""
    return {value: FULL} if isinstance(value, str) else value


Shares = Annotated[
    Mapping[str, Percent], BeforeValidator(_as_shares, json_schema_input_type=str | Mapping[str, Percent])
]
_Several = Annotated[tuple[str, ...], Field(min_length=1)]
Target = Annotated[_Several, BeforeValidator(as_tuple, json_schema_input_type=str | _Several)]


class Moments(Model):
    """A mean and a standard deviation."""

    mean: Positive
    sd: Positive


class Assumed(Model):
    """Something assumed, where it comes from, and how sure we are of it (C certain, L likely, V to verify)."""

    source: str = ""
    confidence: Confidence = "V"


class Spread(Model):
    """A length of time that may vary: one of the six forms, in a unit."""

    fixed: Count | None = None
    triangular: tuple[Count, Count, Count] | None = None
    pert: tuple[Count, Count, Count] | None = None
    lognormal: Moments | None = None
    gamma: Moments | None = None
    empirical: Annotated[tuple[Count, ...], Field(min_length=1)] | None = None
    unit: Unit

    @property
    def kind(self) -> str:
        """Return the form it is given in."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


class Step(Assumed):
    """What happens in a state: who is busy for how long, and by which act it ends.

    Attributes:
        take: the acts that may end it, with weights in per cent; a name alone stands for all of them. An act of the
            clock lets its limit run out. Where nothing is said, the next act on the shortest lawful way is taken.
        apply_again: in a state that ends the case: in how many of a hundred a new case is opened for the item.
        effort: working time of an officer.
        wait: time in which no officer works on it.
        period: by the deadline calculus: a clock of the lifecycle, used up to its last day, or so many days.
        by: the role that works on it, where several may take the act.
        hand: in whose hands the time is; otherwise the applicant's if the act is, else the office's.
        data: what the act says, `ACT: {…}` where the acts differ; what is left out is filled in by example.
    """

    take: Shares = Field(default={})
    apply_again: Percent = 0
    effort: Spread | None = None
    wait: Spread | None = None
    period: str | Spread | None = None
    by: str | None = None
    hand: Hand | None = None
    data: Mapping[str, Any] = {}

    def said_by(self, act: str) -> Mapping[str, Any]:
        """Return what the step has an act say: what it says for all, and over it what it says for this one."""
        own = self.data.get(act)
        return {**self.data, **own} if act in self.take and isinstance(own, Mapping) else self.data


def _as_step(value: Any) -> Any:
    """Let an act alone stand for a step that takes it."""
    return {"take": value} if isinstance(value, str) else value


OneStep = Annotated[Step, BeforeValidator(_as_step, json_schema_input_type=str | Step)]
Steps = Annotated[tuple[OneStep, ...], BeforeValidator(as_tuple, json_schema_input_type=OneStep | tuple[OneStep, ...])]
"""What may happen in a state: the first step of which the judge allows an act."""


class Leave(Model):
    """Days, both included, on which so many officers are away."""

    start: Day = Field(alias="from")
    to: Day
    officers: Positive = 1


class Staff(Assumed):
    """Officers who stand in for each other: a queue of their own.

    Attributes:
        serves: the roles they work in, as `reviewer@housing_construction_bureau`; `@housing_construction_bureau` for
            all roles there.
        calendar: theirs, where it is not the authority's.
    """

    title: Text | None = None
    serves: Names
    officers: Positive
    discipline: Discipline = "first_come"
    calendar: str | None = None
    leave: tuple[Leave, ...] = ()


class Arrivals(Assumed):
    """When projects come: one at the start, so many a year or a day at random, on given days, or from a table.

    Attributes:
        poisson: how many a year, at independent moments of working time.
        daily: how many on each of `days` working days from the start, at independent moments of working time.
        schedule: the days on which one comes, at opening time.
        csv: a file with a column `date` and one project a line.
    """

    poisson: Positive | None = None
    daily: Positive | None = None
    days: Positive = 1
    schedule: tuple[Day, ...] = ()
    csv: str | None = None


def _written(value: Any) -> Any:
    """Refuse numbers, which would be read as seconds since 1970."""
    if isinstance(value, (str, date)):
        return value
    raise PydanticCustomError("date_written", "a date is written as a text")


Start = Annotated[date | datetime, BeforeValidator(_written, json_schema_input_type=date | datetime)]


class Scenario(Model):
    """What a simulation adds to a definition.

    Attributes:
        version: of the definition the scenario was made for; another one is refused.
        target: the items whose last one ends the project.
        given: items in force at the start; what they need is too.
        order: items handled one after the other, whatever the prerequisites allow.
        ahead: items applied for at the start; only the acts for which the judge wants their prerequisites wait.
        lead: how long before the start pre-reviews are asked for.
        rounds: how often the same act can be taken on one case, so that every loop ends.
    """

    scenario: str
    base: str | None = Field(default=None, description="a scenario whose keys hold where this one has none")
    title: Text
    definition: str
    version: str | None = None
    policies: Names = ()
    target: Target
    given: Names = ()
    order: Names = ()
    ahead: Names = ()
    facts: Mapping[str, Any] = {}
    lifecycles: Mapping[str, Mapping[str, Steps]] = {}
    items: Mapping[str, Mapping[str, Steps]] = {}
    staff: Mapping[str, Staff] = {}
    arrivals: Arrivals = Arrivals()
    start: Start | None = None
    lead: str | None = None
    horizon: Positive = Field(default=10, description="in years; what is not finished by then is counted as open")
    rounds: Positive = 3
    seed: Whole = 1
    runs: Positive = 1000
    note: Text | None = None

    def said(self, item: str, lifecycle: str, act: str, need: str) -> Any:
        """Return what a step has an act say of a need, the item's before the lifecycle's; None where none does."""
        places = (self.items.get(item, {}), self.lifecycles.get(lifecycle, {}))
        steps = (step for states in places for told in states.values() for step in told)
        own = (step.said_by(act) for step in steps if not step.take or act in step.take)
        return next((data[need] for data in own if need in data), None)


def read_scenario(text: bytes, file: str, read: Callable[[str], tuple[bytes, str]]) -> tuple[Scenario, Document]:
    """Return the scenario that a text is, and where each part of it stands.

    Args:
        read: returns the text of another scenario and the name of its file.

    Raises:
        InvalidDefinition: what does not fit, each with its file, line and path.
        NotFound: it builds on a scenario that is nowhere.
    """
    document = _on_its_base(parse(text, file), read, ())
    scenario = validated(Scenario, document)
    problems = sorted(_problems(scenario, document), key=lambda one: (one.line, one.path))
    if problems:
        raise InvalidDefinition(problems)
    return scenario, document


def _on_its_base(document: Document, read: Callable[[str], tuple[bytes, str]], seen: tuple[str, ...]) -> Document:
    base = document.data.get("base")
    if not isinstance(base, str):
        return document
    if base in seen:
        raise InvalidDefinition([document.problem("base_in_a_circle", ("base",), name=base)])
    under = _on_its_base(parse(*read(base)), read, (*seen, base))
    places = {path: place for path, place in under.places.items() if not path or path[0] not in document.data}
    return Document({**under.data, **document.data}, {**places, **document.places})


def _problems(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for part in ("lifecycles", "items"):
        for name, states in getattr(scenario, part).items():
            for state, steps in states.items():
                for step, path in placed(document, steps, (part, name, state)):
                    yield from _of_step(step, document, path)
    yield from _of_arrivals(scenario, document)
    for name, staff in scenario.staff.items():
        for number, leave in enumerate(staff.leave):
            if leave.to < leave.start:
                yield document.problem("leave_ends_before_it_begins", ("staff", name, "leave", number))


def _of_arrivals(scenario: Scenario, document: Document) -> Iterator[Problem]:
    if scenario.lead is not None and not _is_lead(scenario.lead):
        yield document.problem("not_a_lead", ("lead",), found=scenario.lead)
    arrivals = scenario.arrivals
    if sum(map(bool, (arrivals.poisson, arrivals.daily, arrivals.schedule, arrivals.csv))) > 1:
        yield document.problem("one_of_many", ("arrivals",), names=["poisson", "daily", "schedule", "csv"])


def placed(document: Document, steps: Sequence[Step], path: Path) -> list[tuple[Step, Path]]:
    """Return the steps of a state with the path of each: a single one may be written without a list."""
    several = any(known[: len(path)] == path and known[len(path) : len(path) + 1] == (0,) for known in document.places)
    return [(step, (*path, place) if several else path) for place, step in enumerate(steps)]


def _is_lead(text: str) -> bool:
    try:
        return parse_period(text).unit in {"working_days", "calendar_days"}
    except ValueError:
        return False


def _of_step(step: Step, document: Document, path: Path) -> Iterator[Problem]:
    if step.take and sum(step.take.values()) != FULL:
        yield document.problem("weights_do_not_add_up", (*path, "take"), found=sum(step.take.values()), full=FULL)
    if step.apply_again and (step.take or step.effort):
        yield document.problem("one_of_many", path, names=["apply_again", "take" if step.take else "effort"])
    said = [name for name in ("effort", "wait", "period") if getattr(step, name) is not None]
    if len(said) > 1:
        yield document.problem("one_of_many", path, names=said)
    for name in said:
        spread = getattr(step, name)
        if isinstance(spread, Spread):
            yield from _of_spread(spread, document, (*path, name))


def _of_spread(spread: Spread, document: Document, path: Path) -> Iterator[Problem]:
    said = [kind for kind in KINDS if getattr(spread, kind) is not None]
    if len(said) != 1:
        yield document.problem("one_of_many", path, names=said or list(KINDS))
        return
    three = spread.triangular or spread.pert
    if three and not (three[0] <= three[1] <= three[2] and three[0] < three[2]):
        yield document.problem("not_in_order", (*path, said[0]), found=list(three))
