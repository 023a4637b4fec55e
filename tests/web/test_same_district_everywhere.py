"""Page, CSV, JSON and API of districts drawn at random say, cell by cell, what the package says."""

import html
import math
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from sinasec.publications import catalogue
from sinasec.web.risk.words import decimal
from sinasec.web.words import number
from tests.package_rows import Row, by, rows_of, same_number, table

DRAWN = 30
SEED = 7


@cache
def of_each(folder: Path, name: str) -> dict[str, list[Row]]:
    return by("unit", table(folder, name))


def drawn(folder: Path) -> list[Row]:
    """Some by chance, and one without information."""
    rows = table(folder, "distritos")
    without = next(row for row in rows if row["state"] != "evaluado")
    return [*Random(SEED).sample([row for row in rows if row is not without], DRAWN), without]


@pytest.fixture
def folder(index) -> Path:
    return catalogue.folder(index)


def agree(told: dict, row: Row) -> None:
    """Each value of JSON is the one of the cell."""
    for name, cell in row.items():
        value = told[name]
        if isinstance(value, bool):
            assert str(value).lower() == cell.lower(), name
        elif isinstance(value, int | float) or value is None:
            assert same_number(value, cell), name
        else:
            assert value == cell, name


def test_the_page_says_the_place_the_score_and_what_it_is_made_of(folder, client):
    for row in drawn(folder):
        page = html.unescape(client.get(f"/riesgo/distrito/{row['unit']}/").content.decode())
        assert f"<h1>{row['name']}</h1>" in page
        assert (row["state"] == "evaluado") is ('class="ficha-riesgo sin_informacion"' not in page)
        if row["state"] != "evaluado":
            continue
        rank, low, middle, high = (
            number(int(row[name])) for name in ("rank", "rank_low", "rank_median", "rank_high")
        )
        assert f'<p class="grande">{rank}<span> de ' in page
        assert f"Entre el {low} y el {high} en" in page
        assert f"el mediano de todos es el {middle}." in page
        assert f'<p class="grande">{decimal(float(row["score"]))}<span> puntos' in page
        parts = re.findall(r'<tr class="suma">.*?data-c="Puntos">([^<]+)<', page, re.DOTALL)
        assert sorted(parts) == sorted(points(folder, row["unit"])), row["unit"]


def points(folder: Path, unit: str) -> list[str]:
    """What the elements right below the index give, as the page writes it."""
    mine = of_each(folder, "contribuciones")[unit]
    below = max(int(row["level"]) for row in mine) - 1
    of_level = [row for row in mine if int(row["level"]) == below]
    return [decimal(float(row["contribution"]), 2) for row in of_level]


def test_the_files_have_the_very_rows(folder, client):
    for row in drawn(folder):
        mine = of_each(folder, "contribuciones").get(row["unit"], [])
        text = client.get(f"/riesgo/distrito/{row['unit']}/aportes.csv").content.decode()
        told = rows_of(text)
        listed = rows_of(client.get(f"/riesgo/distritos.csv?q={row['unit']}").content.decode())
        agree({name: _number(listed[0][name]) for name in row}, row)
        assert len(told) == len(mine)
        for one, wanted in zip(told, mine, strict=True):
            agree({name: _number(one[name]) for name in wanted}, wanted)
        whole = client.get(f"/riesgo/distrito/{row['unit']}/datos.json").json()
        agree(whole["distrito"], row)
        for name in ("contribuciones", "tasas", "espacial", "variantes_puestos", "calidad"):
            rows = of_each(folder, name).get(row["unit"], [])
            assert len(whole[name]) == len(rows), name
            for one, wanted in zip(whole[name], rows, strict=True):
                agree(one, wanted)


def _number(cell: str) -> float | str | None:
    """As JSON would have it; a code keeps its zeros."""
    if not cell:
        return None
    return float(cell) if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?(e-?\d+)?", cell) else cell


def test_the_api_has_them_too_and_the_parts_add_up(folder, client):
    listed = client.get("/api/v1/riesgo/distritos?limite=500").json()["items"]
    by_unit = {row["unit"]: row for row in listed}
    for row in drawn(folder):
        alone = client.get(f"/api/v1/riesgo/distritos/{row['unit']}").json()
        for told in (alone["district"], by_unit[row["unit"]]):
            agree(told, row)
        levels: dict[int, float] = {}
        for part in alone["contributions"]:
            given = part["contribution"] or 0.0
            levels[part["level"]] = levels.get(part["level"], 0.0) + given
        for total in levels.values():
            assert math.isclose(total, float(row["score"]), rel_tol=1e-6, abs_tol=1e-6), row["unit"]
