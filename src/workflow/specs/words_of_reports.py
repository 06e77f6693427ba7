"""The words of reports on specs, in both languages."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

REPORT: Words = {
    "title": both("规约核验报告", "Report on specifications"),
    "feature": both("功能", "Feature"),
    "rule": both("规则", "Rule"),
    "passed": both("通过", "passed"),
    "failed": both("不符", "failed"),
    "undefined": both("无法理解", "not understood"),
    "error": both("无法执行", "cannot be carried out"),
    "not_run": both("未执行", "not carried out"),
    "count": both(
        "场景 {total} 个：通过 {passed}，不符 {failed}，无法理解 {undefined}，无法执行 {errors}。",
        "Scenarios: {total}. Passed {passed}, failed {failed}, not understood {undefined}, "
        "impossible to carry out {errors}.",
    ),
    "nothing": both("没有场景。", "There is no scenario."),
    "trail": both("此前的经过", "What was recorded until then"),
    "evidence": both("记录的事件", "Recorded events"),
    "no_evidence": both("没有办理，没有事件。", "Nothing was handled, so nothing was recorded."),
    "simulated": both("模拟的结果", "What the simulation came to"),
    "line": both("第 {line} 行", "line {line}"),
    "why": both("原因", "Why"),
    "tested": both("受检的定义", "Definitions tested"),
    "at": both("时间", "When"),
    "recorded": both("记录于 {at}", "recorded {at}"),
    "subject": both("案件或项目", "Case or project"),
    "what": both("事件", "Event"),
    "who": both("经办人", "By"),
    "change": both("状态", "State"),
    "basis": both("依据", "Basis"),
    "made": both("{at} 由 workflow {version} 生成", "Made {at} by workflow {version}"),
    "contents": both("各份规约", "The features"),
    "statement": both(
        "以上各场景均在所列定义上真实执行，事件取自该场景自己的账本。",
        "Every scenario above was really played against the definition named; its events are those of its own ledger.",
    ),
    "checked_by": both("核验人", "Checked by"),
    "approved_by": both("审定人", "Approved by"),
    "date": both("日期", "Date"),
    "unreviewed": both("未经人审定，不作为证明", "not reviewed by a person, proves nothing"),
    "lint_ok": both(
        "检查了 {files} 个文件、{scenarios} 个场景，没有问题。",
        "{files} files and {scenarios} scenarios, nothing wrong.",
    ),
    "lint_found": both("{errors} 处错误，{warnings} 处提醒。", "{errors} errors, {warnings} warnings."),
    "marked": both("审定 {marked} 个场景，未能审定 {left} 个。", "{marked} scenarios marked, {left} could not be."),
    "cannot_mark": both("写法有误或结论留白，不能审定", "has a mistake or a blank verdict, so it cannot be marked"),
    "warning": both("提醒", "warning"),
    "table_may": both("可带表格", "may have a table"),
    "table_must": both("须带表格", "needs a table"),
    "no_phrase": both("没有提到“{words}”的步骤。", "No step speaks of “{words}”."),
    "example": both("例", "Example"),
}
