"""Definitions from the command line: listed, shown, checked, drawn, compared."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli import Terminal
from tests.office import SMALL
from workflow.cli.paragraphs import cells

SHIPPED = "four-certs-three-docs"


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal(tmp_path, capsys, monkeypatch)
    terminal.file("small.yaml", SMALL)
    return terminal


def test_the_definitions_that_ship_are_listed_with_their_titles(workflow: Terminal) -> None:
    rows = workflow("definition", "list", "--json").data
    assert {SHIPPED, "grid-incident", "old-neighbourhood-renovation"} <= {row["definition"] for row in rows}
    assert "四证三书" in workflow("definition", "list").out


@pytest.mark.parametrize("definition", [SHIPPED, "grid-incident", "old-neighbourhood-renovation"])
def test_every_definition_that_ships_is_sound(workflow: Terminal, definition: str) -> None:
    answer = workflow("definition", "check", definition, "--json")
    assert (answer.code, answer.data) == (0, {"ok": True, "problems": []})


def test_a_sound_definition_is_named_with_its_policies(workflow: Terminal) -> None:
    answer = workflow("definition", "check", SHIPPED, "--policy", "pre_review")
    assert answer.out == f"“{SHIPPED}@2021.05+pre_review”没有问题。\n"


def test_a_problem_stands_at_its_file_and_line(workflow: Terminal) -> None:
    workflow.file("wrong.yaml", SMALL.replace("initial: preparing", "initial: sleeping"))
    answer = workflow("definition", "check", "wrong.yaml", "--json", "--lang", "en")
    problem = answer.data["problems"][0]
    line = next(n for n, text in enumerate(SMALL.splitlines(), start=1) if "initial: preparing" in text)
    assert (answer.code, problem["file"], problem["line"]) == (5, "wrong.yaml", line)
    assert "sleeping" in problem["message"]
    assert f"wrong.yaml:{line}:" in workflow("definition", "check", "wrong.yaml").out


def test_a_definition_is_shown_with_prerequisites_limits_and_articles(workflow: Terminal) -> None:
    view = workflow("definition", "show", SHIPPED, "--json").data
    permit = next(item for item in view["items"] if item["id"] == "construction_permit")
    assert "国有建设用地划拨决定" in permit["requires"]["hard"]
    assert any("建筑法" in source for source in permit["sources"])
    assert "施工许可证" in workflow("definition", "show", SHIPPED).out


@pytest.mark.parametrize(("form", "begins"), [("svg", "<svg"), ("mermaid", "---"), ("dot", "digraph")])
def test_lifecycles_and_prerequisites_are_drawn_with_chinese_labels(workflow: Terminal, form: str, begins: str) -> None:
    prerequisites = workflow("definition", "draw", "small.yaml", "--format", form).out
    lifecycle = workflow("definition", "draw", "small.yaml", "--format", form, "--lifecycle", "许可").out
    assert prerequisites.lstrip().startswith(begins)
    assert "工程许可" in prerequisites
    assert "已受理" in lifecycle


def test_a_picture_is_written_to_a_file_as_well_formed_svg(workflow: Terminal) -> None:
    answer = workflow("definition", "draw", "small.yaml", "--output", "small.svg", "--lang", "en")
    assert (answer.code, answer.out, answer.err) == (0, "", "Written to small.svg.\n")
    assert ET.parse(workflow.folder / "small.svg").getroot().tag.endswith("svg")  # noqa: S314 (our own file)


def test_an_unknown_lifecycle_is_wrong_usage_and_the_known_ones_are_named(workflow: Terminal) -> None:
    answer = workflow("definition", "draw", "small.yaml", "--lifecycle", "sleep")
    assert answer.code == 2
    assert "building、record、rehearsal、licence" in answer.err


def test_what_a_changed_limit_means_is_told_in_words(workflow: Terminal) -> None:
    workflow.file("new.yaml", SMALL.replace("limit: 5 working_days", "limit: 3 working_days"))
    changes = workflow("definition", "diff", "small.yaml", "new.yaml", "--json").data
    assert [(c["part"], c["name"], c["before"], c["after"]) for c in changes] == [
        ("clock", "intake", "5 working_days", "3 working_days")
    ]
    told = workflow("definition", "diff", "small.yaml", "new.yaml").out.splitlines()
    assert re.split(r"\s{2,}", told[2].strip()) == ["时限", "许可 · 告知时限", "修改", "5个工作日", "3个工作日"]
    assert told[3].strip() == "licence.intake.limit"


def test_a_policy_is_compared_with_the_definition_it_rewrites(workflow: Terminal) -> None:
    parts = {
        change["part"] for change in workflow("definition", "diff", SHIPPED, "--policy", "pre_review", "--json").data
    }
    assert "policy" in parts


def test_two_that_say_the_same_differ_in_nothing(workflow: Terminal) -> None:
    assert workflow("definition", "diff", "small.yaml").out == "两者相同。\n"
    assert workflow("definition", "diff", "small.yaml", "--json").data == []


@pytest.mark.parametrize("document", ["definition", "lifecycle", "fragment", "policy"])
def test_every_kind_of_document_has_a_schema(workflow: Terminal, document: str) -> None:
    schema = json.loads(workflow("definition", "schema", "--document", document).out)
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_a_definition_is_shown_in_words_within_80_columns(workflow: Terminal) -> None:
    show = ("definition", "show", "four-certs-three-docs", "--lang")
    chinese, english = workflow(*show, "zh-CN").out, workflow(*show, "en").out
    for page in (chinese, english):
        assert max(map(cells, page.splitlines())) <= 80
        assert "==" not in page
        assert "project." not in page
    assert "  Limits: Decision 20 working days (statutory); Decision 3 working days" in english
    assert (
        "国有建设用地使用权挂牌出让  land_listing\n  机关：自然资源和规划局\n  适用条件：“供地方式”为出让\n" in chinese
    )
    assert "期限：决定期限 20个工作日（法定）；决定期限 3个工作日（承诺）\n" in chinese


def test_the_legend_explains_alternatives(workflow: Terminal) -> None:
    picture = workflow("definition", "draw", "four-certs-three-docs").out
    assert "（同标“任一 1”的，有一件即可）" in picture
