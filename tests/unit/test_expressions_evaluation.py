"""What expressions come to: the hot path, what is missing, and what goes wrong."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from workflow.definition import cel_engine
from workflow.definition.expressions import (
    SIGNATURES,
    ExpressionFailed,
    FactMissing,
    Function,
    Signature,
    compile_expression,
)
from workflow.definition.types import (
    BOOL,
    INT,
    PERIOD,
    TEXT,
    TIME,
    list_of,
    maybe,
    parse_type,
    record,
    set_of,
)
from workflow.language.quantities import Period

SCOPE = {
    "n": INT,
    "p": BOOL,
    "q": BOOL,
    "now": TIME,
    "then": TIME,
    "ends": maybe(TIME),
    "lead": PERIOD,
    "words": set_of(TEXT),
    "times": list_of(TIME),
    "data": record({"reason": TEXT, "count": INT, "basis": maybe(BOOL), "day": parse_type("date")}),
    "sla": parse_type("map[period]"),
    "rows": parse_type("list[{unit: text, area: int, note: text?}]"),
    "free": parse_type("any"),
    "v0": INT,
}
NOON = datetime(2021, 5, 19, 12, tzinfo=timezone(timedelta(hours=8)))
ROWS = [{"unit": "1-101", "area": 60, "note": None}, {"unit": "1-102", "area": 40}]


def value_of(text: str, **values: Any) -> Any:
    return compile_expression(text, SCOPE).evaluate(values)


@pytest.mark.parametrize(
    ("text", "values", "outcome"),
    [
        ("n + 1 >= 2", {"n": 1}, True),
        ("data.count * 3 >= 2 * n", {"data": {"count": 2}, "n": 3}, True),
        ("-7 / 2 * 10 + -7 % 3", {}, -31),
        ("size('审批')", {}, 2),
        ("size(data.reason) == 2", {"data": {"reason": "理由"}}, True),
        ("data.reason.size()", {"data": {"reason": "理由"}}, 2),
        ("size(free)", {"free": "理由"}, 2),
        ("size(free)", {"free": [1]}, 1),
        ("size(words)", {"words": {"b", "a"}}, 2),
        ("words == ['a', 'b']", {"words": {"b", "a"}}, True),
        ("now > '2021' || p", None, None),
        ("'审' in words", {"words": ("审",)}, True),
        ("rows.all(r, r.area > 30)", {"rows": ROWS}, True),
        ("rows.exists(r, r.note != null)", {"rows": ROWS}, False),
        ("rows.map(r, has(r.note))", {"rows": ROWS}, [False, False]),
        ("rows.exists_one(r, r.area > 50)", {"rows": ROWS}, True),
        ("rows.filter(r, r.area > 50).map(r, r.unit)", {"rows": ROWS}, ["1-101"]),
        ("sum(rows.map(r, r.area)) == 100", {"rows": ROWS}, True),
        ("rows.map(r, r.area > 50, r.unit)", {"rows": ROWS}, ["1-101"]),
        ("count_distinct(['a', 'b', 'a'])", {}, 2),
        ("['b', 'a', 'b'].distinct()", {}, ["b", "a"]),
        ("max(rows.map(r, r.area)) - min(3, n)", {"rows": ROWS, "n": 9}, 57),
        ("reaches(2, 3, '2/3') && !exceeds(2, 3, '2/3')", {}, True),
        ("has(data.reason)", {"data": {}}, False),
        ("has(data.basis)", {"data": {"basis": None}}, False),
        ("has(data.basis)", {"data": {"basis": False}}, True),
        ("data.basis == true", {"data": {}}, False),
        ("ends == null", {}, True),
        ("ends == null || ends > now", {"ends": NOON, "now": NOON}, False),
        ("sla.urgent == lead", {"sla": {"urgent": Period(1, "hours")}, "lead": "1 hours"}, True),
        ("sla['urgent']", {"sla": {"urgent": "1 hours"}}, "1 hours"),
        ("data.day < '2021-05-20'", {"data": {"day": "2021-05-19"}}, True),
        ("data.day < '2021-05-20'", {"data": {"day": NOON.date()}}, True),
        ("free.a.b == 1", {"free": {"a": {"b": 1}}}, True),
        ("free == 1", {"free": True}, False),
        ("{'a': n}.a", {"n": 3}, 3),
        ("[v0, n].all(v1, v1 == 2)", {"v0": 2, "n": 2}, True),
        ("'abc'.startsWith('a') && 'abc'.endsWith('c') && contains('abc', 'b')", {}, True),
        ("p ? 'yes' : 'no'", {"p": False}, "no"),
        ("words.map(n0, n0 + '!')", {"words": ["a"]}, ["a!"]),
    ],
)
def test_an_expression_comes_to(text: str, values: dict[str, Any] | None, outcome: Any) -> None:
    if values is None:
        with pytest.raises(Exception, match="not_ordered"):
            value_of(text)
    else:
        assert value_of(text, **values) == outcome


def test_times_compare_as_instants_however_they_are_given() -> None:
    same = NOON.astimezone(UTC)
    assert value_of("now == then && now == ends", now=NOON, then=NOON, ends=same.isoformat())
    assert value_of("now < then", now=NOON.isoformat(), then=same + timedelta(microseconds=1))
    assert value_of("max(times)", times=[NOON.isoformat(), NOON - timedelta(1)]) == NOON


def test_a_time_without_offset_is_no_instant() -> None:
    with pytest.raises(ValueError, match="2021-05-19"):
        value_of("now > now", now="2021-05-19T12:00:00")


@pytest.mark.parametrize(
    ("text", "values", "missing"),
    [
        ("n > 1", {}, ["n"]),
        ("data.count > 1", {"data": {}}, ["data.count"]),
        ("data.count > n", {}, ["data.count", "n"]),
        ("p && q", {"p": True}, ["q"]),
        ("p || q", {"q": False}, ["p"]),
        ("!p", {}, ["p"]),
        ("p ? n : 1", {}, ["p"]),
        ("p ? n : 1", {"p": True}, ["n"]),
        ("data.basis == true", {}, ["data.basis"]),
        ("rows.all(r, r.area > 50 || q)", {"rows": ROWS}, ["q"]),
        ("rows.all(r, r.area > 0)", {"rows": [{"unit": "x"}]}, ["r.area"]),
        ("sla['urgent'] == lead", {"sla": {}, "lead": "1 hours"}, ["sla['urgent']"]),
        ("free.x > 1", {"free": {"x": None}}, ["free.x"]),
        ("free.x > 1", {"free": None}, ["free.x"]),
        ("-free > 1", {"free": None}, ["free"]),
        ("size(free) > 1", {"free": None}, ["free"]),
        ("[n, 1].exists(x, x == 2)", {}, ["n"]),
        ("sum([n, 1])", {}, ["n"]),
        ("n in [1]", {}, ["n"]),
        ("p && n / 0 == 1", {"n": 1}, ["p"]),
        ("!free", {"free": None}, ["free"]),
        ("rows.filter(r, r.area > n)", {"rows": ROWS}, ["n"]),
        ("rows.exists_one(r, r.area > n)", {"rows": ROWS}, ["n"]),
        ("rows.map(r, p, r.area)", {"rows": ROWS}, ["p"]),
    ],
)
def test_a_missing_fact_the_outcome_depends_on_is_named(text: str, values: dict[str, Any], missing: list[str]) -> None:
    with pytest.raises(FactMissing) as caught:
        value_of(text, **values)
    assert [path.replace('"', "'") for path in caught.value.paths] == missing


@pytest.mark.parametrize(
    ("text", "values", "outcome"),
    [
        ("p || q", {"p": True}, True),
        ("p || q", {"q": True}, True),
        ("p || -7 / 2 == -3 && -7 % 3 == -1 && 7 % -3 == 1", {}, True),
        ("p || [1, 2].exists_one(x, x == 1)", {}, True),
        ("p || {'a': [1, n]} == {'a': [1, 2]}", {"n": 2}, True),
        ("p && q", {"p": False}, False),
        ("p && q", {"q": False}, False),
        ("p ? 1 : n", {"p": True}, 1),
        ("data.count > 1 || n == 1", {"n": 1}, True),
        ("rows.all(r, r.area > n && r.area > 100)", {"rows": ROWS}, False),
        ("rows.exists(r, r.area > n || r.unit == '1-102')", {"rows": ROWS}, True),
        ("[].all(x, n > 1)", {}, True),
        ("has(data.count) && data.count > 1", {"data": {}}, False),
        ("n / 0 == 1 || p", {"n": 1, "p": True}, True),
        ("has(free.a.b)", {}, False),
    ],
)
def test_a_missing_fact_that_decides_nothing_is_not_asked_for(text: str, values: dict[str, Any], outcome: Any) -> None:
    assert value_of(text, **values) == outcome


@pytest.mark.parametrize(
    ("text", "values", "reason"),
    [
        ("n / 0 > 1", {"n": 1}, "division_by_zero"),
        ("n % 0", {"n": 1}, "division_by_zero"),
        ("n + 1", {"n": 2**63 - 1}, "number_too_large"),
        ("min(rows.map(r, r.area))", {"rows": []}, "min: "),
        ("sum([n, n])", {"n": 2**62}, "sum: "),
        ("rows[2].area", {"rows": ROWS}, "no_such_entry"),
        ("free + 1", {"free": "x"}, "wrong_operand"),
        ("free ? 1 : 2", {"free": 3}, "wrong_operand"),
        ("free.all(x, true)", {"free": 3}, "wrong_operand"),
        ("size(free)", {"free": 3}, "size: "),
        ("free.x", {"free": {"x": {}}}, ""),
        ("-n", {"n": -(2**63)}, "number_too_large"),
    ],
)
def test_an_outcome_that_cannot_be_had_says_why(text: str, values: dict[str, Any], reason: str) -> None:
    if not reason:
        assert value_of(text, **values) == {}
        return
    with pytest.raises(ExpressionFailed) as caught:
        value_of(text, **values)
    assert caught.value.facts["reasons"][0].startswith(reason)


def test_functions_of_the_caller_take_and_yield_what_their_signatures_say(
    capfd: pytest.CaptureFixture[str],
) -> None:
    known = {
        **SIGNATURES,
        "later": Signature((TIME, PERIOD), TIME),
        "standing": Signature((TEXT,), TEXT),
        "lead_of": Signature((), PERIOD),
    }

    def standing(item: str) -> str:
        if item == "site":
            return "in_force"
        raise FactMissing(f"standing.{item}")

    given: dict[str, Function] = {
        "later": lambda at, lead: at + timedelta(hours=int(lead.split()[0])),
        "standing": standing,
        "lead_of": lambda: Period(2, "hours"),
    }
    later = compile_expression("later(now, lead_of()) > then", SCOPE, known)
    assert later.evaluate({"now": NOON, "then": NOON}, given)
    either = compile_expression("standing('site') == 'in_force' || standing('fire') == 'in_force'", SCOPE, known)
    assert either.evaluate({}, given)
    both = compile_expression("standing('site') == 'in_force' && standing('fire') == 'in_force'", SCOPE, known)
    with pytest.raises(FactMissing) as caught:
        both.evaluate({}, given)
    assert caught.value.paths == ("standing.fire",)
    assert capfd.readouterr().err == ""


def test_an_expression_tells_what_it_refers_to() -> None:
    found = compile_expression("rows.all(r, r.area > data.count) && has(data.basis) && n > 1", SCOPE)
    assert found.names == ("data", "n", "rows")
    assert found.paths == ("data.basis", "data.count", "n", "rows")


def test_a_value_of_any_type_enters_as_what_it_is() -> None:
    free = {
        "at": NOON,
        "day": NOON.date(),
        "lead": Period(1, "hours"),
        "some": {"b", "a"},
        "rows": ({"n": 1},),
    }
    text = "free.at == then && free.day == '2021-05-19' && free.lead == lead && free.some == ['a', 'b']"
    assert value_of(f"{text} && free.rows[0].n == 1", free=free, then=NOON, lead="1 hours")


def test_an_expression_shows_its_text() -> None:
    assert repr(compile_expression("n > 1", SCOPE)) == "Expression('n > 1')"


def test_only_what_is_referred_to_is_read() -> None:
    class Guarded(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            assert name == "n"
            return super().__getitem__(name)

    assert compile_expression("n == 1", SCOPE).evaluate(Guarded(n=1, p=object()))


def test_loading_the_engine_brings_no_command_line_along() -> None:
    code = "import workflow.definition.expressions, sys; print(sorted({'typer', 'rich', 'cel.cli'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_without_the_extension_alone_the_whole_package_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def whole_package(name: str) -> cel_engine.Engine:
        asked.append(name)
        return cel_engine.ENGINE

    monkeypatch.setattr(cel_engine, "find_spec", lambda _name: None)
    monkeypatch.setattr(cel_engine, "import_module", whole_package)
    assert cel_engine.load().compile("1 + 1").execute({}) == 2
    assert asked == ["cel"]
