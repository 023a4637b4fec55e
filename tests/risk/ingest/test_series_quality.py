"""Coverage, silences and breaks of a series of reports, beside obvious slow twins."""

import math
import random
from statistics import median

import polars as pl
import pytest

from sinasec.methods.risk import frames
from sinasec.methods.risk.reports import quality as methods

UNITS = [f"0101{number:02}" for number in range(1, 13)]


def reports(*rows: tuple) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=frames.REPORTS, orient="row")


def series(seed: int, years: int = 4) -> pl.DataFrame:
    """Twelve districts: the first is silent, the second doubles thrice in its third year."""
    chance = random.Random(seed)
    rows = []
    for place, unit in enumerate(UNITS[1:]):
        level = 30 + 10 * place
        for at in range(12 * years):
            year, month = 2018 + at // 12, at % 12 + 1
            factor = 8 if place == 0 and at >= 29 else 1
            count = max(0, round(chance.gauss(level * factor, 3 + level / 10)))
            if count and not (place == 1 and month in (2, 7)):
                rows.append((unit, year, month, "Robo", count))
    return reports(*rows)


def test_a_district_that_never_reported_is_never_zero():
    table = methods.quality_table(series(1), UNITS, [2020, 2021])
    silent = table.filter(pl.col("unit") == UNITS[0])
    assert silent.select("year", "months", "reports", "flag").rows() == [
        (2020, 0, 0, "nunca_reporto"),
        (2021, 0, 0, "nunca_reporto"),
    ]
    assert table.schema == frames.QUALITY
    assert table.height == 2 * len(UNITS)


def test_months_without_reports_make_a_year_partial():
    table = methods.quality_table(series(1), UNITS, [2019])
    assert table.filter(pl.col("unit") == UNITS[2]).select("months", "flag").rows() == [
        (10, "parcial")
    ]
    assert table.filter(pl.col("unit") == UNITS[5]).select("months", "flag").rows() == [(12, "")]


def test_the_year_that_begins_a_new_level_is_flagged():
    table = methods.quality_table(series(1), UNITS, [2018, 2019, 2020, 2021])
    assert table.filter(pl.col("flag") == "quiebre").select("unit", "year").rows() == [
        (UNITS[1], 2020)
    ]


def test_a_break_is_found_where_it_was_made():
    (found,) = methods.breaks(series(2), UNITS).rows(named=True)
    assert (found["unit"], found["year"], found["month"]) == (UNITS[1], 2020, 6)
    assert 2 < found["ratio"] < 8.5
    assert found["q"] <= methods.FDR


@pytest.mark.parametrize("seed", range(5))
def test_without_a_change_there_is_no_break(seed):
    quiet = series(seed).filter(pl.col("unit") != UNITS[1])
    assert methods.breaks(quiet, UNITS).is_empty()


def test_what_moves_the_whole_country_is_no_break():
    quiet = series(3).filter(pl.col("unit") != UNITS[1])
    pandemic = quiet.with_columns(
        pl.when(pl.col("year") >= 2020).then(pl.col("count") * 10).otherwise("count").alias("count")
    )
    assert methods.breaks(pandemic, UNITS).is_empty()


def test_two_years_are_needed_to_speak_of_a_break():
    assert methods.breaks(series(1, years=1), UNITS).is_empty()


def slow_pettitt(shares: list[float]) -> tuple[float, int]:
    """p and the number of months of the first level, comparing every pair of months."""
    months = len(shares)
    best, last = -1, 0
    for t in range(methods.EDGE, months - methods.EDGE + 1):
        statistic = sum(
            (shares[i] > shares[j]) - (shares[i] < shares[j])
            for i in range(t)
            for j in range(t, months)
        )
        if abs(statistic) > best:
            best, last = abs(statistic), t
    return min(1, 2 * math.exp(-6 * best**2 / (months**3 + months**2))), last


@pytest.mark.parametrize("seed", [4, 5])
def test_fast_and_slow_breaks_agree(seed):
    rows = series(seed)
    every = sorted({(y, m) for _, y, m, _, _ in rows.rows()})
    counts = {(u, y, m): c for u, y, m, _, c in rows.rows()}
    country = {at: sum(counts.get((u, *at), 0) for u in UNITS) for at in every}
    shares = {
        u: [10_000 * counts.get((u, *at), 0) / country[at] for at in every] for u in UNITS[1:]
    }
    slow = {u: slow_pettitt(values) for u, values in shares.items()}
    fast = methods._pettitt(methods._shares(rows, UNITS), len(every))
    assert {row["unit"] for row in fast.rows(named=True)} == set(slow)
    for row in fast.rows(named=True):
        p, last = slow[row["unit"]]
        assert row["p"] == pytest.approx(p)
        assert (row["year"], row["month"]) == every[last]
        assert row["before"] == pytest.approx(median(shares[row["unit"]][:last]))
        assert row["after"] == pytest.approx(median(shares[row["unit"]][last:]))


def test_coverage_counts_who_is_silent_and_keeps_months_without_anybody():
    rows = reports(
        ("010101", 2023, 1, "Robo", 2),
        ("010102", 2023, 3, "Robo", 0),
        ("010102", 2023, 3, "Hurto", 1),
    )
    assert methods.coverage(rows, UNITS[:3]).rows() == [
        (2023, 1, 1, 2, 2),
        (2023, 2, 0, 3, 0),
        (2023, 3, 1, 2, 1),
    ]


def test_more_reports_than_people_cannot_be():
    rows = reports(
        ("010101", 2023, 1, "Robo", 60),
        ("010101", 2023, 2, "Robo", 50),
        ("010102", 2023, 1, "Robo", 5),
    )
    people = pl.DataFrame(
        [("010101", 2023, 100), ("010102", 2023, 100)], schema=frames.POPULATION, orient="row"
    )
    assert methods.impossible(rows, people).rows() == [("010101", 2023, 110, 100)]


def test_an_empty_table_has_nothing_to_tell():
    empty = frames.REPORTS.to_frame()
    assert methods.coverage(empty, UNITS).is_empty()
    assert methods.breaks(empty, UNITS).is_empty()
    assert methods.totals(empty).is_empty()
    assert methods.never_reported(empty, UNITS) == UNITS
    assert set(methods.quality_table(empty, UNITS, [2020])["flag"]) == {"nunca_reporto"}


def test_a_level_of_zero_before_and_after_is_not_a_change_of_level():
    steady = [(UNITS[1], 2018 + at // 12, at % 12 + 1, "Robo", 90) for at in range(72)]
    bursts = [(UNITS[2], 2021 + at // 12, at % 12 + 1, "Robo", 10) for at in range(1, 35, 2)]
    assert methods.breaks(reports(*steady, *bursts), UNITS[1:3]).is_empty()
