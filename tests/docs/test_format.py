"""The reference of the definition format has every key of every model, with its type and default."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import DOCS
from tests.docs.shapes import keys, models

PAGE = (DOCS / "reference" / "definition-format.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE))
_ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| (\S.*?) \| (\S.*) \| (\S.*) \|$", re.MULTILINE)


def test_every_model_has_a_section_and_every_section_is_a_model() -> None:
    assert SECTIONS.keys() == models().keys()


@pytest.mark.parametrize("name", models())
def test_every_key_is_told_with_its_type_and_default(name: str) -> None:
    told = {key: (kind, default) for key, kind, default, _, _ in _ROW.findall(SECTIONS[name])}
    assert told == keys(models()[name])
