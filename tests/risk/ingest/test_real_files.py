"""The real files, loaded as their users load theirs; the figures are those of their README."""

from pathlib import Path

import polars as pl
import pytest
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from sinasec import warehouse
from sinasec.risk.data import aggregates
from sinasec.risk.data.neighbours import bordering
from sinasec.risk.data.quality import quality
from sinasec.territories import boundary_checks, boundary_files, shapes
from sinasec.territories.locating import Borders
from tests.risk.ingest.made import AT, loaded, rows_of


@pytest.fixture
def data(shared) -> Path:
    return shared / "data"


@pytest.fixture(scope="module")
def whole(shared) -> dict[str, BaseGeometry]:
    """The real boundaries of districts."""
    file = shared / "data" / "territory" / "districts.topojson"
    return boundary_checks.check(boundary_files.read(file)).outlines


@pytest.fixture(scope="module")
def paths(whole) -> dict[str, str]:
    """The same as an edition of boundaries keeps them."""
    drawn = shapes.simplified(list(whole.values()), "dist")
    return {
        code: shapes.path(shape) or shapes.path(whole[code])
        for code, shape in zip(whole, drawn, strict=True)
    }


@pytest.fixture(scope="module")
def borders(whole) -> Borders:
    return Borders.of({code: shapes.kept(shape) for code, shape in whole.items()})


def groups(report) -> dict[str, int]:
    return {group.code: group.count for group in report.groups}


def test_police_reports(data):
    report = loaded(
        data / "crime" / "denuncias_policiales_2018_2024.csv.gz", at=AT.replace(year=2026)
    )
    assert report.ok
    assert report.rows == report.accepted == 297_538
    assert groups(report) == {"nombre-distinto": 2471}
    by_year = aggregates.reports_by_year(report.edition)
    assert by_year["count"].sum() == 5_963_744
    totals = dict(by_year.group_by("year").agg(pl.col("count").sum()).iter_rows())
    assert (totals[2018], totals[2023], totals[2024]) == (774_631, 1_043_228, 1_011_299)
    districts = dict(by_year.group_by("year").agg(pl.col("unit").n_unique()).iter_rows())
    assert districts[2018] == 1_518
    assert by_year["kind"].n_unique() == 7


def test_the_quality_of_the_police_reports(data):
    loaded(
        data / "population" / "poblacion_distrito_anio.parquet",
        series="INEI_PROY_2018_2026", at=AT.replace(year=2026),
    )  # fmt: skip
    file = data / "crime" / "denuncias_policiales_2018_2024.csv.gz"
    report = quality(loaded(file, at=AT.replace(year=2026)).edition)
    years = {row["year"]: row for row in report.tables["anios"].rows(named=True)}
    # 1,890 districts had population in 2022; 53 of them never appear. The reference list has three
    # more, created or counted since.
    assert (years[2022]["listed"], years[2022]["never"]) == (1_890, 53)
    assert len(report.never) == 56
    assert years[2020]["unlisted"] == 4
    assert report.tables["imposibles"].is_empty()
    assert report.tables["meses"].height == 84
    growing = report.tables["crecimiento"].filter("growing").select("year", "month").rows()
    assert growing == [(2024, 10), (2024, 11), (2024, 12)]
    flags = dict(report.tables["calidad"]["flag"].value_counts().iter_rows())
    assert flags["nunca_reporto"] == 7 * 56
    assert report.tables["quiebres"].height > 0


@pytest.mark.parametrize("name", ["distritos.parquet", "distritos.csv.gz"])
def test_population_of_the_wide_table(data, name):
    report = loaded(data / "territory" / name, layout="poblacion")
    totals = dict(rows_of(report).group_by("year").agg(pl.col("population").sum()).iter_rows())
    assert (totals[2018], totals[2022], totals[2026]) == (31_562_130, 33_396_698, 34_660_114)


def test_population_of_several_sources(data):
    file = data / "population" / "poblacion_distrito_anio.parquet"
    assert groups(loaded(file)) == {"varias-fuentes": 1}
    report = loaded(file, series="INEI_PROY_2018_2026")
    totals = dict(rows_of(report).group_by("year").agg(pl.col("population").sum()).iter_rows())
    assert (totals[2018], totals[2022], totals[2026]) == (31_562_130, 33_396_698, 34_660_114)


def test_district_indicators(data):
    file = data / "territory" / "distritos.csv.gz"
    assert {*groups(loaded(file, layout="distritos"))} == {"superficie-distinta", "numero-ambiguo"}
    report = loaded(file, layout="distritos", decimal=".")
    assert report.ok
    assert groups(report) == {"superficie-distinta": 41}
    poverty = rows_of(report).filter(pl.col("indicator") == "pobreza")
    assert poverty.height == 1_874
    assert poverty["low"].null_count() == poverty["high"].null_count() == 0


def test_police_stations(data):
    report = loaded(data / "municipal" / "comisarias_basicas_2019.parquet", year=2019)
    assert groups(report) == {"nombre-distinto": 2, "punto-fuera": 14}
    assert report.accepted == 1_318


def test_municipal_capacity(data):
    officers = loaded(data / "municipal" / "cenacom2017_personal_policial.parquet", year=2017)
    found = rows_of(officers).group_by("indicator").agg(pl.col("value").sum())
    assert dict(found.iter_rows()) == {"policias": 47_265.0, "comisarias_censadas": 1_495.0}
    spent = loaded(
        data / "municipal" / "pp0030_devengado_departamento_mes.parquet", at=AT.replace(year=2026)
    )
    assert set(rows_of(spent).filter(pl.col("level") == "region")["year"]) == set(range(2019, 2025))
    assert warehouse.read(spent.edition).collect()["level"].value_counts().height == 2


def test_neighbours_drawn_are_neighbours_on_the_ground(whole, paths):
    """Beside the exact borders: what is lost or gained is under 200 m of border or a corner."""
    ours = {(a, b) for a, b in bordering(paths).iter_rows() if a < b}
    exact, touching = _borders(whole)
    assert ours <= touching
    assert len(ours - set(exact)) <= 12
    lost = [length for pair, length in exact.items() if pair not in ours]
    assert len(lost) <= 30
    assert max(lost) < 0.0015  # degrees: under 200 m


def _borders(outlines) -> tuple[dict[tuple[str, str], float], set[tuple[str, str]]]:
    codes, shapes = list(outlines), list(outlines.values())
    touching: set[tuple[str, str]] = set()
    exact: dict[tuple[str, str], float] = {}
    for i, j in zip(*STRtree(shapes).query(shapes, predicate="intersects"), strict=True):
        if codes[i] < codes[j]:
            touching.add((codes[i], codes[j]))
            shared = shapes[i].boundary.intersection(shapes[j].boundary).length
            if shared > 0:
                exact[codes[i], codes[j]] = shared
    return exact, touching


def test_points_fall_where_the_list_says(data, borders):
    """Its own districts of each point, which somebody computed with the same boundaries."""
    listed = pl.read_parquet(data / "municipal" / "comisarias_basicas_2019.parquet")
    falls = pl.Series(borders.unit_at(listed["lon"], listed["lat"]))
    assert falls.eq_missing(listed["ubigeo_punto"]).all()
    assert falls.ne_missing(listed["ubigeo"]).sum() == 14


def test_stations_without_the_district_of_their_points(data, borders, tmp_path):
    """As most lists come; what the boundaries say is told."""
    file = tmp_path / "comisarias.csv"
    listed = pl.read_parquet(data / "municipal" / "comisarias_basicas_2019.parquet")
    listed.drop("ubigeo_punto").write_csv(file)
    report = loaded(file, layout="comisarias", year=2019, borders=lambda: borders)
    assert groups(report) == {"nombre-distinto": 2, "punto-fuera": 14}
