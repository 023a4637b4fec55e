"""Tables and recipes made up by Hypothesis, as frames and as the plain twin wants them."""

from dataclasses import dataclass

import polars as pl
from hypothesis import strategies as st

NORMALISATIONS = (
    "minmax",
    "zscore",
    "rank",
    "percentile",
    "borda",
    "distance_to_max",
    "fraction_of_max",
    "goalposts",
)
LEVELS = [
    [("a", "P"), ("b", "P"), ("c", "Q"), ("d", "Q"), ("e", "Q")],
    [("P", "I"), ("Q", "I")],
    [("I", "")],
]
INDICATORS = [code for code, _ in LEVELS[0]]
POSTS = dict.fromkeys(INDICATORS, (5.0, 40.0))


@dataclass
class Made:
    table: dict
    groups: dict
    divisors: dict
    weights: dict
    directions: dict

    @property
    def idata(self):
        columns = {code: [row[code] for row in self.table.values()] for code in INDICATORS}
        return pl.DataFrame(
            {
                "uCode": list(self.table),
                "uGroup_g": [self.groups[unit] for unit in self.table],
                **{c: pl.Series(c, cells, dtype=pl.Float64) for c, cells in columns.items()},
                "pob": [self.divisors["a"][unit] for unit in self.table],
            }
        )

    @property
    def imeta(self):
        rows = []
        for level, elements in enumerate(LEVELS, start=1):
            for code, parent in elements:
                first = level == 1
                rows.append(
                    {
                        "iCode": code,
                        "Level": level,
                        "Parent": parent,
                        "Direction": self.directions.get(code, 1),
                        "Weight": self.weights.get(code),
                        "Type": "Indicator" if first else "Aggregate",
                        "Denominator": "pob" if code in self.divisors else "",
                        "goalpost_lower": POSTS[code][0] if first else None,
                        "goalpost_upper": POSTS[code][1] if first else None,
                    }
                )
        rows.append({"iCode": "pob", "Type": "Denominator"})
        return pl.DataFrame(rows, infer_schema_length=None)


WHOLE = st.integers(1, 60).map(float)
OUTLIER = st.sampled_from([500.0, 900.0, -700.0])


@st.composite
def tables(draw, gaps=True, outliers=True, distinct=False):
    units = [f"u{place}" for place in range(draw(st.integers(5, 12)))]
    cell = WHOLE
    if outliers:
        cell = st.one_of(WHOLE, WHOLE, WHOLE, WHOLE, OUTLIER)
    if gaps:
        cell = st.one_of(cell, cell, cell, st.none())
    columns = {
        code: draw(st.lists(cell, min_size=len(units), max_size=len(units), unique=distinct))
        for code in INDICATORS
    }
    weight = st.sampled_from([0.5, 1.0, 2.0, 3.0])
    return Made(
        table={u: {c: columns[c][place] for c in INDICATORS} for place, u in enumerate(units)},
        groups={u: draw(st.sampled_from(["x", "y", ""])) for u in units},
        divisors={"a": {u: draw(st.sampled_from([1.0, 2.0, 4.0, 5.0, 0.0])) for u in units}}
        if gaps
        else {"a": {u: draw(st.sampled_from([1.0, 2.0, 4.0])) for u in units}},
        weights={code: draw(weight) for code in (*INDICATORS, "P", "Q")},
        directions={code: draw(st.sampled_from([1, 1, -1])) for code in INDICATORS},
    )
