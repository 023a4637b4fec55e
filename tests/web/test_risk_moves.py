"""How many cases a lever takes: as many as move the rate that the index reads, smoothed."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sinasec.methods.risk.levers import Lever
from sinasec.risk.published import reading
from sinasec.web.risk.districts import districts
from sinasec.web.risk.moves import Counted, Move, counted, moves

LEVER = Lever("secuestro", 20.0, 5.0, 0.0)


def prior(publication, element):
    """a, b of the smoothed rates (y + a)/(n + b): from all districts, as they lie on a line."""
    rows = reading.table(publication, "tasas").filter(element=element)
    y, n, rate = (rows[name].to_numpy() for name in ("events", "exposure", "smoothed"))
    sides = np.stack([np.ones_like(rate), -rate / 100_000], axis=1)
    (a, b), *_ = np.linalg.lstsq(sides, rate / 100_000 * n - y, rcond=None)
    return a, b


def with_errors(publication):
    """The index tables with the errors of its rates, as `compute` writes them."""
    index = reading.index_tables(publication)
    errors, codes = index.errors.copy(), [each.code for each in index.tree.indicators]
    for element in set(reading.table(publication, "tasas")["element"]):
        a, b = prior(publication, element)
        rows = reading.table(publication, "tasas").filter(element=element)
        for unit, y, n in rows.select("unit", "events", "exposure").iter_rows():
            if unit in index.units:
                at = index.units.index(unit), codes.index(element)
                errors[at] = 100_000 * np.sqrt(y + a) / (n + b)
    return replace(index, errors=errors)


@pytest.mark.parametrize("place", [0, 1])
def test_the_cases_of_a_lever_bring_the_smoothed_rate_to_what_is_needed(index, monkeypatch, place):
    found = with_errors(index)
    monkeypatch.setattr("sinasec.web.risk.moves.reading.index_tables", lambda publication: found)
    ranked = districts(index).drop_nulls("rank").sort("rank")
    row = ranked.row(reading.top(index) - 1 + place, named=True)
    told = [move for move in moves(index, row).moves if move.cases is not None]
    assert told
    for move in told:
        a, b = prior(index, move.lever.element)
        rate = reading.table(index, "tasas").row(
            by_predicate=(pl.col("unit") == row["unit"])
            & (pl.col("element") == move.lever.element),
            named=True,
        )
        events = rate["events"] + move.cases * rate["exposure"] / row["population"]
        moved = 100_000 * (events + a) / (rate["exposure"] + b)
        assert moved == pytest.approx(move.lever.needed, rel=1e-6)


def test_a_rate_without_its_error_counts_no_cases(index):
    row = districts(index).drop_nulls("rank").row(0, named=True)
    assert counted(index, row["unit"], row["population"]) == {}


def test_no_fewer_cases_than_none_are_asked_for():
    assert Move("Secuestro", "", LEVER, Counted(cases=16.0, per_unit=1.0)).cases == -15
    beyond = Move("Secuestro", "", LEVER, Counted(cases=14.0, per_unit=1.0))
    assert (beyond.cases, beyond.beyond) == (None, True)
