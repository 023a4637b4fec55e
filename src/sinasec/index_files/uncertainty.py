"""`sinasec index uncertainty`: a design replayed, and how sure each place of the ranking is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from sinasec.index_files.csv_file import write_csv
from sinasec.index_files.file_faults import UnusableFiles, of_tables
from sinasec.index_files.files import read_index
from sinasec.index_files.folder_swap import check_target, swapped_in
from sinasec.index_files.output import RECIPE, write_recipe
from sinasec.index_files.table_file import read_table
from sinasec.methods.composite import (
    Built,
    CannotBuild,
    DesignFaults,
    IndexTables,
    Recipe,
    RecipeFaults,
    Replayed,
    build,
    draw_design,
    probability_top,
    rank_intervals,
    replay,
)
from sinasec.methods.composite.replays.design_reading import TABLE

DESIGN: Final = "diseno.csv"
RANKS: Final = "rangos.csv"
DRAWS: Final = "sorteos.parquet"
NAMES: Final = frozenset({DESIGN, RANKS, DRAWS, RECIPE})
FIRST: Final = 10  # places told
MOST_ROWS: Final = 1_000_000  # replications, however few the units
MOST_CELLS: Final = 60_000_000  # replications × units: about a gigabyte
LEVEL: Final = 0.90
BORDER: Final = (0.05, 0.95)  # between these probabilities a unit is in doubt


@dataclass(frozen=True, slots=True)
class Asked:
    """What to replay: a design of one's own, or `replications` drawn from `seed`.

    `top`: k, None for a tenth of the units and no more than 100. `draws`: keep them all.
    """

    design: Path | None
    replications: int
    seed: int
    top: int | None = None
    draws: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """`ranks`: uCode, uName, score, rank, rank_low, rank_median, rank_high, p_top."""

    built: Built
    design: pl.DataFrame
    replayed: Replayed
    ranks: pl.DataFrame
    top: int


def write_uncertainty(
    units: Path, indicators: Path, recipe: Path, out: Path, asked: Asked, *, replace: bool = False
) -> Uncertain:
    """Replay and write it whole in `out`. Raises UnusableFiles, CannotWrite or OSError."""
    check_target(out, NAMES, replace=replace)
    found = uncertainty_of(units, indicators, recipe, asked)
    with swapped_in(out) as folder:
        write_csv(found.design, folder / DESIGN)
        write_csv(found.ranks, folder / RANKS)
        write_recipe(found.built.recipe, folder)
        if asked.draws:
            draws_table(found).write_parquet(folder / DRAWS)
    return found


def uncertainty_of(units: Path, indicators: Path, recipe: Path, asked: Asked) -> Uncertain:
    """The same in memory. Raises UnusableFiles."""
    tables, read = read_index(units, indicators, recipe)
    try:
        design = _design(asked, read.recipe, tables)
        return _replayed(tables, read.recipe, design, top_of(asked.top, tables))
    except DesignFaults as found:
        name = asked.design.name if asked.design else TABLE
        raise UnusableFiles(of_tables(found, {TABLE: name})) from found
    except (RecipeFaults, CannotBuild) as refusal:
        raise read.refused(refusal) from refusal


def top_of(asked: int | None, tables: IndexTables) -> int:
    """k: the one asked for, else a tenth of the units and no more than 100."""
    return asked or max(1, min(100, len(tables.units) // 10))


def _design(asked: Asked, recipe: Recipe, tables: IndexTables) -> pl.DataFrame:
    if asked.design:
        design = read_table(asked.design, TABLE)
    elif not recipe.factors:
        raise CannotBuild(
            "la receta no declara factores (factors:): no hay nada que sortear. Declare qué puede "
            "variar, o dé un diseño con --design."
        )
    else:
        _check_room(asked.replications, tables)
        design = draw_design(recipe, asked.replications, asked.seed, tables)
    _check_room(design.height, tables)
    return design


def _check_room(replications: int, tables: IndexTables) -> None:
    """Before anything is drawn: each replication is a row of the design and a rank of each unit."""
    most = min(MOST_ROWS, MOST_CELLS // len(tables.units))
    if replications > most:
        raise CannotBuild(f"con {len(tables.units)} unidades caben {most} réplicas: pida menos.")


def _replayed(tables: IndexTables, recipe: Recipe, design: pl.DataFrame, top: int) -> Uncertain:
    built = build(tables, recipe)
    replayed = replay(tables, recipe, design)
    index = built.tables.tree.index.code
    nominal = built.scores.select("uCode", score=index).with_columns(rank=built.ranks[index])
    names = {"uCode": list(tables.units), "uName": list(tables.names)}
    ranks = (
        pl.DataFrame(names, schema={"uCode": pl.String, "uName": pl.String})
        .join(nominal, on="uCode", how="left", maintain_order="left")
        .join(rank_intervals(replayed, LEVEL), on="uCode", maintain_order="left")
        .join(probability_top(replayed, top), on="uCode", maintain_order="left")
        .sort("rank", "uCode", nulls_last=True)
    )
    return Uncertain(built, design, replayed, ranks, top)


def draws_table(found: Uncertain) -> pl.DataFrame:
    """replication, uCode, score, rank: a row for each unit of each replication; null, no score."""
    replayed = found.replayed
    count, units = replayed.ranks.shape
    numbers = found.design["replication"].cast(pl.Int32).to_numpy()
    return pl.DataFrame(
        {
            "replication": np.repeat(numbers, units),
            "uCode": pl.Series(list(replayed.units) * count, dtype=pl.String),
            "score": pl.Series(replayed.scores.ravel()).fill_nan(None),
            "rank": pl.Series(replayed.ranks.ravel()).replace(0, None),
        }
    )


def summary(found: Uncertain, out: Path) -> dict[str, Any]:
    """What was done, for a machine."""
    return {
        "out": str(out),
        "index": found.built.tables.tree.index.code,
        "units": len(found.replayed.units),
        "replications": found.design.height,
        "level": LEVEL,
        "top": found.top,
        "contested": contested(found.ranks).height,
        "first": found.ranks.head(FIRST).to_dicts(),
    }


def contested(ranks: pl.DataFrame) -> pl.DataFrame:
    """The units whose probability of being among the first k lies within BORDER."""
    return ranks.filter(pl.col("p_top").is_between(*BORDER))


def told(found: Uncertain, out: Path) -> str:
    """The same for a person."""
    head = (
        f"{found.design.height} réplicas de {len(found.replayed.units)} unidades. Puesto, "
        f"intervalo del {LEVEL:.0%} y probabilidad de estar entre los primeros {found.top}:"
    )
    lines = [
        f"{each['rank']:>5}  {each['rank_low']}–{each['rank_high']}  {each['p_top']:.0%}  "
        f"{each['uCode']}  {each['uName']}"
        for each in found.ranks.drop_nulls(["rank", "rank_low"]).head(FIRST).iter_rows(named=True)
    ]
    between = contested(found.ranks).height
    last = f"En la frontera disputada ({_border()}): {between} unidades."
    return "\n".join([head, *lines, last, f"Escrito en {out}: {DESIGN} y {RANKS}."])


def _border() -> str:
    low, high = (f"{100 * share:.0f}" for share in BORDER)
    return f"entre {low} y {high} %"
