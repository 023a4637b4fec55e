"""The commands of whoever keeps an installation."""

import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinasec.counted import counted
from sinasec.os_words import os_words
from sinasec.publications.steps import step
from sinasec.secret_key import GIVEN

if TYPE_CHECKING:  # importing it needs Django set up
    from sinasec.operation.to_attend import ToAttend

OWNER: Final = "SINASEC_OWNER_DATABASE_URL"
FILES: Final = ("archivo", "archivos")
PUBLISHED: Final = ("publicación", "publicaciones")
passphrase_option = click.option(
    "--passphrase-file",
    metavar="ARCHIVO",
    type=click.Path(exists=True, path_type=Path, dir_okay=False),
    help="Archivo cuya primera línea es la frase; si falta, se pregunta.",
)
as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Un solo documento JSON en la salida."
)


@click.command()
@click.argument("file", metavar="ARCHIVO", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--keys",
    metavar="ARCHIVO",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Escribe aquí, aparte y cifradas, las claves privadas.",
)
@passphrase_option
@as_json_option
def backup(file: Path, keys: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Guarda en un archivo la base, los datos y las publicaciones, mientras el sitio atiende.

    Las claves privadas no van en él: van aparte, con --keys, cerradas con una frase que se pregunta
    dos veces. No reemplaza ningún archivo.
    """
    _django()
    from sinasec.operation.backup import backup as keep

    with _sentences(file):
        _check_names(file, keys)
        phrase = _new_phrase(passphrase_file) if keys else ""
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
        "lacking": list(said.lacking),
        "unsound": list(said.unsound),
        **_attended(kept.attend),
        "keys": {"path": str(keys), "names": list(kept.keys)} if keys else None,
    }
    _say(as_json, document, "\n".join(_kept_in_words(document)))


def _kept_in_words(done: dict[str, Any]) -> Iterator[str]:
    acts = done["rows"].get("compliance_act", 0)
    yield (
        f"Respaldo escrito en {done['path']} ({done['size'] / 2**20:.0f} MB): la base con "
        f"{counted(acts, 'acto', 'actos')}, los datos y "
        f"{counted(len(done['publications']), *PUBLISHED)}."
    )
    withheld = {each["id"]: each["reason"] for each in done["withheld"]}
    for name in (*withheld, *(name for name in done["unsound"] if name not in withheld)):
        why = f"el sitio la retiene: {withheld[name]}" if name in withheld else "no se verifica."
        yield f"Atención: {name} se guardó como está, y {why} Ejecute «sinasec doctor»."
    for sentence in done["facts"]:
        yield f"Atención: {sentence} Así se guardó. Ejecute «sinasec doctor»."
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
@as_json_option
def restore(
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
    """
    if publication and (keys or not file):
        raise click.UsageError(
            "Con --publication van un respaldo y nada más: «sinasec restore RESPALDO --publication "
            "CÓDIGO»."
        )
    if not file and not keys:
        raise click.UsageError("Falta el respaldo; o --keys, si solo faltan las claves.")
    _make_no_key()
    if file and not publication:
        _as_owner()
    _django()
    if publication and file:
        _restore_publication(file, publication, as_json)
    elif file:
        _restore_all(file, keys, passphrase_file, as_json)
    elif keys:
        _restore_keys(keys, passphrase_file, as_json)


def _restore_all(
    file: Path, keys: Path | None, passphrase_file: Path | None, as_json: bool
) -> None:
    from sinasec.operation.restore import restore as put_back

    with _sentences(file):
        phrase = _known_phrase(passphrase_file) if keys else ""
        with step("Restaurando"):
            done = put_back(file, keys=keys, passphrase=phrase)
    document = {
        "version": done.said.version,
        "created_at": done.said.created_at,
        "publications": list(done.said.publications),
        "unsound": list(done.unsound),
        **_attended(done.attend),
        "pending": list(done.pending),
        "keys": list(done.keys),
        "believed": _believed(done.believed),
    }
    _say(as_json, document, "\n".join(_restored_in_words(document)))


def _restore_keys(keys: Path, passphrase_file: Path | None, as_json: bool) -> None:
    from sinasec.operation.restore_keys import restore_keys

    with _sentences(keys):
        done = restore_keys(keys, _known_phrase(passphrase_file))
    document = {
        "keys": list(done.put),
        "there": list(done.there),
        "signed": done.signed or None,
        "believed": _believed(done.believed),
    }
    _say(as_json, document, "\n".join(_keys_in_words(document)))


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
    from sinasec.operation.restore_publication import restore_publication

    with _sentences(file), step("Restaurando"):
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
    _say(as_json, document, "\n".join(words))


def _believed(found: dict[str, str]) -> list[dict[str, str]]:
    return [{"file": name, "fingerprint": mark} for name, mark in found.items()]


def _restored_in_words(done: dict[str, Any]) -> Iterator[str]:
    checked = "" if done["facts"] else " y comprobado"
    yield (
        f"Restaurado{checked} el respaldo del {done['created_at'][:10]}: la base, los datos y "
        f"{counted(len(done['publications']), *PUBLISHED)}."
    )
    withheld = {each["id"] for each in done["withheld"]}
    for each in done["withheld"]:
        yield f"Atención: {each['id']} queda retenida en el sitio: {each['reason']}"
    for name in done["unsound"]:
        if name not in withheld:
            yield f"Atención: {name} no es lo que se guardó, y ya no lo era en el respaldo."
    for sentence in done["facts"]:
        yield f"Atención: {sentence}"
    if withheld or done["unsound"] or done["facts"]:
        yield "Vea qué hacer con cada cosa con «sinasec doctor»."
    if not done["keys"]:
        yield (
            "Sin las claves privadas, lo que publique se firmará con otra. La pública de antes "
            "queda en keys/publicas-anteriores, y lo ya publicado se verifica con ella."
        )
        yield from _believed_in_words(done["believed"])
    if done["pending"]:
        yield "El respaldo es de una versión anterior: ejecute ahora «sinasec migrate»."
    yield "Ejecute «sinasec doctor» antes de abrir el sitio."


def _believed_in_words(believed: list[dict[str, str]]) -> Iterator[str]:
    """Whoever made the backup again may have put a key of their own in it."""
    if not believed:
        yield "Atención: el respaldo no trae ninguna clave pública con la que verificar."
        return
    yield "Desde ahora se creerá lo firmado con las claves que trae el respaldo, de huella:"
    for each in believed:
        yield f"  {each['fingerprint']}  keys/{each['file']}"
    yield (
        "Compárelas con las que publica la entidad. Si alguna no está entre ellas, no abra el "
        "sitio: el respaldo no es de fiar; use otro, o restaure con --keys."
    )


@click.command()
@click.option(
    "--fix", is_flag=True, help="Corrige los permisos de las claves; nada más se toca nunca."
)
@as_json_option
@click.pass_context
def doctor(context: click.Context, fix: bool, as_json: bool) -> None:
    """Mira si la instalación está sana, dice qué hacer, y no cambia nada.

    Termina en 0 si todo está en orden, en 1 si hay algo que atender y en 2 si algo no se pudo
    mirar.
    """
    from sinasec.not_prepared import NotPrepared
    from sinasec.operation import look_at_keys
    from sinasec.publications.finding import UNSEEN, Finding, code_of
    from sinasec.publications.home import sinasec_home

    home = sinasec_home()
    fixed: list[Path] = []
    try:
        fixed = look_at_keys.close(home / "keys") if fix else []
        _checked_django()
        from sinasec.operation.doctor import examine

        with step("Mirando"):
            found = examine(home, datetime.now(UTC))
    except NotPrepared as error:
        again = "Después, vuelva a ejecutar «sinasec doctor»."
        found = [Finding("ajustes", UNSEEN, str(error), again)]
    except OSError as error:
        message = f"No se pudo leer {error.filename or home} ({os_words(error)})."
        found = [Finding("carpeta", UNSEEN, message, "Use la cuenta con la que trabaja el sitio.")]
    document = {
        "code": code_of(found),
        "fixed": [str(path) for path in fixed],
        "findings": [finding.as_dict() for finding in found],
    }
    _say(as_json, document, "\n".join(_findings_in_words(document)))
    context.exit(document["code"])


def _findings_in_words(done: dict[str, Any]) -> Iterator[str]:
    heads = {"falla": "FALLA", "sin-mirar": "NO SE PUDO MIRAR", "nota": "Nota"}
    for path in done["fixed"]:
        yield f"Corregido: {path} es ahora solo de su dueño."
    for each in done["findings"]:
        yield f"{heads[each['level']]} [{each['about']}] {each['message']}\n    {each['remedy']}"
    last = ("Todo en orden.", "Hay algo que atender.", "Algo no se pudo mirar.")
    yield last[done["code"]]


def _checked_django() -> None:
    """Start Django, or say what of the environment stands in the way. Raises NotPrepared."""
    from sinasec.database_state import check_url

    check_url()
    _django()


@click.command()
@click.option(
    "--grant-to",
    metavar="CUENTA",
    help="PostgreSQL: da a esta cuenta lo justo para atender el sitio, sin ser dueña de nada.",
)
@as_json_option
def migrate(grant_to: str | None, as_json: bool) -> None:
    """Pone las tablas y los datos de referencia al día con este programa. No publica nada.

    Con SINASEC_OWNER_DATABASE_URL trabaja con la cuenta dueña de las tablas.
    """
    _as_owner()
    _django()
    from django.db import connection

    from sinasec.database_state import asking
    from sinasec.not_prepared import NotPrepared
    from sinasec.operation.account import grant
    from sinasec.publications.reference import prepare

    try:
        done = prepare()
        with asking():
            done["granted"] = grant(connection, grant_to) if grant_to else []
    except NotPrepared as error:
        raise click.ClickException(str(error)) from error
    _say(as_json, done, _migrated(done, grant_to))


def _migrated(done: dict[str, Any], account: str | None) -> str:
    ran = done["migrations"]
    applied = "Se aplicó" if len(ran) == 1 else "Se aplicaron"
    lines = [
        f"{applied} {counted(len(ran), 'migración', 'migraciones')}."
        if ran
        else "Las tablas ya estaban al día."
    ]
    for key, noun in (("units", "Territorio"), ("committees", "Comités")):
        new = counted(done[key]["new"], "nuevo", "nuevos")
        lines.append(f"{noun}: {new}, {counted(done[key]['changed'], 'corregido', 'corregidos')}.")
    if account:
        lines.append(f"La cuenta «{account}» tiene los derechos del sitio.")
    lines.append("No se publicó nada.")
    return "\n".join(lines)


# -- what the commands share


def _as_owner() -> None:
    """From here on, with the account that owns the tables, when there is one apart."""
    if os.environ.get(OWNER):
        os.environ["DATABASE_URL"] = os.environ[OWNER]


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """What was refused goes out as its sentence, with exit code 1."""
    from sinasec.not_prepared import NotPrepared
    from sinasec.operation.archive import BadBackup
    from sinasec.operation.new_file import Taken
    from sinasec.operation.restore import CannotRestore
    from sinasec.operation.sealed_keys import BadKeyFile
    from sinasec.operation.sqlite_copy import DamagedDatabase

    refusals = (NotPrepared, BadBackup, BadKeyFile, CannotRestore, DamagedDatabase, Taken)
    try:
        yield
    except refusals as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"No se pudo con {error.filename or path} ({os_words(error)}): revise el espacio y los "
            "permisos. No quedó nada a medias."
        ) from error


def _check_names(file: Path, keys: Path | None) -> None:
    from sinasec.operation.new_file import check_free

    for path in filter(None, (file, keys)):
        check_free(path)
    if keys and keys.resolve() == file.resolve():
        raise click.UsageError("Las claves van en otro archivo que el respaldo.")


def _make_no_key() -> None:
    """The settings make the site's key where there is none, and a refused `restore` leaves nothing.

    The one of the backup, or of the first `serve`, is still to come.
    """
    if not os.environ.get(GIVEN):
        os.environ[GIVEN] = secrets.token_urlsafe(50)


def _check_somebody_types(file: Path | None) -> None:
    if file is None and not sys.stdin.isatty():
        raise click.UsageError(
            "Las claves van cifradas con una frase, y aquí no hay quien la escriba: guárdela en la "
            "primera línea de un archivo que solo usted lea y délo con --passphrase-file."
        )


def _new_phrase(file: Path | None) -> str:
    from sinasec.operation.sealed_keys import SHORTEST, check_passphrase

    _check_somebody_types(file)
    phrase = _first_line(file) or click.prompt(
        f"Frase para cifrar las claves ({SHORTEST} letras o más)",
        hide_input=True,
        confirmation_prompt="La misma frase otra vez",
        err=True,
    )
    check_passphrase(phrase)
    return phrase


def _known_phrase(file: Path | None) -> str:
    _check_somebody_types(file)
    return _first_line(file) or click.prompt("Frase de las claves", hide_input=True, err=True)


def _first_line(file: Path | None) -> str:
    """Of a file; "" without one."""
    if file is None:
        return ""
    try:
        with open(file, encoding="utf-8") as opened:
            return opened.readline(10_000).rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} no es texto en UTF-8: guárdelo así.") from error


def _django() -> None:
    from sinasec.cli import django_setup

    django_setup()


def _attended(attend: "ToAttend") -> dict[str, Any]:
    """For the document of a command: what the site withholds, and what the facts do not say."""
    withheld = [{"id": name, "reason": why} for name, why in attend.withheld.items()]
    return {"withheld": withheld, "facts": list(attend.facts)}


def _say(as_json: bool, document: dict[str, Any], words: str) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2) if as_json else words)
