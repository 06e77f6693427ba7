"""Periods as people write them, in both languages and in Chinese numerals."""

import pytest

from workflow.definition.types import parse_type
from workflow.definition.wording import chinese_number, elapsed_text, period_text
from workflow.definition.written_values import parse_text
from workflow.language.periods import UNIT_WORDS, read_period
from workflow.language.quantities import UNITS, Period, Unit


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("20个工作日", 20, "working_days"), ("20 个工作日", 20, "working_days"), ("二十个工作日", 20, "working_days"),
        ("15日", 15, "calendar_days"), ("十五日", 15, "calendar_days"), ("六十天", 60, "calendar_days"),
        ("三个月", 3, "months"), ("两年", 2, "years"), ("半年", 6, "months"), ("一百二十日", 120, "calendar_days"),
        ("2个工作小时", 2, "working_hours"), ("24小时", 24, "hours"), ("30分钟", 30, "minutes"),
        ("20 working_days", 20, "working_days"), ("1 working day", 1, "working_days"), ("3 Months", 3, "months"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_it_is_meant(text: str, count: int, unit: Unit) -> None:
    assert read_period(text) == Period(count, unit)


@pytest.mark.parametrize(
    "text", ["", "工作日", "20", "20个", "半日", "十十日", "二〇日三", "3 fortnights", "-3 months", "1.5年"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_period(text)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_is_told_can_be_typed(unit: Unit, language: str) -> None:
    assert {unit} <= set(UNIT_WORDS.values())
    for count in (1, 2, 15, 120):
        assert read_period(period_text(Period(count, unit), language)) == Period(count, unit)
        numeral = period_text(Period(count, unit), "zh-CN").replace(str(count), chinese_number(count))
        assert read_period(numeral) == Period(count, unit)


def test_a_datum_of_type_period_is_recorded_in_the_one_form() -> None:
    assert parse_text(parse_type("period"), "三个月") == "3 months"
    assert parse_text(parse_type("list[period]"), "15日、三个月") == ["15 calendar_days", "3 months"]


@pytest.mark.parametrize(
    ("minutes", "chinese", "english"),
    [(110, "1小时50分钟", "1 h 50 min"), (62_040, "43天2小时", "43 days 2 h"), (0, "0分钟", "0 min")],
)
def test_what_took_long_is_told_in_days(minutes: int, chinese: str, english: str) -> None:
    assert (elapsed_text(minutes, "zh-CN"), elapsed_text(minutes, "en")) == (chinese, english)
