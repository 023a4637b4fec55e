"""Options that several commands of letters take."""

from pathlib import Path
from typing import Final

import click

from sinasec.translation import gettext as _

FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE: Final = click.Path(dir_okay=False, path_type=Path)

by_option = click.option(
    "--by", required=True, metavar="QUIÉN", help=_("Quién lo hace, con su cargo.")
)
simulated_option = click.option(
    "--simulated", is_flag=True, help=_("Es de prueba: su número se cuenta aparte y dice SIMULADO.")
)
pdf_option = click.option("--pdf", type=NEW_FILE, help=_("Guarda el PDF en este archivo."))
docx_option = click.option("--docx", type=NEW_FILE, help=_("Guarda el DOCX en este archivo."))

WHERE: Final = _("Diga dónde guardarla: --pdf ARCHIVO o --docx ARCHIVO.")


def check_plain(path: Path, option: str) -> None:
    """A pipe or a device may never end."""
    if not path.is_file():
        raise click.BadParameter(_("no es un archivo: dé uno."), param_hint=option)
