"""Checking what was published: these commands never start Django."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sinasec.cli.answer import say
from sinasec.cli.failures import CANNOT, Refused
from sinasec.cli.options import as_json
from sinasec.cli.steps import step
from sinasec.counted import counted

if TYPE_CHECKING:
    from sinasec.publications.trust.reproduce import Reproduction

MOST_LISTED: Final = 10
OTHER_PROGRAM: Final = 4  # how `reproduce` ends when the difference may be of the program
OTHERS_WORK: Final = (
    "Lo publicó el programa {published} y este es {now}: la diferencia puede ser solo del "
    "programa, no de los datos.\nSus archivos son los que se firmaron. Para compararlos byte por "
    "byte, recalcule con el programa que la publicó: docs/manual/versiones.md dice cómo tenerlo."
)
RECALCULATED: Final = ("archivo recalculado, igual", "archivos recalculados, iguales")


@click.command()
@click.argument("publication", metavar="ID|RUTA")
@as_json
@click.pass_context
def reproduce(ctx: click.Context, publication: str, as_json: bool) -> None:
    """Vuelve a juzgar con lo que trae la publicación y compara byte por byte.

    Recibe un identificador, una carpeta o un .zip. Termina en 0 si todo es igual; en 1 si no; y en
    4 si no es igual, la publicó otro programa y sus archivos son los que se firmaron.
    """
    from sinasec.publications.trust.apart import reproduce_apart, verify_apart

    path = _found(publication)
    with step("Recalculando"):
        done = reproduce_apart(path)
        asks = done.by_another_program and not done.equal
        whole = verify_apart(path, _trusted()).ok if asks else None
    say(as_json, done.as_dict() | {"as_signed": whole}, "\n".join(_reproduced(done, whole)))
    ctx.exit(0 if done.equal else OTHER_PROGRAM if whole else 1)


def _reproduced(done: "Reproduction", whole: bool | None) -> Iterator[str]:
    """`whole`: whether its files are those that were signed; None where nobody asked."""
    if done.equal:
        yield f"{done.id}: {counted(done.files, *RECALCULATED)} byte por byte."
    elif whole:
        yield OTHERS_WORK.format(published=done.code_published, now=done.code_now)
    elif whole is False:
        yield "Sus archivos no son los que se firmaron: vea cuáles con «sinasec verify»."
    if not done.equal:
        yield "No es igual a lo que se publicó:" if done.id else "No se pudo recalcular:"
        yield from (f"{file}: {why}" for file, why in done.differences)
    elif done.by_another_program:
        yield f"Lo publicó el programa {done.code_published} y lo recalculó este, {done.code_now}."


@click.command()
@click.argument("path", metavar="RUTA")
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Clave pública (PEM) en la que confía; si falta, las de esta instalación.",
)
@as_json
@click.pass_context
def verify(ctx: click.Context, path: str, key: Path | None, as_json: bool) -> None:
    """Comprueba huellas y firma de una publicación (carpeta o .zip), sin base de datos.

    Termina en 0 solo si no falta, sobra ni cambió ningún archivo y la firma es de la clave.
    """
    from sinasec.publications.trust.apart import verify_apart

    done = verify_apart(_found(path), key.read_bytes() if key else _trusted())
    lines = [f"{file}: {why}" for file, why in done.faults]
    files = counted(done.files, "archivo", "archivos")
    verdict = f"{done.id}: {files} sin cambio y firma correcta."
    what = "La publicación no es la que se firmó:"
    wrong = what if done.id or done.files else "No se puede leer como una publicación:"
    if done.ok and not done.trusted:
        lines = [
            f"Firmó la clave {done.key}: compárela con la que publica la entidad, o use --key."
        ]
    if done.apart:
        lines.append(
            f"Aparte, sin firmar y sin leer, lo que añadió el sistema que lo comprimió: "
            f"{counted(len(done.apart), 'archivo', 'archivos')} ({done.apart[0]})."
        )
    say(
        as_json,
        done.as_dict(),
        "\n".join([verdict if done.ok else wrong, *lines]),
    )
    ctx.exit(0 if done.ok else 1)


def _found(text: str) -> Path:
    """The publication of that id, or the file or folder there. Raises Refused for none."""
    from sinasec.publications.home import find, publications_home

    path = find(text)
    if os.path.lexists(path):
        return path
    home = publications_home()
    names = sorted(each.name for each in home.glob("[!.]*") if each.is_dir())
    there = (
        f"Aquí hay {counted(len(names), 'publicación', 'publicaciones')}: {_listed(names)}. "
        f"Cada carpeta de {home} es una."
        if names
        else f"En {home} no hay ninguna: revise SINASEC_HOME, o dé la ruta del paquete descargado."
    )
    raise Refused(
        "publicacion-desconocida",
        f"No se encontró la publicación ni el archivo «{text[:200]}». {there}",
        exit=CANNOT,
    )


def _trusted() -> tuple[bytes, ...] | None:
    """The keys that this installation believes; None where it has none."""
    from sinasec.publications.home import keys_home
    from sinasec.publications.trust.keys import PUBLIC
    from sinasec.publications.trust.trusted import trusted_keys

    ours = trusted_keys(keys_home())
    return ours if ours or (keys_home() / PUBLIC).exists() else None


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_LISTED
    return ", ".join(names[-MOST_LISTED:]) + (f" y {more} más" if more > 0 else "")
