"""The passphrase of the keys: typed, or the first line of a file."""

import sys
from pathlib import Path

import click

passphrase_option = click.option(
    "--passphrase-file",
    metavar="ARCHIVO",
    type=click.Path(exists=True, path_type=Path, dir_okay=False),
    help="Archivo cuya primera línea es la frase; si falta, se pregunta.",
)


def new_phrase(file: Path | None) -> str:
    from sinasec.operation.copies.sealed_keys import SHORTEST, check_passphrase

    _check_somebody_types(file)
    phrase = _first_line(file) or click.prompt(
        f"Frase para cifrar las claves ({SHORTEST} letras o más)",
        hide_input=True,
        confirmation_prompt="La misma frase otra vez",
        err=True,
    )
    check_passphrase(phrase)
    return phrase


def known_phrase(file: Path | None) -> str:
    _check_somebody_types(file)
    return _first_line(file) or click.prompt("Frase de las claves", hide_input=True, err=True)


def _check_somebody_types(file: Path | None) -> None:
    if file is None and not sys.stdin.isatty():
        raise click.UsageError(
            "Las claves van cifradas con una frase, y aquí no hay quien la escriba: guárdela en la "
            "primera línea de un archivo que solo usted lea y délo con --passphrase-file."
        )


def _first_line(file: Path | None) -> str:
    """Of a file; "" without one."""
    if file is None:
        return ""
    try:
        with open(file, encoding="utf-8") as opened:
            return opened.readline(10_000).rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} no es texto en UTF-8: guárdelo así.") from error
