"""What can be wrong with a policy, or with a definition that it rewrote: order, what it rewrites, what it loosens."""

from __future__ import annotations

from collections.abc import Mapping

POLICIES: Mapping[str, Mapping[str, str]] = {
    # Order
    "policy_twice": {
        "zh-CN": "改革措施“{policy}”已经应用过。",
        "en": "Policy “{policy}” has been applied already.",
    },
    "policy_requires": {
        "zh-CN": "改革措施“{policy}”要求先应用“{other}”。",
        "en": "Policy “{policy}” needs “{other}” to be applied first.",
    },
    "policy_after": {
        "zh-CN": "改革措施“{policy}”应当排在“{other}”之后。",
        "en": "Policy “{policy}” comes after “{other}”.",
    },
    "policy_before": {
        "zh-CN": "改革措施“{policy}”应当排在“{other}”之前。",
        "en": "Policy “{policy}” comes before “{other}”.",
    },
    "policy_excludes": {
        "zh-CN": "改革措施“{policy}”与“{other}”不能同时使用。",
        "en": "Policies “{policy}” and “{other}” cannot be applied together.",
    },
    "order_matters": {
        "zh-CN": "“{other}”与“{policy}”谁先谁后结果不同（{where}），而两者都没有用 after 或 before 写明先后。",
        "en": "The order of “{other}” and “{policy}” matters ({where}); one of them has to say “after” or “before”.",
    },
    # What it rewrites
    "nothing_to_drop": {
        "zh-CN": "没有可删除的“{dropped}”。",
        "en": "There is no “{dropped}” to drop.",
    },
    "policy_without_effect": {
        "zh-CN": "改革措施“{policy}”对这份定义没有任何改变。",
        "en": "Policy “{policy}” changes nothing in this definition.",
    },
    "mechanism_not_allowed": {
        "zh-CN": "事项“{item}”的 allows 里没有“{mechanism}”：没有写明依据，不得这样办理。",
        "en": "The item “{item}” does not allow “{mechanism}”: it names no article by which it may be handled so.",
    },
    "mechanism_spares_nobody": {
        "zh-CN": "事项“{item}”的 allows 里“{mechanism}”没有写明免去谁（spares_if），不能据此缩小适用。",
        "en": "“{mechanism}” of the item “{item}” does not say whom it spares (spares_if), so it narrows nothing.",
    },
    "joined_unlike": {
        "zh-CN": "“{item}”与“{into}”的类别或流程不同，不能合并办理。",
        "en": "“{item}” and “{into}” are of different kinds or lifecycles and cannot be decided as one.",
    },
    "part_exists": {
        "zh-CN": "已有名为“{name}”的事项，不能再作为分阶段的一部分。",
        "en": "There is an item “{name}” already, it cannot be a new part.",
    },
    # What no policy may loosen
    "hard_edge_dropped": {
        "zh-CN": "改革措施“{policy}”去掉了“{holder}”的法定前置“{requirement}”。",
        "en": "Policy “{policy}” drops the statutory prerequisite “{requirement}” of “{holder}”.",
    },
    "prohibition_changed": {
        "zh-CN": "改革措施“{policy}”去掉或改变了禁止事项或法定界限“{name}”。",
        "en": "Policy “{policy}” drops or changes the prohibition or legal limit “{name}”.",
    },
    "certain_parameter_changed": {
        "zh-CN": "改革措施“{policy}”改变了法定的参数“{parameter}”（可信程度为 C）。",
        "en": "Policy “{policy}” changes the parameter “{parameter}”, which the law fixes (confidence C).",
    },
    "duty_changed": {
        "zh-CN": "改革措施“{policy}”改变了“{item}”何时适用；只能用 narrow 并凭事项 allows 的办法缩小。",
        "en": "Policy “{policy}” changes when “{item}” applies; only “narrow” may, where the item allows it.",
    },
    "fact_changed": {
        "zh-CN": "改革措施“{policy}”改变了“{item}”的法律特征“{fact}”。",
        "en": "Policy “{policy}” changes “{fact}”, which the law says of “{item}”.",
    },
    "redefined": {
        "zh-CN": "改革措施“{policy}”改变了“{name}”的含义；政策只能增加新的名称。",
        "en": "Policy “{policy}” gives “{name}” another meaning; a policy can only add what is new.",
    },
    "handled_otherwise": {
        "zh-CN": "改革措施“{policy}”把“{item}”改由别的流程或机关办理，而它的依据里没有明确的条文。",
        "en": "Policy “{policy}” gives “{item}” to another lifecycle or authority, under no explicit article.",
    },
    "limit_loosened": {
        "zh-CN": "改革措施“{policy}”放宽了法定期限“{limit}”，或者改变了它的起算。",
        "en": "Policy “{policy}” loosens the statutory limit “{limit}”, or changes when it starts.",
    },
    "act_dropped": {
        "zh-CN": "改革措施“{policy}”去掉了行为“{transition}”。",
        "en": "Policy “{policy}” drops the act “{transition}”.",
    },
    "condition_dropped": {
        "zh-CN": "改革措施“{policy}”去掉或改变了“{transition}”的条件“{condition}”。",
        "en": "Policy “{policy}” drops or changes the condition “{condition}” of “{transition}”.",
    },
    "four_eyes_dropped": {
        "zh-CN": "改革措施“{policy}”放松了须由不同的人承担的身份：{parts}。",
        "en": "Policy “{policy}” loosens which parts must be different persons: {parts}.",
    },
    "clock_held_up": {
        "zh-CN": "改革措施“{policy}”让“{transition}”拖住法定时限“{clock}”（中止、延长、重启或者停下）。",
        "en": "“{transition}” of policy “{policy}” holds up the statutory clock “{clock}”.",
    },
    "granted_by_silence": {
        "zh-CN": "改革措施“{policy}”让“{transition}”以沉默准予（“{state}”），而依据里没有明确的条文。",
        "en": "Policy “{policy}” lets “{transition}” grant by silence (“{state}”), under no explicit article.",
    },
    "grant_without_prerequisites": {
        "zh-CN": "改革措施“{policy}”新设的“{transition}”准予（“{state}”）而不查法定前置。",
        "en": "The new act “{transition}” of “{policy}” grants (“{state}”) and checks no statutory prerequisite.",
    },
    # Legal limits
    "beyond_legal_limit": {
        "zh-CN": "“{part}”超出法定界限：{title}（{articles}）。",
        "en": "“{part}” is past a legal limit: {title} ({articles}).",
    },
    "legal_limit_lacks": {
        "zh-CN": "“{part}”缺少“{key}”。法定界限：{title}（{articles}）。",
        "en": "“{part}” lacks “{key}”. Legal limit: {title} ({articles}).",
    },
    "legal_limit_forbids": {
        "zh-CN": "“{part}”不得有“{key}”。法定界限：{title}（{articles}）。",
        "en": "“{part}” may not have “{key}”. Legal limit: {title} ({articles}).",
    },
    "legal_limit_wants": {
        "zh-CN": "“{part}”的“{key}”应当是“{wanted}”。法定界限：{title}（{articles}）。",
        "en": "“{key}” of “{part}” must be “{wanted}”. Legal limit: {title} ({articles}).",
    },
    "legal_limit_taker": {
        "zh-CN": "“{part}”只能由 {wanted} 办理，不能由 {seen} 办理。法定界限：{title}（{articles}）。",
        "en": "“{part}” may be taken by {wanted}, not by {seen}. Legal limit: {title} ({articles}).",
    },
    "legal_limit_longer": {
        "zh-CN": "“{part}”的“{key}”为 {seen}，长于 {bound}。法定界限：{title}（{articles}）。",
        "en": "“{key}” of “{part}” is {seen}, longer than {bound}. Legal limit: {title} ({articles}).",
    },
    "legal_limit_basis": {
        "zh-CN": "“{part}”的“{key}”没有明确的依据，即施行日期可知的法律中的条文。法定界限：{title}（{articles}）。",
        "en": "“{key}” of “{part}” cites no article of a law known to be in force. Legal limit: {title} ({articles}).",
    },
}
