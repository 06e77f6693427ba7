"""Statistics of outcomes: quantiles with confidence intervals, rank correlation, paired differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import comb, exp, log, sqrt

Z = 1.959963984540054
"""The two-sided 95 % point of the standard normal distribution."""
TAIL = 0.025
MANY = 1000
SECTIONS, LEAST_IN_SECTION = 20, 10
EXACT_STUDENT = {1: 12.706204736174694, 2: 4.302652729749462}


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile and its 95 % confidence interval; the interval is open where the outcomes are too few."""

    value: float
    low: float | None
    high: float | None


def quantile(ordered: Sequence[float], p: float) -> float:
    """Return the least outcome that at least a share `p` of the outcomes does not exceed (inverse of the ECDF).

    Args:
        ordered: the outcomes, sorted, at least one.
    """
    count = len(ordered)
    place = int(p * count)
    return ordered[min(place if place < p * count else max(place - 1, 0), count - 1)]


def with_interval(ordered: Sequence[float], p: float) -> Quantile:
    """Return a quantile of independent outcomes with the interval of order statistics that covers it in 95 of 100.

    Source: the binomial distribution of the number of outcomes below the quantile (Conover 1999, §3.2); above a
    thousand outcomes its normal approximation.
    """
    count = len(ordered)
    value = quantile(ordered, p)
    below, above = _places(count, p)
    low = ordered[below - 1] if below >= 1 else None
    high = ordered[above - 1] if above <= count else None
    return Quantile(value, low, high)


@cache
def _places(count: int, p: float) -> tuple[int, int]:
    if count > MANY:
        spread = Z * sqrt(count * p * (1 - p))
        return int(count * p - spread), int(count * p + spread) + 1
    below, above, cumulated = 0, count + 1, 0.0
    for number in range(count + 1):
        before = cumulated
        cumulated += _binomial(count, number, p)
        if before <= TAIL < cumulated:
            below = number
        if before < 1 - TAIL <= cumulated:
            above = number + 1
    return below, above


def _binomial(count: int, number: int, p: float) -> float:
    return exp(log(comb(count, number)) + number * log(p) + (count - number) * log(1 - p))


def over_replications(values: Sequence[Sequence[float]], p: float) -> Quantile:
    """Return a quantile of outcomes that depend on each other within a replication, with its interval over those.

    Args:
        values: the outcomes of each replication, sorted; those without any are left out.
    """
    told = [quantile(ordered, p) for ordered in values if ordered]
    pooled = quantile(sorted(value for ordered in values for value in ordered), p)
    if len(told) == 1:
        return Quantile(pooled, None, None)
    _, half = mean_with_half(told)
    return Quantile(pooled, pooled - half, pooled + half)


def pooled_quantile(values: Sequence[Sequence[float]], p: float) -> float:
    """Return a quantile of all outcomes of all replications; 0 where there are none."""
    pooled = sorted(value for found in values for value in found)
    return quantile(pooled, p) if pooled else 0.0


def paired_quantile(
    before: Sequence[Sequence[float]], after: Sequence[Sequence[float]], p: float
) -> tuple[float, float | None]:
    """Return by how much a quantile moves between two runs on common random numbers, and half its 95 % interval.

    Source: sectioning (Asmussen and Glynn 2007, §III.5): the replications are cut into sections, and Student's t is
    taken over the difference in each. No interval where there are too few outcomes for two sections.

    Args:
        before, after: the outcomes of each replication, the same replications in the same order.
    """
    moved = pooled_quantile(after, p) - pooled_quantile(before, p)
    count = min(SECTIONS, len(before), sum(map(len, before)) // LEAST_IN_SECTION)
    if count < 2:  # noqa: PLR2004 - a variance needs two
        return moved, None
    cuts = [len(before) * place // count for place in range(count + 1)]
    gaps = [pooled_quantile(after[a:b], p) - pooled_quantile(before[a:b], p) for a, b in pairwise(cuts)]
    return moved, mean_with_half(gaps)[1]


def mean_with_half(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean of independent numbers and half the width of its 95 % interval (Student's t)."""
    count = len(values)
    mean = sum(values) / count
    if count == 1:
        return mean, float("inf")
    variance = sum((value - mean) ** 2 for value in values) / (count - 1)
    return mean, student(count - 1) * sqrt(variance / count)


def student(freedom: int) -> float:
    """Return the two-sided 95 % point of Student's t (Cornish and Fisher 1938, to the fourth order)."""
    if freedom in EXACT_STUDENT:
        return EXACT_STUDENT[freedom]
    z, v = Z, float(freedom)
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def share_interval(successes: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of independent tries, at least one (Wilson 1927)."""
    share, weight = successes / count, Z * Z / count
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / count + Z * Z / (4 * count * count)) / (1 + weight)
    return min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share)


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the rank correlation of two series, ties at their mean rank; 0 where one does not vary."""
    one, other = ranks(first), ranks(second)
    count = len(one)
    mean = (count + 1) / 2
    covariance = sum((a - mean) * (b - mean) for a, b in zip(one, other, strict=True))
    spread = sqrt(sum((a - mean) ** 2 for a in one) * sum((b - mean) ** 2 for b in other))
    return covariance / spread if spread else 0.0


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each number, from 1; equal ones share their mean rank."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    place = 0
    while place < len(order):
        end = place
        while end + 1 < len(order) and values[order[end + 1]] == values[order[place]]:
            end += 1
        for number in range(place, end + 1):
            found[order[number]] = (place + end) / 2 + 1
        place = end + 1
    return found
