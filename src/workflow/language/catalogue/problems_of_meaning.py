"""What can be unsound about a definition that can be read: titles, dead ends, clocks, events, types, expressions."""

from __future__ import annotations

from collections.abc import Mapping

MEANING: Mapping[str, Mapping[str, str]] = {
    # Titles and sources
    "missing_title": {
        "zh-CN": "缺少 {language} 名称。",
        "en": "The title is missing in {language}.",
    },
    "value_without_title": {
        "zh-CN": "“{value}”没有名称；请在 values 中写明。",
        "en": "“{value}” has no title; say it under values.",
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
        "zh-CN": "预审流程“{lifecycle}”没有 `id: convert` 的行为。",
        "en": "The pre-review lifecycle “{lifecycle}” has no transition with `id: convert`.",
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
        "zh-CN": "表达式“{expression}”：这里没有函数“{found}”。",
        "en": "In “{expression}”: there is no function “{found}” here.",
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
    "reserved_event": {
        "zh-CN": "事件名“{event}”为系统保留，请另取一名。",
        "en": "The event name “{event}” is reserved for the engine; choose another.",
    },
    "not_in_a_project": {
        "zh-CN": "项目自身的生命周期不支持“{key}”，应由案件办理。",
        "en": "A project's own lifecycle has no “{key}”; that is a matter of its cases.",
    },
    "no_rest": {
        "zh-CN": "最后一支不应带条件，否则可能无一适用。",
        "en": "The last branch must have no condition, or none may apply.",
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
