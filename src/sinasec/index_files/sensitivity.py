"""`sinasec index sensitivity`: which choices of the recipe move the ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.index_files.csv_file import write_csv
from sinasec.index_files.files import read_index
from sinasec.index_files.folder_swap import check_target, swapped_in
from sinasec.index_files.output import RECIPE, write_recipe
from sinasec.index_files.uncertainty import top_of
from sinasec.methods.composite import CannotBuild, RecipeFaults, sensitivities

TABLE: Final = "sensibilidad.csv"
NAMES: Final = frozenset({TABLE, RECIPE})
TITLES: Final[Mapping[str, str]] = {
    "mean_shift": "del cambio medio de puesto",
    "top_stability": "de la permanencia entre los primeros",
}


@dataclass(frozen=True, slots=True)
class Sensed:
    """`table`: output and the columns of `sensitivity`. `replications`: that were replayed."""

    table: pl.DataFrame
    replications: int
    top: int


def write_sensitivity(
    units: Path,
    indicators: Path,
    recipe: Path,
    out: Path,
    *,
    base: int,
    seed: int,
    resamples: int,
    top: int | None = None,
    replace: bool = False,
) -> Sensed:
    """Measure it and write it whole in `out`. Raises UnusableFiles, CannotWrite or OSError."""
    check_target(out, NAMES, replace=replace)
    tables, read = read_index(units, indicators, recipe)
    first = top_of(top, tables)
    try:
        if not read.recipe.factors:
            raise CannotBuild("la receta no declara factores (factors:): no hay qué comparar.")
        found = sensitivities(tables, read.recipe, base, seed, resamples, first)
    except (RecipeFaults, CannotBuild) as refusal:
        raise read.refused(refusal) from refusal
    table = pl.concat(
        frame.select(pl.lit(name).alias("output"), pl.all()) for name, frame in found.tables.items()
    )
    with swapped_in(out) as folder:
        write_csv(table, folder / TABLE)
        write_recipe(read.recipe, folder)
    return Sensed(table, found.outputs.shape[1], first)


def summary(found: Sensed, out: Path) -> dict[str, Any]:
    """What was done, for a machine."""
    return {
        "out": str(out),
        "replications": found.replications,
        "top": found.top,
        "sensitivity": found.table.to_dicts(),
    }


def told(found: Sensed, out: Path) -> str:
    """The same for a person: by output, the factors from the one that moves most."""
    lines = [f"{found.replications} réplicas; los primeros son {found.top}."]
    for output, title in TITLES.items():
        lines.append(f"Parte de la variación {title} (sola / con sus interacciones):")
        own = found.table.filter(output=output).sort("total", descending=True, nulls_last=True)
        lines += [f"  {_share(row)}  {row['title']}" for row in own.iter_rows(named=True)]
    return "\n".join([*lines, f"Escrito en {out}: {TABLE}."])


def _share(row: Mapping[str, Any]) -> str:
    if row["first"] is None or row["total"] is None:
        return "sin variación"
    ends = row["total_low"], row["total_high"]
    interval = "(sin intervalo)" if None in ends else f"({ends[0]:.1%} a {ends[1]:.1%})"
    return f"{row['first']:6.1%} / {row['total']:6.1%} {interval}"
