"""What `workflow demo` says between its pictures."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

DEMO: Words = {
    "folder": both(
        "一切都在文件夹 {folder}/ 中：账本、文书、图。",
        "Everything is in the folder {folder}/: ledger, papers, pictures.",
    ),
    "acted": both(
        "日期都是 2021 年的：演示的时钟由故事拨动，账本也按此记录。",
        "The dates are those of 2021: the story sets the clock of this demonstration, and the ledger records by it.",
    ),
    "check": both("检查定义", "Checking the definition"),
    "checked": both(
        "{name}：{items} 个事项、{lifecycles} 个生命周期、{acts} 项行为、{clocks} 个时限，检查发现 {problems} 处问题",
        "{name}: {items} items, {lifecycles} lifecycles, {acts} acts, {clocks} clocks, {problems} problems",
    ),
    "identity": both("标识（sha256）：\n  {digest}", "identity (sha256):\n  {digest}"),
    "wall": both("证照墙：四证三书", "The certificate wall: four certificates and three documents"),
    "measures": both("两个口径，缺一不可", "Two measures, never one alone"),
    "since_trigger": both(
        "从拿地签约到最后一件：{elapsed}",
        "from the land contract to the last document: {elapsed}",
    ),
    "since_first": both(
        "从首次申请预审到最后一件：{days}",
        "from the first request for a pre-review to the last document: {days}",
    ),
    "hidden": both(
        "把工作移到拿地之前不等于更快：第二个数字才是全部时间。",
        "Work moved before the land is not speed: the second figure is all of the time.",
    ),
    "tried": both("试：{what}", "Tried: {what}"),
    "trail": both("一个案件的全部记录：{case}", "The whole record of one case: {case}"),
    "sealed": both(
        "账本 {events} 条记录，逐条散列、逐案相连，核验 {defects} 处不符",
        "the ledger holds {events} events, each hashed and chained to its case; {defects} defects on checking",
    ),
    "features": both("验收规约", "The acceptance specs"),
    "ran": both(
        "{passed} 个场景通过，{failed} 个未通过",
        "{passed} scenarios passed, {failed} did not",
    ),
    "compare": both("法定期限串联办理，与拿地即开工", "One after the other at the statutory limits, and start on land"),
    "serial": both("逐项办理，用足法定期限", "One after the other, all of the time the law allows"),
    "start_on_land": both("拿地即开工", "Start on land"),
    "ahead": both("拿地之前的预审", "pre-review before the land"),
    "work": both("办理", "handling"),
    "reading": both(
        "逐项办理要{days}，到 {end}；拿地即开工在 {day} 当天。",
        "One after the other takes {days}, to {end}; start on land ends on {day}, the same day.",
    ),
    "next": both("接下来可以试", "What to try next"),
    "under": both("依据：{articles}", "under {articles}"),
    "begun": both("已登记", "Registered"),
    "opened": both("已立案", "Case opened"),
    "does_not_apply": both("不适用", "Does not apply"),
    "compared": both("对比", "Comparison"),
}  # fmt: skip
