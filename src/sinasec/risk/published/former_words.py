"""What packages of the index said before: one made then is made again as it was (decision 0193).

Whoever changes a description of `result_tables.py` writes here the one it had; whoever adds a
column, its name; whoever changes the words of a text that methods write, how they were.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.publications.packages.canonical import UnreadableTable
from sinasec.publications.packages.former_words import Former, words_of
from sinasec.publications.packages.table import Table
from sinasec.risk.published.older_packages import read_result
from sinasec.risk.published.result_tables import RESULTS

_MEAN: Final = {"mean_shift": ("Cambio medio de puesto, en valor absoluto",)}
FORMER: Final[Former] = {
    "variantes": _MEAN,
    "retiros": _MEAN,
    "elementos": {"period": ("Año o ventana de los valores",)},
    "correlaciones": {
        "pearson": ("Correlación de Pearson",),
        "spearman": ("Correlación de Spearman",),
    },
    "tasas": {
        "exposure": ("Habitantes por años de la ventana",),
        "raw": ("Tasa bruta",),
        "smoothed": ("Tasa suavizada",),
    },
    "calidad": {
        "months": ("Meses con al menos una denuncia, de 0 a 12",),
        "flag": ("nunca_reporto, parcial, quiebre o vacío",),
    },
    "contribuciones": {
        "normalised": ("De 0 a 100, aplicada la dirección; en un agregado, su puntaje",)
    },
    "sensibilidad": {"first": ("Índice de primer orden",), "total": ("Índice total",)},
    "espacial": {"local_i": ("I de Moran local",), "g_star": ("Puntaje z de G* de Getis y Ord",)},
    "espacial_global": {"moran": ("I de Moran",)},
    "coherencia": {"alpha": ("Alfa de Cronbach; vacío con menos de dos",)},
    "pesos_efectivos": {
        "effective": ("Parte del índice según su correlación con el puntaje; suman 1 por nivel",)
    },
    "variantes_puestos": {
        "rank": ("Puesto en la variante",),
        "shift": ("Puestos que sube; negativo si baja",),
    },
}
CAME_LATER: Final[Mapping[str, frozenset[str]]] = {  # table, columns that it lacked
    "variantes_puestos": frozenset({"before", "after"}),
    "tasas": frozenset({"months", "toward"}),
    "calidad": frozenset({"come"}),
}
_TOWARDS: Final = "hacia la media de las tasas de los distritos"
PHRASES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {  # table and column: now -> then
    ("elementos", "period"): {r" \((enero|hasta)[a-z ]*\)$": ""},
    ("elementos", "treatment"): {
        _TOWARDS: "hacia la del país",
        "lo que registra la fuente, sin corregir por lo que no registra": (
            "hechos denunciados, sin corregir por lo que no se denuncia"
        ),
    },
    ("variantes", "changes"): {r" De cada doce[^.]*\.": "", _TOWARDS: "hacia la del país"},
}


def tables_of(descriptor: Mapping[str, Any]) -> tuple[Table, ...]:
    """The results that a package has, with the columns and the words it gives them."""
    listed = {resource.get("name"): resource for resource in descriptor["resources"]}
    return tuple(_then(table, listed.get(table.name)) for table in RESULTS)


def _then(table: Table, resource: Mapping[str, Any] | None) -> Table:
    said = words_of(table.name, table.describes, resource, FORMER)
    lacked = CAME_LATER.get(table.name, frozenset()) - _columns(resource) if resource else ()
    schema = pl.Schema({name: kind for name, kind in table.schema.items() if name not in lacked})
    return replace(table, schema=schema, describes=said)


def _columns(resource: Mapping[str, Any]) -> set[Any]:
    return {field.get("name") for field in resource.get("schema", {}).get("fields", [])}


def with_words_of(folder: Path, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The results, where a text in the words of before is the one published, with that text."""
    made = dict(tables)
    for (name, column), phrases in PHRASES.items():
        table = next(each for each in RESULTS if each.name == name)
        if (published := _published(folder, table)) is not None:
            made[name] = _as_published(table, made[name], published, column, phrases)
    return made


def _published(folder: Path, table: Table) -> pl.DataFrame | None:
    """None when it cannot be read: that is a difference, and is told as one."""
    try:
        return read_result(table, (folder / f"{table.path}.csv").read_bytes())
    except (OSError, UnreadableTable):
        return None


def _as_published(
    table: Table,
    made: pl.DataFrame,
    published: pl.DataFrame,
    column: str,
    phrases: Mapping[str, str],
) -> pl.DataFrame:
    keys = list(table.keys)
    said = published.select(*keys, said=pl.col(column))
    joined = made.join(said, on=keys, how="left", maintain_order="left")
    pairs = joined.select(column, "said").iter_rows()
    texts = [then if then == former_text(now, phrases) else now for now, then in pairs]
    return made.with_columns(pl.Series(column, texts, pl.String))


def former_text(text: str, phrases: Mapping[str, str]) -> str:
    """`text` as it was said. `phrases`: expression -> what stood in its place."""
    for now, then in phrases.items():
        text = re.sub(now, then, text)
    return text
