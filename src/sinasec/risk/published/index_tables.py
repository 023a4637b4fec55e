"""Tables of the package whose columns each edition decides: steps, iData, iMeta and design.

Their rows stay in the order they come in: which draw falls to which district depends on it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from sinasec.methods.risk.values import RiskResult
from sinasec.publications.packages.table import Table

IDATA: Final = "indice/iData"
IMETA: Final = "indice/iMeta"
DESIGN: Final = "indice/diseno"
RECIPE: Final = "indice/receta"

TYPES: Final[dict[str, pl.DataType]] = {
    "string": pl.String(),
    "boolean": pl.Boolean(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
}
SPOKEN: Final = ("uName", "iName", "Unit")  # written by people

_KNOWN: Final = {
    "uCode": "Distrito: código INEI de seis dígitos",
    "uName": "Nombre del distrito",
    "iCode": "Código del elemento",
    "iName": "Nombre del elemento",
    "Level": "Nivel: 1 los indicadores; el último es el índice",
    "Parent": "Elemento del nivel superior; vacío en el índice",
    "Direction": "1: más es más riesgo; -1: más es menos riesgo",
    "Weight": "Peso entre los de su mismo grupo",
    "Type": "Indicator, Aggregate, Group, Denominator u Other",
    "Unit": "Unidad de medida",
    "Denominator": "Columna de iData por la que se divide",
    "StdErr": "Columna de iData con el error estándar del indicador",
    "replication": "Réplica",
    "muestreo": "Semilla del error de muestreo de los datos",
}


def index_tables(result: RiskResult) -> Iterator[tuple[Table, pl.DataFrame]]:
    """Each table with its frame, in the order to be listed."""
    names = _names(result.imeta)
    for step, frame in sorted(result.steps.items()):
        yield _table(f"paso-{step}", f"pasos/{step}", f"Tabla del paso {step}", frame, names)
    yield _table("idata", IDATA, "iData: valores de cada distrito", result.idata, names)
    yield _table("imeta", IMETA, "iMeta: los elementos del índice", result.imeta, names)
    yield _table("diseno", DESIGN, "Diseño de las réplicas", result.design, names)


def _names(imeta: pl.DataFrame) -> Mapping[str, str]:
    if "iName" not in imeta.columns:
        return {}
    named = imeta.drop_nulls("iName")
    return dict(named.select("iCode", "iName").iter_rows())


def _table(
    name: str, path: str, title: str, frame: pl.DataFrame, names: Mapping[str, str]
) -> tuple[Table, pl.DataFrame]:
    schema = pl.Schema({column: _kind(kind) for column, kind in frame.schema.items()})
    describes = {column: _described(column, names) for column in schema}
    return _as_given(name, path, title, schema, describes), frame


def described(resource: Mapping[str, Any]) -> Table:
    """The table of a resource of `datapackage.json`, by the columns it says it has."""
    fields = resource["schema"]["fields"]
    return _as_given(
        resource["name"],
        resource["path"].rpartition(".")[0],
        resource["title"],
        pl.Schema({field["name"]: TYPES[field["type"]] for field in fields}),
        {field["name"]: field["description"] for field in fields},
    )


def _as_given(
    name: str, path: str, title: str, schema: pl.Schema, describes: dict[str, str]
) -> Table:
    spoken = tuple(column for column in SPOKEN if column in schema)
    return Table(
        name, path, title, schema, (), describes, spoken=spoken, unique=False, as_given=True
    )


def _kind(kind: pl.DataType) -> pl.DataType:
    """The few types a package has."""
    if kind.is_float():
        return pl.Float64()
    if kind.is_integer():
        return pl.Int64()
    return pl.Boolean() if kind == pl.Boolean else pl.String()


def _described(column: str, names: Mapping[str, str]) -> str:
    if column in _KNOWN:
        return _KNOWN[column]
    if column.startswith("peso:"):
        code = column.removeprefix("peso:")
        return f"Por cuánto se multiplica el peso de {names.get(code, code)}"
    return names.get(column, f"Columna «{column}» de la receta")
