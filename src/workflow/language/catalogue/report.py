"""The words of an audit report."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

REPORT: Words = {
    "title": both("核查报告", "Audit report"),
    "of_project": both("项目 {name}（{title}）", "Project {name} ({title})"),
    "of_case": both("案件 {name}", "Case {name}"),
    "of_all": both("全部账本", "The whole ledger"),
    "of_period": both("期间 {start} 至 {end}", "{start} to {end}"),
    "verdict_clean": both("没有发现违反或存疑之处。", "No violation was found, and nothing in doubt."),
    "verdict": both(
        "发现违反 {violations} 项、存疑 {warnings} 项。", "Violations: {violations}; in doubt: {warnings}."
    ),
    "verdict_changed": both(
        "账本被改动或与签署不符之处：{n}。", "Changes to the ledger, or contradictions to what was signed: {n}."
    ),
    "verdict_waived": both("另有 {n} 项已决定不予追究。", "Findings that an authority let stand: {n}."),
    "scope": both("对象和截止时间", "Scope and as-of"),
    "subject": both("对象", "Subject"),
    "period": both("期间（发生的时间，两端在内）", "Period (of when it held, both ends included)"),
    "as_of": both("时限核查到", "Clocks swept up to"),
    "made": both("制作时间", "Made"),
    "ledger": both("账本", "Ledger"),
    "ledger_is": both("{events} 条记录", "{events} events"),
    "root": both("根哈希（RFC 6962，SHA-256）", "Root hash (RFC 6962, SHA-256)"),
    "coverage": both("核查范围", "Coverage"),
    "events": both("记录", "Events"),
    "batches": both("批次", "Appends"),
    "cases_n": both("案件", "Cases"),
    "findings_n": both("发现", "Findings"),
    "definition": both("所依定义", "Definition judged by"),
    "digest": both("标识（SHA-256）", "Identity (SHA-256)"),
    "seal": both("检查点与见证", "Checkpoint and witnesses"),
    "findings": both("发现，按条文", "Findings by article"),
    "no_findings": both("（无）", "(none)"),
    "no_article": both("没有所依条文", "Without an article"),
    "expected": both("应为", "expected"),
    "seen": both("所见", "seen"),
    "leaf": both("该记录的叶哈希", "leaf hash of the event"),
    "waived": both("不予追究：{who}，{at}，{reason}", "Let stand by {who}, {at}: {reason}"),
    "cases": both("逐案经过与期限推算", "Case by case: what happened, and how deadlines were reckoned"),
    "skipped": both(
        "期间内共有 {all} 个案件；以下只列出有发现的 {shown} 个，其余的经过见 workflow audit trail。",
        "Cases in the period: {all}; below are the {shown} with findings; the others are told by workflow audit trail.",
    ),
    "untold": both("无法读取，见发现。", "It cannot be read; see the findings."),
    "when": both("时间", "When"),
    "what": both("行为", "What"),
    "who": both("办理人", "Who"),
    "basis": both("依据", "Basis"),
    "clock": both("期限", "Limit"),
    "limit": both("长度", "Length"),
    "last_day": both("最后一日", "Last day"),
    "outcome": both("结果", "Outcome"),
    "derivation": both("推算", "Derivation"),
    "extended": both("延长 {by}", "extended by {by}"),
    "done_in_time": both("{at} 办结", "done {at}"),
    "done_late": both("{at} 办结，逾期", "done {at}, late"),
    "ran_out": both("已届满", "ran out"),
    "stands_still": both("停止计算", "stands still"),
    "runs": both("未到期", "running"),
    "provisional": both("（暂定）", " (provisional)"),
    "unchecked": both("没有核查的", "What was not checked"),
    "unchecked_papers": both(
        "文书的内容：账本只记其摘要、名称和大小；理由是否充分、材料是否真实，由人判断。",
        "What papers say: the ledger holds their digest, name and size; whether reasons suffice and papers are true is "
        "for people.",
    ),
    "unchecked_outside": both(
        "系统以外发生而没有记录的事。", "What happened outside the system and was never recorded."
    ),
    "unchecked_order": both(
        "有数量限制的许可是否先受理先准予（行政许可法第五十七条）：须比较全部案件，核查全部账本时才查。",
        "Whether licences limited in number went to the first accepted (Administrative Licensing Law, Art. 57): that "
        "compares all cases, in an audit of the whole ledger.",
    ),
    "unchecked_rest": both("期间以外的记录。", "What lies outside the period."),
    "unchecked_unread": both("无法读取的记录（已列为发现）。", "Events that cannot be read (told as findings)."),
    "verify": both("怎样自己核对", "How to verify it yourself"),
    "verify_how": both(
        "用同一账本运行下列命令。发现的编号由内容推得，应与本报告一致；根哈希应是同一长度账本的根。",
        "Run these on the same ledger. Ids of findings derive from their content and must be those above; the root "
        "hash is that of the ledger at this length.",
    ),
    "footer": both(
        "workflow audit report 生成；单个文件，不含脚本，不联网。账本 {events} 条记录，根 {root}",
        "Made by workflow audit report: one file, no script, nothing fetched. Ledger of {events} events, root {root}",
    ),
}
