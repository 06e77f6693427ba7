"""What an allowed act changes: the target state, facts, clocks, parts, and effects on other streams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from workflow.definition.expressions import ExpressionFailed
from workflow.definition.model import Clock, ItemLimit, Transition
from workflow.definition.types import Type
from workflow.definition.values import NotOfType, validate
from workflow.lifecycle import clocks, limits
from workflow.lifecycle.conditions import clock_named, is_late, is_running
from workflow.lifecycle.course import period
from workflow.lifecycle.persons import persons_of
from workflow.lifecycle.rules import Basis, basis, met_by
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.words import Words

PROMISED = ":promised"


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything an act changes, as it will be recorded."""

    target: str
    schema: int
    effective_at: datetime
    basis: Basis
    set: Mapping[str, Any]
    clocks: tuple[Mapping[str, Any], ...]
    parts: Mapping[str, list[str]]
    late: tuple[str, ...] = ()
    vote: Mapping[str, Any] | None = None
    relied: Mapping[str, str] = field(default_factory=dict)
    sides: tuple[tuple[str, Act], ...] = ()
    opens: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    barred_until: datetime | None = None
    sets_aside: tuple[str, ...] = ()
    expired_at: datetime | None = None

    def stored(self, act: Act, state: str) -> dict[str, Any]:
        """Return the data of the event; what is empty is left out."""
        data = {
            "act": act.transition,
            "from": state,
            "to": self.target,
            "given": dict(act.data),
            "set": self.set,
            "clocks": list(self.clocks),
            "parts": self.parts,
            "late": list(self.late),
            "vote": self.vote,
            "clock": act.clock,
            "expired_at": self.expired_at.isoformat() if self.expired_at else None,
            "sets_aside": list(self.sets_aside),
            "reason": act.reason,
        }
        return {name: value for name, value in data.items() if value}


def changes_of(situation: Situation, transition: Transition, act: Act, words: Words) -> Changes:
    """Return what an allowed act changes."""
    lifecycle = situation.machine.lifecycle
    values = _facts(situation, transition, words)
    effective_at = words.evaluate(transition.effective) if transition.effective else act.at
    event = lifecycle.events.get(transition.event)
    return Changes(
        target=_target(situation, transition, words),
        schema=event.version if event else 1,
        effective_at=effective_at,
        basis=basis(transition.source),
        set=values,
        clocks=tuple(_clock_operations(situation, transition, act, values, effective_at)),
        parts={part: sorted(persons) for part, persons in persons_of(lifecycle, act).items()},
        late=_late(situation, transition, act, words),
        vote=words.extra.get("tally"),
        relied=_relied(situation, transition, act),
        sides=tuple(_sides(transition, act, words)),
        opens=tuple((o.item, {n: words.evaluate(text) for n, text in o.data.items()}) for o in transition.opens),
        barred_until=_bar(situation, transition, act, words),
        sets_aside=transition.sets_aside,
        expired_at=_expiry(situation, act),
    )


def _target(situation: Situation, transition: Transition, words: Words) -> str:
    target = words.choose(transition.to)
    match target:
        case None:
            raise ExpressionFailed(str(transition.to), ["no_branch"])
        case "same":
            return situation.course.state
        case "back":
            return situation.course.back or situation.course.state
        case _:
            return target


def _facts(situation: Situation, transition: Transition, words: Words) -> dict[str, Any]:
    types, known = situation.machine.attribute_types, situation.course.attributes
    values: dict[str, Any] = {}
    for name, text in transition.set_.items():
        value = words.evaluate(text)
        # Optional data that was not given leaves the fact as it is.
        if value is not None:
            values[name] = _of_type(types[name], value, text)
    for name, step in transition.add.items():
        values[name] = known.get(name, 0) + step
    for name, text in transition.append.items():
        added = words.evaluate(text)
        old = list(known.get(name, ()))
        is_set = types[name].kind == "set"
        new = [*old, *(entry for entry in added if not (is_set and entry in old))]
        values[name] = _of_type(types[name], new, text)
    return values


def _of_type(kind: Type, value: Any, text: str) -> Any:
    try:
        return validate(kind, value)
    except NotOfType as wrong:
        raise ExpressionFailed(text, [str(wrong)]) from wrong


def _late(situation: Situation, transition: Transition, act: Act, words: Words) -> tuple[str, ...]:
    if transition.within is None:
        return ()
    clock = clock_named(transition.within.clock, words)
    return (clock,) if is_running(situation, clock) and is_late(situation, clock, act) else ()


def _relied(situation: Situation, transition: Transition, act: Act) -> dict[str, str]:
    """Return the standings that the act rests on: of prerequisites, and of items that its guards asked about."""
    held = partial(situation.held, at=act.at)
    project = situation.project
    if project is None:
        return {}
    read = set(situation.read)
    for edge in transition.requires:
        for requirement in situation.required(edge):
            read |= set(met_by(requirement, held))
    return {item: project.standing_of(item, act.at) for item in sorted(read)}


def _sides(transition: Transition, act: Act, words: Words) -> Iterable[tuple[str, Act]]:
    for side in transition.also:
        data = {name: words.evaluate(text) for name, text in side.data.items()}
        yield str(words.evaluate(side.case)), Act(side.do, act.actor, act.at, data, aside=True)


def _bar(situation: Situation, transition: Transition, act: Act, words: Words) -> datetime | None:
    bar = transition.bars
    if bar is None or not words.is_true(bar.if_):
        return None
    calendar = situation.rules.calendar(None, situation.authority)
    return clocks.shift(act.at, period(bar.for_), calendar)


def _expiry(situation: Situation, act: Act) -> datetime | None:
    due = situation.due(act.clock) if act.clock else None
    return due.expires_at if due else None


def _clock_operations(
    situation: Situation, transition: Transition, act: Act, values: Mapping[str, Any], effective_at: datetime
) -> Iterable[dict[str, Any]]:
    """Yield what happens to clocks; limits are read after the act has changed the facts."""
    acts, runs = transition.clocks, situation.course.runs
    after = _words_after(situation, act, values)
    open_runs = [name for name, run in runs.items() if run.stopped_at is None]
    stops = open_runs if "all" in acts.stop else [n for n in open_runs if n.removesuffix(PROMISED) in acts.stop]
    if act.clock is not None and transition.when and act.clock in transition.when.expired:
        stops.append(act.clock)
    yield from ({"op": "stop", "clock": name} for name in dict.fromkeys(stops))
    for name in open_runs:
        clock = name.removesuffix(PROMISED)
        if clock in acts.suspend:
            yield {"op": "suspend", "clock": name, "reason": str(_reason(acts.suspend[clock], after))}
        if clock in acts.resume:
            yield {"op": "resume", "clock": name}
        if name in acts.extend:
            yield {"op": "extend", "clock": name, "by": after.period(acts.extend[name])}
    yield from ({"op": "reopen", "clock": name} for name in acts.reopen if name in runs)
    for name in (*acts.restart, *acts.start):
        yield from _starts(situation, name, after, effective_at)


def _reason(text: str, words: Words) -> object:
    """Return a ground that is written out as a word, or said by the act."""
    return words.evaluate(text) if "." in text or "'" in text else text


def _words_after(situation: Situation, act: Act, values: Mapping[str, Any]) -> Words:
    changed = situation.course.copy()
    changed.attributes.update(values)
    return Words(replace(situation, course=changed), act)


def _starts(situation: Situation, name: str, after: Words, effective_at: datetime) -> Iterable[dict[str, Any]]:
    clock = situation.machine.lifecycle.clocks[name]
    said = limits.of_item(situation, name)
    begun = _begun(clock, said, after)
    common: dict[str, Any] = {"op": "start", "calendar": _calendar(situation, clock)}
    if begun is not None and begun != effective_at:
        common["from"] = begun.isoformat()
    if clock.until is not None:
        if clock.until in after.situation.course.attributes:
            yield {**common, "clock": name, "until": after.situation.course.attributes[clock.until]}
        return
    statutory = limits.statutory(after, name)
    if statutory is not None:
        yield {**common, "clock": name, "limit": statutory}
    if said.promised is not None:
        yield {**common, "clock": name + PROMISED, "limit": after.period(said.promised.limit)}


def _begun(clock: Clock, said: ItemLimit, after: Words) -> datetime | None:
    attribute = said.start or clock.start
    found = after.situation.course.attributes.get(attribute) if attribute else None
    return datetime.fromisoformat(found) if found else None


def _calendar(situation: Situation, clock: Clock) -> str:
    return situation.rules.calendar(clock.calendar, situation.authority).id
