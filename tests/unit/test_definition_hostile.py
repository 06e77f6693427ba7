"""Whatever is written, a definition is loaded or refused with its problems: nothing else ever happens."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.definition_samples import DEFINITION, LIFECYCLE, reader
from tests.loading import load
from workflow.definition.model import Definition
from workflow.errors import InvalidDefinition

PLAIN = {**yaml.safe_load(DEFINITION), "effective": "2021-05-19"}
PLAIN["laws"]["permit_law"]["in_force"] = "2004-07-01"
WHOLE = {**PLAIN, "uses": [], "lifecycles": {"permit": yaml.safe_load(LIFECYCLE)}}
POLICY = "policy: p\ntitle: {zh-CN: 甲, en: P}\nitems: [{if: {has: limits}, merge: {note: {zh-CN: 乙, en: N}}}]\n"

words = st.sampled_from(
    ["", "land", "works", "$any", "same", "back", "decision", "all", "false", "now", "x > 1", "../a"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | words,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["if", "is", "any", "role", "x"]), inner)
    ),
    max_leaves=4,
)


def places(part: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [way, *(place for key, inner in entries for place in places(inner, (*way, key)))]


PLACES = places(WHOLE)[1:]


def replaced(part: Any, way: tuple[Any, ...], value: Any) -> Any:
    if not way:
        return value
    copy = list(part) if isinstance(part, list) else dict(part)
    copy[way[0]] = replaced(copy[way[0]], way[1:], value)
    return copy


def outcome(text: str | bytes, policies: list[str]) -> None:
    try:
        told = isinstance(load(text, "sample.yaml", reader(p=POLICY), policies), Definition)
    except InvalidDefinition as refused:
        told = bool(refused.problems)
    assert told


def test_the_whole_sample_loads() -> None:
    assert load(yaml.safe_dump(WHOLE, allow_unicode=True), "sample.yaml", reader()).items


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), values, st.sampled_from([[], ["p.yaml"]]))
def test_a_definition_with_any_part_replaced_is_loaded_or_refused(
    place: tuple[Any, ...], value: Any, policies: list[str]
) -> None:
    outcome(yaml.safe_dump(replaced(WHOLE, place, value), allow_unicode=True), policies)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_is_loaded_or_refused(text: str | bytes) -> None:
    outcome(text, [])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(DEFINITION) - 1), st.integers(1, 30), st.text(max_size=4))
def test_a_definition_cut_or_overwritten_anywhere_is_loaded_or_refused(start: int, length: int, text: str) -> None:
    outcome(DEFINITION[:start] + text + DEFINITION[start + length :], [])
