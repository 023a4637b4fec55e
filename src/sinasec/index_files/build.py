"""`sinasec index build`: from three files to a folder of results, without a database."""

from pathlib import Path
from typing import Any, Final

from sinasec.index_files.files import read_index
from sinasec.index_files.folder_swap import check_target, swapped_in
from sinasec.index_files.output import NAMES, write_index
from sinasec.methods.composite import Built, CannotBuild, RecipeFaults, build, zero_weights

FIRST: Final = 10  # places told


def build_index(
    units: Path, indicators: Path, recipe: Path, out: Path, *, replace: bool = False
) -> Built:
    """Build the index and write it whole in `out`. Raises UnusableFiles, CannotWrite or OSError."""
    check_target(out, NAMES, replace=replace)
    built = built_from(units, indicators, recipe)
    with swapped_in(out) as folder:
        write_index(built, folder)
    return built


def built_from(units: Path, indicators: Path, recipe: Path) -> Built:
    """The index of three files, in memory. Raises UnusableFiles."""
    tables, read = read_index(units, indicators, recipe)
    try:
        return build(tables, read.recipe)
    except (RecipeFaults, CannotBuild) as refusal:
        raise read.refused(refusal) from refusal


def summary(built: Built, out: Path) -> dict[str, Any]:
    """What was done, for a machine: units, steps, what a weight of zero left out and
    the first places."""
    return {
        "out": str(out),
        "index": built.tables.tree.index.code,
        "units": len(built.tables.units),
        "left_out": list(built.left_out),
        "steps": built.log(),
        "zero_weights": zero_weights(built),
        "first": first_places(built),
    }


def first_places(built: Built) -> list[dict[str, Any]]:
    """The first units of the ranking: rank, uCode, uName, score."""
    index = built.tables.tree.index.code
    names = dict(zip(built.tables.units, built.tables.names, strict=True))
    ranked = (
        built.scores.select("uCode", score=index)
        .with_columns(built.ranks[index].alias("rank"))
        .drop_nulls("rank")
        .sort("rank", "uCode")
        .head(FIRST)
    )
    return [
        {"rank": rank, "uCode": unit, "uName": names[unit], "score": score}
        for rank, unit, score in ranked.select("rank", "uCode", "score").rows()
    ]


def told(built: Built, out: Path) -> str:
    """The same for a person."""
    lines = [f"{order}. {step.name}: {step.what}" for order, step in enumerate(built.steps, 1)]
    lines.append("")
    lines += [
        f"{each['rank']:>5}  {each['uCode']}  {each['uName']}  {each['score']:.2f}"
        for each in first_places(built)
    ]
    return "\n".join([*lines, "", f"Escrito en {out}: la tabla de cada paso, en CSV y Parquet."])
