"""Steps about people: who they are, for which authority they act, and who stands in for whom."""

from __future__ import annotations

from workflow.language.people import Actor
from workflow.proceedings.commands import Delegate, EndDelegation, GrantRole
from workflow.specs.cast import Hat
from workflow.specs.phrasebook import setting
from workflow.specs.steps.binding import performs
from workflow.specs.tables import Table, rows
from workflow.specs.world import World

COLUMNS = {
    "name": ("姓名", "name"),
    "role": ("角色", "role"),
    "authority": ("机关", "authority"),
    "on_behalf_of": ("代表", "on behalf of"),
}
REGISTRAR = Actor("登记管理员", "registrar")


@performs(setting.INTRODUCE)
def introduce(world: World, *, datatable: Table | None = None) -> None:
    """Introduce people in the parts they play; a person may have several rows."""
    for row in rows(datatable, COLUMNS, ("name", "role"), world.language):
        hat = Hat(row["role"], row.get("authority", ""), row.get("on_behalf_of", ""))
        world.cast.introduce(row["name"], hat)


@performs(setting.ENTER_IN_REGISTER)
def enter_in_register(world: World) -> None:
    """Enter everybody introduced in the register of roles; from then on a claim that it does not know is refused."""
    for person, hats in world.cast.people.items():
        for hat in hats:
            body = world.names.authority(hat.authority) if hat.authority else hat.on_behalf_of or None
            wish = GrantRole(person, world.names.role(hat.role), body, REGISTRAR, world.now)
            world.service.handle(wish)


@performs(setting.DELEGATE)
def delegate(world: World, *, principal: str, delegate: str) -> None:
    """Let one person act in the part of another; the register is kept from then on."""
    if not world.draft().register().is_kept:
        enter_in_register(world)
    for hat in list(world.cast.hats_of(principal)):
        role = world.names.role(hat.role)
        world.service.handle(Delegate(principal, delegate, role, REGISTRAR, world.now))
        world.cast.introduce(delegate, Hat(hat.role, hat.authority, principal))


@performs(setting.END_DELEGATION)
def end_delegation(world: World, *, principal: str, delegate: str) -> None:
    """End every delegation from one person to another."""
    for hat in world.cast.hats_of(delegate):
        if hat.on_behalf_of == principal:
            role = world.names.role(hat.role)
            world.service.handle(EndDelegation(principal, delegate, role, REGISTRAR, world.now))
