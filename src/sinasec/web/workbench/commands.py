"""`sinasec workbench`: the site with its workbench, for one analyst on this machine."""

import errno
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

import click

from sinasec.cli.failures import CANNOT, Refused
from sinasec.cli.main import django_setup
from sinasec.web import commands

HOST: Final = "127.0.0.1"
OTHER: Final = "::1"  # a browser may try it first for the same name
NAME_BYTES: Final = 16
KEY_BYTES: Final = 24


@click.command()
@click.option("--by", required=True, metavar="QUIÉN", help="Nombre y cargo: consta en lo escrito.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Puerto en que escucha.",
)
@commands.without_worker
def workbench(by: str, port: int, without_worker: bool) -> None:
    """Abre la mesa de trabajo: cargar datos, construir y publicar una edición del índice.

    Solo escucha en esta máquina. La dirección que muestra al empezar abre una sola vez; la sesión
    termina tras una hora sin uso o a las ocho horas.
    """
    if not by.strip():
        raise click.BadParameter("diga quién trabaja, con su cargo.", param_hint="--by")
    os.environ.setdefault("SINASEC_WORKBENCH_KEY", secrets.token_urlsafe(KEY_BYTES))
    os.environ["SINASEC_WORKBENCH_NAME"] = f"{secrets.token_hex(NAME_BYTES)}.localhost"
    os.environ["SINASEC_WORKBENCH_BY"] = by.strip()
    os.environ["DJANGO_SETTINGS_MODULE"] = "sinasec.web.workbench.settings"
    django_setup()
    from sinasec.records.clock import fault_of_author

    if fault := fault_of_author(by):
        raise click.BadParameter(fault, param_hint="--by")
    with held(port):
        says = f"Mesa de trabajo: {_address(port)}"
        commands.run(HOST, port, 1, says, worker=not without_worker)


def _address(port: int) -> str:
    """What the analyst opens; its key has not opened yet. Raises NotPrepared or OSError."""
    from django.conf import settings

    from sinasec.web.workbench.key import entries, forget, key_of

    key = key_of(os.environ)
    forget(key, entries(settings.HOME))
    return f"http://{os.environ['SINASEC_WORKBENCH_NAME']}:{port}/mesa/?clave={key}"


@contextmanager
def held(port: int) -> Iterator[None]:
    """Keep the same port of the machine's other address, so that nobody else answers there.

    The name of a run stands for both, and whoever answers first is given the key. Raises Refused.
    """
    with ExitStack() as kept:
        try:
            other = kept.enter_context(socket.socket(socket.AF_INET6, socket.SOCK_STREAM))
            other.bind((OTHER, port))  # and not listened to: a browser goes on to the right one
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise Refused(
                    "puerto-en-uso",
                    f"Otro programa usa el puerto {port} de [{OTHER}], y un navegador le daría la "
                    "clave de la mesa: ciérrelo o elija otro puerto con --port.",
                    exit=CANNOT,
                ) from error  # any other refusal: this machine has no such address
        yield
