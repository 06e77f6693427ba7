"""What may be done next in a case, for a terminal: acts that can be taken, acts that cannot, and the rest in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workflow.cli.call import Call
from workflow.language.catalogue.words import joined
from workflow.pictures.cells import pad, visible, width, wrap
from workflow.views.plain import last_moment
from workflow.views.titles import Titles

_WIDEST_TERM = 34
Shown = Mapping[str, Any]


def say_next(call: Call, view: Shown, titles: Titles, *, everything: bool) -> None:
    """Write the view of `case next`.

    Args:
        everything: the acts that are impossible from the present state too, grouped by where they are possible.
    """
    elsewhere = [one for one in view["transitions"] if _is_elsewhere(one)]
    here = [one for one in view["transitions"] if one not in elsewhere]
    for head, allowed in (("may_be_done", True), ("may_not_be_done", False)):
        acts = [one for one in here if one["allowed"] is allowed]
        if acts:
            call.say("\n" + call.word(head))
            for act in acts:
                call.say("\n".join(_act(call, act, titles)))
    if elsewhere and everything:
        call.say("\n" + call.word("not_from_here"))
        call.say("\n".join(_grouped(call, elsewhere, titles)))
    elif elsewhere:
        call.say("\n" + "\n".join(wrap(call.word("more_elsewhere", n=len(elsewhere)), call.columns)))


def _is_elsewhere(act: Shown) -> bool:
    """Tell whether nothing can be said of an act but that the case is in another state."""
    return bool({refusal["key"] for refusal in act["refusals"]} & {"state_mismatch", "only_automatic"})


def _act(call: Call, act: Shown, titles: Titles) -> Iterator[str]:
    mark = ("?" if act["depends_on_person"] else "●") if act["allowed"] else "×"
    yield f"{mark} {act['title']}  {act['name']}"
    yield from _labelled(call, "by", joined(dict.fromkeys(map(titles.role, act["by"])), call.language))
    if act["due"]:
        yield from _labelled(call, "due", last_moment(act["due"]))
    for refusal in act["refusals"]:
        yield from hanging(refusal["message"], call.columns, first="  - ")
    if act["allowed"]:
        if act["depends_on_person"]:
            yield from hanging(call.word("depends_on_person"), call.columns, first="  ")
        yield from _needs(call, act["needs"])


def _labelled(call: Call, label: str, text: str) -> list[str]:
    return hanging(text, call.columns, first=f"  {call.word(label)}{call.colon}") if text else []


def _needs(call: Call, needs: Mapping[str, Shown]) -> Iterator[str]:
    terms = {
        name: f"  {'--document' if 'document' in need['type'] else '--data'} {name}=" for name, need in needs.items()
    }
    column = min(max(map(width, terms.values()), default=0), _WIDEST_TERM) + 2
    for name, need in needs.items():
        told = hanging(_need(call, need), call.columns, first=pad(terms[name], column), column=column)
        yield from told


def _need(call: Call, need: Shown) -> str:
    kind = need["type_title"] + (f"，{need['unit']}" if need["unit"] and call.language == "zh-CN" else "")
    kind += f", {need['unit']}" if need["unit"] and call.language != "zh-CN" else ""
    opened, closed = ("（", "）") if call.language == "zh-CN" else (" (", ")")
    told = f"{need['title']}{opened}{kind}{closed}"
    if need["optional"]:
        told += call.word("may_be_left_out")
    if need["allowed"] and not need["type"].startswith("enum"):
        values = (_value(one, opened, closed) for one in need["allowed"])
        told += call.word("may_be", values=joined(values, call.language))
    return told


def _value(one: Mapping[str, str], opened: str, closed: str) -> str:
    return one["value"] if one["title"] == one["value"] else f"{one['value']}{opened}{one['title']}{closed}"


def _grouped(call: Call, acts: Iterable[Shown], titles: Titles) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for act in acts:
        states = next((r["facts"]["from"] for r in act["refusals"] if r["key"] == "state_mismatch"), None)
        where = call.word("by_the_system") if states is None else joined(map(titles.state, states), call.language)
        groups.setdefault(where, []).append(act["title"])
    for where, titled in groups.items():
        yield from hanging(where + call.colon + joined(titled, call.language), call.columns, first="  ", column=4)


def hanging(text: str, columns: int, *, first: str, column: int | None = None) -> list[str]:
    """Return a text in lines of at most `columns` cells, `first` before the first, the rest under it or at a column."""
    start = width(first) if column is None else column
    head = wrap(text, max(columns - width(first), 10))[0]
    rest = visible(text).strip()[len(head) :].lstrip()
    return [first + head, *(" " * start + line for line in (wrap(rest, max(columns - start, 10)) if rest else ()))]
