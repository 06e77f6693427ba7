"""A small office for tests: one short procedure of every construct the kernel knows, people, and a clock to put."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.loading import load
from workflow.application.clock import VirtualClock
from workflow.application.service import Outcome, Service
from workflow.application.shelf import Procedure, calendar
from workflow.definition.model import canonical_json
from workflow.errors import Refused
from workflow.language.ids import digest_of
from workflow.language.people import Actor
from workflow.proceedings.commands import Command, OpenCase, RegisterProject, TakeAct
from workflow.store import Ledger, open_ledger

ZONE = ZoneInfo("Asia/Shanghai")
APPLICANT = Actor("赵强", "applicant", on_behalf_of="江苏德杰")
CLERK = Actor("李梅", "clerk", "bureau")
REVIEWER = Actor("王芳", "reviewer", "bureau")
APPROVER = Actor("陈刚", "approver", "bureau")
HEAD = Actor("周敏", "head", "bureau")
REGISTRAR = Actor("档案员", "registrar", "city")
PAPER = {"digest": "a" * 64, "name": "决定书.pdf", "media_type": "application/pdf", "size": 3}

SMALL = """
definition: small
version: "1"
title: {zh-CN: 小流程, en: A small procedure}
calendar: cn
lifecycle: building
shadow: rehearsal
kinds: {licence: licence}
laws:
  law: {title: {zh-CN: 试行法, en: Test Law}}
roles:
  applicant: {title: {zh-CN: 申请人, en: Applicant}, side: applicant}
  neighbour: {title: {zh-CN: 邻居, en: Neighbour}, side: public}
  clerk: {title: {zh-CN: 窗口人员, en: Clerk}}
  reviewer: {title: {zh-CN: 审查人员, en: Reviewer}}
  approver: {title: {zh-CN: 决定人, en: Approver}}
  head: {title: {zh-CN: 机关负责人, en: Head}}
  superior: {title: {zh-CN: 上级机关人员, en: Superior officer}, relation: superior}
  clock: {title: {zh-CN: 时限, en: Clock}, side: system}
  project: {title: {zh-CN: 项目联动, en: Project}, side: system}
authorities:
  bureau: {title: {zh-CN: 规划局, en: Planning Bureau}, superior: city}
  city: {title: {zh-CN: 市政府, en: City}}
parameters:
  short: {title: {zh-CN: 短期, en: Short}, value: 3 working_days, source: {law: law}, confidence: V, by_authority: {city: 9 working_days}}
attributes:
  design: {type: int, title: {zh-CN: 设计版本, en: Design}, default: 1}
  special: {type: bool, title: {zh-CN: 特殊工程, en: Special works}}
items:
  land: {title: {zh-CN: 用地许可, en: Land permit}, kind: licence, authority: bureau, source: {law: law, article: 38},
    pre_review: {inputs: [design], trigger: [contract]}, facts: {safety: true}}
  contract: {title: {zh-CN: 出让合同, en: Land contract}, kind: contract, lifecycle: record, authority: bureau, source: {law: law, article: 1}}
  works: {title: {zh-CN: 工程许可, en: Works permit}, kind: licence, authority: bureau, source: {law: law, article: 40},
    requires: {hard: [land, {any: [contract, fire]}]}, limits: {decision: {promised: {limit: 2 working_days, source: {law: law}}}},
    lapses: {within: 3 months, used_by: start, extensions: 1, source: {law: law, article: 9}}}
  fire: {title: {zh-CN: 消防审查, en: Fire review}, kind: licence, authority: bureau, source: {law: law}, applies_if: special}
  start: {title: {zh-CN: 开工, en: Start}, kind: act, lifecycle: record, authority: bureau, requires: {hard: [works]}, source: {law: law}}
  drain: {title: {zh-CN: 排水, en: Drain}, kind: act, lifecycle: record, authority: bureau, requires: {hard: [fire]}, source: {law: law}}
  sign: {title: {zh-CN: 标识, en: Sign}, kind: licence, authority: bureau, cardinality: many, source: {law: law}}
lifecycles:
  building:
    lifecycle: building
    title: {zh-CN: 建设项目, en: Building project}
    initial: preparing
    states:
      preparing: {title: {zh-CN: 筹备, en: Preparing}}
      building: {title: {zh-CN: 在建, en: Building}, terminal: true}
    transitions:
      begin: {title: {zh-CN: 开始建设, en: Begin}, from: preparing, to: building, by: [project], event: BuildingBegun,
        when: {in_force: "'start'"}}
  record:
    lifecycle: record
    title: {zh-CN: 记载, en: Record}
    initial: none
    states:
      none: {title: {zh-CN: 未有, en: None}, standing: not_started}
      held: {title: {zh-CN: 已有, en: Held}, standing: in_force}
      gone: {title: {zh-CN: 解除, en: Gone}, standing: ended, terminal: true}
    transitions:
      record: {id: record, title: {zh-CN: 记载, en: Record}, from: none, to: held, by: [clerk], event: ItemRecorded, requires: [hard]}
      rescind: {title: {zh-CN: 解除, en: Rescind}, from: held, to: gone, by: [clerk], event: ItemRescinded}
  rehearsal:
    lifecycle: rehearsal
    title: {zh-CN: 预审, en: Pre-review}
    initial: planned
    attributes:
      input_hash: {type: text, title: {zh-CN: 输入指纹, en: Fingerprint}}
      opinion: {type: document, title: {zh-CN: 预审意见, en: Opinion}}
    clocks:
      rehearsing: {title: {zh-CN: 预审时限, en: Rehearsing}, limit: 10 working_days, runs_for: authority, source: {law: law}}
    refusals:
      trigger_missing: {title: {zh-CN: 转正条件不具备, en: Trigger missing}, source: {law: law, article: 3}}
      R5_input_changed: {title: {zh-CN: 输入已变更, en: Inputs changed}, source: {law: law, article: 5}}
    states:
      planned: {title: {zh-CN: 未申请预审, en: Planned}, standing: not_started}
      requested: {title: {zh-CN: 已申请预审, en: Requested}, standing: pending}
      passed: {title: {zh-CN: 预审通过, en: Passed}, standing: pre_passed}
      stale: {title: {zh-CN: 预审失效, en: Stale}, standing: ended}
      converted: {title: {zh-CN: 已转正, en: Converted}, standing: ended, terminal: true}
    transitions:
      request: {title: {zh-CN: 申请预审, en: Request}, from: planned, to: requested, by: [applicant], event: PreReviewRequested, clocks: {start: [rehearsing]}}
      miss: {title: {zh-CN: 预审超期, en: Missed}, from: requested, to: same, by: [clock], event: PreReviewOverdue, when: {breached: rehearsing}}
      pass: {title: {zh-CN: 通过预审, en: Pass}, from: [requested, stale], to: passed, by: [reviewer], event: PreReviewPassed,
        needs: {opinion: document}, requires: [hard], set: {input_hash: fingerprint, opinion: data.opinion}, clocks: {stop: [rehearsing]}}
      go_stale: {title: {zh-CN: 预审作废, en: Go stale}, from: passed, to: stale, by: [project], event: PreReviewStale, when: {changed: inputs}}
      convert: {id: convert, title: {zh-CN: 转为正式, en: Convert}, from: [passed, stale], to: converted, by: [approver], event: PreReviewConverted,
        needs: {case: case}, guards: {R5_input_changed: "state == 'passed' && input_hash == fingerprint"}}
  licence:
    lifecycle: licence
    title: {zh-CN: 许可, en: Licence}
    initial: draft
    values:
      explicit: {zh-CN: 书面, en: explicit}
      deemed: {zh-CN: 视为, en: deemed}
      hearing: {zh-CN: 听证, en: hearing}
      expert_review: {zh-CN: 专家评审, en: expert review}
    attributes:
      received_at: {type: time, title: {zh-CN: 收件时间, en: Received}}
      mode: {type: "enum[explicit,deemed]", title: {zh-CN: 受理方式, en: Mode}}
      asked: {type: "set[text]", title: {zh-CN: 已要求, en: Asked}, default: []}
      lists: {type: int, title: {zh-CN: 次数, en: Lists}, default: 0}
      area: {type: int, title: {zh-CN: 面积, en: Area}, opening: true}
    item_facts:
      safety: {type: bool, title: {zh-CN: 涉及安全, en: Safety}, default: false}
    groups: {open: [submitted, asked_for, accepted, paused], all_open: [$open, draft]}
    parts: {reviewer: {by: review}, chair: {data: hear.chair}, decider: {by: grant}}
    apart:
      - {parts: [reviewer, chair], refuse: chair_reviewed}
      - {parts: [reviewer, decider], refuse: four_eyes}
    refusals:
      second_list: {title: {zh-CN: 不得再次告知, en: A second list}, source: {law: law, article: 32}}
      chair_reviewed: {title: {zh-CN: 主持人不得审查, en: The chair reviewed}, source: {law: law, article: 48}}
      four_eyes: {title: {zh-CN: 审批分离, en: Four eyes}, source: {law: law}}
      no_reasons: {title: {zh-CN: 须说明理由, en: No reasons}, source: {law: law, article: 38}}
      too_large: {title: {zh-CN: 面积过大, en: Too large}, source: {law: law}}
      barred: {title: {zh-CN: 申请受限, en: Barred}, source: {law: law, article: 78}}
      second_extension: {title: {zh-CN: 只可延期一次, en: Second extension}, source: {law: law, article: 42}}
      extended_late: {title: {zh-CN: 逾期不得延期, en: Extended late}, source: {law: law, article: 42}}
    states:
      draft: {title: {zh-CN: 准备中, en: Draft}, standing: not_started}
      submitted: {title: {zh-CN: 已收件, en: Submitted}, standing: pending}
      asked_for: {title: {zh-CN: 待补正, en: Correction asked}, standing: pending}
      accepted: {title: {zh-CN: 已受理, en: Accepted}, standing: pending}
      paused: {title: {zh-CN: 已中止, en: Paused}, standing: pending}
      refused: {title: {zh-CN: 不予许可, en: Refused}, standing: ended, terminal: true}
      granted: {title: {zh-CN: 有效, en: In force}, standing: in_force}
      lapsed: {title: {zh-CN: 失效, en: Lapsed}, standing: ended, terminal: true}
      revoked: {title: {zh-CN: 已撤销, en: Revoked}, standing: ended, terminal: true}
    clocks:
      intake: {title: {zh-CN: 告知时限, en: Intake}, limit: 5 working_days, runs_for: authority, source: {law: law, article: 32}}
      decision: {title: {zh-CN: 决定时限, en: Decision}, limit: [{if: item.safety, is: 30 working_days}, {is: 20 working_days}],
        runs_for: authority, source: {law: law, article: 42}}
      pausing: {title: {zh-CN: 中止时限, en: Pausing}, limit: 30 working_days, runs_for: authority, source: {law: law, article: 45}}
      correction: {title: {zh-CN: 补正时限, en: Correction}, limit: param.short, runs_for: applicant, source: {law: law}}
      use: {title: {zh-CN: 使用期限, en: Use}, limit: item.lapses.within, optional: true, runs_for: holder, source: {law: law, article: 9}}
    transitions:
      submit: {title: {zh-CN: 递交申请, en: Submit}, from: draft, to: submitted, by: [applicant], event: ApplicationSubmitted,
        set: {received_at: effective}, clocks: {start: [intake]}, barred: barred, source: {law: law, article: 29}}
      ask: {title: {zh-CN: 一次性告知, en: Ask}, from: submitted, to: asked_for, by: [clerk], event: CorrectionRequested,
        needs: {defects: "list[text]"}, at_most: {n: 1, refuse: second_list}, within: {clock: intake},
        append: {asked: data.defects}, add: {lists: 1}, clocks: {stop: [intake], start: [correction]}, source: {law: law, article: 32}}
      supply: {title: {zh-CN: 补正, en: Supply}, from: asked_for, to: submitted, by: [applicant], event: MaterialsSupplied,
        clocks: {stop: [correction], restart: [intake]}}
      abandon: {title: {zh-CN: 逾期未补正, en: Abandon}, from: asked_for, to: refused, by: [clock], event: ApplicationAbandoned,
        when: {expired: correction}}
      accept: {title: {zh-CN: 受理, en: Accept}, from: submitted, to: accepted, by: [clerk], event: ApplicationAccepted,
        set: {mode: "'explicit'"}, clocks: {stop: [intake], start: [decision]}, source: {law: law, article: 32}}
      deem: {title: {zh-CN: 视为受理, en: Deem accepted}, from: submitted, to: accepted, by: [clock], event: ApplicationAccepted,
        when: {expired: intake}, effective: received_at, set: {mode: "'deemed'"}, clocks: {start: [decision]}, source: {law: law, article: 32}}
      undo_deeming: {title: {zh-CN: 撤回视为受理, en: Set aside}, from: accepted, to: submitted, by: [head], event: DeemingSetAside,
        sets_aside: [intake], clocks: {stop: [decision], reopen: [intake]}}
      review: {title: {zh-CN: 审查, en: Review}, from: accepted, to: same, by: [reviewer], event: ReviewStarted,
        needs: {area: "int?"}, set: {area: data.area}}
      pause: {title: {zh-CN: 中止, en: Pause}, from: accepted, to: paused, by: [reviewer], event: ClockPaused,
        needs: {ground: "enum[hearing,expert_review]"}, clocks: {suspend: {decision: data.ground}, start: [pausing]}}
      hear: {title: {zh-CN: 听证, en: Hear}, from: paused, to: same, by: [head], event: HearingHeld, needs: {chair: person}}
      resume: {title: {zh-CN: 恢复, en: Resume}, from: paused, to: back, by: [reviewer], event: ClockResumed, clocks: {resume: [decision], stop: [pausing]}}
      extend: {title: {zh-CN: 延期, en: Extend}, from: accepted, to: same, by: [head], event: LimitExtended, at_most: {n: 1, refuse: second_extension},
        within: {clock: decision, refuse: extended_late}, clocks: {extend: {decision: 10 working_days}}}
      grant: {title: {zh-CN: 准予, en: Grant}, from: accepted, to: granted, by: [approver, superior], event: LicenceGranted, needs: {document: document},
        document: document, requires: [hard], within: {clock: decision, late: breach}, guards: {too_large: "!has(attr.area) || area <= 100"},
        clocks: {stop: [decision], start: [use]}, significant: true, source: {law: law, article: 38}}
      refuse: {title: {zh-CN: 不予许可, en: Refuse}, from: accepted, to: refused, by: [approver], event: LicenceRefused,
        needs: {reasons: {type: text, refuse: no_reasons}, false_papers: "bool?"}, clocks: {stop: all},
        bars: {for: 1 years, if: "has(data.false_papers) && data.false_papers && item.safety", source: {law: law, article: 78}}}
      refer: {title: {zh-CN: 转办标识, en: Refer}, from: granted, to: same, by: [approver], event: SignReferred,
        opens: [{item: sign, data: {area: area}}]}
      absorb: {title: {zh-CN: 并入, en: Absorb}, from: $open, to: same, by: [], only: also, event: OtherAbsorbed, needs: {other: case},
        append: {asked: "[data.other]"}}
      join: {title: {zh-CN: 并案, en: Join}, from: $open, to: refused, by: [clerk], event: CaseJoined, needs: {into: case},
        guards: {too_large: "data.into != case.id"}, also: [{case: data.into, do: absorb, data: {other: case.id}}], clocks: {stop: all}}
      revoke: {title: {zh-CN: 撤销, en: Revoke}, from: granted, to: revoked, by: [approver], event: LicenceRevoked, clocks: {stop: all}}
      lapse: {title: {zh-CN: 自行失效, en: Lapse}, from: granted, to: lapsed, by: [clock], event: LicenceLapsed, when: {expired: use}}
      use_it: {title: {zh-CN: 已使用, en: Used}, from: granted, to: same, by: [project], event: LicenceUsed, clocks: {stop: [use]},
        when: {in_force: item.lapses.used_by}}
      lose: {title: {zh-CN: 失去前置, en: Lose}, from: granted, to: same, by: [project], event: DependencyLost, needs: {item: item}, when: {lost: hard}}
      overdue: {title: {zh-CN: 记录超期, en: Overdue}, from: $open, to: same, by: [clock], event: DeadlineBreached, when: {breached: [decision, pausing]}}
      object: {title: {zh-CN: 异议, en: Object}, from: $all_open, to: same, by: [neighbour], event: ObjectionStated, needs: {text: text}}
    conversion:
      - {do: submit}
      - {do: accept}
      - {do: grant, data: {document: shadow.opinion}}
    forbidden:
      transfer: {id: no_transfer, title: {zh-CN: 转让, en: Transfer}, source: {law: law, article: 9}}
"""  # noqa: E501 - a table is read by its rows


def at(text: str) -> datetime:
    """Return an instant of Chinese time, written as `2021-05-19 09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def small(*changes: tuple[str, str]) -> Procedure:
    """Return the small procedure with its calendar; with changes of its text, each of something that stands in it."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    definition = load(text, "small.yaml", _nothing)
    cn = calendar("cn")
    digest = digest_of(canonical_json(cn.to_table()))
    return Procedure(definition.model_copy(update={"tables": {"cn": digest}}), {"cn": cn})


def _nothing(path: str) -> str:
    raise AssertionError(path)


class Office:
    """A service on a ledger (in memory unless another is given) with a clock that is put by hand."""

    def __init__(
        self, now: str = "2021-04-23 09:00", ledger: Ledger | None = None, procedure: Procedure | None = None
    ) -> None:
        self.clock = VirtualClock(at(now))
        self.service = Service(ledger or open_ledger("memory:"), self.clock)
        self.definition = self.service.pin(procedure or small())

    def put(self, now: str) -> None:
        """Put the clock."""
        self.clock.put(at(now))

    def project(self, name: str = "dejie", **facts: object) -> None:
        """Register a project."""
        wish = RegisterProject(name, "德杰新建", "江苏德杰", self.definition, APPLICANT, self.clock.now(), facts)
        self.service.handle(wish)

    def open(self, case: str, item: str, project: str | None = "dejie", *, shadow: bool = False) -> None:
        """Open a case."""
        definition = None if project else self.definition
        wish = OpenCase(case, item, APPLICANT, self.clock.now(), project, definition, shadow=shadow)
        self.service.handle(wish)

    def act(
        self, case: str, act: str, actor: Actor, on: str | None = None, *, command: str | None = None, **data: Any
    ) -> Outcome:
        """Take an act now, or recorded now and done earlier."""
        when = at(on) if on else self.clock.now()
        return self.service.handle(TakeAct(case, act, actor, when, data), command)

    def refused(self, case: str, act: str, actor: Actor, on: str | None = None, **data: Any) -> list[str]:
        """Return the keys for which an act is refused; fail if it is not."""
        return self.against(TakeAct(case, act, actor, at(on) if on else self.clock.now(), data))

    def against(self, wish: Command, command: str | None = None) -> list[str]:
        """Return the keys for which a wish is refused; fail if it is not."""
        try:
            self.service.handle(wish, command)
        except Refused as refused:
            return [refusal.key for refusal in refused.refusals]
        raise AssertionError(f"{wish} was allowed")

    def to_accepted(self, case: str, item: str = "land", project: str | None = "dejie") -> None:
        """Open a case and take it to acceptance, now."""
        self.open(case, item, project)
        self.act(case, "submit", APPLICANT)
        self.act(case, "accept", CLERK)

    def granted(self, case: str, item: str = "land") -> None:
        """Open a case and take it to the grant, now."""
        self.to_accepted(case, item)
        self.act(case, "review", REVIEWER)
        self.act(case, "grant", APPROVER, document=PAPER)

    def state(self, case: str) -> str:
        """Return a case's state."""
        return self.service.case(case).course.state

    def standing(self, item: str, project: str = "dejie") -> str:
        """Return an item's standing."""
        return self.service.project(project).standing(item).standing

    def names(self, stream: str) -> list[str]:
        """Return the names of the events in a stream."""
        return [record.name for record in self.service.history(stream)]

    def last(self, case: str) -> Mapping[str, Any]:
        """Return the data of a case's last event."""
        return self.service.history(f"case:{case}")[-1].data
