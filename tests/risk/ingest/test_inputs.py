"""Everything the index needs, gathered from the current editions."""

from datetime import UTC, datetime

import polars as pl
import pytest

from sinasec import warehouse
from sinasec.methods.risk import frames
from sinasec.risk.data.inputs import MissingInputs, risk_inputs
from sinasec.territories.loading import load_reference
from sinasec.territories.models import Boundary, Edition
from sinasec.warehouse import BrokenEdition
from tests.risk.ingest.made import csv, loaded, police

PEOPLE = csv(
    "ubigeo,anio,poblacion", "010101,2022,100", "010101,2023,110", "010102,2023,50", "010101,2021,9"
)
TABLE = csv("ubigeo,idh_2019,lon_centroide,lat_centroide", "010101,0.6,-77.8,-6.2")
STATIONS = csv("cod_cpnp,comisaria,ubigeo,lat,lon", "1,UNO,010101,-6.2,-77.8")
RATES = csv("modalidad,tasa,periodo,fuente", "*,0.15,2023,ENAPRES")

pytestmark = pytest.mark.django_db


def reports() -> bytes:
    place = "AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101"
    return police(f"2021,1,{place},Robo,1", f"2022,1,{place},Robo,2", f"2023,1,{place},Robo,3")


def everything(**said) -> None:
    loaded(reports(), **said)
    loaded(PEOPLE, **said)
    loaded(TABLE, layout="distritos", **said)
    loaded(STATIONS, year=2019, **said)
    loaded(RATES, **said)


def square(west: float, north: float) -> str:
    return f"M{west} {north}l10 0 0 10-10 0z"


def bounded() -> None:
    """Two squares with a side in common, and a third that only touches a corner."""
    load_reference()
    now = datetime(2024, 1, 1, tzinfo=UTC)
    edition = Edition.objects.create(
        name="límites", level="dist", source="IGN", file_name="a", sha256="0" * 64,
        state=Edition.State.ACTIVE, loaded_at=now, activated_at=now,
    )  # fmt: skip
    places = {"010101": (0, 0), "010102": (10, 0), "010103": (20, 10)}
    for unit, (west, north) in places.items():
        Boundary.objects.create(
            edition=edition, unit_id=unit, path=square(west, north), area_km2=1.0,
            longitude=-77.0, latitude=-6.0,
        )  # fmt: skip


def test_every_table_has_its_shape():
    everything()
    inputs = risk_inputs(2023, 2)
    tables = {
        "unidades": inputs.units,
        "denuncias": inputs.reports,
        "poblacion": inputs.population,
        "indicadores": inputs.indicators,
        "vecinos": inputs.neighbours,
        "tasas_de_denuncia": inputs.reporting,
    }
    assert {name: table.schema for name, table in tables.items()} == frames.INPUTS
    assert set(inputs.sources) == set(frames.INPUTS) | {"comisarias"}
    assert inputs.simulated is False


def test_only_the_years_of_the_window():
    everything()
    inputs = risk_inputs(2023, 2)
    assert inputs.reports["year"].to_list() == [2022, 2023]
    assert inputs.population["year"].unique().sort().to_list() == [2022, 2023]


def test_units_are_those_of_the_reference_with_the_coordinates_there_are():
    everything()
    units = risk_inputs(2023, 1).units
    assert units.height == 1893
    assert units.row(0) == (
        "010101", "Chachapoyas", "Chachapoyas", "Amazonas", True, -77.8, -6.2,
    )  # fmt: skip
    assert units["longitude"].null_count() == 1892


def test_boundaries_give_neighbours_and_points_inside():
    everything()
    bounded()
    inputs = risk_inputs(2023, 1)
    assert inputs.neighbours.rows() == [("010101", "010102"), ("010102", "010101")]
    assert inputs.units.filter(pl.col("unit") == "010101")["longitude"].to_list() == [-77.0]
    assert "IGN" in inputs.sources["vecinos"]


def test_without_boundaries_there_are_no_neighbours():
    everything()
    inputs = risk_inputs(2023, 1)
    assert inputs.neighbours.is_empty()
    assert "coordenadas" in inputs.sources["vecinos"]


def test_stations_are_counted_as_an_indicator():
    everything()
    found = risk_inputs(2023, 1).indicators.filter(pl.col("indicator") == "comisarias")
    assert found.height == 1893
    assert found["value"].sum() == 1.0


def test_what_is_optional_may_be_missing():
    loaded(reports())
    loaded(PEOPLE)
    inputs = risk_inputs(2023, 1)
    assert inputs.indicators.is_empty()
    assert inputs.reporting.is_empty()
    assert inputs.sources["indicadores"] == "No hay datos cargados"


def test_simulated_inputs_are_all_simulated():
    everything()
    with pytest.raises(MissingInputs, match=r"SIMULADOS de denuncias.*--simulated"):
        risk_inputs(2023, 1, simulated=True)
    everything(simulated=True)
    inputs = risk_inputs(2023, 1, simulated=True)
    assert inputs.simulated
    named = ("denuncias", "poblacion", "indicadores", "comisarias", "tasas_de_denuncia")
    assert all(inputs.sources[name].startswith("SIMULADO") for name in named)


def test_what_is_missing_is_named_with_its_command():
    with pytest.raises(MissingInputs, match="sinasec data load ARCHIVO --layout denuncias"):
        risk_inputs(2023, 1)
    loaded(reports())
    with pytest.raises(MissingInputs, match="--layout poblacion"):
        risk_inputs(2023, 1)


def test_a_year_without_data_is_named():
    everything()
    with pytest.raises(MissingInputs, match="denuncias no tiene datos de 2019, 2020"):
        risk_inputs(2023, 5)
    with pytest.raises(MissingInputs, match="denuncias no tiene datos de 2024"):
        risk_inputs(2024, 1)


@pytest.mark.parametrize("dataset", ["denuncias", "poblacion", "indicadores", "comisarias"])
def test_rows_that_someone_changed_are_never_used(dataset):
    everything()
    edition = warehouse.current(dataset)
    path = edition.folder / "datos.parquet"
    edition.folder.chmod(0o755)
    path.chmod(0o644)
    warehouse.read(edition).collect().head(1).vstack(
        warehouse.read(edition).collect().head(1)
    ).write_parquet(path)
    with pytest.raises(BrokenEdition, match=edition.id):
        risk_inputs(2023, 1)
