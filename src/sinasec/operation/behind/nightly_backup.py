"""Every night, a backup in the folder that was set; without one, none.

Its file has the day of the night, appears whole or not at all, and takes nobody's place: the one
of an attempt before this is found there, and is that of the night.
"""

import os
from pathlib import Path
from typing import Final

from sinasec.counted import counted
from sinasec.not_prepared import NotPrepared
from sinasec.operation.copies.backup import backup
from sinasec.operation.copies.new_file import Taken
from sinasec.translation import gettext as _
from sinasec.work.turn import Outcome, Turn, now_utc

SETTING: Final = "SINASEC_BACKUP_FOLDER"
PATH: Final = "path"
ATTEND: Final = _("Algo de lo guardado no está como debe: mire qué con «sinasec doctor».")


def wanted() -> bool:
    return bool(_set())


def kept(turn: Turn) -> Outcome:
    """Raises Taken for a file that was there before, and NotPrepared, OSError and what `backup`
    does."""
    target = _folder() / f"sinasec-{turn.key}.zip"
    noted = turn.noted().get(PATH) == str(target)
    if target.exists() and noted:
        return _outcome(target)
    if target.exists():
        raise Taken(
            _("«{target}» ya existe y no se reemplaza: muévalo, y pida este otra vez.").format(
                target=target
            )
        )
    turn.note({PATH: str(target)})
    turn.progress(_("guarda la base, los datos y las publicaciones"))
    done = backup(target, now=now_utc())
    sound = done.attend.sound and not (done.said.lacking or done.said.unsound)
    return _outcome(target, sound=sound)


def _outcome(target: Path, *, sound: bool = True) -> Outcome:
    size = target.stat().st_size
    said = _("Se guardó {target} ({megabytes}).").format(
        target=target, megabytes=counted(-(-size // 2**20), "megabyte", "megabytes")
    )
    result = {PATH: str(target), "size": size}
    return Outcome(said if sound else f"{said} {ATTEND}", result, attend=not sound)


def _set() -> str:
    return os.environ.get(SETTING, "").strip()


def _folder() -> Path:
    folder = Path(_set())
    if not (folder.is_absolute() and folder.is_dir()):
        raise NotPrepared(
            "ajuste",
            _(
                "El ajuste {setting} debe ser la ruta entera de una carpeta que exista, y dice "
                "«{folder}»: créela o corríjalo."
            ).format(setting=SETTING, folder=folder),
        )
    return folder
