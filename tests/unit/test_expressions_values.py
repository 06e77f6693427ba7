"""Values of types: recorded in one form, or refused with a key."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from workflow.definition.types import parse_type
from workflow.definition.values import NotOfType, parse_ratio, validate
from workflow.definition.written_values import parse_text
from workflow.language.quantities import Period

BEIJING = ZoneInfo("Asia/Shanghai")
PAPER = {"digest": "0" * 64, "name": "总平面图.pdf", "media_type": "application/pdf", "size": 12}


@pytest.mark.parametrize(
    ("kind", "given", "recorded"),
    [
        ("bool", True, True),
        ("int", 3, 3),
        ("money", 100, 100),
        ("text", "a\r\nb", "a\nb"),
        ("text", "e\u0301", "é"),
        ("text?", None, None),
        ("person", " 王芳 ", "王芳"),
        ("date", "2021-05-19", "2021-05-19"),
        ("date", date(2021, 5, 19), "2021-05-19"),
        ("time", "2021-05-19T09:00:00+08:00", "2021-05-19T01:00:00+00:00"),
        ("time", "2021-05-19 09:00", "2021-05-19T01:00:00+00:00"),
        ("time", datetime(2021, 5, 19, 9, tzinfo=timezone(timedelta(hours=8))), "2021-05-19T01:00:00+00:00"),
        ("time", "2021-05-19T01:00:00Z", "2021-05-19T01:00:00+00:00"),
        ("period", "1 month", "1 months"),
        ("period", Period(2, "hours"), "2 hours"),
        ("ratio", " 2 / 3", "2/3"),
        ("enum[a,b]", "b", "b"),
        ("set[text]", ["b", "a", "b"], ["a", "b"]),
        ("set[int]", {10, 9}, [9, 10]),
        ("set[{a: int}]", [{"a": 2}, {"a": 1}, {"a": 2}], [{"a": 1}, {"a": 2}]),
        ("list[int]", (2, 1), [2, 1]),
        ("map[int]", {"a": 1}, {"a": 1}),
        ("{a: int, b: text?}", {"a": 1}, {"a": 1, "b": None}),
        ("document", PAPER, PAPER),
        ("table{unit: text}", [{"unit": "1-101"}], [{"unit": "1-101"}]),
        ("any", {"a": [1, "x", None, True]}, {"a": [1, "x", None, True]}),
        ("set[any]", [1, True], [1, True]),
    ],
)
def test_a_value_is_recorded_in_one_form(kind: str, given: Any, recorded: Any) -> None:
    found = validate(parse_type(kind), given, BEIJING)
    assert found == recorded
    assert validate(parse_type(kind), found) == found


@pytest.mark.parametrize(
    ("kind", "given", "key", "path"),
    [
        ("bool", 1, "wrong_type", ""),
        ("int", True, "wrong_type", ""),
        ("int", 1.0, "wrong_type", ""),
        ("int", "1", "wrong_type", ""),
        ("int[0..100]", 101, "out_of_range", ""),
        ("int", 2**63, "out_of_range", ""),
        ("text", None, "value_missing", ""),
        ("text", " \n", "text_blank", ""),
        ("text", "x" * 10_001, "text_too_long", ""),
        ("text", "a\x00b", "control_character", ""),
        ("text", "a\u202eb", "control_character", ""),
        ("person", "a\nb", "not_a_name", ""),
        ("case", "a/b", "not_a_name", ""),
        ("date", "2021-02-30", "no_such_date", ""),
        ("date", "20210519", "not_a_date", ""),
        ("date", datetime(2021, 5, 19, tzinfo=UTC), "wrong_type", ""),
        ("time", "2021-05-19", "not_a_time", ""),
        ("time", "2021-05-19T25:00", "no_such_time", ""),
        ("time", date(2021, 5, 19), "wrong_type", ""),
        ("period", "20 days", "not_a_period", ""),
        ("ratio", "2/0", "not_a_ratio", ""),
        ("ratio", "0.5", "not_a_ratio", ""),
        ("enum[a,b]", "c", "not_one_of", ""),
        ("list[int]", [1, "x"], "wrong_type", "[1]"),
        ("list[int]", "12", "wrong_type", ""),
        ("set[text]", {"a": 1}, "wrong_type", ""),
        ("{a: {b: list[int]}}", {"a": {"b": [0, 1.5]}}, "wrong_type", "a.b[1]"),
        ("{a: int}", {}, "value_missing", "a"),
        ("{reason: text}", {"reason": "x", "reasn": "y"}, "unknown_field", ""),
        ("map[int]", {1: 1}, "wrong_type", "1"),
        ("document", {"digest": "0" * 64}, "not_a_document", ""),
        ("document", PAPER | {"digest": "A" * 64}, "not_a_digest", "digest"),
        ("document", PAPER | {"size": -1}, "too_small", "size"),
        ("any", 1.5, "wrong_type", ""),
        ("any", {"a": [0.1]}, "wrong_type", "a[0]"),
        ("list[any]", [object()], "wrong_type", "[0]"),
    ],
)
def test_a_value_of_another_type_is_refused_with_key_and_place(kind: str, given: Any, key: str, path: str) -> None:
    with pytest.raises(NotOfType) as caught:
        validate(parse_type(kind), given, BEIJING)
    assert (caught.value.key, caught.value.path) == (key, path)


def test_a_time_beyond_the_years_we_count_is_refused() -> None:
    with pytest.raises(NotOfType, match="no_such_time"):
        validate(parse_type("time"), "9999-12-31T23:00-08:00")


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(NotOfType, match="control_character"):
        validate(parse_type("text"), "a" + chr(0xD800))


def test_a_time_without_offset_needs_to_know_the_place() -> None:
    with pytest.raises(NotOfType, match="time_without_offset"):
        validate(parse_type("time"), "2021-05-19T09:00:00")


def test_a_time_in_a_year_of_summer_time_is_read_by_the_clocks_of_that_year() -> None:
    assert validate(parse_type("time"), "1988-07-01T09:00", BEIJING) == "1988-07-01T00:00:00+00:00"


def test_a_word_that_is_none_of_an_enum_names_the_nearest() -> None:
    with pytest.raises(NotOfType) as caught:
        validate(parse_type("enum[tender,auction]"), "tendr")
    assert caught.value.facts["meant"] == "tender"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("bool", "是", True),
        ("bool", "No", False),
        ("int", "-3", -3),
        ("text", "false", "false"),
        ("text?", "", None),
        ("date", "2021年5月19日", "2021-05-19"),
        ("time", "2021年5月19日 9:00", "2021-05-19T01:00:00+00:00"),
        ("time", "2021-05-19 9:30", "2021-05-19T01:30:00+00:00"),
        ("set[person]", "李明、王芳", ["李明", "王芳"]),
        ("list[text]", "缺少图纸，未盖章；缺少证明", ["缺少图纸，未盖章", "缺少证明"]),
        ("list[int]", "[1, 2]", [1, 2]),
        ("list[int]", "1, 2", [1, 2]),
        ("{a: int}", '{"a": 1}', {"a": 1}),
        ("any", "12", 12),
        ("any", "yes", True),
        ("any", "x", "x"),
        ("ratio", "2/3", "2/3"),
    ],
)
def test_a_written_text_means_a_value_of_its_type(kind: str, text: str, value: Any) -> None:
    assert parse_text(parse_type(kind), text, BEIJING) == value


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("bool", "maybe", "wrong_type"),
        ("int", "１", "wrong_type"),
        ("int", "1.5", "wrong_type"),
        ("text", "", "text_blank"),
        ("{a: int}", "{", "not_json"),
        ("any", "a\x07", "control_character"),
        ("list[int]", "[1.5]", "number_with_fraction"),
        ("list[int]", "[NaN]", "number_with_fraction"),
        ("date", "2021年2月30日", "no_such_date"),
    ],
)
def test_a_written_text_that_means_nothing_of_its_type_is_refused(kind: str, text: str, key: str) -> None:
    with pytest.raises(NotOfType) as caught:
        parse_text(parse_type(kind), text, BEIJING)
    assert caught.value.key == key


def test_a_ratio_is_two_whole_numbers() -> None:
    assert parse_ratio("2/3") == (2, 3)
    for wrong in ("2", "1/0", "-1/3", "0.5/1"):
        with pytest.raises(ValueError, match=wrong):
            parse_ratio(wrong)
