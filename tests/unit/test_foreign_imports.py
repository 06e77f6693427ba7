"""Somebody else's history: taken in whole or not at all, kept apart, and every fault told with its line."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli import Terminal
from tests.office import Office
from workflow.audit.foreign import opening, xes_reader
from workflow.audit.foreign.importing import Imported, import_log
from workflow.audit.foreign.mapping import Mapping, load_mapping, mapping_schema
from workflow.errors import ConcurrentChange, InvalidDefinition, InvalidLog
from workflow.language.catalogue.exchange import LOG_PROBLEMS
from workflow.store import Ledger, Record, open_ledger

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
SCHEMA = Path(__file__).parents[1] / "golden" / "mapping.schema.json"
CSV = Mapping(case="case", activity="act", time="at", resource="who")
DAY = "2021-05-19T09:00:00+08:00"


def event(name: str = "受理", at: str = DAY, more: str = "") -> str:
    return (
        f'<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="{at}"/>{more}</event>\n'
    )


def trace(case: str, *events: str) -> str:
    return f'<trace><string key="concept:name" value="{case}"/>\n{"".join(events)}</trace>\n'


def xes(*parts: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    return f'{head}<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/">\n{"".join(parts)}</log>'


def ocel(**changes: Any) -> dict[str, Any]:
    log: dict[str, Any] = {
        "objectTypes": [{"name": "permit", "attributes": []}],
        "eventTypes": [{"name": "受理", "attributes": []}],
        "objects": [{"id": "p1", "type": "permit"}, {"id": "u1", "type": "person"}],
        "events": [
            {
                "id": "e1",
                "type": "受理",
                "time": DAY,
                "attributes": [{"name": "fee", "value": 1.50}, {"name": "n", "value": 3}],
                "relationships": [{"objectId": "p1", "qualifier": "about"}, {"objectId": "u1", "qualifier": "actor"}],
            }
        ],
    }
    return {**log, **changes}


def named(value: object) -> str:
    """Return a short name for a parameter; pytest has none for bytes."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:8]


class Desk:
    """A ledger and a folder with a file to be taken in."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger = ledger
        self.folder = folder

    def take(
        self, content: str | bytes, form: str = "xes", mapping: Mapping | None = None, name: str = "log"
    ) -> Imported:
        path = self.folder / f"file.{form}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_log(self.ledger, name, form, path, mapping or Mapping(), now=NOW)

    def problems(
        self, content: str | bytes, form: str = "xes", mapping: Mapping | None = None
    ) -> list[tuple[str, int]]:
        """Return codes and lines of what is wrong with a file; fail if it is taken in, or anything of it."""
        with pytest.raises(InvalidLog) as refused:
            self.take(content, form, mapping)
        assert self.ledger.position() == 0
        assert all(problem.code in LOG_PROBLEMS for problem in refused.value.problems)
        return [(problem.code, problem.line) for problem in refused.value.problems]

    def events(self) -> list[Record]:
        return [record for record in self.ledger.read("foreign:log") if record.name == "ForeignEventImported"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(open_ledger("memory:"), tmp_path)


# What is taken in.


def test_cases_events_and_what_is_said_of_them_are_kept_with_their_lines(desk: Desk) -> None:
    nested = '<int key="fee" value="05"><string key="unit" value="元"/></int>'
    nested += '<list key="l"><values><string key="a" value="1"/><string key="a" value="2"/></values></list>'
    taken = desk.take(xes('<string key="origin" value="市局"/>\n', trace("甲", event(more=nested)), trace("乙")))
    head, first, one, second = desk.ledger.read("foreign:log")
    assert (taken.recorded, head.data["events"], head.data["cases"]) == (4, 1, 2)
    assert head.data["attributes"]["log"] == {"origin": "市局"}
    assert first.data == {"case": "甲", "line": 4, "attributes": {"concept:name": "甲"}}
    assert second.data["case"] == "乙"
    assert one.effective_at == datetime(2021, 5, 19, 1, tzinfo=UTC)
    assert (one.recorded_at, one.actor.person, one.actor.role) == (NOW, "system", "import")
    assert one.data == {
        "cases": ["甲"],
        "activity": "受理",
        "line": 5,
        "attributes": {
            "concept:name": "受理",
            "time:timestamp": {"date": DAY},
            "fee": {"int": "05", "attributes": {"unit": "元"}},
            "l": {"list": [["a", "1"], ["a", "2"]]},
        },
    }


def test_attributes_of_one_key_are_all_kept(desk: Desk) -> None:
    desk.take(
        xes(trace("甲", event(more='<string key="k" value="1"/><int key="k" value="2"/><string key="k" value="3"/>')))
    )
    assert desk.events()[0].data["attributes"]["k"] == {"many": ["1", {"int": "2"}, "3"]}


def test_rows_of_a_table_become_events_and_case_columns_cases(desk: Desk) -> None:
    rows = "case,act,at,who,case:due\n乙,立案,2021-05-19T09:00+08:00,李梅,2021-06-01\n"
    rows += "甲,立案,2021-05-20T09:00+08:00,,\n乙,决定,2021-05-21T09:00+08:00,陈刚,2021-06-01\n"
    desk.take(rows, "csv", CSV)
    cases = [record.data for record in desk.ledger.read("foreign:log") if record.name == "ForeignCaseImported"]
    assert cases == [{"case": "乙", "line": 2, "attributes": {"due": "2021-06-01"}}, {"case": "甲", "line": 3}]
    told = [(r.data["cases"], r.data["activity"], r.data.get("resource"), r.data["line"]) for r in desk.events()]
    assert told == [(["乙"], "立案", "李梅", 2), (["甲"], "立案", None, 3), (["乙"], "决定", "陈刚", 4)]


def test_an_event_of_several_objects_belongs_to_the_cases_among_them(desk: Desk) -> None:
    desk.take(json.dumps(ocel()), "ocel-json", Mapping(case="permit"))
    (found,) = desk.events()
    assert (found.data["cases"], found.data["resource"], found.data["id"]) == (["p1"], "u1", "e1")
    assert found.data["attributes"]["fee"] == {"float": "1.5"}
    assert found.data["attributes"]["n"] == {"int": "3"}
    names = [record.name for record in desk.ledger.read("foreign:log")]
    assert names == ["ForeignLogImported", "ForeignCaseImported", "ForeignObjectImported", "ForeignEventImported"]


def test_an_activity_may_be_joined_of_several_attributes(desk: Desk) -> None:
    mapping = Mapping(activity=("concept:name", "lifecycle:transition"))
    desk.take(xes(trace("甲", event(more='<string key="lifecycle:transition" value="start"/>'))), mapping=mapping)
    assert desk.events()[0].data["activity"] == "受理+start"


@pytest.mark.parametrize(
    ("written", "mapping"),
    [
        ("2021-05-19T01:00:00Z", Mapping()),
        ("2021-05-19T01:00:00.000000000Z", Mapping()),
        ("2021-05-19 09:00:00+08:00", Mapping()),
        ("2021-05-19 09:00", Mapping(zone="Asia/Shanghai")),
        ("2021/5/19 9:00", Mapping(zone="Asia/Shanghai")),
        ("2021年5月19日 9时00分", Mapping(zone="Asia/Shanghai")),
        ("19.05.2021 09:00", Mapping(zone="Asia/Shanghai", time_format="%d.%m.%Y %H:%M")),
    ],
)
def test_times_are_read_as_people_write_them(desk: Desk, written: str, mapping: Mapping) -> None:
    desk.take(xes(trace("甲", event(at=written))), mapping=mapping)
    assert desk.events()[0].effective_at == datetime(2021, 5, 19, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "mapping"),
    [
        (xes(trace("甲", event()), head='<?xml version="1.0" encoding="GBK"?>\n').encode("gbk"), Mapping()),
        (xes(trace("甲", event()), head="").encode("gb18030"), Mapping(encoding="gb18030")),
        (b"\xef\xbb\xbf" + xes(trace("甲", event())).encode(), Mapping()),
        (xes(trace("甲", event()), head='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"), Mapping()),
        (gzip.compress(xes(trace("甲", event())).encode(), mtime=0), Mapping()),
    ],
    ids=named,
)
def test_xes_is_read_in_any_encoding_it_tells_and_compressed(desk: Desk, content: bytes, mapping: Mapping) -> None:
    desk.take(content, mapping=mapping)
    assert desk.events()[0].data["activity"] == "受理"


@pytest.mark.parametrize(
    ("encoding", "mapping"),
    [("utf-8-sig", CSV), ("gb18030", CSV.model_copy(update={"encoding": "gb18030"})), ("utf-16", CSV)],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_read_in_any_encoding_and_with_any_delimiter(
    desk: Desk, encoding: str, mapping: Mapping, delimiter: str
) -> None:
    rows = [["case", "act", "at", "who"], ["甲", f'"受{delimiter}理\n二"', DAY, "李梅"], ["甲", "决定", DAY, ""]]
    desk.take("\r\n".join(delimiter.join(row) for row in rows).encode(encoding), "csv", mapping)
    assert [(r.data["activity"], r.data["line"]) for r in desk.events()] == [(f"受{delimiter}理\n二", 2), ("决定", 4)]


# Apart from our own.


def test_a_foreign_history_is_none_of_our_cases_and_in_nobodys_trail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow = Terminal(tmp_path, capsys, monkeypatch)
    with open_ledger("workflow.db") as ledger:
        Office(ledger=ledger).project()
    own = workflow("store", "info", "--json").data
    workflow.file("other.xes", xes(trace("c1", event(more='<string key="org:resource" value="李梅"/>'))))
    assert workflow("audit", "import", "other.xes").out == "已导入“other”：1 个案件，1 条事件（账本新增 3 条记录）。\n"
    after = workflow("store", "info", "--json").data
    assert (after["cases"], after["projects"]) == (own["cases"], own["projects"])
    assert workflow("case", "list", "--json").data == []
    assert workflow("case", "show", "c1").code == 3
    assert workflow("audit", "trail", "--period", "2021-05-19..2021-05-19", "--json").data == []
    assert workflow("audit", "trail", "--person", "李梅", "--json").data == []
    assert workflow("store", "check").code == 0
    assert workflow("audit", "export", "--format", "cloudevents", "-o", "own.jsonl", "--json").data["events"] == 1


def test_the_same_file_again_records_nothing_and_another_under_the_name_is_refused(desk: Desk) -> None:
    first = desk.take(xes(trace("甲", event())))
    assert desk.take(xes(trace("甲", event()))).recorded == 0
    with pytest.raises(ConcurrentChange) as refused:
        desk.take(xes(trace("乙", event())))
    assert refused.value.key == "log_name_taken"
    assert desk.ledger.position() == first.recorded


def test_a_file_that_changes_while_it_is_read_is_not_taken_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read = iter([(b"a" * 32, 1), (b"b" * 32, 1)])
    monkeypatch.setattr(
        "workflow.audit.foreign.importing.digest_and_size",
        lambda _: [part if isinstance(part, int) else part.hex() for part in next(read)],
    )
    with pytest.raises(Exception, match="log_changed_meanwhile"):
        desk.take(xes(trace("甲", event())))
    assert desk.ledger.position() == 0


# What is not.

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<log><trace><string key="concept:name" value="&b;"/></trace></log>"""
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>'
GOOD = xes(trace("甲", event(), event()), trace("乙", event()))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (LAUGHS, [("log_document_type", 2)]),
        (OUTSIDE, [("log_document_type", 1)]),
        (xes(trace("&x;", event())), [("log_not_xml", 3)]),
        (GOOD[:-20], [("log_not_xml", 8)]),
        ("", [("log_not_xml", 1)]),
        ("案件,活动\n", [("log_not_xml", 1)]),
        ("<html/>", [("log_not_xes", 1)]),
        (xes(), [("log_empty", 0)]),
        (xes(trace("甲")), [("log_empty", 0)]),
        (GOOD.encode("gbk"), [("log_encoding_wrong", 3)]),
        (xes(event(), head='<?xml version="1.0" encoding="klingon"?>'), [("log_encoding_unknown", 1)]),
        (xes(trace("甲", event()), event()), [("log_event_without_case", 6)]),
        (xes(trace("甲", event()), trace("甲", event())), [("log_case_twice", 6)]),
        (xes(f"<trace>{event()}</trace>"), [("log_case_missing", 3)]),
        (xes(trace("甲", "<event></event>\n", event())), [("log_activity_missing", 4), ("log_time_missing", 4)]),
        (xes(trace("甲", event(), event(at="昨天"))), [("log_time_unreadable", 5)]),
        (xes(trace("甲", event(at="9999-12-31T23:00:00-08:00"))), [("log_time_unreadable", 4)]),
        (xes(trace("甲", event(), event(at="2021-05-19T09:00:00"))), [("log_time_without_zone", 5)]),
        (xes(trace("甲", event(more="<string key='k'/>"))), [("log_attribute_incomplete", 4)]),
        (xes(trace("甲", event(more="<blink/>"))), [("log_element_unknown", 4)]),
        (xes(trace("甲", event(more="<list key='k'>" * 60 + "</list>" * 60))), [("log_too_deep", 4)]),
        (
            xes(trace("甲", *[event(more='<id key="identity:id" value="1"/>')] * 2)),
            [("log_event_twice", 5)],
        ),
        (gzip.compress(GOOD.encode(), mtime=0)[:-12], [("log_packed_badly", 1)]),
        (b"\x1f\x8bnonsense", [("log_packed_badly", 1)]),
    ],
    ids=named,
)  # fmt: skip
def test_a_faulty_xes_is_refused_with_the_line(desk: Desk, content: str | bytes, found: list[tuple[str, int]]) -> None:
    assert desk.problems(content) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("case,act,at\n", [("log_column_missing", 1)]),
        ("case,act,at,who,who\n甲,立案,2021-05-19,,\n", [("log_column_twice", 1)]),
        ("case,act,at,who\n", [("log_empty", 0)]),
        (f"case,act,at,who\n甲,立案,{DAY},\n,立案,{DAY},\n", [("log_event_without_case", 3)]),
        (f"case,act,at,who\n甲,立案,{DAY}\n甲,,{DAY},\n",
         [("log_row_of_other_length", 2), ("log_activity_missing", 3)]),
        (f'case,act,at,who\n甲,立案,{DAY},\n甲,"立案,{DAY},', [("log_not_csv", 3)]),
        (f"case,act,at,who\n甲,立案,{DAY},\n甲,决定,2021-05-19 09:00,\n", [("log_time_without_zone", 3)]),
        (f"case,act,at,who,case:due\n甲,立案,{DAY},,1\n甲,决定,{DAY},,2\n", [("log_case_differs", 3)]),
        ("案件,活动,时间\n甲,立案,2021\n".encode("gbk"), [("log_encoding_wrong", 1)]),
        (f"case,act,at,who\n,,{DAY},\n,,{DAY},".encode() + "李梅".encode("gbk"),
         [("log_encoding_wrong", 3)]),
    ],
    ids=named,
)  # fmt: skip
def test_a_faulty_table_is_refused_with_the_line(desk: Desk, rows: str | bytes, found: list[tuple[str, int]]) -> None:
    assert desk.problems(rows, "csv", CSV) == found


def test_an_id_that_is_there_twice_is_refused(desk: Desk) -> None:
    rows = f"case,act,at,who,id\n甲,立案,{DAY},,1\n甲,决定,{DAY},,1\n"
    assert desk.problems(rows, "csv", CSV.model_copy(update={"id": "id"})) == [("log_event_twice", 3)]


EVENT = ocel()["events"][0]
PERMIT = {"id": "p1", "type": "permit"}


@pytest.mark.parametrize(
    ("log", "found"),
    [
        ("[]", [("log_not_json", 1)]),
        ("{}", [("log_not_ocel", 1)]),
        (json.dumps(ocel(), indent=1)[:-4], [("log_not_json", 50)]),
        ('{"objects": [{"id": 1}], "events": []}', [("log_entry_malformed", 1)]),
        ('{"objects": ' + "[" * 100_000, [("log_too_deep", 1)]),
        ('{"objects": [\n{"id": "a", "id": "b", "type": "permit"}]}', [("log_key_twice", 2)]),
        (ocel(objects=[PERMIT, PERMIT]), [("log_object_twice", 7)]),
        (ocel(objects=[PERMIT]), [("log_object_unknown", 8)]),
        (ocel(events=[EVENT, EVENT]), [("log_event_twice", 10)]),
        (ocel(objects=[{"id": "u1", "type": "permit"}]), [("log_object_unknown", 8)]),
        (ocel(events=[{**EVENT, "relationships": []}]), [("log_event_without_case", 9)]),
        (ocel(events=[{**EVENT, "time": "soon"}]), [("log_time_unreadable", 9)]),
        (ocel(events=[{**EVENT, "attributes": ["x"]}]), [("log_entry_malformed", 9)]),
        (ocel(objects=[{"id": "u1", "type": "person"}]), [("log_case_type_unknown", 0)]),
    ],
)
def test_a_faulty_ocel_is_refused_with_the_line(desk: Desk, log: Any, found: list[tuple[str, int]]) -> None:
    assert desk.problems(log if isinstance(log, str) else by_lines(log), "ocel-json", Mapping(case="permit")) == found


def by_lines(log: dict[str, Any]) -> str:
    """Return a log with each entry in a line of its own, as people who keep such files write them."""
    entries = {name: ",\n".join(map(json.dumps, listed)) for name, listed in log.items()}
    return "{" + ",\n".join(f'"{name}": [\n{told}]' for name, told in entries.items()) + "}"


def test_a_file_that_swells_beyond_reason_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SMALL", 1_000_000)
    bomb = gzip.compress((xes(trace("甲", event(more=f'<string key="k" value="{"a" * 3_000_000}"/>')))).encode())
    assert desk.problems(bomb) == [("log_swells", 4)]


def test_one_endless_part_is_refused_before_it_fills_the_memory(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xes_reader, "_LONGEST", 500_000)
    assert desk.problems(xes(trace("甲", event(more=f"<string key='k' value='{'a' * 2_000_000}'/>")))) == [
        ("log_part_too_long", 4)
    ]


def test_after_fifty_problems_the_reading_ends(desk: Desk) -> None:
    assert len(desk.problems(xes(*[event()] * 200))) == 50


def test_events_of_no_case_are_kept_apart_where_the_mapping_says_so(desk: Desk) -> None:
    desk.take(xes(trace("甲", event()), event("公告")), mapping=Mapping(without_case="keep"))
    assert [(r.data["activity"], r.data.get("cases")) for r in desk.events()] == [("受理", ["甲"]), ("公告", None)]


# Mappings.


def test_a_mapping_is_read_from_yaml_and_kept_with_the_log(desk: Desk) -> None:
    text = "mapping: '1'\ncase: case\nactivity: act\ntime: at\nzone: Asia/Shanghai\n"
    text += "deadlines:\n  due: {due: due, title: {zh-CN: 期限, en: Due}}\n"
    mapping = load_mapping(text.encode(), "map.yaml")
    desk.take("case,act,at,due\n甲,立案,2021-05-19 9:00,\n", "csv", mapping)
    kept = desk.ledger.read("foreign:log")[0].data["mapping"]
    assert Mapping.model_validate(kept) == mapping


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("case: c\nactivty: a\n", "unknown_key", 2),
        ("case: c\nzone: Mars/Olympus\n", "wrong_value", 2),
        ("deadlines:\n  d:\n    done: x\n", "missing_key", 2),
        ("case: c\nwithout_case: drop\n", "not_one_of", 2),
        ("case: [", "yaml_syntax", 1),
    ],
)
def test_a_faulty_mapping_is_refused_with_the_line(text: str, code: str, line: int) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        load_mapping(text.encode(), "map.yaml")
    assert [(problem.code, problem.line) for problem in refused.value.problems] == [(code, line)]


def test_the_schema_of_a_mapping_is_the_one_that_was_published() -> None:
    assert json.dumps(mapping_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n" == SCHEMA.read_text(
        encoding="utf-8"
    )


# The command.


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


def test_every_problem_is_told_with_file_and_line_in_both_languages(workflow: Terminal) -> None:
    workflow.file("log.xes", xes(trace("甲", event(at="昨天")), event()))
    answer = workflow("audit", "import", "log.xes")
    assert answer.code == 5
    assert answer.err.splitlines()[0] == "文件有 2 处问题，未导入任何内容。"
    assert (
        answer.err.splitlines()[2] == "  log.xes:6: 事件不属于任何案件；若应保留，请在映射文件中写 without_case: keep。"
    )
    answer = workflow("audit", "import", "log.xes", "--lang", "en")
    assert "log.xes:4: “time:timestamp” is “昨天”, which is no time" in answer.err


def test_what_a_file_says_of_its_own_size_is_compared(workflow: Terminal) -> None:
    workflow.file("log.xes", xes('<int key="meta_concept:named_events_total" value="7"/>', trace("甲", event())))
    answer = workflow("audit", "import", "log.xes")
    assert (answer.code, answer.err) == (0, "注意：文件自称有 7 条事件，实有 1 条。\n")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([], 2),
        (["nix.xes"], 3),
        (["log.dat"], 2),
        (["log.xes", "--name", "a b"], 2),
        (["log.xes", "--mapping", "nix"], 3),
    ],
)
def test_a_wrong_call_takes_nothing_in(workflow: Terminal, said: list[str], code: int) -> None:
    for name in ("log.xes", "log.dat"):
        workflow.file(name, GOOD)
    assert workflow("audit", "import", *said).code == code


def test_the_schema_is_printed_without_a_file(workflow: Terminal) -> None:
    assert workflow("audit", "import", "--schema").data == mapping_schema()
