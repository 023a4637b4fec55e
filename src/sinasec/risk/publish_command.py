"""`sinasec index publish`: publish the index of a year by an edition."""

import json

import click

from sinasec.cli import prepared_database
from sinasec.compliance.clock_checked import asks_about_clock


@click.command("publish")
@click.argument("edition", metavar="EDICIÓN")
@click.option(
    "--year",
    type=click.IntRange(1990, 2100),
    help="Año del índice; el último con todos sus meses, si falta.",
)
@click.option("--final", is_flag=True, help="Vuelve definitiva la preliminar de ese año.")
@click.option(
    "--datos",
    type=click.Choice(["reales", "simulados"]),
    default="reales",
    show_default=True,
    help="Datos con que se calcula.",
)
@click.option(
    "--replications",
    type=click.IntRange(1, 100_000),
    help="Réplicas; las de la edición, si falta.",
)
@click.option("--seed", type=click.IntRange(0), help="Semilla; la de la edición, si falta.")
@asks_about_clock
@click.option("--json", "as_json", is_flag=True, help="Un solo documento JSON en la salida.")
def publish(
    edition: str,
    year: int | None,
    final: bool,
    datos: str,
    replications: int | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Publica el índice de riesgo de un año. Repetir con lo mismo no cambia nada.

    EDICIÓN es un código (irs-ejemplo), un código con versión (CÓDIGO@VERSIÓN) o el libro o el
    archivo de una edición.
    """
    prepared_database()
    from datetime import UTC, datetime

    from sinasec.risk.index_publish import REFUSALS, publish_edition, told

    try:
        done = publish_edition(
            edition,
            year=year,
            simulated=datos == "simulados",
            final=final,
            replications=replications,
            seed=seed,
            now=datetime.now(UTC),
        )
    except REFUSALS as refused:
        raise click.ClickException(str(refused)) from refused
    answer = told(done)
    news = "Publicado" if done.fresh else "Ya estaba publicado, y no cambió nada"
    mark = " (SIMULADO)" if answer["simulated"] else ""
    words = f"{news}: {answer['id']}{mark}, {answer['stage']}\n{answer['path']}"
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else words)
