"""Reading a definition: good texts load, bad and hostile ones are told with file, line and path."""

from __future__ import annotations

import json

import pytest

from tests.definition_samples import DEFINITION, LIFECYCLE, reader
from tests.loading import load
from tests.office import small
from workflow.definition.load import assemble, from_canonical
from workflow.definition.model import Definition, canonical_json
from workflow.errors import InvalidDefinition, InvalidInput, NotFound, Problem


def problems(text: str | bytes, *, origin: str = "sample.yaml", **more: str) -> list[Problem]:
    with pytest.raises(InvalidDefinition) as caught:
        load(text, origin, reader(**more))
    return list(caught.value.problems)


def codes(text: str | bytes, **more: str) -> list[str]:
    return [problem.code for problem in problems(text, **more)]


def sample() -> Definition:
    return load(DEFINITION, "sample.yaml", reader())


def test_a_sound_definition_loads_with_the_files_it_uses() -> None:
    definition = sample()
    assert definition.name == "sample@1.0"
    assert definition.lifecycle_of("works").initial == "draft"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert load(b"\xef\xbb\xbf" + DEFINITION.encode(), "sample.yaml", reader()) == sample()


def test_the_canonical_form_gives_the_same_definition_and_the_same_bytes() -> None:
    pinned = sample().canonical()
    assert from_canonical(pinned) == sample()
    assert from_canonical(pinned).canonical() == pinned


def test_what_was_pinned_by_nobody_is_refused() -> None:
    with pytest.raises(InvalidInput):
        from_canonical(b'{"definition": 1}')


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("# nothing but a comment\n", "empty"),
        ("- a\n- b\n", "not_a_mapping"),
        ("just a word", "not_a_mapping"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "wrong_encoding"),
        ("definition: a\x00b", "not_text"),
        ("definition: \ud800", "not_text"),
        ("definition: 样例".encode("utf-16"), "wrong_encoding"),
        ("definition: 样例".encode("gb18030"), "wrong_encoding"),
        ("a: [1", "yaml_syntax"),
        ("a: 'open", "yaml_syntax"),
        ("\ta: 1", "yaml_syntax"),
        ("a: 1\n---\nb: 2\n", "several_documents"),
        ("a: !!python/object/apply:os.system [x]", "tag_not_allowed"),
        ("a: !!str 1", "tag_not_allowed"),
        ("a: &a [*a]", "recursive_alias"),
        ("a: *nobody", "unknown_alias"),
        ("? [a, b]\n: c", "wrong_key"),
        ("[" * 100_000, "too_deep"),
        ("- " * 100_000, "too_deep"),
        ("a: 1\na: 2", "duplicate_key"),
        ("a: yes", "ambiguous_word"),
        ("a: on", "ambiguous_word"),
        ("a: 1:30", "ambiguous_number"),
        ("a: 010", "ambiguous_number"),
        ("a: 1_000", "ambiguous_number"),
        ("a: 0x1F", "ambiguous_number"),
        ("a: 2.5", "float"),
        ("a: 1e3", "float"),
        ("version: 1.10", "unquoted_version"),
        ("a: " + "x" * 2_000_001, "too_large"),
        ('a: "\\x1b[31m"', "control_character"),
        ('a: "\\0"', "control_character"),
        ('"a\\u202E": 1', "control_character"),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_a_text_that_is_no_plain_yaml_mapping_is_refused(text: str | bytes, code: str) -> None:
    assert code in codes(text)


def test_aliases_that_explode_are_stopped_before_they_do() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert codes(bomb) == ["too_many_nodes"]


def test_an_alias_stands_for_what_it_names() -> None:
    shared = DEFINITION.replace("source: {law: permit_law, article: 7}", "source: &seven {law: permit_law, article: 7}")
    shared = shared.replace("source: {law: permit_law, article: 8}", "source: *seven")
    assert load(shared, "sample.yaml", reader()).items["works"].source[0].article == 7


def test_a_problem_tells_file_line_and_path() -> None:
    wrong = DEFINITION.replace("authority: bureau", "authority: buro", 1)
    (problem,) = problems(wrong)
    assert (problem.code, problem.file) == ("unknown_authority", "sample.yaml")
    assert wrong.splitlines()[problem.line - 1].strip() == "authority: buro"
    assert problem.path == "items.land.authority"
    assert problem.facts == {"name": "buro", "nearest": "bureau"}


def test_a_problem_in_a_used_file_tells_that_file() -> None:
    wrong = LIFECYCLE.replace("by: [applicant]", "by: [aplicant]")
    (problem,) = problems(DEFINITION, lifecycles__permit=wrong)
    assert (problem.code, problem.file) == ("unknown_role", "lifecycles/permit.yaml")
    assert problem.path == "lifecycles.permit.transitions.submit.by[0]"
    assert wrong.splitlines()[problem.line - 1].strip() == "by: [aplicant]"


def test_all_problems_of_the_form_are_told_at_once() -> None:
    wrong = DEFINITION.replace("calendar:", "calender:").replace("kind: licence", "kind: [licence]", 1)
    assert sorted(codes(wrong)) == ["missing_key", "unknown_key", "wrong_type"]


def test_an_unknown_key_is_told_with_the_nearest_known_one() -> None:
    (problem,) = problems(DEFINITION.replace("applies_if", "aplies_if"))
    assert problem.facts == {"key": "aplies_if", "nearest": "applies_if"}


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ('version: "1.0"', "version: 1", "unquoted_version", "version"),
        ("effective: 2021-05-19", "effective: 2021-02-30", "wrong_date", "effective"),
        (
            "requires: {hard: [land]}",
            "requires: {hard: [{anny: [land]}]}",
            "unknown_key",
            "items.works.requires.hard[0].anny",
        ),
        ("requires: {hard: [land]}", "requires: {hard: [3]}", "wrong_type", "items.works.requires.hard[0]"),
        (
            "requires: {hard: [land]}",
            "requires: {hard: [land], enforce: 1}",
            "unknown_key",
            "items.works.requires.enforce",
        ),
        ("calendar: cn", "calendar: cn\nenforce: [hrad]", "not_one_of", "enforce[0]"),
        ("effective: 2021-05-19", "effective: 20210519", "wrong_date", "effective"),
        ("article: 7}", 'article: 7, paragraph: "1"}', "wrong_type", "items.land.source.paragraph"),
        ("article: 7}", "article: true}", "wrong_type", "items.land.source.article"),
        (
            "kind: licence",
            'kind: licence\n    materials: {x: {title: {zh-CN: 甲, en: X}, key: "no"}}',
            "wrong_type",
            "items.land.materials.x.key",
        ),
        (
            "kind: licence",
            "kind: licence\n    lapses: {within: 1 years, used_by: works, extensions: -1}",
            "too_small",
            "items.land.lapses.extensions",
        ),
        ("requires: {hard: [land]}", "requires: {hard: [{any: []}]}", "empty_list", "items.works.requires.hard[0].any"),
        ("calendar: cn", "calendar: cn\npolicies: []", "unknown_key", "policies"),
    ],
)
def test_what_does_not_fit_the_format_has_a_code_of_its_own(old: str, new: str, code: str, path: str) -> None:
    assert (code, path) in [(problem.code, problem.path) for problem in problems(DEFINITION.replace(old, new))]


def test_a_used_file_that_is_not_there_is_told_where_it_is_used() -> None:
    (problem,) = problems(DEFINITION.replace("permit.yaml", "permitt.yaml"))[:1]
    assert (problem.code, problem.line, problem.path) == ("file_not_found", 6, "uses[0]")


@pytest.mark.parametrize(
    "used",
    [
        "../permit.yaml",
        "/etc/passwd",
        "lifecycles/../../x.yaml",
        "file:///etc/passwd",
        "a\\..\\b",
        "library:../errors.py",
    ],
)
def test_no_file_outside_the_folder_is_used(used: str) -> None:
    assert "outside_root" in codes(DEFINITION.replace("lifecycles/permit.yaml", f"'{used}'"))


def test_a_wider_root_lets_a_file_beside_the_folder_be_used() -> None:
    text = DEFINITION.replace("lifecycles/permit.yaml", "../lifecycles/permit.yaml")
    assert load(text, "mine/sample.yaml", reader(), root="").definition == "sample"


def test_files_that_use_one_another_in_a_circle_are_refused() -> None:
    found = codes(DEFINITION, lifecycles__permit=LIFECYCLE + "uses: [a.yaml]\n", lifecycles__a="uses: [permit.yaml]\n")
    assert found == ["uses_cycle"]


def test_a_file_used_twice_is_merged_once() -> None:
    text = DEFINITION.replace("uses: [lifecycles/permit.yaml]", "uses: [lifecycles/permit.yaml, a.yaml]")
    assert load(text, "sample.yaml", reader(a="uses: [lifecycles/permit.yaml]\n")) == sample()


def test_the_same_key_may_be_said_twice_only_if_it_says_the_same() -> None:
    text = DEFINITION.replace("uses: [lifecycles/permit.yaml]", "uses: [lifecycles/permit.yaml, a.yaml]")
    assert load(text, "sample.yaml", reader(a="kinds: {licence: permit}\n")) == sample()
    (problem, *_) = problems(text, a="kinds: {licence: other}\n")
    assert (problem.code, problem.file) == ("defined_twice", "a.yaml")
    assert problem.facts["first_file"] == "sample.yaml"


def test_a_used_file_is_no_definition_of_its_own() -> None:
    assert "not_a_fragment" in codes(DEFINITION, lifecycles__permit=DEFINITION)


def test_a_file_without_a_definition_is_told_so() -> None:
    (problem,) = problems(LIFECYCLE)
    assert (problem.code, problem.facts) == ("missing_key", {"key": "definition"})


def test_a_policy_that_nobody_knows_is_not_found() -> None:
    with pytest.raises(NotFound):
        assemble(DEFINITION, "sample.yaml", reader(), ["no_such_policy"])


def test_all_missing_keys_are_told_at_once() -> None:
    with pytest.raises(InvalidDefinition) as wrong:
        load('definition: x\nversion: "1"\n', "x.yaml", reader())
    missing = [problem.facts["key"] for problem in wrong.value.problems if problem.code == "missing_key"]
    assert sorted(missing) == ["calendar", "title"]


def test_a_pinned_definition_keeps_the_order_of_its_text() -> None:
    definition = small().definition
    pinned = from_canonical(definition.canonical())
    assert list(pinned.items) == ["land", "contract", "works", "fire", "start", "drain", "sign"]
    acts = pinned.lifecycles["licence"].transitions
    assert list(acts)[:5] == ["submit", "ask", "supply", "abandon", "accept"]
    assert list(acts["refuse"].needs) == ["reasons", "false_papers"]
    assert pinned.canonical() == definition.canonical()


def test_what_was_pinned_without_an_order_keeps_its_bytes() -> None:
    old = {name: said for name, said in json.loads(small().definition.canonical()).items() if name != "order"}
    pinned = canonical_json(old)
    assert from_canonical(pinned).canonical() == pinned


def test_an_order_of_other_parts_is_no_canonical_form() -> None:
    said = json.loads(small().definition.canonical())
    with pytest.raises(InvalidInput):
        from_canonical(canonical_json({**said, "order": {"items": ["land", "nowhere"]}}))
