"""The soundness check: a sound definition has no problems, and each thing that can be unsound is found."""

from __future__ import annotations

from typing import Any

import pytest

from tests.definition_samples import SOUND, changed, found
from workflow.definition.check import check
from workflow.definition.model import Definition

L = "lifecycles.permit"
T = f"{L}.transitions"
CLOCK = SOUND["lifecycles"]["permit"]["clocks"]["decision"]
TITLE = {"zh-CN": "某", "en": "Some"}


def test_a_sound_definition_has_no_problems() -> None:
    assert found(SOUND) == set()


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        # names
        ("kinds.licence", "permitt", "unknown_lifecycle", "kinds.licence"),
        ("items.land.kind", "filing", "unknown_lifecycle", "items.land.kind"),
        ("items.land.authority", "buro", "unknown_authority", "items.land.authority"),
        ("items.land.stage", "first", "unknown_stage", "items.land.stage"),
        ("items.land.part_of", "house", "unknown_item", "items.land.part_of"),
        ("items.works.requires.hard", ["lnd"], "unknown_item", "items.works.requires.hard[0]"),
        ("items.works.requires.hard", [{"any": ["land", "lnd"]}], "unknown_item", "items.works.requires.hard[0]"),
        ("items.works.limits", {"decison": {}}, "unknown_clock", "items.works.limits.decison"),
        ("items.works.facts", {"joint": True}, "unknown_item_fact", "items.works.facts.joint"),
        (
            "items.works.pre_review",
            {"inputs": ["colour"], "trigger": ["land"]},
            "unknown_project_attribute",
            "items.works.pre_review.inputs[0]",
        ),
        ("items.land.source", {"law": "permit_lore"}, "unknown_law", "items.land.source[0]"),
        ("shadow", "pre_review", "unknown_lifecycle", "shadow"),
        ("measures", {"trigger": ["land"], "targets": ["house"]}, "unknown_item", "measures.targets[0]"),
        ("authorities.bureau.superior", "ministry", "unknown_authority", "authorities.bureau.superior"),
        (f"{L}.initial", "drafted", "unknown_state", f"{L}.initial"),
        (f"{L}.groups", {"open": ["submitted", "opened"]}, "unknown_state", f"{L}.groups.open[1]"),
        (f"{T}.grant.from", ["$opened"], "unknown_group", f"{T}.grant.from[0]"),
        (f"{T}.grant.to", "granded", "unknown_state", f"{T}.grant.to"),
        (f"{T}.grant.by", [{"role": "oficer"}], "unknown_role", f"{T}.grant.by[0]"),
        (f"{T}.grant.clocks", {"stop": ["intake"]}, "unknown_clock", f"{T}.grant.clocks.stop"),
        (f"{T}.grant.within", {"clock": "intake"}, "unknown_name", f"{T}.grant.within.clock"),
        (f"{T}.grant.after", {"clock": "intake"}, "unknown_clock", f"{T}.grant.after.clock"),
        (f"{T}.grant.document", "paper", "unknown_need", f"{T}.grant.document"),
        (f"{T}.submit.set", {"receivd_at": "now"}, "unknown_attribute", f"{T}.submit.set.receivd_at"),
        (f"{T}.submit.add", {"received_at": 1}, "attribute_not_of_kind", f"{T}.submit.add.received_at"),
        (f"{T}.grant.at_most", {"n": 1, "refuse": "twice"}, "unknown_refusal", f"{T}.grant.at_most.refuse"),
        (f"{T}.grant.vote", {"rule": "art278"}, "unknown_vote", f"{T}.grant.vote.rule"),
        (f"{T}.grant.opens", [{"item": "house"}], "unknown_item", f"{T}.grant.opens[0].item"),
        (f"{T}.grant.also", [{"case": "case.id", "do": "absorb"}], "unknown_transition", f"{T}.grant.also[0].do"),
        (f"{L}.apart", [{"parts": ["a", "b"], "refuse": "no_reasons"}], "unknown_part", f"{L}.apart[0].parts"),
        (f"{L}.parts", {"checker": {"by": "check"}}, "unknown_transition", f"{L}.parts.checker.by"),
        (f"{L}.clocks.decision.start", "arrived_at", "unknown_attribute", f"{L}.clocks.decision.start"),
        (f"{L}.lifecycle", "licence", "lifecycle_under_other_name", "lifecycles.permit"),
        ("enforce", ["policy"], "enforce_without_hard", "enforce"),
        # expressions and types
        ("items.works.applies_if", "area > 300", "unknown_name", "items.works.applies_if"),
        ("items.works.applies_if", "area_m2 + 1", "wrong_result", "items.works.applies_if"),
        ("items.works.applies_if", "area_m2 >", "expression_ends_early", "items.works.applies_if"),
        (f"{T}.refuse.guards.no_reasons", "data.reason != ''", "unknown_field", f"{T}.refuse.guards.no_reasons"),
        (f"{T}.refuse.guards.no_reasons", "data.reasons", "wrong_result", f"{T}.refuse.guards.no_reasons"),
        (f"{T}.refuse.guards.no_reasons", "state == 'submited'", "not_comparable", f"{T}.refuse.guards.no_reasons"),
        (f"{T}.refuse.guards.no_reasons", "param.x > 1", "unknown_field", f"{T}.refuse.guards.no_reasons"),
        (
            f"{T}.refuse.guards.no_reasons",
            "standing('lnd') == 'ended'",
            "unknown_item",
            f"{T}.refuse.guards.no_reasons",
        ),
        (f"{T}.refuse.guards.no_reasons", "forget(1)", "unknown_function", f"{T}.refuse.guards.no_reasons"),
        (f"{T}.submit.set.received_at", "'tomorrow'", "wrong_result", f"{T}.submit.set.received_at"),
        (f"{T}.submit.needs.received_at", "tme", "unknown_type", f"{T}.submit.needs.received_at"),
        (f"{T}.grant.effective", "1", "wrong_result", f"{T}.grant.effective"),
        ("items.works.applies_if", "standing('land') == 'in_force'", "unknown_function", "items.works.applies_if"),
        (f"{L}.clocks.decision.limit", "20 workdays", "wrong_period", f"{L}.clocks.decision.limit"),
        (f"{L}.clocks.decision.limit", "param.days", "unknown_field", f"{L}.clocks.decision.limit"),
        (f"{L}.attributes.state", {"type": "text", "title": TITLE}, "word_taken", f"{L}.attributes.state"),
        (
            f"{L}.attributes.n",
            {"type": "int", "title": TITLE, "default": "x"},
            "value_not_of_type",
            f"{L}.attributes.n.default",
        ),
        (
            "parameters",
            {"n": {"title": TITLE, "value": "x", "type": "int", "source": {"law": "permit_law"}}},
            "value_not_of_type",
            "parameters.n.value",
        ),
        # titles, sources
        (
            f"{L}.attributes.kind",
            {"type": "list[enum[a]]", "title": TITLE},
            "value_without_title",
            f"{L}.attributes.kind.type",
        ),
        (
            f"{L}.attributes.n",
            {"type": "int", "title": TITLE, "unit": "sack"},
            "value_without_title",
            f"{L}.attributes.n.unit",
        ),
        (f"{L}.values.a", TITLE, "unknown_value", f"{L}.values.a"),
        ("values.a", TITLE, "unknown_value", "values.a"),
        (f"{L}.states.submitted.title.en", "", "missing_title", f"{L}.states.submitted.title"),
        (f"{L}.states.submitted.title.zh-CN", ..., "missing_title", f"{L}.states.submitted.title"),
        (f"{L}.states.refused.title.en", "Granted", "shared_title", f"{L}.states.refused.title"),
        (f"{T}.refuse.title.zh-CN", "准予", "shared_title", f"{T}.refuse.title"),
        ("items.works.title.en", "Land permit", "shared_title", "items.works.title"),
        ("laws.permit_law.in_force", "2022-01-01", "law_not_yet_in_force", "items.land.source[0]"),
        ("laws.permit_law.until", "2020-12-31", "law_no_longer_in_force", "items.land.source[0]"),
        (f"{L}.clocks.decision.source", ..., "limit_without_source", f"{L}.clocks.decision"),
        (
            f"{L}.roles.applicant.record_within",
            {"limit": "3 moons", "source": {"law": "permit_law"}},
            "wrong_period",
            f"{L}.roles.applicant.record_within.limit",
        ),
        (
            f"{L}.roles.applicant.record_within",
            {"limit": "3 working_days"},
            "limit_without_source",
            f"{L}.roles.applicant.record_within",
        ),
        (
            "items.works.limits.decision.promised.source",
            ...,
            "limit_without_source",
            "items.works.limits.decision.promised",
        ),
        ("parameters", {"n": {"title": TITLE, "value": 1}}, "parameter_without_source", "parameters.n"),
        # clocks
        (
            "items.works.limits.decision.promised.limit",
            "21 working_days",
            "promised_longer",
            "items.works.limits.decision.promised",
        ),
        (
            "items.works.limits.decision.promised.limit",
            "3 months",
            "promised_longer",
            "items.works.limits.decision.promised",
        ),
        (f"{L}.clocks.decision.runs_for", ..., "clock_without_owner", f"{L}.clocks.decision"),
        (f"{T}.record_overdue", ..., "clock_without_outcome", f"{L}.clocks.decision"),
        (f"{T}.submit.clocks", {}, "clock_never_started", f"{L}.clocks.decision"),
        (f"{L}.clocks.decision.limit", ..., "clock_without_limit", f"{L}.clocks.decision"),
        (f"{L}.clocks.decision.until", "received_at", "clock_with_two_ends", f"{L}.clocks.decision"),
        # dead ends
        (f"{L}.states.lost", {"title": TITLE, "terminal": True}, "unreachable_state", f"{L}.states.lost"),
        (f"{L}.states.granted.terminal", False, "no_way_out", f"{L}.states.granted"),
        (f"{T}.grant.from", ["refused"], "final_state_left", f"{L}.states.refused"),
        (f"{T}.submit.clocks", {}, "silence_for_ever", f"{L}.states.submitted"),
        (f"{T}.record_overdue", ..., "silence_for_ever", f"{L}.states.submitted"),
        (f"{T}.grant.by", [], "nobody_may_take", f"{T}.grant.by"),
        (f"{T}.grant.only", "also", "nobody_may_take", f"{T}.grant.only"),
        (f"{T}.grant.by", ["clock"], "system_without_occasion", f"{T}.grant.by"),
        (f"{T}.grant.by", [{"role": "officer", "if": "false"}], "nobody_may_take", f"{T}.grant.by"),
        (f"{T}.refuse.document", "reasons", "attribute_not_of_kind", f"{T}.refuse.document"),
        (
            f"{L}.roles.officer.relation",
            {"attribute": "received_at"},
            "attribute_not_of_kind",
            f"{L}.roles.officer.relation.attribute",
        ),
        (f"{T}.record_overdue.by", ["officer"], "occasion_without_system", f"{T}.record_overdue.when"),
        ("items.land.requires", {"hard": ["works"]}, "prerequisite_cycle", "items.land.requires"),
        ("items.land.requires", {"policy": ["land"]}, "prerequisite_cycle", "items.land.requires"),
        # events, conversion
        (f"{T}.grant.needs", {"reasons": "int"}, "event_of_two_meanings", f"{T}.refuse.needs.reasons"),
        (f"{T}.grant.event", "decision made", "event_name_form", f"{T}.grant.event"),
        (f"{L}.events", {"Unheard": {"title": TITLE}}, "unused_event", f"{L}.events.Unheard"),
        (f"{L}.events", {"DecisionMade": {"title": TITLE, "version": 2}}, "missing_upcast", f"{L}.events.DecisionMade"),
        (f"{L}.conversion", [{"do": "grant"}], "conversion_breaks", f"{L}.conversion[0]"),
        (f"{L}.conversion", [{"do": "submit"}], "conversion_lacks_data", f"{L}.conversion[0]"),
        (
            f"{L}.conversion",
            [{"do": "submit", "data": {"received_at": "now"}}],
            "conversion_ends_early",
            f"{L}.conversion",
        ),
        (f"{L}.conversion", [{"do": "hand_over"}], "unknown_transition", f"{L}.conversion[0].do"),
    ],
)
def test_what_is_unsound_is_found(path: str, value: Any, code: str, where: str) -> None:
    assert (code, where) in found(changed(SOUND, path, value))


def test_an_event_with_two_titles_has_two_meanings() -> None:
    other = {**SOUND["lifecycles"]["permit"], "lifecycle": "filing", "events": {"DecisionMade": {"title": TITLE}}}
    both = changed(SOUND, "lifecycles.filing", other)
    both = changed(both, f"{L}.events", {"DecisionMade": {"title": {"zh-CN": "决定", "en": "Decision made"}}})
    assert ("event_of_two_meanings", "lifecycles.filing.events.DecisionMade") in found(both)


def test_alternatives_that_break_a_circle_are_no_circle() -> None:
    third = {**SOUND["items"]["land"], "title": TITLE}
    data = changed(SOUND, "items.house", third)
    data = changed(data, "items.land.requires", {"hard": [{"any": ["works", "house"]}]})
    assert found(data) == set()


def test_a_circle_is_told_once_with_all_its_items() -> None:
    data = Definition.model_validate(changed(SOUND, "items.land.requires", {"policy": ["works"]}))
    (problem,) = [problem for problem in check(data) if problem.code == "prerequisite_cycle"]
    assert problem.facts["items"] == ["land", "works", "land"]


def test_a_promise_in_other_days_is_judged_only_where_it_is_certain() -> None:
    promised = "items.works.limits.decision.promised.limit"
    assert found(changed(SOUND, promised, "25 calendar_days")) == set()
    assert found(changed(SOUND, promised, "39 calendar_days")) != set()


def test_a_promise_and_a_limit_may_be_parameters() -> None:
    days = {"title": TITLE, "value": "5 working_days", "by_authority": {}, "source": {"law": "permit_law"}}
    data = changed(changed(SOUND, "parameters", {"days": days}), f"{L}.clocks.decision.limit", "param.days")
    at = "items.works.limits.decision.promised"
    assert found(data) == {("promised_longer", at)}
    assert found(changed(data, "parameters.days.by_authority", {"bureau": "10 working_days"})) == set()


def test_a_pause_without_a_clock_of_its_own_may_last_for_ever() -> None:
    data = changed(SOUND, f"{L}.states.paused", {"title": TITLE, "standing": "pending"})
    pause = {
        "title": {"zh-CN": "中止", "en": "Pause"},
        "from": "submitted",
        "to": "paused",
        "by": ["officer"],
        "event": "Paused",
        "clocks": {"suspend": {"decision": "hearing"}},
    }
    go_on = {
        "title": {"zh-CN": "恢复", "en": "Go on"},
        "from": "paused",
        "to": "back",
        "by": ["officer"],
        "event": "Resumed",
        "clocks": {"resume": ["decision"]},
    }
    data = changed(changed(data, f"{T}.pause", pause), f"{T}.go_on", go_on)
    assert found(data) == {("silence_for_ever", f"{L}.states.paused")}
    announced = {**SOUND["lifecycles"]["permit"]["clocks"]["decision"], "title": {"zh-CN": "告知", "en": "Announced"}}
    data = changed(data, f"{L}.clocks.announced", announced)
    data = changed(data, f"{T}.pause.clocks.start", ["announced"])
    data = changed(data, f"{T}.record_overdue.from", ["submitted", "paused"])
    data = changed(data, f"{T}.record_overdue.when", {"breached": ["decision", "announced"]})
    assert found(data) == set()


def test_a_state_that_says_nothing_of_a_standing_is_judged_like_a_pending_one() -> None:
    silent = changed(SOUND, f"{T}.submit.clocks", {})
    assert ("silence_for_ever", f"{L}.states.submitted") in found(
        changed(silent, f"{L}.states.submitted.standing", ...)
    )


def test_the_lifecycle_of_the_project_may_be_silent() -> None:
    data = changed(changed(SOUND, f"{T}.submit.clocks", {}), "lifecycle", "permit")
    assert "silence_for_ever" not in {code for code, _ in found(data)}


def test_a_clock_that_an_item_may_leave_out_is_not_counted_upon() -> None:
    assert found(changed(SOUND, f"{L}.clocks.decision", {**CLOCK, "optional": True})) == {
        ("silence_for_ever", f"{L}.states.submitted")
    }


def test_a_vote_is_over_columns_that_its_table_has() -> None:
    roll = {"type": "table{unit: text, owner: person, area_cm2: int}", "title": TITLE}
    vote = {
        "title": TITLE,
        "electorate": "roll",
        "unit": "unit",
        "weigh": {"heads": {"by": "owner"}, "area": {"sum": "area_cm2"}},
        "quorum": {"heads": "2/3"},
        "pass": [{"measures": {"area": ">= 3/4"}}],
        "source": {"law": "permit_law", "article": 278},
    }
    data = changed(changed(SOUND, f"{L}.attributes.roll", roll), f"{L}.votes.art278", vote)
    assert found(data) == set()
    at = f"{L}.votes.art278"
    assert found(changed(data, f"{at}.unit", "flat")) == {("unknown_column", f"{at}.unit")}
    assert found(changed(data, f"{at}.weigh.area.sum", "owner")) == {("column_not_a_number", f"{at}.weigh.area.sum")}
    assert found(changed(data, f"{at}.quorum", {"hands": "2/3"})) == {("unknown_measure", f"{at}.quorum.hands")}
    assert found(changed(data, f"{at}.quorum.heads", "0.66")) == {("wrong_ratio", f"{at}.quorum.heads")}


def test_what_a_pre_review_needs_to_be_converted_is_checked() -> None:
    data = changed(SOUND, "shadow", "permit")
    data = changed(data, "items.works.pre_review", {"inputs": ["area_m2"], "trigger": ["land"]})
    assert {code for code, _ in found(data)} == {"shadow_without_convert", "shadow_never_passes", "no_conversion"}
    data = changed(data, f"{L}.transitions.grant.id", "convert")
    assert {code for code, _ in found(data)} == {"shadow_never_passes", "no_conversion"}
