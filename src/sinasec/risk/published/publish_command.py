"""`sinasec index publish`: publish the index of a year by an edition."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinasec.cli.answer import say
from sinasec.cli.failures import Refused
from sinasec.cli.main import prepared_database
from sinasec.cli.options import as_json
from sinasec.cli.other_door import other_door
from sinasec.records.clock_checked import asks_about_clock, is_somebody_there

if TYPE_CHECKING:
    from sinasec.publications.keep import Published
    from sinasec.risk.published.lacking import Lacks

YES: Final = ("sí", "si", "s")


@click.command("publish")
@click.argument("edition", metavar="EDICIÓN")
@click.option(
    "--year",
    type=click.IntRange(1990, 2100),
    help="Año del índice; el último con todos sus meses, si falta.",
)
@click.option(
    "--partial-year",
    "partial",
    is_flag=True,
    help="Publica a sabiendas un año del que no han llegado todos los meses.",
)
@click.option("--final", is_flag=True, help="Vuelve definitiva la preliminar de ese año.")
@click.option(
    "--data",
    "datos",
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
@click.option(
    "--accept-missing",
    "accepted",
    metavar="CÓDIGOS",
    default="",
    help="Indicadores de la edición que pueden quedarse sin datos, separados por comas. Si falta "
    "otro, se pregunta, o se rechaza donde nadie puede responder.",
)
@asks_about_clock
@as_json
def publish(
    edition: str,
    year: int | None,
    partial: bool,
    final: bool,
    datos: str,
    replications: int | None,
    seed: int | None,
    accepted: str,
    as_json: bool,
) -> None:
    """Publica el índice de riesgo de un año. Repetir con lo mismo no cambia nada.

    EDICIÓN es un código (irs-ejemplo), un código con versión (CÓDIGO@VERSIÓN) o el libro o el
    archivo de una edición. Antes de firmar dice de qué indicadores no hay datos.
    """
    prepared_database()
    from sinasec.publications.told import in_words
    from sinasec.risk.published.index_publish import REFUSALS, told
    from sinasec.risk.published.lacking import Lacks

    asked = {
        "year": year,
        "partial": partial,
        "simulated": datos == "simulados",
        "final": final,
        "replications": replications,
        "seed": seed,
    }
    codes = frozenset(filter(None, (each.strip() for each in accepted.split(","))))
    try:
        done = _published(edition, codes, asked, asks=not as_json)
    except Lacks as lacks:
        faults = [each.as_dict() for each in lacks.lacks]
        raise Refused("faltan-indicadores", str(lacks), faults=faults) from lacks
    except REFUSALS as refused:
        if other := other_door(Path(edition), "risk-editions"):
            raise Refused("otra-puerta", other) from None
        raise click.ClickException(str(refused)) from refused
    answer = told(done)
    lines = [in_words(done)]
    if answer["lacking"]:
        lines.append(f"Sin datos de: {', '.join(answer['lacking'])}.")
    say(as_json, answer, "\n".join(lines))


def _published(
    edition: str, accepted: frozenset[str], asked: dict[str, Any], *, asks: bool
) -> "Published":
    """What is lacking is asked of whoever is there, and it is done again with their yes."""
    from sinasec.risk.published.index_publish import publish_edition
    from sinasec.risk.published.lacking import Lacks

    try:
        return publish_edition(edition, accepted=accepted, now=datetime.now(UTC), **asked)
    except Lacks as lacks:
        if not asks or not is_somebody_there():
            raise
        _ask(lacks)
        every = frozenset(each.code for each in lacks.lacks)
    return publish_edition(edition, accepted=every, now=datetime.now(UTC), **asked)


def _ask(lacks: "Lacks") -> None:
    """Raises Abort unless whoever is there says yes."""
    click.echo(lacks.told, err=True)
    said = click.prompt(
        "Escriba «sí» para publicarlo sin ellos (vacío: no publicar nada)",
        default="",
        show_default=False,
        err=True,
    )
    if said.strip().lower() not in YES:
        raise click.Abort from lacks
