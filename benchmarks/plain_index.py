"""A composite index as one would write it by hand: unit by unit, in plain Python.

It knows the steps that the benchmark uses and nothing of the library: lists of floats, None for
what is not known. It is the peer in time and in answers.
"""

import math
from dataclasses import dataclass, field
from statistics import median

Column = list[float | None]


@dataclass
class Plain:
    """The tables: columns by code, and the tree as (code, parent, level, direction, weight)."""

    units: list[str]
    columns: dict[str, Column]
    denominators: dict[str, list[float]]
    denominator_of: dict[str, str]
    groups: list[str]
    elements: list[tuple[str, str, int, int, float]]


@dataclass
class Choices:
    """The arguments of one replication."""

    min_data: float
    impute: str
    scale: float
    max_winsorise: int
    normalise: str
    low: float
    high: float
    aggregate: str
    multipliers: dict[str, float] = field(default_factory=dict)


def scores_of(tables: Plain, choices: Choices) -> list[float | None]:
    """The index of every unit; None for those screened out."""
    indicators = [each for each in tables.elements if each[2] == 1]
    kept = _enough(tables, [each[0] for each in indicators], choices.min_data)
    columns = {}
    for code, _, _, direction, _ in indicators:
        column = [value if kept[i] else None for i, value in enumerate(tables.columns[code])]
        column = _imputed(column, kept, tables.groups, choices.impute)
        column = _per_unit(column, tables, code, choices.scale)
        column = _treated(column, choices.max_winsorise)
        columns[code] = _normalised(column, direction, choices)
    return [
        _climb(tables, columns, unit, choices) if kept[unit] else None
        for unit in range(len(tables.units))
    ]


def ranks_of(scores: list[float | None]) -> list[int]:
    """1 the highest, ties share the least place; 0 without a score."""
    exact = [None if score is None else _rounded(score) for score in scores]
    places: dict[float, int] = {}
    for place, score in enumerate(sorted((s for s in exact if s is not None), reverse=True), 1):
        places.setdefault(score, place)
    return [0 if score is None else places[score] for score in exact]


def _enough(tables: Plain, codes: list[str], least: float) -> list[bool]:
    kept = []
    for unit in range(len(tables.units)):
        known = sum(tables.columns[code][unit] is not None for code in codes)
        kept.append(known > 0 and known / len(codes) >= least - 1e-12)
    return kept


def _imputed(column: Column, kept: list[bool], groups: list[str], method: str) -> Column:
    known = [
        (group, value) for group, value in zip(groups, column, strict=True) if value is not None
    ]
    if len(known) == sum(kept):
        return column
    by_group: dict[str, list[float]] = {}
    for group, value in known:
        by_group.setdefault(group, []).append(value)
    typical = {group: _centre(values, method) for group, values in by_group.items()}
    everyone = _centre([value for _, value in known], method)
    return [
        typical.get(group, everyone) if value is None and here else value
        for group, value, here in zip(groups, column, kept, strict=True)
    ]


def _centre(values: list[float], method: str) -> float:
    return median(values) if method == "group_median" else math.fsum(values) / len(values)


def _per_unit(column: Column, tables: Plain, code: str, scale: float) -> Column:
    if code not in tables.denominator_of:
        return column
    people = tables.denominators[tables.denominator_of[code]]
    return [
        None if value is None else value / each * scale
        for value, each in zip(column, people, strict=True)
    ]


def _treated(column: Column, most: int) -> Column:
    if not _outside(column):
        return column
    brought = list(column)
    for _ in range(most):
        step = _one_in(brought)
        if sum(a != b for a, b in zip(step, column, strict=True)) > most:
            break
        brought = step
        if not _outside(brought):
            break
    return _logged(column) if _outside(brought) else brought


def _one_in(column: Column) -> Column:
    sign = -1 if _shape(column)[0] < 0 else 1
    turned = [None if value is None else sign * value for value in column]
    known = [value for value in turned if value is not None]
    top = max(known)
    below = max(value for value in known if value < top)
    return [None if v is None else sign * (below if v == top else v) for v in turned]


def _logged(column: Column) -> Column:
    sign = -1 if _shape(column)[0] < 0 else 1
    turned = [None if value is None else sign * value for value in column]
    known = [value for value in turned if value is not None]
    low, high = min(known), max(known)
    return [None if v is None else sign * math.log(v - low + 0.01 * (high - low)) for v in turned]


def _outside(column: Column) -> bool:
    skew, kurtosis = _shape(column)
    return abs(skew) > 2 and kurtosis > 3.5


def _shape(column: Column) -> tuple[float, float]:
    known = [value for value in column if value is not None]
    n = len(known)
    mean = math.fsum(known) / n
    m2 = math.fsum((value - mean) ** 2 for value in known)
    m3 = math.fsum((value - mean) ** 3 for value in known)
    m4 = math.fsum((value - mean) ** 4 for value in known)
    skew = math.sqrt(n) * m3 / m2**1.5 * math.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (n * m4 / m2**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return skew, kurtosis


def _normalised(column: Column, direction: int, choices: Choices) -> Column:
    turned = [None if value is None else direction * value for value in column]
    known = [value for value in turned if value is not None]
    span = choices.high - choices.low
    if choices.normalise == "minmax":
        least, most = min(known), max(known)
        return [
            None if v is None else choices.low + span * (v - least) / (most - least) for v in turned
        ]
    place: dict[float, int] = {}
    for rank, value in enumerate(sorted(known)):
        place.setdefault(value, rank)
    if choices.normalise == "rank":
        return [None if v is None else place[v] + 1.0 for v in turned]
    return [None if v is None else choices.low + span * place[v] / (len(known) - 1) for v in turned]


def _climb(tables: Plain, columns: dict[str, Column], unit: int, choices: Choices) -> float | None:
    """The score of one unit, from its indicators to the index."""
    value = {code: column[unit] for code, column in columns.items()}
    top = max(level for _, _, level, _, _ in tables.elements)
    for level in range(2, top + 1):
        for code, _, own_level, _, _ in tables.elements:
            if own_level == level:
                value[code] = _joined(tables, value, code, choices)
    return next(value[code] for code, _, level, _, _ in tables.elements if level == top)


def _joined(
    tables: Plain, value: dict[str, float | None], code: str, choices: Choices
) -> float | None:
    children = [
        (weight * choices.multipliers.get(child, 1.0), value[child])
        for child, parent, _, _, weight in tables.elements
        if parent == code
    ]
    known = [(weight, each) for weight, each in children if each is not None]
    if not known:
        return None
    total = sum(weight for weight, _ in known)
    if choices.aggregate == "geometric":
        return math.exp(sum(weight * math.log(each) for weight, each in known) / total)
    return sum(weight * each for weight, each in known) / total


def _rounded(score: float) -> float:
    if score == 0:
        return 0.0
    digits = min(9 - math.floor(math.log10(abs(score))), 12)
    return round(score * 10.0**digits) / 10.0**digits + 0.0
