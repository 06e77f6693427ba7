"""Steps about people: who they are, for which authority they act, and who stands in for whom."""

from __future__ import annotations

from workflow.language.people import Actor
from workflow.proceedings.commands import Delegate, GrantRole
from workflow.specs.acting import Table, hats_of, rows
from workflow.specs.phrases import phrase
from workflow.specs.world import Hat, World

COLUMNS = {
    "name": ("姓名", "name"),
    "role": ("角色", "role"),
    "authority": ("机关", "authority"),
    "on_behalf_of": ("代表", "on behalf of"),
}
REGISTRAR = Actor("登记管理员", "registrar")


@phrase(zh="有下列人员", en="these people", keywords=("given",))
def introduce(world: World, *, datatable: Table | None = None) -> None:
    """Introduce people in the parts they play; a person may have several rows."""
    for row in rows(world, datatable, COLUMNS, ("name", "role")):
        hat = Hat(row["role"], row.get("authority", ""), row.get("on_behalf_of", ""))
        world.people.setdefault(row["name"], []).append(hat)


@phrase(zh="人员已登记在册", en="the people are on the register", keywords=("given",))
def enter_in_register(world: World) -> None:
    """Enter everybody introduced in the register of roles; from then on a claim that it does not know is refused."""
    for person, hats in world.people.items():
        for hat in hats:
            body = world.names.authority(hat.authority) if hat.authority else hat.on_behalf_of or None
            wish = GrantRole(person, world.names.role(hat.role), body, REGISTRAR, world.now)
            world.service.handle(wish)


@phrase(zh='"{principal}"委托"{delegate}"', en='"{principal}" delegates to "{delegate}"', keywords=("given", "when"))
def delegate(world: World, *, principal: str, delegate: str) -> None:
    """Let one person act in the part of another; the register is kept from then on."""
    if not world.draft().register().is_kept:
        enter_in_register(world)
    for hat in list(hats_of(world, principal)):
        role = world.names.role(hat.role)
        world.service.handle(Delegate(principal, delegate, role, REGISTRAR, world.now))
        world.people.setdefault(delegate, []).append(Hat(hat.role, hat.authority, principal))
