"""The step library: what may be said of procedures, people, projects, cases, time and outcomes, in both languages."""

from workflow.specs.steps import (
    acts,
    audits,
    cases,
    outcomes,
    people,
    procedures,
    projects,
    records,
    time,
    timelines,
    votes,
)

MODULES = (procedures, people, projects, cases, acts, time, outcomes, records, votes, audits, timelines)

__all__ = ["MODULES"]
