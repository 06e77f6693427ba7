"""What several commands ask of the office: cases and projects with their words, and how an outcome is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.application.service import Outcome, Service
from workflow.cli.call import Call
from workflow.cli.parameters import Moment, Pair, Person
from workflow.cli.speaking import option
from workflow.definition.model import Definition, Role
from workflow.errors import UsageError
from workflow.language.people import Actor
from workflow.lifecycle.rules import Machine, Rules
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import Command
from workflow.proceedings.entitled import EITHER_SIDE
from workflow.proceedings.opening import known_item
from workflow.project.project import Project
from workflow.views.titles import Titles
from workflow.views.trail import trail


@dataclass(frozen=True, slots=True)
class CaseAt:
    """A case with the rules it is handled by."""

    case: PermitCase
    rules: Rules
    machine: Machine
    titles: Titles


def case_of(call: Call, service: Service, name: str) -> CaseAt:
    """Return a case, and let the call speak in its words.

    Raises:
        NotFound: nobody opened it.
    """
    case = service.case(name)
    rules = service.rules(case.definition)
    machine = rules.machine(case.lifecycle)
    call.titles = titles = Titles(rules.definition, machine.lifecycle, call.language)
    return CaseAt(case, rules, machine, titles)


@dataclass(frozen=True, slots=True)
class ProjectAt:
    """A project with the rules it is handled by."""

    project: Project
    rules: Rules
    titles: Titles


def project_of(call: Call, service: Service, name: str) -> ProjectAt:
    """Return a project, and let the call speak in its words.

    Raises:
        NotFound: nobody registered it.
    """
    project = service.project(name)
    rules = service.rules(project.definition)
    return ProjectAt(project, rules, speak(call, rules.definition))


def item_of(rules: Rules, words: str) -> str:
    """Return the id of an item that is named by its id, its title, or the title of its paper.

    Raises:
        NotFound: there is none; with the nearest one.
    """
    found = rules.resolve_item(words) or words
    known_item(rules, found)
    return found


def speak(call: Call, definition: Definition) -> Titles:
    """Let the call speak in the words of a definition."""
    lifecycle = definition.lifecycles.get(definition.lifecycle or "")
    call.titles = titles = Titles(definition, lifecycle, call.language)
    return titles


def moment_of(service: Service, said: Mapping[str, Any]) -> datetime:
    """Return when a command was done: as it says, else now."""
    return said["at"] or service.clock.now()


def sent(service: Service, wish: Command, said: Mapping[str, Any]) -> Outcome:
    """Carry out a command under its id; where it does not say when, the time of sending is no part of what it says.

    Raises:
        NotFound: it names something that is not there.
        Refused: the procedure does not allow it; with all reasons.
        ConcurrentChange: others kept being first.
        StorageError: the ledger cannot be read or written.
    """
    return service.handle(wish, said["command_id"], dated=said["at"] is not None)


def actor_or_applicant(
    actor: Actor | None, applicant: str, roles: Mapping[str, Role], first: Collection[str] = ()
) -> Actor:
    """Return who acts: as said, else the applicant in the only role there is on the applicant's side.

    Args:
        roles: all that there are.
        first: those that may begin the case, the public's too.

    Raises:
        UsageError: nobody is named, and no one role is the applicant's; with the roles to choose from.
    """
    if actor is not None:
        return actor
    own = [name for name, role in roles.items() if role.side == "applicant"]
    if len(own) == 1:
        return Actor(applicant, own[0])
    may = [name for name, role in roles.items() if role.side in EITHER_SIDE or name in first]
    raise UsageError("actor_needed", roles=own or may)


def told(call: Call, outcome: Outcome, **facts: Any) -> None:
    """Tell what a command led to: as JSON the facts and the rows recorded, else a sentence."""
    rows = trail(outcome.records)
    if call.json:
        call.data({**facts, "repeated": outcome.repeated, "recorded": rows})
    elif outcome.repeated:
        call.say(call.word("repeated", n=len(rows)))
    elif not rows:
        call.say(call.word("already_so"))
    else:
        call.say(call.word("recorded", n=len(rows)))


as_option = option(
    "--as", "actor", type=Person(), required=True,
    zh="办理人：人员:角色@机关[/代表]，角色和机关可用编号或名称",
    en="who acts: PERSON:ROLE@AUTHORITY[/FOR]; role and authority by id or title",
)  # fmt: skip
as_optional = option(
    "--as", "actor", type=Person(),
    zh="办理人：人员:角色@机关[/代表]（默认申请人，须只有一个申请人角色）",
    en="who acts: PERSON:ROLE@AUTHORITY[/FOR] (default: the applicant, if one role is the applicant's)",
)  # fmt: skip
as_on_trial = option(
    "--as", "actor", type=Person(),
    zh="办理人：人员:角色@机关（只报告时不必写）", en="who acts: PERSON:ROLE@AUTHORITY (not needed for a report)",
)  # fmt: skip
on_option = option(
    "--on", "at", type=Moment(),
    zh="行为的时间（默认现在）；不写时区为北京时间，只写日期为当日零时",
    en="when it was done (default: now); without an offset China's time, a day alone its first instant",
)  # fmt: skip
data_option = option(
    "--data", "said", type=Pair(), multiple=True,
    zh="内容，可重复；按定义的类型读，列表和记录可写 JSON",
    en="what is said, repeatable; read by its type, lists and records may be JSON",
)  # fmt: skip
document_option = option(
    "--document", "papers", type=Pair("NAME=PATH"), multiple=True,
    zh="文书，可重复；存入文书库，记录其摘要",
    en="a document, repeatable; kept in the file store, its digest is recorded",
)  # fmt: skip
command_option = option(
    "--command-id",
    metavar="ID",
    zh="命令编号：重发同一编号只记录一次",
    en="the command's own id: sent again it is recorded once",
)
reason_option = option("--reason", metavar="TEXT", zh="理由", en="the reason")
