"""The same statistics done slowly, unit by unit, straight from their textbook formula."""

from itertools import permutations
from math import exp, lgamma, log

import numpy as np


def moran_twin(values, lists):
    n = len(values)
    mean = sum(values) / n
    across = total = 0.0
    for i in range(n):
        for j in lists[i]:
            weight = 1 / len(lists[i])
            total += weight
            across += weight * (values[i] - mean) * (values[j] - mean)
    return n / total * across / sum((value - mean) ** 2 for value in values)


def local_moran_twin(values, lists):
    n = len(values)
    mean = sum(values) / n
    variance = sum((value - mean) ** 2 for value in values) / n
    return [
        (values[i] - mean) / variance * sum(values[j] - mean for j in lists[i]) / len(lists[i])
        for i in range(n)
    ]


def g_twin(values, lists, star):
    """z of Ord and Getis (1995), binary weights."""
    n, found = len(values), []
    for i in range(n):
        near = [*lists[i], i] if star else lists[i]
        pool = list(values) if star else [values[j] for j in range(n) if j != i]
        mean = sum(pool) / len(pool)
        deviation = (sum(value**2 for value in pool) / len(pool) - mean**2) ** 0.5
        k = len(near)
        spread = deviation * ((len(pool) * k - k**2) / (len(pool) - 1)) ** 0.5
        found.append((sum(values[j] for j in near) - mean * k) / spread)
    return found


def exact_p_twin(values, lists, unit, star):
    """Two-sided p over every possible deal of the values: (share above, share below) × 2."""
    others = [place for place in range(len(values)) if star or place != unit]
    near = [*lists[unit], unit] if star else lists[unit]
    seen = sum(values[place] for place in near)
    above = below = deals = 0
    for dealt in permutations([values[place] for place in others]):
        placed = dict(zip(others, dealt, strict=True))
        total = sum(placed[place] for place in near)
        above += total >= seen - 1e-9
        below += total <= seen + 1e-9
        deals += 1
    return min(1.0, 2 * min(above, below) / deals)


def moran_moments_twin(values, lists):
    """Mean and variance of I over every deal of the values."""
    every = [moran_twin(dealt, lists) for dealt in permutations(values)]
    return float(np.mean(every)), float(np.var(every))


def marshall_twin(events, exposure):
    """Marshall (1991), as printed: the weighted mean of the raw rate and that of all."""
    total = sum(exposure)
    mean = sum(events) / total
    rates = [y / n for y, n in zip(events, exposure, strict=True)]
    spread = sum(n * (r - mean) ** 2 for n, r in zip(exposure, rates, strict=True)) / total
    between = max(0.0, spread - mean / (total / len(events)))
    found = []
    for rate, n in zip(rates, exposure, strict=True):
        weight = between / (between + mean / n)
        found.append(weight * rate + (1 - weight) * mean)
    return found


def adjusted_likelihood_twin(mean, shape, events, exposure):
    """Negative-binomial probability of the counts, times B (1 − B), in logarithms."""
    total = 0.0
    for y, n in zip(events, exposure, strict=True):
        total += lgamma(y + shape) - lgamma(shape) - lgamma(y + 1)
        total += shape * log(shape / (shape + n * mean)) + y * log(n * mean / (shape + n * mean))
    common = sum(events) / sum(exposure)
    share = shape / (shape + float(np.median([n * common for n in exposure])))
    return total + log(share) + log(1 - share)


def foretold_twin(events, exposure, lists, prior_mean, prior_rate):
    """Pooled rate of the neighbours without the unit, drawn towards that of all."""
    return [
        (sum(events[j] for j in near) + prior_mean * prior_rate)
        / (sum(exposure[j] for j in near) + prior_rate)
        for near in lists
    ]


def poisson_tail_twin(mean, at_least):
    """P(Y >= at_least) of a Poisson count, term by term."""
    return 1 - sum(exp(-mean + y * log(mean) - lgamma(y + 1)) for y in range(at_least))
