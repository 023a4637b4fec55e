"""`sinasec workbench`: the site with its workbench, for one analyst on this machine."""

import os
import secrets
from typing import Final

import click

from sinasec.web import commands

HOST: Final = "127.0.0.1"


@click.command()
@click.option("--by", required=True, metavar="QUIÉN", help="Nombre y cargo: consta en lo escrito.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Puerto en que escucha.",
)
def workbench(by: str, port: int) -> None:
    """Abre la mesa de trabajo: cargar datos, construir y publicar una edición del índice.

    Solo escucha en esta máquina y pide la clave que muestra al empezar.
    """
    if not by.strip():
        raise click.BadParameter("diga quién trabaja, con su cargo.", param_hint="--by")
    key = os.environ.setdefault("SINASEC_WORKBENCH_KEY", secrets.token_urlsafe(24))
    os.environ["SINASEC_WORKBENCH_BY"] = by.strip()
    os.environ["DJANGO_SETTINGS_MODULE"] = "sinasec.web.workbench.settings"
    commands.run(HOST, port, 1, f"Mesa de trabajo: http://{HOST}:{port}/mesa/?clave={key}")
