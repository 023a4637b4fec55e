"""`sinasec itca FILE`: judge a quarterly matrix. Needs neither database nor Django."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from sinasec import sandbox
from sinasec.cli.answer import say_document
from sinasec.cli.failures import CANNOT, REFUSED, Refused, writing
from sinasec.cli.options import as_json
from sinasec.cli.other_door import other_door
from sinasec.cli.output import check_output, replace_option
from sinasec.plans.quarters import Quarter, quarter_in
from sinasec.spreadsheets.numbers import AmbiguousNumber, number_in
from sinasec.spreadsheets.unsafe import UnsafeFile

if TYPE_CHECKING:  # what reads and judges is imported when there is something to read
    from sinasec.methods.itca import ItcaSettings
    from sinasec.plans.apart import JudgedMatrix


class QuarterName(click.ParamType):
    """I, II, III, IV, 1, "TRIM 2", "tercer trimestre"… as a quarter."""

    name = "trimestre"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Quarter:
        quarter = quarter_in(f"TRIMESTRE {value}") or quarter_in(value)
        if quarter is None:
            self.fail(f"«{value}» no es un trimestre: use I, II, III o IV.", param, ctx)
        return quarter


class Cap(click.ParamType):
    """A percentage, or "none" for no cap."""

    name = "tope"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float | str:
        if str(value).lower() in ("none", "ninguno", "sin"):
            return "none"
        try:
            cap = number_in(str(value))
        except AmbiguousNumber as error:
            self.fail(str(error), param, ctx)
        if cap is None:
            self.fail(f"«{value}» no es un tope: use 100 o none.", param, ctx)
        return cap


@click.command(help="Puntúa una matriz trimestral (ITCA) y lista sus defectos.")
@click.argument("file", metavar="ARCHIVO", required=False, type=click.Path(path_type=Path))
@click.option("--bar", type=float, help="Valla de la proporción del trimestre (50 o 75).")
@click.option("--cap", type=Cap(), help="Tope de cada actividad: 100, o none para ninguno.")
@click.option(
    "--quarter",
    type=QuarterName(),
    help="Solo este trimestre; si la hoja no dice cuál es, se toma este.",
)
@click.option(
    "--corrected",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="SALIDA.xlsx",
    help="Guarda el libro corregido, con la misma apariencia y la lista de defectos.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="SALIDA.xlsx",
    help="Guarda una matriz en blanco, con las líneas de acción, y no lee ningún archivo.",
)
@click.option(
    "--level",
    type=click.Choice(["CORESEC", "COPROSEC", "CODISEC"]),
    default="CODISEC",
    show_default=True,
    help="De qué comité es la matriz en blanco.",
)
@replace_option
@as_json
def itca(
    file: Path | None,
    bar: float | None,
    cap: float | str | None,
    quarter: Quarter | None,
    corrected: Path | None,
    template: Path | None,
    level: Literal["CORESEC", "COPROSEC", "CODISEC"],
    replace: bool,
    as_json: bool,
) -> None:
    settings = _settings(bar, cap)
    if template is not None:
        check_output(template, replace=replace)
        _save_template(template, level, settings, as_json)
        return
    if file is None:
        raise click.UsageError("Falta el ARCHIVO de la matriz (o --template para una en blanco).")
    if corrected is not None and _is_same(corrected, file):
        raise click.UsageError(
            "El libro corregido no puede ir sobre el original, que se perdería: dé otro nombre en "
            "--corrected."
        )
    if corrected is not None:
        check_output(corrected, replace=replace)
    judged = _judged(file, settings, quarter, corrected=corrected is not None)
    if not judged.report["quarters"] and not judged.report["blank"]:
        _check_door(file)
    if corrected is not None and judged.corrected is not None:
        _save(judged.corrected, corrected)
    report = _only(judged.report, quarter)
    if as_json:
        say_document(report)
    else:
        _print(report)
    if not report["quarters"]:
        raise SystemExit(1)


def _print(report: dict[str, Any]) -> None:
    from rich.console import Console

    from sinasec.plans.tables import print_report

    print_report(report, Console())


def _settings(bar: float | None, cap: float | str | None) -> "ItcaSettings":
    from sinasec.definitions.itca import itca_edition

    settings = itca_edition().settings
    try:
        if bar is not None:
            settings = replace(settings, bar=bar)
        if cap is not None:
            settings = replace(settings, cap=None if isinstance(cap, str) else cap)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return settings


def _judged(
    file: Path, settings: "ItcaSettings", quarter: Quarter | None, *, corrected: bool
) -> "JudgedMatrix":
    from sinasec.plans.apart import judge_apart

    sandbox.warm(("sinasec.plans.judging",))
    try:
        return judge_apart(file, settings, quarter=quarter, corrected=corrected)
    except UnsafeFile as error:
        _check_door(file)
        raise _refusal(file, error.code, str(error)) from error
    except OSError as error:
        words = f"No se puede abrir {file}: {_why(error)}."
        raise _refusal(file, "no-se-lee", words, exit=CANNOT) from error


def _check_door(file: Path) -> None:
    """Raises Refused for a file that another command takes."""
    if told := other_door(file, "matrix"):
        raise _refusal(file, "otra-puerta", told)


def _is_same(one: Path, other: Path) -> bool:
    """Whether both names are of one file, by whatever way they are written."""
    return one.exists() and other.exists() and one.samefile(other)


def _save(content: bytes, path: Path) -> None:
    from sinasec.whole_file import write_whole

    with writing(path):
        write_whole(path, content)
    click.echo(f"Libro corregido: {path}", err=True)


def _save_template(
    path: Path,
    level: Literal["CORESEC", "COPROSEC", "CODISEC"],
    settings: "ItcaSettings",
    as_json: bool,
) -> None:
    from sinasec.definitions.itca import itca_edition
    from sinasec.plans.template import matrix_template
    from sinasec.whole_file import write_whole

    with writing(path):
        write_whole(path, matrix_template(itca_edition(), settings, level))
    click.echo(f"Matriz en blanco: {path}", err=True)
    if as_json:
        say_document({"path": str(path), "level": level})


def _only(report: dict[str, Any], quarter: Quarter | None) -> dict[str, Any]:
    """The report narrowed to one quarter; defects of other quarters' sheets are left out."""
    if quarter is None:
        return report
    kept = [each for each in report["quarters"] if each["quarter"] == quarter]
    others = {each["sheet"] for each in report["quarters"]} - {each["sheet"] for each in kept}
    return {
        **report,
        "quarters": kept,
        "missing": [each for each in report["missing"] if each == quarter],
        "defects": [each for each in report["defects"] if each["sheet"] not in others],
    }


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no existe; revise el nombre"
    if isinstance(error, IsADirectoryError):
        return "es una carpeta; indique el archivo que está en ella"
    return "no hay permiso o falló; revise de quién es"


def _refusal(file: Path, code: str, sentence: str, *, exit: int = REFUSED) -> Refused:
    refused = {"code": code, "message": sentence}
    return Refused(code, sentence, exit=exit, beside={"file": str(file), "refused": refused})
