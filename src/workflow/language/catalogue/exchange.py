"""The words of the exchange: exports, foreign files and what is wrong with them."""

from __future__ import annotations

from workflow.language.catalogue.words import Words, both

EXCHANGE: Words = {
    "exported": both(
        "已导出 {events} 条记录到 {file}；清单：{manifest}。",
        "Events exported: {events}, to {file}; manifest: {manifest}.",
    ),
    "manifest_signed": both("清单已签署：{note}。", "The manifest is signed: {note}."),
    "manifest_agrees": both(
        "文件与清单相符（{events} 条记录）。", "The files are what the manifest says (events: {events})."
    ),
    "signed_by": both("清单由“{name}”签署。", "The manifest is signed by “{name}”."),
    "signed_by_unknown": both(
        "清单有签名，但未核对：请用 --log-key 指明公钥。",
        "The manifest bears a signature that was not checked: name the key with --log-key.",
    ),
    "not_signed": both("清单没有签名。", "The manifest is not signed."),
    "export_missing": both("缺少文件“{file}”。", "The file “{file}” is missing."),
    "export_changed": both(
        "文件“{file}”不是清单所说的那一份。", "The file “{file}” is not the one the manifest speaks of."
    ),
    "note_malformed": both("“{file}”不是签名。", "“{file}” is no signed note."),
    "note_of_another": both("签名“{file}”不是这份清单的。", "The signature “{file}” is that of another manifest."),
    "note_not_by_key": both("签名“{file}”不是所指公钥的。", "The signature “{file}” is by none of the keys named."),
    "imported": both(
        "已导入“{log}”：{cases} 个案件，{events} 条事件（账本新增 {recorded} 条记录）。",
        "Imported “{log}”: cases {cases}, events {events} (records added to the ledger: {recorded}).",
    ),
    "imported_before": both(
        "“{log}”此前已导入，内容相同，未作记录。", "“{log}” was imported before and is the same; nothing was recorded."
    ),
    "states_other_count": both(
        "注意：文件自称有 {stated} 条事件，实有 {events} 条。",
        "Note: the file says it holds {stated} events; it holds {events}.",
    ),
}

FOREIGN_FINDINGS: Words = {
    "late": both(
        "“{deadline}”截止于 {due}，实际完成于 {done}，晚了 {days} 天。",
        "“{deadline}” was due {due} and done {done}: {days} days late.",
    ),
    "precedence": both(
        "“{activity}”之前通常应有：{missing}；本案没有。",
        "“{activity}” usually comes after: {missing}; not in this case.",
    ),
    "direct_precedence": both(
        "紧接在“{activity}”之前的通常是“{directly}”，本案是“{seen}”。",
        "“{activity}” usually follows “{directly}” directly; here it follows “{seen}”.",
    ),
    "first_of_all": both(
        "紧接在“{activity}”之前的通常是“{directly}”，本案以它开始。",
        "“{activity}” usually follows “{directly}” directly; here the case begins with it.",
    ),
}

FOREIGN_CHECK: Words = {
    "log_is": both(
        "外部历史“{log}”（{file}）：{cases} 个案件，{events} 条事件，{first} 至 {last}。",
        "Foreign history “{log}” ({file}): cases {cases}, events {events}, from {first} to {last}.",
    ),
    "log_counts": both(
        "活动 {activities} 种，人员 {persons} 名，流程变体 {variants} 种（最大的一种 {largest_variant} 个案件），"
        "直接相继 {pairs} 对（共 {pairs_in_all} 次）；只有一条事件的案件 {cases_of_one_event} 个，只经一人之手的案件 "
        "{cases_of_one_person} 个。",
        "Activities: {activities}; persons: {persons}; variants: {variants} (cases of the largest: {largest_variant}); "
        "pairs that follow directly: {pairs} ({pairs_in_all} in all); cases of one event: {cases_of_one_event}; cases "
        "that one person handled: {cases_of_one_person}.",
    ),
    "log_apart": both(
        "不属于任何案件的事件 {without_case} 条，未核查。", "Events of no case, not checked: {without_case}."
    ),
    "deadline_kept": both(
        "期限“{deadline}”：{known} 件可判断，逾期 {late} 件；{open} 件没有完成时间。",
        "Deadline “{deadline}”: {known} can be judged, {late} late; without a time of completion: {open}.",
    ),
    "deadline_unreadable": both("其中 {unreadable} 处时间无法读取。", "Dates that cannot be read: {unreadable}."),
    "model_is": both(
        "先后关系模型（由“{log}”学得）：{rules} 条规则；不符的事件 {deviations} 条（提示）。",
        "Model of precedence (learnt from “{log}”): {rules} rules; events that deviate: {deviations} (hints).",
    ),
    "model_unknown": both("模型中没有的活动：{names}。", "Activities that the model does not know: {names}."),
    "replay_is": both(
        "对照生命周期“{lifecycle}”：核查 {steps} 步，不准许 {refused} 步；"
        "未列入映射 {left_out} 步，无法判断 {not_judged} 步。",
        "Held against the lifecycle “{lifecycle}”: {steps} steps, {refused} not allowed; not in the mapping: "
        "{left_out}, not to be judged: {not_judged}.",
    ),
    "nothing_found": both("没有发现问题。", "Nothing was found."),
    "and_more": both("……另有 {more} 项，见 --json。", "… and {more} more; see --json."),
}

LOG_MESSAGES: Words = {
    "log_replay_unknown": both("没有“{name}”；现有：{known}。", "There is no “{name}”; there are: {known}."),
    "invalid_log": both(
        "文件有 {count} 处问题，未导入任何内容。", "The file has problems ({count}); nothing was imported."
    ),
    "log_name_taken": both(
        "已有另一份外部历史名为“{log}”；请用 --name 另取名称。",
        "Another foreign history is called “{log}”; choose another name with --name.",
    ),
    "log_changed_meanwhile": both(
        "导入期间文件“{path}”发生了变化，未导入任何内容。",
        "The file “{path}” changed while it was read; nothing was imported.",
    ),
    "log_name_unfit": both(
        "“{log}”不能作名称（不得含空白、冒号、斜杠，最多 120 字）；请用 --name 指定。",
        "“{log}” cannot be a name (no blanks, colons or slashes, at most 120 characters); give one with --name.",
    ),
    "unknown_log": both(
        "没有名为“{log}”的外部历史；现有：{known}。", "There is no foreign history “{log}”; there are: {known}."
    ),
    "manifest_malformed": both("“{path}”不是导出的清单。", "“{path}” is no manifest of an export."),
    "bom_is_for_csv": both("--bom 只用于 CSV。", "--bom is for CSV only."),
    "log_format_unknown": both(
        "从文件名“{file}”看不出格式；请用 --format 指明：{known}。",
        "The name “{file}” does not tell its format; say it with --format: {known}.",
    ),
    "only_with_foreign": both(
        "--mapping、--learn-from、--confidence、--support、--occurrences 只与 --foreign 合用。",
        "--mapping, --learn-from, --confidence, --support and --occurrences go with --foreign only.",
    ),
    "file_or_schema": both("须指明要导入的文件。", "Name the file to import."),
}

LOG_PROBLEMS: Words = {
    # The file as a whole
    "log_swells": both(
        "解压后超出合理大小（已达 {bytes} 字节）。", "It unpacks to more than any log would ({bytes} bytes so far)."
    ),
    "log_packed_badly": both(
        "压缩文件不完整或已损坏：{reason}。", "The compressed file is cut short or damaged: {reason}."
    ),
    "log_encoding_unknown": both("没有“{encoding}”这种编码。", "There is no encoding “{encoding}”."),
    "log_encoding_wrong": both(
        "不是 {encoding} 编码；若为 GBK，请在映射文件中写 encoding: gb18030。",
        "This is not {encoding}; if it is GBK, write encoding: gb18030 in the mapping.",
    ),
    "log_too_large": both("文件过大，上限 {at_most} 字。", "The file is too large: at most {at_most} characters."),
    "log_too_deep": both("嵌套过深，最多 {at_most} 层。", "Nested too deeply: at most {at_most} levels."),
    "log_empty": both("文件中没有事件。", "The file holds no event."),
    # XES
    "log_not_xml": both("不是完整的 XML：{reason}。", "This is not whole XML: {reason}."),
    "log_not_xes": both("不是 XES：根元素应为 log。", "This is not XES: its root must be log."),
    "log_document_type": both(
        "含有文档类型声明（DTD），可能借实体展开造成危害，不予读取。",
        "It declares a document type (DTD), through which entities could do harm; it is not read.",
    ),
    "log_part_too_long": both("单个部分超过 {at_most} 字节。", "One part is longer than {at_most} bytes."),
    "log_element_unknown": both("XES 没有 <{tag}> 元素。", "XES has no element <{tag}>."),
    "log_attribute_incomplete": both("<{tag}> 缺少 key 或 value。", "<{tag}> lacks its key or its value."),
    "log_case_twice": both(
        "案件“{id}”重复（首见于第 {first_line} 行）。", "Case “{id}” is there twice (first in line {first_line})."
    ),
    # CSV
    "log_not_csv": both("不是完整的 CSV：{reason}。", "This is not whole CSV: {reason}."),
    "log_row_of_other_length": both(
        "本行有 {found} 格，应为 {expected} 格。", "This row has {found} cells instead of {expected}."
    ),
    "log_column_missing": both(
        "没有“{name}”列；现有：{found}。请在映射文件中指明。",
        "There is no column “{name}”; there are: {found}. Say in the mapping which it is.",
    ),
    "log_column_twice": both("列名重复：{names}。", "Columns of one name: {names}."),
    "log_case_differs": both(
        "案件“{case}”的 {names} 与前面各行不同；若属于事件而非案件，请从 case_columns 中去掉。",
        "Case “{case}” says something else of {names} than before; what belongs to events is no case column.",
    ),
    # OCEL
    "log_not_json": both("不是完整的 JSON：{reason}。", "This is not whole JSON: {reason}."),
    "log_not_ocel": both(
        "不是 OCEL 2.0：没有 events 和 objects。", "This is not OCEL 2.0: it has neither events nor objects."
    ),
    "log_entry_malformed": both(
        "{list} 中的这一项缺少 id、type 或其他必需内容。",
        "This entry of {list} lacks its id, its type or another part it must have.",
    ),
    "log_key_twice": both("键“{key}”重复。", "The key “{key}” is there twice."),
    "log_object_twice": both(
        "对象“{id}”重复（首见于第 {first_line} 行）。", "Object “{id}” is there twice (first in line {first_line})."
    ),
    "log_object_unknown": both("没有对象“{id}”。", "There is no object “{id}”."),
    "log_case_type_unknown": both(
        "须在映射文件中以 case 指明哪类对象是案件（现为“{name}”）；现有：{found}。",
        "Say with case in the mapping which type of object is the case (now “{name}”); there are: {found}.",
    ),
    # Events
    "log_event_twice": both(
        "事件“{id}”重复（首见于第 {first_line} 行）。", "Event “{id}” is there twice (first in line {first_line})."
    ),
    "log_event_without_case": both(
        "事件不属于任何案件；若应保留，请在映射文件中写 without_case: keep。",
        "The event belongs to no case; to keep such events, write without_case: keep in the mapping.",
    ),
    "log_case_missing": both("案件没有“{name}”。", "The case has no “{name}”."),
    "log_activity_missing": both(
        "事件没有“{names}”，不知是什么活动。", "The event has no “{names}”: which activity it was is not known."
    ),
    "log_time_missing": both(
        "事件没有“{name}”，不知发生于何时。", "The event has no “{name}”: when it happened is not known."
    ),
    "log_time_unreadable": both(
        "“{name}”的内容“{text}”不是时间；写法特别时，请在映射文件中写 time_format。",
        "“{name}” is “{text}”, which is no time that can be read; say how it is written with time_format.",
    ),
    "log_time_without_zone": both(
        "“{name}”的时间“{text}”没有时区；请在映射文件中写 zone，如 zone: Asia/Shanghai。",
        "“{name}” is “{text}”, without a time zone; name it in the mapping, as zone: Asia/Shanghai.",
    ),
}
