"""Third stage of a decision: clocks, guards, prerequisites, persons who must be apart, bars and votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from workflow.definition.expressions import ExpressionFailed, FactMissing
from workflow.definition.model import Apart, Outcome, Transition, Vote
from workflow.errors import Refusal
from workflow.lifecycle.persons import persons_of
from workflow.lifecycle.rules import basis, missing
from workflow.lifecycle.situation import Act, Situation
from workflow.lifecycle.votes import NotOnTheRoll, Tally, tally
from workflow.lifecycle.words import Words

BALLOTS = "ballots"


def conditions(situation: Situation, transition: Transition, act: Act, words: Words) -> list[Refusal]:
    """Return the reasons against an act that its conditions give."""
    against: list[Refusal] = []
    try:
        counted, against = _vote(situation, transition, act, words)
        if counted is not None:
            words.extra["tally"] = counted.stored()
        against += _apart(situation, act, words)
    except FactMissing as lacking:
        facts = {"facts": list(lacking.paths), "guard": act.transition}
        against.append(Refusal("fact_missing", facts, basis(transition.source)))
    return [
        *against,
        *_clocks(situation, transition, act, words),
        *_guards(situation, transition, act, words),
        *_prerequisites(situation, transition, act),
        *_barred(situation, transition, act),
    ]


def _clocks(situation: Situation, transition: Transition, act: Act, words: Words) -> Iterable[Refusal]:
    machine = situation.machine
    if (within := transition.within) is not None and within.late != "record":
        try:
            clock = clock_named(within.clock, words)
        except FactMissing:
            # Which clock it is depends on what the act fails to say, and that was refused already.
            return
        if not is_running(situation, clock):
            yield Refusal(f"clock_not_running:{clock}", {"clock": clock}, basis(transition.source))
        elif within.late == "refuse" and is_late(situation, clock, act):
            key = within.refuse or f"late:{clock}"
            due = situation.due(clock)
            facts = {"clock": clock, "due": due.expires_at if due else None, "at": act.at}
            yield Refusal(key, facts, machine.refusal_basis(key) or basis(transition.source))
    if (after := transition.after) is not None:
        due = situation.due(after.clock)
        if due is None:
            yield Refusal(f"clock_not_running:{after.clock}", {"clock": after.clock}, basis(transition.source))
        elif due.expires_at is None or act.at < due.expires_at:
            key = after.refuse or f"too_early:{after.clock}"
            facts = {"clock": after.clock, "due": due.expires_at, "at": act.at}
            yield Refusal(key, facts, machine.refusal_basis(key) or basis(transition.source))


def clock_named(text: str, words: Words) -> str:
    """Return the clock that `within` names: by its name, or by an expression that yields one."""
    return text if text in words.situation.machine.lifecycle.clocks else str(words.evaluate(text))


def is_running(situation: Situation, clock: str) -> bool:
    """Tell whether a clock was started and not stopped; one that ran out is still running, and overdue."""
    run = situation.course.runs.get(clock)
    return run is not None and run.stopped_at is None


def is_late(situation: Situation, clock: str, act: Act) -> bool:
    """Tell whether an act comes after a clock ran out; while a clock stands still nothing is late."""
    due = situation.due(clock)
    return due is not None and due.expires_at is not None and act.at >= due.expires_at


def _guards(situation: Situation, transition: Transition, act: Act, words: Words) -> Iterable[Refusal]:
    reads = act.transition in situation.machine.reads_standings
    judged = [words.as_of(when) for when in situation.moments(act)] if reads else [words]
    for key, must in transition.guards.items():
        try:
            if not all(seen.evaluate(must) is True for seen in judged):
                yield Refusal(key, {}, situation.machine.refusal_basis(key) or basis(transition.source))
        except FactMissing as lacking:
            # What the act fails to say was refused already; a fact that nobody recorded is a reason of its own.
            unknown = [path for path in lacking.paths if not _unsaid(path, transition, act)]
            if unknown:
                facts = {"facts": unknown, "guard": key}
                yield Refusal("fact_missing", facts, situation.machine.refusal_basis(key))
        except ExpressionFailed as failed:
            yield Refusal("expression_failed", {**failed.facts, "guard": key}, situation.machine.refusal_basis(key))


def _unsaid(path: str, transition: Transition, act: Act) -> bool:
    head, _, name = path.partition(".")
    return head == "data" and name.partition(".")[0] in transition.needs and name not in act.data


def _prerequisites(situation: Situation, transition: Transition, act: Act) -> Iterable[Refusal]:
    item = situation.item
    if item is None:
        return
    moments = [partial(situation.held, at=when) for when in situation.moments(act)]
    for edge in transition.requires:
        for requirement in situation.required(edge):
            for lack in (lack for held in moments for lack in missing(requirement, held)):
                ground = item.requires.sources.get(lack.partition("|")[0], item.source)
                yield Refusal(f"prerequisite:{lack}", {"item": lack, "edge": edge}, basis(ground))


def _apart(situation: Situation, act: Act, words: Words) -> Iterator[Refusal]:
    lifecycle = situation.machine.lifecycle
    if not lifecycle.apart:
        return
    now_playing = persons_of(lifecycle, act)
    for rule in lifecycle.apart:
        if any(part in now_playing for part in rule.parts) and words.is_true(rule.if_):
            same = _same_person(situation, rule, now_playing)
            if same:
                facts = {"persons": sorted(same), "parts": list(rule.parts)}
                yield Refusal(rule.refuse, facts, situation.machine.refusal_basis(rule.refuse))


def _same_person(situation: Situation, rule: Apart, now_playing: dict[str, frozenset[str]]) -> frozenset[str]:
    played = situation.course.parts
    first, second = (now_playing.get(part, frozenset()) | frozenset(played.get(part, ())) for part in rule.parts)
    return first & second


def _barred(situation: Situation, transition: Transition, act: Act) -> Iterable[Refusal]:
    until = situation.barred_until.get(situation.item_id)
    if transition.barred and until is not None and act.at < until:
        key = transition.barred
        yield Refusal(key, {"until": until}, situation.machine.refusal_basis(key) or basis(transition.source))


def _vote(situation: Situation, transition: Transition, act: Act, words: Words) -> tuple[Tally | None, list[Refusal]]:
    cast = transition.vote
    if cast is None or not words.is_true(cast.if_):
        return None, []
    if not isinstance(act.data.get(BALLOTS), list):
        return None, []
    rule = situation.machine.lifecycle.votes[cast.rule]
    try:
        result = count(situation, rule, act, words)
    except NotOnTheRoll as error:
        return None, [Refusal("not_on_the_roll", {"units": error.args[0]}, basis(rule.source))]
    if result.outcome == cast.wants:
        return result, []
    key = "quorum_reached" if cast.wants == "no_quorum" else _OTHERWISE[result.outcome]
    return result, [Refusal(key, {"vote": result.stored()}, basis(rule.source))]


_OTHERWISE: Mapping[Outcome, str] = {"pass": "vote_passed", "fail": "vote_failed", "no_quorum": "no_quorum"}


def count(situation: Situation, rule: Vote, act: Act, words: Words) -> Tally:
    """Return the tally of an act's ballots over the case's roll."""

    def ratio(text: str) -> str:
        return str(words.evaluate(text)) if text.startswith("param.") else text

    return tally(rule, situation.roll(rule), act.data[BALLOTS], holds=words.is_true, ratio=ratio)
