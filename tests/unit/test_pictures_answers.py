"""Pictures of answers: bands, S-curves, tornados and heat maps, in a terminal and as SVG."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.pictures.bands import Band, Bands, Stretch, draw_bands
from workflow.pictures.bands_svg import draw_bands_svg
from workflow.pictures.cells import width
from workflow.pictures.curves import Curve, Curves, draw_curves
from workflow.pictures.curves_svg import draw_curves_svg
from workflow.pictures.heat import Heat, Strip, draw_heat, draw_heat_svg
from workflow.pictures.scale import Line, Scale
from workflow.pictures.terminal import in_encoding
from workflow.pictures.tornado import Swing, Tornado, Varied, draw_tornado, draw_tornado_svg

LAND = date(2021, 5, 19)
ANY = st.text('a建设用地，（）- \t\x1b\u202e&<"', max_size=40)
LEGEND: tuple[tuple[Stretch, str], ...] = (
    ("before", "最早开始"),
    ("middle", "办理"),
    ("ahead", "预审"),
    ("after", "P50 到 P90"),
)


def bands(label: str = "建设用地规划许可证", origin: date | None = None) -> Bands:
    rows = (
        Band(label, (0, 2, 5), (10, 20, 41), "20（10–41）"),
        Band("施工许可证", (-60, -50, -45), (-40, -35, -30), ahead=True),
    )
    return Bands("各事项", rows, LEGEND, origin, (Line(0, "拿地", kind="day"), Line(112, "法定时限合计")), "工作日")


def curves(label: str = "改革之前") -> Curves:
    days = tuple(float(day) for day in range(90, 140))
    limit = Line(112, "法定时限合计 112 个工作日")
    return Curves("何时办结", (Curve(label, days, 60), Curve("改革", (30.0,), 1)), None, (limit,), "工作日")


def tornado(label: str = "规划审查：增减一人") -> Tornado:
    rows = (Varied(label, (Swing("-1", 8.3, 1.2), Swing("+1", -1.2, 0.4))), Varied("不须补正", (Swing("0%", -9.9),)))
    return Tornado("什么最能改变 P80", rows, "更快", "更慢", "95% 置信区间")


def heat(label: str = "规划审查", weeks: int = 90) -> Heat:
    strips = (Strip(label, tuple(week / weeks for week in range(weeks)), "最高 99%"), Strip("人防", (0.0, 0.001)))
    return Heat("每周负荷", strips, date(2021, 3, 1), 1.0, "闲", "满")


TERMINAL = (draw_bands(bands()), draw_curves(curves()), draw_tornado(tornado()), draw_heat(heat()))
FILES = (draw_bands_svg(bands()), draw_curves_svg(curves()), draw_tornado_svg(tornado()), draw_heat_svg(heat()))


def texts(svg: str) -> list[str]:
    return [found.text or "" for found in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


@pytest.mark.parametrize("picture", TERMINAL)
def test_pictures_fit_eighty_columns_in_gbk_and_in_ascii(picture: str) -> None:
    lines = [width(line) for line in picture.splitlines()]
    assert max(lines) <= 80
    assert in_encoding(picture, "gbk") == picture
    assert [width(line) for line in in_encoding(picture, "ascii").splitlines()] == lines


@pytest.mark.parametrize(
    ("plain", "coloured"),
    [
        (TERMINAL[0], draw_bands(bands(), colour=True)),
        (TERMINAL[1], draw_curves(curves(), colour=True)),
        (TERMINAL[2], draw_tornado(tornado(), colour=True)),
        (TERMINAL[3], draw_heat(heat(), colour=True)),
    ],
)
def test_colour_changes_nothing_but_colour(plain: str, coloured: str) -> None:
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[\d+m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


@given(ANY, st.integers(40, 120))
def test_any_label_fits_and_reads(label: str, columns: int) -> None:
    drawn = (
        draw_bands(bands(label), columns=columns),
        draw_curves(curves(label), columns=columns),
        draw_tornado(tornado(label), columns=columns),
        draw_heat(heat(label), columns=columns),
    )
    assert max(width(line) for picture in drawn for line in picture.splitlines()) <= columns
    for svg in (
        draw_bands_svg(bands(label)),
        draw_curves_svg(curves(label)),
        draw_tornado_svg(tornado(label)),
        draw_heat_svg(heat(label)),
    ):
        ET.fromstring(svg)  # noqa: S314 - our own


@pytest.mark.parametrize("svg", FILES)
def test_a_file_fetches_nothing_runs_nothing_and_says_what_it_is(svg: str) -> None:
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert "<script" not in svg
    assert "url(" not in svg
    assert {found.split("}")[1] for found in (root[0].tag, root[1].tag)} == {"title", "desc"}


def test_a_band_runs_from_the_earliest_start_to_the_late_end() -> None:
    row = next(line for line in draw_bands(bands()).splitlines() if "20（10–41）" in line)
    assert row.index("█") < row.index("▓") < row.index("║")


def test_bands_in_dates_are_marked_with_dates_and_counted_ones_with_numbers() -> None:
    assert {"2021", "06"} <= set(texts(draw_bands_svg(bands(origin=LAND))))
    assert {"0", "100"} <= set(texts(draw_bands_svg(bands())))


def test_the_cap_at_the_earliest_end_is_told_where_there_is_one() -> None:
    assert "办成 P10" in texts(draw_bands_svg(replace(bands(), earliest="办成 P10")))
    sure = Bands("", (Band("a", (0, 0, 0), (1, 1, 1)),), LEGEND, earliest="办成 P10")
    assert "办成 P10" not in texts(draw_bands_svg(sure))


def test_legends_tell_only_what_occurs() -> None:
    one = Bands("", (Band("a", (0, 0, 0), (1, 1, 1)),), LEGEND)
    assert "办理" in draw_bands(one)
    assert not {"预审", "P50 到 P90"} & set(texts(draw_bands_svg(one)))


def test_a_curve_never_falls_and_ends_at_what_was_done() -> None:
    path = re.findall(r'd="(M[^"]*V[^"]*)" class="curve c0"', FILES[1])[0]
    heights = [float(height) for height in re.findall(r"V([\d.]+)", path)]
    bottom, *_, top = (float(height) for height in re.findall(r'd="M[\d.]+ ([\d.]+)h[\d.]+" class="rule"', FILES[1]))
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] == pytest.approx(bottom - (bottom - top) * 50 / 60, abs=0.1)


def test_a_curve_on_a_terminal_rises_to_the_right() -> None:
    rows = [line for line in TERMINAL[1].splitlines() if "┤" in line or line.startswith("     │")]
    firsts = [row.index("●") for row in rows if "●" in row]
    assert firsts == sorted(firsts, reverse=True)


def test_what_shortens_stands_to_the_left_of_nought_and_what_lengthens_to_the_right() -> None:
    row = TERMINAL[2].splitlines()[1]
    assert row.index("█") < row.index("│") < row.index("▓")
    assert "-1 +8.3" in row


def test_whatever_is_there_has_a_colour() -> None:
    chart = heat()
    assert chart.level(0.0, 9) == 0
    assert chart.level(1e-9, 9) == 1
    assert chart.level(5.0, 9) == 8


def test_more_weeks_than_cells_share_a_cell() -> None:
    assert max(width(line) for line in draw_heat(heat(weeks=700)).splitlines()) <= 80


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [
        (0, 4, ["0", "1", "2", "3", "4", "5"]),
        (-60, 112, ["-50", "0", "50", "100"]),
        (0, 0, ["0", "1", "2", "3", "4", "5"]),
    ],
)
def test_counted_days_are_marked_by_round_numbers(first: float, last: float, marks: list[str]) -> None:
    assert [mark.lower for mark in Scale(first, last).marks(6)] == marks


def test_pictures_of_nothing_are_their_titles() -> None:
    assert draw_bands(Bands("无", (), LEGEND)) == "无\n"
    assert draw_tornado(Tornado("无", (), "", "", "")) == "无\n"
    assert draw_heat(Heat("无", (), LAND, 0.0, "", "")) == "无\n"
    for svg in (draw_bands_svg(Bands("无", (), LEGEND)), draw_heat_svg(Heat("无", (), LAND, 0.0, "", ""))):
        assert "无" in texts(svg)
