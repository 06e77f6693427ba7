"""What can be wrong with the text, the files and the names of a definition, in words."""

from __future__ import annotations

from collections.abc import Mapping

FORM: Mapping[str, Mapping[str, str]] = {
    # The text itself
    "empty": {
        "zh-CN": "文件为空。",
        "en": "The file is empty.",
    },
    "not_a_mapping": {
        "zh-CN": "文件应当是“键: 值”的映射。",
        "en": "The file must be a mapping of keys to values.",
    },
    "not_text": {
        "zh-CN": "文件含有不能出现在文本中的字符。",
        "en": "The file contains characters that no text may contain.",
    },
    "wrong_encoding": {
        "zh-CN": "文件不是 UTF-8 编码（第 {byte} 字节处）。",
        "en": "The file is not UTF-8 (at byte {byte}).",
    },
    "too_large": {
        "zh-CN": "文件过大：{bytes}，上限 {at_most}。",
        "en": "The file is too large: {bytes}, at most {at_most}.",
    },
    "too_many_nodes": {
        "zh-CN": "内容展开后过多，上限 {at_most} 个节点。",
        "en": "The text expands to too much: at most {at_most} nodes.",
    },
    "too_deep": {
        "zh-CN": "嵌套过深，最多 {at_most} 层。",
        "en": "Nested too deeply: at most {at_most} levels.",
    },
    "too_many_files": {
        "zh-CN": "使用的文件过多，上限 {at_most} 个。",
        "en": "Too many files are used: at most {at_most}.",
    },
    "several_documents": {
        "zh-CN": "一个文件只能有一个文档。",
        "en": "A file holds one document only.",
    },
    "yaml_syntax": {
        "zh-CN": "YAML 语法错误：{reason}。",
        "en": "Not valid YAML: {reason}.",
    },
    "tag_not_allowed": {
        "zh-CN": "不允许使用标签 {tag}。",
        "en": "The tag {tag} is not allowed.",
    },
    "recursive_alias": {
        "zh-CN": "别名 {alias} 引用了自身。",
        "en": "The alias {alias} contains itself.",
    },
    "unknown_alias": {
        "zh-CN": "没有名为 {alias} 的锚点。",
        "en": "There is no anchor {alias}.",
    },
    "wrong_key": {
        "zh-CN": "键必须是一个词。",
        "en": "A key must be a single word.",
    },
    "duplicate_key": {
        "zh-CN": "键“{key}”重复，第一次在第 {first_line} 行。",
        "en": "The key “{key}” is repeated; it first stands in line {first_line}.",
    },
    "ambiguous_word": {
        "zh-CN": "“{text}”在不同的 YAML 读取程序中含义不同：请写 true 或 false，或者加引号。",
        "en": "“{text}” means different things to different readers of YAML: write true or false, or quote it.",
    },
    "ambiguous_number": {
        "zh-CN": "“{text}”在不同的 YAML 读取程序中含义不同：请加引号。",
        "en": "“{text}” means different things to different readers of YAML: quote it.",
    },
    "float": {
        "zh-CN": "不使用小数：请写最小单位的整数或“2/3”这样的比例，文字则加引号（{text}）。",
        "en": "No fractions: write whole numbers of the smallest unit or a ratio such as 2/3; quote a text ({text}).",
    },
    "unquoted_version": {
        "zh-CN": '版本号要加引号："{text}"。',
        "en": 'A version must be quoted: "{text}".',
    },
    # The files
    "file_not_found": {
        "zh-CN": "找不到文件 {used}。",
        "en": "There is no file {used}.",
    },
    "outside_root": {
        "zh-CN": "{used} 在允许的文件夹之外。",
        "en": "{used} lies outside the folder that may be read.",
    },
    "uses_cycle": {
        "zh-CN": "文件相互引用成环：{used}。",
        "en": "The files use one another in a circle: {used}.",
    },
    "not_a_fragment": {
        "zh-CN": "被使用的文件不能再写“{key}”。",
        "en": "A used file may not have “{key}”.",
    },
    "defined_twice": {
        "zh-CN": "“{name}”已在 {first_file} 第 {first_line} 行定义，内容不同。",
        "en": "“{name}” is defined differently in {first_file}, line {first_line}.",
    },
    # The form
    "unknown_key": {
        "zh-CN": "不认识的键“{key}”。",
        "en": "Unknown key “{key}”.",
    },
    "missing_key": {
        "zh-CN": "缺少“{key}”。",
        "en": "“{key}” is missing.",
    },
    "wrong_type": {
        "zh-CN": "类型不对：应为{expected}，实为{seen}。",
        "en": "Wrong kind of value: expected {expected}, found {seen}.",
    },
    "not_one_of": {
        "zh-CN": "“{value}”不在可选值之内：{expected}。",
        "en": "“{value}” is none of {expected}.",
    },
    "wrong_date": {
        "zh-CN": "“{value}”不是存在的日期（应如 2021-05-19）。",
        "en": "“{value}” is no date that exists (as 2021-05-19).",
    },
    "wrong_value": {
        "zh-CN": "“{value}”不可用：{reason}。",
        "en": "“{value}” cannot be used: {reason}.",
    },
    "wrong_period": {
        "zh-CN": "“{text}”不是期限（应如 20 working_days）。",
        "en": "“{text}” is no period (as 20 working_days).",
    },
    "wrong_ratio": {
        "zh-CN": "“{text}”不是比例（应如 2/3 或 >= 3/4）。",
        "en": "“{text}” is no ratio (as 2/3 or >= 3/4).",
    },
    # Names
    "unknown_lifecycle": {
        "zh-CN": "没有名为“{name}”的流程。",
        "en": "There is no lifecycle “{name}”.",
    },
    "unknown_authority": {
        "zh-CN": "没有名为“{name}”的机关。",
        "en": "There is no authority “{name}”.",
    },
    "unknown_stage": {
        "zh-CN": "没有名为“{name}”的阶段。",
        "en": "There is no stage “{name}”.",
    },
    "unknown_item": {
        "zh-CN": "没有名为“{name}”的事项。",
        "en": "There is no item “{name}”.",
    },
    "unknown_item_fact": {
        "zh-CN": "流程没有声明事项特征“{name}”。",
        "en": "The lifecycle declares no item fact “{name}”.",
    },
    "unknown_project_attribute": {
        "zh-CN": "项目没有名为“{name}”的属性。",
        "en": "The project has no attribute “{name}”.",
    },
    "unknown_attribute": {
        "zh-CN": "没有名为“{name}”的属性。",
        "en": "There is no attribute “{name}”.",
    },
    "unknown_state": {
        "zh-CN": "没有名为“{name}”的状态。",
        "en": "There is no state “{name}”.",
    },
    "unknown_group": {
        "zh-CN": "没有名为“{name}”的状态组。",
        "en": "There is no group of states “{name}”.",
    },
    "unknown_role": {
        "zh-CN": "没有名为“{name}”的角色。",
        "en": "There is no role “{name}”.",
    },
    "unknown_clock": {
        "zh-CN": "没有名为“{name}”的时限。",
        "en": "There is no clock “{name}”.",
    },
    "unknown_transition": {
        "zh-CN": "没有名为“{name}”的行为。",
        "en": "There is no transition “{name}”.",
    },
    "unknown_need": {
        "zh-CN": "该行为不需要名为“{name}”的数据。",
        "en": "The act needs no data “{name}”.",
    },
    "unknown_refusal": {
        "zh-CN": "拒绝理由“{name}”没有在 refusals 中写明。",
        "en": "The refusal “{name}” is not among the refusals.",
    },
    "unknown_vote": {
        "zh-CN": "没有名为“{name}”的表决规则。",
        "en": "There is no vote “{name}”.",
    },
    "unknown_column": {
        "zh-CN": "表中没有“{name}”这一列。",
        "en": "The table has no column “{name}”.",
    },
    "unknown_measure": {
        "zh-CN": "表决没有“{name}”这一计量。",
        "en": "The vote has no measure “{name}”.",
    },
    "unknown_calendar": {
        "zh-CN": "没有日历“{calendar}”：随附的日历中没有，calendars 文件夹中也没有。",
        "en": "There is no calendar “{calendar}”, neither among those shipped nor in the folder calendars.",
    },
    "unknown_value": {
        "zh-CN": "“{name}”既不是枚举的取值，也不是单位。",
        "en": "“{name}” is neither a value of an enum nor a unit.",
    },
    "unknown_part": {
        "zh-CN": "没有名为“{name}”的身份。",
        "en": "There is no part “{name}”.",
    },
    "unknown_law": {
        "zh-CN": "法律表中没有“{law}”。",
        "en": "The law “{law}” is not in the table of laws.",
    },
    "lifecycle_under_other_name": {
        "zh-CN": "流程“{lifecycle}”列在“{name}”名下。",
        "en": "The lifecycle “{lifecycle}” stands under the name “{name}”.",
    },
    "word_taken": {
        "zh-CN": "“{name}”是表达式的固定用词，不能作属性名。",
        "en": "“{name}” is a word of the expressions and cannot name an attribute.",
    },
}
