"""`sinasec check`: tell a jurist what is wrong with a definition, by file and line."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sinasec.cli.answer import say
from sinasec.cli.options import as_json
from sinasec.counted import counted

if TYPE_CHECKING:
    from sinasec.definitions.checking import CheckReport


@click.command()
@click.argument(
    "path", required=False, type=click.Path(path_type=Path), metavar="[ARCHIVO|CARPETA]"
)
@as_json
@click.pass_context
def check(ctx: click.Context, path: Path | None, as_json: bool) -> None:
    """Revisa una definición, una carpeta de borradores o todas las definiciones.

    Dice qué falta, qué sobra y qué caso resuelto no resulta, con archivo y línea. Sin argumento
    revisa las definiciones del producto. Termina en 0 si todo está bien y en 1 si hay faltas.
    """
    from sinasec.definitions.apart import check_apart
    from sinasec.definitions.checking import check as check_definitions
    from sinasec.definitions.loading import HERE

    try:
        report = check_apart(path) if path else check_definitions(HERE)
    except FileNotFoundError as error:
        raise click.UsageError(str(error)) from error
    say(as_json, _document(report), _words(report))
    ctx.exit(1 if report.faults else 0)


def _document(report: "CheckReport") -> dict[str, Any]:
    return {
        "ok": not report.faults,
        "files": report.files,
        "duties": report.duties,
        "cases": report.cases,
        "faults": [fault.as_dict() for fault in report.faults],
    }


def _words(report: "CheckReport") -> str:
    read = (
        f"{counted(report.files, 'archivo', 'archivos')}, "
        f"{counted(report.duties, 'deber', 'deberes')}, "
        f"{counted(report.cases, 'caso resuelto', 'casos resueltos')}"
    )
    if not report.faults:
        return f"Todo bien: {read}."
    lines = [str(fault) for fault in report.faults]
    return "\n".join([*lines, f"{counted(len(lines), 'falta', 'faltas')} en {read}."])
