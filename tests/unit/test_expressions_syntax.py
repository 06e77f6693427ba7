"""The syntax of expressions: what is read, and where it breaks."""

import pytest

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_engine import ENGINE
from workflow.definition.cel_parse import parse
from workflow.definition.cel_syntax import BadExpression, paths_in
from workflow.definition.cel_write import write

PEOPLE_WRITE = (
    "data.into != case.id",
    "other(data.into).state in groups.open",
    "returns + 1 >= param.max_returns",
    "working_days(found_at, due.handle) <= 15",
    "'warranty_' + data.part",
    "'deemed'",
    "true",
    "[data.person]",
    "['resident_rep','supervisor','sub_district'].all(r, r in data.signatures)",
    "param.sla[class]",
    "rounds >= 2 ? 'a' : 'b'",
    "data.register.map(r, r.unit).distinct().size() == data.register.size()",
    "!data.approved || !last.ChangeRequested.touches_vote",
    "data.defects.all(d, !(d.material in item.shared_materials))",
    "matters.exists(m, m in ['raise_funds'])",
    "-1 - -a * -(b + 1) % 3",
    "a ? b : c ? d : e",
    "has(data.x) && data.x == null",
    "{'a': 1, 'b': [2, 3,],}['b'][0]",
    "l.map(x, x > 1, x * 2)",
    "!!a != !b",
    "\"it's\" + '\\u4e2d\\n\\x41\\101' // said so",
    "007 + 0x1F",
    "-9223372036854775808",
    "a.if.as",
)


@pytest.mark.parametrize("text", PEOPLE_WRITE)
def test_an_expression_reads_back_as_written_and_the_engine_takes_both(text: str) -> None:
    node = parse(text)
    assert parse(write(node)) == node
    ENGINE.compile(text)
    ENGINE.compile(write(node))


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("", "expression_ends_early", 0),
        ("a &&", "expression_ends_early", 4),
        ("(a", "expression_ends_early", 2),
        ("a b", "unexpected_word", 2),
        ("a = b", "unexpected_character", 2),
        ("a + @", "unexpected_character", 4),
        ("审批", "unexpected_character", 0),
        ("a.in", "unexpected_word", 2),
        ("a > 0.5", "number_with_fraction", 4),
        ("1e3", "number_with_fraction", 0),
        ("1u", "literal_not_supported", 0),
        ("r'a'", "literal_not_supported", 0),
        ("9223372036854775808", "number_too_large", 0),
        ("--9223372036854775808", "number_too_large", 2),
        ("for", "reserved_word", 0),
        ("!-a", "unexpected_word", 1),
        ("has(a)", "has_needs_a_field", 0),
        ("has(a.b, c)", "has_needs_a_field", 0),
        ("l.all(x)", "wrong_arity", 2),
        ("l.all(1, true)", "variable_expected", 6),
        ("f(1,)", "unexpected_word", 4),
        ("'a", "unexpected_character", 0),
        ("'\\q'", "unexpected_character", 0),
        ("'\\ud800'", "no_such_character", 1),
        ("a ? b ? c : d : e", "unexpected_word", 6),
        ("[1 2]", "unexpected_word", 3),
        ("{1}", "unexpected_word", 2),
        ("1a", "unexpected_character", 0),
        ("(" * 50 + "a" + ")" * 50, "expression_too_deep", 40),
        (" + ".join("a" * 102), "expression_too_deep", 0),
        (" " * 5000, "expression_too_long", 4000),
        (".a", "unexpected_word", 0),
        ("a?.b", "unexpected_word", 2),
        ("'\\U00110000'", "no_such_character", 1),
    ],
)
def test_broken_syntax_is_told_with_its_place(text: str, code: str, at: int) -> None:
    with pytest.raises(BadExpression) as caught:
        parse(text)
    [problem] = caught.value.problems
    assert (problem.code, problem.at) == (code, at)


def test_every_part_knows_where_it_stands() -> None:
    text = "a && data.defects.all(d, d.x > 10)"
    node = parse(text)
    assert isinstance(node, cel.Binary)
    assert text[node.right.start : node.right.end] == "data.defects.all(d, d.x > 10)"


def test_paths_leave_out_what_macros_bind() -> None:
    node = parse("data.defects.all(d, d.material in item.materials && d == e) || d.x || f(a.b).c")
    assert sorted(paths_in(node)) == [
        ("a", "b"),
        ("d", "x"),
        ("data", "defects"),
        ("e",),
        ("item", "materials"),
    ]


def test_the_longest_chain_allowed_is_taken_by_the_engine_too() -> None:
    for text in (
        " + ".join("a" * 100),
        "(" * 39 + "a" + ")" * 39,
        "[" * 39 + "]" * 39,
        "".join("a ? 1 : " for _ in range(39)) + "1",
    ):
        parse(text)
        ENGINE.compile(text)
