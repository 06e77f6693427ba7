"""Names: expressions can read those they use, none is taken for something else, groups come to an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workflow.definition.cel_parse import parse
from workflow.definition.cel_syntax import BadExpression, path_of
from workflow.definition.check_titles import walk
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Definition, Lifecycle
from workflow.definition.states import ANY, BACK, SAME
from workflow.errors import Problem
from workflow.language.ids import is_id
from workflow.language.text import Text


def check_names(definition: Definition) -> Iterator[Problem]:
    """Yield names that expressions cannot read, ids that commands cannot carry, and titles of several lines."""
    yield from _words(definition.attributes, ("attributes",))
    yield from _fields(definition.parameters, ("parameters",))
    for table in ("items", "authorities", "lifecycles"):
        for name in getattr(definition, table):
            if not is_id(name):
                yield unplaced("not_an_id", (table, name), name=name)
    for name, lifecycle in definition.lifecycles.items():
        yield from _lifecycle(lifecycle, ("lifecycles", name))
    for path, part in walk(definition, ()):
        if isinstance(part, Text) and path[-1] == "title" and any("\n" in text.strip() for text in (part.zh, part.en)):
            yield unplaced("title_of_lines", path)


def _lifecycle(lifecycle: Lifecycle, at: Path) -> Iterator[Problem]:
    yield from _words(lifecycle.attributes, (*at, "attributes"))
    for table in ("item_facts", "parameters", "groups", "clocks", "transitions"):
        yield from _fields(getattr(lifecycle, table), (*at, table))
    for name, act in lifecycle.transitions.items():
        yield from _fields(act.needs, (*at, "transitions", name, "needs"))
    for state in lifecycle.states:
        if state in {SAME, BACK} or state.startswith("$"):
            yield unplaced("name_with_meaning", (*at, "states", state), name=state)
    if ANY in lifecycle.groups:
        yield unplaced("name_with_meaning", (*at, "groups", ANY), name=ANY)
    for group in lifecycle.groups:
        if group in _inside(lifecycle.groups, group):
            yield unplaced("group_in_itself", (*at, "groups", group), name=group)


def _words(names: Iterable[str], at: Path) -> Iterator[Problem]:
    """Yield the names that no expression can say by themselves."""
    yield from (unplaced("not_a_word", (*at, name), name=name) for name in names if _read(name) != (name,))


def _fields(names: Iterable[str], at: Path) -> Iterator[Problem]:
    """Yield the names that no expression can say behind a dot."""
    yield from (unplaced("not_a_word", (*at, name), name=name) for name in names if _read(f"_.{name}") != ("_", name))


def _read(text: str) -> tuple[str, ...] | None:
    try:
        return path_of(parse(text))
    except BadExpression:
        return None


def _inside(groups: Mapping[str, tuple[str, ...]], group: str) -> frozenset[str]:
    """Return the groups within a group, however deep."""
    found: set[str] = set()
    waiting = [group]
    while waiting:
        named = {name[1:] for name in groups.get(waiting.pop(), ()) if name.startswith("$")}
        waiting += named - found
        found |= named
    return frozenset(found)
