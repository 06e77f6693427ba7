"""The words of figures: in whose hands the time was, rounds, deficiencies, deadlines."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

FIGURES: Words = {
    "title": both("办理数据", "Figures"),
    "subject_all": both("全部账本", "The whole ledger"),
    "subject": both("“{name}”", "“{name}”"),
    "subject_period": both("{start} 至 {end}", "{start} to {end}"),
    "counted": both("{what}，统计到 {at}：{cases} 个案件。", "{what}, counted up to {at}; cases: {cases}."),
    "hands": both("时间在谁手里", "In whose hands the time was"),
    "authority": both("机关办理", "authority"),
    "suspended": both("依法扣除", "suspended"),
    "applicant": both("等申请人", "applicant"),
    "others": both("其他", "others"),
    "all_items": both("全部事项", "All items"),
    "days": both("{n} 个工作日", "{n} working days"),
    "rounds": both("来回几次", "Rounds"),
    "rounds_n": both("{n} 次", "{n}"),
    "rounds_cases": both("案件数", "Cases"),
    "deficiencies": both("要求补正什么", "What applicants were asked to correct"),
    "deadlines": both("期限遵守情况", "How time limits were kept"),
    "on_time": both("按期", "kept"),
    "late": both("逾期办结", "ended late"),
    "lapsed": both("届满未作为", "lapsed in silence"),
    "overdue": both("逾期未结", "overdue"),
    "running": both("未到期", "running"),
    "not_kept": both("未按期", "not kept"),
    "not_always_kept": both("没有全部遵守的期限", "Limits not always kept"),
    "always_kept": both("已到期的期限全部按期。", "Every limit that was due was kept."),
    "kept": both("{n}/{due} 按期", "{n} of {due} kept"),
    "none_due": both("尚无到期", "none due yet"),
    "item": both("事项", "Item"),
    "body": both("机关", "Authority"),
    "cases": both("案件", "Cases"),
    "mean_rounds": both("平均次数", "Mean rounds"),
    "what": both("内容", "What"),
    "n": both("次数", "Times"),
    "clock": both("期限", "Limit"),
    "limits": both("长度", "Length"),
    "rate": both("按期率", "Rate"),
    "median": both("中位工作日", "Median days"),
    "nothing": both("（无）", "(none)"),
    "hands_in_days": both("时间在谁手里（工作日）", "In whose hands the time was (working days)"),
    "footer": both(
        "直接从事件算出，不依赖任何另存的统计；任何人用同一账本可以重算：workflow audit figures。",
        "Counted from the events alone, no statistics are stored; anybody can count again from the same ledger: "
        "workflow audit figures.",
    ),
}
