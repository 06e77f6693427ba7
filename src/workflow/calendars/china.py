"""The working days of China as the State Council's yearly notices give them, make-up days (调休) included."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from chinese_calendar.constants import Holiday, holidays, workdays

from workflow.calendars.calendar import Calendar
from workflow.calendars.hours import Hours
from workflow.language.text import Text

# Eight hours a day, five days a week: State Council Regulations on Working Hours (1995), arts. 3 and 7. When
# the day begins is for each office to say, in a calendar of its own.
OFFICE_HOURS: Hours = ((9 * 60, 12 * 60), (13 * 60, 18 * 60))
WEEKEND = frozenset({5, 6})

# The holidays with a fixed date in art. 2 of the Regulations on Public Holidays for National Annual Festivals
# and Memorial Days (全国年节及纪念日放假办法), as in force from 2025-01-01; the others await the notice.
_FIXED_HOLIDAYS = (
    (1, 1, Holiday.new_years_day),
    (5, 1, Holiday.labour_day),
    (5, 2, Holiday.labour_day),
    (10, 1, Holiday.national_day),
    (10, 2, Holiday.national_day),
    (10, 3, Holiday.national_day),
)

# Notice 国办发明电〔2005〕35号, no. 1: Saturday 2005-12-31 is worked; the library leaves it out.
_LEFT_OUT = {date(2005, 12, 31): Holiday.new_years_day.value}


@lru_cache(maxsize=1)
def china() -> Calendar:
    """Return the calendar `cn`, from 2004 to the last year published; later years are provisional.

    A provisional year has its weekends and the holidays that the law fixes to a date, and no make-up days.

    Source: the notices of the General Office of the State Council on the holidays of each year, collected by
    `chinesecalendar`.
    """
    return Calendar(
        id="cn",
        zone="Asia/Shanghai",
        title=Text(zh="全国法定工作日", en="Working days of China"),
        first_year=min(holidays).year,
        last_published_year=max(holidays).year,
        weekly_rest=WEEKEND,
        hours=OFFICE_HOURS,
        off=_named(holidays),
        work=_named({**workdays, **_LEFT_OUT}),
        yearly={(month, day): _name(holiday) for month, day, holiday in _FIXED_HOLIDAYS},
        source="国务院办公厅关于部分节假日安排的通知（各年度）",
    )


def _named(days: Mapping[date, str]) -> dict[date, Text]:
    names = {holiday.value: _name(holiday) for holiday in Holiday}
    return {day: names[name] for day, name in days.items()}


def _name(holiday: Holiday) -> Text:
    return Text(zh=holiday.chinese, en=holiday.value)
