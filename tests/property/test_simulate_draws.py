"""Keyed draws: uniform, independent across neighbouring keys, of the moments their spreads say."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt

import pytest

from workflow.simulate.draws import GAMMA, LOGNORMAL, PERT, TRIANGULAR, Numbers, prefix, sample, unit, word
from workflow.simulate.scenario import Moments, Spread
from workflow.simulate.timing import mean, numbers

KEYS = {
    "replication": lambda n: unit(prefix(7, n, 0), word(0, 1, 0)),
    "project": lambda n: unit(prefix(7, 0, n), word(0, 1, 0)),
    "track": lambda n: unit(prefix(7, 0, 0), word(n % 256, 1 + n // 256, 0)),
    "visit": lambda n: unit(prefix(7, 0, 0), word(0, n, 0)),
    "purpose": lambda n: unit(prefix(7, 0, 0), word(0, 1 + n // 4096, n % 4096)),
    "seed": lambda n: unit(prefix(n, 0, 0), word(0, 1, 0)),
}
COUNT = 20_000
FOREVER = 0.22076569615124686
"""One draw, for good: another number would change every published result."""
CHI_SQUARE_99_99 = 161.3
"""The 99.99 % point of chi-square with 99 degrees of freedom."""


@pytest.mark.parametrize("key", KEYS)
def test_neighbouring_keys_give_uniform_numbers(key: str) -> None:
    counts = [0] * 100
    for n in range(COUNT):
        counts[int(KEYS[key](n) * 100)] += 1
    assert sum((found - COUNT / 100) ** 2 / (COUNT / 100) for found in counts) < CHI_SQUARE_99_99


@pytest.mark.parametrize("key", KEYS)
def test_neighbouring_keys_give_independent_numbers(key: str) -> None:
    counts: dict[tuple[int, int], int] = {}
    for one, other in pairwise(KEYS[key](n) for n in range(COUNT + 1)):
        cell = int(one * 10), int(other * 10)
        counts[cell] = counts.get(cell, 0) + 1
    assert len(counts) == 100
    assert sum((found - COUNT / 100) ** 2 / (COUNT / 100) for found in counts.values()) < CHI_SQUARE_99_99


def test_a_draw_depends_on_its_key_alone() -> None:
    assert unit(prefix(1, 2, 3), word(4, 5, 6)) == FOREVER


@pytest.mark.parametrize(
    "spread",
    [
        Spread(triangular=(10, 20, 60), unit="minutes"),
        Spread(pert=(10, 20, 60), unit="minutes"),
        Spread(lognormal=Moments(mean=30, sd=15), unit="minutes"),
        Spread(gamma=Moments(mean=30, sd=30), unit="minutes"),
        Spread(gamma=Moments(mean=30, sd=60), unit="minutes"),
        Spread(gamma=Moments(mean=30, sd=10), unit="minutes"),
        Spread(empirical=(1, 2, 3, 10), unit="minutes"),
    ],
    ids=["triangular", "pert", "lognormal", "exponential", "steep gamma", "flat gamma", "empirical"],
)
def test_a_spread_has_the_mean_it_says(spread: Spread) -> None:
    made = numbers(spread, 60)
    drawn = [sample(made, prefix(1, 0, n), word(0, 1, 16)) for n in range(COUNT)]
    found = sum(drawn) / COUNT
    deviation = sqrt(sum((value - found) ** 2 for value in drawn) / COUNT)
    assert abs(found - mean(made)) < 4.5 * deviation / sqrt(COUNT)
    assert min(drawn) >= 0


@pytest.mark.parametrize(("kind", "sd"), [(LOGNORMAL, 15.0), (GAMMA, 15.0)])
def test_a_spread_has_the_deviation_it_says(kind: int, sd: float) -> None:
    given = {LOGNORMAL: "lognormal", GAMMA: "gamma"}[kind]
    made = numbers(Spread.model_validate({given: {"mean": 30, "sd": int(sd)}, "unit": "minutes"}), 1)
    drawn = [sample(made, prefix(1, 0, n), word(0, 1, 16)) for n in range(COUNT)]
    found = sum(drawn) / COUNT
    assert sqrt(sum((value - found) ** 2 for value in drawn) / COUNT) == pytest.approx(sd, rel=0.05)


@pytest.mark.parametrize("kind", [TRIANGULAR, PERT])
def test_three_point_spreads_stay_within_their_bounds(kind: int) -> None:
    made = Numbers(kind, 10.0, 20.0, 60.0)
    drawn = [sample(made, prefix(1, 0, n), word(0, 1, 16)) for n in range(2000)]
    assert min(drawn) >= 10
    assert max(drawn) <= 60
