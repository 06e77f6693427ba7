"""`workflow definition`: what ships, what it says, whether it is sound, how it looks, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from workflow import library
from workflow.application.shelf import procedure
from workflow.cli.call import Call
from workflow.cli.case_next import hanging
from workflow.cli.choosing import chosen, policy_option
from workflow.cli.speaking import Group, argument, option, shared_without_store
from workflow.definition.describing import ItemRow, describe
from workflow.definition.diff import diff
from workflow.definition.lines import parse
from workflow.definition.schema import schema
from workflow.errors import InvalidDefinition, Problem
from workflow.language.catalogue.problems import problem_words
from workflow.language.catalogue.words import both, joined
from workflow.views.differences import difference

DOCUMENTS = ("definition", "lifecycle", "fragment", "policy", "scenario")
FORMATS = ("svg", "mermaid", "dot")
definition_argument = argument(
    "reference", metavar="DEFINITION", zh="定义：编号或文件", en="the definition, by id or file"
)


@click.group(cls=Group, words=both("定义", "Definitions."))
@shared_without_store
def definition() -> None:
    """Group the commands on definitions."""


@definition.command("list", words=both("随程序提供的定义", "The definitions that ship."))
@shared_without_store
@click.pass_obj
def list_definitions(call: Call) -> None:
    """List the definitions that ship."""
    rows = [_listed(path) for path in library.definitions().values()]
    if call.json:
        call.data(rows)
        return
    heads = [call.word(head) for head in ("definition", "version", "title")]
    call.table(heads, [[row["definition"], row["version"], row["title"].get(call.language, "")] for row in rows])


def _listed(path: str) -> dict[str, Any]:
    said = parse(library.text(path), path).data
    return {
        "definition": said["definition"],
        "version": said.get("version", ""),
        "title": said.get("title", {}),
        "path": path,
    }


@definition.command("show", words=both("事项、前置、期限和依据", "Items, prerequisites, limits and sources."))
@definition_argument
@policy_option
@shared_without_store
@click.pass_obj
def show(call: Call, reference: str, policies: tuple[str, ...]) -> None:
    """Show a definition."""
    found = procedure(reference, chosen(policies)).definition
    told = describe(found, call.language)
    if call.json:
        call.data(_as_json(told))
        return
    call.facts({"definition": told.name, "title": told.title, "policies": ", ".join(told.policies)})
    if told.note:
        call.say("\n".join(hanging(told.note, call.columns, first="")))
    call.say("")
    for row in told.items:
        call.say("\n".join(_item(call, row)))
    call.say("")
    if told.stages:
        call.table([call.word("stages"), call.word("lead")], [stage[1:] for stage in told.stages])
        call.say("")
    laws = [[law.title, law.number, law.in_force, law.until] for law in told.laws]
    if laws:
        call.table([call.word(head) for head in ("laws", "number", "in_force_from", "until")], laws)
        call.say("")
    call.table([call.word("lifecycles"), ""], [[row[1], row[0]] for row in told.lifecycles])


def _item(call: Call, row: ItemRow) -> Iterator[str]:
    yield f"{row.title}  {row.id}"
    told = {
        "authority": row.authority,
        "part_of": row.part_of,
        "applies_where": row.applies,
        **row.requires,
        "limits": _limits(call, row),
    }
    told |= {"document": row.document, "source": joined(row.sources, call.language)}
    for label, text in told.items():
        if text:
            yield from hanging(text, call.columns, first=f"  {_head(call, label)}{call.colon}", column=4)


def _head(call: Call, label: str) -> str:
    word = call.word(label)
    return word[:1].upper() + word[1:]


def _limits(call: Call, row: ItemRow) -> str:
    """Return the item's own limits, each with whether the law sets it or the office promises it."""
    opened, closed = ("（", "）") if call.language == "zh-CN" else (" (", ")")
    own = (limit for limit in row.limits if limit.kind != "lifecycle")
    told = (f"{limit.title} {limit.limit}{opened}{call.word(limit.kind)}{closed}" for limit in own)
    return ("；" if call.language == "zh-CN" else "; ").join(told)


def _as_json(value: Any) -> Any:
    """Return named tuples as objects."""
    if hasattr(value, "_asdict"):
        return {name: _as_json(inner) for name, inner in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [_as_json(inner) for inner in value]
    if isinstance(value, dict):
        return {name: _as_json(inner) for name, inner in value.items()}
    return value


@definition.command(
    "check", words=both("检查定义；有问题时退出码为 5", "Check a definition; exit code 5 if it has problems.")
)
@definition_argument
@policy_option
@shared_without_store
@click.pass_obj
def check(call: Call, reference: str, policies: tuple[str, ...]) -> None:
    """Check a definition."""
    try:
        name = procedure(reference, chosen(policies)).definition.name
        problems: tuple[Problem, ...] = ()
    except InvalidDefinition as wrong:
        name, problems = reference, wrong.problems
    rows = [_problem(problem, call.language) for problem in problems]
    if call.json:
        call.data({"ok": not rows, "problems": rows})
    elif not rows:
        call.say(call.word("sound", name=name))
    for row in [] if call.json else rows:
        call.say(f"{row['file']}:{row['line']}: {row['path']}{': ' if row['path'] else ''}{row['message']}")
    if rows:
        click.get_current_context().exit(InvalidDefinition.exit_code)


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "code": problem.code,
        "message": problem_words(problem.code, problem.facts, language),
        "file": problem.file,
        "line": problem.line,
        "path": problem.path,
    }


@definition.command(
    "draw", words=both("画出事项的前置关系，或一个生命周期", "Draw the prerequisite graph, or a lifecycle.")
)
@definition_argument
@option(
    "--lifecycle",
    metavar="LIFECYCLE",
    zh="画此生命周期（默认前置关系）",
    en="draw this lifecycle (default: the prerequisites)",
)
@option(
    "--format", "form", type=click.Choice(FORMATS), default="svg", zh="格式（默认 svg）", en="the format (default: svg)"
)
@option(
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path, dir_okay=False),
    zh="写入文件（默认标准输出）",
    en="write to a file (default: stdout)",
)
@policy_option
@shared_without_store
@click.pass_obj
def draw(call: Call, /, reference: str, **said: Any) -> None:
    """Draw a definition."""
    from workflow.cli.drawing import drawn  # noqa: PLC0415 (only for pictures)

    found = procedure(reference, chosen(said["policies"])).definition
    picture = drawn(found, said["lifecycle"], said["form"], call.language)
    output: Path | None = said["output"]
    if output is not None:
        output.write_text(picture, encoding="utf-8")
    if call.json:
        call.data(
            {"format": said["form"], "path": str(output)} if output else {"format": said["form"], "picture": picture}
        )
    elif output is None:
        call.say(picture.rstrip("\n"))
    else:
        call.note(call.word("written", path=output))


@definition.command("diff", words=both("两份定义的不同之处", "What differs between two definitions."))
@argument("old", metavar="OLD", zh="原定义", en="the old definition")
@argument(
    "new",
    metavar="[NEW]",
    required=False,
    zh="新定义（默认同一份，按 --policy 改写）",
    en="the new one (default: the same, with --policy)",
)
@policy_option
@shared_without_store
@click.pass_obj
def diff_definitions(call: Call, old: str, new: str | None, policies: tuple[str, ...]) -> None:
    """Compare two definitions."""
    before, after = procedure(old).definition, procedure(new or old, chosen(policies)).definition
    changes = diff(before, after)
    if call.json:
        call.data([change.as_json() for change in changes])
    elif not changes:
        call.say(call.word("no_difference"))
    else:
        heads = [call.word(head) for head in ("part", "title", "change", "before", "after")]
        call.table(heads, [difference(change, (after, before), call.language) for change in changes])


@definition.command("schema", words=both("供编辑器使用的 JSON Schema", "The JSON Schema for editors."))
@option(
    "--document",
    type=click.Choice(DOCUMENTS),
    default="definition",
    zh="文件的种类（默认 definition）",
    en="the kind of document (default: definition)",
)
@shared_without_store
@click.pass_obj
def print_schema(call: Call, document: str) -> None:
    """Print a JSON Schema."""
    if document == "scenario":
        from workflow.simulate.schema import schema as of_scenarios  # noqa: PLC0415 (simulating is heavy)

        call.data(of_scenarios())
    else:
        call.data(schema(document))
