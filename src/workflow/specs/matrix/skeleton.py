"""Skeletons: scenarios for what nothing proves yet, with the verdict left blank for a person to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workflow.definition.model import Role
from workflow.lifecycle.rules import Machine, Rules
from workflow.specs.matrix.cells import Cell
from workflow.specs.matrix.feasible import feasible
from workflow.specs.matrix.grounds import articles_of
from workflow.specs.matrix.skeleton_words import SKELETON
from workflow.specs.matrix.telling import Teller, word
from workflow.specs.review import UNREVIEWED


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Writes scenarios for cells in a language.

    Attributes:
        reference: how the procedure is called in the feature.
        policies: that rewrite it.
    """

    rules: Rules
    language: str
    reference: str
    policies: Sequence[str] = ()

    def text(self, cells: Sequence[Cell]) -> str:
        """Return a feature with a scenario for each cell, one for all the permissions of a state."""
        lines = [*self._head(), *self._rules(cells)]
        return "\n".join(_told_apart(lines, self._say("scenario", title=""))) + "\n"

    def _say(self, key: str, **facts: str) -> str:
        return SKELETON[key][self.language != "zh-CN"].format(**facts)

    def _head(self) -> Iterator[str]:
        definition = self.rules.definition
        yield self._say("header")
        yield self._say("feature", title=definition.title.within(self.language))
        yield self._say("prose")
        yield ""
        yield self._say("background")
        yield self._say("procedure", name=self.reference)
        yield from (self._say("policy", name=policy) for policy in self.policies)
        yield self._say("people")
        yield self._say("heads")
        for title, role in self._people().items():
            behalf = self._say("client") if role.side == "applicant" else ""
            yield f"      | {title} | {title} | {behalf} |"
        if definition.lifecycle is not None:
            yield self._say("project")

    def _people(self) -> dict[str, Role]:
        roles = self.rules.roles.values()
        return {role.title.within(self.language): role for role in roles if role.side != "system"}

    def _rules(self, cells: Sequence[Cell]) -> Iterator[str]:
        teller = Teller(self.rules, self.language)
        groups: dict[tuple[str, str], list[Cell]] = {}
        for cell in cells:
            groups.setdefault((cell.lifecycle, "structure" if cell.kind == "permission" else cell.kind), []).append(
                cell
            )
        for (lifecycle, kind), own in groups.items():
            yield ""
            yield self._say("rule", title=f"{teller.lifecycle(lifecycle)} · {word(kind, self.language)}")
            if kind == "structure":
                for state in dict.fromkeys(cell.state for cell in own):
                    yield from self._row(teller, lifecycle, state)
            else:
                for cell in own:
                    yield from self._scenario(teller, cell)

    def _title(self, title: str) -> Iterator[str]:
        yield ""
        yield f"    @{UNREVIEWED[self.language != 'zh-CN']}"
        yield self._say("scenario", title=title)

    def _row(self, teller: Teller, lifecycle: str, state: str) -> Iterator[str]:
        title = teller.state(lifecycle, state)
        yield from self._title(f"{teller.lifecycle(lifecycle)} · {title}")
        if lifecycle == self.rules.definition.lifecycle:
            yield self._say("project_row")
        else:
            yield from self._case(lifecycle, "", state)
            yield self._say("row")
        yield self._say("row_heads")
        yield self._say("blank_row")

    def _case(self, lifecycle: str, item: str, state: str) -> Iterator[str]:
        definition = self.rules.definition
        chosen = item or next(iter(feasible(self.rules)[lifecycle].items), "")
        if chosen in definition.items:
            title = definition.items[chosen].title.within(self.language)
            yield self._say("case" if definition.lifecycle is not None else "lone_case", item=title)
        yield from self._reached(lifecycle, state)

    def _reached(self, lifecycle: str, state: str) -> Iterator[str]:
        """Yield the steps to a state: where only the system leads there, to the one before it, and on by time."""
        machine = self.rules.machine(lifecycle)
        known = machine.lifecycle
        if not state or state == known.initial:
            return
        into = [act for act, one in known.transitions.items() if one.to == state]
        automatic = [act for act in into if machine.system_role(known.transitions[act])]
        before = ""
        if into and into == automatic:
            before = next(name for name in known.states if name in machine.sources[into[0]])
        if (before or state) != known.initial:
            yield self._say("reached", state=known.states[before or state].title.within(self.language))
        if before:
            yield self._say("by_then")

    def _scenario(self, teller: Teller, cell: Cell) -> Iterator[str]:
        yield from self._title(teller.cell(cell))
        yield from (self._say("law", article=article) for article in articles_of(self.rules, cell, self.language))
        match cell.kind:
            case "clock":
                yield from self._limit(cell)
            case "apart":
                yield from self._parts(teller, cell)
            case _:
                if cell.kind == "edge":
                    yield from self._before_edge(cell)
                yield from self._attempt(teller, cell)
        yield self._say("blank")

    def _attempt(self, teller: Teller, cell: Cell) -> Iterator[str]:
        machine = self.rules.machine(cell.lifecycle)
        act = cell.transition or self._granting(cell)
        source = next((state for state in machine.lifecycle.states if state in machine.sources.get(act, ())), "")
        yield from self._case(cell.lifecycle, cell.item, source)
        if act:
            facts = {"person": self._able(teller, cell.lifecycle, act), "act": teller.act(cell.lifecycle, act)}
            transition = machine.transition(act)
            if transition is not None and transition.at_most is not None and transition.at_most.refuse == cell.detail:
                yield self._say("begun", **facts)
            needs = list(self._said_by(cell, act))
            yield self._say("act", **facts) + (":" if needs else "")
            yield from (self._say("need", title=title) for title in needs)

    def _able(self, teller: Teller, lifecycle: str, act: str) -> str:
        transition = self.rules.machine(lifecycle).transition(act)
        roles = [by.role for by in transition.by] if transition else []
        return teller.role(lifecycle, roles[0]) if roles else next(iter(self._people()), "")

    def _said_by(self, cell: Cell, act: str) -> Iterator[str]:
        """Yield the titles of what an act has to say that its guard asks about, or that a prohibition is about."""
        transition = self.rules.machine(cell.lifecycle).transition(act)
        key = cell.detail.rpartition("=")[0] or cell.detail
        for name, need in transition.needs.items() if transition else ():
            asked = re.search(rf"\bdata\.{name}\b", transition.guards.get(key, "")) if transition else None
            if asked or (need.refuse and need.refuse == key):
                yield need.title.within(self.language) if need.title else name

    def _limit(self, cell: Cell) -> Iterator[str]:
        """Yield the steps to the edge of a limit: the act that starts it, and an instant for a person to count out."""
        machine = self.rules.machine(cell.lifecycle)
        clock = cell.detail.partition(":")[0]
        for act in feasible(self.rules)[cell.lifecycle].live:
            transition = machine.lifecycle.transitions[act]
            if clock in {*transition.clocks.start, *transition.clocks.restart}:
                to = transition.to if transition.to in machine.lifecycle.states else ""
                source = next(name for name in machine.lifecycle.states if name in machine.sources[act])
                yield from self._case(cell.lifecycle, "", str(to or source))
                break
        else:
            yield from self._case(cell.lifecycle, "", "")
        yield self._say("time")

    def _parts(self, teller: Teller, cell: Cell) -> Iterator[str]:
        """Yield the steps by which two parts that are kept apart are played: by one person, two, or a delegate."""
        machine = self.rules.machine(cell.lifecycle)
        key, _, how = cell.detail.partition("=")
        rule = next(rule for rule in machine.lifecycle.apart if rule.refuse == key)
        acts = [self._plays(machine, part) for part in rule.parts]
        roles = [self._able(teller, cell.lifecycle, act) for act in acts]
        first, second = self._say("first"), self._say("first" if how == "same" else "second")
        yield self._say("played_by")
        yield self._say("played_heads")
        yield f"        | {first} | {roles[0]} |"
        yield f"        | {second} | {roles[1]} |"
        sources = [next(s for s in machine.lifecycle.states if s in machine.sources[act]) for act in acts]
        yield from self._case(cell.lifecycle, "", sources[0])
        titles = [teller.act(cell.lifecycle, act) for act in acts]
        yield self._say("begun_as", person=first, role=roles[0], act=titles[0])
        if machine.lifecycle.transitions[acts[0]].to != sources[1]:
            yield from self._reached(cell.lifecycle, sources[1])
        if how == "delegated":
            yield self._say("delegates", person=first, other=second)
        yield self._say("as", person=second, role=roles[1], act=titles[1])

    def _plays(self, machine: Machine, part: str) -> str:
        """Return an act by which a part is played: one that the person takes, else one that names the person."""
        known = machine.lifecycle.parts[part]
        return next(iter(known.by), None) or known.data[0].partition(".")[0]

    def _before_edge(self, cell: Cell) -> Iterator[str]:
        items = self.rules.definition.items
        item = items[cell.item].title.within(self.language)
        spelled, _, how = cell.detail.rpartition("=")
        first = spelled.strip("()").split(" ")[0]
        other = items[first].title.within(self.language) if first in items else first
        if how == "absent":
            yield self._say("without", item=item, other=other)
        else:
            yield self._say("with", item=item)
        if how == "lost":
            yield self._say("lost", other=other)

    def _granting(self, cell: Cell) -> str:
        transitions = self.rules.definition.lifecycles[cell.lifecycle].transitions
        return next((name for name, one in transitions.items() if cell.kind == "edge" and one.requires), "")


def _told_apart(lines: Iterable[str], heading: str) -> Iterator[str]:
    """Yield lines in which no two scenarios have the same name."""
    used: dict[str, int] = {}
    for line in lines:
        used[line] = used.get(line, 0) + 1
        yield f"{line} ({used[line]})" if line.startswith(heading) and used[line] > 1 else line
