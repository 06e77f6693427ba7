"""How types are written, and what fits where."""

import pytest

from workflow.definition.type_relations import common, comparable, fits
from workflow.definition.types import (
    ANY,
    AUTHORITY,
    BOOL,
    CASE,
    DATE,
    INT,
    MONEY,
    NULL,
    PARTY,
    PERIOD,
    PERSON,
    ROLE,
    TEXT,
    TIME,
    BadType,
    Type,
    enum_of,
    list_of,
    map_of,
    maybe,
    parse_type,
    record,
    set_of,
)

WRITTEN = (
    "bool",
    "text",
    "money",
    "time?",
    "list[text]",
    "set[enum[a,b]]",
    "set[enum[甲,乙]]",
    "int[0..100]",
    "int[0..]",
    "int[..5]",
    "int[-3..3]",
    "map[period]",
    "{material: material, what: text}",
    "list[{material: material, what: text}]",
    "table{unit: text, owner: person, area_cm2: int}",
    "case[grid_case]",
    "list[list[date?]?]?",
    "any",
    "document",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_a_type_reads_back_as_it_is_written(text: str) -> None:
    assert str(parse_type(text)) == text


def test_blanks_and_the_word_record_make_no_difference() -> None:
    assert parse_type(" list [ record { what : text , why : text? } ] ") == parse_type("list[{what: text, why: text?}]")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "type_not_understood"),
        ("lst[text]", "unknown_type"),
        ("list", "type_not_understood"),
        ("list[text", "type_not_understood"),
        ("text]", "type_not_understood"),
        ("int[9..1]", "empty_range"),
        ("int[x]", "type_not_understood"),
        ("enum[]", "type_not_understood"),
        ("enum[a,a]", "enum_repeats"),
        ("{a: text, a: int}", "bad_field_name"),
        ("{in: text}", "bad_field_name"),
        ("{名: text}", "bad_field_name"),
        ("duration", "unknown_type"),
        ("float", "unknown_type"),
        ("list[" * 30 + "text" + "]" * 30, "type_too_deep"),
        ("case[a,b]", "type_not_understood"),
    ],
)
def test_a_type_that_cannot_be_read_says_why(text: str, key: str) -> None:
    with pytest.raises(BadType) as caught:
        parse_type(text)
    assert caught.value.key == key


def test_an_unknown_type_names_the_one_that_was_meant_and_where_it_stands() -> None:
    with pytest.raises(BadType) as caught:
        parse_type("list[persn]")
    assert (caught.value.facts["found"], caught.value.facts["meant"], caught.value.at) == (
        "persn",
        "person",
        5,
    )


@pytest.mark.parametrize(
    ("given", "wanted", "does"),
    [
        (INT, MONEY, True),
        (BOOL, INT, False),
        (PERSON, PARTY, True),
        (PARTY, PERSON, False),
        (PERSON, TEXT, True),
        (TEXT, PERSON, False),
        (DATE, TIME, False),
        (INT, maybe(INT), True),
        (maybe(INT), INT, False),
        (NULL, maybe(TIME), True),
        (NULL, TIME, False),
        (ANY, TIME, True),
        (list_of(TEXT), set_of(TEXT), True),
        (list_of(INT), set_of(TEXT), False),
        (enum_of("ab"), enum_of("abc"), True),
        (enum_of("abc"), enum_of("ab"), False),
        (enum_of("ab"), TEXT, True),
        (Type("case", which="grid"), CASE, True),
        (CASE, Type("case", which="grid"), False),
        (record({"a": INT, "b": TEXT}), record({"a": INT}), True),
        (record({"a": INT}), record({"a": INT, "b": TEXT}), False),
        (record({}), record({"b": maybe(TEXT)}), True),
        (map_of(INT), map_of(TEXT), False),
        (parse_type("table{a: int}"), list_of(record({"a": INT})), True),
        (Type("text", values=("a",)), enum_of("ab"), True),
        (Type("text", values=("c",)), enum_of("ab"), False),
        (Type("text", values=("2 months",)), PERIOD, True),
        (Type("text", values=("soon",)), PERIOD, False),
        (Type("text", values=("2021-05-19",)), DATE, True),
        (Type("text", values=("2021-02-30",)), DATE, False),
        (Type("text", values=("",)), TEXT, True),
        (Type("text", values=("x",)), INT, False),
        (TEXT, INT, False),
    ],
)
def test_one_type_fits_where_another_is_wanted(given: Type, wanted: Type, *, does: bool) -> None:
    assert fits(given, wanted) is does


def test_only_types_with_values_in_common_compare() -> None:
    assert comparable(enum_of("ab"), enum_of("bc"))
    assert not comparable(enum_of("ab"), enum_of("cd"))
    assert not comparable(PERSON, AUTHORITY)
    assert comparable(NULL, maybe(TIME))
    assert not comparable(NULL, TIME)


def test_what_two_types_have_in_common_holds_the_values_of_both() -> None:
    assert common(INT, NULL) == maybe(INT)
    assert common(PERSON, ROLE) == TEXT
    assert common(INT, MONEY) == MONEY
    assert common(TIME, TEXT) is None
    assert common(ANY, TEXT) == ANY
    assert common(Type("int", least=0), Type("int", most=9)) == INT
