"""`workflow project`: registering projects, what they obtain, and what still blocks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from workflow.application.service import Service
from workflow.bootstrap import pinned
from workflow.cli.asking import (
    actor_or_applicant,
    as_option,
    as_optional,
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
from workflow.cli.choosing import chosen, policy_option
from workflow.cli.naming import actor_of
from workflow.cli.parameters import Pair, Person
from workflow.cli.project_targets import targets
from workflow.cli.saying import data_of, said_in_one_step, said_of_items
from workflow.cli.speaking import Group, argument, option, shared
from workflow.definition.model import Definition
from workflow.definition.wording import elapsed_text, period_text
from workflow.language.catalogue.labels import label
from workflow.language.catalogue.words import both
from workflow.language.ids import id_of
from workflow.language.quantities import Period
from workflow.lifecycle.rules import Rules
from workflow.proceedings.commands import (
    ChangeFacts,
    ConvertPreReviews,
    DetermineNotApplicable,
    RecordItem,
    RegisterProject,
)
from workflow.project.project import Project
from workflow.views.measures import both_measures
from workflow.views.plain import by_the_clock
from workflow.views.portfolio import portfolio
from workflow.views.project import project_view
from workflow.views.titles import Titles

project_argument = argument("name", metavar="PROJECT", zh="项目编号", en="the id of the project")
item_argument = argument("item", metavar="ITEM", zh="事项：编号或名称", en="the item, by id or title")


@click.group(cls=Group, words=both("项目", "Projects."))
@shared
def project() -> None:
    """Group the commands on projects."""


project.add_command(targets)


@project.command("register", words=both("按一份定义登记项目", "Register a project under a definition."))
@option("--definition", metavar="DEFINITION", required=True, zh="定义：编号或文件", en="the definition, by id or file")
@policy_option
@option("--id", "name", metavar="PROJECT", required=True, zh="项目编号", en="the id of the project")
@option("--name", "title", metavar="TEXT", required=True, zh="项目名称", en="the name of the project")
@option("--applicant", metavar="PARTY", zh="申请人（默认同项目名称）", en="the applicant (default: the name)")
@as_optional
@on_option
@data_option
@command_option
@shared
@click.pass_obj
def register(call: Call, /, name: str, title: str, **said: Any) -> None:
    """Register a project."""
    service = call.service(create=True)
    digest, found = pinned(service, said["definition"], chosen(said["policies"]))
    speak(call, found.definition)
    rules = service.rules(digest)
    applicant = said["applicant"] or title
    wish = RegisterProject(
        project=name,
        title=title,
        applicant=applicant,
        definition=digest,
        actor=actor_of(actor_or_applicant(said["actor"], applicant, rules.roles), found.definition),
        at=moment_of(service, said),
        facts=data_of(said["said"], rules.project_types, _fact_titles(found.definition)),
    )
    outcome = sent(service, wish, said)
    told(call, outcome, project=name, definition=found.definition.name, definition_digest=digest)


@project.command(
    "record",
    words=both(
        "记录一步取得的事项（合同、缴款、完税……）",
        "Record an item obtained in one step, as a contract, a payment, a tax.",
    ),
)
@project_argument
@item_argument
@as_option
@on_option
@data_option
@document_option
@option(
    "--id", "case", metavar="CASE", zh="案件编号（默认 项目.事项）", en="the id of the case (default: PROJECT.ITEM)"
)
@option("--instance", metavar="NAME", zh="同一事项有多件时的名称", en="which one, where an item has several")
@command_option
@shared
@click.pass_obj
def record(call: Call, /, name: str, item: str, **said: Any) -> None:
    """Record an item that is obtained in one step."""
    service = call.service()
    at = project_of(call, service, name)
    found = item_of(at.rules, item)
    machine = at.rules.machine_of(found)
    call.titles = Titles(at.rules.definition, machine.lifecycle, call.language)
    case = said["case"] or ".".join(part for part in (name, found, said["instance"]) if part)
    wish = RecordItem(
        project=name,
        item=found,
        case=case,
        actor=actor_of(said["actor"], at.rules.definition, machine.lifecycle),
        at=moment_of(service, said),
        data=said_in_one_step(machine, said["said"], said["papers"], service.ledger.files),
        instance=said["instance"],
    )
    told(call, sent(service, wish, said), project=name, item=found, case=case)


@project.command(
    "determine", words=both("认定一个事项对本项目不适用", "Determine that an item does not apply to the project.")
)
@project_argument
@item_argument
@option("--reason", metavar="TEXT", required=True, zh="理由", en="the reason")
@as_option
@on_option
@command_option
@shared
@click.pass_obj
def determine(call: Call, /, name: str, item: str, **said: Any) -> None:
    """Determine that an item does not apply."""
    service = call.service()
    rules = project_of(call, service, name).rules
    found = item_of(rules, item)
    actor = actor_of(said["actor"], rules.definition)
    at = moment_of(service, said)
    wish = DetermineNotApplicable(name, found, said["reason"], actor, at)
    told(call, sent(service, wish, said), project=name, item=found)


@project.command("change", words=both("变更项目情况", "Change facts of the project."))
@project_argument
@data_option
@reason_option
@as_option
@on_option
@command_option
@shared
@click.pass_obj
def change(call: Call, /, name: str, **said: Any) -> None:
    """Change facts of a project."""
    service = call.service()
    rules = project_of(call, service, name).rules
    facts = data_of(said["said"], rules.project_types, _fact_titles(rules.definition))
    actor = actor_of(said["actor"], rules.definition)
    wish = ChangeFacts(name, facts, actor, moment_of(service, said), said["reason"])
    told(call, sent(service, wish, said), project=name)


@project.command(
    "convert",
    words=both(
        "预审转正：依前置关系的先后发放正式决定", "Turn passed pre-reviews into formal decisions, in legal order."
    ),
)
@project_argument
@argument(
    "items", metavar="[ITEM]...", nargs=-1, zh="事项（默认全部已通过的预审）", en="items (default: all that passed)"
)
@option(
    "--as", "actors", type=Person(), multiple=True, required=True,
    zh="办理人，可重复：每一步由第一个有权的人办理", en="who acts, repeatable: each step is taken by the first who may",
)  # fmt: skip
@on_option
@option(
    "--data", "said", type=Pair("ITEM.KEY=VALUE"), multiple=True,
    zh="某事项的内容，可重复", en="what is said of an item, repeatable",
)  # fmt: skip
@option(
    "--document", "papers", type=Pair("ITEM.NAME=PATH"), multiple=True,
    zh="某事项的文书，可重复", en="a document of an item, repeatable",
)  # fmt: skip
@command_option
@shared
@click.pass_obj
def convert(call: Call, /, name: str, items: tuple[str, ...], **said: Any) -> None:
    """Convert pre-reviews."""
    service = call.service()
    rules = project_of(call, service, name).rules
    wish = ConvertPreReviews(
        project=name,
        actors=tuple(actor_of(actor, rules.definition) for actor in said["actors"]),
        at=moment_of(service, said),
        items=tuple(item_of(rules, item) for item in items),
        data=said_of_items(rules, said["said"], said["papers"], service.ledger.files),
    )
    told(call, sent(service, wish, said), project=name)


@project.command(
    "show", words=both("各事项的状态，以及尚缺的前置", "The standing of every item, and what still blocks it.")
)
@project_argument
@shared
@click.pass_obj
def show(call: Call, name: str) -> None:
    """Show a project."""
    service = call.service()
    at = project_of(call, service, name)
    found, rules = at.project, at.rules
    view = {**project_view(found, rules, call.language), "measures": _measures(service, found, rules)}
    if call.json:
        call.data(view)
        return
    call.facts({"project": f"{name}  {found.title}", "applicant": found.applicant, "definition": rules.definition.name})
    call.facts({"state": at.titles.state(view["state"]) if view["state"] else ""})
    call.say("")
    heads = [call.word(head) for head in ("item", "standing", "since", "missing")]
    call.table(heads, [_item_row(at.titles, key, item, view["blocked"]) for key, item in view["items"].items()])
    _say_measures(call, view["measures"])


def _measures(service: Service, found: Project, rules: Rules) -> dict[str, Any] | None:
    measures = rules.definition.measures
    if measures is None:
        return None
    draft = service.draft()
    cases = [draft.known_case(case) for case in found.cases]
    return both_measures(found, cases, measures, rules.calendars[rules.definition.calendar]).as_json()


def _say_measures(call: Call, measures: Mapping[str, Any] | None) -> None:
    for key, words in (
        ("trigger_to_last_document", "trigger_measure"),
        ("first_request_to_last_document", "request_measure"),
    ):
        elapsed = (measures or {}).get(key)
        if elapsed:
            days = period_text(Period(elapsed["working_days"], "working_days"), call.language)
            call.say(call.word(words, elapsed=elapsed_text(elapsed["minutes"], call.language), days=days))


def _item_row(titles: Titles, key: str, item: Mapping[str, Any], blocked: Mapping[str, Any]) -> list[str]:
    standing = label(item["standing"], titles.language)
    if item["standing"] == "not_started" and item["pre_review"] not in {None, "not_started"}:
        standing = ": ".join(label(word, titles.language) for word in ("pre_review", item["pre_review"]))
    lacking = blocked.get(key, {}).get("missing", [])
    since = (item["since"] or "")[:16].replace("T", " ")
    return [titles.item(key), standing, since, "\n".join(map(titles.item, lacking))]


@project.command("list", words=both("项目一览", "All projects."))
@shared
@click.pass_obj
def list_projects(call: Call) -> None:
    """List projects."""
    service = call.service()
    draft = service.draft()
    projects = [draft.known_project(id_of(stream)) for stream in service.ledger.streams("project")]
    rows = portfolio(projects, service.rules)
    if call.json:
        call.data(rows)
        return
    heads = [call.word(head) for head in ("project", "title", "definition", "since", "in_force")]
    registered = [by_the_clock(one.registered_at) if one.registered_at else "" for one in projects]
    told = [
        (row["project"], row["title"], row["definition"], since, _in_force(row))
        for row, since in zip(rows, registered, strict=True)
    ]
    call.table(heads, told)


def _in_force(row: Mapping[str, Any]) -> str:
    return f"{row['standings'].get('in_force', 0)}/{row['items']}"


def _fact_titles(definition: Definition) -> dict[str, Any]:
    return {name: attribute.title for name, attribute in definition.attributes.items()}
