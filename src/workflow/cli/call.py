"""One call of the command: its language, its store, and how it writes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from workflow.language.catalogue.labels import label

if TYPE_CHECKING:
    from workflow.application.service import Service
    from workflow.views.titles import Titles

LANGUAGES = ("zh-CN", "en")
DEFAULT_STORE = "workflow.db"
WIDEST = 120


@dataclass
class Call:
    """What every command knows of the call it answers.

    Attributes:
        json: data is written as JSON.
        seal_key: the file of the key that signs checkpoints; empty where nothing is signed.
        titles: the words of the definition in question, once it is known; refusals are told in them.
    """

    language: str
    store: str = DEFAULT_STORE
    json: bool = False
    seal_key: str = ""
    titles: Titles | None = None
    _services: list[Service] = field(default_factory=list)

    def service(self, *, create: bool = False) -> Service:
        """Return the office over the store; closed when the call ends.

        Raises:
            UsageError: no address of a store.
            NotFound: nothing is there, and nothing may be created.
            StorageError: it cannot be opened.
        """
        from workflow.bootstrap import open_service  # noqa: PLC0415 (heavy; help does without)
        from workflow.cli.sealing import seal_of  # noqa: PLC0415 (as above)

        service = open_service(self.store, create=create, seal=seal_of(self))
        self._services.append(service)
        return service

    def close(self) -> None:
        """Close what was opened, and tell what could not be signed."""
        while self._services:
            service = self._services.pop()
            for error in service.unsigned:
                from workflow.cli.failures import message_of  # noqa: PLC0415 (only when something is wrong)

                self.note(self.word("not_signed", why=message_of(error, self.language)))
            service.close()

    def word(self, key: str, **facts: Any) -> str:
        """Return a label in the reader's language, its facts filled in."""
        return label(key, self.language).format(**facts) if facts else label(key, self.language)

    def data(self, value: Any) -> None:
        """Write data as JSON, in ASCII where the output can carry no more."""
        text = json.dumps(value, ensure_ascii=False, indent=2)
        if not _carries(text):
            text = json.dumps(value, indent=2)
        self.say(text)

    def stream(self, rows: Iterable[Any], *, lines: bool) -> None:
        """Write rows of data as they come, never holding them all: one JSON list, or one JSON text a line."""
        before = "["
        for row in rows:
            text = json.dumps(row, ensure_ascii=False, indent=None if lines else 2)
            text = text if _carries(text) else json.dumps(row, indent=None if lines else 2)
            click.echo(text if lines else before + text, nl=lines)
            before = ",\n"
        if not lines:
            click.echo("[]" if before == "[" else "]")

    def say(self, text: str) -> None:
        """Write text to stdout, in characters that it can carry."""
        click.echo(text if _carries(text) else _spare(text), color=self.colour)

    def note(self, text: str) -> None:
        """Write a remark to stderr."""
        click.echo(text, err=True)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, ids: bool = False) -> None:
        """Write rows under their headings, wrapped to the width of the terminal; ids in the first column stay whole."""
        from workflow.cli.tables import table  # noqa: PLC0415 (rich is loaded when something is printed)

        self.say(table(heads, rows, self.columns, ids=ids).rstrip("\n") if rows else self.word("nothing"))

    def facts(self, rows: Mapping[str, str]) -> None:
        """Write labelled facts, one a line; what is empty is left out."""
        for key, value in rows.items():
            if value:
                self.say(f"{self.word(key)}{self.colon}{value}")

    @property
    def colon(self) -> str:
        """Return the colon after a label."""
        return "：" if self.language == "zh-CN" else ": "

    @property
    def colour(self) -> bool:
        """Tell whether colours are welcome: on a terminal, unless `NO_COLOR` is set."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def columns(self) -> int:
        """Return how wide the output is, in cells: 80 off a terminal."""
        import shutil  # noqa: PLC0415 (not needed for JSON)

        return max(40, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))


def spoken(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of a call: `--lang`, wherever it stands, else the locale's.

    A locale that names no language (`C`, `POSIX`, none at all) leaves it at Chinese, which readers here read first.
    """
    chosen = ""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            chosen = arguments[place + 1]
        elif argument.startswith("--lang="):
            chosen = argument.partition("=")[2]
    if chosen in LANGUAGES:
        return chosen
    locale = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(name))), "")
    language = locale.partition(".")[0]
    return "zh-CN" if language in {"", "C", "POSIX"} or language.lower().startswith("zh") else "en"


def _carries(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _spare(text: str) -> str:
    from workflow.pictures.terminal import in_encoding  # noqa: PLC0415 (only for narrow encodings)

    return in_encoding(text, sys.stdout.encoding or "utf-8")
