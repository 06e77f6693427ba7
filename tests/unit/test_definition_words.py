"""A definition told, drawn and compared, and its problems in words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.definition_samples import DEFINITION, FILES, LIFECYCLE, reader
from tests.loading import load
from workflow.definition.cel_words import expression_words
from workflow.definition.describing import describe
from workflow.definition.diff import _LIFECYCLE_TABLES, _TABLES, diff
from workflow.definition.graphs import lifecycle_graph, prerequisite_graph
from workflow.definition.model import AllOf, AnyOf, Definition, Source
from workflow.definition.schema import schemas
from workflow.definition.wording import (
    chinese_number,
    period_text,
    requirement_text,
    source_text,
)
from workflow.language.catalogue.changes import PARTS
from workflow.language.catalogue.problems import PROBLEMS, problem_words
from workflow.views.differences import difference

GRANT = "by: [officer]\n    event: DecisionMade\n    requires"
ROOM = Path(__file__).parents[2] / "src" / "workflow" / "definition"
GOLDEN = Path(__file__).parents[1] / "golden" / "definition.schema.json"


def sample(definition: str = DEFINITION, lifecycle: str = LIFECYCLE) -> Definition:
    return load(definition, "sample.yaml", reader(lifecycles__permit=lifecycle))


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (42, "四十二"),
        (101, "一百零一"),
        (110, "一百一十"),
        (278, "二百七十八"),
        (349, "三百四十九"),
        (1003, "一千零三"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
    ],
)
def test_an_article_is_counted_in_chinese_numerals(number: int, spelled: str) -> None:
    assert chinese_number(number) == spelled


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        (
            Source(law="permit_law", article=32, paragraph=1, item=4),
            "许可法 第三十二条第一款第四项",
            "Permit Law, Art. 32(1)(4)",
        ),
        (Source(law="permit_law", article=42), "许可法 第四十二条", "Permit Law, Art. 42"),
        (Source(law="permit_law", article="91-2"), "许可法 第九十一条之二", "Permit Law, Art. 91-2"),
        (Source(law="permit_law"), "许可法", "Permit Law"),
        (Source(law="permit_law", article=7, note="2003"), "许可法 第七条（2003）", "Permit Law, Art. 7 (2003)"),
        (Source(law="permit_law", article="附件二"), "许可法 附件二", "Permit Law, 附件二"),
        (Source(law="permit_law", note="2003"), "许可法（2003）", "Permit Law (2003)"),
        (Source(law="elsewhere", article=1), "elsewhere 第一条", "elsewhere, Art. 1"),
    ],
)
def test_a_source_is_cited_as_lawyers_cite(source: Source, chinese: str, english: str) -> None:
    laws = sample().laws
    assert source_text(source, laws, "zh-CN") == chinese
    assert source_text(source, laws, "en") == english
    assert source_text(source.model_dump(), laws, "en") == english


def test_a_period_is_told_in_words() -> None:
    assert period_text("20 working_days", "zh-CN") == "20个工作日"
    assert [period_text(f"{n} working_days", "en") for n in (1, 20)] == ["1 working day", "20 working days"]
    assert period_text("param.days", "en") == "param.days"


def test_a_requirement_is_told_in_words() -> None:
    items = sample().items
    either = AnyOf(any=("land", AllOf(all=("works", "land"))))
    assert requirement_text(either, items, "zh-CN") == "（用地许可或（工程许可、用地许可））"
    assert requirement_text(either, items, "en") == "(Land permit or (Works permit and Land permit))"


def test_an_item_is_described_with_its_limits_and_their_sources() -> None:
    told = describe(sample(), "zh-CN")
    works = told.items[1]
    assert (works.title, works.authority, dict(works.requires)) == ("工程许可", "规划局", {"hard": "用地许可"})
    assert [(limit.kind, limit.limit, limit.sources) for limit in works.limits] == [
        ("promised", "10个工作日", ("许可法 第九条",)),
        ("lifecycle", "20个工作日", ("许可法 第四十二条第一款",)),
    ]
    assert told.lifecycles == (("permit", "许可", 4, 4),)


def test_a_limit_that_a_parameter_holds_is_told_as_its_authority_sets_it() -> None:
    parameter = "{title: {zh-CN: 天数, en: Days}, value: 20 working_days, by_authority: {bureau: 15 working_days}, "
    lifecycle = LIFECYCLE.replace("limit: 20 working_days", "limit: param.days")
    lifecycle += f"parameters:\n  days: {parameter}source: {{law: permit_law}}}}\n"
    assert describe(sample(lifecycle=lifecycle), "en").items[0].limits[0].limit == "15 working days"


def test_the_picture_of_a_lifecycle_has_every_state_and_every_way() -> None:
    drawing = lifecycle_graph(sample(), "permit", "zh-CN")
    assert {(node.label, node.kind) for node in drawing.nodes} == {
        ("草稿", "initial"),
        ("已收件", "ordinary"),
        ("已准予", "in_force"),
        ("不予许可", "final"),
    }
    assert [(arrow.source, arrow.target, arrow.label, arrow.kind) for arrow in drawing.arrows] == [
        ("draft", "submitted", "提交", "normal"),
        ("submitted", "granted", "准予", "normal"),
        ("submitted", "refused", "不予", "normal"),
        ("submitted", "submitted", "记录逾期", "clock"),
    ]


def test_the_picture_of_prerequisites_points_from_what_comes_first() -> None:
    drawing = prerequisite_graph(sample(), "en")
    assert [(node.label, node.kind) for node in drawing.nodes] == [
        ("Land permit", "item"),
        ("Works permit", "conditional"),
    ]
    assert [(arrow.source, arrow.target, arrow.kind) for arrow in drawing.arrows] == [("land", "works", "hard")]


def test_alternatives_carry_a_common_mark_in_the_picture() -> None:
    third = "  house:\n    title: {zh-CN: 房, en: House}\n    kind: licence\n    authority: bureau\n"
    text = DEFINITION.replace("{hard: [land]}", "{hard: [{any: [land, house]}]}") + third
    arrows = prerequisite_graph(sample(text), "zh-CN").arrows
    assert [(arrow.source, arrow.label) for arrow in arrows] == [("land", "有一即可"), ("house", "有一即可")]
    two = text.replace("{any: [land, house]}", "{any: [land, house]}, {any: [house, {all: [land]}]}")
    labels = {(arrow.source, arrow.label) for arrow in prerequisite_graph(sample(two), "en").arrows}
    assert labels == {("land", "any one ①"), ("house", "any one ①"), ("land", "any one ②"), ("house", "any one ②")}


def test_a_definition_does_not_differ_from_itself() -> None:
    assert diff(sample(), sample()) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (
            "limit: 20 working_days",
            "limit: 15 working_days",
            ("clock", "permit", "decision", "changed", "limit", "20 working_days", "15 working_days"),
        ),
        (
            GRANT,
            GRANT.replace("[officer]", "[officer, applicant]"),
            ("taker", "permit", "grant", "added", "by", None, "applicant"),
        ),
        (
            "zh-CN: 已准予",
            "zh-CN: 已批准",
            ("state", "permit", "granted", "changed", "title.zh-CN", "已准予", "已批准"),
        ),
        (
            "limit: 10 working_days",
            "limit: 5 working_days",
            ("promised_limit", "works", "decision", "changed", "limit", "10 working_days", "5 working_days"),
        ),
        ("hard: [land]", "policy: [land]", ("hard_edge", "works", "land", "removed", "", None, None)),
        ("hard: [land]", "policy: [land]", ("policy_edge", "works", "land", "added", "", None, None)),
        ('version: "1.0"', 'version: "1.1"', ("definition", "", "sample", "changed", "version", "1.0", "1.1")),
        (
            "applies_if: area_m2 > 300",
            "applies_if: area_m2 > 500",
            ("item", "", "works", "changed", "applies_if", "area_m2 > 300", "area_m2 > 500"),
        ),
    ],
)
def test_a_change_is_told_by_the_part_it_touches(old: str, new: str, change: tuple[object, ...]) -> None:
    after = sample(DEFINITION.replace(old, new), FILES["lifecycles/permit.yaml"].replace(old, new))
    found = [tuple(one.as_json().values()) for one in diff(sample(), after)]
    assert change in found
    assert all(one[:4] == change[:4] or "edge" in str(change[0]) for one in found)
    json.dumps(found)
    sides = (after, sample())
    rows = [difference(one, sides, language) for one in diff(sample(), after) for language in ("zh-CN", "en")]
    assert all(part and name and kind for part, name, kind, _, _ in rows)


def test_every_part_that_may_change_has_words() -> None:
    named = {f"{edge}_edge" for edge in ("hard", "policy", "commence")} | {"statutory_limit", "promised_limit"}
    text = (ROOM / "diff.py").read_text("utf-8")
    tables = {part for table in (_TABLES, _LIFECYCLE_TABLES) for part in table.values()}
    said = set(re.findall(r'(?:Change|_fields|_table|_came_and_went)\("([a-z_]+)"', text))
    assert (named | tables | said) == PARTS.keys()


def test_a_change_is_told_by_titles_and_in_words() -> None:
    after = sample(DEFINITION.replace("10 working_days", "5 working_days"))
    (change,) = diff(sample(), after)
    part, name, *rest = difference(change, (after, sample()), "en")
    assert (part, rest) == ("promised limit", ["changed", "10 working days", "5 working days"])
    assert name.splitlines() == ["Works permit · Decision", "works.decision.limit"]


def test_the_schemas_are_those_that_editors_were_given() -> None:
    assert json.dumps(schemas(), ensure_ascii=False, indent=1, sort_keys=True) + "\n" == GOLDEN.read_text("utf-8")


def test_a_schema_names_no_key_that_the_loader_refuses_to_read() -> None:
    assert {"policies", "tables"}.isdisjoint(schemas()["definition"]["properties"])


def test_every_problem_has_words_in_both_languages() -> None:
    code = re.compile(
        r'(?:unplaced|problem|_stop|_problem|_wrong|ExpressionProblem|BadType)\(\s*(?:\w+(?:\.\w+)?, )?"([a-z_]+)"'
    )
    named = re.compile(r'(?:unknown|_each)\("([a-z_]+)"')
    told = set()
    for path in ROOM.glob("*.py"):
        text = path.read_text("utf-8")
        told |= set(code.findall(text)) | {f"unknown_{name}" for name in named.findall(text)}
    assert len(told) > 80
    assert told - PROBLEMS.keys() == set()
    assert all(set(words) == {"zh-CN", "en"} and all(words.values()) for words in PROBLEMS.values())


def test_a_problem_is_told_with_its_facts_and_what_was_probably_meant() -> None:
    facts = {"key": "aplies_if", "nearest": "applies_if"}
    assert problem_words("unknown_key", facts, "en") == "Unknown key “aplies_if”. Did you mean “applies_if”?"
    assert problem_words("unknown_key", facts, "zh-CN") == "不认识的键“aplies_if”。是否想写“applies_if”？"
    assert problem_words("prerequisite_cycle", {"items": ["a", "b", "a"]}, "en").endswith("a, b, a.")


def test_a_problem_without_words_is_told_as_it_is() -> None:
    assert problem_words("unheard_of", {"n": 1}, "en") == "unheard_of n=1"


def _named(name: str) -> str | None:
    titles = {
        "route": "供地方式",
        "special": "特殊工程",
        "area": "面积",
        "param.most": "上限（5000）",
        "attr.size": "规模",
    }
    return titles.get(name)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("route == 'grant'", "“供地方式”为出让"), ("route != 'grant'", "“供地方式”不为出让"),
        ("special", "“特殊工程”为是"), ("!special", "“特殊工程”为否"), ("special == false", "“特殊工程”为否"),
        ("area >= param.most", "“面积”不少于“上限（5000）”"), ("area > 300", "“面积”超过 300"),
        ("special && (area > 3 || route in ['a', 'b'])", "“特殊工程”为是，且（“面积”超过 3，或“供地方式”是 a、b之一）"),
        ("has(attr.size)", "已有“规模”"), ("!(area < 3)", "并非（“面积”少于 3）"),
        ("special ? '15 working_days' : '10 working_days'", "“特殊工程”为是的，15个工作日；否则10个工作日"),
        ("[1, 2].exists(x, x > 1)", "[1, 2].exists(x, x > 1)"), ("not an (expression", "not an (expression"),
    ],
)  # fmt: skip
def test_an_expression_is_told_in_words(expression: str, words: str) -> None:
    assert expression_words(expression, _named, "zh-CN", {"grant": "出让"}) == words


def test_an_expression_is_told_in_english() -> None:
    told = expression_words("!special && (route == 'grant' || area >= 3)", _named, "en", {"grant": "a grant"})
    assert told == "“特殊工程” is not so and (“供地方式” is a grant or “面积” is at least 3)"
