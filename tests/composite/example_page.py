"""The tables of docs/metodos/indice-compuesto.md, computed: what the page must print.

`python -m tests.composite.example_page` writes them in the page, between its marks.
"""

import re
from pathlib import Path

import numpy as np
import polars as pl

from sinasec.definitions.documents import read_document
from sinasec.methods.composite import Recipe, build, contributions, read_tables
from sinasec.methods.composite.audits.sobol import sobol
from tests.composite.ishigami import ISHIGAMI_FIRST, ISHIGAMI_TOTAL, ishigami, names

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
    frames["sobol"] = convergence()
    return {name: markdown(frame) for name, frame in frames.items()}


def convergence():
    """Mean and root mean square error of both estimators on Ishigami, the worst of its factors."""
    exact = np.array([ISHIGAMI_FIRST, ISHIGAMI_TOTAL])
    rows = []
    for base in (128, 512, 2048, 8192):
        found = [sobol(ishigami, names(3), base, seed, resamples=2) for seed in range(20)]
        errors = np.array([[each.first, each.total] for each in found]) - exact
        bias = np.abs(errors.mean(axis=0)).max(axis=1)
        size = np.sqrt((errors**2).mean(axis=0)).max(axis=1)
        told = [f"{each:.3f}" for each in (bias[0], size[0], bias[1], size[1])]
        rows.append([str(base), str(base * 5), *told])
    heads = ("n", "réplicas", "sesgo de S", "error de S", "sesgo de T", "error de T")
    return pl.DataFrame(rows, schema=heads, orient="row")


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
