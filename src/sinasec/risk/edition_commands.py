"""`sinasec index …` for editions: template, load, list and compare."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sinasec.os_words import os_words

if TYPE_CHECKING:
    from sinasec.methods.risk.edition import RiskEdition

EXAMPLE = "irs-ejemplo"
A_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("template")
@click.argument("out", type=A_FILE, metavar="SALIDA.xlsx")
@click.option("--edition", default=EXAMPLE, show_default=True, help="Edición de la que se parte.")
def template(out: Path, edition: str) -> None:
    """Escribe el libro de una edición del índice, para cambiarla y cargarla."""
    from sinasec.risk.edition_workbook import edition_to_workbook

    if out.suffix.lower() != ".xlsx":
        raise click.UsageError("El libro se escribe en un archivo .xlsx.")
    content = edition_to_workbook(_found(edition))
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"No se pudo escribir {out}: {os_words(error)}.") from error
    click.echo(f"Libro de la edición «{edition}» escrito en {out}.")


@click.command("load-edition")
@click.argument("file", type=click.Path(path_type=Path, exists=True), metavar="ARCHIVO")
@click.option("--by", required=True, help="Quién la carga.")
@click.pass_context
def load_edition(ctx: click.Context, file: Path, by: str) -> None:
    """Carga una edición del índice desde su libro (.xlsx, .ods) o su archivo (.yaml).

    Si algo falta o sobra, lo dice todo con su lugar y no guarda nada (termina en 1).
    """
    from datetime import UTC, datetime

    from sinasec.definitions.faults import DefinitionFaults
    from sinasec.risk import editions
    from sinasec.risk.edition_reading import WorkbookFaults, edition_from_file

    try:
        edition = edition_from_file(file)
        new = editions.keep(edition=edition, by=by, at=datetime.now(UTC))
    except (WorkbookFaults, DefinitionFaults) as refused:
        click.echo("\n".join(map(str, refused.faults)))
        click.echo(f"{len(refused.faults)} faltas: la edición no se guardó.")
        ctx.exit(1)
    except editions.CannotKeep as refused:
        raise click.ClickException(str(refused)) from refused
    except OSError as error:
        raise click.ClickException(f"No se pudo leer {file}: revise sus permisos.") from error
    said = "cargada" if new else "ya estaba cargada"
    click.echo(f"Edición {edition.code} {edition.version} {said}: {edition.title}.")


@click.command("editions")
def list_editions() -> None:
    """Lista las ediciones del índice: las del producto y las cargadas."""
    from sinasec.risk import editions

    for kept in editions.kept():
        if kept.fault:
            click.echo(kept.fault)
            continue
        mark = " · ejemplo" if kept.ejemplo else ""
        by = f" · cargada por {kept.by} el {kept.at[:10]}" if kept.by else " · del producto"
        click.echo(f"{kept.code} {kept.version}{mark}{by} · {kept.title}")


@click.command("compare-editions")
@click.argument("one", metavar="UNA")
@click.argument("other", metavar="OTRA")
def compare_editions(one: str, other: str) -> None:
    """Dice qué cambia de una edición a otra (CÓDIGO o CÓDIGO@VERSIÓN)."""
    from sinasec.methods.risk.comparison import differences

    found = differences(_found(one), _found(other))
    for sentence in found or ["Las dos ediciones dicen lo mismo."]:
        click.echo(sentence)


def _found(code: str) -> "RiskEdition":
    from sinasec.definitions.index import UnknownEdition
    from sinasec.risk import editions

    try:
        return editions.find(code)
    except UnknownEdition as unknown:
        raise click.ClickException(str(unknown)) from unknown


COMMANDS = (template, load_edition, list_editions, compare_editions)
