"""Skeletons: scenarios for what nothing proves yet, with the verdict left blank for a person to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.definition.model import Role
from workflow.lifecycle.rules import Rules
from workflow.specs.matrix.cells import Cell
from workflow.specs.matrix.feasible import feasible
from workflow.specs.matrix.telling import Teller, word
from workflow.specs.review import UNREVIEWED

_WORDS: Mapping[str, tuple[str, str]] = {
    "header": ("# language: zh-CN", "# language: en"),
    "feature": ("功能: {title}：尚未证明的各项", "Feature: {title}: what is not proven yet"),
    "prose": (
        "  由程序写出，结论留白：请由人依法填写每一处“？”，核对之后用 workflow spec review 审定。",
        (
            "  Written by the program with blank verdicts: a person fills in every `?` from the law, then marks it\n"
            "  with workflow spec review."
        ),
    ),
    "background": ("  背景:", "  Background:"),
    "procedure": ('    假如采用流程"{name}"', '    Given the procedure "{name}"'),
    "policy": ('    而且采用政策"{name}"', '    And the policy "{name}" applies'),
    "people": ("    而且有下列人员:", "    And these people:"),
    "heads": ("      | 姓名 | 角色 | 代表 |", "      | name | role | on behalf of |"),
    "project": ('    而且项目"项目"已登记', '    And project "project" is registered'),
    "client": ("建设单位", "the client"),
    "rule": ("  规则: {title}", "  Rule: {title}"),
    "scenario": ("    场景: {title}", "    Scenario: {title}"),
    "case": (
        '      假如案件"甲"办理项目"项目"的"{item}"',
        '      Given case "A" handles "{item}" of project "project"',
    ),
    "lone_case": ('      假如案件"甲"办理"{item}"', '      Given case "A" handles "{item}"'),
    "reached": ('      而且案件"甲"已依法走到"{state}"', '      And case "A" has lawfully reached "{state}"'),
    "row": ('      那么案件"甲"在此状态下仅下列办理可行:', '      Then case "A" in this state allows only:'),
    "project_row": (
        '      那么项目"项目"在此状态下仅下列办理可行:',
        '      Then project "project" in this state allows only:',
    ),
    "row_heads": ("        | 办理 | 角色 |", "        | act | role |"),
    "blank_row": ("        | ？ | ？ |", "        | ? | ? |"),
    "act": ('      当"{person}"对案件"甲"办理"{act}"', '      When "{person}" does "{act}" on case "A"'),
    "without": (
        '      假如项目"项目"除"{other}"外前置齐备,可办"{item}"',
        '      Given project "project" has every prerequisite of "{item}" but "{other}"',
    ),
    "with": (
        '      假如项目"项目"前置齐备,可办"{item}"',
        '      Given project "project" has every prerequisite of "{item}"',
    ),
    "lost": (
        '      而且项目"项目"的"{other}"已依法失去效力',
        '      And "{other}" of project "project" has lawfully left force',
    ),
    "blank": ("      那么 ？", "      Then ?"),
}


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
        return _WORDS[key][self.language != "zh-CN"].format(**facts)

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
        if state and state != definition.lifecycles[lifecycle].initial:
            yield self._say("reached", state=definition.lifecycles[lifecycle].states[state].title.within(self.language))

    def _scenario(self, teller: Teller, cell: Cell) -> Iterator[str]:
        yield from self._title(teller.cell(cell))
        if cell.kind == "edge":
            yield from self._before_edge(cell)
        machine = self.rules.machine(cell.lifecycle)
        act = cell.transition or self._granting(cell)
        source = next((state for state in machine.lifecycle.states if state in machine.sources.get(act, ())), "")
        yield from self._case(cell.lifecycle, cell.item, source)
        if act:
            transition = machine.transition(act)
            roles = [by.role for by in transition.by] if transition else []
            person = teller.role(cell.lifecycle, roles[0]) if roles else next(iter(self._people()), "")
            yield self._say("act", person=person, act=teller.act(cell.lifecycle, act))
        yield self._say("blank")

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
