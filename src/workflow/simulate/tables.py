"""Tables of a simulation, for other programs: runs, items, queues, assumptions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from workflow.simulate.answers import Answer, day, instant, track_key
from workflow.simulate.measure import PARTS
from workflow.simulate.scenario import KINDS, Spread, Step
from workflow.simulate.weekly import WEEK

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(answers: Sequence[Answer]) -> dict[str, str]:
    """Return the name of each file and its text: CSV with a line of heads, no cell of which a spreadsheet runs."""
    return {
        "runs.csv": csv_text(RUNS, (row for answer in answers for row in _runs(answer))),
        "items.csv": csv_text(ITEMS, (row for answer in answers for row in _items(answer))),
        "queues.csv": csv_text(QUEUES, (row for answer in answers for row in _queues(answer))),
        "assumptions.csv": csv_text(ASSUMPTIONS, (row for answer in answers for row in assumptions(answer))),
    }


RUNS = ("scenario", "run", "project", "trigger", "first_act", "finish", "working_days", "calendar_days",
        "first_work_working_days", *PARTS)  # fmt: skip
ITEMS = ("scenario", "run", "project", "item", "start", "finish", "critical")
QUEUES = ("scenario", "pool", "week", "officers", "busy_hours", "waited_hours", "waits", "load", "queue")
ASSUMPTIONS = ("scenario", "path", "value", "source", "confidence")


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows under their heads as CSV, no cell of which a spreadsheet runs."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_safe(entry) for entry in row] for row in rows)
    return text.getvalue()


def _safe(entry: Any) -> Any:
    return f"'{entry}" if isinstance(entry, str) and entry.startswith(_FORMULA) else entry


def _runs(answer: Answer) -> Iterator[Sequence[Any]]:
    for one in answer.result.outcomes:
        moments = [instant(answer, at).isoformat() for at in (one.trigger, one.first, one.finish)]
        hours = [round(one.split.get(part, 0) / 3600, 3) for part in PARTS]
        yield (answer.name, one.replication + 1, one.project + 1, *moments, one.working_days, one.calendar_days,
               one.first_work_days, *hours)  # fmt: skip


def _items(answer: Answer) -> Iterator[Sequence[Any]]:
    for one in answer.result.outcomes:
        for track, stay in sorted(one.stays.items()):
            finish = instant(answer, stay.finish).isoformat() if stay.finish >= 0 else ""
            yield (answer.name, one.replication + 1, one.project + 1, track_key(answer, track),
                   instant(answer, stay.start).isoformat(), finish, int(track in one.critical))  # fmt: skip


def _queues(answer: Answer) -> Iterator[Sequence[Any]]:
    """Yield the work and the waiting of each pool by week, on the mean of the replications."""
    weekly, runs = answer.result.weekly, answer.result.runs
    for number, pool in enumerate(answer.simulation.plan.pools):
        for week in weekly.weeks(number):
            worked, waited = weekly.busy[number, week], weekly.waited[number, week]
            hours = [round(seconds / 3600 / runs, 3) for seconds in (worked, waited)]
            shares = [round(each(number, week, runs), 4) for each in (weekly.load, weekly.queue)]
            first = day(answer, week * WEEK).isoformat()
            yield (
                answer.name,
                pool.name,
                first,
                pool.officers,
                *hours,
                round(weekly.waits[number, week] / runs, 3),
                *shares,
            )


def assumptions(answer: Answer) -> Iterator[Sequence[Any]]:
    """Yield everything a scenario assumes: where it stands, its value, where it comes from, how sure that is."""
    yield from _of_steps(answer)
    scenario = answer.simulation.scenario
    for name, staff in scenario.staff.items():
        yield (
            answer.name,
            f"staff.{name}",
            f"{staff.officers} × {', '.join(staff.serves)}",
            staff.source,
            staff.confidence,
        )
    arrivals = scenario.arrivals
    told = arrivals.model_dump(exclude_defaults=True, exclude={"source", "confidence"}, mode="json")
    if told:
        yield answer.name, "arrivals", _told(told), arrivals.source, arrivals.confidence
    yield answer.name, "engine", answer.simulation.engine, "", ""
    for key in ("policies", "given", "order", "ahead", "lead", "start", "horizon", "rounds", "seed"):
        value = getattr(scenario, key)
        if value not in (None, ()):
            yield answer.name, key, ", ".join(value) if isinstance(value, tuple) else str(value), "", ""


def _of_steps(answer: Answer) -> Iterator[Sequence[Any]]:
    scenario = answer.simulation.scenario
    for part, named in (("lifecycles", scenario.lifecycles), ("items", scenario.items)):
        for name, states in named.items():
            for state, steps in states.items():
                for step in steps:
                    yield answer.name, f"{part}.{name}.{state}", describe(step), step.source, step.confidence


def describe(step: Step) -> str:
    """Return what a step assumes, in one line."""
    parts = []
    for name in ("effort", "wait", "period"):
        value = getattr(step, name)
        if isinstance(value, Spread):
            parts.append(f"{name} {_spread(value)}")
        elif value is not None:
            parts.append(f"{name} {value}")
    if step.take:
        parts.append("take " + ", ".join(f"{act} {weight} %" for act, weight in step.take.items()))
    if step.apply_again:
        parts.append(f"apply_again {step.apply_again} %")
    return "; ".join(parts)


def _spread(spread: Spread) -> str:
    kind = next(kind for kind in KINDS if getattr(spread, kind) is not None)
    value = getattr(spread, kind)
    told = value.model_dump() if hasattr(value, "model_dump") else value
    return f"{kind} {_told(told) if isinstance(told, Mapping) else told} {spread.unit}"


def _told(value: Mapping[str, Any]) -> str:
    return " ".join(f"{name} {inner}" for name, inner in value.items())
