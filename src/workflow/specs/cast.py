"""The cast of a scenario: who was introduced in which part, and who acts where nobody is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workflow.application.reaching import somebody
from workflow.definition.model import Role
from workflow.language.catalogue.words import joined
from workflow.language.people import Actor
from workflow.lifecycle.situation import Situation
from workflow.specs.names import Names
from workflow.specs.wording import Misspoken


@dataclass(frozen=True, slots=True)
class Hat:
    """One part a person was introduced in: the words of the table, resolved when they are needed."""

    role: str
    authority: str = ""
    on_behalf_of: str = ""


class Cast:
    """The people of a scenario.

    Args:
        names: gives what goes by which name, once the procedure is ready.
    """

    def __init__(self, language: str, names: Callable[[], Names]) -> None:
        self.people: dict[str, list[Hat]] = {}
        self._language = language
        self._names = names
        self._clerk = "经办人" if language == "zh-CN" else "the clerk"

    def introduce(self, person: str, hat: Hat) -> None:
        """Let a person play a part, besides those they play already."""
        self.people.setdefault(person, []).append(hat)

    def hats_of(self, person: str) -> list[Hat]:
        """Return the parts a person was introduced in.

        Raises:
            Misspoken: nobody introduced them.
        """
        if person not in self.people:
            raise Misspoken("unknown_person", self._language, name=person, known=joined(self.people, self._language))
        return self.people[person]

    def acting(self, person: str, situation: Situation, act: str, role: str | None) -> Actor:
        """Return a person in the part that an act asks for; in their first one where it asks for none of theirs."""
        hats = self.hats_of(person)
        if role is not None:
            wanted = self._names().role(role)
            hat = next((hat for hat in hats if self._names().role(hat.role) == wanted), None)
            if hat is None:
                raise Misspoken("no_such_role", self._language, name=person, role=role)
            return self.actor(person, hat, situation)
        transition = situation.machine.transition(act)
        may = [by.role for by in transition.by] if transition else []
        actors = [self.actor(person, hat, situation) for hat in hats]
        able = [actor for actor in actors if actor.role in may]
        competent = [actor for actor in able if actor.authority in {None, situation.authority}]
        return (competent or able or actors)[0]

    def actor(self, name: str, hat: Hat, situation: Situation) -> Actor:
        """Return a person in one of their parts; without an authority of their own, at the competent one."""
        role = self._names().role(hat.role)
        known = situation.machine.roles.get(role)
        behalf = hat.on_behalf_of or None
        if known is None or known.side != "authority":
            own = situation.applicant if known is not None and known.side == "applicant" else None
            return Actor(name, role, on_behalf_of=behalf or own)
        if hat.authority:
            return Actor(name, role, self._names().authority(hat.authority), behalf)
        body = somebody(situation, role, name).authority
        return Actor(name, role, body, behalf)

    def person(self, situation: Situation, role: str) -> Actor:
        """Return who acts in a role where the spec does not say: somebody introduced in it, else the office's own."""
        title = situation.machine.roles[role].title.within(self._language)
        anybody = somebody(situation, role, title)
        for name, hats in self.people.items():
            for hat in hats:
                if self._names().role(hat.role) == role:
                    actor = self.actor(name, hat, situation)
                    if actor.authority == anybody.authority:
                        return actor
        return anybody

    def applicant(self, roles: Mapping[str, Role] | None = None) -> str:
        """Return for whom projects are registered, and cases opened in which these roles act, if nothing is said."""
        roles = self._names().rules.roles if roles is None else roles
        for hats in self.people.values():
            for hat in hats:
                role = roles.get(self._names().role(hat.role)) if hat.on_behalf_of else None
                if role is not None and role.side == "applicant":
                    return hat.on_behalf_of
        return "建设单位" if self._language == "zh-CN" else "the client"

    def clerk(self) -> Actor:
        """Return who registers projects, opens cases and records facts where nobody is named."""
        rules = self._names().rules
        if (role := next((name for name, spec in rules.roles.items() if spec.side == "applicant"), None)) is None:
            return self.official(next(iter(rules.definition.items)))
        known = (name for name, hats in self.people.items() if any(self._names().role(h.role) == role for h in hats))
        return Actor(next(known, self._clerk), role)

    def official(self, item: str) -> Actor:
        """Return who determines, for the authority of an item, where nobody is named."""
        rules = self._names().rules
        body, roles = rules.definition.items[item].authority, rules.roles
        own = [name for name, spec in roles.items() if spec.side == "authority" and spec.relation in {"own", "any"}]
        for name, hats in self.people.items():
            for hat in hats:
                role = self._names().role(hat.role)
                if role in own and (not hat.authority or self._names().authority(hat.authority) == body):
                    return Actor(name, role, body)
        return Actor(self._clerk, own[0], body)
