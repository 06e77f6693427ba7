"""What a step cannot do, and what was not as it says, in both languages."""

from __future__ import annotations

STEPS: dict[str, tuple[str, str]] = {
    "table_wanted": (
        "步骤缺少表格",
        "the step needs a table",
    ),
    "unknown_column": (
        "表格没有“{name}”这一列；可用：{known}",
        "the table knows no column “{name}”; it may have: {known}",
    ),
    "missing_column": (
        "表格缺少“{name}”列",
        "the table lacks the column “{name}”",
    ),
    "unknown_name": (
        "没有名为“{name}”的{kind}；相近：{nearest}",
        "there is no {kind} “{name}”; the nearest: {nearest}",
    ),
    "unknown_person": (
        "没有介绍过“{name}”；已有：{known}",
        "nobody called “{name}” was introduced; known: {known}",
    ),
    "no_such_role": (
        "“{name}”没有“{role}”这一角色",
        "“{name}” has no role “{role}”",
    ),
    "no_procedure": (
        "没有说明采用哪个流程",
        "no procedure was named",
    ),
    "said_too_late": (
        "“{what}”须在办理开始之前说明",
        "“{what}” must be said before anything is handled",
    ),
    "time_runs_back": (
        "时间不能倒退：现在已是 {now}",
        "time does not run back: it is {now} already",
    ),
    "no_such_date": (
        "没有这样的日期：{text}",
        "there is no such date: {text}",
    ),
    "wrong_value": (
        "“{name}”应为 {type}，而不是“{value}”",
        "“{name}” must be {type}, not “{value}”",
    ),
    "unreachable": (
        "案件“{case}”此时不能依法走到“{state}”；受阻于：{why}",
        "the case “{case}” cannot lawfully reach “{state}” now; what is in the way: {why}",
    ),
    "unobtainable": (
        "项目“{project}”此时不能依法取得“{item}”；受阻于：{why}",
        "project “{project}” cannot lawfully obtain “{item}” now; what is in the way: {why}",
    ),
    "not_lost": (
        "“{item}”依法不能失去效力",
        "“{item}” cannot lawfully leave force",
    ),
    "not_required": (
        "“{item}”不是“{other}”的前置",
        "“{item}” is no prerequisite of “{other}”",
    ),
    "no_such_measure": (
        "不知道从何时到何时：“{name}”",
        "not a time that is measured: “{name}”",
    ),
    "nothing_sent": (
        "还没有提交过命令",
        "no command was sent yet",
    ),
    "refused_unasked": (
        "被拒绝：{reasons}",
        "it was refused: {reasons}",
    ),
    "was_not_refused": (
        "没有被拒绝",
        "it was not refused",
    ),
    "nothing_tried": (
        "之前没有办理任何事",
        "nothing was tried before",
    ),
    "other_reasons": (
        "理由不是“{expected}”，而是：{seen}",
        "the reason is not “{expected}” but: {seen}",
    ),
    "more_reasons": (
        "不只因“{expected}”，还有：{seen}",
        "not for “{expected}” alone, but also: {seen}",
    ),
    "other_basis": (
        "依据不是“{expected}”，而是：{seen}",
        "it rests not on “{expected}” but on: {seen}",
    ),
    "something_recorded": (
        "有新的记录：{seen}",
        "something was recorded: {seen}",
    ),
    "differs": (
        "{what}不是“{expected}”，而是“{seen}”",
        "{what} is not “{expected}” but “{seen}”",
    ),
    "rows_differ": (
        "{what}不符；缺：{missing}；多：{extra}",
        "{what} differs; missing: {missing}; too many: {extra}",
    ),
    "never_recorded": (
        "案件“{case}”没有记录“{event}”",
        "the record of case “{case}” has no “{event}”",
    ),
    "no_clock": (
        "案件“{case}”没有启动过时限“{clock}”",
        "the clock “{clock}” of case “{case}” never started",
    ),
    "no_vote": (
        "案件“{case}”没有表决过",
        "case “{case}” had no vote",
    ),
    "not_in_force": (
        "“{item}”没有生效",
        "“{item}” did not take effect",
    ),
    "other_length": (
        "用了 {seen}，不是{expected}",
        "it took {seen}, not {expected}",
    ),
    "not_measured_so": (
        "不能与“{length}”比较；可用工作日、日、小时、分钟",
        "that cannot be compared with “{length}”; use working days, days, hours or minutes",
    ),
    "later": (
        "“{first}”生效于 {one}，晚于“{second}”的 {other}",
        "“{first}” took effect at {one}, after “{second}” at {other}",
    ),
    "calendar_differs": (
        "{day} 不是{expected}",
        "{day} is no {expected}",
    ),
    "not_found": (
        "核查没有发现“{expected}”；发现的是：{seen}",
        "the audit did not find “{expected}”; it found:{seen}",
    ),
    "also_found": (
        "核查还发现：{seen}",
        "the audit also found:{seen}",
    ),
    "nothing_simulated": (
        "还没有模拟过",
        "nothing was simulated yet",
    ),
    "never_finished": (
        "模拟的 {projects} 个项目有 {open} 个没有办结",
        "of {projects} simulated projects {open} did not come to an end",
    ),
    "simulated": (
        "模拟所得的 {level} 是 {seen}，不是{expected}",
        "the simulated {level} is {seen}, not {expected}",
    ),
    "simulated_so": (
        "情景“{name}”，自 {start} 起模拟 {runs} 次，没有办结的 {open} 个",
        "scenario “{name}”, simulated {runs} times from {start}, not ended: {open}",
    ),
    "simulated_level": (
        "{level}：{length}，{on} 办结",
        "{level}: {length}, ends on {on}",
    ),
    "not_simulated_so": (
        "模拟的时间不能与“{length}”比较；可用工作日、日",
        "simulated time cannot be compared with “{length}”; use working days or days",
    ),
    "simulated_too_often": (
        "模拟的次数须为 1 至 {most}",
        "a scenario is simulated 1 to {most} times",
    ),
    "not_simulated": (
        "模拟中“{item}”没有走过时限“{clock}”",
        "the clock “{clock}” of “{item}” never ran in the simulation",
    ),
    "not_kept": (
        "按期的是 {seen}%，低于 {expected}%",
        "it was kept {seen} times in a hundred, not {expected}",
    ),
    "unsaid": (
        "无",
        "none",
    ),
    "no_project_lifecycle": (
        "流程没有项目自身的生命周期",
        "the procedure has no lifecycle for projects",
    ),
    "at_line": (
        "第 {line} 行：{why}",
        "line {line}: {why}",
    ),
    "asynchronous": (
        "异步的步骤不会被执行：{step}；请写成普通函数",
        "an asynchronous step is never carried out: {step}; write it as a plain function",
    ),
    "two_columns": (
        "表格应为两列（名称和内容），而不是 {seen} 列",
        "the table wants two columns, a name and a value, not {seen}",
    ),
    "one_column": (
        "表格应为一列，而不是 {seen} 列",
        "the table wants one column, not {seen}",
    ),
    "said_twice": (
        "表格中“{name}”写了两次",
        "the table says “{name}” twice",
    ),
    "at_step": (
        "第 {line} 行 {step}：{why}",
        "line {line}, {step}: {why}",
    ),
}
