"""Laws of expressions: our reading and the engine's agree, and what is unknown is never guessed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.definition import cel_syntax as cel
from workflow.definition.cel_engine import ENGINE
from workflow.definition.cel_functions import PURE
from workflow.definition.cel_meaning import Meaning, Unknown, same
from workflow.definition.cel_parse import parse
from workflow.definition.cel_syntax import BadExpression, Node
from workflow.definition.cel_write import write
from workflow.definition.expressions import ExpressionFailed, FactMissing, compile_expression
from workflow.definition.types import BOOL, INT, TEXT, TIME, list_of, maybe, record

NOON = datetime(2021, 5, 19, 4, tzinfo=UTC)
ROW = record({"u": INT, "w": TEXT, "z": maybe(BOOL)})
SCOPE = {
    "a": INT,
    "b": INT,
    "p": BOOL,
    "q": BOOL,
    "s": TEXT,
    "t": TIME,
    "u": TIME,
    "n": maybe(INT),
    "l": list_of(INT),
    "r": list_of(ROW),
    "d": record({"x": INT, "y": BOOL, "v": maybe(TEXT)}),
}
SMALL = st.integers(-3, 3)
BIG = st.sampled_from([2**63 - 1, -(2**63) + 1, 2**62])
WORDS = st.sampled_from(["", "a", "审批", "审", "'\"\\\n", "a.b"])
ROWS = st.fixed_dictionaries({"u": SMALL, "w": WORDS}, optional={"z": st.booleans() | st.none()})
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "a": SMALL | BIG,
    "b": SMALL,
    "p": st.booleans(),
    "q": st.booleans(),
    "s": WORDS,
    "l": st.lists(SMALL, max_size=3),
    "t": st.sampled_from([NOON, NOON.isoformat()]),
    "u": st.sampled_from([NOON, (NOON + timedelta(1)).isoformat()]),
    "n": SMALL | st.none(),
    "r": st.lists(ROWS, max_size=2),
    "d": st.fixed_dictionaries({"x": SMALL, "y": st.booleans(), "v": WORDS | st.none()}),
}


def literal(value: Any) -> Node:
    return cel.Literal(0, 0, value)


def name(path: str) -> Node:
    first, *rest = path.split(".")
    node: Node = cel.Name(0, 0, first)
    for field in rest:
        node = cel.Select(0, 0, node, field)
    return node


def binary(signs: list[str], left: st.SearchStrategy[Node], right: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(lambda sign, one, other: cel.Binary(0, 0, sign, one, other), st.sampled_from(signs), left, right)


def choice(branch: st.SearchStrategy[Node], deep: int) -> st.SearchStrategy[Node]:
    return st.builds(
        lambda condition, one, other: cel.Choice(0, 0, condition, one, other), truths(deep), branch, branch
    )


def call(function: str, *arguments: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.tuples(*arguments).map(lambda given: cel.Call(0, 0, function, given))


def names(*paths: str) -> st.SearchStrategy[Node]:
    return st.sampled_from([name(path) for path in paths])


def numbers(deep: int, bound: tuple[str, ...] = ()) -> st.SearchStrategy[Node]:
    plain = names("a", "b", "d.x", *bound) | SMALL.map(literal)
    if deep == 0:
        return plain
    inner = numbers(deep - 1, bound)
    negative = inner.map(lambda operand: cel.Unary(0, 0, "-", operand))
    entry = st.builds(lambda of, at: cel.Index(0, 0, of, at), lists(deep - 1), inner)
    folded = call("sum", lists(deep - 1)) | call("size", lists(deep - 1)) | call("size", texts(deep - 1))
    return plain | binary(["+", "-", "*", "/", "%"], inner, inner) | negative | entry | folded | choice(inner, deep - 1)


def texts(deep: int) -> st.SearchStrategy[Node]:
    plain = names("s") | WORDS.map(literal)
    return plain if deep == 0 else plain | binary(["+"], texts(deep - 1), texts(deep - 1))


def lists(deep: int) -> st.SearchStrategy[Node]:
    plain = names("l")
    if deep == 0:
        return plain
    written = st.lists(numbers(deep - 1), max_size=3).map(lambda items: cel.ListOf(0, 0, tuple(items)))
    kept = st.builds(
        lambda over, part: cel.Macro(0, 0, "filter", over, f"i{deep}", (part,)),
        lists(deep - 1),
        about(f"i{deep}", deep - 1),
    )
    mapped = st.builds(
        lambda part: cel.Macro(0, 0, "map", name("r"), f"i{deep}", (part,)),
        numbers(deep - 1, (f"i{deep}.u",)),
    )
    return plain | written | kept | mapped | call("distinct", lists(deep - 1))


def about(variable: str, deep: int) -> st.SearchStrategy[Node]:
    return truths(deep) | binary(["==", "<", ">="], names(variable), numbers(deep))


def truths(deep: int) -> st.SearchStrategy[Node]:
    plain = names("p", "q", "d.y") | st.booleans().map(literal)
    if deep == 0:
        return plain
    inner, number, text = truths(deep - 1), numbers(deep - 1), texts(deep - 1)
    joined = binary(["&&", "||"], inner, inner) | inner.map(lambda operand: cel.Unary(0, 0, "!", operand))
    compared = binary(["==", "!=", "<", "<=", ">", ">="], number, number) | binary(["==", "<", ">"], text, text)
    times = binary(["<", "<=", "==", "!="], names("t", "u"), names("t", "u"))
    nulls = binary(["==", "!="], names("n", "d.v"), st.just(literal(None)))
    asked = st.sampled_from(["d.x", "d.v", "d.y"]).map(lambda path: cel.Has(0, 0, name(path)))  # type: ignore[arg-type]
    within = binary(["in"], number, lists(deep - 1))
    folded = st.builds(
        lambda kind, over, part: cel.Macro(0, 0, kind, over, f"i{deep}", (part,)),
        st.sampled_from(["all", "exists", "exists_one"]),
        lists(deep - 1),
        about(f"i{deep}", deep - 1),
    )
    rows = st.builds(
        lambda kind, part: cel.Macro(0, 0, kind, name("r"), f"i{deep}", (part,)),
        st.sampled_from(["all", "exists"]),
        binary(["==", ">"], names(f"i{deep}.u"), number) | st.just(cel.Has(0, 0, name(f"i{deep}.z"))),  # type: ignore[arg-type]
    )
    return st.one_of(plain, joined, compared, times, nulls, asked, within, folded, rows)


TREES = truths(3)
ALL_FACTS = st.fixed_dictionaries(FACTS)
SOME_FACTS = st.fixed_dictionaries({}, optional=FACTS)
SIGNS = [
    ".",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "?",
    ":",
    "+",
    "-",
    "*",
    "/",
    "%",
    "!",
    "&&",
    "||",
    "==",
    "!=",
    "<",
]
WORDS_AND_CONSTANTS = [
    "a",
    "b",
    "x",
    "in",
    "true",
    "null",
    "has",
    "all",
    "map",
    "exists",
    "f",
    "if",
    "1",
    "0x1",
    "1.5",
]
ODD = [
    "%",
    "!=",
    "0x1",
    "9223372036854775808",
    "'a'",
    '"b"',
    "'\\n'",
    "//",
    "'",
    "\\",
    "@",
    "''",
    ">=",
    "\n",
    "审",
]
TOKENS = st.sampled_from([*SIGNS, *WORDS_AND_CONSTANTS, *ODD])


@given(TREES)
def test_what_is_written_reads_back_and_the_engine_takes_it(tree: Node) -> None:
    text = write(tree)
    try:
        found = parse(text)
    except BadExpression as refused:
        assert refused.problems[0].code in {"expression_too_deep", "expression_too_long"}  # noqa: PT017
        return
    assert found == tree or write(found) == text
    ENGINE.compile(text)


@settings(max_examples=400)
@given(st.lists(TOKENS, max_size=9), st.sampled_from(["", " "]))
def test_whatever_our_parser_takes_the_engine_takes(tokens: list[str], between: str) -> None:
    text = between.join(tokens)
    try:
        parse(text)
    except BadExpression as refused:
        assert 0 <= refused.problems[0].at <= len(text)  # noqa: PT017
        return
    ENGINE.compile(text)


@settings(max_examples=300)
@given(TREES, ALL_FACTS)
def test_the_engine_and_the_third_value_agree_where_everything_is_known(tree: Node, facts: dict[str, Any]) -> None:
    expression = compile_expression(write(tree), SCOPE)
    careful = outcome(lambda: expression._carefully(facts, PURE))
    assert same(outcome(lambda: expression.evaluate(facts)), careful)


@settings(max_examples=300)
@given(TREES, SOME_FACTS, ALL_FACTS)
def test_an_outcome_without_some_facts_is_the_outcome_whatever_they_turn_out_to_be(
    tree: Node, some: dict[str, Any], rest: dict[str, Any]
) -> None:
    expression = compile_expression(write(tree), SCOPE)
    # A probe (`has`) and a nullable fact answer for absence itself; every other fact may still come.
    settled = {"n": some.get("n"), "d": some.get("d", {"x": 1, "y": True, "v": None})}
    try:
        found = expression.evaluate(some | settled)
    except (FactMissing, ExpressionFailed):
        return
    assert expression.evaluate(rest | some | settled) == found


@given(TREES, SOME_FACTS)
def test_a_missing_fact_is_one_that_is_not_there(tree: Node, some: dict[str, Any]) -> None:
    expression = compile_expression(write(tree), SCOPE)
    try:
        expression.evaluate(some)
    except FactMissing as missing:
        assert missing.paths  # noqa: PT017
        assert all(path in expression.paths and path.split(".")[0] not in some for path in missing.paths)  # noqa: PT017
    except ExpressionFailed:
        assert set(expression.names) & set(some) or not expression.names


def outcome(evaluate: Any) -> Any:
    try:
        return evaluate()
    except ExpressionFailed as failed:
        return failed.facts["reasons"]


def test_the_third_value_stands_for_every_function_alike() -> None:
    unknown = Meaning(lambda path: Unknown(paths=frozenset(path)), PURE)
    for text in ("sum([a])", "size(s)", "a + 1 > 2", "[a][0]", "{'x': a}", "a in [1]", "[1].map(i, a)", "-a"):
        assert unknown.of(parse(text), {}) in {Unknown(paths=frozenset("a")), Unknown(paths=frozenset("s"))}
