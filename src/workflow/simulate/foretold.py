"""Foretold: what a forecast came to, as the data that faces show and files keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workflow.lifecycle import clocks
from workflow.simulate.advising import Next
from workflow.simulate.answers import Answer, answered, instant, track_key
from workflow.simulate.forecast import Asked, Forecast
from workflow.simulate.plan import NOWHERE
from workflow.simulate.tables import assumptions
from workflow.views.plain import iso
from workflow.views.refusals import refusals_view
from workflow.views.titles import Titles


def foretold(
    asked: Asked, ready: Forecast, answers: Sequence[Answer], acts: Sequence[Next], language: str
) -> dict[str, Any]:
    """Return a forecast as data.

    Args:
        answers: what the replications came to, as things stand and under each supposition.
        acts: the next ones, the best first.
    """
    told = answered(answers, "reference")
    own = told["scenarios"][0]
    definition = ready.live.definition
    titles = Titles(definition, None, language)
    by_name = {one["name"]: one for one in told["scenarios"]}
    keys = ("finished", "open", "finish", "working_days", "calendar_days", "on_time", "time_split")
    return {
        "project": asked.project,
        "title": ready.live.project.title,
        "definition": definition.name,
        "scenario": own["name"],
        "scenario_title": asked.scenario.title.within(language),
        "at": iso(asked.at),
        "start": iso(instant(answers[0], ready.standing.triggered)),
        "seed": told["seed"],
        "runs": told["runs"],
        "provisional": told["provisional"],
        "obtained": False,
        **{key: own[key] for key in keys},
        "items": dict(_items(ready, answers[0], own)),
        "limits": list(_limits(ready)),
        "next": [_next(ready, answers[0], one, titles, language) for one in acts],
        "queue": _queue(ready),
        "supposed": [{"key": one.key, "name": one.name, "value": one.value} for one in ready.live.supposed],
        "assumptions": [dict(zip(("path", "value", "source", "confidence"), row[1:], strict=True))
                        for row in assumptions(answers[0])],
        "what_if": [_compared(by_name[one["name"]], one) for one in told["comparison"]],
        "warnings": [*own["warnings"], *_warnings(asked, ready)],
    }  # fmt: skip


def _compared(scenario: dict[str, Any], difference: dict[str, Any]) -> dict[str, Any]:
    """Return what a supposition comes to, and by how many working days it differs from things as they stand."""
    keys = ("name", "finished", "open", "finish", "working_days", "on_time")
    told = {key: difference[key] for key in ("interval", "significant")}
    return {**{key: scenario[key] for key in keys}, "difference": difference["working_days"], **told}


def obtained(asked: Asked, ready: Forecast) -> dict[str, Any]:
    """Return as data that everything asked for is obtained: each target, since when and by which case."""
    project = ready.live.project
    items = {item: project.standing(item) for item in asked.scenario.target}
    return {
        "project": asked.project,
        "title": project.title,
        "definition": ready.live.definition.name,
        "scenario": asked.scenario.scenario,
        "at": iso(asked.at),
        "obtained": True,
        "items": {item: {"standing": one.standing, "since": iso(one.since), "case": one.case}
                  for item, one in items.items()},
    }  # fmt: skip


def _items(ready: Forecast, answer: Answer, own: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every item that is still to be obtained: where it stands, and when it will be done."""
    live, draft = ready.live, ready.live.today().draft()
    since = {case.track: case.since for case in ready.standing.cases}
    for number, track in enumerate(ready.simulation.plan.tracks):
        if ready.standing.obtained >> number & 1:
            continue
        key = track_key(answer, number)
        name = live.cases.get((track.item, track.shadow)) if number in since else None
        case = draft.case(name) if name else None
        obtained = sum(number in one.stays and one.stays[number].finish >= 0 for one in answer.result.outcomes)
        yield (
            key,
            {
                "state": case.course.state if case else None,
                "case": name,
                "since": iso(instant(answer, since[number])) if number in since else None,
                "target": track.target,
                "criticality": own["criticality"].get(key, 0.0),
                "obtained": round(obtained / answer.result.runs, 6),
                **{part: own["items"][key][part] for part in ("start", "finish")},
            },
        )


def _limits(ready: Forecast) -> Iterator[dict[str, Any]]:
    """Yield the limits that still count in the project's cases: when they are due, and how surely they are kept."""
    draft = ready.live.today().draft()
    for case in ready.standing.cases:
        track = ready.whole.tracks[case.track]
        permit = draft.case(ready.live.cases[track.item, track.shadow])
        started = {ready.whole.clocks[ran.clock].name: ran.started for ran in case.limits if ran.stopped == NOWHERE}
        for name, run in permit.course.runs.items():
            if run.stopped_at is not None or (run.fired_at is not None and name in permit.course.outcomes):
                continue
            due = clocks.due(run, ready.live.office.rules.calendars[run.calendar])
            kept, broken = (ready.kept[case.track, name, started.get(name, NOWHERE), one] for one in (True, False))
            yield {
                "item": track.item,
                "pre_review": track.shadow,
                "case": permit.id,
                "clock": name,
                "last_day": due.last_day.isoformat() if due.last_day else None,
                "due": iso(due.expires_at),
                "suspended": run.is_suspended,
                "extensions": len(run.extensions),
                "provisional": due.provisional,
                "overdue": run.fired_at is not None,
                "kept": 0.0 if run.fired_at else round(kept / (kept + broken), 6) if kept + broken else None,
            }


def _next(ready: Forecast, answer: Answer, one: Next, titles: Titles, language: str) -> dict[str, Any]:
    track = ready.whole.tracks[one.track]
    return {
        "item": track.item,
        "pre_review": track.shadow,
        "case": one.case,
        "act": one.act,
        "title": titles.act(one.act),
        "by": {"role": one.actor.role, "authority": one.actor.authority} if one.actor else None,
        "awaits": list(one.awaits),
        "refusals": refusals_view(one.refusals, titles, language),
        "criticality": round(one.criticality, 6),
        "saves": one.saved,
        "saves_on_average": round(one.mean_saved[0], 3) if one.mean_saved else None,
        "interval": [round(one.mean_saved[0] + sign * one.mean_saved[1], 3) for sign in (-1, 1)]
        if one.mean_saved and one.mean_saved[1] != float("inf") else None,
        "p80": iso(instant(answer, one.finish)) if one.finish is not None else None,
    }  # fmt: skip


def _queue(ready: Forecast) -> dict[str, Any]:
    """Return who else stands before the same officers."""
    others = ready.others
    return {
        "projects": len(ready.start.standings) - 1,
        "cases": dict(sorted(others.queued.items())) if others else {},
        "a_year": ready.simulation.scenario.arrivals.poisson if others else None,
        "left_out": sorted(others.misplaced) if others else [],
    }


def _warnings(asked: Asked, ready: Forecast) -> Iterator[dict[str, Any]]:
    """Yield what a reader must know beside what any simulation warns of."""
    name = ready.simulation.scenario.scenario
    own = [applied.policy for applied in ready.live.definition.policies]
    if sorted(own) != sorted(asked.scenario.policies):
        yield {"key": "own_policies", "name": name, "own": own, "assumed": list(asked.scenario.policies)}
    for place in sorted(ready.outlasted):
        item = ready.whole.tracks[place]
        permit = ready.live.today().draft().case(ready.live.cases[item.item, item.shadow])
        yield {"key": "outlasted", "name": name, "case": permit.id, "state": permit.course.state}
    for number, track in enumerate(ready.simulation.plan.tracks):
        case = next((case for case in ready.standing.cases if case.track == number), None)
        if case is not None and not _says(ready, track.item, ready.whole.nodes[case.node].state):
            state = ready.whole.nodes[case.node].state
            yield {"key": "uncovered", "name": name, "item": track.item, "state": state}
    if ready.others and ready.others.misplaced:
        yield {"key": "left_out", "name": name, "cases": sorted(ready.others.misplaced)}


def _says(ready: Forecast, item: str, state: str) -> bool:
    """Tell whether the scenario says anything of a state of an item."""
    scenario = ready.simulation.scenario
    shadow = ready.live.definition.shadow
    names = {ready.live.office.machine(item).lifecycle.lifecycle, shadow}
    return state in scenario.items.get(item, {}) or any(
        state in scenario.lifecycles.get(name or "", {}) for name in names
    )
