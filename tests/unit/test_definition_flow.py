"""Dead ends and silence: what the check finds in the ways through a lifecycle, and what it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from tests.definition_samples import SOUND, changed, found, named

L = "lifecycles.permit"
T = f"{L}.transitions"
SILENT = ("silence_for_ever", f"{L}.states.waiting")


def waiting(**more: Any) -> dict[str, Any]:
    """Return the sample with a state that is waited in, and the acts into it and out of it."""
    data = changed(SOUND, f"{L}.states.waiting", {"title": named("等待"), "standing": "pending"})
    data = changed(data, f"{T}.wait", act("中止", "submitted", "waiting", clocks=more.get("clocks", {})))
    return changed(data, f"{T}.go_on", act("恢复", "waiting", "submitted", clocks=more.get("back", {})))


def act(title: str, begun: Any, to: str, **more: Any) -> dict[str, Any]:
    return {"title": named(title), "from": begun, "to": to, "by": ["officer"], "event": "ActTaken", **more}


def heard(data: dict[str, Any]) -> dict[str, Any]:
    return changed(data, f"{T}.record_overdue.from", ["submitted", "waiting"])


def test_a_clock_that_runs_on_is_heard_in_the_next_state_only_if_something_answers_there() -> None:
    assert found(waiting()) == {SILENT}
    assert found(heard(waiting())) == set()


def test_a_clock_that_stands_still_is_no_comfort_until_it_is_resumed() -> None:
    still = heard(waiting(clocks={"suspend": {"decision": "hearing"}}))
    assert found(still) == {SILENT, ("silence_for_ever", f"{L}.states.submitted")}
    resumed = heard(waiting(clocks={"suspend": {"decision": "hearing"}}, back={"resume": ["decision"]}))
    assert found(resumed) == {SILENT}


def test_what_was_never_suspended_is_not_started_by_resuming_it() -> None:
    data = heard(waiting(clocks={"stop": ["decision"]}, back={"resume": ["decision"]}))
    assert ("silence_for_ever", f"{L}.states.submitted") in found(data)


def test_a_clock_that_ran_out_is_used_up() -> None:
    ends = {"title": named("告知"), "from": "submitted", "to": "waiting", "by": ["clock"], "event": "TimeEnded"}
    data = heard(changed(waiting(), f"{T}.end", {**ends, "when": {"expired": "decision"}}))
    data = changed(data, f"{T}.wait", ...)
    assert SILENT in found(data)
    assert found(changed(data, f"{T}.end.when", {"breached": "decision"})) == set()


def test_an_occasion_of_the_project_leads_out_of_a_state_only_if_it_changes_it() -> None:
    occasion = {"title": named("联动"), "from": "waiting", "by": ["clock"], "event": "Moved"}
    occasion["when"] = {"in_force": "'land'"}
    assert found(changed(waiting(), f"{T}.follow", {**occasion, "to": "submitted"})) == set()
    assert SILENT in found(changed(waiting(), f"{T}.follow", {**occasion, "to": "same"}))


@pytest.mark.parametrize(("standing", "silent"), [("in_force", False), ("ended", False), ("pending", True)])
def test_a_state_without_a_standing_is_judged_by_the_one_given_before(standing: str, *, silent: bool) -> None:
    data = changed(SOUND, f"{L}.states.decided", {"title": named("已决"), "standing": standing})
    data = changed(data, f"{L}.states.closing", {"title": named("归档中")})
    data = changed(data, f"{T}.decide", act("决定", "submitted", "decided", clocks={"stop": "all"}))
    data = changed(data, f"{T}.close", act("归档", "decided", "closing"))
    data = changed(data, f"{T}.end", act("结束", "closing", "refused"))
    codes = {where for code, where in found(data) if code == "silence_for_ever"}
    assert (f"{L}.states.closing" in codes) == silent


def test_the_state_of_opening_waits_for_nobody() -> None:
    assert found(changed(SOUND, f"{L}.states.draft.standing", ...)) == set()


def test_a_clock_that_one_act_names_by_an_expression_has_an_outcome() -> None:
    other = {**SOUND["lifecycles"]["permit"]["clocks"]["decision"], "title": named("另一")}
    data = changed(changed(SOUND, f"{L}.clocks.other", other), f"{T}.submit.clocks", {"start": ["decision", "other"]})
    assert found(data) == {("clock_without_outcome", f"{L}.clocks.other")}
    for text in ("'ot' + 'her'", "state == 'draft' ? 'decision' : 'other'", '"other"'):
        assert found(changed(data, f"{T}.grant.within", {"clock": text, "late": "breach"})) == set()
    assert found(changed(data, f"{T}.grant.within", {"clock": "''", "late": "breach"})) != set()
    assert found(changed(data, f"{T}.grant.within", {"clock": "decision", "late": "breach"})) != set()


def test_a_limit_may_come_from_every_item_that_a_lifecycle_handles() -> None:
    unlimited = changed(SOUND, f"{L}.clocks.decision.limit", ...)
    limit = {"statutory": {"limit": "20 working_days", "source": {"law": "permit_law"}}}
    both = changed(changed(unlimited, "items.land.limits.decision", limit), "items.works.limits.decision", limit)
    assert found(both) == set()
    one = changed(unlimited, "items.land.limits.decision", limit)
    assert found(one) == {("clock_without_limit", f"{L}.clocks.decision")}
    elsewhere = {**SOUND["lifecycles"]["permit"], "lifecycle": "filing"}
    other = changed(changed(both, "lifecycles.filing", elsewhere), "items.works.lifecycle", "filing")
    other = changed(other, "items.works.limits", {})
    assert found(other) == set()


def test_a_law_counts_on_its_last_day_and_on_its_first() -> None:
    assert found(changed(SOUND, "laws.permit_law.until", "2021-05-19")) == set()
    assert found(changed(SOUND, "laws.permit_law.in_force", "2021-05-19")) == set()


def test_a_word_of_expressions_is_taken_only_from_facts_that_go_by_their_bare_names() -> None:
    fact = {"type": "text", "title": named("状态"), "default": "x"}
    assert found(changed(SOUND, f"{L}.item_facts.state", fact)) == set()
    assert found(changed(SOUND, f"{L}.attributes.state", fact)) == {("word_taken", f"{L}.attributes.state")}


def test_an_event_may_leave_unsaid_in_one_act_what_it_says_in_another() -> None:
    assert found(changed(SOUND, f"{T}.grant.needs", {"reasons": "text?"})) == set()
    assert found(changed(SOUND, f"{T}.grant.needs", {"reasons": "list[text]"})) != set()


def test_the_refusal_that_keeps_persons_apart_has_words() -> None:
    data = changed(SOUND, f"{L}.parts", {"a": {"by": "grant"}, "b": {"by": "refuse"}})
    assert found(changed(data, f"{L}.apart", [{"parts": ["a", "b"], "refuse": "no_reasons"}])) == set()
    unheard = changed(data, f"{L}.apart", [{"parts": ["a", "b"], "refuse": "four_eyes"}])
    assert found(unheard) == {("unknown_refusal", f"{L}.apart[0].refuse")}


def test_an_unknown_item_is_told_once_and_makes_no_circle() -> None:
    data = changed(SOUND, "items.land.requires", {"hard": ["lnad"]})
    assert found(data) == {("unknown_item", "items.land.requires.hard[0]")}


def test_what_a_conversion_says_is_typed_like_what_anybody_says() -> None:
    shadow = {**SOUND["lifecycles"]["permit"], "lifecycle": "rehearsal"}
    data = changed(changed(SOUND, "lifecycles.rehearsal", shadow), "shadow", "rehearsal")
    steps = [{"do": "submit", "data": {"received_at": "shadow.received_at"}}, {"do": "grant"}]
    data = changed(data, f"{L}.conversion", steps)
    at = f"{L}.conversion[0].data.received_at"
    assert at not in {where for _, where in found(data)}
    for text, code in (("shadow.received", "unknown_field"), ("'now'", "wrong_result")):
        steps = [{"do": "submit", "data": {"received_at": text}}, {"do": "grant"}]
        assert (code, at) in found(changed(data, f"{L}.conversion", steps))
