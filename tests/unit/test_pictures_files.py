"""SVG, Mermaid and DOT: what stands in the file, and that no name can break it."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.pictures.dot import draw_dot
from workflow.pictures.gantt import Bar, Chart, Lane, Milestone
from workflow.pictures.gantt_svg import draw_gantt_svg
from workflow.pictures.graph import Direction, Edge, EdgeKind, Graph, LegendEntry, Node, NodeKind
from workflow.pictures.mermaid import draw_mermaid
from workflow.pictures.svg import draw_svg

SVG = "{http://www.w3.org/2000/svg}"
NASTY = 'end"; <b>&amp;\\N `x` %%{init}%% |a| \u202e\x1b[31m]]>'
ITEMS = Graph(
    "前置关系",
    (
        Node("contract", "国有建设用地使用权出让合同", "自然资源和规划局", "item"),
        Node("permit", "建设用地规划许可证", "自然资源和规划局", "document", "20 个工作日"),
        Node("fire", "消防设计审查", "住房和城乡建设局", "conditional"),
        Node("start", "开工", "建设单位", "item"),
    ),
    (
        Edge("contract", "permit", kind="hard"),
        Edge("permit", "fire", kind="policy"),
        Edge("fire", "start", kind="commence"),
        Edge("permit", "start", kind="hard"),
    ),
    (
        LegendEntry("hard", "法定前置"),
        LegendEntry("policy", "惯例前置"),
        LegendEntry("clock", "时限"),
        LegendEntry("document", "四证三书"),
    ),
    "谁先谁后",
)
STATES = Graph(
    "状态",
    (
        Node("draft", "准备中", kind="initial"),
        Node("submitted", "已收件"),
        Node("accepted", "已受理"),
        Node("effective", "有效", kind="in_force"),
        Node("expired", "届满", kind="ended"),
        Node("withdrawn", "撤回申请", kind="final"),
    ),
    (
        Edge("draft", "submitted", "提交申请"),
        Edge("submitted", "submitted", "当场更正"),
        Edge("submitted", "accepted", "受理"),
        Edge("submitted", "accepted", "视为受理", "clock"),
        Edge("accepted", "effective", "准予许可"),
        Edge("effective", "expired", "届满", "clock"),
        Edge("expired", "effective", "恢复"),
        *(Edge(state, "withdrawn", "撤回") for state in ("draft", "submitted", "accepted")),
        *(Edge(state, state, "记录超期", "clock") for state in ("draft", "submitted", "accepted", "effective")),
    ),
)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def classes(svg: str) -> list[str]:
    return [element.get("class", "") for element in ET.fromstring(svg).iter()]  # noqa: S314 - our own


@pytest.mark.parametrize("direction", get_args(Direction))
def test_every_title_group_and_act_stands_in_the_picture_as_text(direction: Direction) -> None:
    written = "".join(texts(draw_svg(ITEMS, direction)) + texts(draw_svg(STATES, direction)))
    for graph in (ITEMS, STATES):
        told = [
            graph.title,
            *(node.label for node in graph.nodes),
            *(edge.label for edge in graph.edges),
            *graph.groups,
        ]
        assert [text for text in told if text not in written] == []
    assert "20 个工作日" in written


def test_a_picture_has_a_title_and_a_description_for_those_who_do_not_see_it() -> None:
    root = ET.fromstring(draw_svg(ITEMS))  # noqa: S314 - our own
    assert root.findtext(f"{SVG}title") == "前置关系"
    assert root.findtext(f"{SVG}desc") == "谁先谁后"


def test_the_legend_tells_only_what_occurs() -> None:
    written = texts(draw_svg(ITEMS))
    assert "法定前置" in written
    assert "四证三书" in written
    assert "时限" not in written


def test_each_prerequisite_is_drawn_in_the_manner_of_its_kind() -> None:
    drawn = classes(draw_svg(Graph(ITEMS.title, ITEMS.nodes, ITEMS.edges)))
    assert [drawn.count(f"line {kind}") for kind in ("hard", "policy", "commence")] == [2, 1, 1]
    assert [drawn.count(f"head {kind}") for kind in ("hard", "policy", "commence")] == [2, 1, 1]


def test_the_act_open_to_many_states_is_written_once() -> None:
    svg = draw_svg(STATES)
    assert texts(svg).count("撤回") == 1
    assert classes(svg).count("spot") == 1
    assert classes(svg).count("line normal") == 8
    assert classes(svg).count("head normal") == 5
    assert texts(svg).count("① 记录超期") == 1


def test_a_picture_fetches_nothing_and_follows_the_readers_colour_scheme() -> None:
    svg = draw_svg(STATES)
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in svg
    assert "@media (prefers-color-scheme:dark)" in svg
    assert '"Microsoft YaHei"' in svg


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert draw_svg(STATES) == draw_svg(STATES)


def test_sixty_items_with_a_hundred_and_fifty_prerequisites_are_all_drawn() -> None:
    nodes = tuple(Node(f"n{place}", f"审批事项{place}", kind="item") for place in range(60))
    pairs = dict.fromkeys((place * 7 % 53, place * 7 % 53 + 1 + place % 6) for place in range(200))
    edges = tuple(Edge(f"n{start}", f"n{end}", kind="hard") for start, end in list(pairs)[:150])
    svg = draw_svg(Graph("", nodes, edges))
    assert len(edges) == 150
    assert classes(svg).count("head hard") == 150
    assert {node.label for node in nodes} <= set(texts(svg))


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.sampled_from(get_args(NodeKind)))
def test_any_name_gives_a_file_that_reads(name: str, kind: NodeKind) -> None:
    graph = Graph(
        name,
        (Node("a", name, name, kind, name), Node("b", name)),
        (Edge("a", "b", name), Edge("b", "b", name)),
    )
    ET.fromstring(draw_svg(graph))  # noqa: S314 - our own


def test_characters_that_hide_are_shown() -> None:
    svg = draw_svg(Graph("甲\u202e乙", (Node("a", "甲\u200b乙"),), ()))
    assert texts(svg) == ["甲<U+202E>乙", "甲<U+200B>乙"]


def test_an_empty_graph_is_still_a_picture() -> None:
    assert texts(draw_svg(Graph("无", (), ()))) == ["无"]


def test_mermaid_numbers_its_nodes_and_writes_special_characters_as_entities() -> None:
    nodes = (Node("end", NASTY, kind="final"), Node("o", "1. 甲"))
    told = draw_mermaid(Graph(NASTY, nodes, (Edge("end", "o", NASTY),)))
    safe = (
        "end#34;#59; #60;b#62;#38;amp#59;#92;N #96;x#96; #37;#37;{init}#37;#37; #124;a#124; "
        "#60;U+202E#62;#60;U+001B#62;[31m]]#62;"
    )
    assert told.splitlines()[3:7] == [
        "flowchart TD",
        f'    n1(["{safe}"]):::final',
        '    n2["1#46; 甲"]',
        f'    n1 -->|"{safe}"| n2',
    ]


def test_mermaid_draws_kinds_groups_junctions_and_the_legend() -> None:
    items, states = draw_mermaid(ITEMS, "LR"), draw_mermaid(STATES)
    assert "flowchart LR" in items
    assert '    n2["建设用地规划许可证<br/>自然资源和规划局<br/>20 个工作日"]:::document' in items
    assert "    n1 ==> n2" in items
    assert "    n2 -.-> n3" in items
    assert "    n3 --o n4" in items
    assert '        k1a((" ")) ==>|"法定前置"| k1b((" "))' in items
    assert '    n2["已收件<br/>↻ 当场更正<br/>↻ ①"]' in states
    assert '    n2 -.->|"视为受理"| n3' in states
    assert "    n1 --- j1\n    n2 --- j1\n    n3 --- j1" in states
    assert '        k0["① 记录超期"]' in states


def test_dot_quotes_every_name() -> None:
    told = draw_dot(Graph("", (Node('a"', 'x"\\N\n'), Node("b", "乙")), (Edge('a"', "b", '"]'),)))
    assert '    "a\\"" [label="x\\"\\\\N "];' in told.splitlines()
    assert '    "a\\"" -> "b" [color="#6e7781", label="\\"]"];' in told.splitlines()


def test_dot_draws_kinds_groups_junctions_and_the_legend() -> None:
    items, states = draw_dot(ITEMS, "LR"), draw_dot(STATES)
    assert "rankdir=LR" in items
    assert 'label="建设用地规划许可证\\n自然资源和规划局\\n20 个工作日"' in items
    assert '"permit" -> "fire" [color="#0969da", style=dashed];' in items
    assert '"legend 1 a" -> "legend 1 b" [color="#24292f", penwidth=1.6, label="法定前置"];' in items
    assert '"draft" -> "junction 1" [color="#6e7781", dir=none];' in states
    assert '"junction 1" -> "withdrawn" [color="#6e7781", label="撤回"];' in states
    assert 'label="① 记录超期"' in states


KINDS = (
    *((kind, Node("a", "甲", kind=kind), Edge("a", "b")) for kind in get_args(NodeKind)),
    *((kind, Node("a", "甲"), Edge("a", "b", kind=kind)) for kind in get_args(EdgeKind)),
)


@pytest.mark.parametrize(("kind", "node", "edge"), KINDS)
def test_every_kind_can_stand_in_every_legend(kind: NodeKind | EdgeKind, node: Node, edge: Edge) -> None:
    graph = Graph("", (node, Node("b", "乙")), (edge,), (LegendEntry(kind, "含义"),))
    assert "含义" in texts(draw_svg(graph))
    assert '"含义"' in draw_mermaid(graph)
    assert 'label="含义"' in draw_dot(graph)


def chart(label: str) -> Chart:
    bars = (Bar(label, date(2021, 5, 19), date(2021, 6, 17), note="20 个工作日"),)
    lane = Lane(
        "法定串联",
        bars,
        (Milestone("齐备", date(2021, 10, 29), "2021-10-29"), Milestone("开工", date(2021, 5, 19))),
    )
    return Chart("对比", (lane,), (("work", "法定办理"), ("late", "超期")))


def test_a_timeline_shows_bars_milestones_months_and_its_legend() -> None:
    svg = draw_gantt_svg(chart("建设用地规划许可证"))
    assert {
        "对比",
        "法定串联",
        "建设用地规划许可证",
        "20 个工作日",
        "齐备",
        "2021",
        "06",
        "10",
        "法定办理",
    } <= set(texts(svg))
    assert "超期" not in texts(svg)
    assert classes(svg).count("bar work") == 2
    assert classes(svg).count("milestone") == 2


def test_a_timeline_without_days_is_still_a_picture() -> None:
    assert texts(draw_gantt_svg(Chart("无", ()))) == ["无"]


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_label_gives_a_timeline_that_reads(label: str) -> None:
    ET.fromstring(draw_gantt_svg(chart(label)))  # noqa: S314 - our own
