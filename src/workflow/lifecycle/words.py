"""The words that expressions use, with their values in a situation; `workflow.definition.scope` gives their types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from workflow.calendars.calendar import Calendar
from workflow.definition.expressions import ExpressionFailed, FactMissing
from workflow.definition.model import Dependent, Lapse, canonical_json
from workflow.definition.scope import SITUATED
from workflow.language.ids import digest_of
from workflow.language.people import ANYBODY
from workflow.lifecycle import clocks
from workflow.lifecycle.course import period
from workflow.lifecycle.situation import Act, Situation


class Words(Mapping[str, Any]):
    """The values of the words that expressions use, looked up when one asks for them.

    Args:
        extra: words of this expression's own.
        as_of: as of when standings are read; by default when the act was done.
    """

    def __init__(
        self, situation: Situation, act: Act, extra: Mapping[str, Any] | None = None, as_of: datetime | None = None
    ) -> None:
        self.situation = situation
        self.act = act
        self.extra = dict(extra or {})
        self._as_of = as_of or act.at

    def as_of(self, when: datetime) -> Words:
        """Return the same words, standings read as of an instant."""
        return Words(self.situation, self.act, self.extra, when)

    def __getitem__(self, name: str) -> Any:
        found = _WORDS.get(name)
        if found is not None:
            return found(self)
        return self.extra[name] if name in self.extra else self.situation.course.attributes[name]

    def __iter__(self) -> Iterator[str]:
        return iter([*_WORDS, *self.extra, *self.situation.course.attributes])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def evaluate(self, text: str) -> Any:
        """Return the value of an expression.

        Raises:
            FactMissing: the outcome depends on a fact that is not known.
            ExpressionFailed: every fact is known, and still there is no outcome.
        """
        compiled = self.situation.machine.expression(text, self.act.transition)
        return compiled.evaluate(self, self._functions)

    def is_true(self, text: str | None) -> bool:
        """Tell whether a condition is true.

        Raises:
            FactMissing: it depends on a fact that is not known; it is never read as false.
        """
        return text is None or self.evaluate(text) is True

    def holds(self, text: str | None) -> bool:
        """Tell whether a condition is true where anything else means a refusal; a missing fact is not."""
        if text is None:
            return True
        try:
            return self.evaluate(text) is True
        except FactMissing:
            return False

    def choose(self, dependent: Dependent) -> str | None:
        """Return the branch of a data-dependent value that applies; None where none does.

        Raises:
            FactMissing: which one it is depends on a fact that is not known.
        """
        if isinstance(dependent, str):
            return dependent
        return next((branch.is_ for branch in dependent if self.is_true(branch.if_)), None)

    def period(self, dependent: Dependent) -> str:
        """Return a period as text: written out, or yielded by an expression.

        Raises:
            FactMissing: it depends on a fact that is not known.
            ExpressionFailed: no branch applies, or what the expression yields is no period.
        """
        text = self.choose(dependent)
        if text is None:
            raise ExpressionFailed(str(dependent), ["no_branch"])
        found = text if text[:1].isdigit() else str(self.evaluate(text))
        try:
            period(found)
        except ValueError as wrong:
            raise ExpressionFailed(text, [f"no_period: {found}"]) from wrong
        return found

    @cached_property
    def _functions(self) -> dict[str, Callable[..., Any]]:
        return {name: getattr(self, f"_{name}") for name in SITUATED}

    def _standing(self, item: str) -> str:
        self.situation.read.add(item)
        project = self.situation.project
        return project.standing_of(item, self._as_of) if project else "not_started"

    def _other(self, case: str) -> Mapping[str, Any]:
        return self.situation.other(case) or {}

    def _working_days(self, start: datetime | str, end: datetime | str) -> int:
        calendar = self.situation.rules.calendar(None, self.situation.authority)
        return calendar.working_days_between(_day(start, calendar), _day(end, calendar))

    def _calendar_days(self, start: datetime | str, end: datetime | str) -> int:
        calendar = self.situation.rules.calendar(None, self.situation.authority)
        return (_day(end, calendar) - _day(start, calendar)).days

    def _year(self, when: datetime | str) -> int:
        return _day(when, self.situation.rules.calendar(None, self.situation.authority)).year

    def _back_from(self, instant: datetime, length: str) -> datetime:
        calendar = self.situation.rules.calendar(None, self.situation.authority)
        return clocks.shift(instant, period(length), calendar, backwards=True)

    def _later(self, instant: datetime, length: str) -> datetime:
        calendar = self.situation.rules.calendar(None, self.situation.authority)
        return clocks.shift(instant, period(length), calendar)


def _project(words: Words) -> Mapping[str, Any]:
    if words.situation.project is None:
        raise KeyError("project")
    return words.situation.project.attributes


def _item(words: Words) -> dict[str, Any]:
    situation, item = words.situation, words.situation.item
    if item is None:
        raise KeyError("item")
    declared = situation.machine.lifecycle.item_facts
    facts = {name: item.facts.get(name, fact.default) for name, fact in declared.items()}
    lapses = {"lapses": _Lapses(words, item.lapses)} if item.lapses else {}
    review = {"contest": item.pre_review.contest} if item.pre_review and item.pre_review.contest else {}
    return {
        **{name: value for name, value in facts.items() if value is not None},
        **lapses,
        **review,
        "id": situation.item_id,
        "kind": item.kind,
        "materials": list(item.materials),
        "key_materials": [name for name, material in item.materials.items() if material.key],
        "shared_materials": [name for name, material in item.materials.items() if material.shared],
    }


class _Lapses(Mapping[str, Any]):
    """What an item says of its lapse; how long is reckoned only when somebody asks, for it may depend on facts."""

    def __init__(self, words: Words, lapse: Lapse) -> None:
        self._words = words
        self._told = {"within": lapse.within, "used_by": lapse.used_by, "extensions": lapse.extensions}

    def __getitem__(self, name: str) -> Any:
        told = self._told[name]
        return self._words.period(str(told)) if name == "within" else told

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)


def _inputs(words: Words) -> dict[str, Any]:
    return inputs_of(words.situation)


def _fingerprint(words: Words) -> str:
    return digest_of(canonical_json(inputs_of(words.situation)))


def _case(words: Words) -> dict[str, Any]:
    situation = words.situation
    return {"id": situation.case, "authority": situation.authority, "applicant": situation.applicant}


def _actor(words: Words) -> dict[str, Any]:
    actor = words.act.actor
    principal = actor.on_behalf_of or ""
    # Of somebody who is not named yet, who they are is a fact that is missing.
    person = {} if actor.person == ANYBODY else {"person": actor.person}
    return {**person, "role": actor.role, "authority": actor.authority or "", "principal": principal}


def _due(words: Words) -> dict[str, Any]:
    dues = {name: words.situation.due(name) for name in words.situation.course.runs}
    return {name: due.expires_at for name, due in dues.items() if due and due.expires_at}


def _count(words: Words) -> dict[str, int]:
    return {name: words.situation.course.counts.get(name, 0) for name in words.situation.machine.lifecycle.transitions}


def _day(when: datetime | str, calendar: Calendar) -> date:
    return date.fromisoformat(when) if isinstance(when, str) else calendar.local_date(when)


def inputs_of(situation: Situation) -> dict[str, Any]:
    """Return the project facts that the item's pre-review depends on; what is unset is null."""
    review = situation.item.pre_review if situation.item else None
    known = situation.project.attributes if situation.project else {}
    return {name: known.get(name) for name in (review.inputs if review else ())}


_WORDS: dict[str, Callable[[Words], Any]] = {
    "attr": lambda words: words.situation.course.attributes,
    "data": lambda words: words.act.data,
    "project": _project,
    "param": lambda words: words.situation.rules.parameters(words.situation.machine, words.situation.authority),
    "item": _item,
    "inputs": _inputs,
    "fingerprint": _fingerprint,
    "state": lambda words: words.situation.course.state,
    "case": _case,
    "groups": lambda words: words.situation.machine.groups,
    "actor": _actor,
    "effective": lambda words: words.act.at,
    "now": lambda words: words.act.at,
    "due": _due,
    "count": _count,
}
