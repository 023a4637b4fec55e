"""A built index as files: the table of every step, scores, ranks, contributions and log."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl
import yaml

from sinasec.index_files.csv_file import write_csv
from sinasec.methods.composite import Built, Recipe, contributions

STEPS: Final = "pasos"
RECIPE: Final = "receta.yaml"
TABLES: Final = ("puntajes", "puestos", "contribuciones", "pesos", "tratamiento", "registro")
NAMES: Final = frozenset(
    {STEPS, RECIPE, *(f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet"))}
)


def write_index(built: Built, folder: Path) -> None:
    """Write everything in an empty folder, each table as CSV and as Parquet."""
    (folder / STEPS).mkdir()
    for name, frame in tables_of(built):
        write_csv(frame, folder / f"{name}.csv")
        frame.write_parquet(folder / f"{name}.parquet")
    write_recipe(built.recipe, folder)


def tables_of(built: Built) -> Iterator[tuple[str, pl.DataFrame]]:
    """Name (with its folder, without suffix) and table of all that is written."""
    for order, step in enumerate(built.steps, start=1):
        yield f"{STEPS}/{order:02}-{step.name}", step.table
    yield "puntajes", _named(built, built.scores)
    yield "puestos", _named(built, built.ranks)
    yield "contribuciones", contributions(built)
    yield "pesos", built.weights
    yield "tratamiento", built.treatments
    yield "registro", log_table(built)


def log_table(built: Built) -> pl.DataFrame:
    """order, step, arguments (JSON), what: a row per step."""
    return pl.DataFrame(
        [
            {
                "order": order,
                "step": entry["step"],
                "arguments": json.dumps(entry["arguments"], ensure_ascii=False, sort_keys=True),
                "what": entry["what"],
            }
            for order, entry in enumerate(built.log(), start=1)
        ],
        schema={"order": pl.Int32, "step": pl.String, "arguments": pl.String, "what": pl.String},
    )


def write_recipe(recipe: Recipe, folder: Path) -> None:
    """Write the recipe as YAML that reads back the same."""
    text = yaml.safe_dump(_plain(recipe.as_mapping()), allow_unicode=True, sort_keys=False)
    (folder / RECIPE).write_text(text, encoding="utf-8")


def _named(built: Built, frame: pl.DataFrame) -> pl.DataFrame:
    names = pl.Series("uName", list(built.tables.names), dtype=pl.String)
    return frame.select("uCode", names, pl.exclude("uCode"))


def _plain(value: Any) -> Any:
    """Without tuples, which YAML writes with a tag."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
