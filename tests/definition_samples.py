"""A small sound definition that tests unsettle one part at a time."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import yaml

from workflow.definition.check import check
from workflow.definition.model import Definition

LIFECYCLE = """\
lifecycle: permit
title: {zh-CN: 许可, en: Permit}
initial: draft
roles:
  applicant: {title: {zh-CN: 申请人, en: Applicant}, side: applicant}
  officer: {title: {zh-CN: 经办人, en: Officer}}
  clock: {title: {zh-CN: 时限, en: Clock}, side: system}
attributes:
  received_at: {type: time, title: {zh-CN: 收件时间, en: Received at}}
states:
  draft: {title: {zh-CN: 草稿, en: Draft}, standing: not_started}
  submitted: {title: {zh-CN: 已收件, en: Submitted}, standing: pending}
  granted: {title: {zh-CN: 已准予, en: Granted}, standing: in_force, terminal: true}
  refused: {title: {zh-CN: 不予许可, en: Refused}, standing: ended, terminal: true}
clocks:
  decision:
    title: {zh-CN: 决定期限, en: Decision}
    limit: 20 working_days
    runs_for: authority
    source: {law: permit_law, article: 42, paragraph: 1}
refusals:
  no_reasons: {title: {zh-CN: 未说明理由, en: No reasons given}, source: {law: permit_law, article: 38}}
transitions:
  submit:
    title: {zh-CN: 提交, en: Submit}
    from: draft
    to: submitted
    by: [applicant]
    event: ApplicationSubmitted
    needs: {received_at: time}
    set: {received_at: data.received_at}
    clocks: {start: decision}
  grant:
    title: {zh-CN: 准予, en: Grant}
    from: submitted
    to: granted
    by: [officer]
    event: DecisionMade
    requires: [hard, policy]
    clocks: {stop: all}
  refuse:
    title: {zh-CN: 不予, en: Refuse}
    from: submitted
    to: refused
    by: [officer]
    event: DecisionMade
    needs: {reasons: text}
    guards: {no_reasons: "data.reasons != ''"}
    clocks: {stop: all}
  record_overdue:
    title: {zh-CN: 记录逾期, en: Record overdue}
    from: submitted
    to: same
    by: [clock]
    when: {breached: decision}
    event: DeadlineBreached
"""

DEFINITION = """\
definition: sample
version: "1.0"
title: {zh-CN: 样例, en: Sample}
calendar: cn
effective: 2021-05-19
uses: [lifecycles/permit.yaml]
laws:
  permit_law: {title: {zh-CN: 许可法, en: Permit Law}, in_force: 2004-07-01}
authorities:
  bureau: {title: {zh-CN: 规划局, en: Planning Bureau}}
attributes:
  area_m2: {type: int, title: {zh-CN: 面积, en: Area}}
kinds: {licence: permit}
items:
  land:
    title: {zh-CN: 用地许可, en: Land permit}
    kind: licence
    authority: bureau
    source: {law: permit_law, article: 7}
  works:
    title: {zh-CN: 工程许可, en: Works permit}
    kind: licence
    authority: bureau
    source: {law: permit_law, article: 8}
    applies_if: area_m2 > 300
    requires: {hard: [land]}
    limits:
      decision: {promised: {limit: 10 working_days, source: {law: permit_law, article: 9}}}
"""

FILES = {"lifecycles/permit.yaml": LIFECYCLE}
SOUND: dict[str, Any] = {
    **{key: value for key, value in yaml.safe_load(DEFINITION).items() if key != "uses"},
    "lifecycles": {"permit": yaml.safe_load(LIFECYCLE)},
}


def named(title: str) -> dict[str, str]:
    """Return a title that stands in both languages."""
    return {"zh-CN": title, "en": title}


def found(data: dict[str, Any]) -> set[tuple[str, str]]:
    """Return what is unsound about a definition's data: code and path of each problem."""
    return {(problem.code, problem.path) for problem in check(Definition.model_validate(data))}


def reader(**more: str) -> Any:
    """Return a `read` over the sample's files and more of them (`a__b` names `a/b.yaml`)."""
    files = {**FILES, **{name.replace("__", "/") + ".yaml": text for name, text in more.items()}}

    def read(path: str) -> str:
        try:
            return files[path]
        except KeyError:
            raise FileNotFoundError(path) from None

    return read


def changed(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a copy with the value at a dotted path replaced; `...` as the value removes it."""
    copy = deepcopy(data)
    *way, last = path.split(".")
    part = copy
    for step in way:
        part = part.setdefault(step, {})
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return copy
