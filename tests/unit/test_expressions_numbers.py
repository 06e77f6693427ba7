"""Numbers in expressions: shapes, parts and check characters, against the examples that the standards print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.definition.expressions import BadExpression, compile_expression
from workflow.definition.numbers import SYSTEMS, checks_out, is_picture, part, shaped
from workflow.definition.types import TEXT

EXAMPLES = [
    ("iso7064_mod_11_2", "07940"),
    ("iso7064_mod_11_2", "079X"),
    ("iso7064_mod_11_2", "11010519491231002X"),  # GB 11643-1999
    ("iso7064_mod_37_2", "G123489654321Y"),  # ISBT 128
    ("iso7064_mod_97_10", "79444"),
    ("iso7064_mod_11_10", "07945"),
    ("iso7064_mod_37_36", "A12425GABC1234002M"),  # GRid
    ("gb32100", "91350100M000100Y43"),  # GB 32100-2015
]


@pytest.mark.parametrize(("system", "number"), EXAMPLES)
def test_the_examples_of_the_standards_check_out(system: str, number: str) -> None:
    assert checks_out(number, system)


@pytest.mark.parametrize(("system", "number"), EXAMPLES)
def test_no_number_with_one_character_changed_or_two_neighbours_swapped_checks_out(system: str, number: str) -> None:
    alphabet = "0123456789" if "X" in number[:-1] or number[:-1].isdigit() else "0123456789ABCDEFGHJKLMNPQRTUWXY"
    changed = [
        number[:place] + one + number[place + 1 :]
        for place in range(len(number) - 1)
        for one in alphabet
        if one != number[place]
    ]
    swapped = [
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for place in range(len(number) - 2)
        if number[place] != number[place + 1]
    ]
    # A hybrid system misses the swap of two of its characters now and then, as the standard says itself.
    wrong = changed if system in {"iso7064_mod_11_10", "iso7064_mod_37_36"} else changed + swapped
    assert [one for one in wrong if checks_out(one, system)] == []


@pytest.mark.parametrize(
    "number", ["", "1", "079Ⅹ", "０７９４０", "0794 0", "x", "91350100M000100Y4", "I1350100M000100Y43"]
)
@pytest.mark.parametrize("system", SYSTEMS)
def test_what_is_no_number_of_a_system_does_not_check_out(system: str, number: str) -> None:
    assert not checks_out(number, system)


@given(st.text(max_size=30), st.sampled_from(sorted(SYSTEMS)))
def test_any_text_is_told_right_or_wrong(text: str, system: str) -> None:
    assert checks_out(text, system) in {True, False}


@pytest.mark.parametrize(
    ("text", "picture", "fits"),
    [
        ("S000032010001215000001", "A9(21)", True),
        ("s000032010001215000001", "A9(21)", False),
        ("S00003201000121500000", "A9(21)", False),
        ("S00003201000121500000１", "A9(21)", False),
        ("AB12", "AA99", True),
        ("A-12", "AX99", False),
        ("AZ12", "AX99", True),
    ],
)
def test_a_text_has_the_shape_of_a_picture_or_not(text: str, picture: str, *, fits: bool) -> None:
    assert shaped(text, picture) is fits


@pytest.mark.parametrize("picture", ["", "B9", "9()", "9(1000)", "[0-9]+", "9 9", "(3)"])
def test_a_picture_is_written_in_letters_digits_and_counts(picture: str) -> None:
    assert not is_picture(picture)
    with pytest.raises(ValueError, match="^" if not picture else None):
        shaped("1", picture)


def test_parts_are_counted_from_one() -> None:
    number = "S000032010001215000001"
    assert [part(number, 1, 1), part(number, 14, 15), part(number, 16, 16)] == ["S", "21", "5"]
    assert [part(number, 23, 30), part(number, 5, 4), part(number, 0, 2), part(number, 3, -1)] == ["", "", "S0", ""]


@pytest.mark.parametrize("text", ["shaped(n, '[0-9]')", "checks_out(n, 'mod_10')", "part(n, '1', 2)"])
def test_a_wrong_picture_or_system_is_found_when_the_expression_is_read(text: str) -> None:
    with pytest.raises(BadExpression):
        compile_expression(text, {"n": TEXT})


def test_an_expression_joins_them() -> None:
    whole = compile_expression("shaped(n, 'A9(3)') && part(n, 2, 4) == '079' || checks_out(n, 'gb32100')", {"n": TEXT})
    assert whole.evaluate({"n": "S079"}) is True
    assert whole.evaluate({"n": "91350100M000100Y43"}) is True
    assert whole.evaluate({"n": "91350100M000100Y44"}) is False
