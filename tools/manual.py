"""Write the chapters of the manual that come from the product itself.

`python -m tools.manual` writes `docs/manual/comandos.md` from the commands' own help,
`docs/manual/deberes.md`, `docs/manual/vidas.md` and `docs/manual/roles.md` from the definitions and
their worked cases, and `docs/manual/ayuda.md` from the help pages of the site. A test compares.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from sinasec import definitions
from sinasec.cli import main as cli
from sinasec.definitions.duty_files import Case
from sinasec.help.tasks import chapter
from sinasec.methods.law import Duty, Version
from tools import lifecycle_pages, role_pages

FOLDER: Final = Path(__file__).parent.parent / "docs" / "manual"
SPANS: Final = {
    "month": "cada mes",
    "two_months": "cada dos meses",
    "quarter": "cada trimestre",
    "half_year": "cada semestre",
    "year": "cada año",
    "term": "cada mandato",
}


ENDINGS: Final = (
    "",
    "Cada comando termina con uno de estos números:",
    "",
    "| número | qué quiere decir |",
    "|---|---|",
    "| 0 | se hizo, o la respuesta es que sí |",
    "| 1 | la respuesta es que no: el archivo tiene fallas, no verifica, se rechazó |",
    "| 2 | no se puede ahora: está mal escrito, no hay lo que nombra, falta algo, la base no "
    "está preparada, no hay espacio ni permiso |",
    "| 3 | una falla del programa, que conviene avisar |",
    "| 4 | solo `reproduce`: no es igual, la publicó otro programa y es lo que se firmó |",
    "| 130, 143 | se interrumpió, o el sistema la detuvo (129: se cerró su terminal) |",
    "| 141 | quien leía la salida se fue |",
    "",
    "Lo que impide terminar sale en una frase por la salida de error. Con `--json`, la salida "
    "lleva un solo documento; si no se pudo responder es "
    '`{"error": {"code": …, "message": …, "faults": […]}}`, con un código que no cambia.',
)


def chapters() -> dict[str, str]:
    """File name -> text of every generated chapter."""
    return {
        "ayuda.md": "\n".join(chapter()) + "\n",
        "comandos.md": "\n".join(_commands()) + "\n",
        "deberes.md": "\n".join(_duties()) + "\n",
        **lifecycle_pages.chapters(),
        **role_pages.chapters(),
    }


def _commands() -> Iterator[str]:
    yield "# Los comandos"
    yield ""
    yield "Generado de la ayuda de cada comando: no se edita a mano (`make manual`)."
    yield ""
    yield (
        "Cada opción tiene un nombre en inglés, que no cambia y es el que conviene escribir en un "
        "programa, y uno en español. Valen los dos."
    )
    yield from ENDINGS
    context = click.Context(cli.main, info_name="sinasec", **cli.main.context_settings)
    yield from _group(cli.main, context)


def _group(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            raise LookupError(f"`{name}` is listed and does not exist")
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from _group(command, inner)
            continue
        yield from _command(command, inner)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield from ("", f"## {context.command_path}", "", _sentence(command.help), "")
    yield from ("```", f"{context.command_path} {usage}".rstrip(), "```")
    options = [
        each for each in command.params if isinstance(each, click.Option) and not each.hidden
    ]
    if options:
        yield from ("", "| opción | qué hace |", "|---|---|")
        for option in options:
            flags = ", ".join(f"`{flag}`" for flag in option.opts + option.secondary_opts)
            yield f"| {flags} | {_sentence(option.help)} |"


def _sentence(text: str | None) -> str:
    return " ".join((text or "").replace("\b", "").split())


def _duties() -> Iterator[str]:
    library = definitions.library()
    yield "# Los deberes y sus casos resueltos"
    yield ""
    yield "Generado de `definitions/obligations/`: cada caso de esta página corre como prueba."
    for duty in library.edition.duties:
        cases = [case for case in library.cases if case.duty == duty.code]
        yield from _duty(duty, cases)


def _duty(duty: Duty, cases: list[Case]) -> Iterator[str]:
    place = f" Obliga solo en: {', '.join(duty.only_in)}." if duty.only_in else ""
    yield from ("", f"## {duty.name}", "", f"`{duty.code}` · {duty.plain}{place}", "")
    yield from ("| desde | hasta | obliga a | qué | norma |", "|---|---|---|---|---|")
    yield from (_wording(version) for version in duty.versions)
    if cases:
        yield from ("", "Casos resueltos:", "")
        yield from (_case(case) for case in cases)


def _wording(version: Version) -> str:
    end = version.end.isoformat() if version.end else "sigue vigente"
    span = f" {SPANS[version.per]}" if version.per else ""
    what = version.plain or f"{version.count}{span}"
    bearers = ", ".join(sorted(version.bearers))
    norm = f"[{version.norm.cited}]({version.norm.url})"
    return f"| {version.start} | {end} | {bearers} | {what} | {norm} |"


def _case(case: Case) -> str:
    expected: dict[str, Any] = case.spec["expect"]
    told = ", ".join(f"{key}: {value}" for key, value in expected.items())
    return f"- {case.says}. A la fecha {case.spec['as_of']}: {told}."


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in chapters().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
