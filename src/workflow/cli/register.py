"""`workflow register`: roles and delegations with their dates."""

from __future__ import annotations

from typing import Any

import click

from workflow.cli.asking import as_option, command_option, moment_of, on_option, sent, told
from workflow.cli.call import Call
from workflow.cli.parameters import Moment
from workflow.cli.speaking import Group, argument, option, shared
from workflow.language.catalogue.words import both
from workflow.proceedings.commands import Delegate, EndDelegation, EndRole, GrantRole
from workflow.views.register import register_view

person_argument = argument("person", metavar="PERSON", zh="人员", en="the person")
role_argument = argument("role", metavar="ROLE", zh="角色的编号", en="the id of the role")
principal_argument = argument("principal", metavar="PRINCIPAL", zh="委托人", en="the person who is stood in for")
delegate_argument = argument("delegate", metavar="DELEGATE", zh="受托人", en="the person who stands in")
body_option = option(
    "--body", metavar="BODY", zh="机关的编号，或所代表的申请人（默认任何单位）",
    en="the id of the authority, or the applicant acted for (default: any)",
)  # fmt: skip
role_option = option("--role", metavar="ROLE", zh="只就此角色（默认全部）", en="in this role only (default: in all)")
until_option = option("--until", type=Moment(), zh="至此为止（不含）", en="until then (not included)")


@click.group(cls=Group, words=both("角色和委托的登记册", "The register of roles and delegations."))
@shared
def register() -> None:
    """Group the commands on the register."""


@register.command("grant", words=both("登记某人担任某角色", "Enter that a person holds a role."))
@person_argument
@role_argument
@body_option
@until_option
@as_option
@on_option
@command_option
@shared
@click.pass_obj
def grant(call: Call, /, person: str, role: str, **said: Any) -> None:
    """Enter a role."""
    service = call.service(create=True)
    at = moment_of(service, said)
    wish = GrantRole(person, role, said["body"], said["actor"], at, said["until"])
    told(call, sent(service, wish, said))


@register.command("end", words=both("登记某人不再担任某角色", "Enter that a person no longer holds a role."))
@person_argument
@role_argument
@body_option
@as_option
@on_option
@command_option
@shared
@click.pass_obj
def end(call: Call, /, person: str, role: str, **said: Any) -> None:
    """Enter that a role ended."""
    service = call.service()
    wish = EndRole(person, role, said["body"], said["actor"], moment_of(service, said))
    told(call, sent(service, wish, said))


@register.command(
    "delegate", words=both("登记委托：受托人可代委托人办理", "Enter that one person lets another act in their role.")
)
@principal_argument
@delegate_argument
@role_option
@until_option
@as_option
@on_option
@command_option
@shared
@click.pass_obj
def delegate(call: Call, /, principal: str, delegate: str, **said: Any) -> None:
    """Enter a delegation."""
    service = call.service(create=True)
    at = moment_of(service, said)
    wish = Delegate(principal, delegate, said["role"], said["actor"], at, said["until"])
    told(call, sent(service, wish, said))


@register.command("end-delegation", words=both("登记委托终止", "Enter that a delegation ended."))
@principal_argument
@delegate_argument
@role_option
@as_option
@on_option
@command_option
@shared
@click.pass_obj
def end_delegation(call: Call, /, principal: str, delegate: str, **said: Any) -> None:
    """Enter that a delegation ended."""
    service = call.service()
    wish = EndDelegation(principal, delegate, said["role"], said["actor"], moment_of(service, said))
    told(call, sent(service, wish, said))


@register.command("show", words=both("全部角色和委托", "All roles and delegations."))
@shared
@click.pass_obj
def show(call: Call) -> None:
    """Show the register."""
    view = register_view(call.service().draft().register())
    if call.json:
        call.data(view)
        return
    if not view["kept"]:
        call.say(call.word("register_not_kept"))
        return
    for table, heads in (
        ("roles", ("person", "role", "body", "since", "until")),
        ("delegations", ("principal", "delegate", "role", "since", "until")),
    ):
        call.say(call.word(table))
        rows = [[_short(row[head]) for head in heads] for row in view[table]]
        call.table([call.word(head) for head in heads], rows)
        call.say("")


def _short(value: str | None) -> str:
    return (value or "").removesuffix(":00+08:00").replace("T", " ")
