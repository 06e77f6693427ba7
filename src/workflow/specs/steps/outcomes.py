"""Steps about outcomes: states, facts, standings, refusals with their articles, and what is possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflow.definition.wording import source_texts
from workflow.errors import Refusal
from workflow.language.catalogue.words import joined
from workflow.lifecycle.situation import Situation
from workflow.proceedings.situations import situate
from workflow.specs.acting import act_rows, in_project, situated, titled
from workflow.specs.attempts import ENTITLED, ROW, Attempt
from workflow.specs.noting import NOT_ENTITLED, possible, standings
from workflow.specs.phrasebook import outcomes
from workflow.specs.steps.binding import performs
from workflow.specs.steps.projects import ITEM, blockers
from workflow.specs.tables import Table, names_in, rows
from workflow.specs.wording import STANDINGS
from workflow.specs.world import Tried, World

LANGUAGES = ("zh-CN", "en")
ACTS = {"act": ("办理", "act"), "role": ("角色", "role")}


@performs(outcomes.BE_IN_STATE)
def be_in_state(world: World, *, case: str, state: str) -> None:
    """See that a case is in a state."""
    __tracebackhide__ = True
    permit = world.case(case)
    machine = world.machine_of(permit)
    expected, seen = world.names.state(machine, state), permit.course.state
    if seen != expected:
        title = machine.lifecycle.states[seen].title.within(world.language)
        world.unmet("differs", what=case, expected=state, seen=title)
    world.saw(permit.id)


@performs(outcomes.HAVE_FACT)
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


@performs(outcomes.HAVE_STANDING)
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
        world.unmet("differs", what=what, expected=value, seen=joined(sorted(seen), world.language))
    for case in known.cases_of(item)[-1:]:
        world.saw(case)


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


@performs(outcomes.PROJECT_IN_STATE)
def project_in_state(world: World, *, project: str, state: str) -> None:
    """See that a project is in a state of its own lifecycle."""
    __tracebackhide__ = True
    machine = world.rules.project_machine
    seen = world.service.project(project).course.state
    if machine is None or world.names.state(machine, state) != seen:
        world.unmet("differs", what=project, expected=state, seen=seen)
    world.saw(project)


@performs(outcomes.BE_BLOCKED)
def be_blocked(world: World, *, project: str, item: str, datatable: Table | None = None) -> None:
    """See exactly which prerequisites an item lacks; alternatives are written `a|b`."""
    __tracebackhide__ = True
    listed = (cell for cell in names_in(datatable, ITEM, world.language) if cell.strip())
    expected = {"|".join(map(world.names.item, cell.split("|"))) for cell in listed}
    seen = blockers(world, project, world.names.item(item))
    _compare(world, item, expected, seen)


def _compare(world: World, what: str, expected: set[str], seen: set[str]) -> None:
    __tracebackhide__ = True
    if expected != seen:
        none = "无" if world.language == "zh-CN" else "none"
        missing, extra = sorted(expected - seen), sorted(seen - expected)
        world.unmet(
            "rows_differ",
            what=what,
            missing=joined(missing, world.language) or none,
            extra=joined(extra, world.language) or none,
        )


@performs(outcomes.BE_REFUSED)
def be_refused(world: World, *, reason: str, article: str | None) -> None:
    """See that the last act was refused, for this reason among others."""
    __tracebackhide__ = True
    _, found = _refusals(world, reason)
    if not found:
        world.unmet("other_reasons", expected=reason, seen=_told(world))
    _under(world, found, article)


@performs(outcomes.BE_REFUSED_FOR_THIS_ALONE)
def be_refused_for_this_alone(world: World, *, reason: str, article: str | None) -> None:
    """See that the last act was refused for this reason and no other."""
    __tracebackhide__ = True
    every, found = _refusals(world, reason)
    if not found:
        world.unmet("other_reasons", expected=reason, seen=_told(world))
    if len(found) != len(every):
        world.unmet("more_reasons", expected=reason, seen=_told(world))
    attempt = _tried(world).attempt
    if attempt is not None:
        attempt.alone = found[0].key
    _under(world, found, article)


def _refusals(world: World, reason: str) -> tuple[Sequence[Refusal], list[Refusal]]:
    __tracebackhide__ = True
    tried = _tried(world)
    if tried.refused is None:
        world.unmet("was_not_refused")
    tried.settled = True
    key = world.names.reason(tried.machine, reason)
    found = [refusal for refusal in tried.refused.refusals if refusal.key == key]
    if found and tried.attempt is not None:
        tried.attempt.asserted.add(key)
    return tried.refused.refusals, found


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
    cited = {
        language: [text for r in found for text in source_texts(r.basis, laws, language)] for language in LANGUAGES
    }
    if not any(article in texts for texts in cited.values()):
        world.unmet("other_basis", expected=article, seen=joined(cited[world.language], world.language))


@performs(outcomes.NOTHING_RECORDED)
def nothing_recorded(world: World) -> None:
    """See that the last command left no trace in the ledger."""
    __tracebackhide__ = True
    tried = _tried(world)
    if tried.records:
        world.unmet("something_recorded", seen=joined((record.name for record in tried.records), world.language))


@performs(outcomes.ALLOW_ONLY)
def allow_only(world: World, *, case: str, datatable: Table | None = None) -> None:
    """See exactly which acts are possible now, and in which role; every other act is tried in every role."""
    __tracebackhide__ = True
    draft = situated(world, case, world.now)
    _compare_row(world, case, situate(draft, draft.case(world.case(case).id)), datatable)


@performs(outcomes.PROJECT_ALLOWS_ONLY)
def project_allows_only(world: World, *, project: str, datatable: Table | None = None) -> None:
    """See exactly which acts of a project's own lifecycle are possible now; every other one is tried in every role."""
    __tracebackhide__ = True
    _compare_row(world, project, in_project(world, project), datatable)


def _compare_row(world: World, what: str, situation: Situation, table: Table | None) -> None:
    __tracebackhide__ = True
    tried = possible(world, situation)
    _compare_acts(world, what, situation, table, [attempt for attempt in tried if attempt.allowed])
    for attempt in tried:
        attempt.asserted.add(ROW)


@performs(outcomes.ENTITLES_ONLY)
def entitles_only(world: World, *, case: str, datatable: Table | None = None) -> None:
    """See exactly which roles may take which acts from this state, whatever the conditions."""
    __tracebackhide__ = True
    draft = situated(world, case, world.now)
    _compare_entitled(world, case, situate(draft, draft.case(world.case(case).id)), datatable)


@performs(outcomes.PROJECT_ENTITLES_ONLY)
def project_entitles_only(world: World, *, project: str, datatable: Table | None = None) -> None:
    """See exactly which roles may take which acts of a project's own lifecycle, whatever the conditions."""
    __tracebackhide__ = True
    _compare_entitled(world, project, in_project(world, project), datatable)


def _compare_entitled(world: World, what: str, situation: Situation, table: Table | None) -> None:
    __tracebackhide__ = True
    tried = standings(world, situation)
    entitled = [attempt for attempt in tried if NOT_ENTITLED.isdisjoint(attempt.refusals)]
    _compare_acts(world, what, situation, table, entitled)
    for attempt in tried:
        if not NOT_ENTITLED.isdisjoint(attempt.refusals):
            attempt.asserted.add(ENTITLED)


def _compare_acts(world: World, what: str, situation: Situation, table: Table | None, found: Sequence[Attempt]) -> None:
    """Compare a table of acts and roles with attempts."""
    __tracebackhide__ = True
    machine, language = situation.machine, world.language
    listed = act_rows(world, machine, rows(table, ACTS, ("act", "role"), language))
    expected, seen = (
        {titled(machine, *pair, language) for pair in pairs}
        for pairs in (listed, {(attempt.act, attempt.role) for attempt in found})
    )
    _compare(world, what, expected, seen)
