"""What an act says: names looked up in the definition, texts read by their types, documents put in the file store."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from workflow.cli.naming import id_of_title
from workflow.definition.model import Lifecycle, Need
from workflow.definition.types import Type
from workflow.definition.values import NotOfType
from workflow.definition.written_values import as_written, parse_text
from workflow.errors import UsageError
from workflow.language.text import Text
from workflow.lifecycle.rules import Machine, Rules
from workflow.store import FileStore
from workflow.views.plain import ZONE

Pairs = Iterable[tuple[str, str]]


def data_of(pairs: Pairs, types: Mapping[str, Type], titles: Mapping[str, Text | None]) -> dict[str, Any]:
    """Return data by the names of the definition, each read by its type.

    What is not declared, and what its type cannot read, stays the text it was: it is for the decision to refuse.
    """
    data: dict[str, Any] = {}
    for named, text in pairs:
        name = id_of_title(named, titles)
        data[name] = read(types[name], text) if name in types else text
    return data


def read(kind: Type, text: str) -> Any:
    """Return a written text as a value of a type; where it is none, what it says, for the decision to refuse."""
    try:
        return parse_text(kind, text, ZONE)
    except NotOfType:
        with suppress(NotOfType):
            return as_written(kind, text)
        return text


def need_titles(needs: Mapping[str, Need], lifecycle: Lifecycle) -> dict[str, Text | None]:
    """Return the titles by which the data of an act may be named."""
    attributes = lifecycle.attributes
    return {
        name: need.title or (attributes[name].title if name in attributes else None) for name, need in needs.items()
    }


def documents_of(
    pairs: Pairs, types: Mapping[str, Type], titles: Mapping[str, Text | None], files: FileStore
) -> dict[str, Any]:
    """Return documents as data: put in the file store, told by digest, name, media type and size in bytes.

    Raises:
        NotFound: there is no such file.
        UsageError: two files for one document.
        StorageError: the file store cannot be written.
    """
    data: dict[str, Any] = {}
    for named, path in pairs:
        name = id_of_title(named, titles)
        document = _kept(Path(path), files)
        if name in types and types[name].kind in {"list", "set"}:
            data.setdefault(name, []).append(document)
        elif name in data:
            raise UsageError("one_document_only", name=named)
        else:
            data[name] = document
    return data


def said_in_one_step(
    machine: Machine, said: Iterable[tuple[str, str]], papers: Iterable[tuple[str, str]], files: FileStore
) -> dict[str, Any]:
    """Return what is said of acts of a lifecycle, whichever of them asks for it."""
    transitions = machine.lifecycle.transitions
    needs = {name: need for act in transitions.values() for name, need in act.needs.items()}
    types = {name: kind for kinds in machine.need_types.values() for name, kind in kinds.items()}
    act = machine.lifecycle.act_with_id("record")
    if act is not None:
        needs, types = dict(transitions[act].needs), dict(machine.need_types[act])
    titles = need_titles(needs, machine.lifecycle)
    return {**data_of(said, types, titles), **documents_of(papers, types, titles, files)}


def said_of_items(
    rules: Rules, said: Iterable[tuple[str, str]], papers: Iterable[tuple[str, str]], files: FileStore
) -> dict[str, dict[str, Any]]:
    """Return what is said of several items, each name being `ITEM.NAME`.

    Raises:
        UsageError: a name without an item.
    """
    texts, paths = _by_item(rules, said), _by_item(rules, papers)
    return {
        item: said_in_one_step(rules.machine_of(item), texts.get(item, ()), paths.get(item, ()), files)
        for item in dict.fromkeys([*texts, *paths])
        if item in rules.definition.items
    }


def _by_item(rules: Rules, pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for path, text in pairs:
        item, dot, name = path.partition(".")
        if not dot:
            raise UsageError("not_an_item_pair", text=f"{path}={text}")
        found.setdefault(rules.resolve_item(item) or item, []).append((name, text))
    return found


def _kept(path: Path, files: FileStore) -> dict[str, Any]:
    digest, size = files.put(path)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {"digest": digest, "name": path.name, "media_type": media_type, "size": size}
