"""Commands, options and help pages that speak the reader's language, on top of click."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from workflow.cli.call import LANGUAGES, Call
from workflow.cli.paragraphs import cells, wrapped
from workflow.language.catalogue.words import both

Words = Mapping[str, str]
_HEADINGS: Mapping[str, Words] = {
    "Options": both("选项", "Options"),
    "Commands": both("命令", "Commands"),
    "Arguments": both("参数", "Arguments"),
    "Positional arguments": both("参数", "Positional arguments"),
}
_USAGE = both("用法：", "Usage: ")
_REQUIRED = both("（必填）", " (required)")
_PIECES: Mapping[str, str] = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}
_HELP = both("显示本说明", "Show this help")
_Function = TypeVar("_Function", bound=Callable[..., Any])


def language_of(context: click.Context | None = None) -> str:
    """Return the language of the present call."""
    context = context or click.get_current_context(silent=True)
    call = context.find_object(Call) if context else None
    return call.language if call else "en"


class Formatter(click.HelpFormatter):
    """Help pages with headings in the reader's language, wrapped by cells, two for a Chinese character."""

    language = "en"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that tells how a command is called."""
        super().write_usage(prog, args, _USAGE[self.language] if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        words = _HEADINGS.get(heading)
        colon = "：" if self.language == "zh-CN" else ":"
        self.write(f"{'':>{self.current_indent}}{words[self.language] if words else heading}{colon}\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        indent = " " * self.current_indent
        self.write("".join(f"{indent}{line}\n" for line in wrapped(text, self.width - self.current_indent)))

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and their meanings in two columns."""
        rows = list(rows)
        first = min(max((cells(term) for term, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in rows:
            lines = wrapped(meaning, max(self.width - first - self.current_indent, 20))
            fits = cells(term) + col_spacing <= first
            begun = f"{term}{' ' * (first - cells(term))}{lines.pop(0)}" if fits else term
            for line in [begun, *(f"{' ' * first}{line}" for line in lines)]:
                self.write(f"{indent}{line}".rstrip() + "\n")


class SpeakingContext(click.Context):
    """A context whose help pages speak the language of its call."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return a formatter in the language of the call."""
        formatter = Formatter(width=self.terminal_width, max_width=self.max_content_width)
        formatter.language = language_of(self)
        return formatter


class Option(click.Option):
    """An option explained in both languages."""

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option as it is written, and what it is for."""
        self.help = self.words[language_of(ctx)]
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], record[1].replace("  [required]", _REQUIRED[language_of(ctx)])


class Argument(click.Argument):
    """A positional argument explained in both languages."""

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Return the argument as it is written, and what it is."""
        return self.make_metavar(ctx), self.words[language_of(ctx)]


class Command(click.Command):
    """A command explained in both languages."""

    context_class = SpeakingContext

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the line that tells how it is called, in the language of the call."""
        return _pieces(super().collect_usage_pieces(ctx), ctx)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 (click calls it so)
        """Return what it does, in one line."""
        return self.words[language_of()].partition("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it does."""
        _explain(self.words, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, explained in the language of the call."""
        return _help_option(super().get_help_option(ctx), ctx)


class Group(click.Group):
    """A group of commands explained in both languages."""

    context_class = SpeakingContext
    command_class = Command

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the line that tells how it is called, in the language of the call."""
        return _pieces(super().collect_usage_pieces(ctx), ctx)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 (click calls it so)
        """Return what it is about, in one line."""
        return self.words[language_of()].partition("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it is about."""
        _explain(self.words, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, explained in the language of the call."""
        return _help_option(super().get_help_option(ctx), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write its commands in the order they were added, each with what it does."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._about(ctx, name)) for name in self.list_commands(ctx)])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (as above)
        """Return the names of its commands in the order they were added."""
        return list(self.commands)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin so; nothing is loaded for it."""
        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        items = [CompletionItem(name, help=self._about(ctx, name)) for name in names]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]

    def _about(self, ctx: click.Context, name: str) -> str:
        with ctx.scope(cleanup=False):
            return self.commands[name].get_short_help_str()


class LazyGroup(Group):
    """A group whose commands are loaded when one of them is called.

    Args:
        entries: name → (`module:attribute`, what it does).
    """

    def __init__(self, *args: Any, entries: Mapping[str, tuple[str, Words]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (as above)
        """Return the names in their order."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (as above)
        """Return a command, loaded."""
        if cmd_name not in self.entries:
            return None
        module, _, attribute = self.entries[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def _about(self, ctx: click.Context, name: str) -> str:
        return self.entries[name][1][language_of(ctx)]


def option(*declared: str, zh: str, en: str, **settings: Any) -> Callable[[_Function], _Function]:
    """Declare an option explained in both languages."""
    return click.option(*declared, cls=Option, words=both(zh, en), **settings)


def argument(*declared: str, zh: str, en: str, **settings: Any) -> Callable[[_Function], _Function]:
    """Declare an argument explained in both languages."""
    return click.argument(*declared, cls=Argument, words=both(zh, en), **settings)


def shared(function: _Function) -> _Function:
    """Declare the options of every command that asks the ledger: `--json`, `--store`, `--lang`."""
    return json_option(store_option(lang_option(function)))


def shared_without_store(function: _Function) -> _Function:
    """Declare the options of every command that needs no ledger: `--json`, `--lang`."""
    return json_option(lang_option(function))


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value:
            setattr(context.ensure_object(Call), name, value)

    return keep


json_option = option(
    "--json", is_flag=True, expose_value=False, callback=_set("json"), zh="以 JSON 输出", en="write JSON"
)
store_option = option(
    "--store", metavar="URL", expose_value=False, callback=_set("store"),
    zh="账本：路径、sqlite:///路径、postgresql://…、memory:（或用 WORKFLOW_STORE；默认 workflow.db）",
    en="the ledger: a path, sqlite:///path, postgresql://… or memory: (or WORKFLOW_STORE; default workflow.db)",
)  # fmt: skip
seal_key_option = option(
    "--seal-key", metavar="FILE", expose_value=False, callback=_set("seal_key"),
    zh="签署检查点的密钥文件（或用 WORKFLOW_SEAL_KEY；默认不签署）",
    en="the key file that signs checkpoints (or WORKFLOW_SEAL_KEY; default: nothing is signed)",
)  # fmt: skip
lang_option = option(
    "--lang", type=click.Choice(LANGUAGES), expose_value=False, callback=_set("language"), is_eager=True,
    zh="语言（默认随系统）", en="the language (default: the locale's)",
)  # fmt: skip


def _explain(words: Words, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(words[language_of(ctx)])


def _help_option(found: click.Option | None, ctx: click.Context) -> click.Option | None:
    if found is not None:
        found.help = _HELP[language_of(ctx)]
    return found


def _pieces(pieces: list[str], ctx: click.Context) -> list[str]:
    return [_PIECES.get(piece, piece) for piece in pieces] if language_of(ctx) == "zh-CN" else pieces
