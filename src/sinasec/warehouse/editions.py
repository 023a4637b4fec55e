"""The editions there are, and which one is current."""

from pathlib import Path

import polars as pl

from sinasec.warehouse.datasets import datasets
from sinasec.warehouse.edition import ROWS, BrokenEdition, Edition, check_edition, read_edition
from sinasec.warehouse.home import home
from sinasec.warehouse.journal import read_journal


class UnknownEdition(ValueError):
    """No edition is meant by that text; the message says how to see which there are."""


def folder_of(dataset: str) -> Path:
    """Raises UnknownEdition when there is no such dataset."""
    if dataset not in datasets():
        raise UnknownEdition(f"No hay datos «{dataset}». Hay: {', '.join(datasets())}.")
    return home() / dataset


def editions(dataset: str) -> tuple[Edition, ...]:
    """Every edition of a dataset, real and simulated, the oldest first. Raises BrokenEdition."""
    folder = folder_of(dataset)
    if not folder.is_dir():
        return ()
    found = [
        read_edition(path)
        for path in folder.iterdir()
        if path.is_dir() and not path.name.startswith(".")
    ]
    return tuple(sorted(found, key=lambda edition: (edition.loaded_at, edition.id)))


def current(dataset: str, *, simulated: bool = False) -> Edition | None:
    """The edition in use, real or simulated; None when none was ever loaded.

    Raises BrokenEdition, also when its journal names an edition of the other kind.
    """
    folder = folder_of(dataset)
    entries = read_journal(folder, simulated=simulated)
    found = read_edition(folder / entries[-1].edition) if entries else None
    if found and (found.simulated, found.dataset) != (simulated, dataset):
        raise BrokenEdition(
            f"La edición «{found.id}» está anotada donde no va: lo real y lo SIMULADO no se "
            f"mezclan. Restaure de una copia los archivos de vigencias de {dataset}."
        )
    return found


def find(text: str, dataset: str = "") -> Edition:
    """The edition of that id, or of the only id that begins or ends so. Raises UnknownEdition."""
    names = [dataset] if dataset else list(datasets())
    every = [edition for name in names for edition in editions(name)]
    found = [edition for edition in every if edition.id == text] or [
        edition
        for edition in every
        if len(text) >= 4 and (edition.id.startswith(text) or edition.id.endswith(text))
    ]
    if len(found) == 1:
        return found[0]
    what = "Ninguna edición es" if not found else f"{len(found)} ediciones pueden ser"
    raise UnknownEdition(f"{what} «{text}»: vea cuáles hay con «sinasec data list».")


def read(edition: Edition) -> pl.LazyFrame:
    """Its rows, with the schema of its dataset, read only as far as they are asked for.

    Raises BrokenEdition when they are not those that were kept.
    """
    check_edition(edition)
    return pl.scan_parquet(edition.folder / ROWS)
