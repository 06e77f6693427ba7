"""Why a day counts towards a limit or does not, in words."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

WHY: Words = {
    "event_day": both("起算当日，不计入", "day of the event, not counted"),
    "working_day": both("工作日", "working day"),
    "makeup_working_day": both("调休上班日", "make-up working day"),
    "calendar_day": both("日历日", "calendar day"),
    "extension_day": both("延长期间", "extension"),
    "counted_time": both("计入 {minutes} 分钟", "{minutes} minutes counted"),
    "rest_day": both("休息日", "day of rest"),
    "holiday": both("法定节假日", "public holiday"),
    "projected_holiday": both("推定的法定节假日（尚未公布）", "projected holiday (not yet published)"),
    "suspended": both("中止，不计入", "suspended, not counted"),
    "outside_hours": both("办公时间以外", "outside office hours"),
    "rolled_over": both("届满日顺延中", "the last day moves on"),
    "rolled_to": both("届满日逢休息日，顺延至此", "the last day was a day of rest and moves to this one"),
    "fixed_date": both("文书载明的日期", "date written in the document"),
    "standing_still": both("自此停止计算", "stands still from here on"),
}
