"""`workflow case`: opening cases, acting in them, and what may be done next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from workflow.application.options import options
from workflow.application.service import Service
from workflow.bootstrap import pinned
from workflow.cli.asking import (
    CaseAt,
    actor_or_applicant,
    as_option,
    as_optional,
    case_of,
    command_option,
    data_option,
    document_option,
    item_of,
    moment_of,
    on_option,
    project_of,
    reason_option,
    sent,
    speak,
    told,
)
from workflow.cli.call import Call
from workflow.cli.case_move import move
from workflow.cli.case_next import say_next
from workflow.cli.choosing import chosen, policy_option
from workflow.cli.naming import act_of, actor_of, authority_of
from workflow.cli.parameters import Person
from workflow.cli.saying import data_of, documents_of, need_titles
from workflow.cli.speaking import Group, argument, option, shared
from workflow.definition.wording import period_text
from workflow.errors import UsageError
from workflow.language.catalogue.words import both
from workflow.language.ids import case_stream, id_of
from workflow.language.people import Actor
from workflow.lifecycle.rules import Rules
from workflow.proceedings.commands import OpenCase, TakeAct
from workflow.views.case import case_view, next_view
from workflow.views.clocks import STILL_COUNTS
from workflow.views.plain import last_moment, moment_text
from workflow.views.timeline import timeline
from workflow.views.trail import trail
from workflow.views.worklist import worklist

case_argument = argument("name", metavar="CASE", zh="案件编号", en="the id of the case")


@click.group(cls=Group, words=both("案件", "Cases."))
@shared
def case() -> None:
    """Group the commands on cases."""


@case.command(
    "open", words=both("就一个事项立案；--shadow 为预审", "Open a case for an item; with --shadow a pre-review.")
)
@argument("item", metavar="ITEM", zh="事项：编号或名称", en="the item, by id or title")
@option("--project", metavar="PROJECT", zh="所属项目", en="the project it belongs to")
@option(
    "--definition",
    metavar="DEFINITION",
    zh="不属于项目时：定义的编号或文件",
    en="without a project: the definition, by id or file",
)
@policy_option
@option(
    "--id", "name", metavar="CASE", zh="案件编号（默认 项目.事项）", en="the id of the case (default: PROJECT.ITEM)"
)
@option("--shadow", is_flag=True, zh="预审，无法律效力", en="a pre-review, without legal effect")
@option("--instance", metavar="NAME", zh="同一事项有多件时的名称", en="which one, where an item has several")
@option("--applicant", metavar="PARTY", zh="申请人（默认项目的申请人）", en="the applicant (default: the project's)")
@option("--authority", metavar="AUTHORITY", zh="机关（默认事项的机关）", en="the authority (default: the item's)")
@as_optional
@on_option
@data_option
@command_option
@shared
@click.pass_obj
def open_case(call: Call, /, item: str, **said: Any) -> None:
    """Open a case."""
    service = call.service(create=said["project"] is None)
    rules, digest = _rules_for(call, service, said)
    found = item_of(rules, item)
    name = said["name"] or _name_of(said["project"], found, said["instance"], shadow=said["shadow"])
    project = service.project(said["project"]) if said["project"] else None
    machine = rules.machine_of(found, shadow=said["shadow"])
    applicant = said["applicant"] or (project.applicant if project else "")
    actor = actor_or_applicant(said["actor"], applicant, machine.roles, machine.first_roles)
    titles = {n: attribute.title for n, attribute in machine.lifecycle.attributes.items()}
    wish = OpenCase(
        case=name,
        item=found,
        actor=actor_of(actor, rules.definition, machine.lifecycle),
        at=moment_of(service, said),
        project=said["project"],
        definition=digest,
        instance=said["instance"],
        applicant=said["applicant"],
        authority=authority_of(said["authority"], rules.definition),
        shadow=said["shadow"],
        facts=data_of(said["said"], machine.attribute_types, titles),
    )
    outcome = sent(service, wish, said)
    if not call.json:
        call.facts({"case": name})
    told(call, outcome, case=name, item=found, project=said["project"])


def _rules_for(call: Call, service: Service, said: dict[str, Any]) -> tuple[Rules, str]:
    if said["project"] is not None:
        if said["definition"] is not None or said["policies"]:
            raise UsageError("project_definition_holds", project=said["project"])
        at = project_of(call, service, said["project"])
        return at.rules, at.project.definition
    if said["definition"] is None:
        raise UsageError("project_or_definition")
    if said["name"] is None:
        raise UsageError("case_id_needed")
    if said["applicant"] is None and said["actor"] is None:
        raise UsageError("applicant_needed")
    digest, found = pinned(service, said["definition"], chosen(said["policies"]))
    speak(call, found.definition)
    return service.rules(digest), digest


def _name_of(project: str, item: str, instance: str | None, *, shadow: bool) -> str:
    return ".".join(part for part in (project, item, instance, "pre_review" if shadow else None) if part)


@case.command("do", words=both("办理一项行为", "Take an act."))
@case_argument
@argument("act", metavar="ACT", zh="行为：编号或名称", en="the act, by id or title")
@as_option
@on_option
@data_option
@document_option
@reason_option
@command_option
@shared
@click.pass_obj
def do(call: Call, /, name: str, act: str, **said: Any) -> None:
    """Take an act on a case."""
    service = call.service()
    at = case_of(call, service, name)
    transition = act_of(at.machine, act)
    known = at.machine.transition(transition)
    if known is not None:
        call.titles = at.titles.within_act(known.needs)
    wish = TakeAct(
        case=name,
        transition=transition,
        actor=actor_of(said["actor"], at.rules.definition, at.machine.lifecycle),
        at=moment_of(service, said),
        data=_said_in(service, at, transition, said),
        reason=said["reason"],
    )
    outcome = sent(service, wish, said)
    state = service.case(name).course.state
    told(call, outcome, case=name, act=transition, state=state)
    if not call.json:
        call.facts({"state": at.titles.state(state)})


def _said_in(service: Service, at: CaseAt, transition: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return the data of an act; a reason given apart is also what the act says, where it must say one."""
    known = at.machine.transition(transition)
    needs = known.needs if known else {}
    types = at.machine.need_types.get(transition, {})
    titles = need_titles(needs, at.machine.lifecycle)
    reason = {"reason": said["reason"]} if said["reason"] is not None and "reason" in needs else {}
    data = data_of(said["said"], types, titles)
    return {**reason, **data, **documents_of(said["papers"], types, titles, service.ledger.files)}


@case.command(
    "next",
    words=both(
        "每项行为：由谁办理、须提供什么、何时截止、为何不可办",
        "Every act: who may take it, what it needs, by when, and why not.",
    ),
)
@case_argument
@option("--as", "actor", type=Person(), zh="只就此人判断", en="judge for this person only")
@on_option
@option("--all", "everything", is_flag=True, zh="此状态下不能办理的也列出", en="the acts impossible in this state too")
@shared
@click.pass_obj
def next_acts(call: Call, name: str, actor: Actor | None, at: datetime | None, *, everything: bool) -> None:
    """Tell what may be done in a case."""
    service = call.service()
    found = case_of(call, service, name)
    asked = actor_of(actor, found.rules.definition, found.machine.lifecycle) if actor else None
    recorded = found.case.course.state
    may = options(service, name, at, asked)
    view = next_view(may.case, recorded, may.acts, found.titles)
    if call.json:
        call.data(view)
        return
    call.facts({"case": name, "state": view["state_title"]})
    if view["state"] != recorded:
        call.say(call.word("unswept", state=found.titles.state(recorded)))
    say_next(call, view, found.titles, everything=everything)


case.add_command(move, "move")


@case.command("show", words=both("案件的状态、时限和经过", "The state, clocks and history of a case."))
@case_argument
@shared
@click.pass_obj
def show(call: Call, name: str) -> None:
    """Show a case."""
    service = call.service()
    found = case_of(call, service, name)
    view = case_view(found.case, found.rules, found.titles, service.clock.now())
    records = service.history(case_stream(name))
    if call.json:
        call.data({**view, "trail": trail(records)})
        return
    body = found.titles.authority(view["authority"])
    call.facts({"case": name, "item": view["title"], "project": view["project"] or "", "state": view["state_title"]})
    call.facts({"applicant": view["applicant"], "authority": body, "definition": view["definition"]})
    counting = [_clock_row(call, clock) for clock in view["clocks"] if clock["status"] in STILL_COUNTS]
    if counting:
        call.say("")
        call.table([call.word(head) for head in ("clock", "limits", "due", "clock_status")], counting)
    from workflow.pictures.timeline import draw_timeline  # noqa: PLC0415 (only for a reader's eyes)

    calendar = found.rules.calendar(None, found.case.authority)
    moments = timeline(records, found.titles, calendar)
    call.say("\n" + draw_timeline(moments, columns=call.columns, colour=call.colour).rstrip("\n"))


def _clock_row(call: Call, clock: Mapping[str, Any]) -> list[str]:
    status = "" if clock["status"] == "running" else call.word(f"clock_{clock['status']}")
    if clock["suspended_since"]:
        status += f" {moment_text(clock['suspended_since'])}"
    due = last_moment(clock["due"]) + (call.word("provisional_mark") if clock["provisional"] else "")
    return [clock["title"], period_text(clock["limit"] or "", call.language), due, status]


@case.command("list", words=both("案件一览，最近截止的在前", "All cases, the nearest deadline first."))
@option("--project", metavar="PROJECT", zh="只看此项目", en="of this project only")
@shared
@click.pass_obj
def list_cases(call: Call, project: str | None) -> None:
    """List cases."""
    service = call.service()
    draft = service.draft()
    names = draft.known_project(project).cases if project else map(id_of, service.ledger.streams("case"))
    known = (draft.known_case(name) for name in names)
    rows = worklist(known, service.rules, call.language, draft.now)
    if call.json:
        call.data(rows)
        return
    heads = [call.word(head) for head in ("case", "item", "state", "due")]
    call.table(heads, [[row["case"], row["title"], row["state_title"], _due(call, row)] for row in rows], ids=True)


def _due(call: Call, row: Mapping[str, Any]) -> str:
    """Return by when a case is due, whether that is over, and which clock it is."""
    if row["due"] is None:
        return ""
    overdue = f" {call.word('clock_overdue')}" if row["overdue"] else ""
    return f"{last_moment(row['due'])}{overdue}\n{row['clock_title']}"
