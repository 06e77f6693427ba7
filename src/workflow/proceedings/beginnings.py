"""Projects: registering them, changing their facts, recording items, determining what does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.errors import Refusal, Refused
from workflow.language.ids import is_id, project_stream
from workflow.lifecycle.events import ItemDeterminedNotApplicable, ProjectFactsChanged, ProjectRegistered
from workflow.lifecycle.rules import basis
from workflow.lifecycle.situation import Act
from workflow.proceedings.applicability import applicability
from workflow.proceedings.commands import (
    ChangeFacts,
    DetermineNotApplicable,
    OpenCase,
    RecordItem,
    RegisterProject,
)
from workflow.proceedings.draft import Draft, FactsMoved
from workflow.proceedings.entitled import OFFICE, entitled
from workflow.proceedings.following import settle
from workflow.proceedings.opening import checked, defaults, is_handled, known_item, open_case
from workflow.proceedings.taking import run_all, take
from workflow.project.project import Project


def register_project(draft: Draft, wish: RegisterProject) -> None:
    """Register a project; registering the same one again changes nothing.

    Raises:
        Refused: who says so may not, the id is taken or no id, facts are unknown or of the wrong kind or not those of
            the project that is registered already.
    """
    rules = draft.rules(wish.definition)
    actor = entitled(draft, rules, wish.actor, wish.applicant, wish.at)
    if not wish.applicant:
        raise Refused([Refusal("missing_data:applicant", {"name": "applicant"})])
    facts = checked(wish.facts, rules.project_types, rules.definition.attributes)
    known = draft.project(wish.project)
    if known.exists:
        _refuse_another(known, wish, facts)
        return
    if not is_id(wish.project):
        raise Refused([Refusal("not_an_id", {"id": wish.project})])
    machine = rules.project_machine
    event = ProjectRegistered(
        title=wish.title,
        applicant=wish.applicant,
        definition=wish.definition,
        state=machine.lifecycle.initial if machine else None,
        attributes={**defaults(rules.definition.attributes), **facts},
    )
    draft.plan(project_stream(wish.project), event, actor, wish.at, definition=wish.definition)


def _refuse_another(known: Project, wish: RegisterProject, facts: Mapping[str, Any]) -> None:
    """Refuse to register a project whose id another one has, or of which other facts are known by now."""
    if (known.title, known.applicant, known.definition) != (wish.title, wish.applicant, wish.definition):
        raise Refused([Refusal("project_exists", {"project": wish.project})])
    other = sorted(name for name, value in facts.items() if known.course.attributes.get(name) != value)
    if other:
        raise Refused([Refusal("other_facts_known", {"project": wish.project, "facts": other})])


def change_facts(draft: Draft, wish: ChangeFacts) -> None:
    """Change facts of a project; pre-reviews that rested on them go stale. What is so already changes nothing.

    Raises:
        NotFound: nobody registered the project.
        Refused: facts are unknown or of the wrong kind.
    """
    project = draft.known_project(wish.project)
    _refuse_before(project, wish.at)
    rules = draft.rules(project.definition)
    actor = entitled(draft, rules, wish.actor, project.applicant, wish.at)
    facts = checked(wish.facts, rules.project_types, rules.definition.attributes)
    new = {name: value for name, value in facts.items() if project.course.attributes.get(name) != value}
    if not new:
        return
    event = ProjectFactsChanged(set=new, reason=wish.reason)
    draft.plan(project_stream(wish.project), event, actor, wish.at, definition=project.definition)
    draft.pending.append(FactsMoved(wish.project, frozenset(new), wish.at))
    settle(draft)


def determine_not_applicable(draft: Draft, wish: DetermineNotApplicable) -> None:
    """Record that an authority found an item not to apply, on the facts its condition reads; again changes nothing.

    Raises:
        NotFound: nobody registered the project, or it has no such item.
        Refused: no authority says so, the item always applies, it does apply, or a fact is missing.
    """
    project = draft.known_project(wish.project)
    rules = draft.rules(project.definition)
    item = known_item(rules, wish.item)
    _refuse_before(project, wish.at)
    actor = entitled(draft, rules, wish.actor, project.applicant, wish.at, sides=OFFICE)
    if project.standing(wish.item).standing == "not_applicable":
        return
    run_all(draft, project.cases_of(wish.item), wish.at)
    facts = _facts_against(draft, draft.project(wish.project), wish.item)
    event = ItemDeterminedNotApplicable(item=wish.item, facts=facts, reason=wish.reason)
    stream = project_stream(wish.project)
    draft.plan(stream, event, actor, wish.at, basis=basis(item.source), definition=project.definition)


def _facts_against(draft: Draft, project: Project, name: str) -> dict[str, Any]:
    rules = draft.rules(project.definition)
    item = rules.definition.items[name]
    sources = basis(item.source)
    if item.applies_if is None:
        raise Refused([Refusal("always_applies", {"item": name}, sources)])
    if is_handled(draft, project, name, None, shadow=False):
        raise Refused([Refusal("already_handled", {"item": name}, sources)])
    found = applicability(rules, project, name)
    if found.applies is None:
        raise Refused([Refusal("fact_missing", {"facts": list(found.missing), "guard": "applies_if"}, sources)])
    if found.applies:
        raise Refused([Refusal("item_applies", {"item": name, "facts": found.facts}, sources)])
    return found.facts


def record_item(draft: Draft, wish: RecordItem) -> None:
    """Open an item's case and take the one act that obtains it, together or not at all.

    Raises:
        NotFound: no such project, or no such item.
        Refused: the item is not obtained in one step, or the act is not allowed.
    """
    project = draft.known_project(wish.project)
    rules = draft.rules(project.definition)
    item = known_item(rules, wish.item)
    machine = rules.machine_of(wish.item)
    act = machine.lifecycle.act_with_id("record")
    if act is None:
        raise Refused([Refusal("not_in_one_step", {"item": wish.item}, basis(item.source))])
    run_all(draft, project.cases_of(wish.item), wish.at)
    opening = OpenCase(wish.case, wish.item, wish.actor, wish.at, wish.project, instance=wish.instance)
    case = open_case(draft, opening)
    if case.course.state != machine.lifecycle.initial:
        raise Refused([Refusal("case_exists", {"case": wish.case})])
    take(draft, wish.case, Act(act, wish.actor, wish.at, wish.data))


def _refuse_before(project: Project, at: datetime) -> None:
    """Refuse what lies before its project was registered."""
    begun = project.registered_at
    if begun is not None and at < begun:
        raise Refused([Refusal("before_opening", {"at": at, "opened_at": begun})])
