"""What changed between two definitions, in words."""

from __future__ import annotations

from collections.abc import Mapping

PARTS: Mapping[str, Mapping[str, str]] = {
    "attribute": {"zh-CN": "属性", "en": "attribute"},
    "authority": {"zh-CN": "机关", "en": "authority"},
    "clock": {"zh-CN": "时限", "en": "clock"},
    "commence_edge": {"zh-CN": "开工前置条件", "en": "prerequisite for the start"},
    "definition": {"zh-CN": "定义", "en": "definition"},
    "event": {"zh-CN": "事件", "en": "event"},
    "forbidden_act": {"zh-CN": "禁止行为", "en": "forbidden act"},
    "group": {"zh-CN": "状态组", "en": "group of states"},
    "hard_edge": {"zh-CN": "法定前置条件", "en": "statutory prerequisite"},
    "item": {"zh-CN": "事项", "en": "item"},
    "item_fact": {"zh-CN": "事项特征", "en": "item fact"},
    "kind": {"zh-CN": "事项类型", "en": "kind"},
    "law": {"zh-CN": "法律", "en": "law"},
    "legal_limit": {"zh-CN": "法定界限", "en": "legal limit"},
    "lifecycle": {"zh-CN": "流程", "en": "lifecycle"},
    "limit_start": {"zh-CN": "时限起算点", "en": "start of a limit"},
    "material": {"zh-CN": "材料", "en": "material"},
    "parameter": {"zh-CN": "参数", "en": "parameter"},
    "part": {"zh-CN": "身份", "en": "part"},
    "policy": {"zh-CN": "改革措施", "en": "policy"},
    "policy_edge": {"zh-CN": "政策前置条件", "en": "policy prerequisite"},
    "promised_limit": {"zh-CN": "承诺期限", "en": "promised limit"},
    "refusal": {"zh-CN": "拒绝理由", "en": "refusal"},
    "role": {"zh-CN": "角色", "en": "role"},
    "stage": {"zh-CN": "阶段", "en": "stage"},
    "state": {"zh-CN": "状态", "en": "state"},
    "statutory_limit": {"zh-CN": "法定期限", "en": "statutory limit"},
    "taker": {"zh-CN": "行为人", "en": "who may take"},
    "transition": {"zh-CN": "行为", "en": "transition"},
    "value": {"zh-CN": "取值", "en": "value"},
    "vote": {"zh-CN": "表决规则", "en": "vote"},
}
