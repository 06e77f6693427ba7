"""Whether a definition keeps within the legal limits that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from workflow.definition.check_clocks import within
from workflow.definition.check_references import handler
from workflow.definition.explicit import is_explicit
from workflow.definition.lines import Path, unplaced
from workflow.definition.model import Definition, Demand, LegalLimit, Source
from workflow.definition.selection import Chosen, at, dotted, listed, roles_of
from workflow.definition.wording import source_texts
from workflow.errors import Problem

_PERIODS = re.compile(r"param\.\w+|\b\d+\s+[a-z_]+")

Broken = tuple[str, str, dict[str, Any]]
"""What a part does against a limit: the code, the key of the part, more facts."""


def check_legal_limits(definition: Definition) -> Iterator[Problem]:
    """Yield each part that goes past a legal limit, with the limit and the articles it rests on."""
    if not definition.legal_limits:
        return
    limits = definition.legal_limits.values()
    tables = {"items"} if all(limit.items for limit in limits) else {"items", "lifecycles"}
    data = definition.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=tables)
    for limit in limits:
        title = {"zh-CN": limit.title.zh, "en": limit.title.en}
        articles = {
            "zh-CN": "、".join(source_texts(limit.source, definition.laws, "zh-CN")),
            "en": "; ".join(source_texts(limit.source, definition.laws, "en")),
        }
        for path, part in _about(limit, data):
            for code, key, facts in _broken(limit.must, part, definition, path):
                where = (*path, *dotted(key)) if key and not key.startswith("param.") else path
                yield unplaced(code, where, part=path[-1], title=title, articles=articles, key=key, **facts)


def _about(limit: LegalLimit, data: Mapping[str, Any]) -> Iterator[Chosen]:
    for which in (limit.items, limit.acts, limit.clocks):
        if which is not None:
            yield from which.among(data)


def _broken(must: Demand, part: Mapping[str, Any], definition: Definition, path: Path) -> Iterator[Broken]:
    if must.never:
        yield "beyond_legal_limit", "", {}
    yield from (("legal_limit_lacks", key, {}) for key in must.has if at(part, dotted(key)) is None)
    yield from (("legal_limit_forbids", key, {}) for key in must.lacks if at(part, dotted(key)) is not None)
    different = ((key, wanted) for key, wanted in must.is_.items() if at(part, dotted(key)) != wanted)
    yield from (("legal_limit_wants", key, {"wanted": wanted}) for key, wanted in different)
    others = [role for role in roles_of(part) if must.by and role not in must.by]
    if others:
        yield "legal_limit_taker", "by", {"seen": others, "wanted": list(must.by)}
    yield from _longer(must, part, _values(definition, part, path))
    for key in must.explicit:
        sources = [Source.model_validate(one) for one in listed(at(part, (*dotted(key), "source")))]
        if not is_explicit(sources, definition.laws):
            yield "legal_limit_basis", key, {}


def _longer(must: Demand, part: Mapping[str, Any], values: Mapping[str, str]) -> Iterator[Broken]:
    for key, most in must.at_most.items():
        seen, bounds = (_periods(part, one, values) for one in (key, most))
        longer = next(((one, bound) for one in seen for bound in bounds if not within(one, bound)), None)
        if longer is not None:
            yield "legal_limit_longer", key, {"seen": longer[0], "bound": longer[1]}


def _values(definition: Definition, part: Mapping[str, Any], path: Path) -> dict[str, str]:
    """Return the periods that parameters hold where a part stands, by the expression that reads them."""
    item = definition.items.get(str(path[1])) if path[0] == "items" else None
    lifecycle = definition.lifecycles.get(handler(definition, item) if item else str(path[1]))
    parameters = {**definition.parameters, **(lifecycle.parameters if lifecycle else {})}
    authority = part.get("authority", "")
    return {f"param.{name}": str(p.by_authority.get(authority, p.value)) for name, p in parameters.items()}


def _periods(part: Mapping[str, Any], written: str, values: Mapping[str, str]) -> list[str]:
    """Return the periods that are meant: by a parameter, by themselves, or by what stands at a key of the part.

    An expression may mean each of the periods and parameters in it.
    """
    found = written if written in values or written[:1].isdigit() else at(part, dotted(written))
    words = [] if found is None else _PERIODS.findall(str(found))
    return [values.get(word, word) for word in words]
