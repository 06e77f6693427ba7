"""Keyed draws, compiled: the same bits as `workflow.simulate.draws` gives, on unsigned 64-bit numbers."""

from __future__ import annotations

from math import cos, exp, log, sqrt

import numpy as np

from workflow.simulate import draws
from workflow.simulate.draws import FIXED, GAMMA, LOGNORMAL, MOST_TRIES, PERT, TO_HALF, TO_UNIT, TRIANGULAR, TWO_PI
from workflow.simulate.kernel.compiled import inner
from workflow.simulate.kernel.views import Record, spreads, values

U = np.uint64
FIRST, SECOND, GOLDEN, HALF = U(draws.FIRST), U(draws.SECOND), U(draws.GOLDEN), U(draws.HALF)


@inner
def splitmix(state: np.uint64) -> np.uint64:
    """Return the 64-bit output of splitmix64 for a state."""
    z = state + GOLDEN
    z = (z ^ (z >> U(30))) * FIRST
    z = (z ^ (z >> U(27))) * SECOND
    return z ^ (z >> U(31))


@inner
def prefix(seed: np.uint64, replication: int, project: int) -> np.uint64:
    """Return what all draws of one project in one replication have in common."""
    return splitmix(splitmix(splitmix(seed) ^ U(replication)) ^ U(project))


@inner
def unit(key: np.uint64, word: int) -> float:
    """Return a number in (0, 1), uniform over keys."""
    z = (key ^ U(word)) * FIRST
    z = (z ^ (z >> U(32))) * SECOND
    return (np.float64(z >> U(12)) + 0.5) * TO_UNIT


@inner
def normal(key: np.uint64, word: int) -> float:
    """Return a standard normal number from the two halves of one draw."""
    z = (key ^ U(word)) * FIRST
    z = (z ^ (z >> U(32))) * SECOND
    z ^= z >> U(29)
    return sqrt(-2.0 * log((np.float64(z >> U(32)) + 0.5) * TO_HALF)) * cos(
        TWO_PI * (np.float64(z & HALF) + 0.5) * TO_HALF
    )


@inner
def gamma(shape: float, key: np.uint64, word: int) -> float:
    """Return a gamma number of scale 1."""
    if shape == 1.0:
        return -log(unit(key, word))
    boost = 1.0
    if shape < 1.0:
        boost = exp(log(unit(key, word + 2 * MOST_TRIES)) / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / sqrt(9.0 * d)
    for _ in range(MOST_TRIES):
        x = normal(key, word)
        v = 1.0 + c * x
        if v > 0.0:
            v = v * v * v
            if log(unit(key, word + 1)) < 0.5 * x * x + d - d * v + d * log(v):
                return boost * d * v
        word += 2
    return boost * shape


@inner
def sample(plan: Record, spread: int, key: np.uint64, word: int) -> float:  # noqa: PLR0911 (one for each kind)
    """Return a number from a spread."""
    spec = spreads(plan)[spread]
    kind, a, b, c = spec.kind, spec.a, spec.b, spec.c
    if kind == FIXED:
        return a
    if kind == LOGNORMAL:
        return exp(a + b * normal(key, word))
    if kind == TRIANGULAR:
        u = unit(key, word)
        if u * (c - a) < b - a:
            return a + sqrt(u * (c - a) * (b - a))
        return c - sqrt((1.0 - u) * (c - a) * (c - b))
    if kind == GAMMA:
        return b * gamma(a, key, word)
    if kind == PERT:
        x = gamma(1.0 + 4.0 * (b - a) / (c - a), key, word)
        y = gamma(1.0 + 4.0 * (c - b) / (c - a), key, word + 3 * MOST_TRIES)
        return a + (c - a) * x / (x + y)
    return values(plan)[spec.values_at + int(unit(key, word) * a)]
