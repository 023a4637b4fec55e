"""Police stations, their officers, and what the regions spend."""

from shapely.geometry import box

from sinasec.risk.data import aggregates
from sinasec.territories.locating import Borders
from tests.risk.ingest.made import csv, faults, loaded, rows_of

STATIONS = csv(
    "cod_cpnp,comisaria,tipo,distrito,ubigeo,ubigeo_punto,lat,lon",
    "1,CPNP  UNO,A,Chachapoyas,10101,10101,-6.2,-77.8",
    "2,CPNP DOS,B,Chachapoyas,010101,010102,-6.0,-77.7",
    "3,CPNP TRES,B,Asunción,010102,,-6.0,-77.7",
)
OFFICERS = csv(
    "ubigeo,distrito_fuente,policias_total,ofi_armas_h,ofi_armas_m,ofi_serv_h,ofi_serv_m,"
    "subofi_armas_h,subofi_armas_m,subofi_serv_h,subofi_serv_m",
    "010101,CHACHAPOYAS,10,1,1,0,0,5,3,0,0",
    "010101,CHACHAPOYAS,4,0,0,0,0,4,0,0,0",
    "010102,ASUNCION,3,0,0,0,0,3,0,0,0",
)


def spending(*rows: str) -> bytes:
    return csv("anio,mes,ambito,departamento_fuente,devengado_soles", *rows)


YEAR = [f"2022,{month},01,AMAZONAS,100.5" for month in range(1, 13)]


def test_stations_say_of_which_year_they_are():
    report = loaded(STATIONS)
    assert [group.code for group in report.blocking] == ["falta-el-anio"]
    assert "--year" in report.blocking[0].shown[0].message


def test_points_outside_their_district_are_told():
    report = loaded(STATIONS, year=2019)
    assert report.ok
    outside = [fault for fault in faults(report) if fault[0] == "punto-fuera"]
    assert outside == [("punto-fuera", 3, "F"), ("punto-fuera", 4, "F")]
    assert rows_of(report)["name"].to_list() == ["CPNP UNO", "CPNP DOS", "CPNP TRES"]


def test_how_many_stations_a_district_has_is_an_indicator_and_none_is_zero():
    edition = loaded(STATIONS, year=2019).edition
    found = aggregates.station_counts(edition, ["010101", "010102", "010103"])
    assert found.select("unit", "indicator", "year", "value").rows() == [
        ("010101", "comisarias", 2019, 2.0),
        ("010102", "comisarias", 2019, 1.0),
        ("010103", "comisarias", 2019, 0.0),
    ]


def test_coordinates_far_from_peru_are_a_fault():
    report = loaded(STATIONS.replace(b"-77.8", b"77.8"), year=2019)
    assert ("fuera-de-rango", 2, "H") in faults(report)


def test_officers_are_added_up_by_district():
    report = loaded(OFFICERS, year=2017)
    assert report.ok, report
    assert rows_of(report).select("unit", "indicator", "year", "value").rows() == [
        ("010101", "comisarias_censadas", 2017, 2.0),
        ("010101", "policias", 2017, 14.0),
        ("010102", "comisarias_censadas", 2017, 1.0),
        ("010102", "policias", 2017, 3.0),
    ]


def test_a_total_that_is_not_the_sum_of_its_parts_is_a_fault():
    report = loaded(OFFICERS.replace(b"CHACHAPOYAS,10,", b"CHACHAPOYAS,11,"), year=2017)
    assert faults(report) == [("total-no-cuadra", 2, "C")]


def test_spending_is_of_the_region_and_of_no_district():
    report = loaded(
        spending(*YEAR, *(row.replace(",01,AMAZONAS", ",15R,REGION LIMA") for row in YEAR))
    )
    assert report.ok, report
    rows = rows_of(report).select("unit", "level", "year", "value").rows()
    assert rows == [("01", "region", 2022, 1206.0), ("15", "region", 2022, 1206.0)]
    assert aggregates.indicators(report.edition).is_empty()


def test_a_year_that_is_not_whole_is_not_a_year():
    report = loaded(spending(*YEAR, "2023,1,01,AMAZONAS,7"))
    assert "2023: el archivo trae 1 meses; no se suma como año." in report.notes
    assert rows_of(report)["year"].to_list() == [2022]


def test_spending_of_an_unknown_region_is_a_fault():
    assert ("codigo-desconocido", 2, "C") in faults(loaded(spending("2022,1,99,X,1")))


def test_a_negative_month_is_told_and_added():
    report = loaded(spending(*YEAR[:-1], "2022,12,01,AMAZONAS,-5.5"))
    assert ("valor-negativo", 13, "E") in faults(report)
    assert rows_of(report)["value"].to_list() == [1100.0]


BORDERS = Borders.of(
    {
        "010101": box(-77.9, -6.3, -77.7, -6.1).wkb,
        "010102": box(-77.7, -6.3, -77.5, -6.1).wkb,
    }
)
UNPLACED = csv(
    "cod_cpnp,comisaria,ubigeo,lat,lon",
    "1,UNO,010101,-6.2,-77.8",
    "2,DOS,010101,-6.2,-77.69",
    "3,TRES,010101,-6.2,-75",
)


def test_without_boundaries_points_are_not_tried_and_it_is_said():
    report = loaded(UNPLACED, year=2019)
    assert report.ok
    assert not report.groups
    assert any("Sin límites activos" in note for note in report.notes)
    assert rows_of(report)["point_unit"].null_count() == 3


def test_boundaries_say_in_which_district_a_point_falls():
    report = loaded(UNPLACED, year=2019, borders=lambda: BORDERS)
    assert rows_of(report)["point_unit"].to_list() == ["010101", "010102", None]
    assert faults(report) == [("punto-fuera", 3, "D"), ("punto-fuera", 4, "D")]


def test_how_far_from_its_district_is_said():
    report = loaded(UNPLACED, year=2019, borders=lambda: BORDERS)
    said = [fault.message for group in report.groups for fault in group.shown]
    assert said[0].endswith("su punto cae en 010102, a 1,11 km de él.")
    assert "su punto cae en ningún distrito (mar, río o fuera del límite), a 298," in said[1]


def test_a_point_on_the_border_is_of_the_first_of_its_districts():
    report = loaded(UNPLACED.replace(b"-77.69", b"-77.7"), year=2019, borders=lambda: BORDERS)
    assert rows_of(report)["point_unit"].to_list() == ["010101", "010101", None]
    other = UNPLACED.replace(b"2,DOS,010101,-6.2,-77.69", b"2,DOS,010102,-6.2,-77.7")
    report = loaded(other, year=2019, borders=lambda: BORDERS)
    assert rows_of(report)["point_unit"].to_list() == ["010101", "010101", None]
    assert faults(report) == [("punto-fuera", 3, "D"), ("punto-fuera", 4, "D")]
