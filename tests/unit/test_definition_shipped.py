"""The definitions that ship: sound as they are and under every policy that ships, and the same once pinned."""

from __future__ import annotations

import pytest

from tests.loading import load_shipped
from workflow import library
from workflow.definition.load import assemble, from_canonical, shipped_path
from workflow.errors import NotFound

DEFINITIONS = [*library.definitions()]


def nothing_else(path: str) -> str:
    raise FileNotFoundError(path)


def test_the_founding_definition_ships() -> None:
    assert "four-certs-three-docs" in DEFINITIONS


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_shipped_definition_is_sound(name: str) -> None:
    path = shipped_path(name)
    loaded = assemble(library.text(path), f"library:{path}", nothing_else)
    assert [*map(str, loaded.problems())] == []


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_shipped_definition_is_the_same_once_pinned(name: str) -> None:
    definition = load_shipped(name)
    assert from_canonical(definition.canonical()) == definition


def test_the_founding_definition_is_sound_with_pre_review() -> None:
    definition = load_shipped("four-certs-three-docs", ["pre_review"])
    assert definition.name.endswith("+pre_review")
    assert definition.shadow == "pre_review"


def test_an_unknown_definition_is_told_with_the_nearest_known_one() -> None:
    with pytest.raises(NotFound) as caught:
        load_shipped("four-certs-three-doc")
    assert caught.value.facts["nearest"] == "four-certs-three-docs"


def test_an_unknown_policy_is_told_with_the_known_ones() -> None:
    with pytest.raises(NotFound) as caught:
        load_shipped("four-certs-three-docs", ["pre_reviewed"])
    assert "pre_review" in caught.value.facts["known"]


@pytest.mark.parametrize("path", ["../errors.py", "/etc/passwd", "laws/../../errors.py", "no/such.yaml"])
def test_the_library_yields_no_text_but_its_own(path: str) -> None:
    with pytest.raises(NotFound):
        library.text(path)
