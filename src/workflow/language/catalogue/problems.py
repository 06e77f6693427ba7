"""What can be wrong with a definition, in words: every code of a problem, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PROBLEMS: Mapping[str, Mapping[str, str]] = {
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
    "wrong_pattern": {
        "zh-CN": "“{pattern}”不是正则表达式。",
        "en": "“{pattern}” is no regular expression.",
    },
    # Policies
    "policy_twice": {
        "zh-CN": "改革措施“{policy}”已经应用过。",
        "en": "Policy “{policy}” has been applied already.",
    },
    "policy_requires": {
        "zh-CN": "改革措施“{policy}”要求先应用“{needed}”。",
        "en": "Policy “{policy}” needs “{needed}” to be applied first.",
    },
    "nothing_to_drop": {
        "zh-CN": "没有可删除的“{dropped}”。",
        "en": "There is no “{dropped}” to drop.",
    },
    "hard_edge_dropped": {
        "zh-CN": "改革措施“{policy}”去掉了“{holder}”的法定前置“{requirement}”。",
        "en": "Policy “{policy}” drops the statutory prerequisite “{requirement}” of “{holder}”.",
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
    # Titles and sources
    "missing_title": {
        "zh-CN": "缺少 {language} 名称。",
        "en": "The title is missing in {language}.",
    },
    "shared_title": {
        "zh-CN": "{language} 名称“{title}”与“{other}”重复。",
        "en": "The {language} title “{title}” is also that of “{other}”.",
    },
    "law_not_yet_in_force": {
        "zh-CN": "“{law}”自 {in_force} 起施行，晚于 {effective}。",
        "en": "“{law}” is in force from {in_force}, after {effective}.",
    },
    "law_no_longer_in_force": {
        "zh-CN": "“{law}”在 {until} 之后已失效，早于 {effective}。",
        "en": "“{law}” was in force until {until}, before {effective}.",
    },
    "limit_without_source": {
        "zh-CN": "期限“{clock}”没有写明依据。",
        "en": "The limit “{clock}” names no source.",
    },
    "parameter_without_source": {
        "zh-CN": "参数“{parameter}”没有写明依据。",
        "en": "The parameter “{parameter}” names no source.",
    },
    "promised_longer": {
        "zh-CN": "承诺期限 {promised} 长于法定期限 {statutory}。",
        "en": "The promised limit {promised} is longer than the statutory {statutory}.",
    },
    # Dead ends
    "unreachable_state": {
        "zh-CN": "状态“{state}”无法到达。",
        "en": "The state “{state}” cannot be reached.",
    },
    "no_way_out": {
        "zh-CN": "状态“{state}”没有出路。",
        "en": "No way leads out of the state “{state}”.",
    },
    "final_state_left": {
        "zh-CN": "终结状态“{state}”之后还有：{transitions}。",
        "en": "The final state “{state}” is left by {transitions}.",
    },
    "silence_for_ever": {
        "zh-CN": "状态“{state}”中可能没有任何时限在走：沉默将永远持续。",
        "en": "In the state “{state}” it may be that no clock runs: silence would last for ever.",
    },
    "never_possible": {
        "zh-CN": "行为“{transition}”的起始状态都无法到达。",
        "en": "No state that “{transition}” starts from can be reached.",
    },
    "nobody_may_take": {
        "zh-CN": "没有人可以作出“{transition}”。",
        "en": "Nobody may take “{transition}”.",
    },
    "system_without_occasion": {
        "zh-CN": "“{transition}”只由系统作出，却没有写明何时（when）。",
        "en": "Only the system takes “{transition}”, but no `when` says on what occasion.",
    },
    "occasion_without_system": {
        "zh-CN": "“{transition}”写有 when，却没有系统角色作出。",
        "en": "“{transition}” has a `when`, but no role of the system takes it.",
    },
    "prerequisite_cycle": {
        "zh-CN": "前置条件成环：{items}。",
        "en": "The prerequisites form a circle: {items}.",
    },
    "enforce_without_hard": {
        "zh-CN": "enforce 不得排除法定前置（hard）。",
        "en": "`enforce` may not leave out the hard prerequisites.",
    },
    # Clocks
    "clock_without_owner": {
        "zh-CN": "时限“{clock}”没有写明约束谁（runs_for）。",
        "en": "The clock “{clock}” does not say for whom it runs (runs_for).",
    },
    "clock_without_outcome": {
        "zh-CN": "时限“{clock}”届满后什么也不发生。",
        "en": "Nothing comes of the clock “{clock}”.",
    },
    "clock_never_started": {
        "zh-CN": "没有行为启动时限“{clock}”。",
        "en": "No act starts the clock “{clock}”.",
    },
    "clock_without_limit": {
        "zh-CN": "时限“{clock}”没有期限，也不是每个事项都给出：{items}。",
        "en": "The clock “{clock}” has no limit, and not every item gives one: {items}.",
    },
    "clock_with_two_ends": {
        "zh-CN": "时限“{clock}”同时写了 limit 和 until。",
        "en": "The clock “{clock}” has both `limit` and `until`.",
    },
    # Events, conversion, data
    "event_of_two_meanings": {
        "zh-CN": "事件“{event}”有两种含义：“{field}”与 {other} 不同。",
        "en": "The event “{event}” has two meanings: its “{field}” differs from {other}.",
    },
    "event_name_form": {
        "zh-CN": "事件名“{event}”应如 ApplicationAccepted。",
        "en": "An event is named like ApplicationAccepted, not “{event}”.",
    },
    "unused_event": {
        "zh-CN": "没有行为记录事件“{event}”。",
        "en": "No act records the event “{event}”.",
    },
    "missing_upcast": {
        "zh-CN": "事件“{event}”缺少第 {version} 版的升级规则。",
        "en": "The event “{event}” has no upcast from version {version}.",
    },
    "no_conversion": {
        "zh-CN": "事项“{item}”可以预审，但流程“{lifecycle}”没有转换步骤（conversion）。",
        "en": "“{item}” may be pre-reviewed, but the lifecycle “{lifecycle}” has no conversion.",
    },
    "conversion_breaks": {
        "zh-CN": "转换到“{transition}”时中断：此前的状态是 {state}。",
        "en": "The conversion breaks at “{transition}”: the state before it is {state}.",
    },
    "conversion_lacks_data": {
        "zh-CN": "转换步骤“{transition}”缺少数据“{need}”。",
        "en": "The conversion step “{transition}” lacks the data “{need}”.",
    },
    "conversion_ends_early": {
        "zh-CN": "转换止于“{state}”，事项尚未生效。",
        "en": "The conversion ends in “{state}”, where the item is not in force.",
    },
    "shadow_without_convert": {
        "zh-CN": "预审流程“{lifecycle}”没有行为 convert。",
        "en": "The pre-review lifecycle “{lifecycle}” has no transition `convert`.",
    },
    "shadow_never_passes": {
        "zh-CN": "预审流程“{lifecycle}”没有 pre_passed 状态。",
        "en": "The pre-review lifecycle “{lifecycle}” has no state of standing pre_passed.",
    },
    "attribute_not_of_kind": {
        "zh-CN": "属性“{name}”应为 {expected}，实为 {found}。",
        "en": "The attribute “{name}” must be {expected}; it is {found}.",
    },
    "column_not_a_number": {
        "zh-CN": "“{name}”列不是数，不能求和。",
        "en": "The column “{name}” is no number and cannot be summed.",
    },
    "value_not_of_type": {
        "zh-CN": "值“{value}”不符合类型 {type}。",
        "en": "The value “{value}” is not of type {type}.",
    },
    # Types
    "type_not_understood": {
        "zh-CN": "看不懂类型“{type}”。",
        "en": "The type “{type}” cannot be read.",
    },
    "type_too_deep": {
        "zh-CN": "类型“{type}”嵌套过深。",
        "en": "The type “{type}” is nested too deeply.",
    },
    "unknown_type": {
        "zh-CN": "类型“{type}”中的“{found}”不存在。",
        "en": "There is no type “{found}” (in “{type}”).",
    },
    "enum_repeats": {
        "zh-CN": "类型“{type}”中“{found}”重复。",
        "en": "“{found}” is repeated in the type “{type}”.",
    },
    "empty_range": {
        "zh-CN": "类型“{type}”的范围为空。",
        "en": "The range of the type “{type}” is empty.",
    },
    "bad_field_name": {
        "zh-CN": "类型“{type}”中“{found}”不能作字段名。",
        "en": "“{found}” cannot name a field (in “{type}”).",
    },
    # Expressions
    "unknown_name": {
        "zh-CN": "表达式“{expression}”：没有名为“{found}”的词。",
        "en": "In “{expression}”: there is no word “{found}”.",
    },
    "unknown_field": {
        "zh-CN": "表达式“{expression}”：没有字段“{found}”（{part}）。",
        "en": "In “{expression}”: there is no field “{found}” ({part}).",
    },
    "unknown_function": {
        "zh-CN": "表达式“{expression}”：没有函数“{found}”。",
        "en": "In “{expression}”: there is no function “{found}”.",
    },
    "wrong_arity": {
        "zh-CN": "表达式“{expression}”：函数“{function}”的参数个数不对（{found} 个）。",
        "en": "In “{expression}”: “{function}” does not take {found} arguments.",
    },
    "wrong_arguments": {
        "zh-CN": "表达式“{expression}”：函数“{function}”不接受 {found}。",
        "en": "In “{expression}”: “{function}” does not take {found}.",
    },
    "wrong_operand": {
        "zh-CN": "表达式“{expression}”：“{part}”应为 {expected}，实为 {found}。",
        "en": "In “{expression}”: “{part}” must be {expected}; it is {found}.",
    },
    "wrong_operands": {
        "zh-CN": "表达式“{expression}”：{left} 与 {right} 不能用“{sign}”。",
        "en": "In “{expression}”: “{sign}” does not go with {left} and {right}.",
    },
    "wrong_result": {
        "zh-CN": "表达式“{expression}”的结果应为 {expected}，实为 {found}。",
        "en": "“{expression}” must yield {expected}; it yields {found}.",
    },
    "not_comparable": {
        "zh-CN": "表达式“{expression}”：{left} 与 {right} 永远不会相等。",
        "en": "In “{expression}”: {left} and {right} can never be equal.",
    },
    "not_ordered": {
        "zh-CN": "表达式“{expression}”：{left} 与 {right} 没有先后大小。",
        "en": "In “{expression}”: {left} and {right} have no order.",
    },
    "types_differ": {
        "zh-CN": "表达式“{expression}”：{left} 与 {right} 类型不同。",
        "en": "In “{expression}”: {left} and {right} differ in type.",
    },
    "may_be_null": {
        "zh-CN": "表达式“{expression}”：“{part}”可能为空，请先用 has(...) 判断。",
        "en": "In “{expression}”: “{part}” may be null; ask has(...) first.",
    },
    "name_taken": {
        "zh-CN": "表达式“{expression}”：“{found}”已有含义，请换一个变量名。",
        "en": "In “{expression}”: “{found}” has a meaning already; choose another variable.",
    },
    "expression_ends_early": {
        "zh-CN": "表达式“{expression}”没有写完。",
        "en": "“{expression}” ends too early.",
    },
    "expression_too_long": {
        "zh-CN": "表达式过长，最多 {most} 个字符。",
        "en": "The expression is too long: at most {most} characters.",
    },
    "expression_too_deep": {
        "zh-CN": "表达式“{expression}”嵌套过深。",
        "en": "“{expression}” is nested too deeply.",
    },
    "unexpected_character": {
        "zh-CN": "表达式“{expression}”：第 {at} 个字符之后不应出现“{found}”。",
        "en": "In “{expression}”: “{found}” is not expected after {at} characters.",
    },
    "unexpected_word": {
        "zh-CN": "表达式“{expression}”：第 {at} 个字符之后不应出现“{found}”。",
        "en": "In “{expression}”: “{found}” is not expected after {at} characters.",
    },
    "reserved_word": {
        "zh-CN": "表达式“{expression}”：“{found}”是保留词。",
        "en": "In “{expression}”: “{found}” is a reserved word.",
    },
    "has_needs_a_field": {
        "zh-CN": "表达式“{expression}”：has(...) 里应当是字段，如 has(data.x)。",
        "en": "In “{expression}”: has(...) takes a field, as has(data.x).",
    },
    "variable_expected": {
        "zh-CN": "表达式“{expression}”：此处应为变量名。",
        "en": "In “{expression}”: a variable is expected here.",
    },
    "number_too_large": {
        "zh-CN": "表达式“{expression}”：数 {found} 过大。",
        "en": "In “{expression}”: the number {found} is too large.",
    },
    "number_with_fraction": {
        "zh-CN": "表达式“{expression}”：不使用小数（{found}），请按整数比较，如 4*a >= 3*b。",
        "en": "In “{expression}”: no fractions ({found}); compare whole numbers, as 4*a >= 3*b.",
    },
    "literal_not_supported": {
        "zh-CN": "表达式“{expression}”：不支持“{found}”。",
        "en": "In “{expression}”: “{found}” is not supported.",
    },
    "no_such_character": {
        "zh-CN": "表达式“{expression}”：没有字符“{found}”。",
        "en": "In “{expression}”: there is no character “{found}”.",
    },
}
_MEANT: Mapping[str, str] = {"zh-CN": "是否想写“{meant}”？", "en": " Did you mean “{meant}”?"}


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def problem_words(code: str, facts: Mapping[str, Any], language: str) -> str:
    """Return what a problem of a definition is, in words; a code without words is told as it is, with its facts."""
    known = _Facts({name: _told(value) for name, value in facts.items()})
    told = PROBLEMS.get(code)
    if told is None:
        return " ".join([code, *(f"{name}={value}" for name, value in known.items())])
    spoken = "zh-CN" if language == "zh-CN" else "en"
    meant = facts.get("nearest") or facts.get("meant")
    return told[spoken].format_map(known) + (_MEANT[spoken].format(meant=_told(meant)) if meant else "")


def _told(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
