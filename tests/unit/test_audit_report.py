"""The report: one page that stands alone, in both languages, with everything an outsider needs to check it."""

import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from tests.cli import Terminal
from tests.forging import History
from tests.office import APPLICANT, APPROVER, CLERK, PAPER, REVIEWER, Office, at
from tests.page import Page
from workflow.audit.integrity.verify import Trust, verify
from workflow.audit.report import Asked, report
from workflow.audit.subjects import subject
from workflow.language.people import Actor
from workflow.proceedings.commands import WaiveFinding
from workflow.store import Ledger, open_ledger

APRIL = (date(2021, 4, 1), date(2021, 4, 30))
SHORTENED = ("检查点与见证", "Checkpoint and witnesses")  # the root, in part
HOSTILE = "<img src=x onerror=alert(1)>\u202e"


def office() -> Office:
    """A permit granted by its reviewer, written past the judge; and one that was never decided."""
    made = Office("2021-04-26 09:00")
    made.project()
    made.to_accepted("land", "land")
    made.act("land", "review", REVIEWER)
    made.act("land", "grant", APPROVER, document=PAPER)
    made.to_accepted("fire", "fire")
    made.open("quiet", "sign", None)
    made.act("quiet", "submit", APPLICANT)
    made.act("quiet", "accept", CLERK)
    made.act("quiet", "grant", APPROVER, document=PAPER)
    ledger = History(made.service.ledger).by("land", "grant", person="王芳").written()
    return Office("2021-08-02 09:00", ledger)


def written(made: Office, asked: Asked) -> str:
    return report(made.service, asked, verify(made.service.ledger, Trust()))


def page(made: Office, name: str | None = "dejie", language: str = "zh-CN", **period: object) -> Page:
    about = subject(made.service, name) if name else None
    return Page(written(made, Asked(about, at("2021-08-01 09:00"), language, **period)))  # type: ignore[arg-type]


def test_it_stands_alone_and_runs_nothing() -> None:
    told = page(office())
    assert told.stands_alone


@pytest.mark.parametrize(
    ("language", "sections"),
    [
        (
            "zh-CN",
            [
                "对象和截止时间", "检查点与见证", "核查范围", "发现，按条文", "逐案经过与期限推算", "没有核查的",
                "怎样自己核对",
            ],
        ),
        (
            "en",
            [
                "Scope and as-of", "Checkpoint and witnesses", "Coverage", "Findings by article",
                "Case by case: what happened, and how deadlines were reckoned", "What was not checked",
                "How to verify it yourself",
            ],
        ),
    ],
)  # fmt: skip
def test_it_has_every_section_in_both_languages(language: str, sections: list[str]) -> None:
    told = page(office(), language=language)
    assert list(told.sections)[1:] == sections
    assert all(words.strip() for words in told.sections.values())
    assert not any("…" in words for name, words in told.sections.items() if name not in SHORTENED)


def test_it_says_what_it_rests_on() -> None:
    made = office()
    scope = page(made).sections["对象和截止时间"]
    assert made.service.ledger.frontier().root().hex() in scope
    assert "2021-08-01 09:00" in scope
    assert "项目 dejie（德杰新建）" in scope
    assert made.definition in page(made).sections["核查范围"]


def test_findings_stand_under_their_articles_with_rule_event_and_leaf() -> None:
    made = office()
    found = page(made).sections["发现，按条文"]
    leaf = next(
        record for record in made.service.ledger.read("case:land") if record.name == "LicenceGranted"
    ).leaf.hex()
    assert "four_eyes" in found
    assert "王芳" in found
    assert leaf in found
    assert found.index("试行法 第四十二条") < found.index("overdue:decision")


def test_cases_are_told_with_their_deadlines_reckoned() -> None:
    cases = page(office()).sections["逐案经过与期限推算"]
    assert "案件 fire · 消防审查" in cases
    assert "已届满" in cases
    assert "05-01–05-05 法定节假日 · 劳动节" in cases
    assert "已收件 → 已受理" in cases


def test_a_clean_matter_is_called_clean_and_a_waiver_is_told() -> None:
    made = office()
    assert "没有发现违反或存疑之处。" in page(made, "quiet").sections[""]
    head = Actor("周敏", "head", "bureau")
    [found] = re.findall(r"(F-\w{12})\s*four_eyes", page(made, "land").sections["发现，按条文"])
    made.service.handle(WaiveFinding("case:land", found, "four_eyes", "只有一人", head, made.clock.now()))
    told = page(made, "land")
    assert "另有 1 项已决定不予追究。" in told.sections[""]
    assert "不予追究：周敏" in told.sections["发现，按条文"]


def test_a_period_tells_its_findings_and_only_the_cases_that_have_some() -> None:
    told = page(office(), None, "zh-CN", since=at("2021-04-01 00:00"), until=at("2021-05-01 00:00"), period=APRIL)
    assert "four_eyes" in told.sections["发现，按条文"]
    assert "overdue" not in told.sections["发现，按条文"]
    assert "期间内共有 3 个案件；以下只列出有发现的 1 个" in told.sections["逐案经过与期限推算"]
    assert "案件 quiet" not in told.sections["逐案经过与期限推算"]
    assert "期间以外的记录。" in told.sections["没有核查的"]


def test_what_anybody_wrote_is_shown_and_never_run() -> None:
    made = Office("2021-04-26 09:00")
    made.open("land", "land", None)
    made.act("land", "submit", APPLICANT)
    made = Office("2021-04-27 09:00", History(made.service.ledger).by("land", "submit", person=HOSTILE).written())
    text = written(made, Asked(subject(made.service, "land"), made.clock.now(), "zh-CN"))
    assert "<img" not in text
    assert "&lt;img src=x" in text
    assert "\u202e" not in text


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    ledger: Ledger = office().service.ledger
    with open_ledger("workflow.db", create=True) as other:
        ledger.copy_to(other)
    return terminal


def test_it_is_written_to_a_file_or_to_stdout(workflow: Terminal) -> None:
    answer = workflow("audit", "report", "dejie", "--as-of", "2021-08-01", "--output", "report.html")
    assert (answer.code, answer.out) == (0, "")
    assert "report.html" in answer.err
    assert (workflow.folder / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    shown = workflow("audit", "report", "--period", "2021-04-01..2021-04-30", "--lang", "en")
    assert shown.out.startswith("<!doctype html>")
    assert "2021-04-01 to 2021-04-30" in shown.out


def test_a_report_of_nothing_in_particular_is_wrong_usage(workflow: Terminal) -> None:
    assert workflow("audit", "report").code == 2


def test_the_commands_it_gives_find_the_same(workflow: Terminal) -> None:
    told = Page(workflow("audit", "report", "land", "--as-of", "2021-08-01").out)
    command = told.sections["怎样自己核对"].split("workflow ")[1].split("\n")[0]
    assert command == 'audit check land --as-of "2021-08-01 00:00"'
    found = workflow("audit", "check", "land", "--as-of", "2021-08-01 00:00", "--json").data["findings"]
    assert all(one["finding"] in told.sections["发现，按条文"] for one in found)


def test_it_tells_what_nobody_outside_has_seen() -> None:
    told = page(office()).sections["检查点与见证"]
    assert "没有检查点：没有人签署过这本账本。" in told
    assert "外部尚不知道" in told
    assert "（决定书.pdf）不在文书库中。" in told


def test_a_changed_ledger_is_told_and_is_not_clean(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.db"), create=True) as ledger:
        office().service.ledger.copy_to(ledger)
    with sqlite3.connect(tmp_path / "l.db") as database:
        where = "originator_id = 'case:quiet' AND originator_version = 1"
        database.execute(f"UPDATE stored_events SET originator_version = 77 WHERE {where}")  # noqa: S608 (ours)
    made = Office("2021-08-02 09:00", open_ledger(str(tmp_path / "l.db")))
    told = Page(written(made, Asked(None, made.clock.now(), "zh-CN")))
    assert "账本被改动或与签署不符之处" in told.sections[""]
    assert "unreadable_event" in told.sections["发现，按条文"]
    assert "案件 land" in told.sections["逐案经过与期限推算"]
