"""The engine knows no procedure: what the shipped definitions call their things stands in no file of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import workflow
from tests.loading import load_shipped
from workflow import library
from workflow.definition.model import Definition

PROGRAM = Path(workflow.__file__).parent
FOUNDING = "four-certs-three-docs"
OTHERS = sorted(set(library.definitions()) - {FOUNDING})


def words(definition: Definition) -> Iterator[str]:
    """Yield the ids, events and titles by which a definition calls what it is about, not its facts and figures."""
    yield from (definition.definition, definition.title.zh)
    for name, item in definition.items.items():
        yield from (name, item.title.zh)
    for name, lifecycle in definition.lifecycles.items():
        yield from (name, lifecycle.title.zh)
        for part in (lifecycle.states, lifecycle.transitions, lifecycle.refusals, lifecycle.votes):
            yield from (one.title.zh for one in part.values())
        yield from (transition.event for transition in lifecycle.transitions.values())


def is_telling(word: str) -> bool:
    """Tell whether a word is of a procedure and not of the language: an id or event of two words, a title of four."""
    if word.isascii():
        return "_" in word or "-" in word or len(re.findall("[A-Z]", word)) > 1
    return len(word) >= 4


@pytest.fixture(scope="module")
def program() -> str:
    files = (file for file in PROGRAM.rglob("*") if file.is_file() and file.parent.name != "__pycache__")
    own = (file for file in files if file.relative_to(PROGRAM).parts[0] not in {"library", "features"})
    return "\n".join(file.read_text(encoding="utf-8") for file in own)


@pytest.fixture(scope="module")
def tokens(program: str) -> set[str]:
    return {*re.findall(r"[\w-]+", program), *re.findall(r"[A-Za-z0-9_]+", program)}


@pytest.mark.parametrize("name", OTHERS)
def test_no_file_of_the_program_knows_a_procedure(name: str, program: str, tokens: set[str]) -> None:
    common = set(words(load_shipped(FOUNDING)))
    terms = {word for word in words(load_shipped(name)) if is_telling(word)} - common
    assert len(terms) > 20
    assert {term for term in terms if (term in tokens if term.isascii() else term in program)} == set()
