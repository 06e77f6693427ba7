"""Figures: in whose hands the time was, how often a case went back, what was asked for, which limits were kept."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli import Terminal
from tests.forging import History
from tests.office import APPLICANT, APPROVER, CLERK, PAPER, REVIEWER, Office, at
from tests.page import Page
from workflow.application.sweep import sweep
from workflow.audit.figures import Figures, figures
from workflow.audit.figures_told import FiguresTold
from workflow.audit.subjects import subject
from workflow.pictures.bars import Bar, Bars, Part, draw_bars, draw_bars_svg
from workflow.pictures.cells import width
from workflow.pictures.printing import printed
from workflow.store import open_ledger


@pytest.fixture
def office() -> Office:
    """A case that went back once: two days with us, three with the applicant, one with us, four still, one more."""
    office = Office("2021-03-01 09:00")
    office.project()
    office.open("land", "land")
    office.act("land", "submit", APPLICANT)
    office.put("2021-03-03 09:00")
    office.act("land", "ask", CLERK, defects=["缺章", "缺图"])
    office.put("2021-03-08 09:00")
    office.act("land", "supply", APPLICANT)
    office.put("2021-03-09 09:00")
    office.act("land", "accept", CLERK)
    office.act("land", "review", REVIEWER)
    office.act("land", "pause", REVIEWER, ground="expert_review")
    office.put("2021-03-15 09:00")
    office.act("land", "resume", REVIEWER)
    office.put("2021-03-16 09:00")
    office.act("land", "grant", APPROVER, document=PAPER)
    return office


def counted(office: Office, as_of: str = "2021-04-01", name: str | None = None, **period: str) -> dict[str, Any]:
    since, until = (at(f"{period[key]} 00:00") if key in period else None for key in ("since", "until"))
    about = subject(office.service, name) if name else None
    found = figures(office.service, about, Figures(at(f"{as_of} 00:00"), since, until))
    return FiguresTold(office.service, found, "en").json()


def days(told: dict[str, Any]) -> dict[str, int]:
    return {hand: time["working_days"] for hand, time in told["hands"].items()}


def test_the_time_is_told_by_whose_hands_it_was_in(office: Office) -> None:
    told = counted(office)
    assert days(told) == {"authority": 4, "suspended": 4, "applicant": 3, "others": 0}
    assert told["hands"]["authority"]["hours"] == "96.00"
    assert sum(time["share"] for time in told["hands"].values()) == pytest.approx(1, abs=0.001)


def test_what_is_in_force_or_not_begun_is_in_nobodys_hands(office: Office) -> None:
    office.open("sign", "sign", None)
    assert days(counted(office)) == days(counted(office, "2021-09-01"))


def test_an_open_case_counts_up_to_the_day_of_counting(office: Office) -> None:
    assert days(counted(office, "2021-03-05")) == {"authority": 2, "suspended": 0, "applicant": 2, "others": 0}


def test_a_period_counts_only_what_lies_in_it(office: Office) -> None:
    told = counted(office, since="2021-03-04", until="2021-03-10")
    assert days(told) == {"authority": 1, "suspended": 1, "applicant": 2, "others": 0}
    assert told["rounds"] == {"1": 1}
    assert told["deficiencies"] == []
    assert counted(office, since="2020-01-01", until="2020-02-01")["cases"] == 0


def test_the_parts_of_a_period_add_up_to_the_whole(office: Office) -> None:
    whole = days(counted(office, since="2021-03-01", until="2021-04-01"))
    parts = [
        days(counted(office, since="2021-03-01", until="2021-03-09")),
        days(counted(office, since="2021-03-09", until="2021-04-01")),
    ]
    assert {hand: sum(part[hand] for part in parts) for hand in whole} == whole


def test_rounds_are_how_often_a_case_came_to_the_authority(office: Office) -> None:
    told = counted(office)
    assert told["rounds"] == {"2": 1}
    assert told["items"][0]["mean_rounds"] == 2


def test_deficiencies_are_counted_by_what_was_asked_for(office: Office) -> None:
    asked = [(one["kind"], one["n"], one["cases"]) for one in counted(office)["deficiencies"]]
    assert asked == [("缺图", 1, 1), ("缺章", 1, 1)]


def deadline(told: dict[str, Any], clock: str) -> dict[str, Any]:
    return next(one for one in told["deadlines"] if one["clock"] == clock)


def test_a_limit_that_was_kept_counts_with_the_days_it_took(office: Office) -> None:
    decision = deadline(counted(office), "decision")
    assert (decision["on_time"], decision["late"], decision["rate"]) == (1, 0, 1.0)
    assert decision["median_working_days"] == 1
    assert decision["limits"] == ["30 working_days"]
    assert deadline(counted(office), "intake")["on_time"] == 2


def test_late_silent_overdue_and_running_limits_are_told_apart() -> None:
    office = Office("2021-03-01 09:00")
    for number, item in enumerate(("land", "works", "fire", "sign")):
        office.open(f"c{number}", item, None)
        office.act(f"c{number}", "submit", APPLICANT)
    for number in (0, 1):
        office.act(f"c{number}", "accept", CLERK)
    office.put("2021-04-20 09:00")
    sweep(office.service)
    office.act("c0", "grant", APPROVER, document=PAPER)
    told = counted(office, "2021-04-21")
    endings = {
        (one["item"], one["clock"]): tuple(one[key] for key in ("on_time", "late", "lapsed", "overdue", "running"))
        for one in told["deadlines"]
    }
    assert endings["land", "intake"] == (1, 0, 0, 0, 0)
    assert endings["land", "decision"] == (0, 1, 0, 0, 0)
    assert endings["works", "decision"] == (0, 0, 0, 1, 0)
    assert endings["fire", "intake"] == (0, 0, 1, 0, 0)
    rates = [one["rate"] for one in told["deadlines"]]
    assert rates == sorted(rates)
    assert deadline(counted(office, "2021-03-02"), "decision")["rate"] is None


def test_a_pre_review_is_counted_apart_from_the_formal_handling() -> None:
    office = Office("2021-03-01 09:00")
    office.project()
    office.open("shadow", "land", shadow=True)
    office.act("shadow", "request", APPLICANT)
    titles = [one["title"] for one in counted(office)["items"]]
    assert titles == ["Land permit · Pre-review"]


def test_a_matter_alone_may_be_counted(office: Office) -> None:
    office.open("sign", "sign", None)
    office.act("sign", "submit", APPLICANT)
    assert counted(office)["cases"] == 2
    assert counted(office, name="sign")["cases"] == 1
    assert counted(office, name="dejie")["cases"] == 1


# On the screen and on paper


@pytest.fixture
def workflow(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    with open_ledger("workflow.db", create=True) as ledger:
        ledger.append_bulk(History(office.service.ledger).facts)
    return terminal


def test_the_screen_shows_bars_and_tables_within_its_width(workflow: Terminal) -> None:
    for language in ("zh-CN", "en"):
        answer = workflow("audit", "figures", "--as-of", "2021-04-01", "--lang", language)
        assert answer.code == 0
        assert max(width(line) for line in answer.out.splitlines()) <= 80
    assert "已到期的期限全部按期。" in workflow("audit", "figures", "--as-of", "2021-04-01").out


def test_the_page_stands_alone_and_runs_nothing(workflow: Terminal) -> None:
    answer = workflow("audit", "figures", "--as-of", "2021-04-01", "--html", "figures.html")
    page = Page((workflow.folder / "figures.html").read_text(encoding="utf-8"))
    assert answer.err.startswith("已写入")
    assert page.stands_alone
    assert page.tags.count("svg") == 2
    assert "prefers-color-scheme" not in "".join(page.words)
    assert "用地许可" in "".join(page.words)


def test_what_a_page_shows_is_escaped_and_hides_nothing() -> None:
    hostile = "<script>alert(1)</script>\u202e"
    text = printed(
        "workflow.audit",
        "figures.html", language="zh-CN", title=hostile, subtitle="", sections=[], footer=hostile
    )  # fmt: skip
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "&lt;U+202E&gt;" in text


BARS = Bars(
    "期限",
    (
        Bar("甲", (Part("ahead", 1), Part("late", 999), Part("wait", 0)), "1/1000"),
        Bar("一个很长很长的事项名称，要写两行", (Part("ahead", 500),), ""),
        Bar("无", ()),
    ),
    (("ahead", "按期"), ("late", "未按期"), ("wait", "未到期")),
)


def test_every_part_of_a_bar_is_seen_however_small() -> None:
    lines = draw_bars(BARS, columns=60).splitlines()
    assert "═■" in lines[1]
    assert max(map(width, lines)) <= 60
    assert lines[-1] == "═ 按期   ■ 未按期"


def test_bars_share_one_scale_unless_each_is_a_whole() -> None:
    half = draw_bars(BARS, columns=60).splitlines()[2].count("═")
    whole = draw_bars(Bars(BARS.title, BARS.bars, BARS.legend, whole=True), columns=60).splitlines()[2].count("═")
    assert half * 2 in {whole - 1, whole, whole + 1}


def test_bars_are_drawn_as_a_picture_with_their_words() -> None:
    text = draw_bars_svg(BARS)
    assert text.startswith("<svg")
    assert "1/1000" in text
    assert text.count('class="bar late"') == 2
    assert "prefers-color-scheme" in text
    assert "prefers-color-scheme" not in draw_bars_svg(BARS, paper=True)
