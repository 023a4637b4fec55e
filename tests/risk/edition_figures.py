"""The example edition over the real files: the figures of docs/metodos/edicion-del-indice.md.

`python -m tests.risk.edition_figures CARPETA [--year 2023]` loads the files of the folder as their
users would, in a home that is thrown away, and prints what the index of the year says.
"""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Final

import click
import numpy as np
import polars as pl

from sinasec.methods.composite import Factor, build, rank_intervals, read_tables, replay
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs, RiskResult

AT: Final = datetime(2026, 8, 31, tzinfo=UTC)
FIRST: Final = 2018  # from the first year: else some that did report look as if they never had
TOLD: Final = "040101"  # the district whose interval the page explains
FLOORS: Final = (1, 10, 20)  # of the normalised scale, for the geometric mean
FILES: Final = (
    ("crime/denuncias_policiales_2018_2024.csv.gz", {}),
    ("population/poblacion_distrito_anio.parquet", {"series": "INEI_PROY_2018_2026"}),
    ("territory/distritos.csv.gz", {"layout": "distritos", "decimal": "."}),
    ("municipal/comisarias_basicas_2019.parquet", {"year": 2019}),
)


def real_inputs(folder: Path, year: int) -> RiskInputs:
    """Load the files into the home of this process; needs a migrated database."""
    from sinasec.intake.bulk.load import load
    from sinasec.risk.data.inputs import risk_inputs

    for name, said in FILES:
        report = load(folder / name, cited=name, by="pruebas", at=AT, **said)
        if not report.ok:
            raise ValueError(f"{name}: {report.groups}")
    return risk_inputs(year, year - FIRST + 1)


def figures(result: RiskResult) -> list[pl.DataFrame]:
    tables = result.tables
    districts, variants = tables["distritos"], tables["variantes"]
    return [
        districts.group_by("state", "why").len().sort("state", "why"),
        districts.drop_nulls("zone").group_by("zone").len().sort("zone"),
        districts.select(
            "unit", "name", "department", "score", "rank", "rank_low", "rank_high", "p_top", "zone"
        ).head(12),
        variants.drop("title", "changes"),
        tables["sensibilidad"],
        tables["coherencia"],
        tables["pesos_efectivos"].drop("vif"),
        tables["correlaciones"].filter(pl.col("flag") != ""),
        tables["espacial_global"],
        tables["espacial"].group_by("element", "cluster").len().sort("element", "cluster"),
        tables["elementos"].filter(~pl.col("available")).select("element", "why"),
    ]


def doubts(edition: RiskEdition, result: RiskResult) -> list[pl.DataFrame]:
    return [one_by_one(edition, result), of_one(edition, result, TOLD), floors(edition, result)]


def one_by_one(edition: RiskEdition, result: RiskResult) -> pl.DataFrame:
    """What moves the district and not the whole: the design with the columns of each factor alone.

    `mean_shift`: from the nominal rank, in places. `variance`: of the rank of a district over the
    replications, on average, as a share of that with everything drawn.
    """
    index, design = read_tables(result.idata, result.imeta), result.design
    nominal = build(index, edition.recipe).ranks[edition.root.code].to_numpy()
    whole = replay(index, edition.recipe, design).ranks
    rows = [("todo", np.abs(whole - nominal).mean(), 1.0)]
    for factor in edition.recipe.factors:
        own = [column for column in design.columns if _is_of(factor, column)]
        ranks = replay(index, edition.recipe, design.select("replication", *own)).ranks
        share = ranks.var(axis=0).mean() / whole.var(axis=0).mean()
        rows.append((factor.code, np.abs(ranks - nominal).mean(), share))
    return pl.DataFrame(rows, schema=["factor", "mean_shift", "variance"], orient="row")


def of_one(edition: RiskEdition, result: RiskResult, unit: str) -> pl.DataFrame:
    """Where one district falls with everything drawn, with its noise alone, by each mean."""
    index, design = read_tables(result.idata, result.imeta), result.design
    drawn = {
        "todo": design,
        "muestreo": design.select("replication", "muestreo"),
        **{f"agregacion: {name}": some for (name,), some in design.group_by("agregacion")},
    }
    tables = [
        rank_intervals(replay(index, edition.recipe, _numbered(some)), edition.uncertainty.interval)
        .filter(uCode=unit)
        .insert_column(0, pl.Series("drawn", [what]))
        for what, some in drawn.items()
    ]
    return pl.concat(tables).sort("drawn")


def _numbered(design: pl.DataFrame) -> pl.DataFrame:
    return design.with_columns(replication=pl.int_range(1, pl.len() + 1, dtype=pl.Int32))


def floors(edition: RiskEdition, result: RiskResult) -> pl.DataFrame:
    """Mean change of place with the geometric mean, by where the normalised scale begins."""
    index, root = read_tables(result.idata, result.imeta), edition.root.code
    nominal = build(index, edition.recipe).ranks[root]
    geometric = edition.recipe.changing("aggregate.method", "geometric")
    moved = [
        (low, (build(index, geometric.changing("normalise.low", low)).ranks[root] - nominal).abs())
        for low in FLOORS
    ]
    rows = [(low, change.mean()) for low, change in moved]
    return pl.DataFrame(rows, schema=["low", "mean_shift"], orient="row")


def below_their_median(edition: RiskEdition, result: RiskResult) -> float:
    """Share of the first k whose median place is below the published one."""
    first = result.tables["distritos"].filter(pl.col("rank") <= edition.top)
    return (first["rank_median"] > first["rank"]).mean()


def _is_of(factor: Factor, column: str) -> bool:
    kinds = {"weights": column.startswith("peso:"), "sampling": column == "muestreo"}
    return kinds.get(factor.kind, column == factor.code)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True), metavar="CARPETA")
@click.option("--year", default=2023, show_default=True)
def main(folder: Path, year: int) -> None:
    with tempfile.TemporaryDirectory(prefix="sinasec-cifras-") as home:
        os.environ["SINASEC_HOME"] = home
        from django.core.management import call_command

        from sinasec.cli.main import django_setup
        from sinasec.definitions.index import load
        from sinasec.methods.risk.compute import compute

        django_setup()
        call_command("migrate", verbosity=0)
        inputs = real_inputs(folder, year)
        start = perf_counter()
        edition = load()
        result = compute(edition, inputs, year=year)
        click.echo(f"compute: {perf_counter() - start:.1f} s")
        with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=160, fmt_str_lengths=70):
            for table in [*figures(result), *doubts(edition, result)]:
                click.echo(table)
        click.echo(f"mediana por debajo del puesto: {below_their_median(edition, result):.2f}")


if __name__ == "__main__":
    main()
