"""Steps about outcomes: states, facts, standings, refusals with their articles, and what is possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflow.definition.wording import source_texts
from workflow.errors import Refusal
from workflow.specs.acting import Table, act_rows, names_in, possible, rows, titled
from workflow.specs.phrases import phrase
from workflow.specs.steps.projects import ITEM, blockers
from workflow.specs.wording import STANDINGS
from workflow.specs.world import Tried, World

ACTS = {"act": ("办理", "act"), "role": ("角色", "role")}


@phrase(zh='案件"{case}"处于"{state}"', en='case "{case}" is "{state}"', keywords=("given", "then"))
def be_in_state(world: World, *, case: str, state: str) -> None:
    """See that a case is in a state."""
    __tracebackhide__ = True
    permit = world.case(case)
    machine = world.machine_of(permit)
    expected, seen = world.names.state(machine, state), permit.course.state
    if seen != expected:
        title = machine.lifecycle.states[seen].title.within(world.language)
        world.unmet("differs", what=case, expected=state, seen=title)


@phrase(zh='案件"{case}"的"{fact}"为"{value}"', en='"{fact}" of case "{case}" is "{value}"', keywords=("then",))
def have_fact(world: World, *, case: str, fact: str, value: str) -> None:
    """See that a fact of a case has a value; 无 (none) is a fact that is not set."""
    __tracebackhide__ = True
    permit = world.case(case)
    machine = world.machine_of(permit)
    name = world.names.attribute(machine, fact)
    expected = None if value in {"无", "none"} else world.reader(permit.item).read(machine.attribute_types[name], value)
    seen = permit.course.attributes.get(name)
    if _plain(seen) != _plain(expected):
        world.unmet("differs", what=f"{case} {fact}", expected=value, seen=seen)


def _plain(value: Any) -> Any:
    """Return a document as its name: a spec holds no files. A set is in any order."""
    if isinstance(value, dict) and "digest" in value:
        return value["name"]
    return sorted(map(str, value)) if isinstance(value, (list, tuple)) else value


@phrase(
    zh='项目"{project}"的"{what}"为"{value}"',
    en='"{what}" of project "{project}" is "{value}"',
    keywords=("given", "then"),
)
def have_standing(world: World, *, project: str, what: str, value: str) -> None:
    """See that an item of a project has a standing (有效, 预审通过…), that its last case is in a state, or a fact."""
    __tracebackhide__ = True
    known = world.service.project(project)
    item, name = world.names.item_or_fact(what)
    if item is None:
        expected = world.reader("").read(world.rules.project_types[name], value)
        seen: Any = known.course.attributes.get(name)
        if _plain(seen) != _plain(expected):
            world.unmet("differs", what=what, expected=value, seen=seen)
        return
    seen = _standings(world, project, item)
    if value not in seen and world.names.standing(value) not in seen:
        world.unmet("differs", what=what, expected=value, seen="、".join(sorted(seen)))


def _standings(world: World, project: str, item: str) -> set[str]:
    """Return what an item's standing may be called: the formal one, the pre-review's, its last case's state."""
    known = world.service.project(project)
    standing, shadow = known.standing(item).standing, known.shadow(item).standing
    found = {standing if standing != "not_started" or shadow == "not_started" else shadow}
    words = {word for name in found for word in STANDINGS[name]}
    cases = known.cases_of(item)
    if cases:
        permit = world.case(cases[-1])
        title = world.machine_of(permit).lifecycle.states[permit.course.state].title
        words |= {permit.course.state, title.zh, title.en}
    return found | words


@phrase(zh='项目"{project}"处于"{state}"', en='project "{project}" is "{state}"', keywords=("then",))
def project_in_state(world: World, *, project: str, state: str) -> None:
    """See that a project is in a state of its own lifecycle."""
    __tracebackhide__ = True
    machine = world.rules.project_machine
    seen = world.service.project(project).course.state
    if machine is None or world.names.state(machine, state) != seen:
        world.unmet("differs", what=project, expected=state, seen=seen)


@phrase(
    zh='项目"{project}"的"{item}"被下列事项阻挡',
    en='"{item}" of project "{project}" is blocked by',
    keywords=("then",),
)
def be_blocked(world: World, *, project: str, item: str, datatable: Table | None = None) -> None:
    """See exactly which prerequisites an item lacks; alternatives are written `a|b`."""
    __tracebackhide__ = True
    listed = (cell for cell in names_in(world, datatable, ITEM) if cell.strip())
    expected = {"|".join(map(world.names.item, cell.split("|"))) for cell in listed}
    seen = blockers(world, project, world.names.item(item))
    _compare(world, item, expected, seen)


def _compare(world: World, what: str, expected: set[str], seen: set[str]) -> None:
    __tracebackhide__ = True
    if expected != seen:
        none = "无" if world.language == "zh-CN" else "none"
        missing, extra = sorted(expected - seen), sorted(seen - expected)
        world.unmet("rows_differ", what=what, missing="、".join(missing) or none, extra="、".join(extra) or none)


@phrase(
    zh='被拒绝,理由含"{reason}"[,依据"{article}"]',
    en='it is refused, for "{reason}" among others[, under "{article}"]',
    keywords=("then",),
    settles=True,
)
def be_refused(world: World, *, reason: str, article: str | None) -> None:
    """See that the last act was refused, for this reason among others."""
    __tracebackhide__ = True
    _, found = _refusals(world, reason)
    if not found:
        world.unmet("other_reasons", expected=reason, seen=_told(world))
    _under(world, found, article)


@phrase(
    zh='只因"{reason}"被拒绝[,依据"{article}"]',
    en='it is refused for "{reason}" alone[, under "{article}"]',
    keywords=("then",),
    settles=True,
)
def be_refused_for_this_alone(world: World, *, reason: str, article: str | None) -> None:
    """See that the last act was refused for this reason and no other."""
    __tracebackhide__ = True
    every, found = _refusals(world, reason)
    if not found:
        world.unmet("other_reasons", expected=reason, seen=_told(world))
    if len(found) != len(every):
        world.unmet("more_reasons", expected=reason, seen=_told(world))
    _under(world, found, article)


def _refusals(world: World, reason: str) -> tuple[Sequence[Refusal], list[Refusal]]:
    __tracebackhide__ = True
    tried = _tried(world)
    if tried.refused is None:
        world.unmet("was_not_refused")
    tried.settled = True
    key = world.names.reason(tried.machine, reason)
    return tried.refused.refusals, [refusal for refusal in tried.refused.refusals if refusal.key == key]


def _tried(world: World) -> Tried:
    if world.tried is None:
        raise world.misspoken("nothing_tried")
    return world.tried


def _told(world: World) -> str:
    tried = _tried(world)
    return world.reasons(tried.refused.refusals, tried.machine) if tried.refused else ""


def _under(world: World, found: Sequence[Refusal], article: str | None) -> None:
    __tracebackhide__ = True
    if article is None:
        return
    laws = world.rules.definition.laws
    cited = {text for r in found for lang in ("zh-CN", "en") for text in source_texts(r.basis, laws, lang)}
    if article not in cited:
        world.unmet("other_basis", expected=article, seen="、".join(sorted(cited)))


@phrase(zh="没有新的记录", en="nothing new is recorded", keywords=("then",), settles=True)
def nothing_recorded(world: World) -> None:
    """See that the last command left no trace in the ledger."""
    __tracebackhide__ = True
    tried = _tried(world)
    if tried.records:
        world.unmet("something_recorded", seen="、".join(record.name for record in tried.records))


@phrase(
    zh='案件"{case}"在此状态下仅下列办理可行',
    en='case "{case}" in this state allows only',
    keywords=("then",),
)
def allow_only(world: World, *, case: str, datatable: Table | None = None) -> None:
    """See exactly which acts are possible now, and in which role; every other act is tried in every role."""
    __tracebackhide__ = True
    machine = world.machine_of(world.case(case))
    listed = rows(world, datatable, ACTS, ("act", "role"))
    expected = {titled(machine, *pair, world.language) for pair in act_rows(world, machine, listed)}
    seen = {titled(machine, *pair, world.language) for pair in possible(world, case)}
    _compare(world, case, expected, seen)
