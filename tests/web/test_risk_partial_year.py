"""Of a year of which five months have come, five are the whole: page, CSV and API."""

import csv
import io
import re
from collections import defaultdict
from html import unescape
from pathlib import Path

import polars as pl
import pytest

from sinasec.publications import catalogue
from sinasec.risk.published import reading
from sinasec.risk.published.older_packages import with_months_come
from sinasec.territories.reference import region_of
from sinasec.web.published.shelf import SHELF
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.audit import coverage, series
from sinasec.web.words import number
from tests.package_rows import table
from tests.risk.made_publication import publish_made
from tests.risk.made_result import YEAR

COME = 5


@pytest.fixture
def partial(db):
    SHELF.clear()
    return publish_made(until=COME)


def months_of(found) -> dict[str, set[int]]:
    """unit -> months of the last year with a report, from the reports of the package."""
    seen = defaultdict(set)
    for row in table(Path(catalogue.folder(found)), "entradas/denuncias"):
        if int(row["year"]) == YEAR and int(row["count"]):
            seen[row["unit"]].add(int(row["month"]))
    return seen


def test_the_audit_counts_whole_districts_and_coverage_over_the_months_that_came(partial, client):
    seen = months_of(partial)
    units = [row["unit"] for row in table(Path(catalogue.folder(partial)), "distritos")]
    whole = sum(len(seen[unit]) == COME for unit in units)
    assert whole > 0
    last = series(partial)[-1]
    assert (last["year"], last["come"], last["whole"]) == (YEAR, COME, whole)
    years, rows = coverage(partial)
    for row in rows:
        inside = [unit for unit in units if REGION_NAMES[region_of(unit)] == row["name"]]
        share = sum(len(seen[unit]) for unit in inside) / (COME * len(inside))
        assert row["cells"][years.index(YEAR)]["value"] == pytest.approx(share)
    text = unescape(client.get("/riesgo/auditoria/").content.decode())
    assert f'data-c="Con todos ellos">{number(whole)}<' in text
    assert "doce meses" not in text


def test_a_district_is_told_its_months_of_those_that_came(partial, client):
    seen = months_of(partial)
    unit = next(unit for unit in seen if len(seen[unit]) == COME)
    text = unescape(client.get(f"/riesgo/distrito/{unit}/").content.decode())
    own = re.search(rf'<th scope="row">{YEAR}</th>.*?</tr>', text, re.S)[0]
    assert f"{COME} de {COME}" in own
    assert own.count('class="g-mes"') == COME
    assert "g-mes-vacio" not in own
    [last] = [
        row
        for row in client.get(f"/api/v1/riesgo/distritos/{unit}").json()["quality"]
        if row["year"] == YEAR
    ]
    assert (last["months"], last["come"]) == (COME, COME)


@pytest.mark.parametrize("path", ["/riesgo/distritos.csv", "/riesgo/distrito/150101/aportes.csv"])
def test_a_csv_says_the_last_month_in_every_row(partial, client, path):
    rows = list(csv.DictReader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))
    assert {row["ultimo_mes"] for row in rows} == {str(COME)}


@pytest.mark.parametrize("path", ["distritos", "elementos", "variantes", "auditoria"])
def test_the_api_says_the_last_month(partial, client, path):
    assert client.get(f"/api/v1/riesgo/{path}").json()["last_month"] == COME


def test_a_package_that_lacks_it_counts_the_months_from_its_reports(partial):
    told = reading.table(partial, "calidad")
    lacks = told.with_columns(come=pl.lit(None, pl.Int32))
    assert with_months_come(lacks, reading.inputs(partial).reports).equals(told)
