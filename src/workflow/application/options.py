"""Options: every act of a case's lifecycle, who may take it, what it needs, by when, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from workflow.application.service import Service
from workflow.definition.model import AttributeRelation, Need, Role, Transition
from workflow.definition.types import Type
from workflow.errors import Refusal
from workflow.language.people import ANYBODY, Actor
from workflow.lifecycle.decide import reasons_against
from workflow.lifecycle.situation import Act, Situation
from workflow.permit.case import PermitCase
from workflow.proceedings.situations import situate
from workflow.proceedings.taking import run_clocks_before


@dataclass(frozen=True, slots=True)
class Option:
    """One act and whether it could be taken now, by somebody of the right role who says what it needs.

    Attributes:
        kinds: the type of each need, narrowed to the items and authorities there are.
        of_the_person: whether it is allowed depends on who it is; asked of nobody, that stays open.
    """

    name: str
    transition: Transition
    by: tuple[str, ...]
    needs: Mapping[str, Need]
    kinds: Mapping[str, Type]
    allowed: bool
    of_the_person: bool
    refusals: tuple[Refusal, ...]
    due: datetime | None
    automatic: bool


@dataclass(frozen=True, slots=True)
class Options:
    """What may be done in a case.

    Attributes:
        case: as it is once the clocks have run, its own and those of what it rests on.
        acts: every act of its lifecycle.
    """

    case: PermitCase
    acts: tuple[Option, ...]


def options(service: Service, case_id: str, at: datetime | None = None, actor: Actor | None = None) -> Options:
    """Return what may be done in a case as it stands at an instant, clocks first.

    Args:
        actor: judge for this person; otherwise for anybody of a role that may.

    Raises:
        NotFound: nobody opened the case.
    """
    draft = service.draft(at)
    run_clocks_before(draft, case_id, draft.now)
    case = draft.case(case_id)
    situation = situate(draft, case)
    acts = situation.machine.lifecycle.transitions
    return Options(case, tuple(_option(situation, name, actor) for name in acts))


def _option(situation: Situation, name: str, actor: Actor | None) -> Option:
    transition = situation.machine.lifecycle.transitions[name]
    roles = tuple(by.role for by in transition.by)
    people = [actor] if actor else [*_anybody(situation, roles)]
    reasons = [reasons_against(situation, Act(name, person, situation.now, asked=True)) for person in people]
    judged = [tuple(one for one in against if not _is_of_the_person(one)) for against in reasons]
    allowed = any(not against for against in judged)
    return Option(
        name=name,
        transition=transition,
        by=roles,
        needs=transition.needs,
        kinds=situation.machine.need_types[name],
        allowed=allowed,
        of_the_person=judged != reasons,
        refusals=judged[0] if judged and not allowed else (),
        due=_due(situation, transition),
        automatic=bool(roles) and not people,
    )


def _is_of_the_person(refusal: Refusal) -> bool:
    """Tell whether all that stands against an act is that nobody said who takes it."""
    return refusal.key == "fact_missing" and set(refusal.facts["facts"]) == {"actor.person"}


def _anybody(situation: Situation, roles: Iterable[str]) -> Iterable[Actor]:
    """Yield somebody of each role at the authority that is competent for it; the register is not asked of nobody."""
    for name in roles:
        role = situation.machine.roles[name]
        if role.side != "system":
            yield competent(situation, name, role, ANYBODY)


def competent(situation: Situation, name: str, role: Role, person: str) -> Actor:
    """Return a person in a role at the authority that is competent for it in this case."""
    bodies = situation.rules.definition.authorities
    own = bodies.get(situation.authority)
    if role.side != "authority":
        return Actor(person, name, on_behalf_of=situation.applicant if role.side == "applicant" else None)
    match role.relation:
        case "superior":
            authority = own.superior if own else None
        case "government":
            authority = own.government if own else None
        case "subordinate":
            authority = next((a for a, body in bodies.items() if body.superior == situation.authority), None)
        case AttributeRelation(attribute=attribute):
            authority = situation.course.attributes.get(attribute)
        case _:
            authority = situation.authority
    return Actor(person, name, authority)


def _due(situation: Situation, transition: Transition) -> datetime | None:
    """Return by when an act is due: the expiry of the clock it must be inside of, or by which the system takes it."""
    when = transition.when
    named = [transition.within.clock] if transition.within else [*when.expired, *when.breached] if when else []
    runs = situation.course.runs
    dues = [situation.due(clock) for clock in named if clock in runs and runs[clock].is_open]
    return min((due.expires_at for due in dues if due and due.expires_at), default=None)
