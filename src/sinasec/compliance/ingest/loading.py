"""Load a file: read it whole, show all its faults, or add all its rows at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import thread_time
from typing import Any, BinaryIO, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from sinasec.compliance.errors import FactError
from sinasec.compliance.ingest.acts import acts_layout
from sinasec.compliance.ingest.deadline import Deadline
from sinasec.compliance.ingest.declarations import declaration_layouts
from sinasec.compliance.ingest.hints import hints_of_one_file
from sinasec.compliance.ingest.layouts import Layout, Row
from sinasec.compliance.ingest.regional_plans import regional_plans_layout
from sinasec.compliance.ingest.tables import Table, find_table, read_rows
from sinasec.compliance.models import Batch
from sinasec.counted import counted
from sinasec.records.clock import registering
from sinasec.sandbox import FILES, Limits
from sinasec.short_texts import shortened
from sinasec.spreadsheets.apart import read_apart
from sinasec.spreadsheets.faults import Fault, UnreadableFile
from sinasec.spreadsheets.opening import EVERY_KIND, MAX_CELLS, Opened
from sinasec.spreadsheets.sheets import Sheet
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.spreadsheets.visibility import only_hidden, told_hidden, told_hidden_parts

Progress = Callable[[int], None]

STEP: Final = 1_000
PUBLIC_TABLE: Final = "planes-regionales"  # its headings are those of another's table, in English
MOST_UNREAD: Final = 20  # columns of one sheet, named


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a file. `accepted`: rows newly registered (0 when there are faults).

    `known`: rows whose act was already registered from elsewhere. `batch`: number of the load, None
    when nothing was stored. `notes`: sentences on what was seen and not read.
    """

    file: str
    layout: str = ""
    rows: int = 0
    accepted: int = 0
    known: int = 0
    faults: tuple[Fault, ...] = ()
    batch: int | None = None
    already_loaded: bool = False
    dry_run: bool = False
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The document that `sinasec load --json` prints."""
        return {
            "file": self.file,
            "layout": self.layout,
            "rows": self.rows,
            "accepted": self.accepted,
            "already_registered": self.known,
            "faults": [fault.as_dict() for fault in self.faults],
            "batch": self.batch,
            "already_loaded": self.already_loaded,
            "dry_run": self.dry_run,
            "notes": list(self.notes),
        }


@dataclass(slots=True)
class _Reading:
    """The rows of a file with what they mean, and all that is wrong with them."""

    layout: Layout | None = None
    pairs: list[tuple[Row, Any]] = field(default_factory=list[tuple[Row, Any]])
    faults: list[Fault] = field(default_factory=list[Fault])
    rows: int = 0
    found: int = 0  # faults of its rows
    notes: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class _Within:
    """What the rows of a file are understood with, and until when."""

    today: date
    progress: Progress
    deadline: Deadline
    most_faults: int | None


def layouts() -> tuple[Layout, ...]:
    """Every layout that is recognised, the most particular first."""
    return (regional_plans_layout(), acts_layout(), *declaration_layouts())


def load_file(
    source: Path | str | bytes | BinaryIO,
    *,
    by: str,
    name: str = "",
    layout: str | None = None,
    dry_run: bool = False,
    today: date | None = None,
    progress: Progress = lambda rows: None,
    max_cells: int = MAX_CELLS,
    limits: Limits = FILES,
    clock: Callable[[], float] = thread_time,
    most_faults: int | None = None,
) -> Report:
    """Load a file into the facts, or say all that is wrong with it and change nothing.

    `layout`: name of the only layout to try. `progress` is told how many rows have been read. The
    same bytes are loaded once. The file is read in a child process, within `limits`; its rows are
    understood here, within as many seconds by `clock`, up to the one that brings the faults to
    `most_faults`. Raises OSError when a path cannot be read.
    """
    deadline = Deadline(limits.seconds, clock)
    try:
        opened, sheets = read_apart(
            source, name=name, kinds=EVERY_KIND, max_cells=max_cells, limits=limits
        )
        loaded = Batch.objects.filter(sha256=opened.sha256).first()
        if loaded:
            return _loaded_before(opened, loaded)
        with hints_of_one_file():
            day = today or timezone.localdate()
            reading = _read(opened, sheets, layout, _Within(day, progress, deadline, most_faults))
    except (UnsafeFile, UnreadableFile) as refusal:
        label = name or (Path(source).name if isinstance(source, (str, Path)) else "")
        return Report(label, faults=(Fault("", None, "", refusal.code, str(refusal)),))
    if reading.faults or reading.layout is None or dry_run:
        return _report(opened, reading, dry_run=dry_run)
    return _store(opened, reading, reading.layout, by)


def _read(
    opened: Opened,
    sheets: Sequence[Sheet],
    only: str | None,
    within: _Within,
) -> _Reading:
    reading = _Reading(notes=list(opened.notes))
    wanted = [each for each in layouts() if only in (None, each.name)]
    written = (sheet for sheet in sheets if sheet.rows)
    every = [table for sheet in written if (table := _table_in(sheet, wanted, within))]
    hidden = [table.sheet for table in every if table.sheet.hidden]
    tables = [table for table in every if not table.sheet.hidden]
    if not tables and hidden:
        raise only_hidden(hidden)
    if not tables:
        reading.faults.append(_unrecognised(wanted))
        return reading
    reading.notes += told_hidden(hidden)
    reading.layout = tables[0].layout
    for table in tables:
        if table.layout.name == reading.layout.name:
            _read_table(table, reading, within)
        else:
            reading.notes.append(f"No se leyó la hoja «{table.sheet.name}»: cárguela aparte.")
    if not reading.rows and not reading.faults:
        reading.faults.append(
            Fault(tables[0].sheet.name, None, "", "sin-filas", "No hay ninguna fila llena.")
        )
    within.deadline.check()
    reading.layout.check([(row, entry) for row, entry in reading.pairs if not row.faults])
    reading.faults += [fault for row, _ in reading.pairs for fault in row.faults]
    if not reading.faults:
        reading.notes += reading.layout.notes(reading.pairs)
    return reading


def _table_in(sheet: Sheet, wanted: Sequence[Layout], within: _Within) -> Table | None:
    within.deadline.check()
    return find_table(sheet, wanted)


def _told_unread(table: Table) -> list[str]:
    """A note for each of the first columns that were not read, and one for the rest."""
    sheet, unread = table.sheet.name, table.unread
    notes = [
        f"Hoja «{sheet}»: no se leyó la columna «{shortened(header)}»."
        for header in unread[:MOST_UNREAD]
    ]
    if more := len(unread[MOST_UNREAD:]):
        columns = counted(more, "columna más", "columnas más")
        notes.append(f"Hoja «{sheet}»: tampoco se {'leyó' if more == 1 else 'leyeron'} {columns}.")
    return notes


def _read_table(table: Table, reading: _Reading, within: _Within) -> None:
    reading.faults += table.faults
    reading.notes += _told_unread(table)
    reading.notes += told_hidden_parts(table.sheet, table.header)
    if table.faults:
        return
    for row in read_rows(table):
        within.deadline.check()
        reading.rows += 1
        reading.pairs.append((row, _build(table.layout, row, within.today)))
        reading.found += len(row.faults)
        if reading.rows % STEP == 0:
            within.progress(reading.rows)
        if within.most_faults is not None and reading.found >= within.most_faults:
            reading.notes.insert(  # the first of them: pages show only some
                0,
                f"Se dejó de revisar en la fila {row.number} de «{table.sheet.name}»: ya hay "
                f"{reading.found} faltas. Corríjalas y vuelva a revisar.",
            )
            return
    within.progress(reading.rows)


def _build(layout: Layout, row: Row, today: date) -> Any:
    """What the row means; None when a column that it needs could not be read."""
    needed = {column.key for column in layout.columns if column.required}
    if not needed <= row.values.keys():
        return None
    try:
        return layout.build(row, today)
    except FactError as error:
        row.fault("", error.code, str(error))
        return None


def _unrecognised(wanted: Sequence[Layout]) -> Fault:
    if not wanted:
        names = ", ".join(layout.name for layout in layouts())
        return Fault("", None, "", "formato-desconocido", f"Los formatos son: {names}.")
    known = [layout for layout in wanted if layout.name != PUBLIC_TABLE] or wanted
    headers = "; ".join(
        f"para {layout.sheet.lower()}, "
        + ", ".join(f"«{column.header}»" for column in layout.columns if column.anchor)
        for layout in known
    )
    return Fault(
        "",
        None,
        "",
        "columnas-desconocidas",
        "No se encontró ninguna tabla conocida: use la plantilla de actos. La fila de "
        f"encabezados debe tener: {headers}.",
    )


def _store(opened: Opened, reading: _Reading, layout: Layout, by: str) -> Report:
    """Add it all. Another desk may be loading the same file, or the same acts, meanwhile."""
    try:
        return _store_at_once(opened, reading, layout, by)
    except IntegrityError:
        loaded = Batch.objects.filter(sha256=opened.sha256).first()
        if loaded:
            return _loaded_before(opened, loaded)
        # What the other desk stored is there to be seen now.
        return _store_at_once(opened, reading, layout, by)
    except FactError as error:
        reading.faults.append(Fault("", None, "", error.code, f"{error} Vuelva a cargarlo."))
        return _report(opened, reading)


def _store_at_once(opened: Opened, reading: _Reading, layout: Layout, by: str) -> Report:
    entries = [entry for _, entry in reading.pairs]
    made_up = all(entry.simulated for entry in entries)
    with transaction.atomic(), registering("compliance", made_up=made_up) as moment:
        batch = Batch.objects.create(
            file=opened.name[-255:] or "sin nombre",
            sha256=opened.sha256,
            layout=layout.name,
            rows=reading.rows,
            added=layout.new(entries),
            loaded_at=moment.at,
            by=moment.signed(by),
            simulated=any(entry.simulated for entry in entries),
        )
        added = layout.store(entries, by, batch)
        if added != batch.added:
            raise FactError("Otra mesa registró lo mismo mientras se guardaba.")
    return _report(opened, reading, accepted=added, batch=batch.pk)


def _loaded_before(opened: Opened, loaded: Batch) -> Report:
    moment = timezone.localtime(loaded.loaded_at).strftime("el %d/%m/%Y a las %H:%M")
    return Report(
        opened.name,
        layout=loaded.layout,
        rows=loaded.rows,
        batch=loaded.pk,
        already_loaded=True,
        notes=(f"Este mismo archivo ya se cargó {moment} ({loaded.by}): no cambió nada.",),
    )


def _report(
    opened: Opened,
    reading: _Reading,
    *,
    accepted: int | None = None,
    batch: int | None = None,
    dry_run: bool = False,
) -> Report:
    sound = reading.layout is not None and not reading.faults
    if accepted is None:
        accepted = _would_add(reading) if sound else 0
    return Report(
        opened.name,
        layout=reading.layout.name if reading.layout else "",
        rows=reading.rows,
        accepted=accepted,
        known=reading.rows - accepted if sound else 0,
        faults=tuple(reading.faults),
        batch=batch,
        dry_run=dry_run,
        notes=tuple(reading.notes),
    )


def _would_add(reading: _Reading) -> int:
    return reading.layout.new([entry for _, entry in reading.pairs]) if reading.layout else 0
