"""The ministry's open file of police reports: district × month × kind.

A district and month without rows is zero or not covered, and the file does not say which.
"""

from typing import Final

import polars as pl

from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.columns import BulkColumn, FileTerms
from sinasec.intake.bulk.known_units import districts
from sinasec.intake.bulk.layout import BulkLayout, Inspected
from sinasec.intake.bulk.place_names import NAME_FAULTS, name_checks
from sinasec.intake.bulk.sentences import sentence
from sinasec.intake.fault_kinds import FaultKind
from sinasec.intake.words import plain
from sinasec.risk.ingest.report_kinds import dictionary, known_name

NAMES: Final = (("department", 2), ("province", 4), ("district", 6))
KEYS: Final = ("unit", "year", "month", "kind")


def inspect(rows: pl.DataFrame, asked: FileTerms) -> Inspected:
    """Names that do not go with their code, kinds that are not known, months to come."""
    checks, faults = name_checks(rows, "unit", NAMES)
    return Inspected(
        tuple(faults), (*checks, _future(asked), *_unknown_kinds(rows)), _renamed(rows)
    )


def _future(asked: FileTerms) -> ColumnCheck:
    today = asked.today
    wrong = (pl.col("year") == today.year) & (pl.col("month") > today.month)
    says = sentence("MES: {}/{} todavía no llega: revise el mes y el año.", "month", "year")
    return ColumnCheck("mes-futuro", "month", wrong, says)


def _written_kinds(rows: pl.DataFrame) -> list[str]:
    return sorted(rows["kind"].drop_nulls().unique())


def _unknown_kinds(rows: pl.DataFrame) -> list[ColumnCheck]:
    unknown = [name for name in _written_kinds(rows) if plain(name) not in dictionary()]
    if not unknown:
        return []
    says = sentence("P_MODALIDADES: «{}» no está en el diccionario; entra con ese nombre.", "kind")
    return [ColumnCheck("modalidad-desconocida", "kind", pl.col("kind").is_in(unknown), says)]


def _renamed(rows: pl.DataFrame) -> tuple[str, ...]:
    changed = [name for name in _written_kinds(rows) if known_name(name) != name]
    return tuple(f"La modalidad «{name}» entra como «{known_name(name)}»." for name in changed)


def build(rows: pl.DataFrame, asked: FileTerms) -> pl.DataFrame:
    """Kinds by their one name; those that several spellings had are added up."""
    written = _written_kinds(rows)
    named = {name: known_name(name) for name in written}
    kept = rows.select("unit", "year", "month", "kind", "count")
    if all(name == one for name, one in named.items()):
        return kept
    renamed = kept.with_columns(pl.col("kind").replace_strict(named, return_dtype=pl.String))
    return renamed.group_by(KEYS).agg(pl.col("count").sum())


def summary(rows: pl.DataFrame) -> list[str]:
    by_year = rows.group_by("year").agg(pl.col("count").sum(), pl.col("unit").n_unique())
    return [
        f"{year}: {count} denuncias en {units} distritos"
        for year, count, units in by_year.sort("year").iter_rows()
    ] + [f"En total: {rows['count'].sum()} denuncias en {rows['unit'].n_unique()} distritos"]


FAULTS: Final = {
    **NAME_FAULTS,
    "mes-futuro": FaultKind("Un mes todavía no ha terminado de llegar"),
    "modalidad-desconocida": FaultKind("Una modalidad que el diccionario no conoce", blocks=False),
}

LAYOUT: Final = BulkLayout(
    name="denuncias",
    title="Denuncias policiales por distrito, mes y modalidad (archivo abierto del ministerio)",
    dataset="denuncias",
    columns=(
        BulkColumn("year", "ANIO", kinds.year(), ("Año",)),
        BulkColumn("month", "MES", kinds.month()),
        BulkColumn(
            "department", "DPTO_HECHO_NEW", kinds.text(), ("DPTO_HECHO", "Departamento"),
            required=False, blank=True,
        ),
        BulkColumn(
            "province", "PROV_HECHO", kinds.text(), ("Provincia",), required=False, blank=True
        ),
        BulkColumn(
            "district", "DIST_HECHO", kinds.text(), ("Distrito",), required=False, blank=True
        ),
        BulkColumn("unit", "UBIGEO_HECHO", kinds.code(districts()), ("Ubigeo",)),
        BulkColumn("kind", "P_MODALIDADES", kinds.text(), ("Modalidad", "Modalidades")),
        BulkColumn("count", "cantidad", kinds.count(), ("n_dist_ID_DGC", "Denuncias")),
    ),
    build=build,
    keys=KEYS,
    value=("count",),
    inspect=inspect,
    summary=summary,
    fault_kinds=FAULTS,
)  # fmt: skip
