"""`sinasec index uncertainty` and `sensitivity`. Their bodies are imported when called."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

A_FILE = click.Path(path_type=Path)
FILES = (
    click.option(
        "--units", required=True, type=A_FILE, help="iData: una fila por unidad (.csv, .xlsx)."
    ),
    click.option("--indicators", required=True, type=A_FILE, help="iMeta: una por elemento."),
    click.option("--recipe", required=True, type=A_FILE, help="Pasos y factores (.yaml)."),
    click.option("--out", required=True, type=A_FILE, help="Carpeta que se escribe."),
    click.option("--replace", is_flag=True, help="Reemplaza el resultado anterior."),
    click.option("--json", "as_json", is_flag=True, help="Un solo documento JSON en la salida."),
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


def _with_files(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(FILES):
        command = option(command)
    return command


@click.command("uncertainty")
@_with_files
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
        from sinasec.risk import index_uncertainty as body

        asked = body.Asked(design, replications, seed, top, draws)
        found = body.write_uncertainty(units, indicators, recipe, out, asked, replace=replace)
        return body.summary(found, out), body.told(found, out)

    _answer(work, out, as_json)


@click.command("sensitivity")
@_with_files
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
        from sinasec.risk import index_sensitivity as body

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
    from sinasec.risk.commands import refuse
    from sinasec.risk.folder_swap import CannotWrite
    from sinasec.risk.index_files import UnusableFiles

    try:
        document, text = work()
    except UnusableFiles as found:
        refuse([str(each) for each in found.faults], as_json, [e.as_dict() for e in found.faults])
    except CannotWrite as refusal:
        refuse([str(refusal)], as_json)
    except OSError as error:
        refuse([f"No se pudo escribir «{out}»: {error.strerror}."], as_json)
    click.echo(json.dumps(document, ensure_ascii=False) if as_json else text)


COMMANDS = (uncertainty, sensitivity)
