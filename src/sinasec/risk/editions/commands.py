"""`sinasec index …` for editions: template, load, list and compare."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sinasec.cli.answer import say, say_document
from sinasec.cli.failures import CANNOT, Refused, named
from sinasec.cli.main import database_if_any
from sinasec.cli.options import as_json
from sinasec.cli.other_door import other_door
from sinasec.cli.output import check_output, replace_option
from sinasec.counted import counted
from sinasec.os_words import os_words
from sinasec.whole_file import write_whole

if TYPE_CHECKING:
    from sinasec.methods.risk.editions.edition import RiskEdition

EXAMPLE = "irs-ejemplo"
A_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("template")
@click.argument("out", type=A_FILE, metavar="SALIDA.xlsx")
@click.option("--edition", default=EXAMPLE, show_default=True, help="Edición de la que se parte.")
@replace_option
@as_json
def template(out: Path, edition: str, replace: bool, as_json: bool) -> None:
    """Escribe el libro de una edición del índice, para cambiarla y cargarla."""
    from sinasec.risk.editions.workbook import edition_to_workbook

    if out.suffix.lower() != ".xlsx":
        raise click.UsageError("El libro se escribe en un archivo .xlsx.")
    check_output(out, replace=replace)
    content = edition_to_workbook(_found(edition))
    try:
        write_whole(out, content)
    except OSError as error:
        words = f"No se pudo escribir {out}: {os_words(error)}."
        raise Refused("no-se-escribe", words, exit=CANNOT) from named(error, out)
    told = f"Libro de la edición «{edition}» escrito en {out}."
    say(as_json, {"path": str(out), "edition": edition}, told)


@click.command("load-edition")
@click.argument("file", type=click.Path(path_type=Path, exists=True), metavar="ARCHIVO")
@click.option("--by", required=True, help="Quién la carga.")
@as_json
def load_edition(file: Path, by: str, as_json: bool) -> None:
    """Carga una edición del índice desde su libro (.xlsx, .ods) o su archivo (.yaml).

    Si algo falta o sobra, lo dice todo con su lugar y no guarda nada (termina en 1).
    """
    from datetime import UTC, datetime

    from sinasec.definitions.faults import DefinitionFaults
    from sinasec.risk.editions import store as editions
    from sinasec.risk.editions.reading import WorkbookFaults, edition_from_file

    try:
        edition = edition_from_file(file)
        noted = None
        if database_if_any():
            from sinasec.risk.editions.noted import note_edition

            noted = note_edition(by)
        new = editions.keep(edition=edition, by=by, at=datetime.now(UTC), announced=noted)
    except (WorkbookFaults, DefinitionFaults) as refused:
        if other := other_door(file, "risk-editions"):
            raise Refused("otra-puerta", other) from None
        count = f"{counted(len(refused.faults), 'falta', 'faltas')}: la edición no se guardó."
        words = "\n".join([*map(str, refused.faults), count])
        faults = [{"message": str(each)} for each in refused.faults]
        raise Refused("edicion-con-faltas", words, faults=faults) from refused
    except editions.CannotKeep as refused:
        raise click.ClickException(str(refused)) from refused
    except OSError as error:
        words = f"No se pudo leer {file}: revise sus permisos."
        raise Refused("no-se-lee", words, exit=CANNOT) from error
    said = "cargada" if new else "ya estaba cargada"
    document = {
        "code": edition.code,
        "version": edition.version,
        "title": edition.title,
        "new": new,
    }
    told = f"Edición {edition.code} {edition.version} {said}: {edition.title}."
    say(as_json, document, told)


@click.command("editions")
@as_json
def list_editions(as_json: bool) -> None:
    """Lista las ediciones del índice: las del producto y las cargadas."""
    from dataclasses import asdict

    from sinasec.risk.editions import store as editions

    found = editions.kept()
    if as_json:
        say_document([asdict(each) for each in found])
        return
    for kept in found:
        if kept.fault:
            click.echo(kept.fault)
            continue
        mark = " · ejemplo" if kept.ejemplo else ""
        by = f" · cargada por {kept.by} el {kept.at[:10]}" if kept.by else " · del producto"
        click.echo(f"{kept.code} {kept.version}{mark}{by} · {kept.title}")


@click.command("compare-editions")
@click.argument("one", metavar="UNA")
@click.argument("other", metavar="OTRA")
@as_json
def compare_editions(one: str, other: str, as_json: bool) -> None:
    """Dice qué cambia de una edición a otra (CÓDIGO o CÓDIGO@VERSIÓN)."""
    from sinasec.methods.risk.editions.comparison import differences

    found = differences(_found(one), _found(other))
    words = "\n".join(found or ["Las dos ediciones dicen lo mismo."])
    say(as_json, {"differences": list(found)}, words)


def _found(code: str) -> "RiskEdition":
    from sinasec.definitions.index import UnknownEdition
    from sinasec.risk.editions import store as editions

    try:
        return editions.find(code)
    except UnknownEdition as unknown:
        raise click.ClickException(str(unknown)) from unknown


COMMANDS = (template, load_edition, list_editions, compare_editions)
