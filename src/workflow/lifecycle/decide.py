"""The only judge: whether an act is allowed, and what it changes.

`decide` returns all reasons for a refusal, in three stages: who acts, when and from which state; what they say;
on which conditions. The second and third are judged only where the state allows the act at all, for of an act
that is impossible nothing further can be said. It reads no clock and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow.definition.expressions import ExpressionFailed, FactMissing
from workflow.definition.model import Transition
from workflow.errors import Refusal, Refused
from workflow.lifecycle.changes import Changes, changes_of
from workflow.lifecycle.conditions import conditions
from workflow.lifecycle.events import Recorded
from workflow.lifecycle.rules import Basis, basis
from workflow.lifecycle.saying import normalised, sayings, well_said
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.standing import standing
from workflow.lifecycle.words import Words


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an allowed act brings about.

    Attributes:
        event: what is to be recorded.
        effective_at: when it holds.
        standing: the item's new standing, where the act changes it.
        document: the paper that the item yields by it.
        relied: the standings of other items that the act relied on.
        sides: acts on other cases that belong to it, with the case of each.
        opens: the cases it opens: item and facts.
        barred_until: until when the applicant is barred from the item.
        verified: the register knew the actor's claim.
    """

    event: Recorded
    effective_at: datetime
    basis: Basis = ()
    standing: str | None = None
    document: Mapping[str, Any] | None = None
    relied: Mapping[str, str] = field(default_factory=dict)
    sides: tuple[tuple[str, Act], ...] = ()
    opens: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    barred_until: datetime | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ruling, or every reason against the act."""

    ruling: Ruling | None = None
    refusals: tuple[Refusal, ...] = ()

    @property
    def allowed(self) -> bool:
        """Tell whether the act is allowed."""
        return self.ruling is not None

    def granted(self) -> Ruling:
        """Return the ruling.

        Raises:
            Refused: the act is not allowed; with all reasons.
        """
        if self.ruling is None:
            raise Refused(self.refusals)
        return self.ruling


def decide(situation: Situation, act: Act) -> Verdict:
    """Return what an act brings about, or every reason why it is not allowed, sorted by key."""
    transition = situation.machine.transition(act.transition)
    if transition is None:
        return Verdict(refusals=(_no_such_act(situation, act),))
    act = normalised(situation, act)
    words = Words(situation, act)
    try:
        refusals, verified = _judged(situation, transition, act, words)
        if refusals:
            return Verdict(refusals=refusals)
        changes = changes_of(situation, transition, act, words)
    except FactMissing as lacking:
        # What the act would change depends on a fact nobody recorded: it is refused, never guessed.
        return _refused(transition, "fact_missing", {"facts": list(lacking.paths), "guard": act.transition})
    except ExpressionFailed as failed:
        return _refused(transition, "expression_failed", {**failed.facts, "guard": act.transition})
    return Verdict(_ruling(situation, transition, act, changes, verified=verified))


def reasons_against(situation: Situation, act: Act) -> tuple[Refusal, ...]:
    """Return every reason why an act is not allowed, sorted; what it will have to say is still open (`asked`)."""
    verdict = decide(situation, act)
    unsaid = [r for r in verdict.refusals if r.key == "fact_missing" and act.asked and _only_unsaid(r)]
    return tuple(refusal for refusal in verdict.refusals if refusal not in unsaid)


def _only_unsaid(refusal: Refusal) -> bool:
    return all(str(path).startswith("data.") for path in refusal.facts["facts"])


def _refused(transition: Transition, key: str, facts: Mapping[str, Any]) -> Verdict:
    return Verdict(refusals=(Refusal(key, facts, basis(transition.source)),))


def _judged(situation: Situation, transition: Transition, act: Act, words: Words) -> tuple[tuple[Refusal, ...], bool]:
    refusals, verified = standing(situation, transition, act, words)
    if situation.course.state in situation.machine.sources[act.transition]:
        refusals += _reasons(situation, transition, act, words)
    return tuple(sorted(_once(refusals))), verified


def _reasons(situation: Situation, transition: Transition, act: Act, words: Words) -> list[Refusal]:
    told = well_said(situation, act)
    words = words if told is act else Words(situation, told)
    return [*sayings(situation, transition, act), *conditions(situation, transition, told, words)]


def _no_such_act(situation: Situation, act: Act) -> Refusal:
    forbidden = situation.machine.lifecycle.forbidden.get(act.transition)
    if forbidden is None or (forbidden.unless is not None and Words(situation, act).holds(forbidden.unless)):
        return Refusal("unknown_transition", {"transition": act.transition})
    return Refusal(forbidden.id, {"transition": act.transition}, basis(forbidden.source))


def _once(refusals: list[Refusal]) -> Iterator[Refusal]:
    seen: set[tuple[str, str]] = set()
    for refusal in refusals:
        one = (refusal.key, str(refusal.facts.get("facts", "")))
        if one not in seen:
            seen.add(one)
            yield refusal


def _ruling(situation: Situation, transition: Transition, act: Act, changes: Changes, *, verified: bool) -> Ruling:
    machine, state = situation.machine, situation.course.state
    before, after = machine.standing(state), machine.standing(changes.target)
    return Ruling(
        event=Recorded(transition.event, changes.schema, changes.stored(act, state)),
        effective_at=changes.effective_at,
        basis=changes.basis,
        standing=after if after is not None and after != before else None,
        document=act.data.get(transition.document) if transition.document else None,
        relied=changes.relied,
        sides=changes.sides,
        opens=changes.opens,
        barred_until=changes.barred_until,
        verified=verified,
    )
