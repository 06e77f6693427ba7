"""What a scenario assumes, in a reader's language: what about, the value, where it comes from, how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workflow.definition.wording import period_text
from workflow.language.catalogue.assumptions import ASSUMPTIONS
from workflow.language.catalogue.words import joined, say
from workflow.language.quantities import parse_period
from workflow.simulate.scenario import Spread, Staff, Step
from workflow.simulate.told import Told

Row = tuple[str, str, str, str]


def assumed(told: Told) -> list[Row]:
    """Return everything that a scenario assumes."""
    return list(_Assumed(told).rows())


class _Assumed:
    def __init__(self, told: Told) -> None:
        self.told = told
        self.scenario = told.answer.simulation.scenario
        self.definition = told.answer.simulation.rules.definition

    def word(self, key: str, /, **facts: Any) -> str:
        return say(ASSUMPTIONS, key, self.told.language, facts)

    def rows(self) -> Iterator[Row]:
        """Yield all rows: the times and acts of each state, officers, arrivals, and what is set for the whole."""
        for name, states in self.scenario.lifecycles.items():
            lifecycle = self.definition.lifecycles.get(name)
            owner = lifecycle.title.within(self.told.language) if lifecycle else name
            for state, steps in states.items():
                title = lifecycle.states[state].title.within(self.told.language) if lifecycle else state
                yield from self._steps(self.word("at", owner=owner, state=title), steps)
        for name, states in self.scenario.items.items():
            for state, steps in states.items():
                place = self.word("at", owner=self.told.titles.item(name), state=self.told.titles.state(state))
                yield from self._steps(place, steps)
        for name, staff in self.scenario.staff.items():
            title = staff.title.within(self.told.language) if staff.title else name
            yield title, self._staff(staff), staff.source, self.word(staff.confidence)
        yield from self._arrivals()
        yield from self._whole()

    def _steps(self, place: str, steps: tuple[Step, ...]) -> Iterator[Row]:
        for step in steps:
            value = self.word("separator").join(self._step(step))
            if value:
                known = bool(step.source) or step.confidence != "V"
                yield place, value, step.source, self.word(step.confidence) if known or step.effort else ""

    def _step(self, step: Step) -> Iterator[str]:
        for name in ("effort", "wait", "period"):
            value = getattr(step, name)
            if isinstance(value, Spread):
                yield self.word(name, spread=self._spread(value))
            elif value is not None:
                yield self.word("period_clock", clock=self.told.titles.clock(value))
        if len(step.take) > 1 or (step.take and not any((step.effort, step.wait, step.period))):
            acts = step.take.items()
            titles = self.told.titles
            yield self.word("comma").join(
                self.word("take", act=titles.act(act), weight=weight) if len(acts) > 1 else titles.act(act)
                for act, weight in acts
            )
        if step.apply_again:
            yield self.word("apply_again", share=step.apply_again)

    def _spread(self, spread: Spread) -> str:
        value = getattr(spread, spread.kind)

        def length(number: int) -> str:
            return self.word("in_unit", length=number, unit=self.word(spread.unit))

        if spread.kind == "fixed":
            return length(value)
        if spread.kind in {"triangular", "pert"}:
            return self.word(spread.kind, a=value[0], b=value[1], c=length(value[2]))
        if spread.kind == "empirical":
            return self.word("empirical", n=len(value), a=min(value), c=length(max(value)))
        return self.word(spread.kind, mean=length(value.mean), sd=value.sd)

    def _staff(self, staff: Staff) -> str:
        titles = self.told.titles
        serves = []
        for served in staff.serves:
            role, _, authority = served.rpartition("@")
            name = titles.authority(authority)
            serves.append(f"{name} · {titles.role(role)}" if role else name)
        parts = [self.word("officers", n=staff.officers, serves=joined(serves, self.told.language))]
        if staff.discipline != "first_come":
            parts.append(self.word("discipline", name=self.word(staff.discipline)))
        parts += [self.word("leave", start=one.start, end=one.to, n=one.officers) for one in staff.leave]
        return self.word("separator").join(parts)

    def _arrivals(self) -> Iterator[Row]:
        arrivals = self.scenario.arrivals
        for name, n in (("poisson", arrivals.poisson), ("schedule", len(arrivals.schedule)), ("csv", arrivals.csv)):
            if n:
                value = self.word(name, n=n, name=n)
                yield self.word("arrivals"), value, arrivals.source, self.word(arrivals.confidence)

    def _whole(self) -> Iterator[Row]:
        scenario, language = self.scenario, self.told.language
        if scenario.policies:
            yield self.word("policies"), joined(map(self.told.policy, scenario.policies), language), "", ""
        for key in ("given", "order", "ahead"):
            items = getattr(scenario, key)
            if items:
                yield self.word(key), joined(map(self.told.titles.item, items), language), "", ""
        if scenario.lead:
            yield self.word("lead"), period_text(parse_period(scenario.lead), language), "", ""
        for key in ("start", "horizon", "rounds"):
            value = getattr(scenario, key)
            if value is not None:
                yield self.word(key), str(value), "", ""
