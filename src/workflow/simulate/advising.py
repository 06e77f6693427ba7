"""Advising: which acts are next, whether they may be taken today, and what it would bring to take them today."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from workflow.application.clock import VirtualClock
from workflow.errors import Refusal, Refused
from workflow.language.people import Actor
from workflow.lifecycle.situation import Act
from workflow.proceedings.conduct import conduct
from workflow.simulate.continuing import Hurry
from workflow.simulate.forecast import Forecast, Progress
from workflow.simulate.measure import Result
from workflow.simulate.plan import NOWHERE, OBTAINED, Branch, Passing
from workflow.simulate.statistics import mean_with_half, quantile
from workflow.simulate.trying import put

MOST_ACTS = 5
MOST_RUNS = 200
"""Replications on the same draws in which an act is hurried: a pair tells more than a run alone."""
WORTH_TRYING = 0.005
P80 = 0.8


@dataclass(frozen=True, slots=True)
class Next:
    """The next act on an item.

    Attributes:
        case: the case it is taken on; None where none is open yet.
        act: what is to be done; none where the case waits for the items in `awaits`.
        actor: somebody who may, in the role and at the authority that may.
        refusals: why it cannot be taken at once; empty where it can.
        saved: working days by which P80 comes sooner if it is taken at once; None where that was not tried.
        mean_saved: those of the mean, with half the width of its interval.
    """

    track: int
    case: str | None
    act: str
    actor: Actor | None
    criticality: float
    awaits: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    saved: float | None = None
    mean_saved: tuple[float, float] | None = None
    finish: int | None = None


def advice(ready: Forecast, base: Result, seed: int, progress: Progress | None = None) -> list[Next]:
    """Return the next acts on the critical course, those first by which the finish comes soonest if taken at once.

    Args:
        base: what the replications came to with nothing hurried; as many are run for each act, up to `MOST_RUNS`.
    """
    criticality = base.criticality()
    shares = sorted(((criticality.get(track, 0.0), track, node) for track, node in _open(ready)), reverse=True)
    worth = [one for one in shares if one[0] >= WORTH_TRYING] or shares
    found = []
    for share, track, node in worth[:MOST_ACTS]:
        number = _best_branch(ready, node)
        if number == NOWHERE:
            continue
        told = _judged(ready, track, ready.whole.nodes[node].branches[number], share)
        if not told.awaits and not told.refusals and share >= WORTH_TRYING:
            runs = min(base.runs, MOST_RUNS)
            if progress:
                progress.expect(runs)
            told = _with_gain(told, base, ready.run(seed, runs, Hurry(track, number), progress))
        found.append(told)
    return sorted(found, key=lambda one: (-(one.saved or 0), -(one.mean_saved or (0, 0))[0], -one.criticality))


def _open(ready: Forecast) -> Iterator[tuple[int, int]]:
    """Yield the tracks that something can be done on now, and the node that each stands at."""
    standing, plan = ready.standing, ready.simulation.plan
    begun = {case.track: case.node for case in standing.cases}
    yield from begun.items()
    for number, track in enumerate(plan.tracks):
        may_begin = track.early or standing.triggered <= ready.start.now
        free = number not in begun and not standing.obtained >> number & 1
        if free and may_begin and any(mask & standing.obtained == mask for mask in track.ready):
            yield number, track.entry


def _best_branch(ready: Forecast, node: int) -> int:
    """Return the branch of a node from which the fewest further acts lead to where the item is obtained."""
    branches = ready.whole.nodes[node].branches
    far = [_distance(ready, branch.target) for branch in branches]
    known = [(distance, number) for number, distance in enumerate(far) if distance != NOWHERE]
    return min(known, default=(0, NOWHERE))[1]


def _distance(ready: Forecast, start: int) -> int:
    nodes, seen, coming = ready.whole.nodes, {start}, deque([(start, 0)])
    while coming:
        place, far = coming.popleft()
        if nodes[place].end == OBTAINED:
            return far
        for branch in nodes[place].branches:
            if branch.target not in seen:
                seen.add(branch.target)
                coming.append((branch.target, far + 1))
    return NOWHERE


def _judged(ready: Forecast, number: int, branch: Branch, share: float) -> Next:
    """Return an act as the judge sees it today."""
    live, track = ready.live, ready.simulation.plan.tracks[number]
    case = live.cases.get((track.item, track.shadow))
    target = ready.whole.nodes[branch.target]
    if not branch.act and target.kind == Passing.GATE:
        awaits = tuple(dict.fromkeys(_awaited(ready, track.gate)))
        return Next(number, case, target.branches[0].act, None, share, awaits=awaits)
    if branch.wish is None:
        actor = live.office.applicant if track.converts else None
        return Next(number, case, branch.act, actor, share)
    refusals = _against(ready, track.item, branch.wish, shadow=track.shadow)
    return Next(number, case, branch.act, branch.wish.actor, share, refusals=refusals)


def _awaited(ready: Forecast, gate: tuple[int, ...]) -> Iterator[str]:
    tracks = ready.simulation.plan.tracks
    lacking = [mask & ~ready.standing.obtained for mask in gate]
    nearest = min(lacking, key=int.bit_count)
    yield from (track.item for number, track in enumerate(tracks) if nearest >> number & 1)


def _against(ready: Forecast, item: str, wish: Act, *, shadow: bool) -> tuple[Refusal, ...]:
    """Return why an act cannot be taken today."""
    office = ready.live.office.beside(ready.live.today(), VirtualClock(ready.live.now))
    case = office.case_of(item, shadow=shadow)
    draft = office.desk.draft()
    try:
        if (item, shadow) not in office.known:
            conduct(office.opening(item, shadow=shadow), draft)
        put(office, draft, case, wish, draft.now)
    except Refused as refused:
        return tuple(refused.refusals)
    return ()


def _with_gain(told: Next, base: Result, hurried: Result) -> Next:
    same = [one for one in base.outcomes if one.replication < hurried.runs]
    own = {one.replication: one.working_days for one in same}
    gaps = [own[one.replication] - one.working_days for one in hurried.outcomes if one.replication in own]
    if not gaps:
        return told
    mean, half = mean_with_half(gaps)
    if all(one == other for one, other in pairwise(gaps)):
        half = 0.0
    days = [sorted(float(one.working_days) for one in outcomes) for outcomes in (same, hurried.outcomes)]
    saved = quantile(days[0], P80) - quantile(days[1], P80)
    finish = int(quantile(sorted(float(one.finish) for one in hurried.outcomes), P80))
    return replace(told, saved=saved, mean_saved=(mean, half), finish=finish)
