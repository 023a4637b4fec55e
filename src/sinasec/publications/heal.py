"""Finish or undo what a killed publisher left: a row exists if and only if its folder does."""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from sinasec.publications.models import Publication
from sinasec.publications.record import record
from sinasec.publications.trust.trusted import own_key
from sinasec.publications.trust.verify import DESCRIPTOR, verify
from sinasec.warehouse.one_writer import one_writer
from sinasec.warehouse.place import ASIDE, remove

logger = logging.getLogger("sinasec.publications")


@dataclass(frozen=True, slots=True)
class Healed:
    """What was found after a crash, by folder name."""

    adopted: tuple[str, ...]
    removed: tuple[str, ...]
    strange: tuple[str, ...]  # folders that do not verify: someone put or changed them


def heal() -> Healed:
    """Safe to call at any time; waits for a publisher at work."""
    with one_writer(Path(settings.PUBLICATIONS)):
        return heal_locked()


def heal_locked() -> Healed:
    """As `heal`, for a caller who holds the lock."""
    home = Path(settings.PUBLICATIONS)
    known = set(Publication.objects.values_list("folder", flat=True))
    adopted: list[str] = []
    removed: list[str] = []
    strange: list[str] = []
    unknown: list[Path] = []
    for folder in sorted(home.iterdir()):
        if folder.name.startswith(ASIDE):
            remove(folder)
            removed.append(folder.name)
        elif folder.is_dir() and folder.name not in known:
            unknown.append(folder)
    for folder in _replaced_first(unknown):
        (adopted if _adopt(folder) else strange).append(folder.name)
    return Healed(tuple(sorted(adopted)), tuple(removed), tuple(sorted(strange)))


def _replaced_first(folders: list[Path]) -> list[Path]:
    """A final publication after the preliminary that it replaces, to which its row points."""
    waiting = {folder.name: folder for folder in folders}
    replaces = {name: _replaced_by(folder) for name, folder in waiting.items()}
    ordered: list[Path] = []
    while waiting:
        ready = [name for name in waiting if replaces[name] not in waiting] or list(waiting)
        ordered += [waiting.pop(name) for name in ready]
    return ordered


def _replaced_by(folder: Path) -> str | None:
    """The publication that the one in this folder replaces; None also where it cannot be read."""
    try:
        said = json.loads((folder / DESCRIPTOR).read_bytes())["reemplaza"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return said if isinstance(said, str) else None


def _adopt(folder: Path) -> bool:
    """Record a complete folder whose row was never written, unless what it replaces is not here
    or something else took its place.

    Only one that the key in use signed: an earlier one is believed of what was published then, and
    may since be in other hands.
    """
    own = own_key(Path(settings.KEYS))
    verification = verify(folder, (own,) if own else ())
    if not verification.ok or verification.id != folder.name:
        return False
    descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
    replaced = descriptor["reemplaza"]
    if replaced and not _waits(replaced):
        return False
    record(descriptor, datetime.fromtimestamp(folder.stat().st_mtime, UTC))
    logger.warning("Publicación %s: estaba su carpeta y no su fila; se reconoció.", folder.name)
    return True


def _waits(code: str) -> bool:
    return Publication.objects.filter(pk=code, replaced_by=None).exists()
