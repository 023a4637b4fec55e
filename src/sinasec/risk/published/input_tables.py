"""The inputs of the index inside a package: what each column is, in Spanish, and their order."""

from typing import Final

from sinasec.methods.risk import frames
from sinasec.publications.packages.table import Table

_UNIT: Final = "Distrito: código INEI de seis dígitos"


def _table(
    name: str,
    title: str,
    keys: tuple[str, ...],
    describes: dict[str, str],
    spoken: tuple[str, ...] = (),
) -> Table:
    path = f"entradas/{name}"
    schema = frames.INPUTS[name]
    return Table(
        f"entradas-{name}", path, title, schema, keys, describes, spoken=spoken, unique=False
    )


UNITS: Final = _table(
    "unidades",
    "Distritos del país",
    ("unit",),
    {
        "unit": _UNIT,
        "name": "Nombre del distrito",
        "province": "Provincia",
        "department": "Departamento",
        "capital": "true si es la capital de su provincia",
        "longitude": "Longitud en grados; vacío si no se conoce",
        "latitude": "Latitud en grados; vacío si no se conoce",
    },
    spoken=("name", "province", "department"),
)

REPORTS: Final = _table(
    "denuncias",
    "Denuncias por distrito, mes y modalidad, de los años usados",
    ("unit", "year", "month", "kind"),
    {
        "unit": _UNIT,
        "year": "Año",
        "month": "Mes",
        "kind": "Modalidad, tal como la nombra la fuente",
        "count": "Denuncias",
    },
    spoken=("kind",),
)

POPULATION: Final = _table(
    "poblacion",
    "Habitantes por distrito, de los años usados",
    ("unit", "year"),
    {"unit": _UNIT, "year": "Año", "population": "Habitantes"},
)

INDICATORS: Final = _table(
    "indicadores",
    "Indicadores de los distritos",
    ("unit", "indicator", "year"),
    {
        "unit": _UNIT,
        "indicator": "Código del indicador",
        "year": "Año",
        "value": "Valor",
        "low": "Límite inferior del intervalo del 95 % que da la fuente; vacío si no lo da",
        "high": "Límite superior del intervalo del 95 % que da la fuente; vacío si no lo da",
        "source": "Fuente",
    },
    spoken=("source",),
)

NEIGHBOURS: Final = _table(
    "vecinos",
    "Distritos que comparten límite, en los dos sentidos",
    ("unit", "neighbour"),
    {"unit": _UNIT, "neighbour": "Distrito vecino"},
)

REPORTING: Final = _table(
    "tasas_de_denuncia",
    "Proporción de víctimas que denuncian, según encuesta",
    ("kind", "period"),
    {
        "kind": "Modalidad; * para todas",
        "rate": "Proporción de víctimas que denuncian, de 0 a 1",
        "low": "Límite inferior del intervalo del 95 %; vacío si la encuesta no lo da",
        "high": "Límite superior del intervalo del 95 %; vacío si la encuesta no lo da",
        "period": "Período de la encuesta",
        "source": "Fuente",
    },
    spoken=("kind", "period", "source"),
)

# Field of RiskInputs -> its table in the package.
INPUTS: Final[dict[str, Table]] = {
    "units": UNITS,
    "reports": REPORTS,
    "population": POPULATION,
    "indicators": INDICATORS,
    "neighbours": NEIGHBOURS,
    "reporting": REPORTING,
}
