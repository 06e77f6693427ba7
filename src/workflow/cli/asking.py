"""What several commands ask of the office: cases and projects with their words, and how an outcome is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflow.application.service import Outcome, Service
from workflow.cli.call import Call
from workflow.cli.parameters import Moment, Pair, Person
from workflow.cli.speaking import option
from workflow.definition.model import Definition
from workflow.lifecycle.rules import Machine, Rules
from workflow.permit.case import PermitCase
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


def chosen(policies: Sequence[str]) -> tuple[str, ...]:
    """Return policies in their order, each `--policy` being one or several joined by commas."""
    return tuple(name.strip() for entry in policies for name in entry.split(",") if name.strip())


as_option = option(
    "--as", "actor", type=Person(), required=True,
    zh="办理人：人员:角色@机关[/代表]，角色和机关可用编号或名称",
    en="who acts: PERSON:ROLE@AUTHORITY[/FOR]; role and authority by id or title",
)  # fmt: skip
as_optional = option(
    "--as", "actor", type=Person(),
    zh="办理人：人员:角色@机关[/代表]（默认申请人）",
    en="who acts: PERSON:ROLE@AUTHORITY[/FOR] (default: the applicant)",
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
policy_option = option(
    "--policy", "policies", metavar="POLICY", multiple=True,
    zh="改写定义的政策，可重复，按先后生效", en="a policy that rewrites the definition, repeatable, in order",
)  # fmt: skip
reason_option = option("--reason", metavar="TEXT", zh="理由", en="the reason")
