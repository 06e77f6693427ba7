"""`workflow audit check` and `waive`: what is told of findings, exit codes, and what an authority lets stand."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.cli import Answer, Terminal
from tests.forging import History
from tests.office import APPLICANT, APPROVER, CLERK, PAPER, REVIEWER, Office, at
from workflow.audit.conformance.checking import Check
from workflow.audit.findings import Finding
from workflow.errors import Refused
from workflow.language.people import Actor
from workflow.proceedings.commands import WaiveFinding
from workflow.store import open_ledger
from workflow.store.seal_proofs import included

CONTRACT = (
    "finding", "rule", "kind", "severity", "case", "event", "position", "actor", "basis", "expected", "seen",
    "explanation",
)  # fmt: skip
AS_OF = ("--as-of", "2021-05-06")


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A place to call from, with a store in which a permit was granted, and one in which the reviewer granted it."""
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    office = Office("2021-04-26 09:00")
    office.project()
    office.to_accepted("land", "land")
    office.act("land", "review", REVIEWER)
    office.act("land", "grant", APPROVER, document=PAPER)
    lawful = History(office.service.ledger)
    with open_ledger("workflow.db", create=True) as ledger:
        ledger.append_bulk(lawful.facts)
    forged = History(office.service.ledger).by("land", "grant", person="王芳").written()
    with open_ledger("forged.db", create=True) as ledger:
        forged.copy_to(ledger)
    return terminal


def forged(workflow: Terminal, *words: str) -> Answer:
    return workflow("audit", *words, "--store", "forged.db")


def test_a_lawful_ledger_is_clean_and_its_hint_does_not_count(workflow: Terminal) -> None:
    answer = workflow("audit", "check", "--all", *AS_OF, "--json")
    assert answer.code == 0
    assert (answer.data["ok"], answer.data["cases"]) == (True, 1)
    assert [one["severity"] for one in answer.data["findings"]] == ["hint"]
    assert workflow("audit", "check", "land", *AS_OF).code == 0


def test_a_violation_ends_with_exit_code_6_and_is_told_with_its_article(workflow: Terminal) -> None:
    answer = forged(workflow, "check", "--all", *AS_OF)
    assert answer.code == 6
    assert "× F-" in answer.out
    assert "违反 · 职责分离  land" in answer.out
    assert "审批分离" in answer.out
    assert "依据：试行法" in answer.out
    assert answer.out.splitlines()[-1].endswith("违反 1、提示 1。")


def test_findings_have_the_keys_of_the_contract(workflow: Terminal) -> None:
    told = forged(workflow, "check", "land", *AS_OF, "--json").data
    assert told["ok"] is False
    finding = told["findings"][0]
    assert all(key in finding for key in CONTRACT)
    assert (finding["rule"], finding["kind"], finding["case"], finding["event"]) == (
        "four_eyes", "sod", "land", "LicenceGranted"
    )  # fmt: skip
    assert (finding["actor"], finding["authority"]) == ("王芳", "bureau")
    assert finding["seen"] == {"parts": ["reviewer", "decider"], "persons": ["王芳"]}
    proof = finding["proof"]
    leaf, root = bytes.fromhex(proof["leaf"]), bytes.fromhex(proof["root"])
    assert included(proof["index"], proof["size"], leaf, root, [bytes.fromhex(node) for node in proof["path"]])


def test_a_kind_may_be_chosen(workflow: Terminal) -> None:
    assert forged(workflow, "check", "--all", *AS_OF, "--kind", "deadline").code == 0
    told = forged(workflow, "check", "--all", *AS_OF, "--kind", "sod", "--json").data["findings"]
    assert [one["kind"] for one in told] == ["sod"]


@pytest.mark.parametrize("words", [(), ("land", "--all")])
def test_what_is_to_be_checked_must_be_said_once(workflow: Terminal, words: tuple[str, ...]) -> None:
    assert workflow("audit", "check", *words).code == 2


def test_what_nobody_opened_cannot_be_checked(workflow: Terminal) -> None:
    assert workflow("audit", "check", "nobody").code == 3


def test_a_finding_that_an_authority_lets_stand_no_longer_counts(workflow: Terminal) -> None:
    name = forged(workflow, "check", "land", *AS_OF, "--json").data["findings"][0]["finding"]
    waive = ("waive", "land", name, "--reason", "小单位只有一人", "--on", "2021-05-07")
    assert forged(workflow, *waive, "--as", "王芳:reviewer@bureau").code == 7
    assert forged(workflow, *waive, "--as", "周敏:机关负责人@规划局", "--json").data["finding"] == name
    answer = forged(workflow, "check", "land", *AS_OF, "--json")
    assert answer.code == 0
    assert answer.data["findings"][0]["waiver"]["reason"] == "小单位只有一人"
    assert "已决定不予追究" in forged(workflow, "check", "land", *AS_OF).out


def test_what_was_not_found_cannot_be_waived(workflow: Terminal) -> None:
    words = ("waive", "land", "F-000000000000", "--reason", "x", "--as", "周敏:head@bureau")
    assert forged(workflow, *words).code == 3


def waived(office: Office, actor: Actor, when: str, against: str | None = None) -> list[str]:
    wish = WaiveFinding("case:land", "F-1", "four_eyes", "理由", actor, at(when), against)
    try:
        office.service.handle(wish)
    except Refused as refused:
        return [one.key for one in refused.refusals]
    return []


def test_only_the_authority_or_its_superior_waives_and_nobody_their_own() -> None:
    office = Office("2021-04-26 09:00")
    office.project()
    office.to_accepted("land", "land")
    head, city = Actor("周敏", "head", "bureau"), Actor("市长", "superior", "city")
    assert waived(office, APPLICANT, "2021-04-26 09:00") == ["wrong_role"]
    assert waived(office, head, "2021-04-25 09:00") == ["before_opening"]
    assert waived(office, head, "2021-04-27 09:00") == ["in_the_future"]
    assert waived(office, head, "2021-04-26 09:00", "周敏") == ["own_finding"]
    assert waived(office, Actor("小王", "head", "bureau", "周敏"), "2021-04-26 09:00", " 周敏") == ["own_finding"]
    assert waived(office, head, "2021-04-26 09:00", "李梅") == []
    assert waived(office, city, "2021-04-26 09:00") == []
    assert office.names("case:land")[-2:] == ["FindingWaived", "FindingWaived"]


def findings(office: Office, as_of: str) -> list[Finding]:
    return [one for one in Check(office.service.ledger, at(as_of)).all() if one.counts]


def test_a_waiver_changes_neither_the_state_nor_the_verdict_on_what_follows() -> None:
    office = Office("2021-04-26 09:00")
    office.project()
    office.to_accepted("land", "land")
    assert waived(office, CLERK, "2021-04-26 09:00") == []
    office.act("land", "review", REVIEWER)
    assert office.state("land") == "accepted"
    assert findings(office, "2021-04-27 09:00") == []


def test_two_audits_of_the_same_history_give_the_same_ids_whatever_the_day() -> None:
    office = Office("2021-04-26 09:00")
    office.project()
    office.to_accepted("land", "land")
    first, second = (findings(office, day) for day in ("2021-08-01 09:00", "2021-09-01 09:00"))
    assert [one.id for one in first] == [one.id for one in second] != []


def test_what_a_clock_led_to_is_missed_once_and_not_at_every_later_act() -> None:
    office = Office("2021-04-26 09:00")
    office.project()
    office.open("land", "land")
    office.act("land", "submit", APPLICANT)
    office.put("2021-05-10 09:00")
    office.act("land", "object", Actor("邻居", "neighbour"), text="一")
    office.act("land", "object", Actor("邻居", "neighbour"), text="二")
    ledger = History(office.service.ledger).drop("land", "deem").written()
    found = [one for one in Check(ledger, at("2021-05-10 12:00")).all() if one.counts]
    assert [one.rule for one in found].count("outcome_unrecorded:intake") == 1


def test_what_was_entered_only_afterwards_is_a_hint() -> None:
    office = Office("2021-08-02 09:00")
    office.project()
    office.service.ledger.position()
    history = History(office.service.ledger)
    office.open("land", "land")
    office.act("land", "submit", APPLICANT)
    office.act("land", "accept", CLERK)
    later = History(office.service.ledger)
    early = datetime.fromisoformat("2021-04-26T09:00:00+08:00")
    later.at("project:dejie", "ProjectRegistered", early).at("land", "CaseOpened", early)
    later.at("land", "submit", early).say("land", "submit", set={"received_at": early.isoformat()})
    later.at("land", "accept", datetime.fromisoformat("2021-04-27T09:00:00+08:00"))
    assert len(history.facts) < len(later.facts)
    rules = {one.rule: one.severity for one in Check(later.written(), at("2021-05-01 09:00")).all()}
    assert rules["entered_afterwards:intake"] == "hint"
