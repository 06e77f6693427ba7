"""Applications ahead of their prerequisites, and again after a refusal, are simulated as the judge allows them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.simulating import ALWAYS, plan_of
from workflow.audit.integrity.verify import Trust, verify
from workflow.errors import InvalidDefinition
from workflow.simulate.answers import Answer, answered
from workflow.simulate.catalog import simulation
from workflow.simulate.draws import FIXED, Numbers
from workflow.simulate.engine import Engine
from workflow.simulate.log import Log
from workflow.simulate.plan import AGAIN, NOWHERE, OBTAINED, Branch, Node, Passing, Track
from workflow.simulate.recording import record
from workflow.simulate.running import Simulation
from workflow.store import open_ledger

HOUR = 3600
SEED = 3
AHEAD = """
scenario: ahead
base: statutory-local-rules
title: {zh-CN: 提前申请, en: Applied for ahead}
ahead: [real_estate_certificate, works_planning_permit, drawing_review_certificate, construction_permit]
"""
REFUSED = """
scenario: refused
base: statutory-local-rules
title: {zh-CN: 被拒后再申请, en: Again after a refusal}
rounds: 2
items:
  land_planning_permit:
    accepted: start_review
    under_review: {take: {grant: 30, refuse: 70}, period: decision}
    refused: {apply_again: 80, wait: {fixed: 10, unit: working_days}}
"""


def made(folder: Path, text: str) -> Simulation:
    path = folder / "made.yaml"
    path.write_text(text, encoding="utf-8")
    return simulation(str(path))


def acts(ready: Simulation, log: Log) -> list[str]:
    rows = [(ready.plan.nodes[row.node], row.branch) for row in log.rows]
    return [node.branches[branch].act if branch >= 0 else node.timeouts[-1 - branch][1].act for node, branch in rows]


def test_an_item_applied_for_ahead_is_granted_the_day_its_prerequisites_are_there(tmp_path: Path) -> None:
    ready = made(tmp_path, AHEAD)
    found = answered([Answer(ready, ready.run(SEED, 1), SEED)], "reference")["scenarios"][0]
    ends = {item: told["finish"]["p50"][:10] for item, told in found["items"].items()}
    assert ends["real_estate_certificate"] == ends["works_planning_permit"] == ends["construction_permit"]
    assert found["working_days"]["p50"] == 30
    assert found["finish"]["p50"][:10] == date(2021, 7, 1).isoformat()
    assert found["on_time"]["works_planning_permit.decision"] == 0
    assert found["items"]["works_planning_permit"]["hours"]["waiting"] > 0
    assert "waiting" not in found["items"]["land_planning_permit"]["hours"]


@pytest.mark.parametrize("text", [AHEAD, REFUSED])
def test_every_step_of_it_is_decided_by_the_judge(tmp_path: Path, text: str) -> None:
    ready = made(tmp_path, text)
    for replication in range(4):
        log = ready.log(SEED, replication)
        with open_ledger("memory:") as ledger:
            assert record(ready, log, ledger) == sum(map(bool, acts(ready, log)))
            assert verify(ledger, Trust()).defects == ()


def test_an_item_is_applied_for_again_in_its_share_and_as_often_as_said(tmp_path: Path) -> None:
    ready = made(tmp_path, REFUSED)
    logs = [ready.log(SEED, replication) for replication in range(300)]
    taken = [acts(ready, log) for log in logs]
    refusals, again = sum(one.count("refuse") for one in taken), sum(one.count(AGAIN) for one in taken)
    last = sum(one.count("refuse") == 3 for one in taken)
    assert again / (refusals - last) == pytest.approx(0.8, abs=0.05)
    assert max(one.count(AGAIN) for one in taken) == 2
    assert any(one.count(AGAIN) and log.finished[0] != NOWHERE for one, log in zip(taken, logs, strict=True))
    assert ("loops_cut", {"act": "licence.apply_again"}) in ready.plan.warnings


def test_each_application_has_limits_of_its_own(tmp_path: Path) -> None:
    ready = made(tmp_path, REFUSED)
    log = next(log for log in (ready.log(SEED, number) for number in range(50)) if AGAIN in acts(ready, log))
    track = next(number for number, one in enumerate(ready.plan.tracks) if one.item == "land_planning_permit")
    clocks = [(ready.plan.clocks[limit.clock], limit) for limit in log.limits]
    own = [limit for clock, limit in clocks if (clock.track, clock.name) == (track, "decision")]
    assert own[0].started < own[0].stopped < own[1].started < own[1].stopped


def test_a_gate_opens_when_what_it_waits_for_is_obtained_and_not_before() -> None:
    def stay(track: int, target: int) -> Node:
        node = Node(track, "stay", Passing.ELAPSED, spread=track, shares=[1.0])
        node.branches.append(Branch("done" if not track else "", target))
        return node

    gate = Node(1, "gate", Passing.GATE, shares=[1.0], branches=[Branch("done", 4)])
    nodes = [stay(0, 1), Node(0, "gone", end=OBTAINED), stay(1, 3), gate, Node(1, "gone", end=OBTAINED)]
    tracks = [Track("a", shadow=False, entry=0), Track("b", shadow=False, entry=2, gate=(1,))]
    for first, second in ((5, 2), (2, 5)):
        spreads = [Numbers(FIXED, float(hours * HOUR)) for hours in (first, second)]
        rows = Engine(plan_of(tracks, nodes, [], spreads, ALWAYS), SEED).run(0, [0]).rows
        assert [row.end for row in rows if row.node == 3] == [5 * HOUR]
        assert [row.ready for row in rows if row.node == 3] == [second * HOUR]


def test_what_is_applied_for_ahead_is_an_item(tmp_path: Path) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        made(tmp_path, AHEAD.replace("drawing_review_certificate", "drawing_review"))
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [("unknown_item", "ahead[2]")]


def test_whoever_applies_again_does_nothing_else_meanwhile(tmp_path: Path) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        made(tmp_path, REFUSED.replace("apply_again: 80,", "apply_again: 80, take: refuse,"))
    assert [problem.code for problem in refused.value.problems] == ["one_of_many"]
