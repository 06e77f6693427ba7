"""The words of pictures and reports of simulations."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

ANSWERS: Words = {
    # pictures
    "bands": both("各事项的开始与办成 · {name}", "When items begin and are obtained · {name}"),
    "before": both("开始：P10 至 P50", "begins: P10 to P50"),
    "middle": both("P50 开始至 P50 办成", "P50 begun to P50 obtained"),
    "ahead": both("预审，尚无法律效力", "pre-review, without legal effect"),
    "after": both("办成：P50 至 P90", "obtained: P50 to P90"),
    "earliest": both("办成：P10", "obtained: P10"),
    "trigger": both("起算日", "trigger"),
    "counted": both("横轴：自起算起的工作日", "scale: working days from the trigger"),
    "counted_note": both("右侧：办成 P50（P10–P90）", "at the right: obtained, P50 (P10–P90)"),
    "range": both("{middle}（{low}–{high}）", "{middle} ({low}–{high})"),
    "curves": both("在某日之前办结的概率", "How likely it is done by a day"),
    "curves_first": both("自首次办理起，多少天内办结的概率", "How likely it is done within so many days of first work"),
    "counted_first": both("横轴：自首次办理起的工作日", "scale: working days from first work"),
    "statutory": both("法定时限合计 {days} 个工作日", "statutory limits in all: {days} working days"),
    "within": both("期望：{period}内", "wanted: within {period}"),
    "tornado": both(
        "什么最能改变 P80 · {name}（基准 {base} 个工作日，{runs} 次）",
        "What moves P80 most · {name} (base {base} working days, {runs} replications)",
    ),
    "tornado_first": both(
        "什么最能改变自首次办理起的 P80 · {name}（基准 {base} 个工作日，{runs} 次）",
        "What moves P80 from first work most · {name} (base {base} working days, {runs} replications)",
    ),
    "less": both("更快", "sooner"),
    "more": both("更慢", "later"),
    "whisker": both("95% 置信区间", "95 % interval"),
    "load_map": both("各部门每周的负荷 · {name}", "Load of each department by week · {name}"),
    "queue_map": both("各部门每周排队的件数 · {name}", "Cases waiting at each department by week · {name}"),
    "least_load": both("很低", "very low"),
    "most_load": both("100%", "100 %"),
    "least_queue": both("很少", "very few"),
    "most_queue": both("{n:} 件", "{n:} cases"),
    "load_note": both("{mean}，最高 {most}", "{mean}, up to {most}"),
    "queue_note": both("平均 {mean}，最多 {most}", "mean {mean}, up to {most}"),
    "split": both("时间去向（按事项）· {name}", "Where the time goes, by item · {name}"),
    "days_note": both("平均 {days} 天", "mean {days} days"),
    # what was varied
    "vary_staff": both("{name}：人数", "{name}: officers"),
    "vary_office": both("{name}：办理用时", "{name}: time of the office"),
    "vary_applicant": both("{name}：申请人用时", "{name}: time of the applicant"),
    "vary_suspended": both("{name}：中止时间", "{name}: suspended time"),
    "vary_act": both("{name}：不发生“{act}”", "{name}: no “{act}”"),
    "vary_policy": both("不采用政策“{name}”", "without the policy “{name}”"),
    "vary_order": both("不按规定次序逐项办理", "without the prescribed order"),
    "vary_arrivals": both("来件数量", "projects that come"),
    "way_off": both("取消", "off"),
    "way_fewer": both("-1 人", "-1"),
    "way_one_more": both("+1 人", "+1"),
    "way_p10": both("P10", "P10"),
    "way_p90": both("P90", "P90"),
    "way_down": both("-20%", "-20 %"),
    "way_up": both("+20%", "+20 %"),
    "left_out": both(
        "“{name}”：去掉政策“{policy}”后情景不再成立（例如它写了该政策才有的步骤），未作变动。",
        "“{name}”: without the policy “{policy}” the scenario does not stand (it may speak of steps that only the "
        "policy brings), so it was not varied.",
    ),
    "starred": both(
        "带 * 的变动下来件多于所能办理，没有稳态，数值取决于模拟的时长。",
        "* More comes than can be worked: there is no steady state, and the number depends on how long is simulated.",
    ),
    "apply_again": both("重新申请", "apply again"),
    "not_steady": both("无稳态", "no steady state"),
    "staff_curve": both("人数与 P90 · {name}", "Officers and P90 · {name}"),
    "staff_curve_first": both("人数与自首次办理起的 P90 · {name}", "Officers and P90 from first work · {name}"),
    "officers_n": both("{n} 人", "{n}"),
    "staff_note": both("P90 {days}{interval}，利用率 {load}", "P90 {days}{interval}, utilisation {load}"),
    "now": both("现有", "now"),
    "others": both("其他人数", "other numbers"),
}
