"""Answers: what simulations of scenarios came to, as the data that faces show and files keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from workflow.simulate.departments import FULL, offered_loads
from workflow.simulate.measure import LEVELS, Result
from workflow.simulate.running import Simulation
from workflow.simulate.statistics import Quantile, mean_with_half, quantile
from workflow.simulate.worktime import DAY, instant_of

WIDE = 0.1
"""An interval of P80 wider than this share of it is called too wide."""


@dataclass(frozen=True)
class Answer:
    """A scenario, what its replications came to, and the seed they were drawn with."""

    simulation: Simulation
    result: Result
    seed: int

    @property
    def name(self) -> str:
        """Return the name of the scenario."""
        return self.simulation.scenario.scenario


def answered(answers: Sequence[Answer], engine: str) -> dict[str, Any]:
    """Return all answers as data.

    Args:
        engine: which engine ran.
    """
    first = answers[0]
    return {
        "definition": first.simulation.plan.definition,
        "seed": first.seed,
        "runs": first.result.runs,
        "cases": sum(answer.result.projects for answer in answers),
        "start": _iso(first, first.simulation.plan.start),
        "engine": engine,
        "provisional": any(_beyond(answer) is not None for answer in answers),
        "scenarios": [_scenario(answer) for answer in answers],
        "comparison": [_compared(first, other) for other in answers[1:]],
    }


def _scenario(answer: Answer) -> dict[str, Any]:
    result, plan = answer.result, answer.simulation.plan
    finishes = sorted(outcome.finish for outcome in result.outcomes)
    criticality = result.criticality()
    return {
        "name": answer.name,
        "finished": len(result.outcomes),
        "open": result.open,
        "finish": {level: _iso(answer, int(quantile(finishes, p))) for level, p in LEVELS} if finishes else {},
        "working_days": _levels(result, "working_days"),
        "calendar_days": _levels(result, "calendar_days"),
        "first_work_working_days": _levels(result, "first_work_days"),
        "first_work_calendar_days": _levels(result, "first_calendar_days"),
        "on_time": {
            _key(answer, track, clock): kept / total for (track, clock), (kept, total) in sorted(result.clocks.items())
        },
        "criticality": {
            track_key(answer, track): round(share, 6) for track, share in criticality.items()
        },
        "correlation": {track_key(answer, track): round(rho, 6) for track, rho in result.drivers().items()},
        "time_split": {part: round(share, 6) for part, share in result.time_split().items()},
        "load": {plan.pools[pool].name: round(share, 6) for pool, share in result.load().items()},
        "items": dict(_items(answer)),
        "warnings": list(warnings(answer)),
    }  # fmt: skip


def _levels(result: Result, name: str) -> dict[str, Any]:
    levels = result.levels(name)
    if not levels:
        return {}
    pooled = [value for values in result.days(name) for value in values]
    return {
        "mean": round(sum(pooled) / len(pooled), 3),
        **{level: _whole(found.value) for level, found in levels.items()},
        "interval": {level: [_whole(found.low), _whole(found.high)] for level, found in levels.items()},
    }


def _whole(value: float | None) -> float | int | None:
    return None if value is None else int(value) if value == int(value) else round(value, 3)


def _items(answer: Answer) -> Iterator[tuple[str, Any]]:
    result = answer.result
    for number in range(len(answer.simulation.plan.tracks)):
        stays = [outcome.stays[number] for outcome in result.outcomes if number in outcome.stays]
        starts = sorted(stay.start for stay in stays)
        ends = sorted(stay.finish for stay in stays if stay.finish >= 0)
        split = result.items[number]
        yield track_key(answer, number), {
            "start": {level: _iso(answer, int(quantile(starts, p))) for level, p in LEVELS} if starts else {},
            "finish": {level: _iso(answer, int(quantile(ends, p))) for level, p in LEVELS} if ends else {},
            "hours": {part: round(seconds / 3600 / result.projects, 3) for part, seconds in sorted(split.items())},
        }  # fmt: skip


def track_key(answer: Answer, track: int) -> str:
    """Return how a track is called."""
    return answer.simulation.plan.tracks[track].key


def _key(answer: Answer, track: int, clock: str) -> str:
    return f"{track_key(answer, track)}.{clock}"


def _iso(answer: Answer, seconds: int) -> str:
    return instant(answer, seconds).isoformat()


def instant(answer: Answer, seconds: int) -> datetime:
    """Return an instant of a plan by the wall clock of its calendar."""
    table = answer.simulation.plan.tables[0]
    return table.calendar.local(instant_of(answer.simulation.plan.origin, table.calendar, seconds))


def day(answer: Answer, seconds: int) -> date:
    """Return the date of an instant of a plan."""
    return answer.simulation.plan.origin + timedelta(days=seconds // DAY)


def _compared(first: Answer, other: Answer) -> dict[str, Any]:
    """Return the mean paired differences: the same projects, drawn with the same numbers."""
    return {
        "name": other.name,
        "against": first.name,
        **_difference(first, other, "working_days"),
        "first_work": _difference(first, other, "first_work_days"),
    }


def _difference(first: Answer, other: Answer, measure: str) -> dict[str, Any]:
    own = {(one.replication, one.project): getattr(one, measure) for one in first.result.outcomes}
    by_run: dict[int, list[float]] = {}
    for one in other.result.outcomes:
        if (one.replication, one.project) in own:
            gap = getattr(one, measure) - own[one.replication, one.project]
            by_run.setdefault(one.replication, []).append(gap)
    gaps = [sum(found) / len(found) for found in by_run.values()]
    mean, half = mean_with_half(gaps) if gaps else (0.0, float("inf"))
    if gaps and not (varies(first.result) or varies(other.result)):
        half = 0.0
    finite = half != float("inf")
    return {
        "working_days": round(mean, 3),
        "interval": [round(mean - half, 3), round(mean + half, 3)] if finite else None,
        "significant": finite and abs(mean) > half,
    }


def warnings(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield what a reader must know before believing an answer: key and facts."""
    result, name = answer.result, answer.name
    if result.open:
        yield {"key": "unfinished", "name": name, "open": result.open}
    if (year := _beyond(answer)) is not None:
        yield {"key": "provisional", "name": name, "year": year}
    found = result.levels("working_days").get("p80")
    if found is not None and varies(result):
        yield from _too_few(name, found)
    for pool, share in zip(answer.simulation.plan.pools, offered_loads(answer.simulation, result) or (), strict=False):
        if share >= FULL:
            yield {"key": "unsteady", "name": name, "pool": pool.name, "load": f"{share:.0%}"}
    for key, facts in answer.simulation.plan.warnings:
        yield {"key": key, "name": name, "rounds": answer.simulation.scenario.rounds, **facts}


def varies(result: Result) -> bool:
    """Tell whether anything is left to chance within a project."""
    return any(spread.kind for spread in result.plan.spreads) or any(len(node.shares) > 1 for node in result.plan.nodes)


def _too_few(name: str, found: Quantile) -> Iterator[dict[str, Any]]:
    if found.low is None or found.high is None:
        yield {"key": "no_interval", "name": name}
    elif found.high - found.low > WIDE * max(found.value, 1):
        yield {"key": "too_few", "name": name, "low": _whole(found.low), "high": _whole(found.high)}


def _beyond(answer: Answer) -> int | None:
    """Return the last published year where an outcome lies beyond it."""
    published = answer.simulation.plan.tables[0].calendar.last_published_year
    finishes = [outcome.finish for outcome in answer.result.outcomes]
    if published is None or not finishes:
        return None
    return published if day(answer, max(finishes)).year > published else None
