"""Projects and cases from the command line: what is recorded, what is refused, and what the JSON says."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli import Terminal
from tests.cli_office import APPLICANT, APPROVER, CLERK, REVIEWER, do, office, to_accepted, to_granted
from tests.office import SMALL
from workflow.application.clock import SystemClock, VirtualClock
from workflow.cli.paragraphs import cells

CONTRACT_ROW = ("position", "stream", "version", "event", "actor", "role", "authority", "verified", "basis")
CONTRACT_TIMES = ("recorded_at", "effective_at", "from", "to", "data")


@pytest.fixture
def workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return office(tmp_path, capsys, monkeypatch)


def test_names_may_be_titles_in_either_language(workflow: Terminal) -> None:
    to_accepted(workflow)
    assert workflow("case", "show", "dejie.land", "--json").data["state"] == "accepted"
    answer = workflow(
        "case", "do", "dejie.land", "Review", "--as", "王芳:Reviewer@Planning Bureau", "--on", "2021-04-27", "--json"
    )
    row = answer.data["recorded"][0]
    assert (row["role"], row["authority"]) == ("reviewer", "bureau")


def test_an_act_is_answered_with_the_rows_of_the_trail(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = do(workflow, "review", *REVIEWER, "--data", "面积=80", "--json")
    assert {*CONTRACT_ROW, *CONTRACT_TIMES} <= answer.data["recorded"][0].keys()
    row = answer.data["recorded"][0]
    assert (row["event"], row["from"], row["to"]) == ("ReviewStarted", "accepted", "accepted")
    assert row["effective_at"] == "2021-04-26T09:00:00+08:00"
    assert row["data"]["set"] == {"area": 80}
    assert row["verified"] is False


def test_a_refused_act_exits_with_7_and_tells_every_reason(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("case", "do", "dejie.land", "grant", *CLERK, "--on", "2021-04-26 10:00", "--json")
    assert answer.code == 7
    refusals = {refusal["key"]: refusal for refusal in answer.data["refused"]}
    assert refusals.keys() == {"wrong_role", "missing_data:document"}
    assert refusals["wrong_role"]["message"] == "“窗口人员”无权办理；应由“决定人、上级机关人员”办理。"
    assert refusals["wrong_role"]["basis"] == [{"law": "law", "article": 38}]
    assert answer.err.startswith("不予办理：\n")
    assert "（试行法 第三十八条）" in answer.err


def test_a_refusal_the_definition_names_is_told_in_its_words_and_in_english(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow(
        "case", "do", "dejie.land", "refuse", *APPROVER, "--on", "2021-04-26 10:00", "--json", "--lang", "en"
    )
    assert [(r["key"], r["message"]) for r in answer.data["refused"]] == [("no_reasons", "No reasons")]
    assert answer.err == "Not allowed:\n  - No reasons (Test Law, Art. 38)\n"


def test_an_act_that_exists_only_to_be_refused_is_refused_under_its_article(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("case", "do", "dejie.land", "转让", *APPLICANT, "--on", "2021-04-26 10:00", "--json")
    assert answer.code == 7
    assert answer.data["refused"][0] | {"facts": {}} == {
        "key": "no_transfer", "facts": {}, "basis": [{"law": "law", "article": 9}], "message": "转让",
    }  # fmt: skip


def test_an_act_after_the_case_ended_is_refused(workflow: Terminal) -> None:
    to_accepted(workflow)
    do(workflow, "refuse", *APPROVER, "--reason", "不符合规划", "--data", "reasons=不符合规划")
    answer = workflow("case", "do", "dejie.land", "review", *REVIEWER, "--on", "2021-04-27")
    assert answer.code == 7
    assert "现在是“不予许可”，这项行为只能从“已受理”办理。" in answer.err


def test_a_time_in_the_future_is_refused(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("case", "do", "dejie.land", "review", *REVIEWER, "--on", "2999-01-01", "--json")
    assert [r["key"] for r in answer.data["refused"]] == ["in_the_future", "overtaken_by_clock"][:1]


def test_data_of_the_wrong_kind_is_refused_and_says_what_is_wrong(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow(
        "case", "do", "dejie.land", "review", *REVIEWER, "--on", "2021-04-26 10:00", "--data", "面积=很大"
    )
    assert answer.code == 7
    assert "“面积”的内容“很大”不对：应当是整数，而不是文字。" in answer.err


def test_data_nobody_asks_for_is_refused(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow(
        "case", "do", "dejie.land", "review", *REVIEWER, "--on", "2021-04-26 10:00", "--data", "colour=red"
    )
    assert "这里不能填写“colour”；可以填写的有：面积。" in answer.err


def test_a_document_is_kept_and_its_digest_recorded(workflow: Terminal) -> None:
    to_granted(workflow)
    item = workflow("project", "show", "dejie", "--json").data["items"]["land"]
    assert item["standing"] == "in_force"
    assert item["document"]["name"] == "决定书.pdf"
    digest = item["document"]["digest"]
    kept = workflow.folder / "workflow.db.files" / digest[:2] / digest[2:]
    assert kept.read_text(encoding="utf-8") == "准予"


def test_a_document_that_is_not_there_is_not_found(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("case", "do", "dejie.land", "grant", *APPROVER, "--document", "document=nowhere.pdf")
    assert answer.code == 3
    assert "nowhere.pdf" in answer.err


def test_a_command_sent_again_under_its_id_is_recorded_once(workflow: Terminal) -> None:
    to_accepted(workflow)
    again = (
        "case",
        "do",
        "dejie.land",
        "review",
        *REVIEWER,
        "--on",
        "2021-04-26 10:00",
        "--command-id",
        "k-1",
        "--json",
    )
    first, second = workflow(*again).data, workflow(*again).data
    assert (first["repeated"], second["repeated"]) == (False, True)
    assert first["recorded"] == second["recorded"]


def test_a_command_without_a_time_is_known_by_its_id_when_it_is_sent_again_later(
    workflow: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = ("project", "register", "--definition", "small.yaml", "--id", "p", "--name", "P", "--command-id", "k1")
    answers = []
    for moment in ("2021-05-01T09:00:00+08:00", "2021-05-01T09:00:01+08:00"):
        clock = VirtualClock(datetime.fromisoformat(moment))
        monkeypatch.setattr(SystemClock, "now", lambda _, clock=clock: clock.now())
        answers.append(workflow(*register))
    assert [(answer.code, answer.out) for answer in answers] == [
        (0, "已记录 1 条。\n"), (0, "该命令此前已记录（1 条）。\n"),
    ]  # fmt: skip
    assert len([line for line in workflow("project", "list", "--json").data if line["project"] == "p"]) == 1
    assert workflow(*register, "--on", "2021-05-01 09:00").code == 7


def test_nobody_is_made_an_applicant_where_the_procedure_knows_none(workflow: Terminal) -> None:
    incident = ("case", "open", "incident", "--definition", "grid-incident", "--id", "i-1", "--applicant", "网格员小李")
    answer = workflow(*incident)
    assert answer.code == 2
    assert "--as" in answer.err
    assert "grid_worker" in answer.err
    assert "clock" not in answer.err
    english = workflow(*incident, "--lang", "en")
    assert english.err.startswith("Say who acts with --as PERSON:ROLE[@AUTHORITY]; the role may be: reporter, ")
    assert workflow(*incident, "--as", "小李:网格员@grid_station").code == 0
    assert workflow("case", "show", "i-1", "--json").data["trail"][0]["role"] == "grid_worker"


def test_a_project_is_not_registered_by_an_applicant_where_the_procedure_knows_none(workflow: Terminal) -> None:
    register = ("project", "register", "--definition", "old-neighbourhood-renovation", "--id", "q", "--name", "Q")
    assert (workflow(*register).code, workflow(*register, "--as", "王主任:sub_district@sub_district").code) == (2, 0)


def test_the_definition_of_a_project_cannot_be_chosen_again_for_a_case(workflow: Terminal) -> None:
    for more in (("--policy", "pre_review"), ("--definition", "small.yaml")):
        answer = workflow("case", "open", "land", "--project", "dejie", *more)
        assert answer.code == 2
        assert answer.err == "用的是项目“dejie”所固定的定义；不能另指 --definition 或 --policy。\n"


def test_next_tells_every_act_and_why_not(workflow: Terminal) -> None:
    to_accepted(workflow)
    view = workflow("case", "next", "dejie.land", "--on", "2021-04-27", "--json").data
    acts = {act["name"]: act for act in view["transitions"]}
    assert (view["case"], view["state"]) == ("dejie.land", "accepted")
    assert acts["review"]["allowed"] is True
    assert acts["review"]["refusals"] == []
    assert acts["grant"]["by"] == ["approver", "superior"]
    assert acts["grant"]["needs"]["document"]["type"] == "document"
    assert acts["extend"]["due"] == "2021-06-10T00:00:00+08:00"
    assert [r["key"] for r in acts["submit"]["refusals"]] == ["state_mismatch"]
    assert all(act["allowed"] or act["refusals"] for act in acts.values())


def test_next_can_be_asked_for_one_person(workflow: Terminal) -> None:
    to_accepted(workflow)
    view = workflow("case", "next", "dejie.land", *CLERK, "--on", "2021-04-27", "--json").data
    acts = {act["name"]: act for act in view["transitions"]}
    assert [r["key"] for r in acts["review"]["refusals"]] == ["wrong_role"]


def test_next_runs_the_clocks_first_and_says_what_is_not_recorded_yet(workflow: Terminal) -> None:
    workflow("case", "open", "land", "--project", "dejie", "--on", "2021-04-25")
    do(workflow, "submit", *APPLICANT)
    view = workflow("case", "next", "dejie.land", "--on", "2021-05-10", "--json").data
    assert (view["state"], view["recorded_state"]) == ("accepted", "submitted")
    assert "账本记录为“已收件”；其后有时限届满" in workflow("case", "next", "dejie.land", "--on", "2021-05-10").out


def test_next_fits_a_terminal_and_leaves_the_impossible_acts_to_one_line(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("case", "next", "dejie.land", "--on", "2021-04-27")
    assert "● 审查  review\n  办理人：审查人员\n  --data area=  面积（整数），可不填\n" in answer.out
    assert answer.out.endswith("另有 15 项行为只能在其他状态办理，加 --all 列出。\n")
    everything = workflow("case", "next", "dejie.land", "--on", "2021-04-27", "--all")
    assert "  准备中：递交申请\n" in everything.out
    assert "  由系统自动记录：" in everything.out
    assert max(map(cells, [*answer.out.splitlines(), *everything.out.splitlines()])) <= 80


def test_next_tells_of_every_datum_what_it_is_and_what_may_be_written(workflow: Terminal) -> None:
    to_accepted(workflow)
    acts = {act["name"]: act for act in workflow("case", "next", "dejie.land", "--json").data["transitions"]}
    assert acts["review"]["needs"]["area"] == {
        "type": "int?", "type_title": "整数", "title": "面积", "unit": None, "optional": True, "allowed": None,
    }  # fmt: skip
    ground = acts["pause"]["needs"]["ground"]
    assert [one["value"] for one in ground["allowed"]] == ["hearing", "expert_review"]
    assert (ground["optional"], ground["type_title"]) == (False, "其中之一：hearing（听证）、expert_review（专家评审）")


def test_next_names_the_materials_of_the_item_and_keeps_the_order_of_the_definition(workflow: Terminal) -> None:
    dejie = ("--definition", "four-certs-three-docs", "--id", "d", "--name", "D", "--on", "2021-02-01 09:00")
    assert workflow("project", "register", *dejie, "--data", "land_route=grant", "--store", "d.db").code == 0
    opened = ("case", "open", "land_planning_permit", "--project", "d", "--id", "c", "--on", "2021-02-02")
    assert workflow(*opened, "--store", "d.db").code == 0
    acts = workflow("case", "next", "c", "--on", "2021-02-03", "--store", "d.db", "--json").data["transitions"]
    assert [act["name"] for act in acts][:3] == ["submit", "find_not_required", "find_wrong_authority"]
    materials = acts[0]["needs"]["materials"]["allowed"]
    assert materials[0].keys() == {"value", "title"}
    assert all(material["title"] for material in materials)


def test_next_says_where_the_answer_depends_on_the_person(workflow: Terminal) -> None:
    guard = "event: ReviewStarted, guards: {four_eyes: \"actor.person != '王芳'\"},"
    workflow.file("own.yaml", SMALL.replace("event: ReviewStarted,", guard))
    opened = ("case", "open", "land", "--definition", "own.yaml", "--id", "c", "--applicant", "A", "--on", "2021-04-25")
    assert workflow(*opened).code == 0
    for act in (("submit", "--as", "A:applicant"), ("accept", *CLERK)):
        do(workflow, *act, case="c")

    def review(*more: str) -> tuple[bool, bool, list[str]]:
        view = workflow("case", "next", "c", "--on", "2021-04-27", "--json", *more).data
        act = next(act for act in view["transitions"] if act["name"] == "review")
        return act["allowed"], act["depends_on_person"], [refusal["key"] for refusal in act["refusals"]]

    assert review() == (True, True, [])
    assert review("--as", "李明:reviewer@bureau") == (True, False, [])
    assert review("--as", "王芳:reviewer@bureau") == (False, False, ["four_eyes"])
    told = workflow("case", "next", "c", "--on", "2021-04-27").out
    assert "? 审查  review\n  办理人：审查人员\n  能否办理要看由谁办理；用 --as 写明办理人。\n" in told


def test_project_show_tells_what_still_blocks_an_item(workflow: Terminal) -> None:
    view = workflow("project", "show", "dejie", "--json").data
    assert view["project"] == "dejie"
    assert view["state"] == "preparing"
    assert view["items"]["works"]["standing"] == "not_started"
    assert view["blocked"]["works"] == {
        "missing": ["land", "contract", "fire"],
        "expression": "land and (contract or fire)",
    }
    assert "land" not in view["blocked"]


def test_an_alternative_that_is_met_blocks_no_more(workflow: Terminal) -> None:
    answer = workflow("project", "record", "dejie", "出让合同", *CLERK, "--on", "2021-04-24")
    assert answer.code == 0
    assert workflow("project", "show", "dejie", "--json").data["blocked"]["works"] == {
        "missing": ["land"],
        "expression": "land",
    }


def test_project_show_reads_well_on_a_terminal(workflow: Terminal) -> None:
    to_granted(workflow)
    answer = workflow("project", "show", "dejie")
    assert "用地许可  有效      2021-04-26 09:00" in answer.out


def test_an_unknown_item_is_not_found_and_the_nearest_is_named(workflow: Terminal) -> None:
    answer = workflow("case", "open", "lnad", "--project", "dejie")
    assert answer.code == 3
    assert answer.err == "没有事项“lnad”。是否指：用地许可（land）？\n"


def test_what_was_never_registered_is_not_found(workflow: Terminal) -> None:
    assert workflow("project", "show", "nothing").code == 3
    assert workflow("case", "show", "nothing").err == "没有案件“nothing”。\n"


def test_a_case_may_be_opened_without_a_project(workflow: Terminal) -> None:
    answer = workflow(
        "case", "open", "sign", "--definition", "small.yaml", "--id", "s-1", "--applicant", "江苏德杰", "--json"
    )
    assert answer.code == 0
    assert workflow("case", "show", "s-1", "--json").data["project"] is None


def test_a_pre_review_goes_stale_when_its_inputs_change_and_then_cannot_be_converted(workflow: Terminal) -> None:
    workflow.file("意见.pdf", "同意")
    case = "dejie.land.pre_review"
    assert workflow("case", "open", "land", "--project", "dejie", "--shadow", "--on", "2021-04-24").code == 0
    do(workflow, "申请预审", *APPLICANT, case=case)
    do(workflow, "通过预审", *REVIEWER, "--document", "预审意见=意见.pdf", case=case)
    assert workflow("project", "show", "dejie", "--json").data["items"]["land"]["pre_review"] == "pre_passed"
    change = workflow("project", "change", "dejie", "--data", "设计版本=2", *APPLICANT, "--on", "2021-05-01", "--json")
    assert [row["event"] for row in change.data["recorded"]][:2] == ["ProjectFactsChanged", "PreReviewStale"]
    answer = workflow(
        "project", "convert", "dejie", "land", *APPLICANT, *CLERK, *APPROVER, "--on", "2021-05-19", "--json"
    )
    assert answer.code == 7
    refused = {refusal["key"]: refusal["message"] for refusal in answer.data["refused"]}
    assert refused["R5_input_changed"] == "输入已变更"
    assert refused["trigger_missing:contract"] == "转正条件“出让合同”尚未具备。"


def test_a_passed_pre_review_is_converted_in_one_append(workflow: Terminal) -> None:
    workflow.file("意见.pdf", "同意")
    case = "dejie.land.pre_review"
    workflow("case", "open", "land", "--project", "dejie", "--shadow", "--on", "2021-04-24")
    do(workflow, "申请预审", *APPLICANT, case=case)
    do(workflow, "通过预审", *REVIEWER, "--document", "opinion=意见.pdf", case=case)
    workflow("project", "record", "dejie", "contract", *CLERK, "--on", "2021-05-19 09:00")
    answer = workflow(
        "project", "convert", "dejie", *APPLICANT, *CLERK, *APPROVER, "--on", "2021-05-19 09:30", "--json"
    )
    assert answer.code == 0, answer.err
    assert [row["event"] for row in answer.data["recorded"] if row["stream"] == "case:dejie.land"] == [
        "CaseOpened", "ApplicationSubmitted", "ApplicationAccepted", "LicenceGranted",
    ]  # fmt: skip
    assert workflow("project", "show", "dejie", "--json").data["items"]["land"]["standing"] == "in_force"


def test_an_item_is_determined_not_applicable_only_on_known_facts(workflow: Terminal) -> None:
    determine = ("project", "determine", "dejie", "消防审查", "--reason", "不是特殊工程", *CLERK, "--on", "2021-04-24")
    assert "事实不明：特殊工程" in workflow(*determine).err
    workflow("project", "change", "dejie", "--data", "special=否", *APPLICANT, "--on", "2021-04-24")
    assert workflow(*determine).code == 0
    assert workflow("project", "show", "dejie", "--json").data["items"]["fire"]["standing"] == "not_applicable"


def test_the_register_refuses_claims_it_does_not_know(workflow: Terminal) -> None:
    to_accepted(workflow)
    grant = (
        "register",
        "grant",
        "孙立",
        "reviewer",
        "--body",
        "bureau",
        "--as",
        "钱进:registrar",
        "--on",
        "2021-01-01",
    )
    assert workflow(*grant).code == 0
    assert workflow(*grant).out == "已是如此，未作记录。\n"
    answer = workflow("case", "do", "dejie.land", "review", *REVIEWER, "--on", "2021-04-26 10:00")
    assert "登记册中没有“王芳”在“规划局”担任“审查人员”的记录。" in answer.err
    row = do(workflow, "review", "--as", "孙立:reviewer@bureau", "--json").data["recorded"][0]
    assert row["verified"] is True


def test_delegations_are_entered_and_ended(workflow: Terminal) -> None:
    common = ("--as", "钱进:registrar", "--on", "2021-01-01")
    assert workflow("register", "delegate", "王芳", "何平", "--role", "reviewer", *common).code == 0
    assert workflow("register", "end-delegation", "王芳", "何平", "--role", "reviewer", *common[:2]).code == 0
    view = workflow("register", "show", "--json").data
    assert view["delegations"][0]["delegate"] == "何平"
    assert view["delegations"][0]["until"] is not None


def test_a_role_is_entered_and_ended(workflow: Terminal) -> None:
    common = ("王芳", "reviewer", "--as", "钱进:registrar")
    assert workflow("register", "grant", *common, "--on", "2021-01-01").code == 0
    assert workflow("register", "end", *common, "--on", "2021-06-01").code == 0
    assert workflow("register", "show", "--json").data["roles"][1]["until"] == "2021-06-01T00:00:00+08:00"


def test_a_sweep_records_what_fell_due_and_a_second_one_nothing(workflow: Terminal) -> None:
    to_accepted(workflow)
    first, second = workflow("sweep", "--json").data, workflow("sweep", "--json").data
    assert [row["event"] for row in first["recorded"]] == ["DeadlineBreached"]
    assert first["recorded"][0]["actor"] == "system"
    assert second["recorded"] == []
    assert workflow("sweep").out == "已检查 1 个案件，记录 0 条。\n"


def test_a_sweep_names_the_cases_it_acted_on_and_the_limit(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("sweep")
    assert "dejie.land  记录超期  决定时限  2021-06-10" in answer.out
    assert "决定时限  30个工作日  2021-06-09  已超期" in workflow("case", "show", "dejie.land").out
    assert "已超期" in workflow("case", "list").out


def test_a_clock_that_stands_still_is_marked(workflow: Terminal) -> None:
    to_accepted(workflow)
    do(workflow, "pause", *REVIEWER, "--data", "ground=hearing")
    assert "决定时限  30个工作日              中止，自 2021-04-26 09:00" in workflow("case", "show", "dejie.land").out


def test_a_sweep_may_stop_at_a_time(workflow: Terminal) -> None:
    to_accepted(workflow)
    assert workflow("sweep", "--until", "2021-06-09 23:59", "--json").data["recorded"] == []


def test_cases_are_listed_by_what_is_due_next(workflow: Terminal) -> None:
    to_accepted(workflow)
    workflow("case", "open", "sign", "--project", "dejie", "--instance", "东", "--on", "2021-04-25")
    rows = workflow("case", "list", "--json").data
    assert [(row["case"], row["due"]) for row in rows] == [
        ("dejie.land", "2021-06-10T00:00:00+08:00"), ("dejie.sign.东", None),
    ]  # fmt: skip
    assert "2021-06-09" in workflow("case", "list", "--project", "dejie").out


def test_projects_are_listed_with_how_far_they_have_come(workflow: Terminal) -> None:
    to_granted(workflow)
    row = workflow("project", "list", "--json").data[0]
    assert (row["project"], row["standings"]["in_force"]) == ("dejie", 1)
    assert "1/7" in workflow("project", "list").out


def test_an_empty_ledger_lists_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow = Terminal(tmp_path, capsys, monkeypatch)
    assert workflow("--store", "memory:", "case", "list", "--json").data == []
    assert workflow("--store", "memory:", "project", "list").out == "（无）\n"


def test_a_case_is_shown_with_its_history(workflow: Terminal) -> None:
    to_accepted(workflow)
    answer = workflow("case", "show", "dejie.land")
    assert "状态：已受理" in answer.out
    assert "已收件 → 已受理" in answer.out
    assert "李梅 (窗口人员 @ 规划局)" in answer.out
    assert "2021-06-09" in answer.out
    view = workflow("case", "show", "dejie.land", "--json").data
    assert [row["event"] for row in view["trail"]] == ["CaseOpened", "ApplicationSubmitted", "ApplicationAccepted"]
    assert {clock["clock"]: clock["open"] for clock in view["clocks"]} == {"intake": False, "decision": True}


def test_everything_written_as_json_is_json_alone(workflow: Terminal) -> None:
    to_accepted(workflow)
    for call in (("project", "show", "dejie"), ("project", "list"), ("case", "list"), ("case", "show", "dejie.land")):
        answer = workflow(*call, "--json")
        assert (answer.code, answer.err) == (0, "")
        json.loads(answer.out)
