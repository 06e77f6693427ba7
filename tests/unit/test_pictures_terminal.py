"""Terminal pictures: aligned in 80 columns in Chinese, with and without colour, on old encodings too."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.pictures.axis import Span, ticks
from workflow.pictures.cells import balanced, centre, pad, pixels, visible, width, wrap
from workflow.pictures.gantt import Bar, BarKind, Chart, Lane, Milestone, draw_gantt
from workflow.pictures.terminal import MARKS, in_encoding, paint
from workflow.pictures.timeline import Idle, Moment, draw_timeline
from workflow.pictures.wall import Card, draw_wall

ANY = st.text(st.characters(codec="utf-8"), max_size=60)
PLAIN = st.text("abc 建设用地规划许可证，。（）-", max_size=60)
LAND = date(2021, 5, 19)
CHINA = timezone(timedelta(hours=8))


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2021, month, day, hour, minute, tzinfo=CHINA)


CHART = Chart(
    "法定串联与拿地即开工",
    (
        Lane(
            "法定串联：112 个工作日",
            (
                Bar("建设用地规划许可证", date(2021, 5, 19), date(2021, 6, 17), note="20 个工作日"),
                Bar("不动产权证书（国有建设用地使用权）", date(2021, 6, 18), date(2021, 7, 29), "wait"),
                Bar("建筑工程施工许可证", date(2021, 10, 21), date(2021, 10, 29), "late", "7 个工作日"),
            ),
            (Milestone("开工", date(2021, 10, 29), "2021-10-29"),),
        ),
        Lane(
            "拿地即开工",
            (Bar("预审", date(2021, 4, 12), date(2021, 5, 18), "ahead"),),
            (Milestone("齐备", LAND, "同日"),),
        ),
    ),
    (("work", "法定办理"), ("ahead", "提前预审"), ("wait", "等待"), ("late", "超期")),
)
WALL = (
    (
        Card(
            "建设用地规划许可证",
            "Construction Land Planning Permit",
            ("地字第320411202100045号", "2021-05-19 09:40"),
        ),
        Card("不动产权证书", "Real Estate Ownership Certificate", ("苏（2021）常州市不动产权第0045123号",)),
        Card("建设工程规划许可证", "Works Planning Permit"),
        Card("建筑工程施工许可证", "Construction Permit"),
    ),
    (Card("人防行政许可决定书", "", (), "document"), Card("质安监登记备案通知书", "", (), "missing")),
)
HISTORY = (
    Moment(
        at(5, 19, 9, 5),
        "提交申请",
        "陈立（申请人）",
        ("准备中", "已收件"),
        ("行政许可法 第二十九条",),
    ),
    Moment(at(5, 19, 9, 30), "受理", "王敏（窗口人员）", notes=("材料齐全",), refused=True),
    Idle("12 个工作日"),
    Moment(at(6, 7), "视为受理", change=("已收件", "已受理"), automatic=True),
)
PICTURES = (draw_gantt(CHART), draw_wall(WALL), draw_timeline(HISTORY))


def bare(text: str) -> str:
    return re.sub(r"\x1b\[\d+m", "", text)


def widths(text: str) -> list[int]:
    return [width(line) for line in text.splitlines()]


@given(ANY, st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(visible(text).split())


@given(ANY, st.integers(2, 40))
def test_balanced_lines_fit_and_are_no_more(text: str, cells: int) -> None:
    lines = balanced(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert len(lines) == len(wrap(text, cells))


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert wrap("国有建设用地，使用权", 12) == ["国有建设用", "地，使用权"]
    assert wrap("不动产权证书（国有", 14) == ["不动产权证书", "（国有"]


def test_words_break_at_blanks_and_evenly() -> None:
    assert wrap("Construction Land Planning Permit", 26) == ["Construction Land Planning", "Permit"]
    assert balanced("Construction Land Planning Permit", 26) == ["Construction Land", "Planning Permit"]
    assert balanced("Construction Permit", 14) == ["Construction", "Permit"]


def test_chinese_takes_two_cells_when_padded_and_centred() -> None:
    assert pad("开工", 6) + "|" == "开工  |"
    assert pad("开工", 2) == "开工"
    assert centre("开工", 7) == " 开工  "


def test_a_chinese_character_is_drawn_as_wide_as_it_is_high() -> None:
    assert pixels("开工", 14) == 28
    assert pixels("il", 14) < pixels("MW", 14)


def test_escape_sequences_and_turned_writing_are_shown_not_obeyed() -> None:
    assert visible("a\x1b[2J\u202eb\nc") == "a<U+001B>[2J<U+202E>b c"
    assert "\x1b" not in draw_timeline((Moment(at(5, 19), "\x1b[2J", "\x07"),))


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_fit_eighty_columns(picture: str) -> None:
    assert max(widths(picture)) <= 80
    assert picture.endswith("\n")


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_printed_in_gbk(picture: str) -> None:
    assert in_encoding(picture, "gbk") == picture


def test_every_mark_exists_in_gbk() -> None:
    assert MARKS.encode("gbk").decode("gbk") == MARKS


@pytest.mark.parametrize("picture", PICTURES)
def test_an_encoding_without_marks_gets_ascii_in_the_same_columns(picture: str) -> None:
    spare = in_encoding(picture, "ascii")
    assert spare.isascii()
    assert widths(spare) == widths(picture)
    assert spare.count("?") == sum(width(each) for each in picture if not each.isascii() and each not in MARKS)


@pytest.mark.parametrize(
    ("plain", "coloured"),
    [
        (PICTURES[0], draw_gantt(CHART, colour=True)),
        (PICTURES[1], draw_wall(WALL, colour=True)),
        (PICTURES[2], draw_timeline(HISTORY, colour=True)),
    ],
)
def test_colour_changes_nothing_but_colour(plain: str, coloured: str) -> None:
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in bare(coloured).splitlines()] == plain.splitlines()


def test_blank_text_is_not_painted() -> None:
    assert paint("  ", "red", on=True) == "  "
    assert paint("x", "red", on=True) == "\x1b[31mx\x1b[0m"
    assert paint("x", "red", on=False) == "x"


def test_bars_of_one_chart_share_an_axis() -> None:
    assert draw_gantt(CHART).splitlines() == [
        "法定串联与拿地即开工",
        "                           2021",
        "                           04   05      06      07      08      09      10",
        "                           ┬────┬───────┬───────┬───────┬───────┬───────┬───────",
        "法定串联：112 个工作日",
        "建设用地规划许可证         ┊    ┊   █████████ 20 个工作日       ┊       ┊",
        "不动产权证书（国有         ┊    ┊       ┊   ────────────┊       ┊       ┊",
        "建设用地使用权）           ┊    ┊       ┊       ┊       ┊       ┊       ┊",
        "建筑工程施工许可证         ┊    ┊       ┊       ┊       ┊       ┊ 7 个工作日 ■■■",
        "开工                       ┊    ┊       ┊       ┊       ┊       ┊   2021-10-29 ◆",
        "拿地即开工",
        "预审                       ▓▓▓▓▓▓▓▓▓▓   ┊       ┊       ┊       ┊       ┊",
        "齐备                       ┊    ┊   ◆ 同日      ┊       ┊       ┊       ┊",
        "██ 法定办理   ▓▓ 提前预审   ── 等待   ■■ 超期",
    ]


def test_kinds_of_bars_differ_without_colour() -> None:
    bars = tuple(Bar("甲", LAND, LAND, kind) for kind in get_args(BarKind))
    rows = draw_gantt(Chart("", (Lane("", bars),))).splitlines()
    assert len({row for row in rows if row.startswith("甲")}) == len(bars)


def test_a_bar_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="2021-05-18 < 2021-05-19"):
        Bar("甲", LAND, date(2021, 5, 18))


def test_a_note_without_room_beside_its_bar_stands_below() -> None:
    note = "二十个工作日，自受理之日起计算"
    bar = Bar("甲", LAND, LAND + timedelta(days=99), note=note)
    rows = draw_gantt(Chart("", (Lane("", (bar,)),)), columns=40).splitlines()
    assert rows[-1] == note.rjust(40 - len(note))


def test_a_chart_without_days_is_its_title() -> None:
    assert draw_gantt(Chart("无", ())) == "无\n"


@given(ANY, ANY, st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 4000), st.integers(40, 120))
def test_any_chart_fits_its_columns(label: str, note: str, start: date, days: int, columns: int) -> None:
    bar = Bar(label, start, start + timedelta(days=days), note=note)
    picture = draw_gantt(Chart(label, (Lane(note, (bar,), (Milestone(label, start, note),)),)), columns=columns)
    assert max(widths(picture)) <= columns


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (6, ["2021-05|19", "|20", "|21", "|22", "|23", "|24", "|25"]),
        (40, ["2021-05|19", "|24", "|31", "2021-06|07", "|14", "|21", "|28"]),
        (120, ["2021|06", "|07", "|08", "|09"]),
        (500, ["2021|07", "|10", "2022|01", "|04", "|07", "|10"]),
        (2500, ["|2022", "|2023", "|2024", "|2025", "|2026", "|2027", "|2028"]),
    ],
)
def test_an_axis_is_marked_by_the_finest_unit_that_fits(days: int, written: list[str]) -> None:
    told = ticks(Span(LAND, LAND + timedelta(days=days)), 9)
    assert [f"{tick.upper}|{tick.lower}" for tick in told] == written


def test_a_wall_hangs_four_certificates_above_three_documents() -> None:
    assert draw_wall(WALL[1:], columns=50).splitlines() == [
        "┌──────────────────────┐ ┌┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┐",
        "│  人防行政许可决定书  │ ┊ 质安监登记备案通知书 ┊",
        "└──────────────────────┘ └┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┘",
    ]
    rows = draw_wall(WALL).splitlines()
    assert rows[0] == " ".join(["╔═════════════════╗"] * 4)
    assert {width(row) for row in rows} == {79, 39}


def test_a_row_too_long_for_the_terminal_continues_below() -> None:
    rows = draw_wall(WALL, columns=40).splitlines()
    assert [row.count("╔") for row in rows if "╔" in row] == [2, 2]


def test_an_empty_wall_is_empty() -> None:
    assert draw_wall(()) == ""


@given(st.lists(st.lists(st.builds(Card, PLAIN, PLAIN, st.tuples(PLAIN)), min_size=1, max_size=5), max_size=3))
def test_cards_of_a_row_are_aligned(rows: list[list[Card]]) -> None:
    picture = draw_wall(rows).splitlines()
    tops = [place for place, line in enumerate(picture) if line.startswith("╔")]
    assert len(tops) == sum(1 if len(row) < 5 else 2 for row in rows)
    for top, after in pairwise([*tops, len(picture)]):
        assert {width(line) for line in picture[top:after]} == {width(picture[top])}
        assert picture[after - 1].startswith("╚")
        assert width(picture[top]) <= 80


def test_a_history_shows_days_once_idle_time_in_a_line_and_whose_act_it_was() -> None:
    assert draw_timeline(HISTORY).splitlines() == [
        "2021-05-19 09:05 ●   提交申请                                    准备中 → 已收件",
        "                 │   陈立（申请人）",
        "                 │   行政许可法 第二十九条",
        "           09:30 ×   受理",
        "                 │   王敏（窗口人员）",
        "                 │   材料齐全",
        "                 ┊   … 12 个工作日 …",
        "2021-06-07 00:00 ○   视为受理                                    已收件 → 已受理",
    ]


def test_a_change_too_long_for_its_line_stands_below() -> None:
    moment = Moment(at(5, 19), "一次性告知补正材料", change=("已经收件待查", "等待补正"))
    assert draw_timeline((moment,), columns=40).splitlines() == [
        "2021-05-19 00:00 ●   一次性告知补正材料",
        "                     已经收件待查 →",
        "                     等待补正",
    ]


@given(ANY, ANY, st.booleans(), st.integers(40, 120))
def test_any_history_fits_its_columns(what: str, who: str, automatic: bool, columns: int) -> None:  # noqa: FBT001
    moment = Moment(at(5, 19), what, who, (who, what), (what,), (who,), automatic)
    assert max(widths(draw_timeline((moment, Idle(what), moment), columns=columns))) <= columns
