"""What can be wrong with a ledger, in words: with its bytes, its papers, its cases."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

DEFECTS: Words = {
    "position_missing": both(
        "缺少第 {position} 号记录，读到的是第 {found} 号。", "Event {position} is missing; {found} comes next."
    ),
    "rows_out_of_order": both(
        "数据库有 {rows} 行，按序可读 {in_order} 行。", "The database has {rows} rows, {in_order} of them in order."
    ),
    "seal_differs": both(
        "封印与记录不符：封印为 {size} 条，重算为 {derived} 条。",
        "The seal is not that of the events: it says {size}, there are {derived}.",
    ),
    "tile_differs": both(
        "第 {level} 层第 {number} 块摘要与记录不符。",
        "Hash {number} on level {level} of the tiles is not that of the events.",
    ),
    "tiles_miscounted": both(
        "摘要块应有 {expected} 条，而有 {found} 条。", "The tiles should hold {expected} hashes; they hold {found}."
    ),
    "clock_went_back": both(
        "第 {position} 号记录的记录时间（{recorded_at}）早于前面的记录（{latest}）。",
        "Event {position} was recorded at {recorded_at}, before an earlier one ({latest}).",
    ),
    "leaf_differs": both("第 {position} 号记录的内容与其摘要不符。", "Event {position} is not what its hash says."),
    "version_out_of_order": both(
        "“{stream}”的顺序中断：应为第 {expected} 条，而是第 {found} 条。",
        "“{stream}” is out of order: {expected} was expected, {found} found.",
    ),
    "event_misfiled": both(
        "第 {position} 号记录的索引与内容不符。", "Event {position} is filed under what it does not say."
    ),
    "event_unreadable": both("第 {position} 号记录无法读取：{reason}", "Event {position} cannot be read: {reason}"),
    "event_newer": both("第 {position} 号记录由更新的版本写入。", "Event {position} was written by a newer version."),
    "chain_broken": both("“{stream}”的前后记录不相衔接。", "The chain of “{stream}” is broken at event {position}."),
    "form_differs": both(
        "数据库的结构被改动：{name} 不是应有的样子。",
        "The form of the database was changed: {name} is not as it should be.",
    ),
    "database_damaged": both("数据库文件损坏：{reason}", "The database file is damaged: {reason}"),
    "case_unreadable": both("案件无法由记录还原：{reason}", "A case cannot be made out of its events: {reason}"),
    "definition_not_pinned": both(
        "“{stream}”所依的定义 {definition} 不在账本中。",
        "The definition of “{stream}”, {definition}, is not in the ledger.",
    ),
    "state_unknown": both(
        "“{stream}”处于“{state}”，定义“{definition}”没有这个状态。",
        "“{stream}” is in “{state}”, a state that definition “{definition}” does not have.",
    ),
    "calendar_not_pinned": both(
        "“{stream}”的时限“{clock}”所依的日历“{calendar}”不在其定义中。",
        "The clock “{clock}” of “{stream}” counts by calendar “{calendar}”, which its definition does not have.",
    ),
    "file_changed": both("文书 {digest} 的内容已被改动。", "The document {digest} has been changed."),
    "file_missing": both(
        "文书 {digest}（{name}）不在文书库中。", "The document {digest} ({name}) is not in the file store."
    ),
    "content_differs": both(
        "第 {position} 号记录所固定的内容不是“{stream}”。", "What event {position} pins is not “{stream}”."
    ),
    "beginning_differs": both(
        "前 {size} 条记录的摘要与上次核验时不同。",
        "The first {size} events no longer have the root they had when verified.",
    ),
    "checkpoint_missing": both(
        "缺少第 {number} 个检查点，读到的是第 {found} 个。", "Checkpoint {number} is missing; {found} comes next."
    ),
    "checkpoint_unreadable": both("第 {number} 个检查点无法读取。", "Checkpoint {number} cannot be read."),
    "checkpoint_misfiled": both(
        "第 {number} 个检查点的索引与内容不符（{found}，应为 {size}）。",
        "Checkpoint {number} is filed under {found}, but covers {size}.",
    ),
    "checkpoint_out_of_order": both(
        "第 {number} 个检查点（{size} 条）小于前一个。",
        "Checkpoint {number}, over {size} events, is smaller than the one before.",
    ),
    "checkpoint_beyond_end": both(
        "第 {number} 个检查点覆盖 {size} 条，账本没有这么多：末尾被截去。",
        "Checkpoint {number} covers {size} events; there are fewer: the end was cut off.",
    ),
    "checkpoint_root_differs": both(
        "前 {size} 条记录与第 {number} 个检查点签署的不同：历史被改写。",
        "The first {size} events are not those that checkpoint {number} was signed over: history was rewritten.",
    ),
    "checkpoint_key_unknown": both(
        "第 {number} 个检查点由不被信任的密钥签署（{key}）。",
        "Checkpoint {number} is signed by a key that is not trusted ({key}).",
    ),
    "checkpoint_key_changed": both(
        "第 {number} 个检查点换了密钥（{key}），却没有新旧密钥的同签。",
        "Checkpoint {number} is signed by another key ({key}) without both having signed the change.",
    ),
    "checkpoint_signature_wrong": both(
        "第 {number} 个检查点的签名（{key}）无效。", "The signature of checkpoint {number} ({key}) is wrong."
    ),
    "checkpoint_of_another_log": both(
        "第 {number} 个检查点属于另一本账本（{origin}）。", "Checkpoint {number} is of another log ({origin})."
    ),
    "cosigned_beyond_end": both(
        "{witness} 于 {at} 见证过 {size} 条，账本没有这么多：账本被退回。",
        "{witness} saw {size} events at {at}; there are fewer now: the ledger was rolled back.",
    ),
    "cosigned_root_differs": both(
        "前 {size} 条记录与 {witness} 于 {at} 见证的不同：历史被改写。",
        "The first {size} events are not those that {witness} saw at {at}: history was rewritten.",
    ),
    "cosigned_not_here": both(
        "{witness} 于 {at} 见证的检查点（{size} 条）不在账本中。",
        "The checkpoint over {size} events that {witness} saw at {at} is not in the ledger.",
    ),
    "witness_folder_gone": both("见证方的文件夹“{folder}”不在。", "The witness's folder “{folder}” is not there."),
}
