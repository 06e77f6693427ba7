"""Keyed draws: every random number is a function of its key, so no run depends on the order in which it was computed.

A key is (seed, replication, project) and, within it, (track, visit, purpose). The first three give a prefix by
splitmix64 (Steele, Lea and Flood 2014); a draw is the prefix XOR one packed word, mixed by two multiplications.
Two scenarios that share a seed share every draw whose key they share: common random numbers.

Only scalar `log`, `exp`, `sqrt` and `cos` are used, which give the same bits in CPython and in compiled code.
"""

from __future__ import annotations

from math import cos, exp, log, pi, sqrt
from typing import NamedTuple

MASK = (1 << 64) - 1
FIRST = 0xBF58476D1CE4E5B9
SECOND = 0x94D049BB133111EB
GOLDEN = 0x9E3779B97F4A7C15
TO_UNIT = 2.0**-52
HALF = (1 << 32) - 1
TO_HALF = 2.0**-32
TWO_PI = 2.0 * pi
BRANCH, DURATION, ARRIVAL = 0, 16, 1
MOST_TRIES = 64

FIXED, TRIANGULAR, PERT, LOGNORMAL, GAMMA, EMPIRICAL = range(6)


def splitmix(state: int) -> int:
    """Return the 64-bit output of splitmix64 for a state."""
    z = (state + GOLDEN) & MASK
    z = ((z ^ (z >> 30)) * FIRST) & MASK
    z = ((z ^ (z >> 27)) * SECOND) & MASK
    return z ^ (z >> 31)


def prefix(seed: int, replication: int, project: int) -> int:
    """Return what all draws of one project in one replication have in common."""
    return splitmix(splitmix(splitmix(seed & MASK) ^ replication) ^ project)


def word(track: int, visit: int, purpose: int) -> int:
    """Return the rest of a key: up to 4,096 purposes, 256 tracks and 2**40 visits of a track.

    What varies most stands in the low bits: a multiplication carries upwards only.
    """
    return (visit << 20) | (track << 12) | purpose


def unit(prefix: int, word: int) -> float:
    """Return a number in (0, 1), uniform over keys."""
    z = ((prefix ^ word) * FIRST) & MASK
    return ((((z ^ (z >> 32)) * SECOND & MASK) >> 12) + 0.5) * TO_UNIT


def normal(prefix: int, word: int) -> float:
    """Return a standard normal number from the two halves of one draw (Box and Muller 1958)."""
    z = ((prefix ^ word) * FIRST) & MASK
    z = (z ^ (z >> 32)) * SECOND & MASK
    z ^= z >> 29
    return sqrt(-2.0 * log(((z >> 32) + 0.5) * TO_HALF)) * cos(TWO_PI * ((z & HALF) + 0.5) * TO_HALF)


def gamma(shape: float, prefix: int, word: int) -> float:
    """Return a gamma number of scale 1 (Marsaglia and Tsang 2000; below shape 1 by their power of a uniform).

    It draws from `word` on, two numbers a try; after `MOST_TRIES` tries, of which each fails with less than
    one in twenty, the mean is returned.
    """
    if shape == 1.0:
        return -log(unit(prefix, word))
    boost = 1.0
    if shape < 1.0:
        boost = exp(log(unit(prefix, word + 2 * MOST_TRIES)) / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / sqrt(9.0 * d)
    for _ in range(MOST_TRIES):
        x = normal(prefix, word)
        v = 1.0 + c * x
        if v > 0.0:
            v = v * v * v
            if log(unit(prefix, word + 1)) < 0.5 * x * x + d - d * v + d * log(v):
                return boost * d * v
        word += 2
    return boost * shape


class Numbers(NamedTuple):
    """A spread as numbers are drawn from it; what `a`, `b` and `c` are depends on its kind.

    | kind | a | b | c |
    |---|---|---|---|
    | fixed | value | | |
    | triangular, PERT | least | likeliest | most |
    | lognormal | mean of the logarithm | its standard deviation | |
    | gamma | shape | scale | |
    | empirical | number of values | | |
    """

    kind: int
    a: float
    b: float = 0.0
    c: float = 0.0
    values: tuple[float, ...] = ()


def sample(spread: Numbers, prefix: int, word: int) -> float:  # noqa: PLR0911 (one for each kind)
    """Return a number from a spread."""
    kind, a, b, c, values = spread
    if kind == FIXED:
        return a
    if kind == LOGNORMAL:
        return exp(a + b * normal(prefix, word))
    if kind == TRIANGULAR:
        u = unit(prefix, word)
        if u * (c - a) < b - a:
            return a + sqrt(u * (c - a) * (b - a))
        return c - sqrt((1.0 - u) * (c - a) * (c - b))
    if kind == GAMMA:
        return b * gamma(a, prefix, word)
    if kind == PERT:
        # A beta number is a ratio of two gamma numbers.
        x = gamma(1.0 + 4.0 * (b - a) / (c - a), prefix, word)
        y = gamma(1.0 + 4.0 * (c - b) / (c - a), prefix, word + 3 * MOST_TRIES)
        return a + (c - a) * x / (x + y)
    return values[int(unit(prefix, word) * a)]
