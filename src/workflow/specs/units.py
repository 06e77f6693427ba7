"""Units of time as steps name them."""

from __future__ import annotations

from workflow.language.quantities import Unit

UNITS: dict[str, Unit] = {
    "个工作日": "working_days",
    "工作日": "working_days",
    "日": "calendar_days",
    "天": "calendar_days",
    "个小时": "hours",
    "小时": "hours",
    "个月": "months",
    "年": "years",
    "个工作小时": "working_hours",
    "working days": "working_days",
    "working day": "working_days",
    "calendar days": "calendar_days",
    "days": "calendar_days",
    "day": "calendar_days",
    "working hours": "working_hours",
    "working hour": "working_hours",
    "hours": "hours",
    "hour": "hours",
    "months": "months",
    "month": "months",
    "years": "years",
    "year": "years",
}
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
LENGTH = rf"\d+\s*(?:{UNIT})"
