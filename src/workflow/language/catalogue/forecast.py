"""The words of forecasts."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

FORECAST: Words = {
    "head": both(
        "项目“{title}”（{definition}），{at} 起；情景“{scenario}”，模拟 {runs} 次，种子 {seed}",
        "Project “{title}” ({definition}), from {at}; scenario “{scenario}”, replications {runs}, seed {seed}",
    ),
    "all_targets": both("全部目标", "all targets"),
    "days_left": both("剩余工作日", "working days left"),
    "state": both("现状", "state"),
    "no_case": both("尚未申请", "not applied for"),
    "never": both("办不成", "never"),
    "obtained_in": both("{share} 的情况下办成", "obtained in {share}"),
    "obtained_already": both(
        "项目“{title}”：所问事项都已取得，没有可预测的。", "Project “{title}”: everything asked for is obtained."
    ),
    "obtained_since": both("{item}：{since} 取得", "{item}: obtained {since}"),
    "limits": both("正在计的时限", "Limits that run"),
    "last_day": both("最后一天", "last day"),
    "kept": both("按期把握", "kept in"),
    "suspended": both("已中止", "suspended"),
    "overdue": both("已逾期", "overdue"),
    "next": both("先做什么", "What to do first"),
    "saves": both(
        "今天就办，P80 提前{days}，到 {p80}（平均提前 {mean}{interval}）",
        "done today: P80 {days} sooner, {p80} (on average {mean}{interval})",
    ),
    "saves_nothing": both("今天就办也不会更早办结（有别的事项更慢）", "done today: no sooner, another takes longer"),
    "counted_on": both("预测已按今天办理计，迟办则全部推迟", "the forecast counts on it today; later makes all later"),
    "interval": both("，95% 置信区间 {low} 至 {high}", ", 95 % interval {low} to {high}"),
    "awaits": both("须等：{items}", "waits for: {items}"),
    "not_today": both("今天不能办：{why}", "not today: {why}"),
    "at_authority": both("{role}（{authority}）", "{role}, {authority}"),
    "what_if": both("假如", "What if"),
    "sooner": both("与现状相比（工作日）", "against now (working days)"),
    "queue": both(
        "排队：同一账本另有 {projects} 个项目、{cases} 件在办，一并排队{arrivals}。",
        "Queue: {projects} other projects of this ledger with {cases} open cases stand before the same "
        "officers{arrivals}.",
    ),
    "arrivals": both("；此后每年另来 {n} 个", "; {n} more come a year"),
    "supposed": both("账本没有记载、预测时假设的：", "Not in the ledger, supposed for this forecast:"),
    "supposed_fact": both("项目情况 {names}，依情景的值", "facts of the project as the scenario has them: {names}"),
    "supposed_given": both("{names}：{at} 取得", "{names}: in force on {at}"),
    "supposed_absent": both("{names}：不适用", "{names}: does not apply"),
    "supposed_again": both("{names}：原案已终结，重新申请", "{names}: its case ended, it is applied for again"),
    "assumptions": both(
        "情景的假设 {n} 项：把握 C（确定）{c}、L（很可能）{l}、V（待核实）{v}；逐项见 --json。",
        "The scenario assumes {n} things: {c} certain (C), {l} likely (L), {v} to be verified (V); --json has "
        "them all.",
    ),
    "own_policies": both(
        "项目适用的政策（{own}）与情景所设（{assumed}）不同；以项目的为准。",
        "The policies of the project ({own}) are not those of the scenario ({assumed}); the project's own hold.",
    ),
    "outlasted": both(
        "案件“{case}”在“{state}”停留之久已超出情景的设想；按立即办理计。",
        "The case “{case}” has been in “{state}” longer than the scenario lets it; it is taken to move on at once.",
    ),
    "uncovered": both(
        "情景没有说“{item}”在“{state}”要多久；按立即走最短的合法途径计。",
        "The scenario does not say how long “{item}” is in “{state}”; the shortest lawful way is taken at once.",
    ),
    "left_out": both(
        "这些案件所处的状态情景从不经过，没有计入排队：{cases}。",
        "These cases stand where the scenario never comes and are left out of the queue: {cases}.",
    ),
}  # fmt: skip
