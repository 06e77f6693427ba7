"""Wishes: from recorded events back to the commands they came of, and these carried out anew in a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from workflow.application.snapshot import event_of
from workflow.audit.conformance.past import version_of
from workflow.definition.model import Transition
from workflow.language.ids import REGISTER, id_of, kind_of
from workflow.lifecycle.events import (
    CaseMoved,
    CaseOpened,
    Delegated,
    DelegationEnded,
    Event,
    FindingWaived,
    ItemDeterminedNotApplicable,
    ProjectFactsChanged,
    ProjectRegistered,
    Recorded,
    RoleEnded,
    RoleGranted,
)
from workflow.lifecycle.rules import Machine
from workflow.lifecycle.situation import Act
from workflow.proceedings.commands import (
    ChangeFacts,
    Command,
    ConvertPreReviews,
    Delegate,
    DetermineNotApplicable,
    EndDelegation,
    EndRole,
    GrantRole,
    MoveCase,
    OpenCase,
    RegisterProject,
    TakeAct,
    TakeProjectAct,
    WaiveFinding,
)
from workflow.proceedings.conduct import conduct
from workflow.proceedings.conversion import passed_shadow, run_clocks_behind
from workflow.proceedings.draft import Draft
from workflow.proceedings.following import settle
from workflow.proceedings.timekeeping import run_clocks
from workflow.store import Record

_FOLLOWING = frozenset(
    {"CaseEntered", "StandingChanged", "PrerequisitesRelied", "BarImposed", "ItemDeterminationEnded"}
)


def carry_out(records: Sequence[Record], draft: Draft) -> None:
    """Carry out anew, in a draft over the world before them, the wishes that the records of one append came of.

    What the clocks did first, and what followed, comes of itself; a wish nothing is left of is not made up.

    Raises:
        WorkflowError: the procedure does not allow one of them.
    """
    for place, record in enumerate(records):
        if is_planned(draft, record):
            continue
        later = records[place:]
        wished = next((one for one in later if _is_wish(one) and not is_planned(draft, one)), None)
        if wished is not None:
            _wish(wished, records, draft)
        if not is_planned(draft, record) and record.actor.is_system and kind_of(record.stream) == "case":
            run_clocks(draft, id_of(record.stream), _expired_at(record))
            settle(draft)


def is_planned(draft: Draft, record: Record) -> bool:
    """Tell whether a draft holds an event in the place that a record has in its stream."""
    return version_of(draft, record.stream) >= record.version


def _is_wish(record: Record) -> bool:
    return record.name not in _FOLLOWING and not record.actor.is_system


def _wish(record: Record, records: Sequence[Record], draft: Draft) -> None:
    event = event_of(record)
    if record.stream == REGISTER:
        # Whoever begins the register is entered first, so the last entry is what was wished.
        record = records[-1]
        event = event_of(record)
    if isinstance(event, CaseOpened):
        _convert_first(record, event, records, draft)
    command = command_of(record, event, draft)
    if command is not None:
        conduct(command, draft)


def _convert_first(record: Record, event: CaseOpened, records: Sequence[Record], draft: Draft) -> None:
    """Take the steps that come before the formal acts, where a case was opened to convert a pre-review."""
    case = id_of(record.stream)
    converted = any(
        given.get("case") == case and one.stream != record.stream
        for one in records
        if isinstance(given := one.data.get("given"), Mapping)
    )
    if not converted or event.project is None:
        return
    actors = tuple(dict.fromkeys(one.actor for one in records if not one.actor.is_system))
    wish = ConvertPreReviews(event.project, actors, record.effective_at, (event.item,))
    run_clocks_behind(draft, wish, event.item)
    passed_shadow(draft, wish, draft.rules(event.definition), event.item)


def command_of(record: Record, event: Event, draft: Draft) -> Command | None:
    """Return the command that an event answers; none where it answers none, as what only follows from an act."""
    maker = _MAKERS.get(type(event))
    return maker(record, event, draft) if maker else None


def act_of(record: Record, machine: Machine, event: Recorded) -> Act:
    """Return the act that an event records, as it was put before the judge."""
    name = str(event.data.get("act", ""))
    automatic = record.actor.is_system
    return Act(
        transition=name,
        actor=record.actor,
        at=_done_at(record, machine.transition(name)),
        data=dict(event.data.get("given", {})),
        reason=event.data.get("reason"),
        clock=event.data.get("clock") if automatic else None,
        automatic=automatic,
    )


def _done_at(record: Record, transition: Transition | None) -> datetime:
    """Return when an act was done: an act that holds from another time was done when its clock ran out, or recorded."""
    if transition is None or transition.effective is None:
        return record.effective_at
    return _expired_at(record) if "expired_at" in record.data else record.recorded_at


def _expired_at(record: Record) -> datetime:
    """Return when the clock ran out whose outcome an event is."""
    said = record.data.get("expired_at")
    return datetime.fromisoformat(said) if isinstance(said, str) else record.effective_at


def _opening(record: Record, event: CaseOpened, draft: Draft) -> Command:
    machine = draft.rules(event.definition).machine(event.lifecycle)
    own = {name for name, attribute in machine.lifecycle.attributes.items() if attribute.opening}
    given = {name: value for name, value in event.attributes.items() if name in own}
    return OpenCase(
        case=id_of(record.stream),
        item=event.item,
        actor=record.actor,
        at=record.effective_at,
        project=event.project,
        definition=None if event.project else event.definition,
        instance=event.instance,
        applicant=event.applicant,
        authority=event.authority,
        shadow=event.shadow,
        facts=given,
    )


def _registration(record: Record, event: ProjectRegistered, _: Draft) -> Command:
    return RegisterProject(
        id_of(record.stream), event.title, event.applicant, event.definition, record.actor, record.effective_at,
        event.attributes,
    )  # fmt: skip


def _act(record: Record, event: Recorded, draft: Draft) -> Command:
    name = id_of(record.stream)
    given, reason = dict(event.data.get("given", {})), event.data.get("reason")
    act = str(event.data.get("act", ""))
    if kind_of(record.stream) == "project":
        machine = draft.rules(draft.project(name).definition).project_machine
        at = _done_at(record, machine.transition(act) if machine else None)
        return TakeProjectAct(name, act, record.actor, at, given, reason)
    case = draft.known_case(name)
    machine = draft.rules(case.definition).machine(case.lifecycle)
    return TakeAct(name, act, record.actor, _done_at(record, machine.transition(act)), given, reason)


def _move(record: Record, event: CaseMoved, draft: Draft) -> Command:
    name = id_of(record.stream)
    state = event.state if event.state != draft.case(name).course.state else None
    return MoveCase(name, event.definition, record.actor, record.effective_at, state)


_MAKERS: Mapping[type, Callable[[Record, Any, Draft], Command]] = {
    Recorded: _act,
    CaseOpened: _opening,
    CaseMoved: _move,
    FindingWaived: lambda record, event, _: WaiveFinding(
        record.stream, event.finding, event.rule, event.reason, record.actor, record.effective_at, event.against
    ),
    ProjectRegistered: _registration,
    ProjectFactsChanged: lambda record, event, _: ChangeFacts(
        id_of(record.stream), event.set, record.actor, record.effective_at, event.reason
    ),
    ItemDeterminedNotApplicable: lambda record, event, _: DetermineNotApplicable(
        id_of(record.stream), event.item, event.reason, record.actor, record.effective_at
    ),
    RoleGranted: lambda record, event, _: GrantRole(
        event.person, event.role, event.body, record.actor, record.effective_at, event.until
    ),
    RoleEnded: lambda record, event, _: EndRole(
        event.person, event.role, event.body, record.actor, record.effective_at
    ),
    Delegated: lambda record, event, _: Delegate(
        event.principal, event.delegate, event.role, record.actor, record.effective_at, event.until
    ),
    DelegationEnded: lambda record, event, _: EndDelegation(
        event.principal, event.delegate, event.role, record.actor, record.effective_at
    ),
}
