"""The ministry's open file of police reports: district × month × kind.

A district and month without rows is zero or not covered, and the file does not say which.
"""

from typing import Final

import polars as pl

from sinasec.risk.ingest import cell_kinds as kinds
from sinasec.risk.ingest.checks import Check
from sinasec.risk.ingest.columns import Asked, Column
from sinasec.risk.ingest.known_units import districts
from sinasec.risk.ingest.layout import Found, Layout
from sinasec.risk.ingest.place_names import name_checks
from sinasec.risk.ingest.report_kinds import bare, dictionary, known_name
from sinasec.risk.ingest.sentences import sentence

NAMES: Final = (("department", 2), ("province", 4), ("district", 6))
KEYS: Final = ("unit", "year", "month", "kind")


def inspect(rows: pl.DataFrame, asked: Asked) -> Found:
    """Names that do not go with their code, kinds that are not known, months to come."""
    checks, faults = name_checks(rows, "unit", NAMES)
    return Found(tuple(faults), (*checks, _future(asked), *_unknown_kinds(rows)), _renamed(rows))


def _future(asked: Asked) -> Check:
    today = asked.today
    wrong = (pl.col("year") == today.year) & (pl.col("month") > today.month)
    says = sentence("MES: {}/{} todavía no llega: revise el mes y el año.", "month", "year")
    return Check("mes-futuro", "month", wrong, says)


def _written_kinds(rows: pl.DataFrame) -> list[str]:
    return sorted(rows["kind"].drop_nulls().unique())


def _unknown_kinds(rows: pl.DataFrame) -> list[Check]:
    unknown = [name for name in _written_kinds(rows) if bare(name) not in dictionary()]
    if not unknown:
        return []
    says = sentence("P_MODALIDADES: «{}» no está en el diccionario; entra con ese nombre.", "kind")
    return [Check("modalidad-desconocida", "kind", pl.col("kind").is_in(unknown), says)]


def _renamed(rows: pl.DataFrame) -> tuple[str, ...]:
    changed = [name for name in _written_kinds(rows) if known_name(name) != name]
    return tuple(f"La modalidad «{name}» entra como «{known_name(name)}»." for name in changed)


def build(rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
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


LAYOUT: Final = Layout(
    name="denuncias",
    title="Denuncias policiales por distrito, mes y modalidad (archivo abierto del ministerio)",
    dataset="denuncias",
    columns=(
        Column("year", "ANIO", kinds.year(), ("Año",)),
        Column("month", "MES", kinds.month()),
        Column(
            "department", "DPTO_HECHO_NEW", kinds.text(), ("DPTO_HECHO", "Departamento"),
            required=False, blank=True,
        ),
        Column(
            "province", "PROV_HECHO", kinds.text(), ("Provincia",), required=False, blank=True
        ),
        Column("district", "DIST_HECHO", kinds.text(), ("Distrito",), required=False, blank=True),
        Column("unit", "UBIGEO_HECHO", kinds.code(districts()), ("Ubigeo",)),
        Column("kind", "P_MODALIDADES", kinds.text(), ("Modalidad", "Modalidades")),
        Column("count", "cantidad", kinds.count(), ("n_dist_ID_DGC", "Denuncias")),
    ),
    build=build,
    keys=KEYS,
    value=("count",),
    inspect=inspect,
    summary=summary,
)  # fmt: skip
