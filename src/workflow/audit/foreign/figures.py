"""What a foreign history comes to in figures, by which it is recognised."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Any

from workflow.audit.foreign.log import Log
from workflow.views.plain import iso


def figures(log: Log) -> dict[str, Any]:
    """Return counts of a log.

    `variants` are the different sequences of activities, `pairs` the activities of which one directly follows the
    other in a case (van der Aalst 2016, Process Mining, section 6.2: the directly-follows relation).
    """
    traces = [trace.steps for trace in log.traces.values()]
    ways = Counter(tuple(step.activity for step in steps) for steps in traces)
    pairs = Counter(pair for way, times in ways.items() for pair in pairwise(way) for _ in range(times))
    moments = [step.at for steps in traces for step in steps]
    return {
        "cases": len(traces),
        "events": log.head.events,
        "without_case": log.apart,
        "activities": len({activity for way in ways for activity in way}),
        "persons": len({step.resource for steps in traces for step in steps} - {None}),
        "variants": len(ways),
        "largest_variant": max(ways.values(), default=0),
        "pairs": len(pairs),
        "pairs_in_all": pairs.total(),
        "cases_without_events": sum(not steps for steps in traces),
        "cases_of_one_event": sum(len(steps) == 1 for steps in traces),
        "cases_of_one_person": sum(len({step.resource for step in steps}) == 1 for steps in traces),
        "first": _told(min(moments, default=None)),
        "last": _told(max(moments, default=None)),
    }


def _told(moment: datetime | None) -> str | None:
    return iso(moment)
