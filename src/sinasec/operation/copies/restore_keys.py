"""The keys alone, put back into an installation that lost them and has the rest."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sinasec.database_state import EMPTY, NotPrepared, migrations
from sinasec.operation.copies import folders
from sinasec.operation.copies.given_keys import GivenKeys, given_keys
from sinasec.operation.copies.new_file import new_file
from sinasec.operation.copies.restore import CannotRestore
from sinasec.private_files import FOLDER_MODE, private_folder
from sinasec.publications.home import sinasec_home
from sinasec.publications.trust.keys import PRIVATE, PUBLIC, fingerprint, read_public
from sinasec.warehouse.one_writer import one_writer

NO_INSTALLATION: Final = (
    "En {home} no hay ninguna instalación a la que devolver sus claves: dé también el respaldo, "
    "«sinasec restore RESPALDO --keys ARCHIVO»."
)


@dataclass(frozen=True, slots=True)
class KeysPut:
    """`put`: names that were written; `there`: those that were in place and were left.

    `signed`: a publication of this installation that the key signed; "" where nothing is signed,
    so that there is nothing to compare it with.
    """

    put: tuple[str, ...]
    there: tuple[str, ...]
    signed: str
    believed: dict[str, str]


def restore_keys(file: Path, passphrase: str) -> KeysPut:
    """Write the keys of a sealed file that are missing. Nothing that is there is replaced.

    Raises CannotRestore unless the key that signs is this installation's, BadKeyFile, NotPrepared,
    OSError; then nothing was written.
    """
    home = sinasec_home()
    _check_installed(home)
    given = given_keys(file, passphrase)
    folder = private_folder(home / "keys")
    with one_writer(home / "publications"):
        _check_free(folder, given)
        signed = _signed_by(home, given.public[PUBLIC])
        folder.chmod(FOLDER_MODE)
        put, there = _put(folder, given)
    return KeysPut(put, there, signed, folders.fingerprints(folder))


def _check_installed(home: Path) -> None:
    try:
        installed = bool(migrations().applied)
    except NotPrepared as error:
        if error.code != EMPTY:
            raise
        installed = False
    if not installed:
        raise CannotRestore(NO_INSTALLATION.format(home=home))


def _check_free(folder: Path, given: GivenKeys) -> None:
    """No other key may have taken the place of the one that signs."""
    if _is_another(folder / PRIVATE, given.private[PRIVATE]):
        raise CannotRestore(
            f"En {folder / PRIVATE} hay otra clave, y no se reemplaza. Si está dañada o no es de "
            "la entidad, póngale otro nombre fuera de esa carpeta y repita; si ya se publicó con "
            "ella, déjela: lo anterior se verifica con las de publicas-anteriores."
        )
    if _is_another(folder / PUBLIC, given.public[PUBLIC]):
        raise CannotRestore(
            f"{folder / PUBLIC} no es la pública de la clave que usted dio. Si es de la entidad, "
            f"muévala a {folder / folders.EARLIER}/; si no lo es, bórrela. Después repita."
        )


def _is_another(path: Path, pem: bytes) -> bool:
    return path.exists() and path.read_bytes() != pem


def _signed_by(home: Path, public: bytes) -> str:
    """A publication that this key signed. Raises CannotRestore where it signed none of them."""
    published = folders.named(home / "publications")
    for each in sorted(published, reverse=True):
        if not folders.why_unsound(each, [public]):
            return each.name
    mark = fingerprint(read_public(public, PUBLIC))
    if mark in folders.fingerprints(home / "keys").values():
        return ""
    if published:
        raise CannotRestore(
            f"La clave de ese archivo (huella {mark}) no firmó ninguna de las "
            "publicaciones de esta instalación: dé el archivo de claves que se guardó de ella; si "
            "la entidad cambió de clave, el que se guardó después. No se puso ninguna."
        )
    return ""


def _put(folder: Path, given: GivenKeys) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was written and what was there; the key that signs goes last, so that repeating ends
    what was interrupted."""
    every = given.public | given.private
    names = sorted(every, key=lambda name: (name == PRIVATE, name))
    there = tuple(name for name in names if (folder / name).exists())
    put: list[str] = []
    try:
        for name in names:
            if name not in there:
                (folder / name).parent.mkdir(exist_ok=True)
                with new_file(folder / name) as written:
                    written.write(every[name])
                put.append(name)
    except BaseException:
        for name in put:
            (folder / name).unlink()
        raise
    return tuple(put), there
