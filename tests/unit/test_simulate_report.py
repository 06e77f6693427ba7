"""`workflow simulate` as its readers meet it: what it says, its report, its progress, its end when broken off."""

from __future__ import annotations

import csv
import os
import re
import select
import shlex
import signal
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from time import monotonic
from xml.etree import ElementTree as ET

import pytest

from tests.cli import Answer
from tests.page import Page
from workflow.cli.call import Call
from workflow.cli.program import run
from workflow.cli.simulated import show
from workflow.language.quantities import Period
from workflow.pictures.cells import width
from workflow.simulate.answers import Answer as Simulated
from workflow.simulate.catalog import simulation
from workflow.simulate.report import report
from workflow.simulate.sensitivity import Staffing, Varying
from workflow.simulate.studies import Study, all_tables, studied

ROOT = Path(__file__).parents[2]

BASE = """
base: as-it-was
target: [land_planning_permit]
order: []
runs: 4
arrivals: {poisson: 40, source: 假设, confidence: L}
"""
SMALL = f"scenario: small\ntitle: {{zh-CN: 一件许可, en: One permit}}\n{BASE}"
FEW = f"""scenario: few
title: {{zh-CN: 人手不足 <script>alert(1)</script>, en: Too few}}
{BASE}staff:
  planning_window:
    title: {{zh-CN: 规划窗口, en: Planning counter}}
    serves: [window_officer@natural_resources_bureau]
    officers: 1
  planning_review:
    title: {{zh-CN: 规划审查, en: Planning review}}
    serves: [reviewer@natural_resources_bureau]
    officers: 1
    leave: [{{from: 2021-05-10, to: 2021-09-30}}]
    source: 一人长期借调
    confidence: C
"""
ASKED = ("simulate", "four-certs-three-docs", "--scenario", "small.yaml", "--scenario", "few.yaml")
SECTIONS = {
    "zh-CN": "多久，多大把握/情景之间的差别/部门与排队/什么最能改变结果/假设/怎样得出/请先注意",
    "en": "How long, and how sure/Scenarios compared/Departments and queues/What would change it/Assumptions/"
    "How it was made/Read this first",
}
SHOWN = {
    "zh-CN": [
        "在某日之前办结的概率",
        "各事项的开始与办成",
        "各部门每周排队的件数",
        "什么最能改变 P80",
        "期望：20个工作日内",
    ],
    "en": ["How likely it is done by a day", "When items begin and are obtained", "What moves P80 most"],
}
ALL = (*ASKED[:4], "--tornado", "--staff-curve", "规划审查", "--within", "20个工作日")
WANTED = Period(20, "working_days")


def called(folder: Path, *arguments: str) -> Answer:
    """Call the command in a folder where the scenarios are."""
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "few.yaml").write_text(FEW, encoding="utf-8")
    out, err = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = run([*arguments, *([] if "--lang" in arguments else ["--lang", "zh-CN"])])
    return Answer(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> list[Study]:
    """Return two scenarios with everything that can be asked of them."""
    folder = tmp_path_factory.mktemp("scenarios")
    found = []
    for name, text in (("small", SMALL), ("few", FEW)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        ready = simulation(str(folder / f"{name}.yaml"))
        answer = Simulated(ready, ready.run(2021, 4), 2021)
        staffing = {1: Staffing(answer, 1).run(lambda _: None)}
        found.append(Study(answer, Varying(answer).run(lambda _: None), staffing))
    return found


def page_of(studies: list[Study], language: str) -> str:
    return report(studies, studied(studies, "reference", WANTED), language, WANTED)


def reported(folder: Path, *arguments: str) -> str:
    assert called(folder, *arguments, "--report", "out.html").code == 0
    return (folder / "out.html").read_text(encoding="utf-8")


def test_the_report_is_one_whole_page_that_fetches_and_runs_nothing(studies: list[Study]) -> None:
    text = page_of(studies, "zh-CN")
    page = Page(text)
    assert page.stands_alone
    assert "url(" not in text
    assert set(re.findall(r"https?://[\w./]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert "<script>" not in text
    assert "人手不足 <script>alert(1)</script>" in page.text


@pytest.mark.parametrize("language", SECTIONS)
def test_it_has_every_section_and_every_picture_in_both_languages(studies: list[Study], language: str) -> None:
    text = page_of(studies, language)
    assert f'<html lang="{language}">' in text
    assert set(SECTIONS[language].split("/")) <= {piece.strip() for piece in Page(text).words}
    pictures = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    classes = {found for picture in pictures for found in re.findall(r'class="([\w ]+)"', picture)}
    assert {"band middle", "band after", "curve c0", "curve c1", "through limit", "through wanted"} <= classes
    assert {"swing less", "swing more", "load h1", "queue h1", "bar work", "bar ahead"} <= classes
    assert len(pictures) == 1 + 2 * 6
    for picture in pictures:
        ET.fromstring(picture)  # noqa: S314 - our own


def test_it_tells_every_assumption_with_source_and_confidence(studies: list[Study]) -> None:
    said = Page(page_of(studies, "zh-CN")).text
    assert "每年 40 个项目，随机到达（泊松） 假设 较可信" in said
    assert "休假 2021-05-10 至 2021-09-30，1 人 一人长期借调 确定" in said
    assert "行政许可 · 已收件 办理用时：20 至 120 分钟，多为 40（三角分布）；受理 60%，一次性告知补正 40%" in said
    assert re.search(r"另有 \d+ 项与第一个情景相同。", said)


@pytest.mark.parametrize("language", SECTIONS)
def test_the_terminal_shows_pictures_in_eighty_columns(studies: list[Study], language: str) -> None:
    told = StringIO()
    with redirect_stdout(told), redirect_stderr(StringIO()):
        show(Call(language), studies, studied(studies, "reference", WANTED), WANTED)
    assert max(width(line) for line in told.getvalue().splitlines()) <= 80
    for word in SHOWN[language]:
        assert word in told.getvalue()


def test_tables_hold_what_the_pictures_show(studies: list[Study]) -> None:
    texts = all_tables(studies)

    def rows(name: str) -> list[dict[str, str]]:
        return [row for row in csv.DictReader(StringIO(texts[name])) if row["scenario"] == "few"]

    assert {row["kind"] for row in rows("tornado.csv")} == {"staff", "time", "act", "policy", "arrivals"}
    assert {row["pool"] for row in rows("staff_curve.csv")} == {"planning_review"}
    told = [row for row in rows("queues.csv") if row["pool"] == "planning_review"]
    assert 0 < max(float(row["load"]) for row in told) <= 1
    assert max(float(row["queue"]) for row in told) > 1
    assert {row["officers"] for row in told} == {"1"}


PAGE = (ROOT / "docs" / "reference" / "simulation-results.md").read_text(encoding="utf-8")
NAMED = {
    "finish": "LEVEL", "start": "LEVEL", "interval": "LEVEL", "on_time": "CLOCK", "criticality": "ITEM",
    "correlation": "ITEM", "time_split": "PART", "items": "ITEM", "hours": "PART", "load": "POOL",
    "departments": "POOL", "staff_curve": "POOL",
}  # fmt: skip
PLAIN = {"p50": "LEVEL", "p80": "LEVEL", "p90": "LEVEL"}
MEASURES = {"working_days": "MEASURE", "first_work_working_days": "MEASURE"}


def paths(value: object, path: str = "", name: str = "") -> set[str]:
    """Return the path of every number and text in JSON, names of things put as what they are."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {found for one in value for found in paths(one, f"{path}[]")}
    if not isinstance(value, dict):
        return {f"{path}[]" if name == "left_out" else path}
    found = set()
    for key, inner in value.items():
        told = NAMED.get(name, key)
        if told == key and "tornado" not in path and "staff_curve" not in path:
            told = PLAIN.get(key, key)
        if name in {"p80", "p90"} or path.endswith("varied[]"):
            told = MEASURES.get(key, key)
        found |= paths(inner, f"{path}.{told}".removeprefix("."), key)
    return found


def test_every_key_of_the_json_and_every_column_is_in_the_reference(studies: list[Study]) -> None:
    json, _, tables = PAGE.partition("## CSV")
    firsts = (line.split("|")[1] for line in json.splitlines() if line.startswith("| `"))
    told = {key for first in firsts for key in re.findall(r"`([^`]+)`", first)}
    found = {path for path in paths(studied(studies, "reference", WANTED)) if "warnings" not in path}
    assert found == {path for path in told if "warnings" not in path}
    for name, text in all_tables(studies).items():
        row = next(line for line in tables.splitlines() if line.startswith(f"| `{name}`"))
        assert re.findall(r"`(\w+)`", row.partition(".csv` |")[2]) == text.splitlines()[0].split(",")


def test_json_holds_what_the_pictures_show(tmp_path: Path) -> None:
    told = called(tmp_path, *ALL, "--runs", "2", "--out", "out", "--json")
    assert told.code == 0
    found = told.data["scenarios"][0]
    assert found["within"]["period"] == "20 working_days"
    assert 0 < found["within"]["probability"] < 1
    assert found["statutory"]["working_days"] == 20
    assert found["tornado"]["p80"]["working_days"] == found["working_days"]["p80"]
    assert [one["officers"] for one in found["staff_curve"]["planning_review"]] == [1, 2, 3, 4, 5, 6]
    assert found["departments"]["planning_review"]["officers"] == 2
    assert "2021-03-01" <= found["first_week"] <= "2021-03-15"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "runs.csv", "items.csv", "queues.csv", "assumptions.csv", "tornado.csv", "staff_curve.csv",
    }  # fmt: skip
    assert "模拟中" not in told.err
    assert "\r" not in told.err


def test_the_same_input_gives_the_same_bytes_and_the_command_it_gives_is_that_input(tmp_path: Path) -> None:
    asked = (*ASKED[:4], "--runs", "2", "--start", "2021-04-01", "--within", "20个工作日")
    text = reported(tmp_path, *asked)
    command = next(piece for piece in Page(text).words if piece.startswith("workflow simulate"))
    assert "--start 2021-04-01" in command
    assert "--within '20 working_days'" in command
    assert reported(tmp_path, *shlex.split(command.replace("--scenario small", "--scenario small.yaml"))[1:]) == text


def test_work_before_the_trigger_has_a_curve_of_its_own(tmp_path: Path) -> None:
    asked = ("simulate", "four-certs-three-docs", "--scenario")
    assert "自首次办理起，多少天内办结的概率" in reported(tmp_path, *asked, "start-on-land")
    assert "自首次办理起，多少天内办结的概率" not in reported(tmp_path, *asked, "statutory-parallel")


def test_it_warns_of_what_a_reader_must_know(tmp_path: Path) -> None:
    (tmp_path / "flood.yaml").write_text(SMALL.replace("poisson: 40", "poisson: 400"), encoding="utf-8")
    asked = ("simulate", "four-certs-three-docs", "--scenario", "flood.yaml", "--runs", "1", "--start", "2025-11-03")
    told = called(tmp_path, *asked, "--report", "out.html")
    assert re.search(r"“一件许可”：来件给 规划审查 带来的工作是其所能办理的 \d{3}%，没有稳态", told.err)
    page = Page((tmp_path / "out.html").read_text(encoding="utf-8")).text
    for remark in ("没有稳态", "给不出 P80 的置信区间", "年以后的节假日安排尚未公布", "至多重复 3 次"):
        assert remark in told.err
        assert remark in page


def test_what_could_not_be_written_is_told_before_anything_is_run(tmp_path: Path) -> None:
    told = called(tmp_path, *ASKED[:4], "--runs", "9999999", "--report", "nowhere/out.html")
    assert (told.code, told.err) == (3, "没有文件夹“nowhere”。\n")
    told = called(tmp_path, *ASKED, "--runs", "9999999", "--record", "new.db")
    assert (told.code, told.err) == (2, "--record 只用于一个情景。\n")


def test_officers_that_nobody_has_are_wrong_usage(tmp_path: Path) -> None:
    wrong = called(tmp_path, *ASKED, "--runs", "1", "--staff-curve", "没有的科室")
    assert wrong.code == 2
    assert "没有名为 没有的科室 的人员组；有：planning_window" in wrong.err


class Child:
    """The command in a process of its own, its stderr a terminal."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._ours, theirs = os.openpty()
        # Whoever runs tests in the background has SIGINT ignored, and a child would inherit that.
        program = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
        program += "; from workflow.cli import main; sys.exit(main())"
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            cwd=folder, stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "zh_CN.UTF-8", "TERM": "xterm"},
        )  # fmt: skip
        os.close(theirs)
        self.seen = b""

    def until(self, sign: str, seconds: float = 120.0) -> str:
        """Read the terminal until a sign is there."""
        end = monotonic() + seconds
        while sign.encode() not in self.seen and monotonic() < end:
            if not self._read(1.0):
                break
        return self.seen.decode(errors="replace")

    def _read(self, patience: float) -> bool:
        """Read what is there; tell whether more may come."""
        if select.select([self._ours], [], [], patience)[0]:
            try:
                self.seen += os.read(self._ours, 65536)
            except OSError:  # nobody holds the other end any more
                return False
        return True

    def ended(self) -> Answer:
        """Wait for its end."""
        try:
            out, _ = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, _ = self.process.communicate()
        while self._read(0.2) and select.select([self._ours], [], [], 0.2)[0]:
            pass
        os.close(self._ours)
        return Answer(self.process.returncode, out.decode(), self.seen.decode(errors="replace"))


def test_a_long_run_shows_how_far_it_is_and_ends_cleanly_when_broken_off(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    child = Child(tmp_path, *ASKED[:4], "--runs", "100000", "--out", "out")
    seen = child.until("模拟中")
    child.process.send_signal(signal.SIGINT)
    ended = child.ended()
    assert "模拟中" in seen
    assert ended.code == 130
    assert ended.out == ""
    done = re.search(r"已中断：完成 (\d+)/100000 次模拟，没有写出任何结果。", ended.err)
    assert done is not None
    assert int(done[1]) > 0
    assert "Traceback" not in ended.err
    assert not (tmp_path / "out").exists()
