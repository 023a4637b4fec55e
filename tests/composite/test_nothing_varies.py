"""An index that ranks nobody, or all alike, is built, replayed and audited: nulls, never a crash.

Of what does not vary the manual promises *sin información*; a warning here is an error.
"""

import re
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from sinasec.index_files.sensitivity import told, write_sensitivity
from sinasec.methods.composite import (
    CannotBuild,
    Recipe,
    build,
    coherence,
    collinearity,
    correlations,
    draw_design,
    effective_weights,
    probability_top,
    rank_intervals,
    rank_shift,
    read_tables,
    replay,
    sensitivities,
)

UNITS = {
    "una": [("x", 1.0, 2.0)],
    "iguales": [("x", 1.0, 2.0), ("y", 1.0, 2.0), ("z", 1.0, 2.0)],
    "ceros": [("x", 0.0, 0.0), ("y", 0.0, 0.0)],
    "sin datos": [("x", None, None), ("y", None, None)],
    "ninguna entera": [("x", 1.0, None), ("y", None, 2.0), ("z", None, 3.0)],
    "uno varía": [("x", 1.0, 2.0), ("y", 2.0, 2.0)],
}
LAST = {
    **{
        name: [{"step": "normalise", "method": name}]
        for name in ("minmax", "zscore", "rank", "percentile", "borda", "distance_to_max")
    },
    **{
        name: [{"step": "normalise", "low": 1}, {"step": "aggregate", "method": name}]
        for name in ("geometric", "harmonic", "copeland")
    },
    **{
        name: [{"step": "normalise"}, {"step": "weight", "method": name}]
        for name in ("equal", "pca", "balanced")
    },
    **{
        f"completa {name}": [{"step": "impute", "method": name}, {"step": "normalise"}]
        for name in ("mean", "median", "iterative")
    },
    "trata": [{"step": "treat"}, {"step": "normalise"}],
    "criba": [{"step": "screen", "min_data": 1}, {"step": "normalise"}],
}
IMETA = pl.DataFrame(
    {
        "iCode": ["a", "b", "X"],
        "Level": [1, 1, 2],
        "Parent": ["X", "X", None],
        "Direction": [1, 1, 1],
        "Weight": [1.0, 1.0, 1.0],
        "Type": ["Indicator", "Indicator", "Aggregate"],
    }
)
FACTOR = {"code": "pesos", "title": "Pesos", "weights": [1], "spread": 0.5}


def tables_of(units: str):
    return read_tables(
        pl.DataFrame(
            UNITS[units],
            schema={"uCode": pl.String, "a": pl.Float64, "b": pl.Float64},
            orient="row",
        ),
        IMETA,
    )


@pytest.mark.parametrize(("units", "steps"), list(product(UNITS, LAST)))
def test_it_is_built_replayed_and_audited_or_refused_in_a_sentence(units, steps):
    tables = tables_of(units)
    recipe = Recipe.from_mapping({"steps": LAST[steps], "factors": [FACTOR]})
    try:
        built = build(tables, recipe)
    except CannotBuild as refusal:
        refused = str(refusal)
        with pytest.raises(CannotBuild, match=re.escape(refused)):
            sensitivities(tables, recipe, 4, seed=1, resamples=20, top=1)
        return
    found = sensitivities(tables, recipe, 4, seed=1, resamples=20, top=1)
    replayed = replay(tables, recipe, draw_design(recipe, 8, 1, tables))
    rank_intervals(replayed)
    probability_top(replayed, 1)
    for audit in (correlations, coherence, collinearity, effective_weights):
        audit(built)
    places = built.ranks["X"]
    rank_shift(places.fill_null(0), places.fill_null(0), 1)
    if places.null_count() == places.len():
        for table in found.tables.values():
            assert table["factor"].to_list() == ["pesos"]
            assert table.select("first", "total", "total_low", "total_high").null_count().row(
                0
            ) == (1, 1, 1, 1)


def test_the_command_says_that_nothing_varies(tmp_path: Path):
    (tmp_path / "u.csv").write_text("uCode,a,b\nx,3,1\ny,3,1\n", encoding="utf-8")
    IMETA.write_csv(tmp_path / "i.csv")
    (tmp_path / "r.yaml").write_text(
        "steps:\n  - {step: normalise}\n"
        "factors:\n  - {code: pesos, title: Pesos, weights: [1], spread: 0.5}\n",
        encoding="utf-8",
    )
    out = tmp_path / "o"
    done = write_sensitivity(
        *(tmp_path / name for name in ("u.csv", "i.csv", "r.yaml")),
        out,
        base=8,
        seed=1,
        resamples=20,
    )
    assert told(done, out).count("sin variación  Pesos") == 2
