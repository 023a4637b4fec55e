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
import polars as pl

from sinasec.methods.risk.values import RiskInputs, RiskResult

AT: Final = datetime(2026, 8, 31, tzinfo=UTC)
FIRST: Final = 2018  # from the first year: else some that did report look as if they never had
FILES: Final = (
    ("crime/denuncias_policiales_2018_2024.csv.gz", {}),
    ("population/poblacion_distrito_anio.parquet", {"series": "INEI_PROY_2018_2026"}),
    ("territory/distritos.csv.gz", {"layout": "distritos"}),
    ("municipal/comisarias_basicas_2019.parquet", {"year": 2019}),
)


def real_inputs(folder: Path, year: int) -> RiskInputs:
    """Load the files into the home of this process; needs a migrated database."""
    from sinasec.risk.ingest.load import load
    from sinasec.risk.inputs import risk_inputs

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


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True), metavar="CARPETA")
@click.option("--year", default=2023, show_default=True)
def main(folder: Path, year: int) -> None:
    with tempfile.TemporaryDirectory(prefix="sinasec-cifras-") as home:
        os.environ["SINASEC_HOME"] = home
        from django.core.management import call_command

        from sinasec.cli import django_setup
        from sinasec.definitions.index import load
        from sinasec.methods.risk.compute import compute

        django_setup()
        call_command("migrate", verbosity=0)
        inputs = real_inputs(folder, year)
        start = perf_counter()
        result = compute(load(), inputs, year=year)
        click.echo(f"compute: {perf_counter() - start:.1f} s")
        with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=160, fmt_str_lengths=70):
            for table in figures(result):
                click.echo(table)


if __name__ == "__main__":
    main()
