"""`sinasec restore`: everything, a publication, or the keys."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from sinasec.cli.answer import say
from sinasec.cli.main import django_setup
from sinasec.cli.options import as_json
from sinasec.cli.steps import step
from sinasec.counted import counted
from sinasec.operation.copies.passphrase import known_phrase, passphrase_option
from sinasec.operation.owner import as_owner
from sinasec.operation.telling import (
    PUBLISHED,
    TO_ATTEND,
    attended,
    sentences,
)

FILES: Final = ("archivo", "archivos")


@click.command()
@click.argument(
    "file",
    metavar="[RESPALDO]",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--keys",
    metavar="ARCHIVO",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="El archivo de claves que escribió «sinasec backup --keys». Sin respaldo, devuelve solo "
    "las claves a la instalación que las perdió.",
)
@click.option(
    "--publication",
    metavar="CÓDIGO",
    help="Devuelve solo la carpeta de esa publicación a la instalación que ya está.",
)
@passphrase_option
@as_json
@click.pass_context
def restore(
    context: click.Context,
    file: Path | None,
    keys: Path | None,
    publication: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Pone un respaldo en una carpeta vacía, después de comprobarlo todo, entero o nada.

    En PostgreSQL hace falta una base vacía y la cuenta que será su dueña
    (SINASEC_OWNER_DATABASE_URL). En una instalación que ya tiene su base devuelve una parte: con
    --publication, la carpeta de una publicación; con --keys y sin respaldo, las claves.

    Termina en 1, y con todo en su lugar, si lo restaurado ya estaba mal en el respaldo.
    """
    if publication and (keys or not file):
        raise click.UsageError(
            "Con --publication van un respaldo y nada más: «sinasec restore RESPALDO --publication "
            "CÓDIGO»."
        )
    if file and not file.is_file():
        raise click.UsageError(f"«{file}» no es un archivo: dé el que escribió «sinasec backup».")
    if not file and not keys:
        raise click.UsageError("Falta el respaldo; o --keys, si solo faltan las claves.")
    if file and not publication:
        as_owner()
    django_setup()
    if publication and file:
        _restore_publication(file, publication, as_json)
    elif file:
        _restore_all(context, file, keys, passphrase_file, as_json)
    elif keys:
        _restore_keys(keys, passphrase_file, as_json)


def _restore_all(
    context: click.Context,
    file: Path,
    keys: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    from sinasec.operation.copies.restore import restore as put_back

    with sentences(file):
        phrase = known_phrase(passphrase_file) if keys else ""
        with step("Restaurando"):
            done = put_back(file, keys=keys, passphrase=phrase)
    document = {
        "version": done.said.version,
        "created_at": done.said.created_at,
        "publications": list(done.said.publications),
        "unsound": list(done.unsound),
        **attended(done.attend),
        "sound": done.attend.sound and not done.unsound,
        "pending": list(done.pending),
        "grant": done.said.engine == "postgresql",
        "keys": list(done.keys),
        "believed": _believed(done.believed),
    }
    words = "\n".join(_restored_in_words(done.said.when, document))
    say(as_json, document, words, _attention(document))
    context.exit(0 if document["sound"] else TO_ATTEND)


def _restored_in_words(when: str, done: dict[str, Any]) -> Iterator[str]:
    checked = "" if done["facts"] else " y comprobado"
    yield (
        f"Restaurado{checked} el respaldo del {when}: la base, los "
        f"datos y {counted(len(done['publications']), *PUBLISHED)}."
    )
    if done["sound"]:
        yield from (f"Nota: {sentence}" for sentence in done["facts"])
    else:
        yield "Vea qué hacer con cada cosa de las que se avisa con «sinasec doctor»."
    if not done["keys"]:
        yield (
            "Sin las claves privadas, lo que publique se firmará con otra. La pública de antes "
            "queda en keys/publicas-anteriores, y lo ya publicado se verifica con ella."
        )
        yield from _believed_in_words(done["believed"])
    if done["grant"]:
        yield (
            "Falta dar sus derechos a la cuenta del sitio, que en esta base no tiene ninguno: "
            "ejecute ahora «sinasec migrate --grant-to CUENTA»"
            f"{', que además la pone al día' if done['pending'] else ''}."
        )
    elif done["pending"]:
        yield "El respaldo es de una versión anterior: ejecute ahora «sinasec migrate»."
    yield "Ejecute «sinasec doctor» antes de abrir el sitio."


def _attention(done: dict[str, Any]) -> Iterator[str]:
    if not done["keys"] and not done["believed"]:
        yield "el respaldo no trae ninguna clave pública con la que verificar."
    if done["sound"]:  # then what the facts say is a note
        return
    withheld = {each["id"] for each in done["withheld"]}
    for each in done["withheld"]:
        yield f"{each['id']} queda retenida en el sitio: {each['reason']}"
    for name in done["unsound"]:
        if name not in withheld:
            yield f"{name} no es lo que se guardó, y ya no lo era en el respaldo."
    yield from (*done["facts"], *done["data"])


def _believed_in_words(believed: list[dict[str, str]]) -> Iterator[str]:
    """Whoever made the backup again may have put a key of their own in it."""
    if not believed:
        return
    yield "Desde ahora se creerá lo firmado con las claves que trae el respaldo, de huella:"
    for each in believed:
        yield f"  {each['fingerprint']}  keys/{each['file']}"
    yield (
        "Compárelas con las que publica la entidad. Si alguna no está entre ellas, no abra el "
        "sitio: el respaldo no es de fiar; use otro, o restaure con --keys."
    )


def _restore_keys(keys: Path, passphrase_file: Path | None, as_json: bool) -> None:
    from sinasec.operation.copies.restore_keys import restore_keys

    with sentences(keys):
        done = restore_keys(keys, known_phrase(passphrase_file))
    document = {
        "keys": list(done.put),
        "there": list(done.there),
        "signed": done.signed or None,
        "believed": _believed(done.believed),
    }
    say(as_json, document, "\n".join(_keys_in_words(document)))


def _keys_in_words(done: dict[str, Any]) -> Iterator[str]:
    if done["keys"]:
        yield f"Puestas en keys: {', '.join(done['keys'])}."
    if done["there"]:
        yield f"Ya estaban, y no se tocaron: {', '.join(done['there'])}."
    if done["signed"]:
        yield f"La clave es la de esta instalación: firmó {done['signed']}."
    else:
        yield (
            "Con esta clave no hay nada publicado aquí, así que no se pudo comparar con ninguna "
            "firma: compare su huella con la que publica la entidad."
        )
        yield from (f"  {each['fingerprint']}  keys/{each['file']}" for each in done["believed"])
    yield "Ejecute «sinasec doctor»."


def _restore_publication(file: Path, name: str, as_json: bool) -> None:
    from sinasec.operation.copies.restore_publication import restore_publication

    with sentences(file), step("Restaurando"):
        done = restore_publication(file, name, datetime.now(UTC))
    document = {
        "publication": name,
        "path": str(done.path),
        "files": done.files,
        "apart": str(done.apart) if done.apart else None,
    }
    words = [f"{name}: puesta en su lugar y comprobada ({counted(done.files, *FILES)})."]
    if done.apart:
        words.append(
            f"Lo que había está en {done.apart}: sirve para averiguar quién lo cambió; después "
            "puede borrarlo."
        )
    words.append("El sitio vuelve a mostrarla sin reiniciarlo. Ejecute «sinasec doctor».")
    say(as_json, document, "\n".join(words))


def _believed(found: dict[str, str]) -> list[dict[str, str]]:
    return [{"file": name, "fingerprint": mark} for name, mark in found.items()]
