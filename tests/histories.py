"""Lawful histories for tests: the real service driven at random, over whatever its definition allows; seeded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from tests.office import PAPER, at, small
from workflow.application.clock import VirtualClock
from workflow.application.options import competent, options
from workflow.application.service import Service
from workflow.application.shelf import Procedure, procedure
from workflow.application.sweep import sweep
from workflow.definition.types import Type, parse_type
from workflow.errors import NotFound, Refused
from workflow.language.ids import id_of
from workflow.language.people import Actor
from workflow.lifecycle import clocks
from workflow.permit.case import PermitCase
from workflow.proceedings.commands import (
    ChangeFacts,
    Command,
    ConvertPreReviews,
    Delegate,
    GrantRole,
    OpenCase,
    RegisterProject,
    TakeAct,
)
from workflow.proceedings.situations import situate
from workflow.store import Ledger, open_ledger

APPLICANT = "江苏德杰"
REGISTRAR = Actor("登记员", "registrar", "registry")
PROCEDURES = ("small", "four-certs-three-docs", "old-neighbourhood-renovation", "grid-incident")
_PEOPLE = ("李梅", "王芳", "陈刚", "周敏", "冯磊", "吴涛", "卫平")


@cache
def procedure_named(name: str) -> Procedure:
    """Return a procedure by name; the shipped ones with their pre-reviews where they have any."""
    if name == "small":
        return small()
    return procedure(name, ["pre_review"] if name == "four-certs-three-docs" else [])


class Office:
    """An office in which things happen at random, all of them lawful.

    Args:
        prompt: nobody lets a time limit run out.
        registered: a register of roles is kept, and everybody is in it.
    """

    def __init__(
        self, seed: int, name: str, *, prompt: bool = True, registered: bool = True, ledger: Ledger | None = None
    ) -> None:
        self.chance = Random(seed)
        self.clock = VirtualClock(at("2021-03-01 09:00"))
        self.service = Service(ledger or open_ledger("memory:"), self.clock)
        self.procedure = procedure_named(name)
        self.definition = self.service.pin(self.procedure)
        self.prompt, self.registered = prompt, registered
        self.most = self.chance.randint(2, 12)
        self.cases: list[str] = []
        self.projects: list[str] = []
        self._known: set[tuple[str, str, str | None]] = set()

    def live(self, steps: int) -> Office:
        """Let so many things happen, see what the clocks have led to, and return the office."""
        for _ in range(steps):
            self._try(self.chance.choices(_HAPPENINGS, _WEIGHTS)[0])
        self.sweep()
        return self

    def _try(self, happening: Any) -> None:
        try:
            happening(self)
        except (Refused, NotFound):
            return

    def _send(self, wish: Command) -> None:
        self.service.handle(wish)

    def _somebody(self, actor: Actor, applicant: str) -> Actor:
        """Return somebody of that role and authority, whom the register knows if there is one."""
        side = self.service.rules(self.definition).roles[actor.role].side
        body = applicant if side == "applicant" else actor.authority
        person = self.chance.choice(_PEOPLE) if side != "applicant" else "赵强"
        behalf = actor.on_behalf_of
        if self.registered and side != "public":
            self._grant(person, actor.role, body)
            if side == "authority" and self.chance.random() < 0.2:
                behalf, person = person, "代办人"
                at = self.clock.now()
                self._send(Delegate(behalf, person, actor.role, REGISTRAR, at, at + timedelta(days=90)))
        return Actor(person, actor.role, actor.authority, behalf)

    def _grant(self, person: str, role: str, body: str | None) -> None:
        if (person, role, body) not in self._known:
            self._known.add((person, role, body))
            self._send(GrantRole(person, role, body, REGISTRAR, self.clock.now()))

    def _applicant(self) -> Actor:
        """Return somebody who asks: an applicant, or where nobody applies, an officer."""
        roles = self.service.rules(self.definition).roles
        mine = [name for name, role in roles.items() if role.side == "applicant"]
        if mine:
            return self._somebody(Actor("赵强", mine[0], None, APPLICANT), APPLICANT)
        officers = [name for name, role in roles.items() if role.side == "authority" and role.relation == "own"]
        body = self.chance.choice(list(self.procedure.definition.authorities))
        return self._somebody(Actor("*", self.chance.choice(officers), body), APPLICANT)

    def register(self) -> None:
        """Register a project, where there may be any."""
        if len(self.projects) < 2:
            name = f"p{len(self.projects)}"
            facts = self._facts(optional=0.7)
            self._send(
                RegisterProject(name, name, APPLICANT, self.definition, self._applicant(), self.clock.now(), facts)
            )
            self.projects.append(name)

    def _facts(self, optional: float) -> dict[str, Any]:
        attributes = self.procedure.definition.attributes
        return {
            name: self._value(parse_type(attribute.type))
            for name, attribute in attributes.items()
            if self.chance.random() < optional
        }

    def change(self) -> None:
        """Change a fact of a project."""
        project = self.chance.choice(self.projects or ["none"])
        self._send(ChangeFacts(project, self._facts(optional=0.2), self._applicant(), self.clock.now(), "变更"))

    def open(self) -> None:
        """Open a case."""
        if len(self.cases) >= self.most:
            return
        definition = self.procedure.definition
        item = self.chance.choice(list(definition.items))
        project = self.chance.choice(self.projects) if self.projects else None
        shadow = definition.items[item].pre_review is not None and self.chance.random() < 0.4
        many = definition.items[item].cardinality == "many"
        name = f"c{len(self.cases)}"
        self._send(
            OpenCase(
                case=name,
                item=item,
                actor=self._applicant(),
                at=self.clock.now(),
                project=project,
                definition=None if project else self.definition,
                instance=name if many and project else None,
                applicant=None if project else APPLICANT,
                shadow=shadow,
            )
        )
        self.cases.append(name)

    def act(self) -> None:
        """Take an act on a case, one of those that are allowed."""
        streams = self.service.ledger.streams("case")
        if streams:
            self._act_in(id_of(self.chance.choice(streams)))

    def _act_in(self, name: str) -> None:
        possible = [option for option in options(self.service, name).acts if option.allowed and not option.automatic]
        # Setting an outcome aside lets its clock run on, and out at once.
        prompt = [option for option in possible if not (self.prompt and option.transition.sets_aside)]
        if not prompt:
            return
        option = self.chance.choice(prompt)
        situation = situate(self.service.draft(), self.service.case(name))
        role = self.chance.choice(option.by)
        actor = self._somebody(competent(situation, role, situation.machine.roles[role], "*"), situation.applicant)
        types = situation.machine.need_types[option.name]
        case = self.service.case(name)
        data = {need: self._value(kind, case) for need, kind in types.items() if not kind.nullable or self._flip()}
        self._send(TakeAct(name, option.name, actor, self.clock.now(), data, "理由" if self._flip() else None))

    def _flip(self) -> bool:
        return self.chance.random() < 0.5

    def convert(self) -> None:
        """Turn the pre-reviews of a project that passed into decisions."""
        rules = self.service.rules(self.definition)
        project = self.service.project(self.chance.choice(self.projects or ["none"]))
        bodies = {rules.definition.items[item].authority for item in project.shadows}
        officers = [name for name, role in rules.roles.items() if role.side == "authority" and role.relation == "own"]
        actors = [self._somebody(Actor("*", role, body), APPLICANT) for body in sorted(bodies) for role in officers]
        data = {item: {"document": PAPER} for item in project.shadows}
        self._send(ConvertPreReviews(project.id, (self._applicant(), *actors), self.clock.now(), (), data))

    def sweep(self) -> None:
        """Record what the clocks have led to."""
        sweep(self.service)

    def wait(self) -> None:
        """Let time pass; where all are prompt only until shortly before a limit, and then let something be done."""
        goal = self.clock.now() + timedelta(hours=self.chance.choice((1, 5, 30, 200)))
        due, case = min(self._dues(), default=(goal, "")) if self.prompt else (goal, "")
        last = due - timedelta(minutes=1)
        if goal <= last or not case:
            self.clock.put(goal)
        elif self.clock.now() < last:
            self.clock.put(last)
        else:
            self._act_in(case)

    def _dues(self) -> Iterator[tuple[datetime, str]]:
        draft = self.service.draft()
        for stream in self.service.ledger.streams("case"):
            case = draft.case(id_of(stream))
            rules = draft.rules(case.definition)
            lifecycle = rules.machine(case.lifecycle).lifecycle
            for name, run in case.course.runs.items():
                due = clocks.due(run, rules.calendars[run.calendar]).expires_at if run.is_open else None
                if due is not None and lifecycle.clocks[name.partition(":")[0]].runs_for == "authority":
                    yield due, case.id

    def _value(self, kind: Type, case: PermitCase | None = None) -> Any:
        """Return something of a type."""
        if kind.kind in {"list", "set", "table"}:
            return self._list(kind, case)
        if kind.kind == "record":
            return {name: self._value(inner, case) for name, inner in kind.fields}
        if kind.kind in {"enum", "item", "authority"}:
            return self.chance.choice(kind.values)
        if kind.kind == "material":
            return self.chance.choice(self._materials(case) or ["application"])
        if kind.kind in {"int", "money"}:
            least = kind.least or 0
            return self.chance.randint(least, kind.most if kind.most is not None else least + 30)
        day = self.clock.now() + timedelta(days=self.chance.randint(0, 60))
        plain = {
            "bool": self._flip(),
            "document": PAPER,
            "time": day.isoformat(),
            "date": day.date().isoformat(),
            "period": f"{self.chance.randint(1, 20)} working_days",
            "map": {},
            "case": self.chance.choice(self.cases or ["none"]),
            "ratio": "2/3",
            "person": self.chance.choice(_PEOPLE),
        }
        return plain.get(kind.kind, self.chance.choice(("一", "二", "三")))

    def _list(self, kind: Type, case: PermitCase | None) -> list[Any]:
        if kind.entry.kind == "material" and case is not None and self.chance.random() < 0.8:
            return self._materials(case)
        found = [self._value(kind.entry, case) for _ in range(self.chance.randint(1, 3))]
        return list(dict.fromkeys(found)) if kind.kind == "set" else found

    def _materials(self, case: PermitCase | None) -> list[str]:
        return list(self.procedure.definition.items[case.item].materials) if case else []


_HAPPENINGS = (Office.register, Office.change, Office.open, Office.act, Office.convert, Office.sweep, Office.wait)
_WEIGHTS = (2, 1, 4, 25, 1, 1, 4)
