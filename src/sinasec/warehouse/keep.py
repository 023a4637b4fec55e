"""Keep rows as a new edition and make it the current one, whole or not at all."""

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.counted import counted
from sinasec.warehouse.datasets import Dataset, datasets
from sinasec.warehouse.edition import (
    LEFT_OUT,
    MANIFEST,
    REPORT,
    ROWS,
    BrokenEdition,
    Edition,
    Provenance,
    check_edition,
    manifest_of,
    read_edition,
)
from sinasec.warehouse.editions import current, folder_of, read
from sinasec.warehouse.heal import heal_locked
from sinasec.warehouse.home import home
from sinasec.warehouse.journal import Entry, append
from sinasec.warehouse.one_writer import one_writer
from sinasec.warehouse.place import place, remove

ID_DIGITS: Final = 12


class RepeatedRows(ValueError):
    """Two rows of a dataset are about the same thing: which one is right is for whoever brings."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping. `new`: the edition was not there; `joined`: rows kept from before."""

    edition: Edition
    new: bool
    joined: int


def keep(
    dataset: str,
    rows: pl.DataFrame,
    provenance: Provenance,
    *,
    report: Mapping[str, Any] | None = None,
    left_out: pl.DataFrame | None = None,
    join: bool | None = None,
    announced: Callable[[Edition], None] | None = None,
) -> Kept:
    """Keep `rows` (of the dataset's schema, keys without repeats) as the current edition.

    `join`: leave as they were the parts that `rows` does not bring (by default, as the dataset
    says). `left_out`: rows of the file that were left out by choice, with a column `code`. The same
    rows again are the same edition, and nothing changes, unless someone spoiled what was kept: then
    it is kept anew. `announced` is told of an edition before it is placed, and may raise
    instead. Raises RepeatedRows, or BrokenEdition when what is to be joined was spoiled.
    """
    kind = datasets()[dataset]
    with one_writer(home()):
        heal_locked()
        whole, joined, provenance = _joined(kind, rows, provenance, join)
        ordered = in_order(kind, whole)
        _check_keys(kind, ordered)
        name = edition_id(kind, ordered, simulated=provenance.simulated)
        folder = folder_of(dataset)
        if there := _whole(folder / name):
            return Kept(there, new=False, joined=joined)
        folder.mkdir(parents=True, exist_ok=True)
        remove(folder / name)
        edition = _placed(kind, name, ordered, provenance, report or {}, left_out, announced)
        append(
            folder,
            Entry(name, provenance.at.isoformat(), provenance.by),
            simulated=provenance.simulated,
        )
        return Kept(edition, new=True, joined=joined)


def _whole(folder: Path) -> Edition | None:
    """The edition of a folder; None when there is none or it is not as it was kept."""
    try:
        edition = read_edition(folder)
        check_edition(edition)
    except BrokenEdition:
        return None
    return edition


def activate(
    edition: Edition,
    *,
    by: str,
    at: datetime,
    announced: Callable[[str], None] | None = None,
) -> None:
    """Make an edition that was kept the current one of its dataset, real or simulated.

    `announced` is told which one was ("" for none) before it changes, and may raise instead.
    """
    with one_writer(home()):
        heal_locked()
        now = current(edition.dataset, simulated=edition.simulated)
        if now is None or now.id != edition.id:
            if announced is not None:
                announced(now.id if now else "")
            entry = Entry(edition.id, at.isoformat(), by)
            append(folder_of(edition.dataset), entry, simulated=edition.simulated)


def in_order(dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """The dataset's columns and types, in the one order there is."""
    columns = rows.select(pl.col(name).cast(kind) for name, kind in dataset.schema.items())
    rest = [name for name in dataset.schema if name not in dataset.keys]
    return columns.sort(*dataset.keys, *rest).rechunk()


def _check_keys(dataset: Dataset, ordered: pl.DataFrame) -> None:
    """Rows in order: those of the same keys are one after the other."""
    again = pl.all_horizontal(pl.col(key).eq_missing(pl.col(key).shift()) for key in dataset.keys)
    repeated = ordered[1:].filter(ordered.select(again).to_series()[1:])
    if repeated.height:
        what = ", ".join(f"{key} {repeated[key][0]}" for key in dataset.keys)
        raise RepeatedRows(
            f"Hay {counted(repeated.height, 'fila repetida', 'filas repetidas')} de "
            f"{dataset.name} ({what}): deje una de cada."
        )


def edition_id(dataset: Dataset, ordered: pl.DataFrame, *, simulated: bool) -> str:
    """`denuncias-0a1b2c3d4e5f`: of the rows and of whether they are real, and of nothing else."""
    digest = hashlib.sha256(f"{dataset.name}\0{simulated}\0".encode())
    digest.update(ordered.write_csv().encode())
    return f"{dataset.name}-{digest.hexdigest()[:ID_DIGITS]}"


def joined_parts(dataset: Dataset, join: bool | None) -> list[str]:
    """The columns by which a file is joined with the edition before; none when it is not."""
    parts = list(dataset.parts or ("year",))
    wanted = bool(dataset.parts) if join is None else join
    return parts if wanted and set(parts) <= dataset.schema.keys() else []


def _joined(
    dataset: Dataset, rows: pl.DataFrame, provenance: Provenance, join: bool | None
) -> tuple[pl.DataFrame, int, Provenance]:
    """`rows` with what they do not bring of the current edition, and whose that was."""
    parts = joined_parts(dataset, join)
    now = current(dataset.name, simulated=provenance.simulated) if parts else None
    if now is None:
        return rows, 0, provenance
    check_edition(now)
    brought = rows.select(pl.col(name).cast(dataset.schema[name]) for name in parts).unique()
    before = read(now).collect().join(brought, on=parts, how="anti", nulls_equal=True)
    if before.is_empty():
        return rows, 0, provenance
    cast = rows.select(pl.col(name).cast(kind) for name, kind in dataset.schema.items())
    originals = dict.fromkeys((*now.provenance.originals, *provenance.originals))
    sources = dict.fromkeys((*now.source.split(" · "), provenance.source))
    merged = Provenance(
        " · ".join(sources),
        provenance.by,
        provenance.at,
        provenance.layout,
        provenance.simulated,
        tuple(originals),
    )
    return pl.concat([before.select(cast.columns), cast]), before.height, merged


def _placed(
    dataset: Dataset,
    name: str,
    ordered: pl.DataFrame,
    provenance: Provenance,
    report: Mapping[str, Any],
    left_out: pl.DataFrame | None,
    announced: Callable[[Edition], None] | None,
) -> Edition:
    rows = parquet(ordered)
    out = left_out if left_out is not None and left_out.height else None
    counts = {} if out is None else dict(out["code"].value_counts().sort("code").iter_rows())
    digest = hashlib.sha256(rows).hexdigest()
    folder: Path = folder_of(dataset.name)
    edition = Edition(dataset.name, name, folder / name, ordered.height, digest, provenance, counts)
    files = {ROWS: rows, MANIFEST: _json(manifest_of(edition)), REPORT: _json(report)}
    if out is not None:
        files[LEFT_OUT] = parquet(out)
    if announced is not None:  # before: what was placed and not named is named by `heal`
        announced(edition)
    place(files, folder, name)
    return edition


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=3, statistics=True)
    return buffer.getvalue()


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
