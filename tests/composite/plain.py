"""The slow twin: an index built unit by unit, in loops, with no arrays and none of our code.

A table is {unit: {indicator: number or None}}. It follows the definitions of the manual, not
those functions.
"""

import math
import statistics

METHODS_OF_P = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}


class Impossible(Exception):
    """A mean was asked of values it is not defined for."""


def known(cells):
    return [cell for cell in cells if cell is not None]


def column(table, code):
    return [row[code] for row in table.values()]


def flat(values):
    return max(values) - min(values) <= 1e-12 * max(abs(value) for value in values)


# -- screening, imputing, denominating


def screen(table, min_data):
    kept = {}
    for unit, row in table.items():
        share = len(known(row.values())) / len(row)
        if share >= min_data - 1e-12 and share > 0:
            kept[unit] = row
    return kept


def impute(table, method, groups):
    if method == "none":
        return table
    centre = statistics.median if method.endswith("median") else statistics.fmean
    result = {unit: dict(row) for unit, row in table.items()}
    for unit, row in table.items():
        for code, cell in row.items():
            if cell is None:
                alike = []
                if method.startswith("group") and groups[unit]:
                    alike = known(table[u][code] for u in table if groups[u] == groups[unit])
                alike = alike or known(column(table, code))
                result[unit][code] = centre(alike) if alike else None
    return result


def denominate(table, divisors, scale):
    """`divisors`: {indicator: {unit: number}} for those that have one."""
    result = {}
    for unit, row in table.items():
        result[unit] = {}
        for code, cell in row.items():
            if code in divisors:
                below = divisors[code][unit]
                cell = cell / below * scale if cell is not None and below and below > 0 else None
            result[unit][code] = cell
    return result


# -- outliers


def skew_and_kurtosis(values):
    n = len(values)
    if n < 4 or flat(values):
        return None
    average = math.fsum(values) / n
    second, third, fourth = (
        math.fsum((value - average) ** power for value in values) for power in (2, 3, 4)
    )
    skew = third / n / (second / n) ** 1.5 * math.sqrt(n * (n - 1)) / (n - 2)
    excess = fourth / n / (second / n) ** 2 - 3
    return skew, (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)


def is_outside(values, skew, kurtosis):
    found = skew_and_kurtosis(values)
    return found is not None and abs(found[0]) > skew and found[1] > kurtosis


def treat_values(values, most, skew, kurtosis, fallback):
    """The treated values and the word for what was done."""
    if not is_outside(values, skew, kurtosis):
        return values, "ninguno"
    brought = list(values)
    while is_outside(brought, skew, kurtosis):
        high = skew_and_kurtosis(brought)[0] >= 0
        end = max(brought) if high else min(brought)
        rest = [value for value in brought if value != end]
        replacement = max(rest) if high else min(rest)
        trial = [replacement if value == end else value for value in brought]
        moved = sum(1 for new, old in zip(trial, values, strict=True) if new != old)
        if moved > most or flat(trial):
            break
        brought = trial
    if not is_outside(brought, skew, kurtosis) or fallback == "none":
        return brought, "winsorizado" if brought != values else "ninguno"
    sign = 1 if skew_and_kurtosis(values)[0] >= 0 else -1
    turned = [sign * value for value in values]
    least, span = min(turned), max(turned) - min(turned)
    positive = [value - least + 0.01 * span for value in turned]
    if fallback == "log":
        return [sign * math.log(value) for value in positive], "logaritmo"
    positive = [value / span for value in positive]
    best = max((step / 10 for step in range(-20, 21)), key=lambda each: likelihood(positive, each))
    return [sign * box_cox(value, best) for value in positive], "box-cox"


def box_cox(value, lam):
    return math.log(value) if lam == 0 else (value**lam - 1) / lam


def likelihood(positive, lam):
    changed = [box_cox(value, lam) for value in positive]
    logs = math.fsum(math.log(value) for value in positive)
    return (lam - 1) * logs - len(positive) / 2 * math.log(statistics.pvariance(changed))


def treat(table, most, skew, kurtosis, fallback):
    result = {unit: dict(row) for unit, row in table.items()}
    words = {}
    for code in next(iter(table.values())):
        units = [unit for unit in table if table[unit][code] is not None]
        values = [table[unit][code] for unit in units]
        if not values:
            words[code] = "ninguno"
            continue
        done, words[code] = treat_values(values, most, skew, kurtosis, fallback)
        for unit, value in zip(units, done, strict=True):
            result[unit][code] = value
    return result, words


# -- normalising


def ten_digits(value):
    """To 10 significant digits, never finer than 12 decimals."""
    return round(float(f"{value:.9e}"), 12) + 0.0


def normalise_values(values, direction, method, low, high, mean, sd, posts):
    x = [direction * value for value in values]
    if method in ("rank", "borda", "percentile"):
        exact = [ten_digits(value) for value in x]
        ranks = [1 + sum(1 for other in exact if other < value) for value in exact]
        if method == "rank":
            return [float(rank) for rank in ranks]
        if method == "borda":
            return [rank - 1.0 for rank in ranks]
        if len(x) == 1:
            return [None]
        return [low + (high - low) * (rank - 1) / (len(x) - 1) for rank in ranks]
    if method == "goalposts":
        lower, upper = posts
        shares = [min(1, max(0, (value - lower) / (upper - lower))) for value in values]
        return [low + (high - low) * (s if direction > 0 else 1 - s) for s in shares]
    if method == "fraction_of_max":
        top = max(values)
        if top <= 0:
            return [None] * len(values)
        shares = [value / top if direction > 0 else 1 - value / top for value in values]
        return [low + (high - low) * share for share in shares]
    if flat(x):
        return [None] * len(x)
    if method == "zscore":
        average, deviation = statistics.fmean(x), statistics.stdev(x)
        return [mean + sd * (value - average) / deviation for value in x]
    least, most = min(x), max(x)
    if method == "distance_to_max":
        shares = [1 - (most - value) / (most - least) for value in x]
    else:
        shares = [(value - least) / (most - least) for value in x]
    return [low + (high - low) * share for share in shares]


def normalise(table, scaling, by, directions, posts):
    result = {unit: dict.fromkeys(row) for unit, row in table.items()}
    for code in next(iter(table.values())):
        own = {**scaling, **by.get(code, {})}
        units = [unit for unit in table if table[unit][code] is not None]
        if not units:
            continue
        done = normalise_values(
            [table[unit][code] for unit in units],
            directions[code],
            own.get("method", "minmax"),
            own.get("low", 0),
            own.get("high", 100),
            own.get("mean", 0),
            own.get("sd", 1),
            own.get("posts") or posts.get(code),
        )
        for unit, value in zip(units, done, strict=True):
            result[unit][code] = value
    return result


# -- aggregating and ranking


def mean_of(values, weights, p):
    pairs = [(x, w) for x, w in zip(values, weights, strict=True) if x is not None]
    total = math.fsum(w for _, w in pairs)
    if not total:
        return None
    if p == 1:
        return math.fsum(x * w for x, w in pairs) / total
    if any(x < 0 or (x == 0 and p <= 0) for x, _ in pairs):
        raise Impossible
    if p == 0:
        return math.exp(math.fsum(w * math.log(x) for x, w in pairs) / total)
    return (math.fsum(w * x**p for x, w in pairs) / total) ** (1 / p)


def copeland(rows, weights):
    """Wins less losses of each row against every other, compared to ten digits as ranks are."""
    total = sum(weights)
    rows = [[None if value is None else ten_digits(value) for value in row] for row in rows]
    result = []
    for one in rows:
        if not known(one):
            result.append(None)
            continue
        score = 0.0
        for other in rows:
            net = 0.0
            for mine, theirs, weight in zip(one, other, weights, strict=True):
                if mine is not None and theirs is not None:
                    net += weight / total * ((mine > theirs) - (mine < theirs))
            score += 0 if abs(net) <= 1e-12 else math.copysign(1, net)
        result.append(score)
    return result


def climb(table, levels, weights, methods, p):
    """`levels`: lists of (code, parent) from the indicators up. Scores of every element."""
    scores = {unit: dict(row) for unit, row in table.items()}
    for below, above, method in zip(levels, levels[1:], methods, strict=False):
        for code, _ in above:
            children = [child for child, parent in below if parent == code]
            own = [weights[child] for child in children]
            rows = [[scores[unit][child] for child in children] for unit in scores]
            if method == "copeland":
                found = copeland(rows, own)
            else:
                found = [mean_of(row, own, METHODS_OF_P.get(method, p)) for row in rows]
            for unit, score in zip(scores, found, strict=True):
                scores[unit][code] = score
    return scores


def ranks(scores, descending=True):
    """{unit: score} to {unit: place}; ties share the least place."""
    exact = {u: ten_digits(s) for u, s in scores.items() if s is not None}
    return {
        unit: None
        if unit not in exact
        else 1
        + sum(1 for s in exact.values() if (s > exact[unit] if descending else s < exact[unit]))
        for unit in scores
    }
