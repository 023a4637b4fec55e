"""A year of which five months have come: it is said, and not published without asking."""

from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest

from sinasec.methods.risk.compute import compute
from sinasec.methods.risk.editions.variants import Variant
from sinasec.methods.risk.reports.quality import months_come, quality_table
from sinasec.methods.risk.windows import window_of
from sinasec.publications.trust.verify import verify
from sinasec.risk.data.covered import last_day, last_month, months_of
from sinasec.risk.published.publish import CannotPublish, publish_index
from sinasec.web.risk.page import window_words
from tests.risk import small_country as small
from tests.risk.made_result import LACKING, YEAR, made_inputs

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)


def reports(*rows: tuple[str, int, int, int]) -> pl.DataFrame:
    schema = {"unit": pl.String, "year": pl.Int32, "month": pl.Int32, "count": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(kind=pl.lit("Robo"))


def test_the_last_month_and_its_last_day():
    known = reports(("010101", 2023, 5, 1), ("010102", 2023, 2, 1), ("010101", 2022, 12, 1))
    assert [last_month(known, year) for year in (2022, 2023, 2024)] == [12, 5, 12]
    assert (last_day(2024, 2), last_day(2023, 12)) == (date(2024, 2, 29), date(2023, 12, 31))
    assert [months_of(month) for month in (1, 5, 12)] == ["enero", "enero a mayo", ""]


def test_the_caption_says_until_which_month():
    assert window_words(date(2023, 12, 31), 1) == "denuncias de 2023"
    assert window_words(date(2023, 12, 31), 3) == "denuncias de 2021 a 2023"
    assert window_words(date(2023, 5, 31), 1) == "denuncias de enero a mayo de 2023"
    assert window_words(date(2023, 5, 31), 3) == "denuncias de 2021 a mayo de 2023"


def test_months_that_have_not_come_are_not_missing():
    whole = [("010101", 2022, month, 1) for month in range(1, 13)]
    known = reports(*whole, *(("010101", 2023, month, 1) for month in range(1, 6)))
    known = pl.concat([known, reports(("010102", 2023, 1, 1))])
    assert months_come(known).rows() == [(2022, 12), (2023, 5)]
    table = quality_table(known, ["010101", "010102"], [2022, 2023])
    flags = {(unit, year): flag for unit, year, flag in table.select("unit", "year", "flag").rows()}
    assert flags["010101", 2023] == ""
    assert flags["010102", 2023] == "parcial"


def test_elements_and_variants_say_until_when_and_how_many_months_are_asked():
    country = small.inputs()
    come = (pl.col("year") < 2023) | (pl.col("month") <= 5)
    cut = replace(country, reports=country.reports.filter(come))
    edition = small.edition()
    months = Variant("seis", "Exigir seis meses", {"minimum_months": 6})
    tables = compute(replace(edition, variants=(months,)), cut, year=2023).tables
    window = window_of(cut.reports, 2023, edition.window)
    assert window.last_month == 5
    asked = -(-6 * window.loaded // 12)
    [row] = tables["variantes"].to_dicts()
    assert row["changes"].endswith(f" De cada doce: en los {window.loaded} que llegaron, {asked}.")
    periods = dict(tables["elementos"].select("element", "period").iter_rows())
    assert periods["ROBO"] == window.told
    assert periods["ROBO"].endswith(("(enero a mayo)", "(hasta mayo)"))
    held = cut.reports.filter(pl.col("year").is_in(window.years)).unique(["unit", "year", "month"])
    enough = held.group_by("unit").len().filter(pl.col("len") >= asked)["unit"]
    assert set(tables["variantes_puestos"]["unit"]) <= set(enough)


def test_a_window_says_until_which_month_it_goes():
    whole = [("010101", year, month, 1) for year in (2022, 2023) for month in range(1, 13)]
    known = reports(*whole, ("010101", 2024, 1, 1), ("010101", 2024, 2, 1))
    assert window_of(known, 2023, 1).told == "2023"
    assert window_of(known, 2023, 2).told == "2022-2023"
    assert window_of(known, 2024, 1).told == "2024 (enero a febrero)"
    assert window_of(known, 2024, 3).told == "2022-2024 (hasta febrero)"
    assert window_of(known, 2024, 3).loaded == 26


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.usefixtures("home", "once")
def test_a_partial_year_is_published_only_knowingly_and_says_it(edition):
    inputs = made_inputs()
    come = (pl.col("year") < YEAR) | (pl.col("month") <= 5)
    cut = replace(inputs, reports=inputs.reports.filter(come))
    asked = {"edition": edition, "inputs": cut, "year": YEAR, "now": NOW, "accepted": LACKING}
    with pytest.raises(CannotPublish, match=r"solo hasta mayo.*--partial-year"):
        publish_index(**asked)
    done = publish_index(**asked, partial=True)
    assert done.publication.as_of == date(YEAR, 5, 31)
    assert verify(done.path).ok
    text = (done.path / "datapackage.json").read_text(encoding="utf-8")
    assert '"ultimo_mes": 5' in text
    assert "(enero a mayo)" in text
    assert f"{YEAR}-05-31" in (done.path / "README.md").read_text(encoding="utf-8")
