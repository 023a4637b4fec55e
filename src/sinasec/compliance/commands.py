"""The commands of facts: load, template, export-acts, review, waive and declare-complete."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace as replace_in
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinasec.cli.answer import say, say_document
from sinasec.cli.days import Day
from sinasec.cli.failures import CANNOT, Refused, named
from sinasec.cli.options import as_json
from sinasec.cli.other_door import other_door
from sinasec.cli.output import check_output, replace_option
from sinasec.committees.committee_option import COMMITTEE, committee_option
from sinasec.counted import ROWS, counted
from sinasec.os_words import os_words
from sinasec.records.clock_checked import asks_about_clock
from sinasec.who import who

if TYPE_CHECKING:
    from sinasec.committees.registry import CommitteeRow
    from sinasec.compliance.frames import Origin

SAVED: Final = ("Se guardó", "Se guardaron")
SHOWN_FAULTS = 200
ORIGINS: Final[dict[str, "Origin"]] = {"todos": "all", "reales": "real", "simulados": "simulated"}
MOST_ROWS: Final = 2**20 - 1  # that a sheet has below its header


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--by", default=who, help="Quién registra; si no se dice, el usuario de esta máquina."
    )(command)


class AnyDay(Day):
    """A day, also in any of the spellings that a file may have."""

    def read(self, text: str) -> date:
        from sinasec.intake.cells import date_of

        return date_of(text)


@click.command()
@click.argument("file", metavar="ARCHIVO", type=click.Path(path_type=Path))
@click.option(
    "--layout",
    help="Formato del archivo (actos, planes-regionales, revisiones, dispensas, constancias); "
    "si no se dice, se reconoce por sus encabezados.",
)
@_signed
@click.option("--dry-run", is_flag=True, help="Revisa el archivo y no guarda nada.")
@asks_about_clock
@as_json
def load(file: Path, layout: str | None, by: str, dry_run: bool, as_json: bool) -> None:
    """Carga actos, revisiones, dispensas o constancias de un .xlsx, .csv, .ods o .xls.

    Un archivo con errores no cambia nada: se muestran todos, con hoja, fila y columna. El mismo
    archivo dos veces tampoco cambia nada. Sale con 1 cuando hay errores.
    """
    from sinasec import sandbox
    from sinasec.cli.main import prepared_database

    sandbox.warm(("sinasec.spreadsheets.apart",))
    prepared_database()
    from sinasec.compliance.ingest.loading import layouts, load_file
    from sinasec.spreadsheets.faults import Fault

    known = [each.name for each in layouts()]
    if layout not in (None, *known):
        words = f"No hay un formato «{layout}». Los hay: {', '.join(known)}."
        fault = {"code": "formato-desconocido", "message": words}
        raise Refused(fault["code"], words, exit=CANNOT, beside={"faults": [fault]})
    with _database_ready(), _counting() as progress:
        try:
            report = load_file(file, by=by, layout=layout, dry_run=dry_run, progress=progress)
        except OSError as error:
            raise click.UsageError(
                f"No se puede leer «{file}»: revise el nombre y los permisos ({os_words(error)})."
            ) from error
    if report.faults and not report.layout and (told := other_door(file, "acts")):
        report = replace_in(report, faults=(Fault("", None, "", "otra-puerta", told),))
    if as_json:
        say_document(report.as_dict())
    else:
        _tell(report)
    sys.exit(1 if report.faults else 0)


def _tell(report: Any) -> None:
    for note in report.notes:
        click.echo(note)
    for fault in report.faults[:SHOWN_FAULTS]:
        click.echo(str(fault))
    if report.faults:
        more = len(report.faults) - SHOWN_FAULTS
        if more > 0:
            click.echo(f"… y {counted(more, 'error', 'errores')} más (véalos todos con --json).")
        faults = counted(len(report.faults), "error", "errores")
        click.echo(f"{faults} en {counted(report.rows, *ROWS)}: no se guardó nada.")
    elif not report.already_loaded:
        one, many = ("Se guardaría", "Se guardarían") if report.dry_run else SAVED
        done = one if report.accepted == 1 else many
        already = counted(report.known, "ya estaba registrado", "ya estaban registrados")
        known = f"; {already}" if report.known else ""
        click.echo(f"{done} {report.accepted} de {counted(report.rows, *ROWS)}{known}.")


@contextmanager
def _counting() -> Iterator[Callable[[int], None]]:
    """Show on standard error how many rows have been read, when somebody is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("Leyendo"),
        BarColumn(),
        TextColumn("{task.completed} filas"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("filas", total=None)
        yield lambda rows: bar.update(task, completed=rows)


@contextmanager
def _database_ready() -> Iterator[None]:
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        if "no such table" in str(error) or "does not exist" in str(error):
            raise click.UsageError(
                "La base de datos no está preparada: ejecute primero «sinasec setup»."
            ) from error
        if "FOREIGN KEY" in str(error).upper():
            raise click.UsageError(
                "Faltan los comités en la base de datos: ejecute primero «sinasec load-reference»."
            ) from error
        raise


@click.command()
@click.option(
    "--committee",
    "-c",
    type=COMMITTEE,
    help="Código o nombre del comité: llena y bloquea su código.",
)
@click.option(
    "--rows",
    default=200,
    type=click.IntRange(1, MOST_ROWS),
    show_default=True,
    help="Filas preparadas para llenar.",
)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), default=Path("actos.xlsx"), show_default=True,
    help="Archivo que se escribe (.xlsx o .csv).",
)  # fmt: skip
@replace_option
@as_json
def template(
    committee: "CommitteeRow | None", rows: int, out: Path, replace: bool, as_json: bool
) -> None:
    """Escribe la plantilla de actos, con listas, instrucciones y el código del comité."""
    check_output(out, replace=replace)
    from sinasec.cli.main import django_setup

    django_setup()
    from sinasec.compliance.template import write_template

    with _writable(out):
        write_template(out, committee=committee, rows=rows)
    say(as_json, {"path": str(out)}, f"Plantilla escrita en {out}.")


class _Origin(click.Choice[str]):
    """The words of ORIGINS; those of earlier versions go on being understood."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        earlier = {english: word for word, english in ORIGINS.items()}
        return super().convert(earlier.get(value, value), param, ctx)


@click.command("export-acts")
@click.option("--committee", "-c", type=COMMITTEE, help="Solo los actos de este comité.")
@click.option(
    "--data", "--origin", "origin", type=_Origin(list(ORIGINS)), default="todos",
    show_default=True, help="Todos, solo los reales o solo los simulados.",
)  # fmt: skip
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), required=True,
    help="Archivo que se escribe (.csv o .xlsx), con la misma forma que la plantilla.",
)  # fmt: skip
@replace_option
@as_json
def export_acts(
    committee: "CommitteeRow | None", origin: str, out: Path, replace: bool, as_json: bool
) -> None:
    """Descarga los actos con la misma forma en que se cargan."""
    check_output(out, replace=replace)
    from sinasec.cli.main import prepared_database

    prepared_database()
    from sinasec.compliance.export import write_acts

    code = committee.code if committee else None
    with _database_ready(), _writable(out):
        count = write_acts(out, committee=code, origin=ORIGINS[origin])
    told = f"{counted(count, 'acto escrito', 'actos escritos')} en {out}."
    say(as_json, {"path": str(out), "rows": count}, told)


@click.command()
@click.argument("act", metavar="CÓDIGO")
@click.option("--accept", "outcome", flag_value="accepted", help="Aceptar el acto.")
@click.option("--observe", "reason", metavar="MOTIVO", help="Observar el acto, diciendo por qué.")
@_signed
@asks_about_clock
@as_json
def review(act: str, outcome: str | None, reason: str | None, by: str, as_json: bool) -> None:
    """Acepta u observa un acto registrado."""
    if bool(outcome) == bool(reason):
        raise click.UsageError("Diga --accept, o --observe con el motivo.")
    from sinasec.cli.main import prepared_database

    prepared_database()
    from sinasec.compliance.actions import review_act

    with _database_ready(), _sentences():
        review_act(act=act, outcome=outcome or "observed", reason=reason or "", by=by)
    done = "observado" if reason else "aceptado"
    say(as_json, {"act": act, "outcome": outcome or "observed"}, f"El acto {act} quedó {done}.")


@click.command()
@committee_option
@click.option("--duty", default="*", show_default=True, help="Código del deber, o * para todos.")
@click.option("--from", "day_from", type=AnyDay(), required=True, help="Primer día.")
@click.option("--to", "day_to", type=AnyDay(), help="Último día; si falta, sigue abierta.")
@click.option(
    "--kind", type=click.Choice(["suspension", "no_aplica"]), default="suspension",
    show_default=True, help="Suspensión, o el deber no aplica.",
)  # fmt: skip
@click.option("--norm", required=True, help="Norma que la dispone.")
@click.option("--reason", default="", help="Motivo, en una frase.")
@_signed
@asks_about_clock
@as_json
def waive(committee: "CommitteeRow", duty: str, by: str, as_json: bool, **said: Any) -> None:
    """Registra que una norma libra a un comité de un deber en unos días."""
    from sinasec.cli.main import prepared_database

    prepared_database()
    from sinasec.compliance.actions import register_waiver
    from sinasec.compliance.ingest.declarations import duty_of

    code = committee.code
    with _database_ready(), _sentences():
        register_waiver(committee=code, duty=duty_of(duty), by=by, **said)
    say(as_json, {"committee": code, "duty": duty}, f"Dispensa registrada para {code}.")


MEANING: Final = (
    "Dice que en esos días no falta ningún acto y que, de lo que vale mientras rige (un plan, una "
    "publicación en el portal), no regía otro que los registrados."
)


@click.command("declare-complete")
@committee_option
@click.option("--kind", default="*", show_default=True, help="Clase de acto, o * para todas.")
@click.option("--from", "day_from", type=AnyDay(), required=True, help="Primer día.")
@click.option("--to", "day_to", type=AnyDay(), required=True, help="Último día.")
@click.option("--said-by", required=True, help="Quién responde de que está completo.")
@_signed
@asks_about_clock
@as_json
def declare_complete(
    committee: "CommitteeRow", kind: str, by: str, as_json: bool, **said: Any
) -> None:
    """Registra la constancia de que el registro de un comité no tiene huecos en unos días.

    De lo que vale mientras rige (un plan, una publicación en el portal) dice además que en esos
    días no regía otro que los registrados.
    """
    from sinasec.cli.main import prepared_database

    prepared_database()
    from sinasec.compliance import actions
    from sinasec.compliance.ingest.declarations import kind_or_all

    code = committee.code
    with _database_ready(), _sentences():
        actions.declare_complete(committee=code, kind=kind_or_all(kind), by=by, **said)
    say(as_json, {"committee": code, "kind": kind}, f"Constancia registrada para {code}. {MEANING}")


@contextmanager
def _writable(out: Path) -> Iterator[None]:
    from sinasec.compliance.file_format import UnknownFormat

    try:
        yield
    except UnknownFormat as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(
            f"No se puede escribir «{out}»: revise la carpeta y los permisos ({os_words(error)})."
        ) from named(error, out)


@contextmanager
def _sentences() -> Iterator[None]:
    """What is wrong with a fact is said to whoever typed it."""
    from sinasec.compliance.errors import FactError
    from sinasec.spreadsheets.faults import CellError

    try:
        yield
    except (FactError, CellError) as error:
        raise click.UsageError(str(error)) from error
