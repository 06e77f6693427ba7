"""Where silence would last for ever: an item is pending, no clock runs, and only people's acts lead on.

The rule. Every way into a state is followed from the opening of the case, with the clocks that run on it:
started, stopped, standing still, resumed, used up when they fire. A state is silent if on some way into it no clock
runs whose outcome (a transition `when` it expired or was breached) may be taken there, and no occasion of the
project (`when` in force or ended) leads out of it. Judged are the states whose standing is `pending`, and those
that say nothing of a standing where none but `not_started` or `pending` was given before; final states and the
opening are not, nor is the project's own lifecycle. Guards are not looked into; a clock that an item may leave out
(`optional`) is not counted upon.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workflow.definition.model import ClockActs, Lifecycle, Transition
from workflow.definition.states import Step, sources

MAX_SITUATIONS = 20_000


@dataclass(frozen=True, slots=True)
class _Running:
    """The clocks that run and those that stand still, as sets of bits."""

    on: int = 0
    still: int = 0


@dataclass(frozen=True, slots=True)
class _Effect:
    """What an act does to clocks, as sets of bits; `fires` are the clocks of which one must run for it."""

    start: int
    stop: int
    suspend: int
    resume: int
    fires: tuple[int, ...]
    breach: bool


class _Situation(NamedTuple):
    """A state, the clocks that run in it, and the standing that the item came to, if any was given on the way."""

    state: str
    running: _Running
    standing: str | None


def silent_states(lifecycle: Lifecycle, steps: Collection[Step]) -> tuple[str, ...]:
    """Return the states in which silence would last for ever, in the order they are written."""
    bits = {name: 1 << number for number, name in enumerate(lifecycle.clocks)}
    heard = _heard(lifecycle, bits)
    led_on = _led_on(lifecycle, steps)
    silent = {
        situation.state
        for situation in _situations(lifecycle, steps, bits)
        if _waits(lifecycle, situation)
        and situation.state not in led_on
        and not situation.running.on & heard.get(situation.state, 0)
    }
    return tuple(name for name in lifecycle.states if name in silent)


def _waits(lifecycle: Lifecycle, situation: _Situation) -> bool:
    """Tell whether somebody waits in a situation: the item is pending, or left its first state without a standing."""
    state = lifecycle.states[situation.state]
    if state.terminal:
        return False
    if state.standing is not None:
        return state.standing == "pending"
    return situation.state != lifecycle.initial and situation.standing in {None, "not_started", "pending"}


def _heard(lifecycle: Lifecycle, bits: dict[str, int]) -> dict[str, int]:
    """Return, for each state, the clocks whose running out something happens upon."""
    heard: dict[str, int] = {}
    for transition in lifecycle.transitions.values():
        if transition.when is not None:
            clocks = _set(bits, (*transition.when.expired, *transition.when.breached))
            for state in sources(lifecycle, transition) if clocks else ():
                heard[state] = heard.get(state, 0) | clocks
    return heard


def _led_on(lifecycle: Lifecycle, steps: Iterable[Step]) -> set[str]:
    occasions = {
        name
        for name, transition in lifecycle.transitions.items()
        if transition.when is not None and (transition.when.in_force or transition.when.ended)
    }
    return {step.source for step in steps if step.transition in occasions and step.source != step.target}


def _situations(lifecycle: Lifecycle, steps: Iterable[Step], bits: dict[str, int]) -> Iterator[_Situation]:
    """Yield every state with every set of clocks that may run in it, the state of opening first."""
    effects = {name: _effect(lifecycle, act, bits) for name, act in lifecycle.transitions.items()}
    standings = {name: state.standing for name, state in lifecycle.states.items()}
    ways: dict[str, list[Step]] = {}
    for step in steps:
        ways.setdefault(step.source, []).append(step)
    first = _Situation(lifecycle.initial, _Running(), standings[lifecycle.initial])
    seen, open_situations = {first}, [first]
    while open_situations and len(seen) < MAX_SITUATIONS:
        here = open_situations.pop()
        yield here
        for step in ways.get(here.state, ()):
            standing = standings[step.target] or here.standing
            reached = {
                _Situation(step.target, after, standing) for after in _after(here.running, effects[step.transition])
            }
            open_situations.extend(reached - seen)
            seen |= reached
    yield from open_situations


def _effect(lifecycle: Lifecycle, transition: Transition, bits: dict[str, int]) -> _Effect:
    acts, when = transition.clocks, transition.when
    sure = [name for name in _started(acts) if name in bits and not lifecycle.clocks[name].optional]
    expired = [bits[name] for name in when.expired if name in bits] if when else []
    breached = [bits[name] for name in when.breached if name in bits] if when else []
    return _Effect(
        start=_set(bits, sure),
        stop=_set(bits, bits if "all" in acts.stop else acts.stop),
        suspend=_set(bits, acts.suspend),
        resume=_set(bits, acts.resume),
        fires=tuple(expired or breached),
        breach=not expired,
    )


def _started(acts: ClockActs) -> Sequence[str]:
    return (*acts.start, *acts.restart, *acts.reopen)


def _after(running: _Running, effect: _Effect) -> Iterator[_Running]:
    """Yield the clocks after an act; none where it waits for a clock that does not run."""
    if not effect.fires:
        yield _changed(running, effect)
    for clock in effect.fires:
        if running.on & clock:
            left = running if effect.breach else _Running(running.on & ~clock, running.still)
            yield _changed(left, effect)


def _changed(running: _Running, effect: _Effect) -> _Running:
    on, still = running.on & ~effect.stop, running.still & ~effect.stop
    on, still = on & ~effect.suspend, still | (on & effect.suspend)
    on, still = on | (still & effect.resume), still & ~effect.resume
    return _Running(on | effect.start, still & ~effect.start)


def _set(bits: dict[str, int], names: Iterable[str]) -> int:
    found = 0
    for name in names:
        found |= bits.get(name, 0)
    return found
