"""What the documentation shows is what the program does."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tests.docs.generated import filled
from tests.docs.pages import DOCS, TEAM, Player, blocks, fits, pages, shown
from tests.docs.pictures import IMAGES, PICTURES, picture
from workflow.application.shelf import procedure
from workflow.definition.scope import FUNCTIONS, item_type, scope_of
from workflow.definition.types import _FORMS
from workflow.language.quantities import UNITS

EVERY_PAGE = sorted(DOCS.rglob("*.md"))
EXAMPLES = sorted((DOCS / "examples").glob("*.yaml"))
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _name(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_every_command_writes_what_the_page_shows(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    needs_a_server = TEAM in page.read_text(encoding="utf-8")
    player = Player(tmp_path, {TEAM: request.getfixturevalue("postgres").database()} if needs_a_server else {})
    played = 0
    for block in blocks(page):
        player.prepare(page, block)
        for one in shown(block) if block.language == "console" else ():
            seen, code = player.play(one.command)
            assert fits(one.output, seen), "\n".join([f"{_name(page)}:{one.at}: $ {one.command}", *seen])
            assert code == one.code, f"{_name(page)}:{one.at}: $ {one.command}"
            played += 1
    assert played


@pytest.mark.parametrize("page", EVERY_PAGE, ids=_name)
def test_what_a_page_quotes_stands_in_the_file_it_names(page: Path) -> None:
    for block in blocks(page):
        if "from" in block.said:
            source = (page.parent / block.said["from"]).read_text(encoding="utf-8")
            indents = ("", *(" " * width for width in range(2, 13, 2)))
            quoted = dedent(block.text)
            ways = ["".join(f"{indent}{line}".rstrip() + "\n" for line in quoted.splitlines()) for indent in indents]
            assert any(way in source for way in ways), f"{_name(page)}:{block.start}"


@pytest.mark.parametrize("page", EVERY_PAGE, ids=_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [target for target in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", EVERY_PAGE, ids=_name)
def test_generated_tables_are_up_to_date(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert filled(text) == text


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_up_to_date(name: str) -> None:
    assert (IMAGES / f"{name}.svg").read_text(encoding="utf-8") == picture(name)


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    listed = {(DOCS / target).resolve() for target in _LINK.findall(index)}
    own = {page.resolve() for page in EVERY_PAGE if "adr" not in page.parts and page.name != "README.md"}
    assert own <= listed


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_sound(example: Path) -> None:
    assert procedure(str(example)).definition.version == "1"


def test_the_page_on_types_has_every_type_and_unit() -> None:
    page = (DOCS / "reference" / "types.md").read_text(encoding="utf-8")
    assert [form for form in (*_FORMS, *UNITS) if f"`{form}`" not in page] == []


def test_the_page_on_expressions_has_every_word_and_function() -> None:
    page = (DOCS / "reference" / "expressions.md").read_text(encoding="utf-8")
    definition = procedure(str(DOCS / "examples" / "hall.yaml")).definition
    lifecycle = definition.lifecycles["hall_loan"]
    words = scope_of(definition, lifecycle).keys() - lifecycle.attributes.keys()
    asked = [*words, *FUNCTIONS, *(f"item.{name}" for name, _ in item_type(lifecycle).fields)]
    assert [word for word in asked if re.search(rf"`{re.escape(word)}[`.(]", page) is None] == []
