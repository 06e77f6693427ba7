"""Periods as people write them: `20个工作日`, `三个月`, `十五日`, `半年`, `20 working days`.

A definition writes `20 working_days` only; these are for command lines, forms and tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from workflow.language.quantities import Period, Unit, parse_period

UNIT_WORDS: Mapping[str, Unit] = {
    "个工作日": "working_days", "工作日": "working_days", "working days": "working_days", "working day": "working_days",
    "日": "calendar_days", "天": "calendar_days", "个自然日": "calendar_days", "自然日": "calendar_days",
    "days": "calendar_days", "day": "calendar_days",
    "calendar days": "calendar_days", "calendar day": "calendar_days",
    "个工作小时": "working_hours", "工作小时": "working_hours", "working hours": "working_hours",
    "working hour": "working_hours", "个小时": "hours", "小时": "hours", "hours": "hours", "hour": "hours",
    "分钟": "minutes", "minutes": "minutes", "minute": "minutes",
    "个月": "months", "月": "months", "months": "months", "month": "months",
    "年": "years", "years": "years", "year": "years",
}  # fmt: skip
_NUMBER = r"\d{1,6}|[〇零一二两三四五六七八九十百千半]+"
_WRITTEN = re.compile(rf"\s*({_NUMBER})\s*([^\d\s][^\d]*?)\s*")
PERIOD_WORDS = rf"(?:{_NUMBER})\s*(?:{'|'.join(sorted(UNIT_WORDS, key=len, reverse=True))})"
"""The pattern of a period in words, for what is found within a sentence."""
_DIGITS = {sign: value for value, signs in enumerate(("〇零", "一", "二两", *"三四五六七八九")) for sign in signs}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def read_period(text: str) -> Period:
    """Return the period that somebody wrote, in either language or as a definition writes it.

    Raises:
        ValueError: it is none.
    """
    found = _WRITTEN.fullmatch(text)
    unit = UNIT_WORDS.get(found[2].lower()) if found else None
    if found is None or unit is None:
        return parse_period(text)
    if found[1] == "半":
        if unit != "years":
            raise ValueError(text)
        return Period(6, "months")
    return Period(int(found[1]) if found[1].isdecimal() and found[1].isascii() else _number(found[1]), unit)


def _number(numeral: str) -> int:
    """Return what a Chinese numeral below 10,000 is: 十五 15, 三十 30, 一百二十 120.

    Raises:
        ValueError: it is written otherwise.
    """
    total, digit = 0, None
    lowest = 10_000
    for sign in numeral:
        if sign in _DIGITS:
            if digit:
                raise ValueError(numeral)
            digit = _DIGITS[sign]
        elif sign in _PLACES and _PLACES[sign] < lowest and digit != 0:
            lowest = _PLACES[sign]
            total += (1 if digit is None else digit) * lowest
            digit = None
        else:
            raise ValueError(numeral)
    return total + (digit or 0)
