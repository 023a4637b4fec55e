"""The tables of docs/metodos/indice-compuesto.md, computed: what the page must print.

`python -m tests.composite.example_page` writes them in the page, between its marks.
"""

import re
from pathlib import Path

import polars as pl

from sinasec.definitions.documents import read_document
from sinasec.methods.composite import Recipe, build, contributions, read_tables

FOLDER = Path(__file__).parents[2] / "docs" / "metodos"
PAGE = FOLDER / "indice-compuesto.md"
EXAMPLE = FOLDER / "ejemplo"
MARKED = re.compile(r"(<!-- tabla: (\S+) -->\n).*?(<!-- fin -->)", re.S)
DECIMALS = 2


def built():
    idata, imeta = (
        pl.read_csv(EXAMPLE / name, infer_schema=False) for name in ("iData.csv", "iMeta.csv")
    )
    text = (EXAMPLE / "receta.yaml").read_text(encoding="utf-8")
    recipe = Recipe.from_mapping(read_document(text, "receta.yaml").value)
    return build(read_tables(idata, imeta), recipe)


def tables(index):
    """Name of each mark in the page -> its table."""
    frames = {step.name: step.table for step in index.steps}
    frames["treatment"] = index.treatments.select(
        "element", "skew_before", "kurtosis_before", "method", "points", "skew_after",
        "kurtosis_after",
    )  # fmt: skip
    points = contributions(index)
    frames["contributions"] = points.pivot("element", index="uCode", values="contribution")
    return {name: markdown(frame) for name, frame in frames.items()}


def markdown(frame):
    rows = [frame.columns, ["---"] * frame.width, *(map(written, row) for row in frame.rows())]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def written(cell):
    if cell is None:
        return ""
    return f"{cell:.{DECIMALS}f}" if isinstance(cell, float) else str(cell)


def filled(page):
    """The page with every table computed again."""
    found = tables(built())
    return MARKED.sub(lambda mark: f"{mark[1]}{found[mark[2]]}{mark[3]}", page)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
