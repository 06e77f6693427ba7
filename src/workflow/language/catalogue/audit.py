"""What the audit says beside findings: where a matter stands, what was known, what changed."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

AUDIT: Words = {
    # Where a matter stands
    "case_stands": both(
        "案件 {matter}：“{item}”自 {since} 起处于“{state}”，主管机关：{authority}。",
        "Case {matter}: “{item}” has been in “{state}” since {since}; authority: {authority}.",
    ),
    "project_stands": both(
        "项目 {matter}（{title}）：现为“{state}”；事项：{items}。",
        "Project {matter} ({title}): now in “{state}”; items: {items}.",
    ),
    "project_stands_alone": both("项目 {matter}（{title}）：{items}。", "Project {matter} ({title}): {items}."),
    "obtained": both("已取得：{items}。", "In force: {items}."),
    "clock_runs": both("“{clock}”正在计算，最后一日：{due}。", "“{clock}” is running; last day: {due}."),
    "clock_ran_out": both("“{clock}”已届满，最后一日为 {due}。", "“{clock}” has run out; its last day was {due}."),
    "clock_stands_still": both("“{clock}”已停止计算：{reason}。", "“{clock}” stands still: {reason}."),
    # Findings
    "finding_event": both("第 {n} 号记录，{at}：{what}，{who}", "event {n}, {at}: {what}, {who}"),
    "finding_basis": both("依据：{articles}", "basis: {articles}"),
    "finding_waived": both("已决定不予追究。", "An authority lets it stand."),
    "checked_clean": both(
        "核查 {events} 条记录、{cases} 个案件，时限核查到 {at}：没有发现。",
        "Checked: events {events}, cases {cases}, clocks up to {at}; nothing found.",
    ),
    "checked_with": both(
        "核查 {events} 条记录、{cases} 个案件，时限核查到 {at}：{counts}。",
        "Checked: events {events}, cases {cases}, clocks up to {at}; {counts}.",
    ),
    # The trail
    "of_matter": both("〔{matter}〕{what}", "[{matter}] {what}"),
    "with_minor": both("另有 {n} 条随附记录", "{n} more recorded with it"),
    "trail_empty": both("没有符合条件的记录。", "Nothing recorded fits."),
}
