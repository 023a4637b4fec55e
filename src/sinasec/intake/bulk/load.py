"""Load a file into the warehouse, or say all that is wrong with it and change nothing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.intake.bulk.checks import FaultGroup
from sinasec.intake.bulk.columns import FileTerms, FindBorders, no_borders
from sinasec.intake.bulk.layouts import named, names
from sinasec.intake.bulk.reading import Reading, read
from sinasec.os_words import os_words
from sinasec.spreadsheets.faults import Fault, UnreadableFile
from sinasec.spreadsheets.numbers import Mark
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.warehouse import Edition, Gone, Kept, Provenance, current, gone, keep

Announced = Callable[[Edition], None]
MARK: Final = "SIMULADO"
LONGEST_SOURCE: Final = 500


class UnknownLayout(ValueError):
    """No layout has that name; the message lists them."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What came of a file. `accepted`: rows of the dataset kept, 0 while something blocks.

    `edition`: None when nothing was kept. `new`: it was not there before. `joined`: rows that it
    keeps of the edition before. `left_out`: rows of the file left out by choice, by code.
    `summary`: what was read, in sentences; `refused`: why the file could not be read at all.
    `gone`: what stops being current with it, of a series. `asks`: nothing was kept, as nobody has
    said what to do with that.
    """

    file: str
    layout: str = ""
    dataset: str = ""
    sha256: str = ""
    rows: int = 0
    accepted: int = 0
    groups: tuple[FaultGroup, ...] = ()
    left_out: dict[str, int] | None = None
    notes: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    edition: Edition | None = None
    new: bool = False
    joined: int = 0
    is_current: bool = False
    dry_run: bool = False
    refused: Fault | None = None
    gone: Gone | None = None
    asks: bool = False

    @property
    def ok(self) -> bool:
        return self.refused is None and not self.blocking and not self.asks

    @property
    def blocking(self) -> tuple[FaultGroup, ...]:
        """The faults that keep the file out."""
        out = self.left_out or {}
        return tuple(group for group in self.groups if group.blocks and group.code not in out)

    def as_dict(self) -> dict[str, Any]:
        """The document that `sinasec data load --json` prints and the edition keeps."""
        return {
            "file": self.file,
            "layout": self.layout,
            "dataset": self.dataset,
            "sha256": self.sha256,
            "rows": self.rows,
            "accepted": self.accepted,
            "faults": [group.as_dict() for group in self.groups],
            "left_out": self.left_out or {},
            "notes": list(self.notes),
            "summary": list(self.summary),
            "edition": self.edition.id if self.edition else None,
            "new": self.new,
            "joined": self.joined,
            "stops_being_current": self.gone.as_dict() if self.gone else None,
            "current": self.is_current,
            "dry_run": self.dry_run,
            "refused": self.refused.as_dict() if self.refused else None,
        }


def load(
    source: Path | bytes,
    *,
    cited: str,
    by: str,
    at: datetime,
    layout: str = "",
    name: str = "",
    simulated: bool = False,
    year: int | None = None,
    decimal: Mark = "",
    series: str = "",
    leave_out: Collection[str] = (),
    join: bool | None = None,
    dry_run: bool = False,
    ask: bool = False,
    borders: FindBorders = no_borders,
    announced: Announced | None = None,
) -> LoadReport:
    """Load a file. `cited`: its source, as pages will cite it. `at`: now, with its zone.

    `layout`: name of the only one to try. `year`: of data that do not say theirs. `decimal`: the
    decimal mark of a CSV, when it is known. `series`: which
    of the sources of a file with several. `leave_out`: codes of faults whose rows are left out by
    choice; they are kept beside the edition. `join`: keep what the file does not bring of the
    edition before. `ask`: keep nothing while `join` is not said and part of a series would stop
    being current. `borders`: of districts, to try points. `announced`: of `warehouse.keep`. Raises
    OSError when the path cannot be read, and UnknownLayout.
    """
    wanted = named(layout)
    if not wanted:
        raise UnknownLayout(f"No hay un formato «{layout}». Los hay: {', '.join(names())}.")
    terms = FileTerms(at.date(), year, decimal, series, borders)
    label = name or (source.name if isinstance(source, Path) else "")
    try:
        reading = read(source, label, wanted, terms, leave_out)
    except (UnreadableFile, UnsafeFile) as refusal:
        return LoadReport(label, layout, refused=Fault("", None, "", refusal.code, str(refusal)))
    report = _reported(label, reading, dry_run)
    if refusal := _citation(cited) or (None if simulated else _marked(cited, reading.rows)):
        return replace(report, accepted=0, refused=refusal)
    if reading.rows is None:
        return report
    going = gone(reading.layout.dataset, reading.rows, simulated=simulated, join=join)
    report = replace(report, gone=going)
    if dry_run:
        return report
    if ask and join is None and going:
        return replace(report, accepted=0, asks=True)
    provenance = Provenance(cited, by, at, reading.layout.name, simulated, (reading.original,))
    return _kept(reading, reading.rows, provenance, report, join, announced)


def _kept(
    reading: Reading,
    rows: pl.DataFrame,
    provenance: Provenance,
    report: LoadReport,
    join: bool | None,
    announced: Announced | None,
) -> LoadReport:
    """Put the rows in the warehouse, or say why they could not be."""
    try:
        kept = keep(
            reading.layout.dataset,
            rows,
            provenance,
            report=report.as_dict(),
            left_out=reading.left_out,
            join=join,
            announced=announced,
        )
    except OSError as error:
        return replace(report, accepted=0, refused=_not_written(error))
    return _stored(report, kept)


def _not_written(error: OSError) -> Fault:
    says = (
        f"No se pudieron guardar los datos ({os_words(error)}): haga sitio en el disco o "
        "revise los permisos de su carpeta, y cargue el archivo de nuevo."
    )
    return Fault("", None, "", "no-se-guardo", says)


def _citation(cited: str) -> Fault | None:
    """A source is cited in one line of every page."""
    if len(cited) <= LONGEST_SOURCE and cited.isprintable():
        return None
    says = f"La fuente se cita en una línea: escríbala en menos de {LONGEST_SOURCE} letras."
    return Fault("", None, "", "fuente-ilegible", says)


def _marked(cited: str, rows: pl.DataFrame | None) -> Fault | None:
    """What says of itself that it is made up is never kept as real."""
    texts = [] if rows is None else rows.select(pl.col(pl.String).unique().implode()).row(0)
    said = [cited, *(text for column in texts for text in column if text)]
    if not any(MARK in text.upper() for text in said):
        return None
    says = (
        f"El archivo o su fuente dicen {MARK}: cárguelo como simulado (--simulated), que no se "
        "mezcla con lo real."
    )
    return Fault("", None, "", "simulado", says)


def _reported(label: str, reading: Reading, dry_run: bool) -> LoadReport:
    rows = reading.rows
    return LoadReport(
        label,
        reading.layout.name,
        reading.layout.dataset,
        reading.original.sha256,
        reading.read,
        0 if rows is None else rows.height,
        tuple(sorted(reading.groups, key=lambda group: (not group.blocks, group.code))),
        _counted(reading),
        tuple(reading.notes),
        () if rows is None else tuple(reading.layout.summary(rows)),
        dry_run=dry_run,
    )


def _counted(reading: Reading) -> dict[str, int]:
    """Rows left out by code; a code that was accepted and left none out counts 0."""
    if reading.rows is None:
        return {}
    accepted = {group.code: 0 for group in reading.groups if group.blocks}
    out = reading.left_out
    return accepted if out is None else accepted | dict(out["code"].value_counts().iter_rows())


def _stored(report: LoadReport, kept: Kept) -> LoadReport:
    now = current(kept.edition.dataset, simulated=kept.edition.simulated)
    return replace(
        report,
        edition=kept.edition,
        new=kept.new,
        joined=kept.joined,
        is_current=now is not None and now.id == kept.edition.id,
    )
