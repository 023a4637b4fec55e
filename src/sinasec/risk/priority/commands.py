"""`sinasec index prioritise`: register the yearly list of priority districts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from sinasec.cli.answer import say
from sinasec.cli.days import Day
from sinasec.cli.main import prepared_database
from sinasec.cli.options import as_json
from sinasec.counted import counted
from sinasec.records.clock_checked import asks_about_clock


@click.command("prioritise")
@click.argument("publication", metavar="PUBLICACIÓN")
@click.option("--year", required=True, type=int, help="Año de la relación.")
@click.option("--resolution", required=True, help="Resolución que la aprueba.")
@click.option("--on", required=True, type=Day(), help="Fecha de la resolución.")
@click.option("--by", required=True, help="Quién la registra.")
@click.option(
    "--include", nargs=2, multiple=True, metavar="UBIGEO RAZÓN",
    help="Distrito que entra por decisión escrita, con su razón. Se repite.",
)  # fmt: skip
@click.option(
    "--exclude", nargs=2, multiple=True, metavar="UBIGEO RAZÓN",
    help="Distrito que no entra por decisión escrita, con su razón. Se repite.",
)  # fmt: skip
@click.option(
    "--example-because", default="", metavar="RAZÓN",
    help="Por qué se usa un índice de una edición de ejemplo; queda en el acto.",
)  # fmt: skip
@click.option("--evidence-url", default="", help="Enlace https de la resolución.")
@click.option("--evidence-sha256", default="", help="Huella SHA-256 del archivo de la resolución.")
@asks_about_clock
@as_json
def prioritise(
    publication: str,
    year: int,
    resolution: str,
    on: date,
    by: str,
    include: Sequence[tuple[str, str]],
    exclude: Sequence[tuple[str, str]],
    as_json: bool,
    **optional: str,
) -> None:
    """Registra la relación anual de distritos priorizados desde una publicación del índice.

    Entran los que la regla propone; los de la frontera, solo con una razón escrita y propia. La
    publicación es definitiva, salvo que sea SIMULADO.
    """
    prepared_database()
    from django.utils import timezone

    from sinasec.risk.priority import actions
    from sinasec.risk.published.reading import UnknownPublication

    try:
        act, new = actions.prioritise(
            publication=publication,
            year=year,
            resolution=resolution,
            on=on,
            by=by,
            now=timezone.now(),
            include=dict(include),
            exclude=dict(exclude),
            **optional,
        )
    except actions.CannotPrioritise as refused:
        raise click.ClickException("\n".join(refused.faults)) from refused
    except UnknownPublication as refused:
        raise click.ClickException(str(refused)) from refused
    say(as_json, _document(act, new), "\n".join(_said(act, new)))


def _document(act, new: bool) -> dict[str, Any]:
    from sinasec.risk.priority.reading import list_of

    found = list_of(act)
    return {
        "id": act.pk,
        "year": act.year,
        "resolution": act.resolution,
        "new": new,
        "simulated": act.simulated,
        "replaces": act.replaces_id,
        "listed": [each.unit for each in found.listed],
        "border": sum(each.zone == "frontera" for each in found.others),
    }


def _said(act, new: bool) -> Iterator[str]:
    from sinasec.risk.priority.reading import list_of

    found = list_of(act)
    mark = "SIMULADO · " if act.simulated else ""
    said = "registrada" if new else "ya estaba registrada"
    listed = counted(len(found.listed), "distrito", "distritos")
    yield f"{mark}Relación {act.year} {said}: {listed} ({act.resolution})."
    if act.replaces_id:
        yield f"Reemplaza a la de «{act.replaces.resolution}»."
    if act.approved_on.year != act.year:
        yield (
            f"El semáforo cuenta el acto por su fecha: cumple el deber de {act.approved_on.year}, "
            f"no el de {act.year}."
        )
    if act.evidence_url is None:
        yield "Queda sin evidencia adjunta: dé el enlace de la resolución con --evidence-url."
    border = sum(each.zone == "frontera" for each in found.others)
    stay = "Queda" if border == 1 else "Quedan"
    yield (f"{stay} en la frontera, sin razón escrita, {counted(border, 'distrito', 'distritos')}.")
