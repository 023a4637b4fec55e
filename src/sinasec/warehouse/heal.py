"""Finish or undo what a killed loader left: an edition is whole and named, or it is not there."""

from dataclasses import dataclass
from pathlib import Path

from sinasec.warehouse.datasets import datasets
from sinasec.warehouse.edition import BrokenEdition, Edition, check_edition, read_edition
from sinasec.warehouse.home import home
from sinasec.warehouse.journal import Entry, append, read_journal
from sinasec.warehouse.one_writer import one_writer
from sinasec.warehouse.place import ASIDE, remove


@dataclass(frozen=True, slots=True)
class Healed:
    """What was found after a crash, by folder name."""

    adopted: tuple[str, ...]
    removed: tuple[str, ...]
    strange: tuple[str, ...]  # folders that are not what was kept: someone put or changed them


def heal() -> Healed:
    """Safe to call at any time; waits for a loader at work."""
    with one_writer(home()):
        return heal_locked()


def heal_locked() -> Healed:
    """As `heal`, for a caller who holds the lock."""
    adopted: list[str] = []
    removed: list[str] = []
    strange: list[str] = []
    for folder in (home() / name for name in datasets() if (home() / name).is_dir()):
        removed += _swept(folder)
        for path in _unnamed(folder):
            (adopted if _adopted(folder, path) else strange).append(path.name)
    return Healed(tuple(adopted), tuple(removed), tuple(strange))


def _swept(folder: Path) -> list[str]:
    left = [path for path in folder.iterdir() if path.name.startswith(ASIDE)]
    for path in left:
        remove(path)
    return [path.name for path in left]


def _unnamed(folder: Path) -> list[Path]:
    """Editions in their place that neither journal names."""
    named = {
        entry.edition for mark in (False, True) for entry in read_journal(folder, simulated=mark)
    }
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_dir() and not path.name.startswith(".") and path.name not in named
    )


def _adopted(folder: Path, path: Path) -> bool:
    """Name in the journal a whole edition whose entry was never written."""
    try:
        edition: Edition = read_edition(path)
        check_edition(edition)
    except BrokenEdition:
        return False
    entry = Entry(edition.id, edition.loaded_at.isoformat(), edition.provenance.by)
    append(folder, entry, simulated=edition.simulated)
    return True
