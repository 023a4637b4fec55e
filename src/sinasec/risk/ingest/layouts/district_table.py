"""A wide table of districts: poverty with its interval, human development, areas, coordinates."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import polars as pl
import yaml

from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.columns import BulkColumn, FileTerms
from sinasec.intake.bulk.intervals import interval_check
from sinasec.intake.bulk.known_units import districts
from sinasec.intake.bulk.layout import BulkLayout, Inspected
from sinasec.intake.bulk.place_names import NAME_FAULTS, name_checks
from sinasec.intake.bulk.sentences import sentence
from sinasec.intake.fault_kinds import FaultKind
from sinasec.risk.data.datasets import INDICATORS

FAR: Final = 2.0  # times by which an official area may differ from that of its boundary
NAMES: Final = (("department", 2), ("province", 4), ("district", 6))


@dataclass(frozen=True, slots=True)
class Declared:
    """An indicator and the columns it is in, as `sources/districts.yaml` says."""

    code: str
    year: int
    column: str
    name: str
    source: str
    low: str = ""
    high: str = ""
    least: float | None = None
    most: float | None = None
    percent: bool = False  # measured in percent points


@cache
def declared() -> tuple[Declared, ...]:
    text = (files("sinasec.risk.ingest") / "sources" / "districts.yaml").read_text(encoding="utf-8")
    return tuple(_declared(each) for each in yaml.safe_load(text)["indicators"])


def _declared(said: dict[str, Any]) -> Declared:
    rest = {key: value for key, value in said.items() if key not in ("from", "to")}
    return Declared(**rest, least=said.get("from"), most=said.get("to"))


def _columns() -> tuple[BulkColumn, ...]:
    made = [
        BulkColumn("unit", "ubigeo", kinds.code(districts()), ("inei", "codigo inei")),
        BulkColumn("department", "departamento", kinds.text(), required=False, blank=True),
        BulkColumn("province", "provincia", kinds.text(), required=False, blank=True),
        BulkColumn("district", "distrito", kinds.text(), required=False, blank=True),
    ]
    for each in declared():
        kind = kinds.number(each.least, each.most, percent=each.percent)
        for header in filter(None, (each.column, each.low, each.high)):
            made.append(BulkColumn(header, header, kind, required=False, blank=True))
    return tuple(made)


def inspect(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    names, faults = name_checks(rows, "unit", NAMES)
    spans = [
        interval_check(each.column, each.low, each.high, each.column)
        for each in declared()
        if each.low and each.high
    ]
    return Inspected(tuple(faults), (*names, *spans, _areas()), (*_blanks(rows), *_shares(rows)))


def _areas() -> ColumnCheck:
    ratio = pl.col("superficie_km2") / pl.col("area_km2_geo")
    says = sentence(
        "superficie_km2: {} km² para el distrito {}, y su límite encierra {} km².",
        "superficie_km2",
        "unit",
        "area_km2_geo",
    )
    wrong = (ratio > FAR) | (ratio < 1 / FAR)
    return ColumnCheck("superficie-distinta", "superficie_km2", wrong, says)


def _blanks(rows: pl.DataFrame) -> tuple[str, ...]:
    counts = {each.column: rows[each.column].null_count() for each in declared()}
    return tuple(
        f"{column}: {blank} distritos sin dato." for column, blank in counts.items()
        if 0 < blank < rows.height
    )  # fmt: skip


def _most(rows: pl.DataFrame, column: str) -> float | None:
    return rows.select(pl.col(column).max()).item()


def _shares(rows: pl.DataFrame) -> tuple[str, ...]:
    """Percent points that never pass of 1 look like shares."""
    most = {each.column: _most(rows, each.column) for each in declared() if each.percent}
    return tuple(
        f"{column}: ningún valor pasa de 1. Va en puntos porcentuales: si son proporciones, "
        "multiplíquelas por 100."
        for column, value in most.items()
        if value is not None and value <= 1
    )


def build(rows: pl.DataFrame, asked: FileTerms) -> pl.DataFrame:
    tables = [_one(rows, each) for each in declared()]
    return pl.concat(table for table in tables if table.height or table is tables[0])


def _one(rows: pl.DataFrame, each: Declared) -> pl.DataFrame:
    ends = {
        name: pl.col(column) if column else pl.lit(None, pl.Float64)
        for name, column in (("low", each.low), ("high", each.high))
    }
    values = {
        "unit": pl.col("unit"),
        "level": pl.lit("dist"),
        "indicator": pl.lit(each.code),
        "year": pl.lit(each.year),
        "value": pl.col(each.column),
        **ends,
        "source": pl.lit(each.source),
    }
    shaped = [values[name].cast(kind).alias(name) for name, kind in INDICATORS.items()]
    return rows.select(shaped).drop_nulls("value")


def summary(rows: pl.DataFrame) -> list[str]:
    counts = rows.group_by("indicator", "year").agg(pl.len()).sort("indicator", "year")
    return [f"{code} {year}: {count} distritos" for code, year, count in counts.iter_rows()]


FAULTS: Final = {
    **NAME_FAULTS,
    "superficie-distinta": FaultKind("La superficie no es la de su límite", blocks=False),
}

LAYOUT: Final = BulkLayout(
    name="distritos",
    title="Tabla ancha de distritos (pobreza, desarrollo humano, superficies)",
    dataset="indicadores",
    columns=_columns(),
    build=build,
    keys=("unit",),
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
    any_of=tuple(each.column for each in declared()),
)
