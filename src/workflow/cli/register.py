"""`workflow register`: roles and delegations with their dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import click

from workflow.application.service import Service
from workflow.bootstrap import pinned
from workflow.cli.asking import as_option, command_option, moment_of, on_option, sent, speak, told
from workflow.cli.call import Call
from workflow.cli.naming import known_as
from workflow.cli.parameters import Moment
from workflow.cli.speaking import Group, argument, option, shared
from workflow.definition.model import Definition, Role
from workflow.errors import NotFound, UsageError
from workflow.language.catalogue.labels import LABELS, label
from workflow.language.catalogue.words import Words, both
from workflow.language.ids import id_of
from workflow.language.people import Actor
from workflow.language.text import Text
from workflow.lifecycle.register import REGISTRAR
from workflow.proceedings.commands import Command, Delegate, EndDelegation, EndRole, GrantRole
from workflow.views.plain import moment_text
from workflow.views.register import register_view

person_argument = argument("person", metavar="PERSON", zh="人员", en="the person")
role_argument = argument("role", metavar="ROLE", zh="角色：编号或名称", en="the role, by id or title")
principal_argument = argument("principal", metavar="PRINCIPAL", zh="委托人", en="the person who is stood in for")
delegate_argument = argument("delegate", metavar="DELEGATE", zh="受托人", en="the person who stands in")
body_option = option(
    "--body", metavar="BODY", zh="机关（编号或名称），或所代表的申请人（默认任何单位）",
    en="the authority by id or title, or the applicant acted for (default: any)",
)  # fmt: skip
role_option = option("--role", metavar="ROLE", zh="只就此角色（默认全部）", en="in this role only (default: in all)")
until_option = option("--until", type=Moment(), zh="至此为止（不含）", en="until then (not included)")
definition_option = option(
    "--definition", metavar="DEFINITION", zh="用哪份定义的角色和机关（默认账本里已有的全部定义）",
    en="the definition whose roles and authorities are meant (default: all that the ledger holds)",
)  # fmt: skip

_REGISTRAR = Role(title=Text.model_validate(LABELS[REGISTRAR]))


@click.group(cls=Group, words=both("角色和委托的登记册", "The register of roles and delegations."))
@shared
def register() -> None:
    """Group the commands on the register."""


class _Known:
    """The roles and authorities that an entry may name: those of the definitions in question, and of the register."""

    def __init__(self, call: Call, service: Service, reference: str | None) -> None:
        self.definitions = list(_definitions(service, reference))
        if self.definitions:
            speak(call, self.definitions[-1])
        entered = {name: Role(title=Text(zh=name)) for name in sorted(_entered(service))}
        own = (table for one in self.definitions for table in _roles(one))
        self.roles = [{REGISTRAR: _REGISTRAR}, *own, entered]

    def role(self, name: str | None) -> str | None:
        """Return the id of a role; nothing where none is named.

        Raises:
            NotFound: no definition in question has it.
            UsageError: there is no definition to know it by.
        """
        if name is None:
            return None
        try:
            return known_as(name, "unknown_role", *self.roles)
        except NotFound:
            if self.definitions:
                raise
            raise UsageError("definition_needed", role=name) from None

    def body(self, name: str | None, role: str | None) -> str | None:
        """Return the id of an authority, or the applicant or public body that a role of that side acts for.

        Raises:
            NotFound: no definition in question has the authority.
        """
        side = next((table[role].side for table in self.roles if role in table), "authority")
        if name is None or side != "authority" or not self.definitions:
            return name
        return known_as(name, "unknown_authority", *(one.authorities for one in self.definitions))

    def actor(self, actor: Actor) -> Actor:
        """Return who makes the entry, role and authority by their ids."""
        role = self.role(actor.role) or ""
        return Actor(actor.person, role, self.body(actor.authority, role), actor.on_behalf_of)


def _definitions(service: Service, reference: str | None) -> Iterator[Definition]:
    if reference is not None:
        yield pinned(service, reference)[1].definition
        return
    for stream in service.ledger.streams("definition"):
        yield service.rules(id_of(stream)).definition


def _roles(definition: Definition) -> list[dict[str, Role]]:
    tables = (definition.roles, *(own.roles for own in definition.lifecycles.values()))
    return [{name: role for name, role in table.items() if role.side != "system"} for table in tables]


def _entered(service: Service) -> set[str]:
    known = service.draft().register()
    return {entry.role for entry in known.roles} | {entry.role for entry in known.delegations if entry.role}


@dataclass(frozen=True)
class _Entry:
    """One kind of entry: the wish it is, and what is said for it on the command line.

    Attributes:
        begins: it may begin a ledger.
    """

    name: str
    words: Words | Any
    wish: type[Any]
    said: tuple[Callable[[Any], Any], ...]
    begins: bool = False


_ENTRIES = (
    _Entry("grant", both("登记某人担任某角色", "Enter that a person holds a role."), GrantRole,
           (person_argument, role_argument, body_option, until_option), begins=True),
    _Entry("end", both("登记某人不再担任某角色", "Enter that a person no longer holds a role."), EndRole,
           (person_argument, role_argument, body_option)),
    _Entry("delegate", both("登记委托：受托人可代委托人办理", "Enter that one person lets another act in their role."),
           Delegate, (principal_argument, delegate_argument, role_option, until_option), begins=True),
    _Entry("end-delegation", both("登记委托终止", "Enter that a delegation ended."), EndDelegation,
           (principal_argument, delegate_argument, role_option)),
)  # fmt: skip


def _declare(entry: _Entry) -> None:
    @click.pass_obj
    def enter(call: Call, /, **said: Any) -> None:
        service = call.service(create=entry.begins)
        told(call, sent(service, _wish(entry, call, service, said), said))

    declared = enter
    for declare in reversed((*entry.said, definition_option, as_option, on_option, command_option, shared)):
        declared = declare(declared)
    register.command(entry.name, words=entry.words)(declared)


def _wish(entry: _Entry, call: Call, service: Service, said: dict[str, Any]) -> Command:
    known = _Known(call, service, said["definition"])
    role = known.role(said["role"])
    facts = {
        **said,
        "role": role,
        "body": known.body(said.get("body"), role),
        "actor": known.actor(said["actor"]),
        "at": moment_of(service, said),
    }
    wish: Command = entry.wish(**{field.name: facts[field.name] for field in fields(entry.wish)})
    return wish


for _entry in _ENTRIES:
    _declare(_entry)


@register.command("show", words=both("全部角色和委托", "All roles and delegations."))
@shared
@click.pass_obj
def show(call: Call) -> None:
    """Show the register."""
    service = call.service()
    view = register_view(service.draft().register())
    if call.json:
        call.data(view)
        return
    if not view["kept"]:
        call.say(call.word("register_not_kept"))
        return
    known = _Known(call, service, None)
    for table, heads in (
        ("roles", ("person", "role", "body", "since", "until")),
        ("delegations", ("principal", "delegate", "role", "since", "until")),
    ):
        call.say(call.word(table))
        rows = [[_shown(call, known, head, row[head]) for head in heads] for row in view[table]]
        call.table([call.word(head) for head in heads], rows)
        call.say("")


def _shown(call: Call, known: _Known, head: str, value: str | None) -> str:
    """Return what an entry says, role and authority by their titles."""
    match head:
        case "since" | "until":
            return moment_text(value)
        case "role":
            tables: list[Any] = known.roles
        case "body":
            tables = [one.authorities for one in known.definitions]
        case _:
            return value or ""
    if value is None:
        return label("any", call.language)
    return next((table[value].title.within(call.language) for table in tables if value in table), value)
