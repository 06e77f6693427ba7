"""Votes: a roll, measures to count, shares that can be reached, and ballots that the count understands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.definition.check_references import unknown
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Attribute, Definition, Lifecycle, Parameter, Vote
from workflow.definition.narrow_scope import known_type
from workflow.definition.scope import parameter_type
from workflow.definition.type_relations import comparable, fits
from workflow.definition.types import ANY, BadType, Type, enum_of
from workflow.definition.values import parse_ratio
from workflow.errors import Problem

BALLOTS = "ballots"
CHOICE = "choice"
_CHOICES = enum_of(("yes", "no", "abstain"))
_PARAMETER = "param."
_COMPARISON = re.compile(r"\s*(?:>=|>)?\s*(.+?)\s*")


def check_votes(definition: Definition, lifecycle: Lifecycle) -> Iterator[Problem]:
    """Yield the votes that cannot be counted, and the acts whose ballots their vote does not understand."""
    at: Path = ("lifecycles", lifecycle.lifecycle)
    parameters = {**definition.parameters, **lifecycle.parameters}
    for name, vote in lifecycle.votes.items():
        yield from _vote(_roll_of(definition, lifecycle, vote), vote, parameters, (*at, "votes", name))
    for name, act in lifecycle.transitions.items():
        if act.vote is not None:
            here = (*at, "transitions", name)
            yield from unknown("vote", act.vote.rule, lifecycle.votes, (*here, "vote", "rule"))
            need = act.needs.get(BALLOTS)
            ballots = known_type(need.type) if need else None
            if not _is_counted(definition, lifecycle, lifecycle.votes.get(act.vote.rule), ballots):
                yield unplaced("vote_without_ballots", (*here, "needs"), key=BALLOTS)


def _is_counted(definition: Definition, lifecycle: Lifecycle, vote: Vote | None, ballots: Type | None) -> bool:
    """Tell whether ballots are a list of records with the unit and a choice that the count knows."""
    if ballots is None or ballots.kind != "list" or ballots.nullable:
        return False
    if vote is None:
        return True
    choice, unit = ballots.entry.field(CHOICE), ballots.entry.field(vote.unit)
    column = _roll_of(definition, lifecycle, vote).columns.get(vote.unit, ANY)
    chosen = choice is not None and fits(choice, _CHOICES) and "yes" in choice.values
    return chosen and unit is not None and comparable(unit, column)


@dataclass(frozen=True, slots=True)
class _Roll:
    """Where the electors of a vote stand: an attribute among those of a case, or of its project."""

    name: str
    among: Mapping[str, Attribute]

    @property
    def attribute(self) -> Attribute | None:
        return self.among.get(self.name)

    @property
    def columns(self) -> Mapping[str, Type]:
        return dict(known_type(self.attribute.type).entry.fields) if self.attribute else {}


def _roll_of(definition: Definition, lifecycle: Lifecycle, vote: Vote) -> _Roll:
    shared = vote.of_project
    return _Roll(vote.electorate, lifecycle.attributes) if shared is None else _Roll(shared, definition.attributes)


def _vote(roll: _Roll, vote: Vote, parameters: Mapping[str, Parameter], at: Path) -> Iterator[Problem]:
    yield from _shares(vote.quorum, vote, parameters, (*at, "quorum"))
    for number, majority in enumerate(vote.passes):
        yield from _shares(majority.measures, vote, parameters, (*at, "pass", number, "measures"))
    attribute, columns = roll.attribute, roll.columns
    if attribute is None:
        yield from unknown("attribute", roll.name, roll.among, (*at, "electorate"))
    elif not columns:
        facts = {"name": roll.name, "expected": "table", "found": attribute.type}
        yield unplaced("attribute_not_of_kind", (*at, "electorate"), **facts)
    else:
        yield from _measured(vote, columns, at)


def _measured(vote: Vote, columns: Mapping[str, Type], at: Path) -> Iterator[Problem]:
    yield from unknown("column", vote.unit, columns, (*at, "unit"))
    for measure, weigh in vote.weigh.items():
        here = (*at, "weigh", measure)
        for key in ("by", "sum"):
            yield from unknown("column", getattr(weigh, key), columns, (*here, key))
        if weigh.by is not None and weigh.sum is not None:
            yield unplaced("weighed_twice", here, measure=measure)
        if weigh.sum is not None and weigh.sum in columns and columns[weigh.sum].kind not in {"int", "money"}:
            yield unplaced("column_not_a_number", (*here, "sum"), name=weigh.sum)


def _shares(shares: Mapping[str, str], vote: Vote, parameters: Mapping[str, Parameter], at: Path) -> Iterator[Problem]:
    compared = at[-1] == "measures"
    for measure, share in shares.items():
        here = (*at, measure)
        yield from unknown("measure", measure, vote.weigh, here)
        found = _COMPARISON.fullmatch(share) if compared else None
        text = found[1] if found else share.strip()
        if text.startswith(_PARAMETER):
            yield from _parameter(text.removeprefix(_PARAMETER), parameters, here)
        elif not _is_share(text):
            yield unplaced("wrong_ratio", here, text=share)


def _parameter(name: str, parameters: Mapping[str, Parameter], at: Path) -> Iterator[Problem]:
    yield from unknown("parameter", name, parameters, at)
    if name in parameters:
        parameter = parameters[name]
        try:
            kind = parameter_type(parameter)
        except BadType:
            return
        for value in (parameter.value, *parameter.by_authority.values()):
            if kind.kind != "ratio" or not _is_share(str(value)):
                yield unplaced("wrong_ratio", at, text=str(value))


def _is_share(text: str) -> bool:
    """Tell whether a text is a ratio that a part of a whole can reach."""
    try:
        part, whole = parse_ratio(text)
    except ValueError:
        return False
    return part <= whole
