"""`sinasec worker` and `sinasec outbox`."""

import sys
from datetime import UTC, datetime
from typing import Any

import click

from sinasec.behind import end_with_whoever_began
from sinasec.cli.answer import say, sentences
from sinasec.cli.failures import STOPPED
from sinasec.cli.main import prepared_database
from sinasec.cli.options import as_json
from sinasec.cli.stopping import Stopped
from sinasec.translation import gettext as _
from sinasec.who import who


@click.command()
@click.option(
    "--at-once",
    default=2,
    show_default=True,
    type=click.IntRange(1, 32),
    help=_("Cuántos trabajos hace a la vez."),
)
@click.option("--until-idle", is_flag=True, help=_("Termina cuando no queda nada por hacer ahora."))
@click.option("--behind", is_flag=True, hidden=True)  # how `serve` runs it
def worker(at_once: int, until_idle: bool, behind: bool) -> None:
    """Hace lo que espera en la lista de trabajos, hasta que se detiene (Ctrl+C).

    «sinasec serve» y «sinasec workbench» ya inician uno. Puede haber varios, también en otras
    máquinas con la misma base y la misma carpeta: cada trabajo lo hace uno solo.
    """
    if behind:
        end_with_whoever_began()
    prepared_database()
    from django.conf import settings

    from sinasec.database_state import check_right
    from sinasec.work.models import Job
    from sinasec.work.worker import Worker

    check_right(Job._meta.db_table, "UPDATE")
    if not behind:
        click.echo("Trabajando (Ctrl+C para detener).", err=True)
    try:
        folder = settings.RUN / "trabajo"
        with Worker(folder, lambda: datetime.now(UTC), at_once=at_once) as working:
            working.work(until_idle=until_idle)
    except Stopped as stopped:
        if not behind:
            raise
        sys.exit(STOPPED + stopped.number)  # without a word: whoever stopped it has told


@click.group()
def outbox() -> None:
    """La lista de trabajos: qué espera, qué está en curso, qué falló y por qué."""


@outbox.command("list")
@click.option("--all", "every", is_flag=True, help=_("También lo terminado hace tiempo."))
@as_json
def list_(every: bool, as_json: bool) -> None:
    """Lo que está en curso, lo que espera, lo fallido y lo último que terminó."""
    prepared_database()
    from sinasec.work.listed import listed
    from sinasec.work.told import as_document, in_words

    found = listed(every=every)
    words = "\n".join(map(in_words, found)) or _("No hay ningún trabajo.")
    say(as_json, {"jobs": [as_document(each) for each in found]}, words)


@outbox.command()
@click.argument("number", metavar="NÚMERO", type=click.IntRange(1))
@as_json
def retry(number: int, as_json: bool) -> None:
    """Vuelve a intentar lo rechazado, lo fallido o lo anulado; lo que espera, sin esperar más."""
    prepared_database()
    from sinasec.work import outbox as list_of_work

    with sentences(list_of_work.CannotChange):
        job = list_of_work.retry(number, now=datetime.now(UTC))
    _say(as_json, job, f"El trabajo {number} espera a quien lo haga.")


@outbox.command()
@click.argument("number", metavar="NÚMERO", type=click.IntRange(1))
@click.option("--by", default=who, help=_("Quién lo anula; si no se dice, el usuario."))
@as_json
def cancel(number: int, by: str, as_json: bool) -> None:
    """Anula un trabajo: no se hará; si está en curso, se detiene. También aparta uno fallido."""
    prepared_database()
    from sinasec.work import outbox as list_of_work

    with sentences(list_of_work.CannotChange):
        job = list_of_work.cancel(number, by=by, now=datetime.now(UTC))
    _say(as_json, job, _("El trabajo {number} quedó anulado.").format(number=number))


def _say(as_json: bool, job: Any, words: str) -> None:
    from sinasec.work.told import as_document

    say(as_json, as_document(job), words)
