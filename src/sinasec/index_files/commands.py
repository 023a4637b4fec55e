"""The commands of an index in three files: `build`, `uncertainty` and `sensitivity`.

Their bodies are imported when called.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from sinasec.cli.answer import say
from sinasec.cli.failures import CANNOT, Refused, named
from sinasec.cli.options import as_json
from sinasec.os_words import os_words

A_FILE = click.Path(path_type=Path)
Command = Callable[..., None]
Options = Sequence[Callable[[Command], Command]]
FILES = (
    click.option(
        "--units", required=True, type=A_FILE, help="iData: una fila por unidad (.csv, .xlsx)."
    ),
    click.option("--indicators", required=True, type=A_FILE, help="iMeta: una fila por elemento."),
    click.option(
        "--recipe", required=True, type=A_FILE, help="Pasos, argumentos y factores (.yaml)."
    ),
    click.option(
        "--out", required=True, type=A_FILE, help="Carpeta que se escribe, nueva o vacía."
    ),
    click.option("--replace", is_flag=True, help="Reemplaza el resultado anterior de esa carpeta."),
    as_json,
)
DRAWN = (
    click.option(
        "--top", type=click.IntRange(1), help="Cuántos son los primeros (un décimo, hasta 100)."
    ),
    click.option(
        "--seed",
        type=click.IntRange(0, 2**32 - 1),
        default=1,
        show_default=True,
        help="Semilla del sorteo: la misma da lo mismo.",
    ),
)


def _with(options: Options) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@click.command("build")
@_with(FILES)
def build(
    units: Path, indicators: Path, recipe: Path, out: Path, replace: bool, as_json: bool
) -> None:
    """Construye un índice de dos tablas y una receta, sin base de datos."""

    def work() -> tuple[dict[str, Any], str]:
        from sinasec.index_files import build as body

        built = body.build_index(units, indicators, recipe, out, replace=replace)
        return body.summary(built, out), body.told(built, out)

    _answer(work, out, as_json)


@click.command("uncertainty")
@_with((*FILES, *DRAWN))
@click.option("--design", type=A_FILE, help="Diseño que se repite (.csv); sin él, se sortea.")
@click.option(
    "--replications",
    type=click.IntRange(1),
    default=1000,
    show_default=True,
    help="Cuántas veces se repite el índice.",
)
@click.option("--draws", is_flag=True, help="Guarda además todos los sorteos (Parquet).")
@click.pass_context
def uncertainty(
    ctx: click.Context,
    units: Path,
    indicators: Path,
    recipe: Path,
    out: Path,
    replace: bool,
    as_json: bool,
    top: int | None,
    seed: int,
    design: Path | None,
    replications: int,
    draws: bool,
) -> None:
    """Mide qué tan seguro es cada puesto: repite el índice según un diseño."""
    drawn = [name for name in ("replications", "seed") if _said(ctx, name)]
    if design and drawn:
        raise click.UsageError("Con --design no van --replications ni --seed: el diseño ya los da.")

    def work() -> tuple[dict[str, Any], str]:
        from sinasec.index_files import uncertainty as body

        asked = body.Asked(design, replications, seed, top, draws)
        found = body.write_uncertainty(units, indicators, recipe, out, asked, replace=replace)
        return body.summary(found, out), body.told(found, out)

    _answer(work, out, as_json)


@click.command("sensitivity")
@_with((*FILES, *DRAWN))
@click.option(
    "--base",
    type=int,
    default=1024,
    show_default=True,
    help="Muestras de base, una potencia de dos; se repite base × (factores + 2) veces.",
)
@click.option(
    "--resamples",
    type=click.IntRange(10, 100_000),
    default=200,
    show_default=True,
    help="Remuestreos de los intervalos.",
)
def sensitivity(
    units: Path,
    indicators: Path,
    recipe: Path,
    out: Path,
    replace: bool,
    as_json: bool,
    top: int | None,
    seed: int,
    base: int,
    resamples: int,
) -> None:
    """Mide qué elecciones de la receta mueven el orden (índices de Sobol)."""
    if not 2 <= base <= 2**20 or base & (base - 1):
        raise click.UsageError(f"--base es una potencia de dos (256, 512, 1024…), y dice {base}.")

    def work() -> tuple[dict[str, Any], str]:
        from sinasec.index_files import sensitivity as body

        found = body.write_sensitivity(
            units,
            indicators,
            recipe,
            out,
            base=base,
            seed=seed,
            resamples=resamples,
            top=top,
            replace=replace,
        )
        return body.summary(found, out), body.told(found, out)

    _answer(work, out, as_json)


def _said(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) == ParameterSource.COMMANDLINE


def _answer(work: Callable[[], tuple[dict[str, Any], str]], out: Path, as_json: bool) -> None:
    """Do the work and say it, or say why not."""
    from sinasec.index_files.file_faults import UnusableFiles
    from sinasec.index_files.folder_swap import CannotWrite

    try:
        document, text = work()
    except UnusableFiles as found:
        faults = [each.as_dict() for each in found.faults]
        beside = {"faults": faults}
        raise Refused("archivos-con-fallas", str(found), faults=faults, beside=beside) from found
    except CannotWrite as refusal:
        raise Refused("no-se-escribe", str(refusal)) from refusal
    except OSError as error:
        words = f"No se pudo escribir «{out}»: {os_words(error)}."
        raise Refused("no-se-escribe", words, exit=CANNOT) from named(error, out)
    say(as_json, document, text)


COMMANDS = (build, uncertainty, sensitivity)
