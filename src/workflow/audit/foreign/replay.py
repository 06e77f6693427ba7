"""A foreign history held against a procedure of ours: each step is asked of `decide`, in the state then reached.

A foreign file says who did what and when, not what an act of ours has to say. So of the reasons against a step only
those are findings that rest on the order of acts, how often they were taken, and who took them; a step that lacks data
counts as taken. After a finding the case goes on from where the step would have led, so that one slip is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workflow.application.shelf import procedure
from workflow.audit.foreign.log import Log, Step, Trace
from workflow.audit.foreign.mapping import Replay
from workflow.definition.expressions import ExpressionFailed, FactMissing
from workflow.errors import InvalidInput, Refusal
from workflow.language.people import Actor
from workflow.lifecycle.course import Course, apply
from workflow.lifecycle.decide import decide
from workflow.lifecycle.events import Change
from workflow.lifecycle.persons import persons_of
from workflow.lifecycle.rules import Machine, Rules
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.words import Words

OTHERS = "?"
_STATE = "state_mismatch"


class Refused(NamedTuple):
    """A step that the procedure does not allow, and why; `apart` tells that the reason is who took it."""

    trace: Trace
    step: Step
    state: str
    refusal: Refusal
    apart: bool


@dataclass(slots=True)
class Replayed:
    """What came of holding a history against a procedure.

    Attributes:
        steps: how many were asked about.
        left_out: steps of activities that the mapping does not name.
        not_judged: steps of cases whose state could no longer be told, for a fact is missing.
    """

    rules: Rules
    machine: Machine
    steps: int = 0
    left_out: int = 0
    not_judged: int = 0


class Replaying:
    """Holds cases against one lifecycle."""

    def __init__(self, said: Replay) -> None:
        """Make the procedure ready.

        Raises:
            NotFound: there is no such definition.
            InvalidDefinition: it is not sound.
            InvalidInput: it has no such lifecycle, or the lifecycle no such act.
        """
        rules = procedure(said.definition).rules
        if said.lifecycle not in rules.definition.lifecycles:
            raise InvalidInput("log_replay_unknown", name=said.lifecycle, known=[*rules.definition.lifecycles])
        machine = rules.machine(said.lifecycle)
        for act in said.activities.values():
            if machine.transition(act) is None:
                raise InvalidInput("log_replay_unknown", name=act, known=[*machine.lifecycle.transitions])
        self.replayed = Replayed(rules, machine)
        self._acts: Mapping[str, str] = said.activities
        items = rules.definition.items
        self._item = next((item for item in items if rules.machine_of(item) is machine), OTHERS)

    def refused(self, log: Log) -> Iterator[Refused]:
        """Yield the steps of a history that the procedure does not allow."""
        for trace in log.traces.values():
            yield from self._case(trace)

    def _case(self, trace: Trace) -> Iterator[Refused]:
        course = Course(self.replayed.machine.lifecycle.initial)
        for place, step in enumerate(trace.steps):
            act = self._acts.get(step.activity)
            if act is None:
                self.replayed.left_out += 1
                continue
            self.replayed.steps += 1
            state = course.state
            reasons, course_after = self._asked(course, trace, step, act)
            yield from (Refused(trace, step, state, reason, apart) for reason, apart in reasons)
            if course_after is None:
                self.replayed.not_judged += sum(s.activity in self._acts for s in trace.steps[place + 1 :])
                return
            course = course_after

    def _asked(
        self, course: Course, trace: Trace, step: Step, name: str
    ) -> tuple[list[tuple[Refusal, bool]], Course | None]:
        """Return the reasons against a step, and the course after it; none where it cannot be told."""
        machine = self.replayed.machine
        transition = machine.lifecycle.transitions[name]
        role = next((by.role for by in transition.by), OTHERS)
        act = Act(name, Actor(step.resource or OTHERS, role), step.at)
        situation = Situation(self.replayed.rules, machine, course, trace.case, self._item, OTHERS, OTHERS, now=step.at)
        verdict = decide(situation, act)
        after = course.copy()
        if verdict.ruling is not None:
            apply(after, verdict.ruling.event.change, step.at)
            return [], after
        apart = {rule.refuse for rule in machine.lifecycle.apart} if step.resource else set()
        often = transition.at_most.refuse if transition.at_most else None
        judged = [(r, r.key in apart) for r in verdict.refusals if r.key in {_STATE, often, *apart}]
        try:
            target = Words(situation, act).choose(transition.to)
        except (FactMissing, ExpressionFailed):
            return judged, None
        reached = self._reached(course, name, target or "same")
        parts = {part: tuple(sorted(persons)) for part, persons in persons_of(machine.lifecycle, act).items()}
        apply(after, Change(act=name, before=course.state, to=reached, parts=parts), step.at)
        return judged, after

    def _reached(self, course: Course, act: str, target: str) -> str:
        """Return the state after an act that was taken all the same; one that changes none was taken in its own."""
        sources = self.replayed.machine.sources[act]
        if target == "same":
            return next(iter(sources)) if len(sources) == 1 else course.state
        return course.back or course.state if target == "back" else target
