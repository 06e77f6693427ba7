"""What facts are counted in: the units that every definition may use without saying what they are called."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

UNITS: Words = {
    "fen": both("分", "fen"),
    "yuan": both("元", "yuan"),
    "m": both("米", "m"),
    "m2": both("平方米", "m²"),
    "m3": both("立方米", "m³"),
    "km": both("公里", "km"),
    "kg": both("千克", "kg"),
    "t": both("吨", "t"),
    "tce": both("吨标准煤", "tce"),
    "kWh": both("千瓦时", "kWh"),
    "minutes": both("分钟", "minutes"),
    "hours": both("小时", "hours"),
    "days": both("天", "days"),
    "working_hours": both("工作小时", "working hours"),
    "working_days": both("工作日", "working days"),
    "calendar_days": both("日", "calendar days"),
    "months": both("个月", "months"),
    "years": both("年", "years"),
}
