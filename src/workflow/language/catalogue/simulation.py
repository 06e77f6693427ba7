"""The words of simulations: headings, parts of time, remarks."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

SIMULATION: Words = {
    "summary": both(
        "{definition}：模拟 {runs} 次，项目 {projects} 个，种子 {seed}",
        "{definition}: replications {runs}, projects {projects}, seed {seed}",
    ),
    "scenario": both("情景", "scenario"),
    "finish": both("办结日期", "finish"),
    "working_days": both("工作日", "working days"),
    "calendar_days": both("日历日", "calendar days"),
    "first_work": both("自首次办理", "from first work"),
    "p50": both("P50", "P50"),
    "p80": both("P80", "P80"),
    "p90": both("P90", "P90"),
    "item": both("事项", "item"),
    "starts": both("开始", "starts"),
    "finishes": both("办成", "obtained"),
    "criticality": both("关键度", "criticality"),
    "driver": both("相关度", "correlation"),
    "clock": both("时限", "limit"),
    "on_time": both("按期率", "on time"),
    "where": both("时间去向（关键路径）", "where the time goes (critical course)"),
    "queue": both("排队", "queue"),
    "work": both("办理", "work"),
    "applicant": both("申请人", "applicant"),
    "suspended": both("中止", "suspended"),
    "off_hours": both("非工作时间", "off hours"),
    "waiting": both("等候前置", "waiting for prerequisites"),
    "pool": both("人员", "officers"),
    "officers": both("人数", "number"),
    "load": both("负荷", "load"),
    "offered": both("来件负荷", "offered load"),
    "waiting_cases": both("平均排队", "mean queue"),
    "limit_met": both("时限", "limit"),
    "chance": both("把握", "how likely"),
    "interval": both("95% 区间", "95 % interval"),
    "compared": both("与“{name}”相比（工作日，逐个项目）", "Against “{name}” (working days, project by project)"),
    "measure": both("量法", "measure"),
    "difference": both("平均差", "difference"),
    "significant": both("差异显著", "significant"),
    "not_significant": both("差异不显著", "not significant"),
    "pre_review_of": both("{item}（预审）", "{item} (pre-review)"),
    "nothing_finished": both("没有项目在期限内办结", "no project finished"),
    "provisional": both(
        "“{name}”：{year} 年以后的节假日安排尚未公布，所涉日期为暂定。",
        "“{name}”: the holidays after {year} are not published; dates beyond are provisional.",
    ),
    "too_few": both(
        "“{name}”：次数太少，P80 的 95% 置信区间为 {low} 至 {high} 个工作日；请用 --runs 增加次数。",
        "“{name}”: too few replications, the 95 % interval of P80 is {low} to {high} working days; raise --runs.",
    ),
    "no_interval": both(
        "“{name}”：次数太少，给不出 P80 的置信区间；请用 --runs 增加次数。",
        "“{name}”: too few replications for an interval of P80; raise --runs.",
    ),
    "unsteady": both(
        "“{name}”：来件给 {pool} 带来的工作是其所能办理的 {load}，没有稳态：只要继续来件，排队就不断变长。",
        "“{name}”: the work that comes to {pool} is {load} of what it can do; there is no steady state, queues grow as "
        "long as projects come.",
    ),
    "unfinished": both(
        "“{name}”：{open} 个项目在模拟期内没有办结，未计入。",
        "“{name}”: {open} projects did not finish within the horizon and are left out.",
    ),
    "recorded": both("已写入 {url}：{n} 次办理，{events} 条事件。", "Recorded in {url}: {n} acts, {events} events."),
    "progress": both("模拟中 {bar} {share}（{done}/{total} 次）", "simulating {bar} {share} ({done}/{total} runs)"),
    "broken_off": both(
        "已中断：完成 {done}/{total} 次模拟，没有写出任何结果。",
        "Broken off: {done} of {total} runs were done; nothing was written.",
    ),
    "loops_cut": both(
        "“{name}”：办理“{act}”在一个案件中至多重复 {rounds} 次。",
        "“{name}”: the act “{act}” is repeated at most {rounds} times on a case.",
    ),
}
