"""`sinasec backup`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinasec.cli.answer import say
from sinasec.cli.main import django_setup
from sinasec.cli.options import as_json
from sinasec.cli.steps import step
from sinasec.counted import counted
from sinasec.operation.copies.passphrase import new_phrase, passphrase_option
from sinasec.operation.telling import (
    PUBLISHED,
    TO_ATTEND,
    attended,
    sentences,
)

if TYPE_CHECKING:  # importing it needs Django set up
    from sinasec.operation.copies.archive import BackupMember

EDITIONS: Final = ("edición de datos", "ediciones de datos")


@click.command()
@click.argument("file", metavar="ARCHIVO", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--keys",
    metavar="ARCHIVO",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Escribe aquí, aparte y cifradas, las claves privadas.",
)
@passphrase_option
@as_json
@click.pass_context
def backup(
    context: click.Context,
    file: Path,
    keys: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Guarda en un archivo la base, los datos y las publicaciones, mientras el sitio atiende.

    Las claves privadas no van en él: van aparte, con --keys, cerradas con una frase que se pregunta
    dos veces. No reemplaza ningún archivo. Termina en 1, y con el archivo escrito, si algo de lo
    guardado no está como debe.
    """
    django_setup()
    from sinasec.operation.copies.backup import backup as keep

    with sentences(file):
        _check_names(file, keys)
        phrase = new_phrase(passphrase_file) if keys else ""
        with step("Guardando"):
            kept = keep(file, now=datetime.now(UTC), keys=keys, passphrase=phrase)
    said = kept.said
    document = {
        "path": str(file),
        "size": kept.size,
        "version": said.version,
        "engine": said.engine,
        "created_at": said.created_at,
        "rows": {table: told["rows"] for table, told in said.tables.items()},
        "publications": list(said.publications),
        "editions": len({each.path.split("/")[2] for each in said.members if _of_edition(each)}),
        "lacking": list(said.lacking),
        "unsound": list(said.unsound),
        **attended(kept.attend),
        "sound": kept.attend.sound and not (said.lacking or said.unsound),
        "keys": {"path": str(keys), "names": list(kept.keys)} if keys else None,
    }
    say(as_json, document, "\n".join(_kept_in_words(said.when, document)), _attention(document))
    context.exit(0 if document["sound"] else TO_ATTEND)


def _of_edition(member: "BackupMember") -> bool:
    """Of its folder: the journal of a dataset is beside them."""
    return member.path.startswith("warehouse/") and member.path.count("/") > 2


def _check_names(file: Path, keys: Path | None) -> None:
    from sinasec.operation.copies.new_file import check_free

    for path in filter(None, (file, keys)):
        check_free(path)
    if keys and keys.resolve() == file.resolve():
        raise click.UsageError("Las claves van en otro archivo que el respaldo.")


def _kept_in_words(when: str, done: dict[str, Any]) -> Iterator[str]:
    acts = done["rows"].get("compliance_act", 0)
    yield (
        f"Respaldo del {when} escrito en {done['path']} ({done['size'] / 2**20:.0f} MB): la base "
        f"con {counted(acts, 'acto', 'actos')}, {counted(done['editions'], *EDITIONS)} y "
        f"{counted(len(done['publications']), *PUBLISHED)}."
    )
    if done["sound"]:
        yield from (f"Nota: {sentence}" for sentence in done["facts"])
    if done["keys"] is None:
        yield (
            "No lleva las claves privadas: sin ellas, lo que publique después de restaurar se "
            "firmará con otra. Guárdelas una vez con --keys, en otro lugar que este archivo."
        )
    else:
        yield (
            f"Claves privadas cifradas en {done['keys']['path']}: "
            f"{', '.join(done['keys']['names'])}. Guárdelas en otro lugar que el respaldo, y la "
            "frase en un tercero: quien tenga ambas firma como la entidad, y sin la frase nadie "
            "las abre."
        )
    yield "Un respaldo tiene todo lo registrado: consérvelo donde no lo lea cualquiera."


def _attention(done: dict[str, Any]) -> Iterator[str]:
    """Nothing where all is sound: what the facts say then is a note."""
    if done["sound"]:
        return
    withheld = {each["id"]: each["reason"] for each in done["withheld"]}
    for name in (*withheld, *(name for name in done["unsound"] if name not in withheld)):
        why = f"el sitio la retiene: {withheld[name]}" if name in withheld else "no se verifica."
        yield f"{name} se guardó como está, y {why} Ejecute «sinasec doctor»."
    for sentence in (*done["facts"], *done["data"]):
        yield f"{sentence} Así se guardó. Ejecute «sinasec doctor»."
