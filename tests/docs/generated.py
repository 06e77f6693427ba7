"""Tables the program itself gives: what stands between `<!-- generated: NAME -->` and `<!-- end -->` in a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from pydantic import BaseModel

from tests.docs.shapes import keys
from workflow import library
from workflow.application.shelf import procedure
from workflow.audit.conformance.verdicts import KINDS_OF_REFUSALS
from workflow.audit.foreign.mapping import Deadline, Replay
from workflow.audit.foreign.mapping import Mapping as ForeignMapping
from workflow.definition.documents import Policy
from workflow.definition.lines import parse
from workflow.definition.mistakes import validated
from workflow.definition.model import Definition, Edge, Item, Parameter, Source, spell
from workflow.definition.wording import source_text
from workflow.language.catalogue.exchange import LOG_PROBLEMS
from workflow.language.catalogue.findings import FINDINGS, KIND_WORDS
from workflow.language.catalogue.problems import PROBLEMS
from workflow.language.catalogue.refusals import REFUSALS
from workflow.lifecycle.events import KERNEL
from workflow.lifecycle.rules import basis
from workflow.specs.nearest import KEYWORDS as SPOKEN
from workflow.specs.phrasebook import CHAPTERS
from workflow.specs.phrases import Phrase
from workflow.store.codec import Envelope

SECTION = re.compile(r"(<!-- generated: (\w+) -->\n\n)(?:.*?\n\n)??(<!-- end -->)", re.DOTALL)
SHIPPED = {
    "certs": "four-certs-three-docs",
    "renovation": "old-neighbourhood-renovation",
    "grid": "grid-incident",
    "park": "park-settlement",
    "campus": "campus-posts",
    "livelihood": "livelihood-programme",
    "skills": "skill-recognition",
    "bundle": "one-thing",
    "cross": "cross-region",
}
EDGES: tuple[Edge, ...] = ("hard", "policy", "commence")
CHAPTER_TITLES = {
    "setting": ("流程、人员和时间", "Procedures, people and time"),
    "projects": ("项目和事项", "Projects and items"),
    "acts": ("案件和办理", "Cases and acts"),
    "outcomes": ("结果", "Outcomes"),
    "records": ("记录和时限", "Records and limits"),
    "audits": ("核查", "Audits"),
    "timelines": ("模拟的时间", "Simulated timelines"),
}
KEYWORDS = {"given": "假如 Given", "when": "当 When", "then": "那么 Then"}


def filled(page: str) -> str:
    """Return a page with its generated sections written anew."""
    return SECTION.sub(lambda found: found[1] + TABLES[found[2]]() + "\n\n" + found[3], page)


def _table(heads: str, rows: Sequence[tuple[str, ...]]) -> str:
    cells = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    columns = heads.count("|") + 1
    return "\n".join([f"| {heads} |", "|" + "---|" * columns, *cells])


def _words(table: Mapping[str, Mapping[str, str]]) -> str:
    return _table("`key` | 中文 | English", [(f"`{key}`", words["zh-CN"], words["en"]) for key, words in table.items()])


def _events() -> str:
    rows = [
        (f"`{name}`", ", ".join(f"`{field}`" for field in kind.model_fields), str(kind.__doc__).partition("\n")[0])
        for name, kind in KERNEL.items()
    ]
    return _table("`event` | `data` | Meaning", rows)


def _envelope() -> str:
    return ", ".join(f"`{field}`" for field in Envelope.__struct_fields__)


def _items(reference: str) -> str:
    definition = procedure(reference).definition
    bodies = definition.authorities
    rows = [
        (
            f"`{name}` {item.title.zh} · {item.title.en}",
            f"{item.kind} · {bodies[item.authority].title.zh} {bodies[item.authority].title.en}",
            "<br>".join(
                f"{edge}: {', '.join(map(spell, item.requires.of(edge)))}" for edge in EDGES if item.requires.of(edge)
            ),
            "<br>".join(_limits(item)),
            "<br>".join(_cited(definition, item.source)),
            item.confidence,
        )
        for name, item in definition.items.items()
    ]
    return _table(
        "事项 · Item | 类别、机关 · Kind | 前置 · Requires | 期限 · Limits | 依据 · Source | 可信 · Confidence",
        rows,
    )


def _limits(item: Item) -> list[str]:
    said = [
        (clock, kind, getattr(limit, kind))
        for clock, limit in item.limits.items()
        for kind in ("statutory", "promised")
    ]
    return [
        f"{clock} ({kind}): `{limit.limit}` [{limit.confidence}]" for clock, kind, limit in said if limit is not None
    ]


def _cited(definition: Definition, sources: tuple[Source, ...]) -> list[str]:
    cited = basis(sources)
    return [" · ".join(source_text(one, definition.laws, language) for language in ("zh-CN", "en")) for one in cited]


def _parameters(reference: str) -> str:
    definition = procedure(reference).definition
    tables = {"": definition.parameters, **{name: one.parameters for name, one in definition.lifecycles.items()}}
    rows = [
        (
            f"`{owner}.{name}`".replace("`.", "`"),
            f"{parameter.title.zh} · {parameter.title.en}",
            f"`{parameter.value}`",
            "<br>".join(_cited(definition, parameter.source)),
            parameter.confidence,
        )
        for owner, parameters in tables.items()
        for name, parameter in parameters.items()
    ]
    return _table("参数 · Parameter | 名称 · Title | 值 · Value | 依据 · Source | 可信 · Confidence", rows)


def _lifecycles(reference: str) -> str:
    definition = procedure(reference).definition
    rows = [
        (
            f"`{name}`",
            f"{one.title.zh} · {one.title.en}",
            str(len(one.states)),
            str(len(one.transitions)),
            str(len(one.clocks)),
        )
        for name, one in definition.lifecycles.items()
    ]
    return _table("生命周期 · Lifecycle | 名称 · Title | 状态 · States | 行为 · Acts | 时限 · Clocks", rows)


def _policies() -> str:
    """Return a section for each policy that ships: note, sources, confidence, parameters, limits, order."""
    plain = procedure("four-certs-three-docs").definition
    folder = "policies/"
    return "\n\n".join(_policy(path, plain) for path in library.paths() if path.startswith(folder))


def _policy(path: str, plain: Definition) -> str:
    policy = validated(Policy, parse(library.text(path), path))
    reformed = procedure("four-certs-three-docs", [policy.policy]).definition
    rows = [
        ("依据 · Source", "<br>".join(_cited(plain, policy.source))),
        ("可信 · Confidence", policy.confidence),
        ("合成 · Combines", ", ".join(f"`{name}`" for name in policy.combines)),
        ("排在其后 · Comes after", ", ".join(f"`{name}`" for name in policy.after)),
        ("不能同用 · Not together with", ", ".join(f"`{name}`" for name in policy.excludes)),
        ("参数 · Parameters", "<br>".join(_new_parameters(plain, reformed))),
        ("法定界限 · Legal limits", "<br>".join(_new_limits(plain, reformed))),
        ("规格 · Features", ", ".join(f"`{name}`" for name in reformed.features if name not in plain.features)),
    ]
    note = f"{policy.note.zh}\n\n{policy.note.en}\n\n" if policy.note else ""
    head = f"### `{policy.policy}` {policy.title.zh} · {policy.title.en}\n\n"
    return head + note + _table(" | ", [row for row in rows if row[1]])


def _new_parameters(plain: Definition, reformed: Definition) -> list[str]:
    known = {name for table in _tables_of_parameters(plain) for name in table}
    return [
        f"`{name}` {one.title.zh} · {one.title.en}: `{one.value}` [{one.confidence}]"
        for table in _tables_of_parameters(reformed)
        for name, one in table.items()
        if name not in known
    ]


def _tables_of_parameters(definition: Definition) -> list[Mapping[str, Parameter]]:
    return [definition.parameters, *(one.parameters for one in definition.lifecycles.values())]


def _new_limits(plain: Definition, reformed: Definition) -> list[str]:
    return [
        f"{limit.title.zh} · {limit.title.en} ({'; '.join(_cited(reformed, limit.source))}) [{limit.confidence}]"
        for name, limit in reformed.legal_limits.items()
        if name not in plain.legal_limits
    ]


def _legal_limits(reference: str) -> str:
    definition = procedure(reference).definition
    rows = [
        (
            f"`{name}` {limit.title.zh} · {limit.title.en}",
            "<br>".join(_cited(definition, limit.source)),
            limit.confidence,
        )
        for name, limit in definition.legal_limits.items()
    ]
    return _table("界限 · Limit | 依据 · Source | 可信 · Confidence", rows)


def _steps() -> str:
    parts = []
    for name, chapter in CHAPTERS.items():
        parts.append(f"## {' · '.join(CHAPTER_TITLES[name])}")
        parts.extend(_step(phrase) for phrase in vars(chapter).values() if isinstance(phrase, Phrase))
    return "\n\n".join(parts)


def _step(phrase: Phrase) -> str:
    keywords = " / ".join(KEYWORDS[keyword] for keyword in phrase.keywords)
    table = {"none": "", "may": " · 可带表格 a table may follow", "must": " · 须带表格 a table follows"}[phrase.table]
    examples = [_example(phrase, language) for language in ("zh-CN", "en")]
    return "\n".join(
        [
            f"### `{phrase.wording('zh-CN')}`",
            f"\n`{phrase.wording('en')}`\n",
            f"{keywords}{table}。{phrase.about[0]} {phrase.about[1]}\n",
            "```gherkin",
            *examples,
            "```",
        ]
    )


def _example(phrase: Phrase, language: str) -> str:
    first, *rows = phrase.example[language != "zh-CN"].splitlines()
    keyword = SPOKEN[phrase.keywords[-1]][language != "zh-CN"]
    joined = f"{keyword}{first}" if language == "zh-CN" else f"{keyword} {first}"
    return "\n".join([joined, *(f"  {row}" for row in rows)])


def _findings() -> str:
    rows = [(f"`{key}`", words["zh-CN"], words["en"]) for key, words in FINDINGS.items()]
    return _table("`rule` | 中文 | English", rows)


def _kinds() -> str:
    rows = [(f"`{kind}`", words["zh-CN"], words["en"], _EXAMPLES[kind]) for kind, words in KIND_WORDS.items()]
    return _table("`kind` | 中文 | English | 引擎自己的理由 · refusals of the engine", rows)


_EXAMPLES = {
    kind: ", ".join(f"`{key}`" for key, known in KINDS_OF_REFUSALS.items() if known == kind) for kind in KIND_WORDS
}


def _mapping() -> str:
    heads = "键 · Key | 类型 · Type | 默认 · Default | "
    parts = [f"#### {kind.__name__}\n\n{_table(heads, _keys_of(kind))}" for kind in (Deadline, Replay)]
    return "\n\n".join([_table(heads, _keys_of(ForeignMapping)), *parts])


def _keys_of(kind: type[BaseModel]) -> list[tuple[str, ...]]:
    told = keys(kind)
    return [(f"`{name}`", *told[name], kind.model_fields[name].description or "") for name in told]


TABLES: Mapping[str, Callable[[], str]] = {
    "refusals": lambda: _words(REFUSALS),
    "findings": _findings,
    "kinds": _kinds,
    "problems": lambda: _words({key: words for key, words in PROBLEMS.items() if key not in LOG_PROBLEMS}),
    "log-problems": lambda: _words(LOG_PROBLEMS),
    "mapping": _mapping,
    "events": _events,
    "envelope": _envelope,
    "steps": _steps,
    "policies": _policies,
    "legal_limits": partial(_legal_limits, "four-certs-three-docs"),
    **{f"items_{short}": partial(_items, reference) for short, reference in SHIPPED.items()},
    **{f"parameters_{short}": partial(_parameters, reference) for short, reference in SHIPPED.items()},
    **{f"lifecycles_{short}": partial(_lifecycles, reference) for short, reference in SHIPPED.items()},
}
