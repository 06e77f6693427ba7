"""The words of the report of a simulation."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

REPORT: Words = {
    "title": both("审批时间模拟报告", "How long approval takes: a simulation"),
    "subtitle": both(
        "情景：{scenarios}。每个情景模拟 {runs} 次，共 {cases} 个项目，随机种子 {seed}。",
        "Scenarios: {scenarios}. {runs} replications of each, {cases} projects in all, seed {seed}.",
    ),
    "card_unit": both("个工作日内，五个项目有四个办结（P80）", "working days: four projects in five are done (P80)"),
    "card_certain": both("个工作日办结（没有随机因素）", "working days (nothing is left to chance)"),
    "card_levels": both("P50 {p50}，P90 {p90}", "P50 {p50}, P90 {p90}"),
    "card_first": both("自首次办理起 P80 {p80}", "P80 from first work {p80}"),
    "card_date": both("P80 日期 {date}", "P80 on {date}"),
    "card_chance": both("{limit}：{share}", "{limit}: {share}"),
    "warnings": both("请先注意", "Read this first"),
    "no_warnings": both("没有需要特别注意的事项。", "There is nothing in particular to beware of."),
    "answers": both("多久，多大把握", "How long, and how sure"),
    "curves_how": both(
        "曲线上的每一点：到这一天为止，有多大比例的项目已经办结。红色虚线是整个项目的时限。",
        "Each point: the share of projects done by that day. Dashed red lines are limits of the whole project.",
    ),
    "scenario": both("情景", "Scenario"),
    "from_trigger": both("自起算起（工作日）", "From the trigger (working days)"),
    "from_first": both("自首次办理起（工作日）", "From first work (working days)"),
    "p50": both("P50", "P50"),
    "p80": both("P80", "P80"),
    "p90": both("P90", "P90"),
    "interval_p80": both("P80 的 95% 区间", "95 % interval of P80"),
    "mean": both("平均", "Mean"),
    "open": both("未办结", "Not done"),
    "both_measures": both(
        "两种量法并排给出：把工作挪到起算之前，不等于变快。",
        "Both measures stand side by side: moving work before the trigger is not speed.",
    ),
    "limit": both("时限", "Limit"),
    "chance": both("办结的把握", "How likely"),
    "interval": both("95% 区间", "95 % interval"),
    "compared": both("情景之间的差别", "Scenarios compared"),
    "compared_how": both(
        "同一个项目在两个情景中抽到同样的随机数，逐个项目相减；第一个情景是基准。负数表示更快。",
        "A project draws the same numbers in both scenarios, and differences are taken project by project; the first "
        "scenario is the base. Below nought is faster.",
    ),
    "measure": both("量法", "Measure"),
    "difference": both("平均差（工作日）", "Mean difference (working days)"),
    "judged": both("判断", "Verdict"),
    "items": both("事项", "Item"),
    "criticality": both("关键度", "Criticality"),
    "driver": both("相关度", "Correlation"),
    "criticality_how": both(
        "关键度：在多大比例的项目里，整个项目在等这一项。相关度：这一项的长短与总时间的秩相关。",
        "Criticality: in what share of the projects the whole waited for this item. Correlation: rank correlation of "
        "its length with the whole time.",
    ),
    "clock": both("时限", "Limit"),
    "on_time": both("按期率", "On time"),
    "kept": both("其余 {n} 项时限都按期。", "All the other {n} limits were kept."),
    "officers": both("人员", "Officers"),
    "number": both("人数", "Number"),
    "load": both("负荷", "Load"),
    "offered": both("来件负荷", "Offered load"),
    "waiting": both("平均排队（件）", "Mean queue (cases)"),
    "load_how": both(
        "来件负荷：来件期间，来件带来的工作与人员工作时间之比；达到 100% 即无稳态。",
        "Offered load: the work that comes, by the officers' time while it comes; at 100 % there is no steady state.",
    ),
    "departments": both("部门与排队", "Departments and queues"),
    "course": both("经过", "The course"),
    "what_moves": both("什么最能改变结果", "What would change it"),
    "tornado_how": both(
        "每次只变动一项，其余不变，随机数相同。人数增减一人；一项的用时全部取十分位（P10）或九十分位（P90）；"
        "使案件绕远的办理（补正、退回、中止等）不再发生；取消政策或规定的次序；来件增减两成。",
        "One thing is varied at a time, all else and the random numbers as before: one officer more or fewer; all "
        "times of an item at their P10 or P90; acts that take a case the long way round (corrections, revisions, "
        "suspensions) never taken; a policy or the order dropped; a fifth more or fewer projects.",
    ),
    "nothing_moves": both("变动任何一项都不改变 P80。", "Nothing that was varied moves P80."),
    "assumptions": both("假设", "Assumptions"),
    "assumptions_how": both(
        "置信区间只说明抽样的误差；假设若有偏差，结果随之偏差。“待核实”的值应先核实。",
        "Intervals tell the error of sampling only; where assumptions are wrong, so are the answers. Check first what "
        "is “to verify”.",
    ),
    "about": both("关于", "About"),
    "value": both("取值", "Value"),
    "source": both("来源", "Source"),
    "confidence": both("把握", "Confidence"),
    "shared": both("另有 {n} 项与第一个情景相同。", "{n} more are those of the first scenario."),
    "made": both("怎样得出", "How it was made"),
    "again": both("以下命令得出同样的结果：", "This command gives the same again:"),
    "definition": both("定义", "Definition"),
    "digest": both("定义摘要", "Digest of the definition"),
    "calendar": both("日历", "Calendar"),
    "published": both("{name}，节假日安排公布至 {year} 年", "{name}, holidays published to {year}"),
    "engine": both("引擎", "Engine"),
    "footer": both(
        "workflow simulate 生成；单个文件，不含脚本，不联网；同样的输入得出同样的文件。",
        "Made by workflow simulate: one file, no script, nothing fetched; the same input gives the same file.",
    ),
}
