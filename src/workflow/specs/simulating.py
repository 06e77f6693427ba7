"""Simulating the procedure of a scenario, as `workflow simulate` does, and reading off how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path

from workflow.definition.wording import period_text
from workflow.language.quantities import Period
from workflow.simulate.answers import Answer, day
from workflow.simulate.catalog import simulation
from workflow.simulate.measure import LEVELS
from workflow.simulate.statistics import quantile
from workflow.specs.report import Tested
from workflow.specs.wording import say
from workflow.specs.world import World

SHARES = dict(LEVELS)


@dataclass(frozen=True)
class Timeline:
    """What a simulation came to. Projects that did not end before its horizon count: they took for ever."""

    answer: Answer
    _world: World

    def level(self, measure: str, level: str) -> float:
        """Return a level of a measure of `Outcome`, as `p90` of `working_days`."""
        __tracebackhide__ = True
        return self._of([float(getattr(one, measure)) for one in self.answer.result.outcomes], level)

    def finish(self, level: str) -> date:
        """Return on which date the last document was obtained, at a level."""
        __tracebackhide__ = True
        return day(self.answer, int(self._of([float(one.finish) for one in self.answer.result.outcomes], level)))

    def kept(self, item: str, clock: str) -> float | None:
        """Return the share of the runs of a clock of an item's cases that were kept; none where it never ran."""
        tracks = self.answer.simulation.plan.tracks
        found = [
            counts
            for (track, name), counts in self.answer.result.clocks.items()
            if (tracks[track].item, tracks[track].shadow, name) == (item, False, clock)
        ]
        total = sum(run for _, run in found)
        return sum(kept for kept, _ in found) / total if total else None

    @property
    def tested(self) -> Tested:
        """Return the definition that was simulated, as the scenario's policies rewrote it."""
        rules = self.answer.simulation.rules
        return Tested(rules.definition.name, rules.digest)

    def told(self) -> tuple[str, ...]:
        """Return what was simulated and how long it took: a line of the scenario, and one for each level."""
        simulation, result = self.answer.simulation, self.answer.result
        language = self._world.language
        facts = {"name": simulation.scenario.title.within(language), "start": day(self.answer, simulation.plan.start)}
        lines = [say("simulated_so", language, runs=result.runs, open=result.open, **facts)]
        for level, share in LEVELS:
            if result.outcomes and result.open <= (1 - share) * result.projects:
                length = period_text(Period(round(self.level("working_days", level)), "working_days"), language)
                lines.append(
                    say("simulated_level", language, level=level.upper(), length=length, on=self.finish(level))
                )
        return tuple(lines)

    def _of(self, values: list[float], level: str) -> float:
        __tracebackhide__ = True
        result = self.answer.result
        seen = quantile(sorted([*values, *[inf] * result.open]), SHARES[level])
        if seen == inf:
            self._world.unmet("never_finished", open=result.open, projects=result.projects)
        return seen


def simulated(world: World, reference: str, start: date | None, runs: int | None) -> Timeline:
    """Return what a scenario came to on the procedure as the spec has set it.

    Args:
        reference: the name of a scenario, or the path of a file, from the feature or from here.
        start, runs: instead of the scenario's.

    Raises:
        NotFound: there is no such scenario.
        InvalidDefinition: it is not right, or does not go with the procedure.
    """
    setting = world.setting
    found = setting.found(reference) if Path(reference).suffix else reference
    one = simulation(found, setting.reference, start, choose=lambda _, policies: setting.under(policies))
    seed = one.scenario.seed
    return Timeline(Answer(one, one.run(seed, runs or one.scenario.runs), seed), world)
