"""The commands of the index. The body of each is in its own module, imported when called."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from sinasec.risk import (
    analysis_commands,
    edition_commands,
    priority_commands,
    publish_command,
)

AS_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Un solo documento JSON en la salida."
)
A_FILE = click.Path(path_type=Path)


@click.group()
def index() -> None:
    """Índices compuestos: construir, medir su incertidumbre y publicar."""


for command in (
    *analysis_commands.COMMANDS,
    *edition_commands.COMMANDS,
    priority_commands.prioritise,
    publish_command.publish,
):
    index.add_command(command)


@index.command()
@click.option(
    "--units", required=True, type=A_FILE, help="iData: una fila por unidad (.csv, .xlsx)."
)
@click.option("--indicators", required=True, type=A_FILE, help="iMeta: una fila por elemento.")
@click.option("--recipe", required=True, type=A_FILE, help="Los pasos y sus argumentos (.yaml).")
@click.option("--out", required=True, type=A_FILE, help="Carpeta que se escribe, nueva o vacía.")
@click.option("--replace", is_flag=True, help="Reemplaza el resultado anterior de esa carpeta.")
@AS_JSON
def build(
    units: Path, indicators: Path, recipe: Path, out: Path, replace: bool, as_json: bool
) -> None:
    """Construye un índice de dos tablas y una receta, sin base de datos."""
    from sinasec.risk.folder_swap import CannotWrite
    from sinasec.risk.index_build import build_index, summary, told
    from sinasec.risk.index_files import UnusableFiles

    try:
        built = build_index(units, indicators, recipe, out, replace=replace)
    except UnusableFiles as found:
        refuse([str(each) for each in found.faults], as_json, [e.as_dict() for e in found.faults])
    except CannotWrite as refusal:
        refuse([str(refusal)], as_json)
    except OSError as error:
        refuse([f"No se pudo escribir «{out}»: {error.strerror}."], as_json)
    document = json.dumps(summary(built, out), ensure_ascii=False) if as_json else ""
    click.echo(document or told(built, out))


def refuse(
    sentences: list[str], as_json: bool, faults: list[dict[str, Any]] | None = None
) -> NoReturn:
    """Say what is wrong, each fault on its line, and end with 1."""
    if as_json:
        click.echo(json.dumps({"error": sentences, "faults": faults or []}, ensure_ascii=False))
    else:
        click.echo("\n".join(sentences))
    sys.exit(1)
