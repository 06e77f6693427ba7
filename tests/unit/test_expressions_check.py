"""Expressions are checked before they run: names, operands, functions."""

import pytest

from workflow.definition.cel_check import check
from workflow.definition.cel_parse import parse
from workflow.definition.expressions import SIGNATURES, BadExpression, Signature, compile_expression
from workflow.definition.types import (
    BOOL,
    INT,
    PERIOD,
    PERSON,
    RATIO,
    TEXT,
    TIME,
    enum_of,
    list_of,
    map_of,
    maybe,
    parse_type,
    record,
    set_of,
)

SCOPE = {
    "returns": INT,
    "price": parse_type("money"),
    "held": BOOL,
    "now": TIME,
    "ends": maybe(TIME),
    "lead": PERIOD,
    "share": RATIO,
    "reviewer": PERSON,
    "class": enum_of(["urgent", "ordinary"]),
    "names": set_of(PERSON),
    "numbers": list_of(INT),
    "texts": list_of(TEXT),
    "data": record(
        {
            "reason": TEXT,
            "basis": maybe(BOOL),
            "paper": parse_type("document"),
            "day": parse_type("date"),
            "note": maybe(record({"by": PERSON})),
        }
    ),
    "sla": map_of(PERIOD),
    "register": parse_type("table{unit: text, owner: person, area_cm2: int}"),
    "authority": parse_type("authority"),
    "free": parse_type("any"),
}
KNOWN = {**SIGNATURES, "working_days": Signature((TIME, parse_type("date")), INT)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("returns + 1 >= 2", "bool"),
        ("returns * price", "money"),
        ("data.paper.size + 1", "int"),
        ("class == 'urgent'", "bool"),
        ("class in ['urgent']", "bool"),
        ("reviewer in names", "bool"),
        ("reviewer == '王芳'", "bool"),
        ("ends != null && ends > now", "bool"),
        ("ends == null || ends > now", "bool"),
        ("has(data.basis) ? data.basis : held", "bool"),
        ("!(ends == null) && now < ends", "bool"),
        ("has(data.note) && data.note.by == reviewer", "bool"),
        ("has(data.note.by)", "bool"),
        ("data.basis == true && data.basis", "bool"),
        ("sla['urgent']", "period"),
        ("sla.urgent == '2 months'", "bool"),
        ("sla[class]", "period"),
        ("'urgent' in sla", "bool"),
        ("register.map(r, r.area_cm2)", "list[int]"),
        ("sum(register.map(r, r.area_cm2))", "int"),
        ("register[0].owner", "person"),
        ("register.filter(r, r.area_cm2 > 0)", "list[{unit: text, owner: person, area_cm2: int}]"),
        ("count_distinct(register.map(r, r.owner)) * 3 >= 2", "bool"),
        ("max(1, returns)", "int"),
        ("min(numbers)", "int"),
        ("max([now, now])", "time"),
        ("texts + ['a']", "list[text]"),
        ("'a' + data.reason", "text"),
        ("size(data.reason) > 3", "bool"),
        ("free.x.y + 1", "int"),
        ("free + free", "any"),
        ("working_days(now, data.day) >= 7", "bool"),
        ("held ? null : now", "time?"),
        ("reaches(1, 2, '1/2')", "bool"),
        ("exceeds(1, 2, share)", "bool"),
        ("data.reason.contains('x')", "bool"),
        ("data.day >= '2021-05-19'", "bool"),
        ("[]", "list[any]"),
        ("{'a': 1}", "map[int]"),
        ("sla.all(k, k != 'x')", "bool"),
        ("class == 'urgent' ? '1 months' : '2 months'", "text"),
        ("ends == ends", "bool"),
        ("texts.map(t, has(data.basis), data.basis)", "list[bool]"),
    ],
)
def test_an_expression_has_the_type_its_operations_give(text: str, kind: str) -> None:
    found = check(parse(text), SCOPE, KNOWN)
    assert found.problems == ()
    assert str(found.type) == kind


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("retruns > 1", "unknown_name", 0),
        ("data.reasn == 'x'", "unknown_field", 0),
        ("data.day.year", "unknown_field", 0),
        ("sie(texts)", "unknown_function", 0),
        ("texts.sort()", "unknown_function", 0),
        ("size()", "wrong_arity", 0),
        ("size(returns)", "wrong_arguments", 0),
        ("working_days(now, now)", "wrong_arguments", 0),
        ("sum(texts)", "wrong_arguments", 0),
        ("max(1, 'a')", "wrong_arguments", 0),
        ("distinct([texts])", "wrong_arguments", 0),
        ("returns == 'x'", "not_comparable", 0),
        ("now == data.day", "not_comparable", 0),
        ("reviewer == authority", "not_comparable", 0),
        ("class == 'urgnt'", "not_comparable", 0),
        ("'urgnt' in [class]", "not_comparable", 0),
        ("returns == null", "not_comparable", 0),
        ("now in names", "not_comparable", 0),
        ("held && returns", "wrong_operand", 8),
        ("!returns", "wrong_operand", 1),
        ("returns ? 1 : 2", "wrong_operand", 0),
        ("-held", "wrong_operand", 1),
        ("held ? 1 : 'a'", "types_differ", 0),
        ("[1, 'a']", "types_differ", 0),
        ("now + 1 > now", "wrong_operands", 0),
        ("'a' - 'b'", "wrong_operands", 0),
        ("lead < lead", "not_ordered", 0),
        ("share > share", "not_ordered", 0),
        ("held < held", "not_ordered", 0),
        ("class > 'a'", "not_ordered", 0),
        ("now < returns", "not_ordered", 0),
        ("ends > now", "may_be_null", 0),
        ("ends == null || ends > now && ends == null", "", 0),
        ("data.note.by == reviewer", "may_be_null", 0),
        ("data.basis", "", 0),
        ("data.basis || held", "may_be_null", 0),
        ("working_days(ends, data.day)", "may_be_null", 13),
        ("returns.all(x, true)", "wrong_operand", 0),
        ("texts.all(t, 1)", "wrong_operand", 13),
        ("texts.all(held, true)", "name_taken", 0),
        ("returns[0]", "wrong_operand", 0),
        ("texts['a']", "wrong_operand", 6),
        ("sla[1]", "wrong_operand", 4),
        ("1 in returns", "wrong_operand", 5),
        ("{1: 2}", "wrong_operand", 1),
        ("'x' in data.reason", "wrong_operand", 7),
        ("texts.exists(t, t == 'a') && t == 'b'", "unknown_name", 29),
    ],
)
def test_what_is_wrong_is_told_before_anything_runs(text: str, code: str, at: int) -> None:
    found = check(parse(text), SCOPE, KNOWN)
    assert [(problem.code, problem.at) for problem in found.problems] == ([(code, at)] if code else [])


def test_an_unknown_name_names_the_one_that_was_meant() -> None:
    [problem] = check(parse("data.reasn == 'x'"), SCOPE).problems
    assert (problem.facts["found"], problem.facts["meant"]) == ("reasn", "reason")


def test_all_problems_are_told_at_once_in_the_order_of_the_text() -> None:
    with pytest.raises(BadExpression) as caught:
        compile_expression("nobody && returns == 'x' || size() > 1", SCOPE)
    assert [problem.code for problem in caught.value.problems] == [
        "unknown_name",
        "not_comparable",
        "wrong_arity",
    ]


def test_a_guard_must_be_true_or_false() -> None:
    with pytest.raises(BadExpression) as caught:
        compile_expression("returns + 1", SCOPE, expects=BOOL)
    assert caught.value.problems[0].code == "wrong_result"
    assert compile_expression("returns > 1", SCOPE, expects=BOOL).type == BOOL
