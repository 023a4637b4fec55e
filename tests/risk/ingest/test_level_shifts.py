"""Changes of level of a kind of report in the country or a region: found, and not made up."""

import random

import polars as pl
import pytest

from sinasec.methods.risk import frames
from sinasec.methods.risk.reports.shifts import SHIFTS, shifts

REGIONS = {"010101": "01", "020101": "02", "150101": "1501"}
LEVELS = {"010101": 40, "020101": 90, "150101": 300}


def series(seed: int, factor=lambda unit, kind, year: 1.0, years: int = 6) -> pl.DataFrame:
    """Three regions and two kinds, with a season and a spread greater than chance."""
    chance = random.Random(seed)
    rows = []
    for unit, level in LEVELS.items():
        for kind in ("Robo", "Hurto"):
            for at in range(12 * years):
                year, month = 2018 + at // 12, at % 12 + 1
                season = 1.3 if month in (12, 1) else 1.0
                mean = level * season * factor(unit, kind, year)
                rows.append((unit, year, month, kind, max(0, round(chance.gauss(mean, mean / 10)))))
    return pl.DataFrame(rows, schema=frames.REPORTS, orient="row")


def halved(unit: str, kind: str, year: int) -> float:
    return 0.55 if kind == "Robo" and year >= 2021 else 1.0


@pytest.mark.parametrize("seed", range(3))
def test_a_kind_that_falls_by_almost_half_everywhere_is_told_of_the_country(seed: int) -> None:
    found = shifts(series(seed, halved), REGIONS)
    country = found.filter(pl.col("region") == "")
    (row,) = country.rows(named=True)
    assert (row["kind"], row["year"], row["month"]) == ("Robo", 2021, 1)
    assert 0.5 < row["ratio"] < 0.6
    assert row["after"] < 0.6 * row["before"]
    assert set(found["kind"]) == {"Robo"}
    assert found.schema == SHIFTS


def test_what_happens_in_one_region_is_told_of_it_alone() -> None:
    def there(unit: str, kind: str, year: int) -> float:
        return 2.2 if unit == "010101" and kind == "Hurto" and year >= 2020 else 1.0

    found = shifts(series(5, there), REGIONS)
    assert found.select("region", "kind", "year").rows() == [("01", "Hurto", 2020)]


@pytest.mark.parametrize("seed", range(12))
def test_without_a_change_nothing_is_told(seed: int) -> None:
    assert shifts(series(seed), REGIONS).is_empty()


@pytest.mark.parametrize("seed", range(3))
def test_a_steady_growth_is_no_change_of_level(seed: int) -> None:
    def grows(unit: str, kind: str, year: int) -> float:
        return 1.25 ** (year - 2018)

    assert shifts(series(seed, grows), REGIONS).is_empty()


def test_two_whole_years_are_needed_and_rare_kinds_are_not_tried() -> None:
    assert shifts(series(1, halved, years=1), REGIONS).is_empty()
    rare = series(1, halved).with_columns(count=pl.col("count") // 100)
    assert shifts(rare, REGIONS).is_empty()
    assert shifts(rare.clear(), REGIONS).is_empty()
