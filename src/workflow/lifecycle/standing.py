"""First stage of a decision: who acts, for whom, from which state and at which time."""

from __future__ import annotations

from workflow.definition.expressions import FactMissing
from workflow.definition.model import AttributeRelation, Role, Transition
from workflow.errors import Refusal
from workflow.language.people import ANYBODY, Actor
from workflow.lifecycle.claims import acts_for, claim
from workflow.lifecycle.late import recorded_too_late
from workflow.lifecycle.rules import basis
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.words import Words


def standing(situation: Situation, transition: Transition, act: Act, words: Words) -> tuple[list[Refusal], bool]:
    """Return the reasons against the actor, the state and the time, and whether the register knew the claim."""
    refusals = [*_time(situation, act), *_state(situation, transition, act, words)]
    who, verified = _who(situation, transition, act, words)
    return refusals + who, verified


def _time(situation: Situation, act: Act) -> list[Refusal]:
    """Judge the time: nothing lies in the future, nor before what it rests on, the opening or the present state."""
    if act.at > situation.now:
        return [Refusal("in_the_future", {"at": act.at, "now": situation.now})]
    if act.automatic:
        return []
    if situation.opened_at is not None and act.at < situation.opened_at:
        return [Refusal("before_opening", {"at": act.at, "opened_at": situation.opened_at})]
    role, calendar = situation.machine.roles.get(act.actor.role), situation.rules.calendar(None, situation.authority)
    refusals = recorded_too_late(role, calendar, act.at, situation.now)
    since, outcomes = situation.course.since, situation.course.outcomes
    overtaken = any(act.at < at for at in outcomes.values())
    if since is not None and act.at < since and not overtaken:
        refusals.append(Refusal("before_state", {"at": act.at, "since": since, "state": situation.course.state}))
    return refusals


def _state(situation: Situation, transition: Transition, act: Act, words: Words) -> list[Refusal]:
    course, machine = situation.course, situation.machine
    refusals = _at_most(situation, transition, act, words)
    overtaken = [clock for clock, at in course.outcomes.items() if act.at < at]
    if overtaken and not transition.sets_aside and not act.automatic:
        return [
            *refusals,
            Refusal("overtaken_by_clock", {"clock": overtaken[0], "at": course.outcomes[overtaken[0]]}),
        ]
    if course.state not in machine.sources[act.transition]:
        allowed = sorted(machine.sources[act.transition])
        refusals.append(Refusal("state_mismatch", {"state": course.state, "from": allowed}, basis(transition.source)))
    elif transition.if_ is not None and not words.holds(transition.if_):
        refusals.append(Refusal("not_for_this_case", {"transition": act.transition}, basis(transition.source)))
    return refusals


def _at_most(situation: Situation, transition: Transition, act: Act, words: Words) -> list[Refusal]:
    """Judge how often an act may be taken: it holds in every state, for that is what such a rule means."""
    most = transition.at_most
    taken = situation.course.counts.get(act.transition, 0)
    if most is None or act.clock is not None:
        return []
    basis_of_rule = situation.machine.refusal_basis(most.refuse)
    try:
        often = int(words.evaluate(most.n))
    except FactMissing as lacking:
        if situation.course.state not in situation.machine.sources[act.transition]:
            return []
        return [Refusal("fact_missing", {"facts": list(lacking.paths), "guard": most.refuse}, basis_of_rule)]
    return [Refusal(most.refuse, {"n": often}, basis_of_rule)] if taken >= often else []


def _who(situation: Situation, transition: Transition, act: Act, words: Words) -> tuple[list[Refusal], bool]:
    actor = act.actor
    may = [by for by in transition.by if by.role == actor.role and words.holds(by.if_)]
    role = situation.machine.roles.get(actor.role)
    if transition.only == "also":
        # An act that only accompanies another one has no actor of its own: the other one's was judged.
        return ([], actor.verified) if act.aside else ([Refusal("only_with_another_act", {})], False)
    if not may or role is None or (role.side == "system") != act.automatic:
        allowed = [by.role for by in transition.by]
        return [Refusal("wrong_role", {"role": actor.role, "by": allowed}, basis(transition.source))], False
    if act.automatic:
        return [], True
    refusals = _relation(situation, role, act)
    if act.asked and actor.person == ANYBODY:
        return refusals, False
    unknown, verified = claim(situation.register, actor, role, situation.applicant, act.at)
    return refusals + unknown, verified


def _relation(situation: Situation, role: Role, act: Act) -> list[Refusal]:
    actor = act.actor
    if role.side == "public":
        return []
    if role.side == "applicant":
        if acts_for(situation.register, actor, situation.applicant, act.at):
            return []
        return [Refusal("not_the_applicant", {"for": actor.on_behalf_of})]
    if actor.authority is None:
        return [Refusal("without_authority", {"role": actor.role})]
    if _competent(situation, role, actor):
        return []
    return [Refusal("wrong_authority", {"authority": actor.authority, "competent": situation.authority})]


def _competent(situation: Situation, role: Role, actor: Actor) -> bool:
    bodies = situation.rules.definition.authorities
    own, theirs = bodies.get(situation.authority), bodies.get(actor.authority or "")
    match role.relation:
        case "own":
            # A project has no authority of its own: any that the definition knows may act in its lifecycle.
            return actor.authority == situation.authority if situation.authority else theirs is not None
        case "superior":
            return own is not None and own.superior is not None and own.superior == actor.authority
        case "government":
            return own is not None and own.government is not None and own.government == actor.authority
        case "subordinate":
            return theirs is not None and theirs.superior == situation.authority
        case "any":
            return theirs is not None
        case AttributeRelation(attribute=name):
            return actor.authority is not None and situation.course.attributes.get(name) == actor.authority
