"""`sinasec serve`: the site on this machine."""

import errno
import os
import socket

import click

from sinasec.cli.failures import CANNOT, Refused
from sinasec.cli.main import django_setup
from sinasec.environment import unknown, unknown_in_words
from sinasec.os_words import os_words
from sinasec.preparing import ask
from sinasec.publications.home import sinasec_home
from sinasec.secret_key import keep_key
from sinasec.web.serving.first_page import FirstPage
from sinasec.web.serving.worker_behind import WorkerBehind

without_worker = click.option(
    "--without-worker",
    is_flag=True,
    help="No inicia quien hace lo que espera en la lista de trabajos: hágalo «sinasec worker».",
)


@click.command(help="Abre el sitio público en esta máquina.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Dirección en que escucha.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Puerto en que escucha.",
)
@click.option(
    "--workers",
    default=lambda: max(2, os.cpu_count() or 1),  # one answers while another starts again
    type=click.IntRange(1, 64),
    show_default="uno por núcleo, y al menos dos",
    help="Procesos que atienden.",
)
@click.option(
    "--access-log/--no-access-log",
    default=None,
    show_default="sí, salvo en una terminal",
    help="Una línea por cada petición, en la salida de errores.",
)
@click.option(
    "--finish-setup",
    is_flag=True,
    help="Prepara antes la primera página, si no la hay, y detrás lo demás de la demostración.",
)
@without_worker
def serve(
    host: str,
    port: int,
    workers: int,
    access_log: bool | None,
    finish_setup: bool,
    without_worker: bool,
) -> None:
    if access_log is not None:
        os.environ["SINASEC_ACCESS_LOG"] = "1" if access_log else "0"
    name = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1"} else host
    says = f"SINASEC está en http://{name}:{port}"
    run(host, port, workers, says, worker=not without_worker, finish_setup=finish_setup)


def run(
    host: str, port: int, workers: int, says: str, *, worker: bool, finish_setup: bool = False
) -> None:
    """Serve the settings in force until interrupted; `says` where, once it is so.

    `worker`: with one that works behind, from then on.
    """
    for name, meant in unknown(os.environ).items():
        click.echo(f"Atención: {unknown_in_words(name, meant)}", err=True)
    keep_key(sinasec_home())
    django_setup()
    _check_free(host, port)
    if finish_setup and not _has_first_page():
        with FirstPage() as first, WorkerBehind() as behind:
            _serve(host, port, workers, says, first, behind if worker else None)
        first.end_as_it()
    else:
        _check_shown()
        if finish_setup:
            ask()  # whoever works behind looks whether anything is missing
        with WorkerBehind() as behind:
            _serve(host, port, workers, says, None, behind if worker else None)


def _serve(
    host: str,
    port: int,
    workers: int,
    says: str,
    first: FirstPage | None,
    worker: WorkerBehind | None,
) -> None:
    """The processes that serve wait, loaded, while the `first` page is made."""
    from django.db import connections

    from sinasec.web.front import ready
    from sinasec.web.prepared import being_prepared, in_words
    from sinasec.web.serving.server import server

    _collect_static()
    serving = server(host, port, workers)

    def listens() -> None:
        serving.served = True
        click.echo(f"{says} (Ctrl+C para detener)", err=True)
        if found := being_prepared():
            click.echo(in_words(found), err=True)
        if worker is not None:
            worker.begin()

    connections.close_all()  # a process that serves opens its own
    ready.listen(workers, listens)
    if first is not None:
        first.then(go=ready.hold(workers), stop=serving.signal_handler_interrupt)
    serving.serve()


def _has_first_page() -> bool:
    from sinasec.database_state import NotPrepared, check_prepared
    from sinasec.publications.models import Publication

    try:
        check_prepared()
        return Publication.objects.exists()
    except NotPrepared:
        return False  # that is what is done now


def _check_shown() -> None:
    """Refuse tables that are not those of this program: every page would fail, one by one. What is
    withheld is said now, once, and not when the first reader asks."""
    from sinasec.database_state import NotPrepared, check_prepared
    from sinasec.publications.at_start import verify_current

    try:
        check_prepared()
    except NotPrepared as error:
        raise click.ClickException(str(error)) from error
    verify_current()


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _check_free(host: str, port: int) -> None:
    """Refuse a taken port, or an address that is not here, with a sentence instead of a traceback
    from the server."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, UnicodeError) as error:  # of a name with letters that none has
            raise Refused("no-se-escucha", _why_not(host, port, error), exit=CANNOT) from None


def _why_not(host: str, port: int, error: OSError | UnicodeError) -> str:
    if isinstance(error, socket.gaierror | UnicodeError) or error.errno == errno.EADDRNOTAVAIL:
        return (
            f"La dirección «{host}» no es de esta máquina: dé en --host una que lo sea, o 0.0.0.0 "
            "para todas."
        )
    why = f"No se puede escuchar en {host}:{port} ({os_words(error)})."
    if error.errno == errno.EADDRINUSE:
        return f"{why} Cierre el programa que usa ese puerto o elija otro con --port."
    return f"{why} Elija otro puerto con --port: los menores de 1024 suelen ser del sistema."
