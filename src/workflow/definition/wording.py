"""A definition in words: articles, periods and requirements as a reader of Chinese or English writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.definition.model import (
    AllOf,
    AnyOf,
    Item,
    Law,
    Requirement,
    Source,
)
from workflow.language.quantities import Period, Unit, parse_period

_DAY = 24 * 60  # minutes
_DIGITS = "〇一二三四五六七八九"
_PERIODS: Mapping[Unit, tuple[str, str, str]] = {
    "working_days": ("{}个工作日", "{} working day", "{} working days"),
    "calendar_days": ("{}日", "{} calendar day", "{} calendar days"),
    "working_hours": ("{}个工作小时", "{} working hour", "{} working hours"),
    "hours": ("{}小时", "{} hour", "{} hours"),
    "minutes": ("{}分钟", "{} minute", "{} minutes"),
    "months": ("{}个月", "{} month", "{} months"),
    "years": ("{}年", "{} year", "{} years"),
}


def source_text(source: Source | Mapping[str, Any], laws: Mapping[str, Law], language: str) -> str:
    """Return a source as it is cited: `建筑法 第八条第一款第四项`, `Construction Law, Art. 8(1)(4)`.

    Args:
        source: as a definition gives it, or as `basis` objects carry it.
        laws: the definition's table; a law that is not in it is cited by its id.
    """
    cited = source if isinstance(source, Source) else Source.model_validate(source)
    law = laws.get(cited.law)
    title = law.title.within(language) if law else cited.law
    place = _chinese_place(cited) if language == "zh-CN" else _english_place(cited)
    if not place:
        return title
    if place.startswith(("（", "(")):
        return title + place if language == "zh-CN" else f"{title} {place}"
    return f"{title} {place}" if language == "zh-CN" else f"{title}, {place}"


def source_texts(
    sources: Iterable[Source | Mapping[str, Any]], laws: Mapping[str, Law], language: str
) -> tuple[str, ...]:
    """Return several sources as they are cited."""
    return tuple(source_text(source, laws, language) for source in sources)


def chinese_number(number: int) -> str:
    """Return a number from 0 to 9999 in Chinese numerals, as articles are counted: 10 十, 32 三十二, 278 二百七十八.

    Raises:
        ValueError: the number is out of that range.
    """
    if not 0 <= number <= 9999:  # noqa: PLR2004 - no law has more articles
        raise ValueError(number)
    if number == 0:
        return "零"
    spelled, gap = "", False
    for value, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            spelled += ("零" if gap and spelled else "") + _DIGITS[digit] + word
        gap = not digit
    return spelled.removeprefix("一") if spelled.startswith("一十") else spelled


def period_text(period: str | Period, language: str) -> str:
    """Return a period in words: `20个工作日`, `20 working days`; what is no period stays as it is written."""
    try:
        known = parse_period(period) if isinstance(period, str) else period
    except ValueError:
        return str(period)
    chinese, one, several = _PERIODS[known.unit]
    return (chinese if language == "zh-CN" else one if known.count == 1 else several).format(known.count)


def elapsed_text(minutes: int, language: str) -> str:
    """Return how long something took by the clock: `1小时50分钟`, `43天2小时`; from two days on without minutes."""
    days, rest = divmod(minutes, _DAY) if minutes >= 2 * _DAY else (0, minutes)
    hours, left = divmod(rest, 60)
    units = (("{}天", "{} days", days), ("{}小时", "{} h", hours), ("{}分钟", "{} min", 0 if days else left))
    told = [(chinese if language == "zh-CN" else english).format(n) for chinese, english, n in units if n]
    return ("" if language == "zh-CN" else " ").join(told) or ("0分钟" if language == "zh-CN" else "0 min")


def requirement_text(requirement: Requirement, items: Mapping[str, Item], language: str) -> str:
    """Return a requirement in words: `甲、（乙或丙）`, `A and (B or C)`."""
    join_or, join_and, brackets = ("或", "、", "（{}）") if language == "zh-CN" else (" or ", " and ", "({})")
    match requirement:
        case str():
            return items[requirement].title.within(language) if requirement in items else requirement
        case AnyOf(any=parts):
            return brackets.format(join_or.join(requirement_text(part, items, language) for part in parts))
        case AllOf(all=parts):
            return brackets.format(join_and.join(requirement_text(part, items, language) for part in parts))


def requirements_text(requirements: Iterable[Requirement], items: Mapping[str, Item], language: str) -> str:
    """Return what must all be met, in words."""
    joined = "、" if language == "zh-CN" else " and "
    return joined.join(requirement_text(one, items, language) for one in requirements)


def _chinese_place(source: Source) -> str:
    place = ""
    if source.article is not None:
        article = _chinese_article(source.article)
        place = article or str(source.article)
    place += f"第{chinese_number(source.paragraph)}款" if source.paragraph is not None else ""
    place += f"第{chinese_number(source.item)}项" if source.item is not None else ""
    return place + (f"（{source.note}）" if source.note else "")


def _chinese_article(article: int | str) -> str:
    """Return `第九十一条`, for `91-2` `第九十一条之二`; nothing where the article is not written as a number."""
    number, _, branch = str(article).partition("-")
    if not number.isascii() or not number.isdigit() or (branch and not branch.isdigit()):
        return ""
    return f"第{chinese_number(int(number))}条" + (f"之{chinese_number(int(branch))}" if branch else "")


def _english_place(source: Source) -> str:
    parts = "".join(f"({part})" for part in (source.paragraph, source.item) if part is not None)
    note = f" ({source.note})" if source.note else ""
    if source.article is None:
        return (parts + note).strip()
    numbered = str(source.article)[:1].isdigit()
    return f"{'Art. ' if numbered else ''}{source.article}{parts}{note}"
