"""The step library: what may be said of procedures, people, projects, cases, time and outcomes, in both languages."""

from workflow.specs.steps import acts, cases, outcomes, people, procedures, projects, records, time, votes

MODULES = (procedures, people, projects, cases, acts, time, outcomes, records, votes)

__all__ = ["MODULES"]
