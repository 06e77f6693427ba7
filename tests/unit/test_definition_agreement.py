"""What does not go together in a definition is found before anything runs: names, items, effects, votes, types."""

from __future__ import annotations

from typing import Any

import pytest

from tests.definition_samples import SOUND, changed, found, named

L = "lifecycles.permit"
T = f"{L}.transitions"
GUARD = f"{T}.refuse.guards.no_reasons"
VOTE = f"{L}.votes.owners"
FACT = {"type": "int", "title": named("某")}
OTHER_CASE = {
    "title": named("并入"),
    "from": "submitted",
    "to": "same",
    "by": [],
    "only": "also",
    "event": "OtherAbsorbed",
    "needs": {"other": "case", "number": "int", "note": "text?"},
}
JOIN = {
    "title": named("并案"),
    "from": "submitted",
    "to": "refused",
    "by": ["officer"],
    "event": "CaseJoined",
    "needs": {"into": "case[permit]"},
    "also": [{"case": "data.into", "do": "absorb", "data": {"other": "case.id", "number": "1"}}],
    "clocks": {"stop": "all"},
}
JOINED = changed(changed(SOUND, f"{T}.absorb", OTHER_CASE), f"{T}.join", JOIN)
VOTED = changed(
    changed(
        changed(SOUND, f"{L}.attributes.roll", {"type": "table{flat: text, area: int}", "title": named("名册")}),
        VOTE,
        {
            "title": named("表决"),
            "electorate": "roll",
            "unit": "flat",
            "weigh": {"heads": {}, "area": {"sum": "area"}},
            "quorum": {"heads": "param.quorum"},
            "pass": [{"measures": {"heads": "> 1/2"}}],
            "source": {"law": "permit_law"},
        },
    ),
    "parameters.quorum",
    {"title": named("法定人数"), "value": "2/3", "source": {"law": "permit_law"}},
)
VOTED = changed(changed(VOTED, f"{T}.grant.vote", {"rule": "owners"}), f"{T}.grant.needs", {})
VOTED = changed(VOTED, f"{T}.grant.needs.ballots", "list[{flat: text, choice: enum[yes,no,abstain]}]")


def test_what_goes_together_has_no_problems() -> None:
    assert found(JOINED) == set()
    assert found(VOTED) == set()


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        # names
        ("attributes.floor-area", FACT, "not_a_word", "attributes.floor-area"),
        (f"{L}.attributes.true", FACT, "not_a_word", f"{L}.attributes.true"),
        (f"{L}.attributes.2nd", FACT, "not_a_word", f"{L}.attributes.2nd"),
        (f"{L}.item_facts.a b", FACT, "not_a_word", f"{L}.item_facts.a b"),
        (f"{L}.groups", {"not-yet": ["draft"]}, "not_a_word", f"{L}.groups.not-yet"),
        (f"{T}.grant.needs", {"on-time": "bool?"}, "not_a_word", f"{T}.grant.needs.on-time"),
        ("items.a/b", SOUND["items"]["land"], "not_an_id", "items.a/b"),
        (f"{L}.groups", {"any": ["draft"]}, "name_with_meaning", f"{L}.groups.any"),
        (f"{L}.states.same", {"title": named("同")}, "name_with_meaning", f"{L}.states.same"),
        (f"{L}.groups", {"a": ["$b"], "b": ["draft", "$a"]}, "group_in_itself", f"{L}.groups.b"),
        (f"{L}.states.draft.title.en", "Two\nlines", "title_of_lines", f"{L}.states.draft.title"),
        # days and versions
        ("laws.permit_law.until", "2004-06-30", "ends_before_it_begins", "laws.permit_law.until"),
        (
            f"{L}.events",
            {"DecisionMade": {"title": named("决定"), "upcasts": {1: {"renamed": {"a": "b"}}}}},
            "upcast_of_no_version",
            f"{L}.events.DecisionMade.upcasts[1]",
        ),
        # what an item says and its lifecycle never asks
        (f"{T}.grant.requires", ["policy"], "never_asked", "items.works.requires.hard"),
        ("items.works.requires.commence", ["land"], "never_asked", "items.works.requires.commence"),
        (
            "items.works.lapses",
            {"within": "3 months", "used_by": "land", "source": {"law": "permit_law"}},
            "never_asked",
            "items.works.lapses",
        ),
        # clocks
        (
            "items.works.limits.decision.promised.limit",
            "10 workdays",
            "wrong_period",
            "items.works.limits.decision.promised.limit",
        ),
        (f"{L}.clocks.decision.limit", "9999999999 hours", "wrong_period", f"{L}.clocks.decision.limit"),
        (
            f"{L}.roles.officer.relation",
            {"attribute": "desk"},
            "unknown_attribute",
            f"{L}.roles.officer.relation.attribute",
        ),
        (
            f"{L}.conversion",
            [{"do": "submit", "data": {"received": "now"}}],
            "unknown_need",
            f"{L}.conversion[0].data.received",
        ),
        ("items.land.source", {"law": "zzz"}, "unknown_law", "items.land.source[0]"),
        ("items.works.limits.decision.start", "note", "attribute_not_of_kind", "items.works.limits.decision.start"),
        (
            f"{T}.submit.clocks",
            {"start": "decision", "extend": {"decision": [{"if": "state == 'draft'", "is": "1 working_days"}]}},
            "no_rest",
            f"{T}.submit.clocks.extend.decision",
        ),
        # acts
        (f"{T}.grant.from", [], "never_possible", f"{T}.grant"),
        (f"{T}.refuse.guards", {"no_reasons": "false"}, "nobody_may_take", f"{T}.refuse.by"),
        (f"{T}.grant.append", {"received_at": "[now]"}, "attribute_not_of_kind", f"{T}.grant.append.received_at"),
        (f"{L}.parts", {"x": {"data": "refuse.reasons"}}, "attribute_not_of_kind", f"{L}.parts.x.data"),
        # words of expressions that can be nothing that exists
        (GUARD, "actor.role == 'oficer'", "not_comparable", GUARD),
        (GUARD, "case.authority == 'buro'", "not_comparable", GUARD),
        (GUARD, "item.id == 'lnd'", "not_comparable", GUARD),
        (GUARD, "item.kind in ['licens']", "not_comparable", GUARD),
        (GUARD, "tally.passed", "unknown_name", GUARD),
        (f"{T}.grant.set", {"unit": "'buro'"}, "wrong_result", f"{T}.grant.set.unit"),
    ],
)
def test_what_does_not_go_together_is_found(path: str, value: Any, code: str, where: str) -> None:
    data = changed(SOUND, f"{L}.attributes.note", {"type": "text", "title": named("备注")})
    data = changed(data, f"{L}.attributes.unit", {"type": "authority", "title": named("单位")})
    assert found(data) == set()
    assert (code, where) in found(changed(data, path, value))


def test_a_clock_that_runs_until_a_date_takes_no_limit() -> None:
    dated = changed(changed(SOUND, f"{L}.clocks.decision.limit", ...), f"{L}.clocks.decision.until", "received_at")
    assert found(dated) == {("limit_of_dated_clock", "items.works.limits.decision")}


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        ("do", "absorbed", "unknown_transition", "do"),
        ("data.nothing", "1", "unknown_need", "data.nothing"),
        ("data.number", "'one'", "wrong_result", "data.number"),
        ("data.number", ..., "effect_lacks_data", ""),
    ],
)
def test_an_act_on_another_case_is_told_all_it_needs(path: str, value: Any, code: str, where: str) -> None:
    sides = changed(JOIN["also"][0], path, value)  # type: ignore[index]
    at = f"{T}.join.also[0]" + (f".{where}" if where else "")
    assert (code, at) in found(changed(JOINED, f"{T}.join.also", [sides]))


def test_an_act_of_the_same_name_elsewhere_is_not_the_one_meant() -> None:
    other = {**JOINED["lifecycles"]["permit"], "lifecycle": "filing"}
    data = changed(JOINED, "lifecycles.filing", other)
    data = changed(data, "lifecycles.filing.transitions.absorb.needs", {"third": "bool"})
    data = changed(data, "lifecycles.filing.transitions.absorb.event", "ThirdAbsorbed")
    data = changed(data, "lifecycles.filing.transitions.join", ...)
    assert found(data) == set()
    assert found(changed(data, f"{T}.join.needs.into", "case[filing]")) != set()
    assert found(changed(data, f"{T}.join.needs.into", "case")) == set()


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        ({"area": "3"}, None, ""),
        ({"area": "'3'"}, "wrong_result", ".data.area"),
        ({"aria": "3"}, "unknown_attribute", ".data.aria"),
        ({"received_at": "now"}, "not_at_opening", ".data.received_at"),
    ],
)
def test_a_case_is_opened_with_facts_that_may_be_given(data: Any, code: str | None, where: str) -> None:
    begun = changed(SOUND, f"{L}.attributes.area", {**FACT, "opening": True})
    problems = found(changed(begun, f"{T}.grant.opens", [{"item": "land", "data": data}]))
    assert problems == ({(code, f"{T}.grant.opens[0]{where}")} if code else set())


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        (f"{VOTE}.weigh.heads", {"by": "flat", "sum": "area"}, "weighed_twice", f"{VOTE}.weigh.heads"),
        (f"{VOTE}.quorum.heads", "> 2/3", "wrong_ratio", f"{VOTE}.quorum.heads"),
        (f"{VOTE}.quorum.heads", "4/3", "wrong_ratio", f"{VOTE}.quorum.heads"),
        (f"{VOTE}.quorum.heads", "param.quota", "unknown_parameter", f"{VOTE}.quorum.heads"),
        (f"{VOTE}.pass", [{"if": "true", "measures": {"heads": "> 1/2"}}], "no_rest", f"{VOTE}.pass"),
        ("parameters.quorum.value", 3, "wrong_ratio", f"{VOTE}.quorum.heads"),
        ("parameters.quorum.by_authority", {"bureau": "3/2"}, "wrong_ratio", f"{VOTE}.quorum.heads"),
        *(
            (f"{T}.grant.needs.ballots", ballots, "vote_without_ballots", f"{T}.grant.needs")
            for ballots in (
                "list[text]",
                "list[{flat: text}]",
                "list[{flat: int, choice: enum[yes,no]}]",
                "list[{flat: text, choice: enum[no,abstain]}]",
                "list[{flat: text, choice: text}]",
                "list[{unit: text, choice: enum[yes,no]}]",
                "list[{flat: text, choice: enum[yes,no]}]?",
            )
        ),
    ],
)
def test_a_vote_that_cannot_be_counted_is_found(path: str, value: Any, code: str, where: str) -> None:
    assert found(changed(VOTED, path, value)) == {(code, where)}
