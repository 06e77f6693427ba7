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
    # What was known
    "known_then": both(
        "{recorded} 时，就 {effective} 所知（依据 {n} 条记录，账本至第 {position} 号）：",
        "Known at {recorded} about {effective} (events: {n}; ledger up to event {position}):",
    ),
    "unknown_then": both("那时还没有这件事的记录。", "Nothing was recorded of it then."),
    "nothing_changed": both("两时之间没有变化。", "Nothing changed between the two."),
    # The trail
    "of_matter": both("〔{matter}〕{what}", "[{matter}] {what}"),
    "with_minor": both("另有 {n} 条随附记录", "{n} more recorded with it"),
    "trail_empty": both("没有符合条件的记录。", "Nothing recorded fits."),
    # Verifying
    "verified": both(
        "记录 {events} 条（其中 {since} 条沿用上次核验），根 {root}…",
        "Events: {events} (taken over from an earlier verification: {since}); root {root}…",
    ),
    "checkpoints": both(
        "检查点 {n} 个，签至第 {signed} 条；其后未签 {unsigned} 条。",
        "Checkpoints: {n}, the last over {signed} events; not signed yet: {unsigned}.",
    ),
    "no_checkpoints": both("没有检查点：没有人签署过这本账本。", "No checkpoints: nobody has signed this ledger."),
    "key_untrusted": both(
        "签名按账本自称的密钥核对；请用 --log-key 给出从别处得知的公钥。",
        "The signatures are checked against the key the ledger itself names; give the one you know with --log-key.",
    ),
    "witness_saw": both(
        "见证方 {name}：{at} 见证至第 {size} 条。", "Witness {name}: at {at} it had seen {size} events."
    ),
    "witness_saw_nothing": both("见证方 {name}：尚未见证。", "Witness {name}: it has seen nothing yet."),
    "witness_untrusted": both(
        "  其公钥取自共用文件夹；请用 --witness-key 给出从别处得知的公钥。",
        "  Its key is the folder's own word; give the one you know with --witness-key.",
    ),
    "unwitnessed": both(
        "外部尚不知道：{n} 条记录，{minutes} 分钟。", "Not yet seen by anybody outside: {n} events, {minutes} minutes."
    ),
    "unwitnessed_for_days": both(
        "外部尚不知道：{n} 条记录，{minutes} 分钟（约 {days} 天）。",
        "Not yet seen by anybody outside: {n} events, {minutes} minutes (about {days} days).",
    ),
    "unchanged": both("没有发现改动。", "No change was found."),
    "changed": both("发现 {n} 处。", "Findings: {n}."),
    # Signing and witnessing
    "signed": both("已签署检查点，覆盖 {size} 条记录：", "Signed a checkpoint over {size} events:"),
    "signed_already": both(
        "没有新的记录；最后的检查点覆盖 {size} 条：", "Nothing new; the last checkpoint covers {size}:"
    ),
    "nothing_to_sign": both("账本是空的，没有可签署的。", "The ledger is empty; there is nothing to sign."),
    "no_requests": both("文件夹里没有待见证的检查点。", "There is no checkpoint in the folder."),
    "witness_cosigned": both(
        "已签认“{origin}”的 {size} 条记录（此前 {latest} 条）。",
        "Cosigned {size} events of “{origin}” (before: {latest}).",
    ),
    "witness_known": both(
        "“{origin}”的 {size} 条记录此前已签认。", "The {size} events of “{origin}” are cosigned already."
    ),
    "witness_conflict": both(
        "“{origin}”的证明不是从上次签认的 {latest} 条开始；已告知对方，请其重新提交。",
        "The proof of “{origin}” does not begin at the {latest} events cosigned last; it has been told so.",
    ),
    "witness_malformed": both("“{origin}”不是签认请求，已拒绝。", "“{origin}” is no request to cosign; refused."),
    "witness_unknown_log": both(
        "不认识记录方“{origin}”；请用 --log-key 给出其公钥。",
        "The log “{origin}” is not known; give its key with --log-key.",
    ),
    "witness_not_signed": both(
        "“{origin}”的检查点没有该记录方的有效签名，已拒绝。",
        "The checkpoint of “{origin}” is not rightly signed; refused.",
    ),
    "witness_rolled_back": both(
        "“{origin}”从 {latest} 条退回 {size} 条：已拒绝，证据已留存。",
        "“{origin}” went back from {latest} events to {size}: refused, the evidence is kept.",
    ),
    "witness_forked": both(
        "“{origin}”的 {size} 条记录与此前签认的 {latest} 条不相容：历史被改写，已拒绝，证据已留存。",
        "The {size} events of “{origin}” do not continue the {latest} cosigned before: history was rewritten. Refused, "
        "the evidence is kept.",
    ),
}
