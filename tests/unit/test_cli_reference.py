"""The second half of docs/reference/cli.md is that of the commands.

`python -m tests.unit.test_cli_reference` writes it anew.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from workflow.cli.call import Call
from workflow.cli.program import program
from workflow.cli.speaking import Argument, Group, Option

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
SHARED = ("--lang", "--store", "--json")
MARK = "<!-- below this line: written from the commands -->\n"


def written() -> str:
    """Return the page: what is written by hand above the mark, and the commands as they are now."""
    by_hand = PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK
    return "\n".join([by_hand, *_commands(program, click.Context(program, info_name="workflow", obj=Call("en")))])


def _commands(group: Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = command.context_class(command, info_name=name, parent=context)
        if isinstance(command, Group):
            yield f"## `workflow {name}` · {command.words['zh-CN']}\n"
            yield from _commands(command, inner)
        else:
            yield from _command(command, inner, level=3 if context.parent else 2)


def _command(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS] ", "").removesuffix("[OPTIONS]").strip()
    path = context.command_path
    words = command.words  # type: ignore[attr-defined]
    yield f"{'#' * level} `{path}{' ' + usage if usage else ''}`\n"
    yield f"{words['zh-CN']}  \n{words['en']}\n"
    rows = [row for parameter in command.params if (row := _row(parameter, context))]
    if rows:
        yield "\n".join(["| | 中文 | English |", "|---|---|---|", *rows]) + "\n"


def _row(parameter: click.Parameter, context: click.Context) -> str | None:
    if isinstance(parameter, Argument):
        return f"| `{parameter.make_metavar(context)}` | {parameter.words['zh-CN']} | {parameter.words['en']} |"
    if not isinstance(parameter, Option) or parameter.opts[0] in SHARED:
        return None
    choices = parameter.make_metavar(context).strip("[]").replace("|", "\\|")
    metavar = "" if parameter.is_flag else f" {choices}"
    required = ("（必填）", " (required)") if parameter.required else ("", "")
    chinese, english = parameter.words["zh-CN"] + required[0], parameter.words["en"] + required[1]
    return f"| `{parameter.opts[0]}{metavar}` | {chinese} | {english} |"


def test_the_reference_of_the_command_is_that_of_the_commands() -> None:
    assert PAGE.read_text(encoding="utf-8") == written()


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
