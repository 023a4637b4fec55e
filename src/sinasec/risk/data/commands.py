"""The commands of data: load, list, activate, compare, quality and template."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace as replace_in
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sinasec.cli.answer import say, say_document
from sinasec.cli.failures import named
from sinasec.cli.main import database_if_any
from sinasec.cli.options import as_json
from sinasec.cli.other_door import other_door
from sinasec.cli.output import check_new, check_output, replace_option
from sinasec.os_words import os_words
from sinasec.who import who

if TYPE_CHECKING:
    from sinasec.territories.locating import Borders
    from sinasec.warehouse import Edition


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--by", default=who, help="Quién carga; si no se dice, el usuario de esta máquina."
    )(command)


@click.group()
def data() -> None:
    """Denuncias, población e indicadores: cargar, comparar ediciones y revisar su calidad."""


@data.command()
@click.argument("file", metavar="ARCHIVO", type=click.Path(path_type=Path))
@click.option(
    "--layout",
    default="",
    help="Formato: denuncias, poblacion, distritos, comisarias, policias, gasto-pp0030, "
    "indicadores o tasas-de-denuncia; si no se dice, se reconoce por sus encabezados.",
)
@click.option("--source", required=True, help="De dónde viene, como se citará en las páginas.")
@_signed
@click.option("--year", type=int, help="De qué año son los datos, si el archivo no lo dice.")
@click.option(
    "--decimal",
    type=click.Choice(["punto", "coma"]),
    callback=lambda _ctx, _param, said: {"punto": ".", "coma": ","}.get(said, ""),
    help="Marca decimal de un CSV: con ella «1.293» deja de ser ambiguo.",
)
@click.option("--series", default="", help="Cuál de las series de un archivo que trae varias.")
@click.option("--simulated", is_flag=True, help="Los datos son de demostración: SIMULADO.")
@click.option(
    "--leave-out",
    multiple=True,
    metavar="FALLA",
    help="Código de una falla cuyas filas se dejan fuera a sabiendas; quedan guardadas aparte.",
)
@click.option(
    "--join/--alone",
    default=None,
    help="Conservar o no lo que el archivo no trae de la edición vigente; por omisión, solo en "
    "los indicadores y las tasas de denuncia.",
)
@click.option("--dry-run", is_flag=True, help="Revisa el archivo y no guarda nada.")
@as_json
def load(file: Path, source: str, as_json: bool, **said: Any) -> None:
    """Carga un .csv, .csv.gz, .zip, .xlsx o .parquet como una edición nueva de sus datos.

    Un archivo con fallas no cambia nada: se cuentan todas y se muestran las primeras, con fila y
    columna. El mismo archivo dos veces tampoco cambia nada. Sale con 1 cuando hay fallas.
    """
    from sinasec import sandbox

    sandbox.warm(("sinasec.intake.bulk.raw",))
    from sinasec.intake.bulk.load import load as load_file
    from sinasec.intake.bulk.raw_table import NO_HEADING
    from sinasec.intake.bulk.telling import told

    with _sentences():
        try:
            report = load_file(
                file,
                cited=source,
                at=datetime.now(UTC),
                borders=_borders,
                announced=None if said["dry_run"] else _noted(),
                **said,
            )
        except OSError as error:
            raise click.UsageError(
                f"No se puede leer «{file}»: revise el nombre y los permisos ({os_words(error)})."
            ) from error
    refused = report.refused
    if refused and refused.code == NO_HEADING and (other := other_door(file, "data")):
        report = replace_in(report, refused=replace_in(refused, code="otra-puerta", message=other))
    say(as_json, report.as_dict(), told(report))
    sys.exit(0 if report.ok else 1)


def _noted() -> "Callable[[Edition], None] | None":
    """What notes a load in the audit; None where there is no database yet, and so no audit."""
    if not database_if_any():
        return None
    from sinasec.intake.bulk.noted import note_load

    return note_load


def _borders() -> "Borders | None":
    """The active boundaries of districts; None where there is no database yet."""
    if not database_if_any():
        return None
    from sinasec.territories.boundaries import active_borders

    return active_borders("dist")


@data.command("list")
@click.argument("dataset", metavar="[DATOS]", default="")
@as_json
def list_editions(dataset: str, as_json: bool) -> None:
    """Las ediciones que hay de cada clase de datos y cuál es la vigente."""
    from sinasec.warehouse import current, datasets, editions, heal

    heal()
    with _sentences():
        rows = [
            (edition, now is not None and now.id == edition.id)
            for name in ([dataset] if dataset else datasets())
            for edition in editions(name)
            for now in [current(name, simulated=edition.simulated)]
        ]
    if as_json:
        say_document([_summary(*row) for row in rows])
        return
    for edition, in_use in rows:
        mark = "vigente" if in_use else ""
        simulated = "SIMULADO  " if edition.simulated else ""
        click.echo(
            f"{edition.id:<32} {mark:<8} {edition.rows:>8} filas  {edition.loaded_on:%Y-%m-%d}  "
            f"{simulated}{edition.source}"
        )
    if not rows:
        click.echo('No hay datos cargados: use «sinasec data load ARCHIVO --source "…"».')


def _summary(edition: "Edition", in_use: bool) -> dict[str, Any]:
    return {
        "id": edition.id,
        "dataset": edition.dataset,
        "current": in_use,
        "simulated": edition.simulated,
        "rows": edition.rows,
        "source": edition.source,
        "by": edition.provenance.by,
        "loaded_at": edition.loaded_at.isoformat(),
        "layout": edition.provenance.layout,
        "originals": [
            {"name": each.name, "sha256": each.sha256, "size": each.size}
            for each in edition.provenance.originals
        ],
        "left_out": dict(edition.left_out),
    }


@data.command()
@click.argument("edition", metavar="EDICIÓN")
@_signed
@as_json
def activate(edition: str, by: str, as_json: bool) -> None:
    """Vuelve vigente una edición que ya está cargada; ninguna se borra."""
    from sinasec.warehouse import activate as activate_edition
    from sinasec.warehouse import find

    with _sentences():
        found = find(edition)
        announced = None
        if database_if_any():
            from sinasec.intake.bulk.noted import note_activation

            announced = note_activation(found, by)
        activate_edition(found, by=by, at=datetime.now(UTC), announced=announced)
    told = f"La edición {found.id} es ahora la vigente de {found.dataset}."
    say(as_json, _summary(found, True), told)


@data.command()
@click.argument("before", metavar="ANTES")
@click.argument("after", metavar="DESPUÉS")
@as_json
def compare(before: str, after: str, as_json: bool) -> None:
    """Qué dice una edición de las denuncias de los meses de otra anterior."""
    from sinasec.risk.data.comparison import compare as compare_editions
    from sinasec.warehouse import find

    with _sentences():
        found = compare_editions(find(before, "denuncias"), find(after, "denuncias"))
    click.echo(found.json() if as_json else "\n".join(found.told()))


@data.command()
@click.argument("edition", metavar="[EDICIÓN]", default="")
@click.option("--simulated", is_flag=True, help="La vigente de los datos SIMULADOS.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Carpeta donde dejar el informe y sus tablas en CSV.",
)
@replace_option
@as_json
def quality(edition: str, simulated: bool, out: Path | None, replace: bool, as_json: bool) -> None:
    """Qué cubren las denuncias y qué hay que poner en duda antes de usarlas."""
    from sinasec.risk.data.quality import quality as quality_of
    from sinasec.warehouse import current, find

    with _sentences():
        found = find(edition, "denuncias") if edition else current("denuncias", simulated=simulated)
        if found is None:
            raise click.UsageError(_no_reports(simulated, current("denuncias", simulated=True)))
        report = quality_of(found)
    if out:
        check_new(*(out / name for name in report.files()), replace=replace)
        _write(lambda: report.write(out), out)
    click.echo(report.json() if as_json else "\n".join(report.told()))


def _no_reports(simulated: bool, made_up: "Edition | None") -> str:
    if simulated:
        return "No hay denuncias SIMULADAS cargadas: quite --simulated para ver las reales."
    load = 'use «sinasec data load ARCHIVO --source "…"»'
    if made_up is None:
        return f"No hay denuncias cargadas: {load}."
    return (
        f"No hay denuncias reales cargadas: {load}. Las hay SIMULADAS ({made_up.id}): añada "
        "--simulated para revisarlas."
    )


@data.command()
@click.option("--layout", default="indicadores", help="De qué formato; por omisión, indicadores.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Dónde guardar la plantilla (.xlsx).",
)
@replace_option
@as_json
def template(layout: str, out: Path, replace: bool, as_json: bool) -> None:
    """Una plantilla de Excel para llenar indicadores, población o tasas de denuncia."""
    from sinasec.intake.bulk.layouts import named, names
    from sinasec.intake.bulk.template import write_template

    if layout not in names():
        raise click.UsageError(f"No hay un formato «{layout}». Los hay: {', '.join(names())}.")
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"«{out.name}» debe terminar en .xlsx.")
    check_output(out, replace=replace)
    _write(lambda: write_template(out, named(layout)[0]), out)
    told = f"Plantilla guardada en {out}."
    say(as_json, {"file": str(out), "layout": layout}, told)


def _write(writing: Callable[[], Any], out: Path) -> None:
    try:
        writing()
    except OSError as error:
        raise click.UsageError(
            f"No se puede escribir en «{out}»: revise la carpeta y los permisos."
        ) from named(error, out)


@contextmanager
def _sentences() -> Iterator[None]:
    """What is wrong is said to whoever typed it."""
    from sinasec.intake.bulk.load import UnknownLayout
    from sinasec.risk.data.comparison import NotComparable
    from sinasec.warehouse import BrokenEdition, UnknownEdition

    try:
        yield
    except (BrokenEdition, UnknownEdition, UnknownLayout, NotComparable) as error:
        raise click.UsageError(str(error)) from error
