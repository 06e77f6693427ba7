"""Every key that is raised has words in both languages, and no word asks for a fact that is not given."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from workflow.language.catalogue.audit import AUDIT
from workflow.language.catalogue.defects import DEFECTS
from workflow.language.catalogue.derivations import WHY
from workflow.language.catalogue.exchange import EXCHANGE, FOREIGN_CHECK, FOREIGN_FINDINGS, LOG_PROBLEMS
from workflow.language.catalogue.findings import FINDINGS
from workflow.language.catalogue.labels import LABELS
from workflow.language.catalogue.messages import MESSAGES
from workflow.language.catalogue.refusals import REFUSALS
from workflow.language.catalogue.values import VALUES
from workflow.language.catalogue.words import Words, say, template_of
from workflow.lifecycle.derivation import Why
from workflow.lifecycle.events import KERNEL

SOURCES = Path(__file__).parents[2] / "src" / "workflow"
ERRORS = {"UsageError", "NotFound", "ConcurrentChange", "InvalidInput", "StorageError", "NotOurStore", "NewerStore"}
TABLES: Mapping[str, Words] = {
    **dict.fromkeys(ERRORS, MESSAGES), "Refusal": REFUSALS, "Defect": DEFECTS, "NotOfType": VALUES,
}  # fmt: skip
# Keys that are given apart from the words, with the facts that go with them.
GIVEN_APART = {
    "store_busy": {"url", "reason"}, "store_full": {"url", "reason"}, "store_read_only": {"url", "reason"},
    "store_failed": {"url", "reason"}, "file_not_kept": {"url", "reason"}, "target_not_written": {"url", "reason"},
    "store_outcome_unknown": {"url", "reason"},
}  # fmt: skip


@dataclass(frozen=True)
class Raised:
    """A key as the source raises it; facts are None where they are not written out there."""

    place: str
    kind: str
    key: str
    facts: frozenset[str] | None


def raised() -> Iterator[Raised]:
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TABLES and node.args:
                key = key_of(node.args[0])
                if key is not None:
                    yield Raised(f"{path.name}:{node.lineno}", node.func.id, key, facts_of(node))


def key_of(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str(key)):
            return key
        case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]):
            return head
        case _:
            return None


def facts_of(node: ast.Call) -> frozenset[str] | None:
    """Return the names of the facts given with a key."""
    if node.func.id in {"Refusal", "Defect"}:  # type: ignore[attr-defined]
        keywords = [keyword.value for keyword in node.keywords if keyword.arg == "facts"]
        given = keywords or [arg for arg in node.args[1:] if isinstance(arg, ast.Dict)]
        if not given:
            return frozenset() if len(node.args) == 1 else None
        names = given[0].keys if isinstance(given[0], ast.Dict) else [None]
        facts = [name.value if isinstance(name, ast.Constant) else None for name in names]
        extra = {"position"} if node.func.id == "Defect" else set()  # type: ignore[attr-defined]
        return None if None in facts else frozenset(map(str, facts)) | extra
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    return frozenset(str(keyword.arg) for keyword in node.keywords)


def asked_by(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


RAISED = list(raised())


def test_the_scan_sees_what_is_raised() -> None:
    assert {"wrong_role", "prerequisite:", "unknown_item", "store_not_ours", "chain_broken", "no_such_date"} <= {
        one.key for one in RAISED
    }
    assert len(RAISED) > 100


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_key_that_is_raised_has_words(language: str) -> None:
    without = [f"{one.place} {one.key}" for one in RAISED if template_of(TABLES[one.kind], one.key, language) is None]
    assert without == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_words_ask_only_for_facts_that_one_of_the_places_gives(language: str) -> None:
    given: dict[tuple[int, str], set[str]] = {}
    open_ended = set()
    for one in RAISED:
        place = (id(TABLES[one.kind]), one.key.partition(":")[0])
        if one.facts is None:
            open_ended.add(place)
        given.setdefault(place, set()).update(one.facts or set())
    for place, facts in given.items():
        if place in open_ended:
            continue
        table = next(words for words in TABLES.values() if id(words) == place[0])
        asked = asked_by(template_of(table, place[1], language) or "")
        assert asked <= facts | GIVEN_APART.get(place[1], set()), place[1]


def test_keys_given_apart_have_words_that_ask_only_for_their_facts() -> None:
    for key, facts in GIVEN_APART.items():
        for language in ("zh-CN", "en"):
            assert asked_by(template_of(MESSAGES, key, language) or "{missing}") <= facts


FOREIGN: Words = {**EXCHANGE, **FOREIGN_CHECK, **FOREIGN_FINDINGS, **LOG_PROBLEMS}


@pytest.mark.parametrize(
    "table", [DEFECTS, WHY, LABELS, MESSAGES, REFUSALS, VALUES, AUDIT, FINDINGS, FOREIGN], ids="DWLMRVAFX"
)
def test_both_languages_have_words(table: Words) -> None:
    for key, words in table.items():
        assert set(words) == {"zh-CN", "en"}, key
        assert all(words.values()), key


def test_every_reason_of_a_derivation_has_words() -> None:
    assert set(get_args(Why)) == set(WHY)


def test_every_event_of_the_engine_has_a_name_in_words() -> None:
    assert KERNEL.keys() <= LABELS.keys()


def test_a_prefix_speaks_for_all_keys_under_it() -> None:
    assert say(REFUSALS, "clock_not_running:decision", "en", {"clock": "Decision"}) == "“Decision” is not running."


def test_a_key_without_words_is_told_as_it_is() -> None:
    assert say(REFUSALS, "made_up", "en", {"of": ["a", "b"], "so": True}) == "made_up (of=a, b, so=yes)"


def test_a_fact_that_is_not_given_leaves_a_gap_and_the_message_stands() -> None:
    assert say(MESSAGES, "unknown_case", "en", {}) == "There is no case “…”."
