"""What went wrong with a call, in words: usage, names, stores, files, calendars."""

from __future__ import annotations

from workflow.language.catalogue.exchange import LOG_MESSAGES
from workflow.language.catalogue.messages_of_scenarios import SCENARIO_MESSAGES
from workflow.language.catalogue.words import Words, both

_USAGE: Words = {
    "no_such_option": both("没有选项“{option}”。", "There is no option “{option}”."),
    "no_such_command": both("没有命令“{command}”。", "There is no command “{command}”."),
    "missing_command": both("缺少命令。", "A command is missing."),
    "bad_option_use": both("选项“{option}”后面要写内容，或者不能写内容。", "“{option}” needs a value, or takes none."),
    "extra_words": both("多出了：{words}。", "Too many words: {words}."),
    "missing_parameter": both("缺少 {parameter}。", "{parameter} is missing."),
    "bad_parameter": both("{parameter} 不对：{why}", "{parameter} is not right: {why}"),
    "bad_usage": both("用法不对：{why}", "Wrong usage: {why}"),
    "did_you_mean": both("是否指：{meant}？", "Did you mean: {meant}?"),
    "try_help": both("用法见：{command} --help", "For help: {command} --help"),
    "store_url_unknown": both(
        "“{url}”不是存储地址；可用：路径、sqlite:///路径、postgresql://…、memory:。",
        "“{url}” is not a store address; use a path, sqlite:///path, postgresql://… or memory:.",
    ),
    "store_not_used": both("“{command}”不用账本，不能给 --store。", "“{command}” uses no ledger; it takes no --store."),
    "argument_not_text": both("第 {place} 个参数不是 UTF-8 文本。", "Argument {place} is not text in UTF-8."),
    "not_an_actor": both(
        "“{text}”不是办理人，应写作 人员:角色@机关[/代表]。",
        "“{text}” does not name a person: write PERSON:ROLE@AUTHORITY[/FOR].",
    ),
    "not_a_pair": both("“{text}”应写作 名称=内容。", "“{text}” must be written NAME=VALUE."),
    "not_an_item_pair": both("“{text}”应写作 事项.名称=内容。", "“{text}” must be written ITEM.NAME=VALUE."),
    "not_a_period": both(
        "“{text}”不是期限，应写作 20个工作日、15日、三个月、2小时 等。",
        "“{text}” is no period; write 20 working days, 3 months, 2 hours.",
    ),
    "not_a_span": both(
        "“{text}”不是起止日期，应写作 2021-05-24..2021-05-28。",
        "“{text}” is no span of days; write 2021-05-24..2021-05-28.",
    ),
    "not_one_of_these": both("“{text}”不在可选之列：{allowed}。", "“{text}” is none of these: {allowed}."),
    "span_backwards": both("{start} 晚于 {end}。", "{start} is later than {end}."),
    "case_id_needed": both("不属于项目的案件须用 --id 编号。", "A case without a project needs an --id."),
    "applicant_needed": both(
        "不属于项目的案件须指明 --applicant 或 --as。", "A case without a project needs --applicant or --as."
    ),
    "mover_needed": both(
        "须用 --as 写明由谁决定转入；只看报告请加 --dry-run。",
        "Say with --as who decides the move; for a report alone add --dry-run.",
    ),
    "actor_needed": both(
        "须用 --as 人员:角色[@机关] 指明办理人；角色可以是：{roles}。",
        "Say who acts with --as PERSON:ROLE[@AUTHORITY]; the role may be: {roles}.",
    ),
    "definition_needed": both(
        "账本里还没有定义，无从核对角色“{role}”；请用 --definition 指明。",
        "The ledger holds no definition yet to know the role “{role}” by; name one with --definition.",
    ),
    "project_definition_holds": both(
        "用的是项目“{project}”所固定的定义；不能另指 --definition 或 --policy。",
        "The definition pinned for project “{project}” is used; --definition and --policy cannot be given with it.",
    ),
    "project_or_definition": both("须指明 --project 或 --definition 之一。", "Name either --project or --definition."),
    "check_what": both(
        "须写明项目或案件的编号、--all、--foreign 三者之一（--as-of 不与 --foreign 合用）。",
        "Name a project or case, or say --all, or --foreign (which knows no --as-of): one of them.",
    ),
    "report_of_what": both("须写明项目或案件的编号，或 --period。", "Name a project or case, or a --period."),
    "unknown_finding": both("核查“{name}”没有发现“{finding}”。", "An audit of “{name}” has no finding “{finding}”."),
    "trail_of_what": both(
        "须写明项目或案件的编号，或 --person、--authority、--event、--period 之一。",
        "Name a project or case, or --person, --authority, --event or --period.",
    ),
    "one_document_only": both("“{name}”只能是一份文书。", "“{name}” can be one document only."),
    "unknown_lifecycle": both(
        "没有生命周期“{lifecycle}”；有：{known}。", "There is no lifecycle “{lifecycle}”; there are: {known}."
    ),
    "naive_time": both("“{found}”没有写明时区。", "“{found}” does not say in which time zone."),
    "demo_folder_in_use": both(
        "“{folder}”里有别的内容，未作改动；请用 --into 另选文件夹。",
        "“{folder}” holds something else and was left alone; choose another folder with --into.",
    ),
    "demo_folder_not_written": both(
        "写不了“{folder}”（{reason}）；请用 --into 另选文件夹。",
        "“{folder}” cannot be written ({reason}); choose another folder with --into.",
    ),
    "not_a_count": both("{name} 应为正整数，而不是“{text}”。", "{name} must be a positive whole number, not “{text}”."),
    "seal_key_needed": both(
        "须用 workflow --seal-key 文件，或 WORKFLOW_SEAL_KEY 指明签署检查点的密钥。",
        "Name the key that signs checkpoints with workflow --seal-key FILE or WORKFLOW_SEAL_KEY.",
    ),
    "state_needed": both(
        "须用 --state 指明记住核验进度的文件。", "Name the file that remembers the verification with --state."
    ),
    "receipt_of_what": both(
        "须指明案件，或用 --verifier 写出核对程序。", "Name a case, or write the checking program with --verifier."
    ),
    "unexpected": both("程序出错：{what}。", "Something went wrong in the program: {what}."),
    "operating_system": both("系统报告：{reason}。", "The operating system says: {reason}."),
    "file_fails": both("“{path}”：{reason}。", "“{path}”: {reason}."),
    "interrupted": both("已中断。", "Interrupted."),
}

_NAMES: Words = {
    "unknown_item": both("没有事项“{item}”。", "There is no item “{item}”."),
    "unknown_act": both("没有“{act}”这项行为。", "There is no act “{act}”."),
    "unknown_role": both("没有“{role}”这个角色。", "There is no role “{role}”."),
    "unknown_authority": both("没有“{authority}”这个机关。", "There is no authority “{authority}”."),
    "unknown_case": both("没有案件“{case}”。", "There is no case “{case}”."),
    "unknown_subject": both("没有项目或案件“{name}”。", "There is no project or case “{name}”."),
    "unknown_project": both("没有项目“{project}”。", "There is no project “{project}”."),
    "unknown_definition": both(
        "没有定义“{definition}”；现有：{known}。", "There is no definition “{definition}”; there are: {known}."
    ),
    "unknown_policy": both("没有政策“{policy}”；现有：{known}。", "There is no policy “{policy}”; there are: {known}."),
    "unknown_calendar": both("没有日历“{calendar}”。", "There is no calendar “{calendar}”."),
    "no_such_folder": both("没有文件夹“{folder}”。", "There is no folder “{folder}”."),
    "no_such_file": both("没有文件“{path}”。", "There is no file “{path}”."),
    "also_needs_lifecycle": both(
        "--also 要与 --lifecycle 合用：要看的是哪一种流程？",
        "--also goes with --lifecycle: which lifecycle is it about?",
    ),
    "no_such_lifecycle": both(
        "“{definition}”没有名为“{lifecycle}”的流程。", "“{definition}” has no lifecycle “{lifecycle}”."
    ),
    "other_lifecycle": both(
        "“{definition}”的“{lifecycle}”与前一个定义的不同，不能一起证明。",
        "“{lifecycle}” in “{definition}” is not the one of the first definition: they cannot be proven together.",
    ),
    "file_exists": both("文件“{path}”已存在，不会覆盖。", "The file “{path}” is there already and is not overwritten."),
    "no_features": both("没有找到规约文件：{path}", "No feature file found: {path}"),
    "no_such_dataset": both(
        "没有数据集“{name}”，也没有这个文件；现有：{known}。",
        "There is no dataset or file “{name}”; there are: {known}.",
    ),
    "no_such_text": both("程序不带有“{path}”。", "No text “{path}” ships with the program."),
    "unreadable_file": both("读不了文件“{path}”：{why}", "The file “{path}” cannot be read: {why}"),
    "file_not_found": both("找不到文书“{path}{digest}”。", "The document “{path}{digest}” is not there."),
    "key_not_found": both("没有密钥文件“{path}”。", "There is no key file “{path}”."),
    "not_signed_yet": both(
        "案件“{case}”还没有被任何检查点覆盖；请先签署检查点（workflow audit checkpoint）。",
        "No checkpoint covers case “{case}” yet; sign one first (workflow audit checkpoint).",
    ),
    "content_not_found": both("账本中没有 {kind} {digest}。", "The ledger holds no {kind} {digest}."),
}

_CHANGES: Words = {
    "stream_moved_on": both(
        "他人已先行更改；未作任何记录，请重试。", "Somebody else was first; nothing was recorded. Try again."
    ),
    "command_recorded": both(
        "编号为“{command}”的命令已由他人同时记录；请重试，以得到其结果。",
        "The command with the id “{command}” was recorded at the same time; send it again for its answer.",
    ),
    "others_kept_being_first": both(
        "连续 {attempts} 次被他人抢先；未作任何记录，请稍后重试。",
        "Others were first {attempts} times over; nothing was recorded. Try again later.",
    ),
    "target_moved_on": both("目标“{target}”同时被他人写入。", "Somebody else is writing to “{target}”."),
}

_INPUT: Words = {
    "invalid_definition": both(
        "定义有 {count} 处问题，不能使用。", "The definition cannot be used; problems found: {count}."
    ),
    "not_yaml": both("“{file}”不是 YAML：{why}", "“{file}” is not YAML: {why}"),
    "not_a_mapping": both("“{file}”应当是“键: 值”的映射。", "“{file}” must be a mapping of keys to values."),
    "not_canonical_definition": both(
        "内容不是定义的规范形式（{errors} 处不符）。", "This is no canonical definition (errors: {errors})."
    ),
    "digest_malformed": both("“{digest}”不是 SHA-256 摘要。", "“{digest}” is no SHA-256 digest."),
    "event_not_recordable": both(
        "“{event}”的 {path} 无法记录（{found}）。", "“{event}” cannot be recorded: {path} is {found}."
    ),
    "file_too_large": both(
        "文书“{path}”过大，最多 {most} MiB。", "The document “{path}” is too large: at most {most} MiB."
    ),
    "note_malformed": both("不是合格的签名文本（{what}）。", "This is no well-formed signed note ({what})."),
    "key_malformed": both("“{key}”不是公钥（名称+编号+密钥）。", "“{key}” is no verifier key (name+id+key)."),
    "key_file_malformed": both("“{path}”不是密钥文件。", "“{path}” is no key file."),
    "key_name_malformed": both(
        "“{name}”不能用作密钥的名称：不得为空，不得有空格或加号。",
        "“{name}” cannot name a key: no blanks, no plus signs, not empty.",
    ),
    "key_of_another_kind": both(
        "“{path}”中“{name}”的密钥用途不同：记录方和见证方不能共用密钥。",
        "The key of “{name}” in “{path}” is of the other kind: logs and witnesses never share a key.",
    ),
    "log_key_differs": both(
        "见证簿里“{name}”的公钥是另一个；只有记录方自己能更换密钥。",
        "The book has another key for “{name}”; only the log itself can hand over.",
    ),
    "content_kind_unknown": both("没有“{kind}”这类内容。", "There is no content of kind “{kind}”."),
    "content_not_text": both("内容不是 UTF-8 文本。", "The content is not text in UTF-8."),
    "calendar_before_reach": both(
        "日历“{calendar}”从 {first_year} 年开始，不含 {day}。",
        "Calendar “{calendar}” begins in {first_year}; it does not reach {day}.",
    ),
    "calendar_beyond_reach": both(
        "超出日历“{calendar}”的范围（最后一天 {last_day}）。",
        "This lies beyond the reach of calendar “{calendar}” (last day {last_day}).",
    ),
    "calendar_base_unknown": both(
        "日历“{calendar}”所依据的“{base}”不存在。", "Calendar “{calendar}” is based on “{base}”, which does not exist."
    ),
    "calendar_contradiction": both(
        "日历“{calendar}”中 {day} 既休息又上班。", "In calendar “{calendar}”, {day} is both off and worked."
    ),
    "calendar_date_invalid": both(
        "日历“{calendar}”中没有“{day}”这一天。", "Calendar “{calendar}”: there is no day “{day}”."
    ),
    "calendar_hours_invalid": both(
        "日历“{calendar}”的办公时间不对：{hours}", "Calendar “{calendar}”: these hours are not right: {hours}"
    ),
    "calendar_key_missing": both("日历“{calendar}”缺少“{name}”。", "Calendar “{calendar}” lacks “{name}”."),
    "calendar_key_unknown": both("日历“{calendar}”不能有“{name}”。", "Calendar “{calendar}” knows no key “{name}”."),
    "calendar_never_works": both("日历“{calendar}”没有工作日。", "Calendar “{calendar}” has no working day."),
    "calendar_weekday_unknown": both(
        "日历“{calendar}”：没有星期“{name}”。", "Calendar “{calendar}”: there is no weekday “{name}”."
    ),
    "calendar_zone_unknown": both(
        "日历“{calendar}”：没有时区“{zone}”。", "Calendar “{calendar}”: there is no time zone “{zone}”."
    ),
}

_STORES: Words = {
    "store_not_found": both("“{url}”处没有账本。", "There is no ledger at “{url}”."),
    "store_not_ours": both(
        "“{url}”不是本程序的账本，未作改动。", "“{url}” is not a ledger of this program; it was left alone."
    ),
    "store_newer": both(
        "“{url}”由更新的版本写入（格式 {format}，本程序识别到 {known}）；请升级。",
        "“{url}” was written by a newer version (format {format}; this one knows {known}). Upgrade first.",
    ),
    "event_newer": both(
        "第 {position} 号记录由更新的版本写入；请升级。",
        "Event {position} was written by a newer version. Upgrade first.",
    ),
    "store_unreachable": both("打不开“{url}”：{reason}", "“{url}” cannot be reached: {reason}"),
    "store_busy": both("“{url}”正被占用，请稍后重试。", "“{url}” is busy. Try again later."),
    "store_full": both("磁盘已满，未作任何记录（{url}）。", "The disk is full; nothing was recorded ({url})."),
    "store_read_only": both("“{url}”是只读的，未作任何记录。", "“{url}” is read-only; nothing was recorded."),
    "store_damaged": both("“{url}”已损坏：{reason}", "“{url}” is damaged: {reason}"),
    "store_failed": both("存储出错（{url}）：{reason}", "The store failed ({url}): {reason}"),
    "store_closed": both("“{url}”已经关闭。", "“{url}” is closed."),
    "store_outcome_unknown": both(
        "连接在提交时中断（{url}）：是否已记录尚不清楚，请以同一 --command-id 重试。",
        "The connection was lost while recording ({url}): send it again under the same --command-id.",
    ),
    "postgres_not_installed": both(
        "没有安装 PostgreSQL 支持：pip install 'workflow[postgres]'。",
        "PostgreSQL support is not installed: pip install 'workflow[postgres]'.",
    ),
    "fast_not_installed": both(
        "没有安装编译引擎：pip install 'workflow[fast]'。",
        "The compiled engine is not installed: pip install 'workflow[fast]'.",
    ),
    "event_unreadable": both("第 {position} 号记录无法读取：{reason}", "Event {position} cannot be read: {reason}"),
    "event_misfiled": both(
        "第 {position} 号记录的索引与内容不符。", "Event {position} is filed under what it does not say."
    ),
    "unreadable_event": both(
        "第 {position} 号记录“{name}”的内容不合格式。", "Event {position}, “{name}”, does not have its form."
    ),
    "leaf_differs": both("第 {position} 号记录的内容与其摘要不符。", "Event {position} is not what its hash says."),
    "key_open_to_others": both(
        "密钥文件“{path}”他人可读，未使用；请先执行 chmod 600。",
        "The key file “{path}” is open to others and was not used; chmod 600 first.",
    ),
    "key_unreadable": both("读不了密钥文件“{path}”：{reason}", "The key file “{path}” cannot be read: {reason}"),
    "checkpoint_unreadable": both("第 {number} 个检查点无法读取。", "Checkpoint {number} cannot be read."),
    "not_the_current_key": both(
        "“{key}”不是第 {number} 个检查点之后的签署密钥；更换密钥须新旧密钥同签。",
        "“{key}” is not the key that signs after checkpoint {number}; a change of key is signed by both.",
    ),
    "ledger_contradicts_checkpoint": both(
        "账本与已签署的第 {number} 个检查点（{size} 条）不符，不予签署；请核验账本。",
        "The ledger contradicts checkpoint {number} (over {size} events); nothing is signed. Verify the ledger.",
    ),
    "witness_folder_gone": both("见证方的文件夹“{folder}”不在。", "The witness's folder “{folder}” is not there."),
    "tile_missing": both(
        "第 {level} 层第 {number} 个摘要块不全，无法证明；请核验账本。",
        "Tile {number} on level {level} is not complete, so nothing can be proven. Verify the ledger.",
    ),
    "tile_damaged": both(
        "第 {level} 层第 {number} 个摘要块已损坏；请核验账本。",
        "Tile {number} on level {level} is damaged. Verify the ledger.",
    ),
    "content_damaged": both("第 {position} 号记录所存内容已被改动。", "What event {position} holds has been changed."),
    "file_changed": both("文书 {digest} 已被改动（{url}）。", "The document {digest} has been changed ({url})."),
    "file_unreadable": both("读不了文书 {digest}：{reason}", "The document {digest} cannot be read: {reason}"),
    "file_not_kept": both("文书无法存入“{url}”：{reason}", "The document cannot be kept in “{url}”: {reason}"),
    "target_exists": both("“{target}”已经存在，未作改动。", "“{target}” exists already; it was left alone."),
    "target_not_written": both("写不了“{url}”：{reason}", "“{url}” cannot be written: {reason}"),
    "target_not_a_beginning": both(
        "“{target}”（{position} 条记录）不是本账本的开头部分。",
        "“{target}” ({position} events) is no beginning of this ledger.",
    ),
}

MESSAGES: Words = {**_USAGE, **_NAMES, **_CHANGES, **_INPUT, **_STORES, **LOG_MESSAGES, **SCENARIO_MESSAGES}
