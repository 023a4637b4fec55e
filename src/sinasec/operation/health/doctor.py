"""Is this installation sound? Everything that can be looked at, even when some of it cannot."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from sinasec.database_state import EMPTY, RESTORING
from sinasec.not_prepared import NotPrepared
from sinasec.operation.health import (
    look_at_database,
    look_at_folders,
    look_at_keys,
    look_at_lost_data,
)
from sinasec.publications.finding import UNSEEN, HealthFinding
from sinasec.publications.models import Publication


def examine(home: Path, now: datetime) -> list[HealthFinding]:
    """What is found in an installation, the gravest first. Changes nothing."""
    rows, why_not = _rows()
    half = _reading(
        "restos", home, lambda: look_at_folders.restored_in_part(home, based=not why_not)
    )
    if why_not == RESTORING:
        return half
    if why_not == EMPTY and not any(_data(home)):
        return [
            HealthFinding(
                "instalacion",
                UNSEEN,
                f"En {home} todavía no hay ninguna instalación.",
                "Prepárela con «sinasec setup --without-demonstration» (o «sinasec setup», con lo "
                "SIMULADO), o traiga un respaldo con «sinasec restore».",
            )
        ]
    keys, published, kept = home / "keys", home / "publications", home / "warehouse"
    found = [
        *half,
        *look_at_database.look(published, keys, now),
        *look_at_keys.look(keys, published=bool(rows)),
        *_reading("espacio", home, lambda: look_at_folders.space(home)),
        *_reading("restos", home, lambda: look_at_folders.leftovers(home)),
        *_reading("datos", kept, lambda: look_at_folders.warehouse(kept)),
        *_reading("datos-perdidos", kept, lambda: look_at_lost_data.look(kept, published, rows)),
    ]
    if rows is not None:
        found += _reading(
            "publicaciones",
            published,
            lambda: look_at_folders.publications(published, keys, rows),
        )
    return found


def _rows() -> tuple[dict[str, Publication] | None, str]:
    """The publications by folder; None if they cannot be asked, and the code of why not."""
    try:
        return look_at_database.publications(), ""
    except NotPrepared as error:
        return None, error.code


def _data(home: Path) -> Iterator[Path]:
    for name in ("publications", "warehouse"):
        folder = home / name
        if folder.is_dir():
            yield from (path for path in folder.iterdir() if path.name != ".turno")
    yield from (home / "keys").glob("*.pem")


def _reading(
    about: str, home: Path, look: Callable[[], Iterable[HealthFinding]]
) -> list[HealthFinding]:
    """What a look at the disk finds, or that the disk could not be read."""
    try:
        return list(look())
    except OSError as error:
        return [look_at_folders.unreadable(about, error, home)]
